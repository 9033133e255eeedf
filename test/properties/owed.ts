/**
 * The model's own idea of what is owed, apart from who is credited: products,
 * years, caps, certifications, rebates and overrides, in BigInt and loops.
 */
import type { OverrideTerms, Rule } from '../../server/core/types.ts'
import { compare, halfEven, monthsLater } from './arithmetic.ts'

const DAY = 86_400_000

export interface OwedSale {
  externalId: string
  at: number
  amount: bigint
  untaxed: bigint
  /** What is left of the amount. */
  left: bigint
  currency: string
  items: { productId: string; amount: number }[]
}

export interface OwedTerms {
  /** Id and version of the plan, so that caps of different terms stay apart. */
  plan: string
  version: number
  rules: Rule[]
  holdDays: number
}

export interface Bound extends OwedTerms {
  partner: string
  certified: { from: number; until: number }[]
  override: { by: string; terms: OverrideTerms } | null
  /** Terms of the same plan that were in force at a time. */
  termsAt(at: number): OwedTerms
}

export interface Line {
  /** "partner|sale|rule" or "partner|period". */
  key: string
  amount: bigint
  currency: string
  /** Null for caps: which day they take away from depends on what used them up. */
  day: number | null
}

/** "plan version rule period currency" → what came together for a partner. */
export type Volumes = Map<
  string,
  { partner: string; terms: OwedTerms; rule: Rule; period: string; currency: string; sum: bigint }
>

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

function matched(rule: Rule, sale: OwedSale): [matched: bigint, total: bigint] {
  if (!rule.products && !rule.exceptProducts) return [1n, 1n]
  let all = 0n
  let ours = 0n
  for (const item of sale.items) {
    all += BigInt(item.amount)
    const isIn = rule.products ? rule.products.includes(item.productId) : true
    if (isIn && !(rule.exceptProducts ?? []).includes(item.productId)) ours += BigInt(item.amount)
  }
  if (all === 0n) return rule.products ? [0n, 1n] : [1n, 1n]
  return [ours, all]
}

function counts(rule: Rule, sale: OwedSale, number: number, firstAt: number, bound: Bound): boolean {
  if (rule.payments !== undefined && number > rule.payments) return false
  if (rule.months !== undefined && sale.at >= monthsLater(firstAt, rule.months)) return false
  if (rule.certification && !bound.certified.some(({ from, until }) => sale.at >= from && sale.at < until)) {
    return false
  }
  return matched(rule, sale)[0] > 0n
}

function part(rule: Rule, sale: OwedSale, rateBps: bigint): bigint {
  const [ours, all] = matched(rule, sale)
  return halfEven(sale.untaxed * sale.left * ours * rateBps, sale.amount * all * 10_000n)
}

function raw(rule: Rule, sale: OwedSale, firstAt: number): bigint | null {
  if (rule.flat) {
    const flat = rule.flat[sale.currency]
    return flat === undefined ? null : halfEven(BigInt(flat) * sale.left, sale.amount)
  }
  if (rule.rateBpsByYear) {
    let year = 0
    while (sale.at >= monthsLater(firstAt, 12 * (year + 1))) year += 1
    const rates = rule.rateBpsByYear
    return part(rule, sale, BigInt(rates[Math.min(year, rates.length - 1)] ?? 0))
  }
  return rule.rateBps === undefined ? null : part(rule, sale, BigInt(rule.rateBps))
}

export function periodName(at: number, per: 'month' | 'quarter' | 'year'): string {
  const iso = new Date(at).toISOString()
  if (per === 'year') return iso.slice(0, 4)
  if (per === 'month') return iso.slice(0, 7)
  return `${iso.slice(0, 4)}-Q${1 + Math.floor((Number(iso.slice(5, 7)) - 1) / 3)}`
}

const firstMonth = (period: string): number =>
  period.includes('Q') ? 3 * Number(period.slice(6)) - 2 : Number(period.slice(5) || '1')

export const periodStart = (period: string): number =>
  Date.parse(`${period.slice(0, 4)}-${String(firstMonth(period)).padStart(2, '0')}-01T00:00:00Z`)

const periodEnd = (period: string): number =>
  monthsLater(periodStart(period), period.includes('Q') ? 3 : period.includes('-') ? 1 : 12)

