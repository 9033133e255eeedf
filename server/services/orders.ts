/**
 * Resale orders: registered once, under the price sheet in force when they
 * occurred, and never edited. What comes back is a fact of its own, which may
 * be here before its order.
 */
import { monthOf } from '../core/months.ts'
import { compareText } from '../core/order.ts'
import { type OrderChange, remaining } from '../core/price-statement.ts'
import { type Item, type ItemLine, priceItem } from '../core/pricing.ts'
import type { PriceSheet } from '../core/types.ts'
import type { OrderCorrectionTable, ResaleOrderTable } from '../db/schema-prices.ts'
import type { Services } from './context.ts'
import { canonical } from './idempotency.ts'
import { leadPoints } from './lead-points.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { insertRow } from './prepared.ts'
import { lockPrices, sameTime, statementMonth } from './price-facts.ts'
import { pricesAt } from './price-terms.ts'
import { Problem } from './problem.ts'
import { type Program, planVersion, type Reader, type Trx } from './programs.ts'
import { inRange, requirePrices } from './quotes.ts'
import { occurredAtOr } from './times.ts'

export interface NewOrder {
  externalId: string
  partnerId: string
  currency: string
  items: Item[]
  leadId?: string
  occurredAt?: number
}

export interface NewCorrection {
  externalId: string
  partnerId: string
  orderExternalId: string
  kind: 'cancel' | 'return'
  items: Item[]
  reason: string
  occurredAt?: number
}

/** An item as it now is, and how many of it there were. */
export interface OrderLine extends ItemLine {
  ordered: number
}

export interface OrderView {
  row: ResaleOrderTable
  status: 'registered' | 'partly_returned' | 'returned' | 'cancelled'
  lines: OrderLine[]
  corrections: OrderCorrectionTable[]
}

export const itemsOf = (row: { items: string }): Item[] => JSON.parse(row.items) as Item[]

export const changeOf = (row: OrderCorrectionTable): OrderChange => ({
  externalId: row.external_id,
  kind: row.kind,
  items: itemsOf(row),
})

const inOrder = (items: Item[]): Item[] => [...items].sort((a, b) => compareText(a.productId, b.productId))

export async function registerOrder(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewOrder,
): Promise<{ created: boolean; order: OrderView }> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  const { partnerId, currency, leadId } = input
  await lockPrices(services, trx, program, partnerId)
  const items = inOrder(input.items)
  const existing = await findRow(trx, program.id, { partnerId, externalId: input.externalId })
  if (existing) {
    const same =
      existing.currency === currency &&
      existing.lead_id === (leadId ?? null) &&
      canonical(itemsOf(existing)) === canonical(items) &&
      sameTime(existing, input.occurredAt)
    if (!same) throw new Problem('order_conflict')
    return { created: false, order: await viewOf(trx, existing) }
  }
  const plan = await pricesAt(trx, program.id, partnerId, occurredAt)
  requirePrices(plan.prices, { items: input.items, units: [], currency })
  const lead = await leadPoints(trx, program.id, { partnerId, leadId, occurredAt, prices: plan.prices })
  inRange(() => items.map((item) => priceItem(plan.prices, item, currency, lead.bps)))
  const row: ResaleOrderTable = {
    program_id: program.id,
    id: services.ids.make('ord'),
    partner_id: partnerId,
    external_id: input.externalId,
    lead_id: leadId ?? null,
    currency,
    items: JSON.stringify(items),
    plan_id: plan.planId,
    terms_version: plan.version,
    lead_bps: lead.bps,
    lead_reason: lead.reason,
    statement_month: await statementMonth(trx, program.id, partnerId, monthOf(occurredAt)),
    occurred_at: occurredAt,
    created_at: program.now,
  }
  await insertRow(trx, 'resale_order', row)
  return { created: true, order: await viewOf(trx, row) }
}

