/**
 * What takes money of a sale back: refunds and disputes. They may come before
 * their sale; then they wait and count when it arrives. An open dispute holds
 * the sale's commissions, a lost one counts like a refund, a won one releases.
 */
import type { DisputeTable, RefundTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { lockSale, saleData } from './record-sale.ts'
import { findSale, type KnownSale, SOURCE } from './sale-facts.ts'
import { type Cause, settleSale } from './settle.ts'
import { occurredAtOr } from './times.ts'

export interface NewReversal {
  externalId: string
  saleExternalId: string
  amountMinor: number
  /** Undefined: now. */
  occurredAt?: number
}

export interface RecordedReversal<T> {
  created: boolean
  reversal: T
  /** Undefined while the sale has not arrived. */
  sale: KnownSale | undefined
}

export async function recordRefund(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewReversal,
): Promise<RecordedReversal<RefundTable>> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  await lockSale(services, trx, program, input.saleExternalId)
  const created = await trx
    .insertInto('refund')
    .values(rowOf(services, program, 'rfd', input, occurredAt))
    .onConflict((conflict) => conflict.columns(['program_id', 'source', 'external_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!created) {
    const existing = await findRefund(trx, program, input.externalId)
    if (!existing) throw new Error('a refund that is there and is not')
    if (!sameFacts(existing, input)) throw new Problem('refund_conflict')
    const sale = await findSale(trx, program.id, input.saleExternalId)
    return { created: false, reversal: existing, sale }
  }
  const cause: Cause = { kind: 'refund', id: created.id, amountMinor: created.amount_minor, redecide: false }
  const sale = await settleReversed(services, trx, program, input, cause)
  if (sale) {
    const refund = {
      refundId: created.id,
      refundExternalId: created.external_id,
      refundAmount: created.amount_minor,
    }
    await tell(services, trx, program, () => [
      { type: 'sale.refunded', data: { ...saleData(sale), ...refund } },
    ])
  }
  return { created: true, reversal: created, sale }
}

export async function recordDispute(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewReversal & { status: DisputeTable['status'] },
): Promise<RecordedReversal<DisputeTable>> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  await services.store.lock(trx, `${program.id} dispute ${input.externalId}`)
  await lockSale(services, trx, program, input.saleExternalId)
  const existing = await findDispute(trx, program, input.externalId)
  if (existing && !sameFacts(existing, input)) throw new Problem('dispute_conflict')
  if (existing && !movesOn(existing, input)) {
    return {
      created: false,
      reversal: existing,
      sale: await findSale(trx, program.id, input.saleExternalId),
    }
  }
  const dispute = existing
    ? await moveDispute(trx, existing, input.status, occurredAt)
    : await trx
        .insertInto('dispute')
        .values({ ...rowOf(services, program, 'dsp', input, occurredAt), status: input.status })
        .returningAll()
        .executeTakeFirstOrThrow()
  const cause: Cause = {
    kind: input.status === 'won' ? 'dispute_won' : 'dispute',
    id: dispute.id,
    amountMinor: dispute.amount_minor,
    redecide: false,
  }
  const sale = await settleReversed(services, trx, program, input, cause)
  if (sale) {
    const about = {
      disputeId: dispute.id,
      disputeExternalId: dispute.external_id,
      disputeAmount: dispute.amount_minor,
      disputeStatus: dispute.status,
    }
    await tell(services, trx, program, () => [
      { type: 'sale.disputed', data: { ...saleData(sale), ...about } },
    ])
  }
  return { created: existing === undefined, reversal: dispute, sale }
}

const byName = <T extends RefundTable>(table: 'refund' | 'dispute') => {
  const named = prepared(
    (reader: Reader, { programId, externalId }: { programId: string; externalId: string }) =>
      reader
        .selectFrom(table as 'dispute')
        .where('program_id', '=', programId)
        .where('source', '=', SOURCE)
        .where('external_id', '=', externalId)
        .selectAll(),
  )
  return async (reader: Reader, program: Pick<Program, 'id'>, externalId: string): Promise<T | undefined> => {
    const [found] = await named(reader, { programId: program.id, externalId })
    return found as T | undefined
  }
}

export const findRefund = byName<RefundTable>('refund')
export const findDispute = byName<DisputeTable>('dispute')

/**
 * Events come late and twice: a dispute that has ended does not open again,
 * and ends differently only by an event that says it happened later.
 */
function movesOn(
  dispute: DisputeTable,
  { status, occurredAt }: { status: string; occurredAt?: number },
): boolean {
  if (status === dispute.status || status === 'opened') return false
  if (dispute.status === 'opened') return true
  if (occurredAt !== undefined) return occurredAt > dispute.occurred_at
  throw new Problem('dispute_conflict', {
    detail: `This dispute was ${dispute.status}. If it ended differently after all, send the occurredAt of that.`,
  })
}

async function moveDispute(
  trx: Trx,
  dispute: DisputeTable,
  status: DisputeTable['status'],
  occurredAt: number,
): Promise<DisputeTable> {
  await trx
    .updateTable('dispute')
    .set({ status, occurred_at: occurredAt })
    .where('program_id', '=', dispute.program_id)
    .where('id', '=', dispute.id)
    .execute()
  return { ...dispute, status, occurred_at: occurredAt }
}

const rowOf = (
  { ids }: Services,
  program: Program,
  prefix: string,
  input: NewReversal,
  occurredAt: number,
) => ({
  program_id: program.id,
  id: ids.make(prefix),
  source: SOURCE,
  external_id: input.externalId,
  sale_external_id: input.saleExternalId,
  amount_minor: input.amountMinor,
  occurred_at: occurredAt,
  created_at: program.now,
})

const sameFacts = (row: RefundTable | DisputeTable, input: NewReversal): boolean =>
  row.sale_external_id === input.saleExternalId && row.amount_minor === input.amountMinor

async function settleReversed(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewReversal,
  cause: Cause,
): Promise<KnownSale | undefined> {
  const sale = await findSale(trx, program.id, input.saleExternalId)
  if (!sale) return undefined
  if (sale.customer_external_id !== null) {
    await services.store.lock(trx, `${program.id} customer ${sale.customer_external_id}`)
  }
  await settleSale(services, trx, program, sale, cause)
  return sale
}
