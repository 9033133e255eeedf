/**
 * What a partner's sales of one period add up to: volume that earns a rebate,
 * and earnings under a cap. One line a period, by the same rule as everything
 * else: target − already posted.
 */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import { applies, baseOf, type EarlierPayments, paymentsOf } from './payments.ts'
import { holdDay, periodOf, spanOf, writtenDate, writtenPeriod } from './time.ts'
import type {
  Counted,
  Held,
  PlanTerms,
  PlanVersionTerms,
  RebateBands,
  Rule,
  SaleFacts,
  Target,
} from './types.ts'

/** The newest version at a time, the first one for times before it. */
export function versionAt(versions: PlanVersionTerms[], at: number): PlanVersionTerms | undefined {
  const inForce = versions.filter(({ effectiveAt }) => effectiveAt <= at)
  const newest = (a: PlanVersionTerms, b: PlanVersionTerms) => (a.version > b.version ? a : b)
  const first = (a: PlanVersionTerms, b: PlanVersionTerms) => (a.version < b.version ? a : b)
  if (inForce.length > 0) return inForce.reduce(newest)
  return versions.length > 0 ? versions.reduce(first) : undefined
}

export interface CountedInput {
  partnerId: string
  planId: string
  /** Every version of the plan. */
  versions: PlanVersionTerms[]
  /** Version and rules that the customer is bound to. */
  termsVersion: number
  rules: Rule[]
  sales: SaleFacts[]
  earlier?: EarlierPayments
  held: Held[]
  targets: Target[]
}

/**
 * What each sale adds to its partner's periods. A rebate's terms are those in
 * force at the start of the period, whatever the customer is bound to; a cap
 * belongs to the terms it stands in.
 */
export function countedFor(input: CountedInput): Map<string, Counted[]> {
  const { partnerId, planId, versions, earlier = { count: 0, firstAt: null }, held } = input
  const counted = new Map<string, Counted[]>()
  if (versions.length === 0 && input.rules.every(({ cap }) => cap?.period === undefined)) return counted
  const add = (saleId: string, one: Counted): void => {
    if (one.amountMinor > 0) counted.set(saleId, [...(counted.get(saleId) ?? []), one])
  }
  const whose = { partnerId, planId }
  for (const payment of paymentsOf(input.sales, earlier)) {
    const { id, currency, occurredAt } = payment.sale
    for (const per of ['quarter', 'year'] as const) {
      const period = periodOf(occurredAt, per)
      const version = versionAt(versions, spanOf(period).from)
      for (const [ruleIndex, rule] of version?.terms.rules.entries() ?? []) {
        if (rule.bands?.per !== per || !applies(rule, payment, held)) continue
        const termsVersion = version?.version ?? 0
        add(id, { ...whose, termsVersion, ruleIndex, period, currency, amountMinor: baseOf(rule, payment) })
      }
    }
  }
  const occurred = new Map(input.sales.map((sale) => [sale.id, sale.occurredAt]))
  for (const { saleId, ruleIndex, currency, amountMinor } of input.targets) {
    const cap = input.rules[ruleIndex]?.cap
    if (cap?.period?.[currency] === undefined) continue
    const period = periodOf(occurred.get(saleId) ?? 0, cap.per ?? 'month')
    const { termsVersion } = input
    add(saleId, { ...whose, termsVersion, ruleIndex, period, currency, amountMinor })
  }
  return counted
}

interface Band {
  fromMinor: number
  rateBps: number
}

const bandsIn = ({ steps }: RebateBands, currency: string): Band[] =>
  steps.flatMap(({ from, rateBps }) => {
    const fromMinor = from[currency]
    return fromMinor === undefined ? [] : [{ fromMinor, rateBps }]
  })

/** The parts of a volume, each with the rate it earns. */
function partsOf(
  bands: RebateBands,
  volumeMinor: number,
  currency: string,
): { part: number; rateBps: number }[] {
  const all = bandsIn(bands, currency)
  const reached = all.filter(({ fromMinor }) => volumeMinor >= fromMinor && volumeMinor > 0)
  if (bands.mode === 'whole') {
    const last = reached.at(-1)
    return last ? [{ part: volumeMinor, rateBps: last.rateBps }] : []
  }
  return reached.map(({ fromMinor, rateBps }, index) => ({
    part: (reached[index + 1]?.fromMinor ?? volumeMinor) - fromMinor,
    rateBps,
  }))
}

/** Rounded once, whatever the number of bands. */
function rebateOf(bands: RebateBands, volumeMinor: number, currency: string): number {
  const sum = partsOf(bands, volumeMinor, currency).reduce(
    (all, { part, rateBps }) => all + BigInt(part) * BigInt(rateBps),
    0n,
  )
  return mulDivHalfEven(sum, 1, 10_000)
}

