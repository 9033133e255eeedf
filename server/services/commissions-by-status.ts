/**
 * Finding the commissions of one status without reading all the others. A
 * status is stored nowhere: it follows from the hold day, the sale and what was
 * posted for it. So either there are few that can have it, and those are looked
 * at; or there are many, and walking back from the newest meets them soon.
 * Neither looks at more than a bounded number of rows for one page.
 */
import { type RawBuilder, sql } from 'kysely'
import { compareText } from '../core/order.ts'
import type { CommissionStatus } from './commissions.ts'
import { newest, notOlderThan, olderThan, type Portion, type Position } from './paging.ts'
import type { Reader } from './programs.ts'

/** Up to so many are few. */
const FEW = 2_000
/** Index entries that a page passes over at most: a few milliseconds. */
const PASSED_OVER = 10_000
/** Commissions whose sale and postings a page looks at at most. */
const LOOKED_AT = 1_000
const SMALLEST_BATCH = 50

interface Which {
  programId: string
  partnerId: string | undefined
  status: CommissionStatus
  today: number
}

/** The part of a query for commissions that this needs; it may join other tables. */
export interface Candidates<T> {
  where(condition: RawBuilder<boolean>): Candidates<T>
  orderBy(column: RawBuilder<unknown>, direction: 'desc'): Candidates<T>
  limit(rows: number): Candidates<T>
  execute(): Promise<T[]>
}

/**
 * @param query commissions of this program and partner of any status, in no order.
 * @param most so many rows are enough.
 */
export async function newestOfStatus<T extends Position & { status: CommissionStatus }>(
  reader: Reader,
  which: Which,
  query: Candidates<T>,
  after: Position | undefined,
  most: number,
): Promise<Portion<T>> {
  // Judged here: PostgreSQL would expect next to none of this status, and rather read and sort everything.
  const isIt = (row: T) => row.status === which.status
  const found = await possible(reader, which)
  if (Array.isArray(found)) return { rows: await pick(query, isIt, found, after, most) }
  const end = await farthest(reader, which, after)
  let walk = query
  if (found) walk = walk.where(found)
  if (end) walk = walk.where(notOlderThan('commission', end))
  const batch = Math.max(most, SMALLEST_BATCH)
  const rows: T[] = []
  let last = after
  for (let looked = 0; looked < LOOKED_AT; looked += batch) {
    const met = await newest('commission', last ? walk.where(olderThan('commission', last)) : walk, batch)
    rows.push(...met.filter(isIt))
    last = met.at(-1)
    if (rows.length >= most) return { rows }
    if (met.length < batch) return { rows, lookedTo: end }
  }
  return { rows, lookedTo: last }
}

/** All that can have this status, when they are few; otherwise what the walk may pass over without a look. */
async function possible(
  reader: Reader,
  { programId, partnerId, status, today }: Which,
): Promise<Position[] | RawBuilder<boolean> | undefined> {
  const of = positions(reader, programId)
  // Of one partner there is no index by hold day: its own commissions are walked through.
  const few = (condition: RawBuilder<boolean>) =>
    partnerId === undefined
      ? atMost(FEW, (rows) => of.where(condition).orderBy('commission.hold_day').limit(rows).execute())
      : undefined
  const due = sql<boolean>`commission.hold_day <= ${today}`
  const notDue = sql<boolean>`commission.hold_day > ${today}`
  switch (status) {
    case 'payable':
      return (await few(due)) ?? due
    case 'void': {
      // Whatever is void had something taken back.
      const back = takenBack(reader, programId, partnerId)
      const sales = await atMost(FEW, (rows) => newest('commission', back, rows))
      if (!sales) return undefined
      const ids = new Set(sales.map((row) => row.sale_id))
      // Lines of a period and adjustments belong to no sale, and are never void.
      ids.delete('')
      return ids.size === 0 ? [] : of.where('commission.sale_id', 'in', [...ids]).execute()
    }
    case 'held': {
      const keptBack = await atMost(FEW, (rows) => onHold(reader, programId).limit(rows).execute())
      if (!keptBack) return undefined
      const coming = await few(notDue)
      if (coming) return [...coming, ...keptBack]
      if (keptBack.length === 0) return notDue
      return sql`(${notDue} or commission.id in (${sql.join(keptBack.map(({ id }) => id))}))`
    }
    case 'in_payout':
      return (
        (await atMost(FEW, (rows) => inHand(reader, programId).limit(rows).execute())) ?? paidOut('locked')
      )
    case 'paid':
      return paidOut('paid')
  }
}

