/** What it would cost, before anyone signs: reckoned as a statement is, and kept as it was shown. */
import { type Item, productIn, type Quote, quoteFor, type UnitCount, unitIn } from '../core/pricing.ts'
import type { PriceSheet } from '../core/types.ts'
import type { QuoteTable } from '../db/schema-prices.ts'
import type { Services } from './context.ts'
import { insertRow } from './prepared.ts'
import { priced } from './price-terms.ts'
import { type FieldError, Problem } from './problem.ts'
import { type Program, planVersionAt, type Reader, requirePlan, type Trx } from './programs.ts'

export interface NewQuote {
  planId: string
  partnerId: string | null
  currency: string
  items: Item[]
  units: UnitCount[]
  months: number
}

export interface KeptQuote extends Quote {
  id: string
  planId: string
  planName: string
  termsVersion: number
  partnerId: string | null
  createdAt: number
}

type Content = Quote & { planName: string }

const view = (row: QuoteTable): KeptQuote => ({
  ...(JSON.parse(row.content) as Content),
  id: row.id,
  planId: row.plan_id,
  termsVersion: row.terms_version,
  partnerId: row.partner_id,
  createdAt: row.created_at,
})

export async function makeQuote(
  { ids }: Pick<Services, 'ids'>,
  trx: Trx,
  program: Program,
  input: NewQuote,
): Promise<KeptQuote> {
  const { id: planId } = requirePlan(program, input.planId)
  const plan = priced(await planVersionAt(trx, program.id, planId, program.now))
  requirePrices(plan.prices, input)
  const content: Content = {
    planName: plan.terms.name,
    ...inRange(() => quoteFor(plan.prices, input)),
  }
  const row: QuoteTable = {
    program_id: program.id,
    id: ids.make('quo'),
    plan_id: planId,
    terms_version: plan.version,
    partner_id: input.partnerId,
    currency: input.currency,
    content: JSON.stringify(content),
    created_at: program.now,
  }
  await insertRow(trx, 'quote', row)
  return view(row)
}

/** @param reach whose quotes may be seen besides those made for nobody in particular; undefined: all. */
export async function findQuote(
  reader: Reader,
  program: Program,
  id: string,
  reach: string | null | undefined,
): Promise<KeptQuote> {
  const row = await reader
    .selectFrom('quote')
    .where('program_id', '=', program.id)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  const hidden = reach !== undefined && row?.partner_id !== null && row?.partner_id !== reach
  if (!row || hidden) throw new Problem('not_found')
  return view(row)
}

/** Everything that the sheet has no price for, all at once. */
export function requirePrices(
  prices: PriceSheet,
  { items, units, currency }: { items: Item[]; units: UnitCount[]; currency: string },
): void {
  const missing = (path: string, id: string): FieldError => ({
    path,
    message: `The plan has no price for "${id}" in ${currency}.`,
  })
  const errors = [
    ...items.flatMap(({ productId }, n) =>
      productIn(prices, productId, currency) ? [] : [missing(`items.${n}.productId`, productId)],
    ),
    ...units.flatMap(({ unitId }, n) =>
      unitIn(prices, unitId, currency) ? [] : [missing(`units.${n}.unitId`, unitId)],
    ),
  ]
  if (errors.length > 0) throw new Problem('not_priced', { errors })
}

/** Refuses what would leave the numbers that can be counted exactly. */
export function inRange<T>(reckon: () => T): T {
  try {
    return reckon()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Problem('validation_failed', {
      errors: [{ path: '', message: 'The amount is too large. Check the quantities.' }],
      cause: error,
    })
  }
}
