/**
 * What a plan owes for the sales of one binding. Targets are computed over all
 * of its sales at once, ordered by when they happened, so that "the first
 * payment" and "the first 12 months" do not depend on the order of arrival.
 * What to post is then target − already posted (server/core/postings.ts).
 */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import { compareOccurrence } from './order.ts'
import { addMonths } from './time.ts'
import type { PlanKind, Rule, SaleFacts, Target } from './types.ts'

export interface TargetsInput {
  planName: string
  planKind: PlanKind
  termsVersion: number
  /** The rules locked at the binding. */
  rules: Rule[]
  /** The sales that the binding covers, in any order. */
  sales: SaleFacts[]
  /** When those are not all: the covered payments before the first of them. */
  earlier?: EarlierPayments
}

export interface EarlierPayments {
  count: number
  /** When the first of them happened; null when there is none. */
  firstAt: number | null
}

/** A sale as the n-th payment of its customer. */
interface Payment {
  sale: SaleFacts
  number: number
  /** When the customer's first payment happened. */
  firstAt: number
  /** What is left of the amount, never negative. */
  netMinor: number
  /** The part of the amount that is neither tax nor shipping. */
  commissionableMinor: number
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

/**
 * Every sale above zero is a payment, one that was refunded in full included:
 * refunding the first payment does not make the second one the first.
 */
function paymentsOf(sales: SaleFacts[], earlier: EarlierPayments): Payment[] {
  const counted = sales.filter((sale) => sale.amountMinor > 0).sort(compareOccurrence)
  const firstAt = earlier.firstAt ?? counted[0]?.occurredAt ?? 0
  return counted.map((sale, index) => ({
    sale,
    number: earlier.count + index + 1,
    firstAt,
    netMinor: clamp(sale.amountMinor - sale.takenBackMinor, 0, sale.amountMinor),
    commissionableMinor: Math.max(sale.amountMinor - sale.taxMinor - sale.shippingMinor, 0),
  }))
}

/** Exactly n months after the first payment is out, like the end of every other window. */
const applies = (rule: Rule, { number, firstAt, sale }: Payment): boolean =>
  (rule.payments === undefined || number <= rule.payments) &&
  (rule.months === undefined || sale.occurredAt < addMonths(firstAt, rule.months))

/** Rounded once: the share that is left and the rate are one fraction. */
function amountOf(rule: Rule, { sale, netMinor, commissionableMinor }: Payment): number | undefined {
  if (rule.rateBps !== undefined) {
    const product = BigInt(commissionableMinor) * BigInt(netMinor)
    return mulDivHalfEven(product, rule.rateBps, BigInt(sale.amountMinor) * 10_000n)
  }
  const flat = rule.flat?.[sale.currency]
  return flat === undefined ? undefined : mulDivHalfEven(flat, netMinor, sale.amountMinor)
}

function baseWords(rule: Rule, { sale, netMinor, commissionableMinor }: Payment): string {
  const money = (amountMinor: number): string => formatMoney(amountMinor, sale.currency)
  if (rule.rateBps !== undefined) {
    const base = mulDivHalfEven(commissionableMinor, netMinor, sale.amountMinor)
    const removed = [sale.taxMinor > 0 && 'tax', sale.shippingMinor > 0 && 'shipping'].filter(Boolean)
    const without = removed.length > 0 ? `, without ${removed.join(' and ')}` : ''
    return `${formatRate(rule.rateBps)} of ${money(base)}${without}`
  }
  const flat = `${money(rule.flat?.[sale.currency] ?? 0)} for the sale`
  if (netMinor === sale.amountMinor) return flat
  return `${flat}, scaled to the ${money(netMinor)} left of ${money(sale.amountMinor)}`
}

function monthOf({ firstAt, sale }: Payment): number {
  let month = 1
  while (sale.occurredAt >= addMonths(firstAt, month)) month += 1
  return month
}

/** Which of the customer's payments this is, as far as the rule cares. */
function countWords(rule: Rule, kind: PlanKind, payment: Payment): string[] {
  const words: string[] = []
  if (rule.payments === 1) words.push('first payment')
  else if (rule.payments !== undefined) words.push(`payment ${payment.number} of ${rule.payments}`)
  if (rule.months !== undefined) words.push(`month ${monthOf(payment)} of ${rule.months}`)
  // A creator is paid for sales made with a link or code; counting them would mean nothing to anyone.
  if (words.length === 0 && kind !== 'creator') words.push(`payment ${payment.number}`)
  return words
}

/**
 * What each rule of a plan owes for each sale of one binding, given all that
 * is known now.
 *
 * Per sale: `net = clamp(amount − takenBack, 0, amount)` and
 * `base = (amount − tax − shipping) × net / amount`. A percentage counts on
 * the base, a flat amount is scaled by `net / amount`; each is rounded once,
 * half to even. The base in the words is itself rounded to minor units.
 *
 * @returns targets by sale in time order, then by rule. A rule that applies is
 *   answered even when it owes 0, so that what was posted goes back to 0; a
 *   rule that does not apply to a sale, or has no flat amount in its currency,
 *   is not. Sales of zero neither earn nor count as a payment.
 */
export function targetsFor({
  planName,
  planKind,
  termsVersion,
  rules,
  sales,
  earlier = { count: 0, firstAt: null },
}: TargetsInput): Target[] {
  return paymentsOf(sales, earlier).flatMap((payment) =>
    rules.flatMap((rule, ruleIndex) => {
      const amountMinor = applies(rule, payment) ? amountOf(rule, payment) : undefined
      if (amountMinor === undefined) return []
      const where = [`plan ${planName}`, `version ${termsVersion}`, ...countWords(rule, planKind, payment)]
      const { id: saleId, currency } = payment.sale
      const basis = `${baseWords(rule, payment)} (${where.join(', ')})`
      return [{ saleId, ruleIndex, amountMinor, currency, basis }]
    }),
  )
}
