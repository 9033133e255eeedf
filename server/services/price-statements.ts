/**
 * Monthly statements of resale and managed plans: a draft while the month is
 * open, reckoned when it is read; kept for ever once it is closed. Goodword
 * never invoices, and nothing of this is in the ledger.
 */
import { monthOf, monthsBetween, monthsLater } from '../core/months.ts'
import {
  type StatementLine,
  type StatementTotal,
  statementLines,
  statementTotals,
} from '../core/price-statement.ts'
import { DAY_MS } from '../core/time.ts'
import type { PriceStatementTable } from '../db/schema-prices.ts'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { insertRow } from './prepared.ts'
import { firstFactMonth, lastClosedMonth } from './price-facts.ts'
import { Problem } from './problem.ts'
import { loadProgram, type Program, type Reader, type Trx } from './programs.ts'
import { statementFacts } from './statement-facts.ts'

export interface PriceStatement {
  partnerId: string
  month: string
  status: 'draft' | 'closed'
  closedAt: number | null
  lines: StatementLine[]
  totals: StatementTotal[]
}

const view = (row: PriceStatementTable): PriceStatement => ({
  partnerId: row.partner_id,
  month: row.month,
  status: 'closed',
  closedAt: row.created_at,
  lines: JSON.parse(row.lines) as StatementLine[],
  totals: JSON.parse(row.totals) as StatementTotal[],
})

/** What the statement of a month says, from the facts that are to be in it. */
export async function reckon(
  reader: Reader,
  programId: string,
  partnerId: string,
  month: string,
): Promise<Pick<PriceStatement, 'lines' | 'totals'>> {
  const lines = statementLines(await statementFacts(reader, programId, partnerId, month))
  return { lines, totals: statementTotals(lines) }
}

/** The months that have no statement yet, oldest first, up to one of them; none before a partner's first fact. */
async function openMonths(
  reader: Reader,
  programId: string,
  partnerId: string,
  through: string,
): Promise<string[]> {
  const closed = await lastClosedMonth(reader, programId, partnerId)
  const first =
    closed === undefined ? await firstFactMonth(reader, programId, partnerId) : monthsLater(closed, 1)
  return first === undefined ? [] : monthsBetween(first, through)
}

async function draft(
  reader: Reader,
  programId: string,
  partnerId: string,
  month: string,
): Promise<PriceStatement> {
  const reckoned = await reckon(reader, programId, partnerId, month)
  return { partnerId, month, status: 'draft', closedAt: null, ...reckoned }
}

export async function findStatement(
  { store }: Pick<Services, 'store'>,
  program: Program,
  partnerId: string,
  month: string,
): Promise<PriceStatement> {
  const row = await store.db
    .selectFrom('price_statement')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .where('month', '=', month)
    .selectAll()
    .executeTakeFirst()
  if (row) return view(row)
  const open = await openMonths(store.db, program.id, partnerId, monthOf(program.now))
  if (!open.includes(month)) throw new Problem('not_found')
  return draft(store.db, program.id, partnerId, month)
}

/** Closed ones, newest first; on the first page of one partner, its drafts before them. */
export async function listStatements(
  services: Services,
  program: Program,
  { partnerId, month }: { partnerId?: string; month?: string },
  page: PageRequest,
): Promise<Page<PriceStatement>> {
  const { db } = services.store
  let rows = db.selectFrom('price_statement').where('program_id', '=', program.id).selectAll()
  if (partnerId !== undefined) rows = rows.where('partner_id', '=', partnerId)
  if (month !== undefined) rows = rows.where('month', '=', month)
  const scope = `${program.id} price statements ${partnerId ?? ''} ${month ?? ''}`
  const found = await newestFirst(services, scope, 'price_statement', page, rows)
  const drafts: PriceStatement[] = []
  if (partnerId !== undefined && page.cursor === undefined) {
    const open = await openMonths(db, program.id, partnerId, monthOf(program.now))
    for (const one of open.reverse()) {
      if (month === undefined || month === one) drafts.push(await draft(db, program.id, partnerId, one))
    }
  }
  return { data: [...drafts, ...found.data.map(view)], nextCursor: found.nextCursor }
}