/** By the sale, and what it adds to periods. */
export function owedBySales(bound: Bound, covered: OwedSale[], volumes: Volumes): Line[] {
  const payments = covered
    .filter(({ amount }) => amount > 0n)
    .sort((a, b) => a.at - b.at || compare(a.externalId, b.externalId))
  const firstAt = payments[0]?.at ?? 0
  const used = new Map<string, bigint>()
  const lines: Line[] = []
  const volume = (terms: OwedTerms, ruleIndex: number, period: string, currency: string, amount: bigint) => {
    const rule = terms.rules[ruleIndex]
    if (!rule) return
    const key = [bound.partner, terms.plan, terms.version, ruleIndex, period, currency].join(' ')
    const sum = (volumes.get(key)?.sum ?? 0n) + amount
    volumes.set(key, { partner: bound.partner, terms, rule, period, currency, sum })
  }
  for (const [index, sale] of payments.entries()) {
    const day = Math.floor((sale.at + bound.holdDays * DAY) / DAY)
    let partnerGets: bigint | null = null
    let inVolume = false
    for (const [ruleIndex, rule] of bound.rules.entries()) {
      if (!counts(rule, sale, index + 1, firstAt, bound)) continue
      let amount = raw(rule, sale, firstAt)
      if (amount === null) continue
      const { sale: ofSale, customer: ofCustomer, period: ofPeriod, per = 'month' } = rule.cap ?? {}
      const [saleCap, customerCap] = [ofSale?.[sale.currency], ofCustomer?.[sale.currency]]
      if (saleCap !== undefined) amount = least(amount, BigInt(saleCap))
      const usedKey = `${ruleIndex} ${sale.currency}`
      const before = used.get(usedKey) ?? 0n
      if (customerCap !== undefined) amount = least(amount, BigInt(customerCap) - before)
      used.set(usedKey, before + amount)
      lines.push({
        key: `${bound.partner}|${sale.externalId}|${ruleIndex}`,
        amount,
        currency: sale.currency,
        day,
      })
      partnerGets = (partnerGets ?? 0n) + amount
      if (ofPeriod?.[sale.currency] !== undefined) {
        volume(bound, ruleIndex, periodName(sale.at, per), sale.currency, amount)
        if (amount > 0n) inVolume = true
      }
    }
    for (const per of ['quarter', 'year'] as const) {
      const period = periodName(sale.at, per)
      const terms = bound.termsAt(periodStart(period))
      for (const [ruleIndex, rule] of terms.rules.entries()) {
        if (rule.bands?.per !== per || !counts(rule, sale, index + 1, firstAt, bound)) continue
        const amount = part(rule, sale, 10_000n)
        volume(terms, ruleIndex, period, sale.currency, amount)
        if (amount > 0n) inVolume = true
      }
    }
    const { override } = bound
    if (!override || (partnerGets === null && (override.terms.of === 'commission' || !inVolume))) continue
    const rate = BigInt(override.terms.rateBps)
    const amount =
      override.terms.of === 'commission'
        ? halfEven((partnerGets ?? 0n) * rate, 10_000n)
        : halfEven(sale.untaxed * sale.left * rate, sale.amount * 10_000n)
    lines.push({ key: `${override.by}|${sale.externalId}|-1`, amount, currency: sale.currency, day })
  }
  return lines
}

export function owedByPeriods(volumes: Volumes): Line[] {
  return [...volumes.values()].map(({ partner, terms, rule, period, currency, sum }) => {
    const key = `${partner}|${period}`
    if (!rule.bands) {
      const cap = BigInt(rule.cap?.period?.[currency] ?? 0)
      return { key, amount: sum > cap ? cap - sum : 0n, currency, day: null }
    }
    let earned = 0n
    let from: bigint | null = null
    let rate = 0n
    for (const step of rule.bands.steps) {
      const next = step.from[currency]
      if (next === undefined || BigInt(next) > sum) continue
      if (rule.bands.mode === 'marginal' && from !== null) earned += (BigInt(next) - from) * rate
      from = BigInt(next)
      rate = BigInt(step.rateBps)
    }
    if (from !== null) earned += (rule.bands.mode === 'whole' ? sum : sum - from) * rate
    const day = Math.floor((periodEnd(period) + terms.holdDays * DAY) / DAY)
    return { key, amount: halfEven(earned, 10_000n), currency, day }
  })
}