/** @returns `order: undefined` while the order itself has not come; then it counts when it does. */
export async function correctOrder(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewCorrection,
): Promise<{ created: boolean; correction: OrderCorrectionTable; order: OrderView | undefined }> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  const { partnerId, orderExternalId, kind, reason } = input
  await lockPrices(services, trx, program, partnerId)
  const items = inOrder(input.items)
  const order = await findRow(trx, program.id, { partnerId, externalId: orderExternalId })
  const existing = await trx
    .selectFrom('order_correction')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .where('external_id', '=', input.externalId)
    .selectAll()
    .executeTakeFirst()
  const answer = async (correction: OrderCorrectionTable, created: boolean) => ({
    created,
    correction,
    order: order && (await viewOf(trx, order)),
  })
  if (existing) {
    const same =
      existing.order_external_id === orderExternalId &&
      existing.kind === kind &&
      canonical(itemsOf(existing)) === canonical(items)
    if (!same) throw new Problem('order_conflict')
    return answer(existing, false)
  }
  if (order) requireOrdered(itemsOf(order), input.items)
  const row: OrderCorrectionTable = {
    program_id: program.id,
    id: services.ids.make('oco'),
    partner_id: partnerId,
    external_id: input.externalId,
    order_external_id: orderExternalId,
    kind,
    items: JSON.stringify(items),
    reason,
    statement_month: await statementMonth(trx, program.id, partnerId, monthOf(occurredAt)),
    occurred_at: occurredAt,
    created_at: program.now,
  }
  await insertRow(trx, 'order_correction', row)
  return answer(row, true)
}

function requireOrdered(ordered: Item[], returned: Item[]): void {
  const errors = returned.flatMap(({ productId }, n) =>
    ordered.some((item) => item.productId === productId)
      ? []
      : [{ path: `items.${n}.productId`, message: `The order has no "${productId}".` }],
  )
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
}

type Name = { id: string } | { partnerId: string; externalId: string }

function findRow(reader: Reader, programId: string, name: Name): Promise<ResaleOrderTable | undefined> {
  const rows = reader.selectFrom('resale_order').where('program_id', '=', programId).selectAll()
  return (
    'id' in name
      ? rows.where('id', '=', name.id)
      : rows.where('partner_id', '=', name.partnerId).where('external_id', '=', name.externalId)
  ).executeTakeFirst()
}

/** @param partnerId whose orders may be seen; undefined for the vendor. */
export async function findOrder(
  reader: Reader,
  program: Program,
  id: string,
  partnerId: string | undefined,
): Promise<OrderView> {
  const row = await findRow(reader, program.id, { id })
  if (!row || (partnerId !== undefined && row.partner_id !== partnerId)) throw new Problem('not_found')
  return viewOf(reader, row)
}

export async function listOrders(
  services: Services,
  program: Program,
  partnerId: string | undefined,
  page: PageRequest,
): Promise<Page<OrderView>> {
  const { db } = services.store
  let rows = db.selectFrom('resale_order').where('program_id', '=', program.id).selectAll()
  if (partnerId !== undefined) rows = rows.where('partner_id', '=', partnerId)
  const scope = `${program.id} orders ${partnerId ?? ''}`
  const found = await newestFirst(services, scope, 'resale_order', page, rows)
  const data: OrderView[] = []
  for (const row of found.data) data.push(await viewOf(db, row))
  return { data, nextCursor: found.nextCursor }
}

export const sheetOf = async (reader: Reader, row: ResaleOrderTable): Promise<PriceSheet> =>
  (await planVersion(reader, row.program_id, row.plan_id, row.terms_version)).terms.prices ?? {}

async function viewOf(reader: Reader, row: ResaleOrderTable): Promise<OrderView> {
  const corrections = await reader
    .selectFrom('order_correction')
    .where('program_id', '=', row.program_id)
    .where('partner_id', '=', row.partner_id)
    .where('order_external_id', '=', row.external_id)
    .selectAll()
    .orderBy('occurred_at')
    .orderBy('external_id')
    .execute()
  const items = itemsOf(row)
  const sheet = await sheetOf(reader, row)
  const left = remaining(items, corrections.map(changeOf))
  const lines = left.flatMap((item, n) => {
    const line = priceItem(sheet, item, row.currency, row.lead_bps)
    return line ? [{ ...line, ordered: items[n]?.quantity ?? 0 }] : []
  })
  return { row, corrections, lines, status: statusOf(lines, corrections) }
}

function statusOf(lines: OrderLine[], corrections: OrderCorrectionTable[]): OrderView['status'] {
  if (corrections.some((one) => one.kind === 'cancel')) return 'cancelled'
  if (lines.every((line) => line.quantity === line.ordered)) return 'registered'
  return lines.every((line) => line.quantity === 0) ? 'returned' : 'partly_returned'
}
