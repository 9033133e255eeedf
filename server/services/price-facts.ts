/** What orders, what came back and usage have in common: whose they are, and in which statement they will be. */
import { laterMonth, monthsLater } from '../core/months.ts'
import type { Services } from './context.ts'
import { requirePartner } from './partners.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'

/** Facts and statements of one partner are written one after another, so that none falls between two statements. */
export async function lockPrices(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
): Promise<void> {
  const partner = await requirePartner(trx, program.id, partnerId)
  if (partner.status === 'unconfirmed') {
    throw new Problem('partner_unknown', {
      errors: [{ path: 'partnerId', message: 'This partner has not confirmed its address yet.' }],
    })
  }
  await services.store.lock(trx, `${program.id} prices ${partnerId}`)
}

export async function lastClosedMonth(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<string | undefined> {
  const row = await reader
    .selectFrom('price_statement')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .select('month')
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.month
}

/** Its own month, or the first open one when that was closed. Under the partner's lock. */
export async function statementMonth(
  trx: Trx,
  programId: string,
  partnerId: string,
  month: string,
): Promise<string> {
  const closed = await lastClosedMonth(trx, programId, partnerId)
  return closed === undefined ? month : laterMonth(month, monthsLater(closed, 1))
}

/** A claimed time is stored as it came, unless it lay a little ahead (server/services/times.ts). */
export const sameTime = (
  row: { occurred_at: number; created_at: number },
  claimed: number | undefined,
): boolean => claimed === undefined || row.occurred_at === Math.min(claimed, row.created_at)

/** The earliest statement that a partner's facts are to be in. */
export async function firstFactMonth(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<string | undefined> {
  const months: string[] = []
  for (const table of ['resale_order', 'order_correction', 'usage_report'] as const) {
    const row = await reader
      .selectFrom(table)
      .where('program_id', '=', programId)
      .where('partner_id', '=', partnerId)
      .select('statement_month')
      .orderBy('statement_month')
      .limit(1)
      .executeTakeFirst()
    if (row) months.push(row.statement_month)
  }
  return months.sort()[0]
}