/** Undefined when there are more. */
async function atMost<T>(most: number, read: (rows: number) => Promise<T[]>): Promise<T[] | undefined> {
  const rows = await read(most + 1)
  return rows.length > most ? undefined : rows
}

const positions = (reader: Reader, programId: string) =>
  reader
    .selectFrom('commission')
    .where('commission.program_id', '=', programId)
    .select(['commission.created_at', 'commission.id'])

/** The literals in these two are what their partial indexes ask for. */
function takenBack(reader: Reader, programId: string, partnerId: string | undefined) {
  const rows = reader
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .where('amount_minor', '<', sql.lit(0))
    .select('sale_id')
  return partnerId === undefined ? rows : rows.where('partner_id', '=', partnerId)
}

/** SQLite keeps the order of a cross join: from the few sales to their commissions. */
const onHold = (reader: Reader, programId: string) =>
  reader
    .selectFrom('sale')
    .crossJoin('commission')
    .where('sale.program_id', '=', programId)
    .where('sale.on_hold', '=', sql.lit(1))
    .where('commission.program_id', '=', programId)
    .whereRef('commission.sale_id', '=', 'sale.id')
    .select(['commission.created_at', 'commission.id'])

/** The query joins the live payout of each commission. */
const paidOut = (status: 'locked' | 'paid') => sql<boolean>`payout.status = ${status}`

/** Only a run that is not settled has payouts on their way, and of those there are few. */
const inHand = (reader: Reader, programId: string) =>
  reader
    .selectFrom('payout_run')
    .innerJoin('payout', (join) =>
      join
        .onRef('payout.program_id', '=', 'payout_run.program_id')
        .onRef('payout.run_id', '=', 'payout_run.id'),
    )
    .innerJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'payout.program_id')
        .onRef('payout_line.payout_id', '=', 'payout.id'),
    )
    .innerJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'payout_line.program_id')
        .onRef('commission.id', '=', 'payout_line.commission_id'),
    )
    .where('payout_run.program_id', '=', programId)
    .where('payout_run.status', '!=', 'settled')
    .where('payout.status', '=', 'locked')
    .select(['commission.created_at', 'commission.id'])

async function pick<T>(
  query: Candidates<T>,
  isIt: (row: T) => boolean,
  found: Position[],
  after: Position | undefined,
  most: number,
): Promise<T[]> {
  const ids = [...new Map(found.map((one) => [one.id, one])).values()]
    .filter((one) => !after || newestToOldest(one, after) > 0)
    .sort(newestToOldest)
    .map(({ id }) => id)
  const rows: T[] = []
  const batch = Math.max(most, SMALLEST_BATCH)
  for (let start = 0; start < ids.length && rows.length < most; start += batch) {
    const some = sql<boolean>`commission.id in (${sql.join(ids.slice(start, start + batch))})`
    rows.push(...(await newest('commission', query.where(some), batch)).filter(isIt))
  }
  return rows
}

const newestToOldest = (a: Position, b: Position): number =>
  b.created_at - a.created_at || compareText(b.id, a.id)

/** Where a walk ends at the latest, found in the index alone; undefined: at the oldest of all. */
async function farthest(
  reader: Reader,
  { programId, partnerId }: Which,
  after: Position | undefined,
): Promise<Position | undefined> {
  let rows = positions(reader, programId)
  if (partnerId !== undefined) rows = rows.where('commission.partner_id', '=', partnerId)
  if (after) rows = rows.where(olderThan('commission', after))
  const [end] = await newest('commission', rows.offset(PASSED_OVER), 1)
  return end
}
