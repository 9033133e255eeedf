/** The counters that dashboards read, kept in the transaction of what they count. */
import { sql } from 'kysely'
import { compareText } from '../core/order.ts'
import type { PartnerBalanceTable, PartnerDayTable } from '../db/schema.ts'
import { prepared } from './prepared.ts'
import type { Reader, Trx } from './programs.ts'

/** The hold day of amounts that a flag or an open dispute keeps back: never reached. */
export const HELD_BACK_DAY = 99_999_999

interface BalanceChange extends BalanceLine {
  partnerId: string
}

interface DayChange {
  partnerId: string
  day: number
  currency?: string
  leads?: number
  sales?: number
  earnedMinor?: number
}

/** Changes that one event makes to counters, so that each row is written once. */
export interface Tally {
  balance(change: BalanceChange): void
  day(change: DayChange): void
  store(trx: Trx, programId: string): Promise<void>
}

export function newTally(): Tally {
  const balances = new Map<string, BalanceChange>()
  const days = new Map<string, DayChange>()
  return {
    balance(change) {
      const { partnerId, currency, holdDay } = change
      const key = `${partnerId} ${currency} ${holdDay}`
      const amountMinor = (balances.get(key)?.amountMinor ?? 0) + change.amountMinor
      balances.set(key, { partnerId, currency, holdDay, amountMinor })
    },
    day(change) {
      const { partnerId, currency, day } = change
      const key = `${partnerId} ${currency} ${day}`
      const sums = days.get(key)
      days.set(key, {
        partnerId,
        currency,
        day,
        leads: (sums?.leads ?? 0) + (change.leads ?? 0),
        sales: (sums?.sales ?? 0) + (change.sales ?? 0),
        earnedMinor: (sums?.earnedMinor ?? 0) + (change.earnedMinor ?? 0),
      })
    },
    /** Always in the same order, so that two servers never wait for each other in a circle. */
    async store(trx, programId) {
      for (const [, change] of inOrder(balances)) await addToBalance(trx, programId, change)
      for (const [, change] of inOrder(days)) await addToDay(trx, programId, change)
    },
  }
}

const inOrder = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => compareText(a, b))

async function addToBalance(trx: Trx, programId: string, line: BalanceChange): Promise<void> {
  if (line.amountMinor === 0) return
  await upsertBalance(trx, {
    program_id: programId,
    partner_id: line.partnerId,
    currency: line.currency,
    hold_day: line.holdDay,
    amount_minor: line.amountMinor,
  })
}

const upsertBalance = prepared((reader, row: PartnerBalanceTable) =>
  reader
    .insertInto('partner_balance')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id', 'currency', 'hold_day']).doUpdateSet({
        amount_minor: sql<number>`partner_balance.amount_minor + excluded.amount_minor`,
      }),
    ),
)

export async function addToDay(trx: Trx, programId: string, line: DayChange): Promise<void> {
  await upsertDay(trx, {
    program_id: programId,
    partner_id: line.partnerId,
    day: line.day,
    currency: line.currency ?? '',
    leads: line.leads ?? 0,
    sales: line.sales ?? 0,
    earned_minor: line.earnedMinor ?? 0,
  })
}

const upsertDay = prepared((reader, row: PartnerDayTable) =>
  reader
    .insertInto('partner_day')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id', 'day', 'currency']).doUpdateSet({
        leads: sql<number>`partner_day.leads + excluded.leads`,
        sales: sql<number>`partner_day.sales + excluded.sales`,
        earned_minor: sql<number>`partner_day.earned_minor + excluded.earned_minor`,
      }),
    ),
)

/** The leads of a merged application count for the partner it belongs to. */
export async function moveLeadCounts(trx: Trx, programId: string, from: string, to: string): Promise<void> {
  const rows = await trx
    .selectFrom('partner_day')
    .where('program_id', '=', programId)
    .where('partner_id', '=', from)
    .where('leads', '>', 0)
    .select(['day', 'leads'])
    .execute()
  for (const { day, leads } of rows) {
    await addToDay(trx, programId, { partnerId: from, day, leads: -leads })
    await addToDay(trx, programId, { partnerId: to, day, leads })
  }
}

export interface BalanceLine {
  currency: string
  holdDay: number
  amountMinor: number
}

export async function balanceLines(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<BalanceLine[]> {
  const rows = await reader
    .selectFrom('partner_balance')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .select(['currency', 'hold_day', 'amount_minor'])
    .execute()
  return rows.map((row) => ({
    currency: row.currency,
    holdDay: row.hold_day,
    amountMinor: row.amount_minor,
  }))
}
