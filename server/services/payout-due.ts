/** Who has what to get now, and what is in the way: the same for a dry run, a real one and the partner's own page. */
import { type ExpressionBuilder, sql } from 'kysely'
import { type Blocker, blockersOf } from '../core/payouts.ts'
import type { Database } from '../db/schema.ts'
import type { PayoutMethod } from '../db/schema-payouts.ts'
import { HELD_BACK_DAY } from './counters.ts'
import type { Program, Reader } from './programs.ts'

export interface DueScope {
  currency: string
  /** Takes what may be paid on this UTC day. */
  cutoffDay: number
}

export interface Due {
  partnerId: string
  partnerName: string
  /** Everything open whose day has come, less what was taken back. */
  amountMinor: number
  /** How many commissions that is. */
  lines: number
  /** Open, but its day has not come or something keeps it back. */
  heldMinor: number
  blockers: Blocker[]
  method: PayoutMethod | null
  details: { sealed: string; hint: string } | null
}

/** PostgreSQL sums integers to a wider type, which would arrive as text. */
export const sumOf = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`

/** In a live payout. The literal is what lets the partial index be used. */
export const inLivePayout = ({ exists, selectFrom, lit }: ExpressionBuilder<Database, 'commission'>) =>
  exists(
    selectFrom('payout_line')
      .whereRef('payout_line.program_id', '=', 'commission.program_id')
      .whereRef('payout_line.commission_id', '=', 'commission.id')
      .where('payout_line.live', '=', lit(1))
      .select('payout_line.payout_id'),
  )

/**
 * Commissions that a run of this scope takes: their day has come, nothing keeps
 * them back, no live payout has them. Ask for some partners': `+ 0` keeps SQLite
 * from looking at everybody's by the day instead, for every portion again.
 */
export const openLines = (reader: Reader, programId: string, { currency, cutoffDay }: DueScope) =>
  reader
    .selectFrom('commission')
    .leftJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('commission.program_id', '=', programId)
    .where('commission.currency', '=', currency)
    .where(sql<number>`commission.hold_day + 0`, '<=', cutoffDay)
    .where((eb) => eb(eb.fn.coalesce('sale.on_hold', eb.lit(0)), '=', 0))
    .where((eb) => eb.not(inLivePayout(eb as unknown as ExpressionBuilder<Database, 'commission'>)))

/**
 * The next partners in the order of their ids, with what each has to get.
 * Whoever has nothing open is told from the counters alone.
 */
export async function dueAfter(
  reader: Reader,
  program: Program,
  scope: DueScope,
  after: string,
  limit: number,
): Promise<Due[]> {
  const counted = await countedAfter(reader, program.id, scope, after, limit)
  return dueOf(reader, program, scope, counted)
}

interface Counted {
  partnerId: string
  earnedMinor: number
  dueMinor: number
  heldBackRows: number
}

async function countedAfter(
  reader: Reader,
  programId: string,
  scope: DueScope,
  after: string,
  limit: number,
): Promise<Counted[]> {
  const rows = await reader
    .selectFrom('partner_balance')
    .where('program_id', '=', programId)
    .where('currency', '=', scope.currency)
    .where('partner_id', '>', after)
    .groupBy('partner_id')
    .orderBy('partner_id')
    .limit(limit)
    .select([
      'partner_id',
      sumOf('amount_minor').as('earned'),
      sql<number>`cast(sum(case when hold_day <= ${scope.cutoffDay} then amount_minor else 0 end) as bigint)`.as(
        'due',
      ),
      sql<number>`sum(case when hold_day = ${HELD_BACK_DAY} then 1 else 0 end)`.as('held_back'),
    ])
    .execute()
  return rows.map((row) => ({
    partnerId: row.partner_id,
    earnedMinor: row.earned,
    dueMinor: row.due,
    heldBackRows: Number(row.held_back),
  }))
}

async function dueOf(reader: Reader, program: Program, scope: DueScope, counted: Counted[]): Promise<Due[]> {
  if (counted.length === 0) return []
  const ids = counted.map((one) => one.partnerId)
  const taken = await takenBy(reader, program.id, scope.currency, ids)
  // What a payout has and a dispute now keeps back is in neither sum: then only the lines tell.
  const unclear = counted.filter(
    (one) => one.heldBackRows > 0 || one.dueMinor !== (taken.get(one.partnerId) ?? 0),
  )
  const lines = await linesOf(
    reader,
    program.id,
    scope,
    unclear.map((one) => one.partnerId),
  )
  const people = await payees(reader, program.id, ids)
  return counted.map(({ partnerId, earnedMinor }) => {
    const { amountMinor, count } = lines.get(partnerId) ?? { amountMinor: 0, count: 0 }
    const payee = people.get(partnerId)
    const details = payee?.sealed
      ? { method: payee.method as PayoutMethod, usableAt: payee.usable_at ?? 0 }
      : undefined
    return {
      partnerId,
      partnerName: payee?.name ?? '',
      amountMinor,
      lines: count,
      heldMinor: earnedMinor - (taken.get(partnerId) ?? 0) - amountMinor,
      method: details?.method ?? null,
      details: payee?.sealed ? { sealed: payee.sealed, hint: payee.hint ?? '' } : null,
      blockers: blockersOf({
        currency: scope.currency,
        amountMinor,
        minimumMinor: program.definition.minimumPayout[scope.currency] ?? 0,
        hasTaxProfile: payee?.has_profile === 1,
        details,
        now: program.now,
      }),
    }
  })
}

/** The amounts of live payouts, by partner. */
async function takenBy(reader: Reader, programId: string, currency: string, ids: string[]) {
  const rows = await reader
    .selectFrom('payout')
    .where('program_id', '=', programId)
    .where('currency', '=', currency)
    .where('partner_id', 'in', ids)
    .where('status', '!=', 'failed')
    .groupBy('partner_id')
    .select(['partner_id', sumOf('amount_minor').as('amount')])
    .execute()
  return new Map(rows.map((row) => [row.partner_id, row.amount]))
}

async function linesOf(reader: Reader, programId: string, scope: DueScope, ids: string[]) {
  if (ids.length === 0) return new Map<string, { amountMinor: number; count: number }>()
  const rows = await openLines(reader, programId, scope)
    .where('commission.partner_id', 'in', ids)
    .groupBy('commission.partner_id')
    .select((eb) => [
      'commission.partner_id',
      sumOf('commission.amount_minor').as('amount'),
      eb.fn.countAll<number>().as('count'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.partner_id, { amountMinor: row.amount, count: Number(row.count) }]))
}

async function payees(reader: Reader, programId: string, ids: string[]) {
  const rows = await reader
    .selectFrom('partner')
    .leftJoin('payout_detail', (join) =>
      join
        .onRef('payout_detail.program_id', '=', 'partner.program_id')
        .onRef('payout_detail.partner_id', '=', 'partner.id'),
    )
    .where('partner.program_id', '=', programId)
    .where('partner.id', 'in', ids)
    .select((eb) => [
      'partner.id',
      'partner.name',
      'payout_detail.method',
      'payout_detail.sealed',
      'payout_detail.hint',
      'payout_detail.usable_at',
      eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom('tax_profile')
              .whereRef('tax_profile.program_id', '=', 'partner.program_id')
              .whereRef('tax_profile.partner_id', '=', 'partner.id')
              .select('tax_profile.partner_id'),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('has_profile'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
