/**
 * What a plan would have brought for sales that were made under others: the
 * same rules that pay, on the same facts, as if every customer had been bound
 * to the plan's present terms. Of a price sheet it is the margin at list.
 */
import { formatMoney } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import { compareText } from './order.ts'
import { owedFor } from './owed.ts'
import type { EarlierPayments } from './payments.ts'
import { periodTarget } from './periods.ts'
import { type Item, priceItem } from './pricing.ts'
import { earningSentences, type SentencesProgram } from './terms.ts'
import { writtenDate } from './time.ts'
import type { Held, PlanTerms, SaleFacts } from './types.ts'

export interface SoldFacts extends SaleFacts {
  /** What was sold and how many of it, for price sheets. */
  sold: Item[]
}

/** The sales of one customer, and what came before them. */
export interface CustomerHistory {
  sales: SoldFacts[]
  earlier?: EarlierPayments
}

export interface PlanToTry {
  planId: string
  version: number
  terms: PlanTerms
}

export interface Simulated {
  currency: string
  earnedMinor: number
  years: { year: number; earnedMinor: number }[]
  /** How many of the sales earn something. */
  counts: number
  words: string
}

interface Sums {
  years: Map<number, number>
  saleIds: Set<string>
}

const yearOf = (ms: number): number => new Date(ms).getUTCFullYear()

/** @returns one result for each currency, by its code; none without sales. */
export function simulatePlan(
  plan: PlanToTry,
  history: CustomerHistory[],
  { held, program }: { held: Held[]; program: SentencesProgram },
): Simulated[] {
  const sales = history.flatMap((customer) => customer.sales)
  const byCurrency = new Map<string, Sums>(
    [...new Set(sales.map((sale) => sale.currency))].map((currency) => [
      currency,
      { years: new Map(), saleIds: new Set() },
    ]),
  )
  const add = (currency: string, year: number, amountMinor: number, saleId?: string): void => {
    const sums = byCurrency.get(currency)
    if (!sums || amountMinor === 0) return
    sums.years.set(year, (sums.years.get(year) ?? 0) + amountMinor)
    if (saleId !== undefined) sums.saleIds.add(saleId)
  }
  addCommissions(plan, history, held, add)
  for (const sale of sales) add(sale.currency, yearOf(sale.occurredAt), marginOf(plan.terms, sale), sale.id)
  const since = sales.reduce((first, sale) => Math.min(first, sale.occurredAt), Number.POSITIVE_INFINITY)
  return [...byCurrency]
    .sort(([a], [b]) => compareText(a, b))
    .map(([currency, { years, saleIds }]) => {
      const list = [...years].sort(([a], [b]) => a - b).map(([year, earnedMinor]) => ({ year, earnedMinor }))
      const earnedMinor = list.reduce((sum, year) => sum + year.earnedMinor, 0)
      const all = sales.filter((sale) => sale.currency === currency).length
      return {
        currency,
        earnedMinor,
        years: list,
        counts: saleIds.size,
        words: wordsFor(plan.terms, program, { currency, earnedMinor, counts: saleIds.size, all, since }),
      }
    })
}

type Add = (currency: string, year: number, amountMinor: number, saleId?: string) => void

function addCommissions(
  { planId, version, terms }: PlanToTry,
  history: CustomerHistory[],
  held: Held[],
  add: Add,
): void {
  if (terms.rules.length === 0) return
  const binding = {
    partnerId: '',
    partnerName: '',
    planId,
    termsVersion: version,
    terms,
    // In force all along: that is the question.
    versions: [{ version, effectiveAt: 0, terms }],
    held,
    override: null,
  }
  const counted = new Map<string, { period: string; currency: string; ruleIndex: number; sum: number }>()
  for (const { sales, earlier } of history) {
    const years = new Map(sales.map((sale) => [sale.id, yearOf(sale.occurredAt)]))
    const owed = owedFor(binding, sales, earlier)
    for (const { saleId, currency, amountMinor } of owed.targets) {
      add(currency, years.get(saleId) ?? 0, amountMinor, saleId)
    }
    for (const { period, currency, ruleIndex, amountMinor } of [...owed.counted.values()].flat()) {
      const key = `${ruleIndex} ${period} ${currency}`
      const one = counted.get(key) ?? { period, currency, ruleIndex, sum: 0 }
      counted.set(key, { ...one, sum: one.sum + amountMinor })
    }
  }
  for (const { period, currency, ruleIndex, sum } of counted.values()) {
    const rule = terms.rules[ruleIndex]
    const input = { plan: terms, termsVersion: version, period, currency, countedMinor: sum }
    const target = rule && periodTarget({ ...input, rule })
    if (target) add(currency, Number(period.slice(0, 4)), target.amountMinor)
  }
}

/** Bought at wholesale and sold at list; of a sale that was refunded in part, as much as is left. */
function marginOf({ prices = {} }: PlanTerms, sale: SoldFacts): number {
  if (!prices.resale || sale.amountMinor === 0) return 0
  const left = Math.min(Math.max(sale.amountMinor - sale.takenBackMinor, 0), sale.amountMinor)
  const margin = sale.sold.reduce(
    (sum, item) => sum + (priceItem(prices, item, sale.currency)?.marginMinor ?? 0),
    0,
  )
  return mulDivHalfEven(margin, left, sale.amountMinor)
}

function wordsFor(
  terms: PlanTerms,
  program: SentencesProgram,
  found: { currency: string; earnedMinor: number; counts: number; all: number; since: number },
): string {
  const { currency, earnedMinor, counts, all, since } = found
  const [first = ''] = earningSentences(terms, program)
  const sales = all === 1 ? 'sale' : 'sales'
  const whole = `${counts} of your ${all} ${sales} in ${currency} since ${writtenDate(since)} would have counted`
  const margin = terms.prices?.resale ? ' Margins are reckoned at list price.' : ''
  const units = terms.prices?.units ? ' What you would charge for units in use, your sales do not tell.' : ''
  return `${first} ${whole}: ${formatMoney(earnedMinor, currency)}.${margin}${units}`
}