export interface PeriodInput {
  rule: Rule
  plan: Pick<PlanTerms, 'name' | 'holdDays'>
  termsVersion: number
  period: string
  currency: string
  /** What the partner's sales of the period add up to. */
  countedMinor: number
}

export interface PeriodTarget {
  kind: 'rebate' | 'cap'
  /** What must be posted for the period altogether; a cap takes away, so it is 0 or less. */
  amountMinor: number
  /** First UTC day on which a rebate may be paid. A cap takes away when what it takes would be paid. */
  holdDay: number | null
  /** Words about it, without the full stop. */
  basis: string
  /** "4,000.00 EUR more to the next band (7 %)." */
  next: string | null
}

/**
 * @returns undefined when the rule says nothing about periods in this currency.
 */
export function periodTarget(input: PeriodInput): PeriodTarget | undefined {
  const { rule, plan, termsVersion, period, currency, countedMinor } = input
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  const where = `(plan ${plan.name}, version ${termsVersion})`
  const capMinor = rule.cap?.period?.[currency]
  if (!rule.bands) {
    if (capMinor === undefined) return undefined
    const amountMinor = Math.min(capMinor - countedMinor, 0)
    const basis = `at most ${money(capMinor)} in ${writtenPeriod(period)}; ${money(countedMinor)} came together ${where}`
    return { kind: 'cap', amountMinor, holdDay: null, basis, next: null }
  }
  const earnedMinor = rebateOf(rule.bands, countedMinor, currency)
  const amountMinor = capMinor === undefined ? earnedMinor : Math.min(earnedMinor, capMinor)
  const limited = amountMinor < earnedMinor ? `, at most ${money(amountMinor)}` : ''
  const basis = `${volumeWords(rule.bands, input)}${limited} ${where}`
  return {
    kind: 'rebate',
    amountMinor,
    holdDay: holdDay(spanOf(period).until, plan.holdDays),
    basis,
    next: nextWords(rule.bands, input),
  }
}

function volumeWords(bands: RebateBands, { currency, countedMinor, period }: PeriodInput): string {
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  const sales = `net sales in ${writtenPeriod(period)}`
  const parts = partsOf(bands, countedMinor, currency).filter(({ part }) => part > 0)
  const [only] = parts
  if (!only) return `0 % of ${money(countedMinor)} ${sales}`
  if (parts.length === 1) return `${formatRate(only.rateBps)} of ${money(only.part)} ${sales}`
  const words = parts.map(({ part, rateBps }) => `${formatRate(rateBps)} of ${money(part)}`)
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)} of ${money(countedMinor)} ${sales}`
}

function nextWords(bands: RebateBands, { currency, countedMinor }: PeriodInput): string | null {
  const next = bandsIn(bands, currency).find(({ fromMinor }) => fromMinor > countedMinor)
  if (!next) return null
  const money = formatMoney(next.fromMinor - countedMinor, currency)
  return `${money} more to the next band of ${formatRate(next.rateBps)}.`
}

export type PeriodCause = 'sale' | 'refund' | 'dispute' | 'dispute_won' | 'attribution' | 'standing'

export interface PeriodWords {
  target: PeriodTarget
  /** Target − posted. */
  amountMinor: number
  period: string
  currency: string
  cause: PeriodCause
  saleExternalId: string | null
  clawback: boolean
}

const causeWords = (cause: PeriodCause, sale: string): string => {
  switch (cause) {
    case 'refund':
      return `${sale} was refunded`
    case 'dispute':
      return `${sale} was lost in a dispute`
    case 'dispute_won':
      return `the dispute over ${sale} was won`
    case 'sale':
      return `${sale} was recorded`
    case 'standing':
      return 'a certification of yours changed'
    case 'attribution':
      return 'a customer is credited differently now'
  }
}

/** The explanation that a line of a period carries for ever. */
export function explainPeriod(words: PeriodWords): string {
  const { target, amountMinor, period, currency, cause, saleExternalId, clawback } = words
  const why = causeWords(cause, saleExternalId ?? 'a sale')
  const next = target.next === null ? '' : ` ${target.next}`
  if (target.kind === 'cap') {
    return amountMinor < 0
      ? `Cap reached: ${target.basis}.`
      : `Room under the cap again, because ${why}: ${target.basis}.`
  }
  const money = formatMoney(target.amountMinor, currency)
  const from = target.holdDay === null ? '' : `, payable from ${writtenDate(target.holdDay * 86_400_000)}`
  const stands = `${target.basis}: ${money} for ${writtenPeriod(period)} so far${from}.${next}`
  if (amountMinor > 0) return stands
  const paid = clawback ? ' It had been paid already, so it is settled with what is earned next.' : ''
  return `Taken back, because ${why}. ${stands}${paid}`
}
