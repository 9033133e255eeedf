/**
 * Facts of a source that tells again what it knows: a payment provider reports
 * the second part of an invoice, a refund that failed after all, or that a
 * payment belonged to an invoice. What is stored becomes what is so now, and
 * the engine posts the difference.
 */
import { compareText } from '../core/order.ts'
import type { DisputeTable, RefundTable, SaleTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { ensureCustomer, findCustomer } from './customers.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'
import { findSale, SOURCE } from './sale-facts.ts'
import { type Cause, settleCustomer, settleSale } from './settle.ts'
import type { TouchClaim } from './touches.ts'

export type SaleFactsNow = Pick<
  SaleTable,
  | 'external_id'
  | 'customer_external_id'
  | 'amount_minor'
  | 'tax_minor'
  | 'shipping_minor'
  | 'currency'
  | 'items'
  | 'touches'
  | 'occurred_at'
>

/** Where a sale stands among others: what changes it takes the sale out of every counter and puts it in anew. */
const place = ['external_id', 'customer_external_id', 'currency', 'occurred_at'] as const
const content = ['amount_minor', 'tax_minor', 'shipping_minor', 'items', 'touches'] as const

/**
 * The sale's lock and those of both customers are the caller's.
 *
 * @returns false when everything was known.
 */
export async function restateSale(
  services: Services,
  trx: Trx,
  program: Program,
  sale: SaleTable,
  now: SaleFactsNow,
): Promise<boolean> {
  const moves = place.some((column) => sale[column] !== now[column])
  if (!moves && content.every((column) => sale[column] === now[column])) return false
  if (moves) await takeOut(services, trx, program, sale)
  const stored = await storeSale(trx, sale, now)
  if (sale.external_id !== now.external_id) await renameReversals(trx, sale, now.external_id)
  if (now.touches !== '[]' && now.customer_external_id !== null) {
    await ensureCustomer(services, trx, program, now.customer_external_id)
  }
  const cause: Cause = { kind: 'sale', id: sale.id, redecide: true, moved: moves }
  await settleSale(services, trx, program, stored, cause)
  return true
}

/** Without customer and touches it is nobody's: whatever was posted for it is taken back. */
async function takeOut(services: Services, trx: Trx, program: Program, sale: SaleTable): Promise<void> {
  const nobodys = { ...sale, customer_external_id: null, touches: '[]' }
  const stored = await storeSale(trx, sale, nobodys)
  const cause: Cause = { kind: 'attribution', id: sale.id, redecide: true, moved: true }
  await settleSale(services, trx, program, stored, cause)
  if (sale.customer_external_id === null) return
  await settleCustomer(services, trx, program, sale.customer_external_id, { ...cause, moved: false })
}

/** @returns the row as it is then. */
async function storeSale(trx: Trx, sale: SaleTable, now: SaleFactsNow): Promise<SaleTable> {
  const set = Object.fromEntries([...place, ...content].map((column) => [column, now[column]]))
  const [stored] = await updateSale(trx, {
    program_id: sale.program_id,
    id: sale.id,
    ...(set as SaleFactsNow),
  })
  if (!stored) throw new Error('a sale that is there and is not')
  return stored
}

const updateSale = prepared(
  (reader, { program_id, id, ...set }: SaleFactsNow & Pick<SaleTable, 'program_id' | 'id'>) =>
    reader
      .updateTable('sale')
      .set(set)
      .where('program_id', '=', program_id)
      .where('id', '=', id)
      .returningAll(),
)

async function renameReversals(trx: Trx, sale: SaleTable, externalId: string): Promise<void> {
  for (const table of ['refund', 'dispute'] as const) {
    await trx
      .updateTable(table)
      .set({ sale_external_id: externalId })
      .where('program_id', '=', sale.program_id)
      .where('source', '=', SOURCE)
      .where('sale_external_id', '=', sale.external_id)
      .execute()
  }
}

/** Both lists in one, in an order that does not depend on who came first. */
export function unionOfTouches(a: string, b: string): string {
  const byText = new Map<string, TouchClaim>()
  for (const claim of [...JSON.parse(a), ...JSON.parse(b)] as TouchClaim[]) {
    byText.set(`${claim.by} ${claim.value}`, { by: claim.by, value: claim.value })
  }
  return JSON.stringify(
    [...byText].sort(([one], [other]) => compareText(one, other)).map(([, claim]) => claim),
  )
}

export type RefundNow = { saleExternalId: string; amountMinor: number; occurredAt: number }

export async function restateRefund(
  services: Services,
  trx: Trx,
  program: Program,
  refund: RefundTable,
  now: RefundNow,
): Promise<boolean> {
  if (!differs(refund, now)) return false
  await trx
    .updateTable('refund')
    .set(columnsOf(now))
    .where('program_id', '=', program.id)
    .where('id', '=', refund.id)
    .execute()
  const cause: Cause = { kind: 'refund', id: refund.id, amountMinor: now.amountMinor, redecide: false }
  await settleNamed(services, trx, program, [refund.sale_external_id, now.saleExternalId], cause)
  return true
}

export async function restateDispute(
  services: Services,
  trx: Trx,
  program: Program,
  dispute: DisputeTable,
  now: RefundNow & Pick<DisputeTable, 'status'>,
): Promise<boolean> {
  // Whoever closed it by hand knows more than somebody who has not heard of the end.
  const status = now.status === 'opened' ? dispute.status : now.status
  if (!differs(dispute, now) && status === dispute.status) return false
  await trx
    .updateTable('dispute')
    .set({ ...columnsOf(now), status })
    .where('program_id', '=', program.id)
    .where('id', '=', dispute.id)
    .execute()
  const kind = status === 'won' ? 'dispute_won' : 'dispute'
  const cause: Cause = { kind, id: dispute.id, amountMinor: now.amountMinor, redecide: false }
  await settleNamed(services, trx, program, [dispute.sale_external_id, now.saleExternalId], cause)
  return true
}

const columnsOf = (now: RefundNow) => ({
  sale_external_id: now.saleExternalId,
  amount_minor: now.amountMinor,
  occurred_at: now.occurredAt,
})

const differs = (row: RefundTable | DisputeTable, now: RefundNow): boolean =>
  row.sale_external_id !== now.saleExternalId ||
  row.amount_minor !== now.amountMinor ||
  row.occurred_at !== now.occurredAt

async function settleNamed(
  services: Services,
  trx: Trx,
  program: Program,
  names: string[],
  cause: Cause,
): Promise<void> {
  for (const name of new Set(names)) {
    const sale = await findSale(trx, program.id, name)
    if (sale) await settleSale(services, trx, program, sale, cause)
  }
}

/** A sign-up as its source tells it now. */
export async function restateCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  externalId: string,
  now: { signedUpAt: number; touches: string; email: string | null; name: string | null },
): Promise<boolean> {
  const customer = await findCustomer(trx, program.id, externalId)
  if (!customer) return false
  const set = { signed_up_at: now.signedUpAt, touches: now.touches, email: now.email, name: now.name }
  const columns = ['signed_up_at', 'touches', 'email', 'name'] as const
  if (columns.every((column) => customer[column] === set[column])) return false
  await trx
    .updateTable('customer')
    .set(set)
    .where('program_id', '=', program.id)
    .where('id', '=', customer.id)
    .execute()
  const cause: Cause = { kind: 'attribution', id: customer.id, redecide: true }
  await settleCustomer(services, trx, program, externalId, cause)
  return true
}
