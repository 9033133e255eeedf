/** What a commission was computed from, in words. */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import { baseOf, monthOf, type Payment, rateOf, yearOf } from './payments.ts'
import { writtenDate } from './time.ts'
import type { PlanKind, Rule } from './types.ts'

export interface BasisInput {
  planName: string
  planKind: PlanKind
  termsVersion: number
  rule: Rule
  payment: Payment
  /** What a cap left of the amount, and which one it was. */
  capped?: { by: 'sale' | 'customer'; capMinor: number; leftMinor: number }
}

/** "30.00 EUR refunded on 3 May 2026": what happened to a payment since; nothing while all of it is there. */
function sinceWords({ sale, netMinor }: Payment): string[] {
  const goneMinor = sale.amountMinor - netMinor
  if (goneMinor <= 0) return []
  const money = (amountMinor: number): string => formatMoney(amountMinor, sale.currency)
  const lostMinor = sale.lostMinor ?? 0
  const how =
    lostMinor === 0 ? 'refunded' : lostMinor >= sale.takenBackMinor ? 'lost in a dispute' : 'taken back'
  const when = typeof sale.takenBackAt === 'number' ? ` on ${writtenDate(sale.takenBackAt)}` : ''
  return [`${money(sale.amountMinor)} paid, ${money(goneMinor)} ${how}${when}`]
}

function partWords({ products, exceptProducts }: Rule): string {
  if (products) return `, the part for ${products.join(' and ')}`
  return exceptProducts ? `, the part that is not for ${exceptProducts.join(' or ')}` : ''
}

function baseWords(rule: Rule, payment: Payment): string {
  const { sale, netMinor } = payment
  const money = (amountMinor: number): string => formatMoney(amountMinor, sale.currency)
  const rateBps = rateOf(rule, payment)
  if (rateBps !== undefined) {
    const removed = [sale.taxMinor > 0 && 'tax', sale.shippingMinor > 0 && 'shipping'].filter(Boolean)
    const without = removed.length > 0 ? `, without ${removed.join(' and ')}` : ''
    return `${formatRate(rateBps)} of ${money(baseOf(rule, payment))}${without}${partWords(rule)}`
  }
  const flat = `${money(rule.flat?.[sale.currency] ?? 0)} for the sale`
  if (netMinor === sale.amountMinor) return flat
  return `${flat}, scaled to the ${money(netMinor)} left of ${money(sale.amountMinor)}`
}

function capWords({ capped, payment }: BasisInput): string {
  if (!capped) return ''
  const money = (amountMinor: number): string => formatMoney(amountMinor, payment.sale.currency)
  if (capped.by === 'sale') return `, at most ${money(capped.capMinor)} a sale`
  return `, limited to the ${money(capped.leftMinor)} left of ${money(capped.capMinor)} a customer`
}

/** Which of the customer's payments this is, as far as the rule cares. */
function countWords(rule: Rule, kind: PlanKind, payment: Payment): string[] {
  const words: string[] = []
  if (rule.payments === 1) words.push('first payment')
  else if (rule.payments !== undefined) words.push(`payment ${payment.number} of ${rule.payments}`)
  if (rule.rateBpsByYear) words.push(`year ${yearOf(payment)}`)
  if (rule.months !== undefined) words.push(`month ${monthOf(payment)} of ${rule.months}`)
  if (rule.certification !== undefined) words.push(`while certified in ${rule.certification}`)
  // A creator is paid for sales made with a link or code; counting them would mean nothing to anyone.
  if (words.length === 0 && kind !== 'creator') words.push(`payment ${payment.number}`)
  return words
}

/**
 * The base in the words is itself rounded to minor units.
 *
 * @example "20 % of 120.00 EUR (150.00 EUR paid, 30.00 EUR refunded on 3 May 2026, plan Residual, version 2, month 3 of 24)"
 */
export function basisWords(input: BasisInput): string {
  const { planName, planKind, termsVersion, rule, payment } = input
  const where = [
    ...sinceWords(payment),
    `plan ${planName}`,
    `version ${termsVersion}`,
    ...countWords(rule, planKind, payment),
  ]
  return `${baseWords(rule, payment)}${capWords(input)} (${where.join(', ')})`
}
