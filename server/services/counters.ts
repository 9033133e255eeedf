/** The counters that dashboards read, kept in the transaction of what they count. */
import { sql } from 'kysely'
import type { Reader, Trx } from './programs.ts'

/** The hold day of amounts that a flag or an open dispute keeps back: never reached. */
export const HELD_BACK_DAY = 99_999_999

export async function addToBalance(
  trx: Trx,
  programId: string,
  line: { partnerId: string; currency: string; holdDay: number; amountMinor: number },
): Promise<void> {
  if (line.amountMinor === 0) return
  await trx
    .insertInto('partner_balance')
    .values({
      program_id: programId,
      partner_id: line.partnerId,
      currency: line.currency,
      hold_day: line.holdDay,
      amount_minor: line.amountMinor,
    })
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id', 'currency', 'hold_day']).doUpdateSet({
        amount_minor: sql<number>`partner_balance.amount_minor + excluded.amount_minor`,
      }),
    )
    .execute()
}

export async function addToDay(
  trx: Trx,
  programId: string,
  line: {
    partnerId: string
    day: number
    currency?: string
    leads?: number
    sales?: number
    earnedMinor?: number
  },
): Promise<void> {
  await trx
    .insertInto('partner_day')
    .values({
      program_id: programId,
      partner_id: line.partnerId,
      day: line.day,
      currency: line.currency ?? '',
      leads: line.leads ?? 0,
      sales: line.sales ?? 0,
      earned_minor: line.earnedMinor ?? 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id', 'day', 'currency']).doUpdateSet({
        leads: sql<number>`partner_day.leads + excluded.leads`,
        sales: sql<number>`partner_day.sales + excluded.sales`,
        earned_minor: sql<number>`partner_day.earned_minor + excluded.earned_minor`,
      }),
    )
    .execute()
}

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
