/** Commissions as people see them: the posted amount with its status, derived when it is read. */
import { sql } from 'kysely'
import { heldWords } from '../core/flags.ts'
import { compareText } from '../core/order.ts'
import { dayOf, startOfDay } from '../core/time.ts'
import type { Flag } from '../core/types.ts'
import type { AttributionTable, CommissionTable, SaleTable } from '../db/schema.ts'
import { newestOfStatus } from './commissions-by-status.ts'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest, pageOf } from './paging.ts'
import type { Program, Reader } from './programs.ts'

export type CommissionStatus = 'held' | 'payable' | 'in_payout' | 'paid' | 'void'

export interface CommissionView {
  id: string
  kind: CommissionTable['kind']
  partnerId: string
  /** Null for lines of a period and adjustments by hand, which belong to no sale. */
  saleExternalId: string | null
  saleOccurredAt: number | null
  /** "2026-Q4": of a rebate or cap. */
  period: string | null
  amountMinor: number
  currency: string
  status: CommissionStatus
  holdUntil: number
  heldBecause: string | null
  /** The same in words for the partner. */
  heldWords: string | null
  explanation: string
  createdAt: number
}

export interface CommissionFilter {
  id?: string
  partnerId?: string
  saleId?: string
  causeId?: string
}

/** Lines of the same sale and partner. */
const sameSale = sql`same.program_id = commission.program_id and same.sale_id = commission.sale_id
  and same.partner_id = commission.partner_id`

/**
 * Void: everything this partner got for this sale was taken back before it was
 * paid out. Then what its live payout says. Held: kept back, or its day has
 * not come.
 */
const statusOf = (today: number) => sql<CommissionStatus>`case
  when commission.sale_id <> '' and (select sum(same.amount_minor) from commission as same where ${sameSale}) = 0
    and not exists (
      select 1 from commission as same join payout_line on payout_line.program_id = same.program_id
        and payout_line.commission_id = same.id and payout_line.live = 1
      where ${sameSale} group by payout_line.payout_id having sum(same.amount_minor) <> 0) then 'void'
  when payout.status = 'paid' then 'paid'
  when payout.status is not null then 'in_payout'
  when sale.on_hold = 1 or commission.hold_day > ${sql.lit(today)} then 'held'
  else 'payable' end`

function query(reader: Reader, program: Program, filter: CommissionFilter) {
  const status = statusOf(dayOf(program.now))
  let rows = reader
    .selectFrom('commission')
    .leftJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .leftJoin('attribution', (join) =>
      join
        .onRef('attribution.program_id', '=', 'commission.program_id')
        .onRef('attribution.id', '=', 'commission.attribution_id'),
    )
    .leftJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'commission.program_id')
        .onRef('payout_line.commission_id', '=', 'commission.id')
        .on('payout_line.live', '=', sql.lit(1)),
    )
    .leftJoin('payout', (join) =>
      join
        .onRef('payout.program_id', '=', 'payout_line.program_id')
        .onRef('payout.id', '=', 'payout_line.payout_id'),
    )
    .where('commission.program_id', '=', program.id)
    .select([
      'commission.id',
      'commission.kind',
      'commission.partner_id',
      'sale.external_id',
      'sale.occurred_at',
      'commission.amount_minor',
      'commission.currency',
      'commission.hold_day',
      'commission.period',
      'commission.explanation',
      'commission.created_at',
      'sale.on_hold',
      'attribution.flags',
      status.as('status'),
    ])
  if (filter.id) rows = rows.where('commission.id', '=', filter.id)
  if (filter.partnerId) rows = rows.where('commission.partner_id', '=', filter.partnerId)
  if (filter.saleId) rows = rows.where('commission.sale_id', '=', filter.saleId)
  if (filter.causeId) rows = rows.where('commission.cause_id', '=', filter.causeId)
  return rows
}

type Row = Awaited<ReturnType<ReturnType<typeof query>['execute']>>[number]

const DISPUTED = 'A payment dispute is open on this sale. It is released when the dispute is won.'

const viewOf = (row: Row): CommissionView => view(row, row, row.flags, row.status)

function view(
  row: CommissionTable | Row,
  sale: Pick<Row, 'external_id' | 'occurred_at' | 'on_hold'>,
  flags: string | null,
  status: CommissionStatus,
): CommissionView {
  const [flag] = JSON.parse(flags ?? '[]') as Flag[]
  const held = sale.on_hold === 1 && status === 'held'
  return {
    id: row.id,
    kind: row.kind,
    partnerId: row.partner_id,
    saleExternalId: sale.external_id,
    saleOccurredAt: sale.occurred_at,
    period: row.period === '' ? null : row.period,
    amountMinor: row.amount_minor,
    currency: row.currency,
    status,
    holdUntil: startOfDay(row.hold_day),
    heldBecause: held ? (flag?.reason ?? DISPUTED) : null,
    heldWords: held ? (flag ? heldWords[flag.code] : DISPUTED) : null,
    explanation: row.explanation,
    createdAt: row.created_at,
  }
}

/** In the order they were posted. */
export async function commissionsWhere(
  reader: Reader,
  program: Program,
  filter: CommissionFilter,
): Promise<CommissionView[]> {
  const rows = await query(reader, program, filter).execute()
  // Sorted here: SQLite would rather read every commission in this order than look for the few and sort them.
  return rows.map(viewOf).sort(asPosted)
}

const asPosted = (a: CommissionView, b: CommissionView): number =>
  a.createdAt - b.createdAt || compareText(a.id, b.id)

/** The commissions of a sale to which nothing had been posted before. */
export function firstCommissions(
  program: Program,
  sale: SaleTable,
  attribution: AttributionTable | undefined,
  posted: CommissionTable[],
): CommissionView[] {
  const status = (row: CommissionTable): CommissionStatus =>
    sale.on_hold === 1 || row.hold_day > dayOf(program.now) ? 'held' : 'payable'
  return posted.map((row) => view(row, sale, attribution?.flags ?? null, status(row))).sort(asPosted)
}

/**
 * Newest first, a page at a time. With a status, a page may hold fewer than
 * asked for although there are more: see `newestOfStatus`.
 */
export async function listCommissions(
  services: Services,
  program: Program,
  filter: { partnerId?: string; status?: CommissionStatus },
  page: PageRequest,
): Promise<Page<CommissionView>> {
  const { db } = services.store
  const { status, partnerId } = filter
  const scope = `${program.id} commissions ${JSON.stringify(filter)}`
  const rows = query(db, program, { partnerId })
  const which = status && { programId: program.id, partnerId, status, today: dayOf(program.now) }
  const result = which
    ? await pageOf(services, scope, page, (after, most) => newestOfStatus(db, which, rows, after, most))
    : await newestFirst(services, scope, 'commission', page, rows)
  return { data: result.data.map(viewOf), nextCursor: result.nextCursor }
}