/** The months of a partner that have one, newest first. */
export async function statementMonths(
  reader: Reader,
  program: Program,
  partnerId: string,
): Promise<Pick<PriceStatement, 'month' | 'status'>[]> {
  const open = await openMonths(reader, program.id, partnerId, monthOf(program.now))
  const closed = await reader
    .selectFrom('price_statement')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .select('month')
    .orderBy('month', 'desc')
    .execute()
  return [
    ...open.reverse().map((month) => ({ month, status: 'draft' as const })),
    ...closed.map(({ month }) => ({ month, status: 'closed' as const })),
  ]
}

/** Each month of a partner up to one of them, in one transaction. Closing again changes nothing. */
export async function closePartner(
  services: Services,
  programId: string,
  partnerId: string,
  through: string,
): Promise<number> {
  const { store, ids, clock } = services
  return store.write(async (trx: Trx) => {
    // The same lock as facts take: none can fall between two statements.
    await store.lock(trx, `${programId} prices ${partnerId}`)
    const program = await loadProgram(trx, clock, programId)
    const last = monthsLater(monthOf(program.now), -1)
    const months = await openMonths(trx, programId, partnerId, through < last ? through : last)
    for (const month of months) {
      const { lines, totals } = await reckon(trx, programId, partnerId, month)
      await insertRow(trx, 'price_statement', {
        program_id: programId,
        id: ids.make('pst'),
        partner_id: partnerId,
        month,
        lines: JSON.stringify(lines),
        totals: JSON.stringify(totals),
        created_at: program.now,
      })
    }
    return months.length
  })
}

/**
 * Closes what is open up to a month, partner after partner: one that fails or
 * a server that stops leaves the rest for the next time.
 *
 * @returns how many statements were closed.
 */
export async function closeStatements(
  services: Services,
  programId: string,
  through: string,
): Promise<number> {
  let closed = 0
  for (const partnerId of await partnersWithOpenMonths(services.store.db, programId, through)) {
    closed += await closePartner(services, programId, partnerId, through)
  }
  return closed
}

/** Reports of a month come in for some days after it: November is closed when 6 December begins. */
const OPEN_DAYS = 5

/** Closes what has been over for long enough. */
export async function closeDue(services: Services, programId: string): Promise<number> {
  const { now } = await loadProgram(services.store.db, services.clock, programId)
  return closeStatements(services, programId, monthsLater(monthOf(now - OPEN_DAYS * DAY_MS), -1))
}

async function partnersWithOpenMonths(reader: Reader, programId: string, through: string): Promise<string[]> {
  const first = new Map<string, string>()
  for (const table of ['resale_order', 'order_correction', 'usage_report'] as const) {
    const rows = await reader
      .selectFrom(table)
      .where('program_id', '=', programId)
      .select((eb) => ['partner_id', eb.fn.min('statement_month').as('month')])
      .groupBy('partner_id')
      .execute()
    for (const { partner_id, month } of rows) {
      const known = first.get(partner_id)
      if (known === undefined || month < known) first.set(partner_id, month)
    }
  }
  const closed = await reader
    .selectFrom('price_statement')
    .where('program_id', '=', programId)
    .select((eb) => ['partner_id', eb.fn.max('month').as('month')])
    .groupBy('partner_id')
    .execute()
  const last = new Map(closed.map((row) => [row.partner_id, row.month]))
  return [...first]
    .filter(([partnerId, month]) => {
      const done = last.get(partnerId)
      return (done === undefined ? month : monthsLater(done, 1)) <= through
    })
    .map(([partnerId]) => partnerId)
    .sort()
}
