/** A sale as the n-th payment of its customer, and how much of it a rule is about. */
import { mulDivHalfEven } from './money.ts'
import { compareOccurrence } from './order.ts'
import { addMonths } from './time.ts'
import type { Held, Rule, SaleFacts } from './types.ts'

export interface EarlierPayments {
  count: number
  /** When the first of them happened; null when there is none. */
  firstAt: number | null
  /** What rules with a cap per customer owe for them. */
  owed?: { ruleIndex: number; currency: string; amountMinor: number }[]
}

export interface Payment {
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
 * In the order in which they happened. Every sale above zero is a payment, one
 * that was refunded in full included: refunding the first payment does not
 * make the second one the first.
 */
export function paymentsOf(sales: SaleFacts[], earlier: EarlierPayments): Payment[] {
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

/** From 1, counted from the customer's first payment. */
export function monthOf({ firstAt, sale }: Payment): number {
  let month = 1
  while (sale.occurredAt >= addMonths(firstAt, month)) month += 1
  return month
}

/** From 1, counted from the customer's first payment. */
export function yearOf({ firstAt, sale }: Payment): number {
  let year = 1
  while (sale.occurredAt >= addMonths(firstAt, 12 * year)) year += 1
  return year
}

/** The rate that a percentage rule has for a payment; undefined for other rules. */
export function rateOf(rule: Rule, payment: Payment): number | undefined {
  const byYear = rule.rateBpsByYear
  return byYear ? (byYear[yearOf(payment) - 1] ?? byYear.at(-1)) : rule.rateBps
}

interface Share {
  matched: bigint
  total: bigint
}

const whole: Share = { matched: 1n, total: 1n }
const nothing: Share = { matched: 0n, total: 1n }

/**
 * How much of a sale is for the products of a rule. A sale that does not say
 * what was sold is for no product in particular: none of `products`, and all
 * of what is left by `exceptProducts`.
 */
function shareOf({ products, exceptProducts }: Rule, { items = [] }: SaleFacts): Share {
  if (!products && !exceptProducts) return whole
  const total = items.reduce((sum, item) => sum + BigInt(item.amountMinor), 0n)
  if (total === 0n) return products ? nothing : whole
  const matches = (productId: string): boolean =>
    (!products || products.includes(productId)) && !exceptProducts?.includes(productId)
  const matched = items.reduce(
    (sum, item) => (matches(item.productId) ? sum + BigInt(item.amountMinor) : sum),
    0n,
  )
  return { matched, total }
}

/** Exactly n months after the first payment is out, like the end of every other window. */
export function applies(rule: Rule, payment: Payment, held: Held[]): boolean {
  const { number, firstAt, sale } = payment
  const { occurredAt: at } = sale
  const holds = (id: string): boolean =>
    held.some(({ certificationId, from, until }) => certificationId === id && from <= at && at < until)
  return (
    (rule.payments === undefined || number <= rule.payments) &&
    (rule.months === undefined || at < addMonths(firstAt, rule.months)) &&
    (rule.certification === undefined || holds(rule.certification)) &&
    shareOf(rule, sale).matched > 0n
  )
}

/**
 * `(amount − tax − shipping) × matched / items × net / amount × rate`, as one
 * fraction that is rounded once. A rate of 10 000 gives the base itself.
 */
export function partOf(rule: Rule, payment: Payment, rateBps: number): number {
  const { sale, netMinor, commissionableMinor } = payment
  const { matched, total } = shareOf(rule, sale)
  const product = BigInt(commissionableMinor) * BigInt(netMinor) * matched
  return mulDivHalfEven(product, rateBps, BigInt(sale.amountMinor) * total * 10_000n)
}

/** What is left of a payment as far as a rule is about it, rounded to minor units. */
export const baseOf = (rule: Rule, payment: Payment): number => partOf(rule, payment, 10_000)
