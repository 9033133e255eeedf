/**
 * The engine: post target − already posted. Everything that changes money
 * (a sale, a refund, a dispute, another decision about the customer) ends
 * here, in the transaction of its cause, and looks at all the facts again, so
 * that the order in which they arrived cannot matter.
 */
import { explainPosting, type Posting, type PostingCause, postings } from '../core/postings.ts'
import { holdDay } from '../core/time.ts'
import type { SaleTable } from '../db/schema.ts'
import { type AttributionRow, attribute, currentAttribution, type Subject } from './attribute.ts'
import type { Services } from './context.ts'
import { addToDay } from './counters.ts'
import { holdSale, type PostedLine, post, postedLines } from './ledger.ts'
import { coveredBy, owed, planOf } from './owed.ts'
import type { PlanVersion, Program, Trx } from './programs.ts'
import { type Happened, happenedTo } from './sale-facts.ts'

export interface Cause {
  kind: Exclude<PostingCause, 'reorder'>
  /** Id of the sale, refund or dispute that made this necessary. */
  id: string
  /** The sale it happened to; other sales of the customer can change in consequence. */
  saleId?: string
  /** For refunds and disputes. */
  amountMinor?: number
  /** False when the event cannot change who is credited. */
  redecide: boolean
}

/** @returns the decision in force, or undefined when there is nothing to decide yet. */
export async function settleCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  customerExternalId: string,
  cause: Cause,
): Promise<AttributionRow | undefined> {
  const customer = await trx
    .selectFrom('customer')
    .where('program_id', '=', program.id)
    .where('external_id', '=', customerExternalId)
    .selectAll()
    .executeTakeFirst()
  if (!customer) return undefined
  const sales = await trx
    .selectFrom('sale')
    .where('program_id', '=', program.id)
    .where('customer_external_id', '=', customerExternalId)
    .selectAll()
    .execute()
  return settle(services, trx, program, { kind: 'customer', customer, sales }, cause)
}

/** Settles the customer of a sale, or the sale alone when it names none. */
export async function settleSale(
  services: Services,
  trx: Trx,
  program: Program,
  sale: SaleTable,
  cause: Cause,
): Promise<AttributionRow | undefined> {
  if (sale.customer_external_id !== null) {
    return settleCustomer(services, trx, program, sale.customer_external_id, cause)
  }
  return settle(services, trx, program, { kind: 'sale', sale, sales: [sale] }, cause)
}

/** After an application was merged: everything its partner was credited with is decided again. */
export async function settleCustomersOf(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
): Promise<void> {
  const cause: Cause = { kind: 'attribution', id: partnerId, redecide: true }
  // Sales before customers, each in order, as everybody takes these locks.
  const alone = await trx
    .selectFrom('sale')
    .where('program_id', '=', program.id)
    .where('customer_external_id', 'is', null)
    // Also one that earns nothing now: a dispute that is won gives it back.
    .where('credited_partner_id', '=', partnerId)
    .select(['id', 'external_id'])
    .orderBy('external_id')
    .execute()
  for (const { id, external_id: externalId } of alone) {
    await services.store.lock(trx, `${program.id} sale ${externalId}`)
    const sale = await trx
      .selectFrom('sale')
      .where('program_id', '=', program.id)
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow()
    await settleSale(services, trx, program, sale, cause)
  }
  const customers = await trx
    .selectFrom('customer')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .select('external_id')
    .orderBy('external_id')
    .execute()
  for (const { external_id: externalId } of customers) {
    await services.store.lock(trx, `${program.id} customer ${externalId}`)
    await settleCustomer(services, trx, program, externalId, cause)
  }
}

async function settle(
  services: Services,
  trx: Trx,
  program: Program,
  subject: Subject,
  cause: Cause,
): Promise<AttributionRow | undefined> {
  const attribution = cause.redecide
    ? await attribute(services, trx, program, subject)
    : await currentAttribution(trx, program.id, subject)
  if (subject.sales.length === 0) return attribution

  const posted = await postedLines(trx, program.id, subject)
  const happened = await happenedTo(trx, program.id, subject.sales)
  const plan = await planOf(trx, program.id, attribution)
  const credited = coveredBy(attribution, subject.sales)
  await markSales(trx, program, subject, { attribution, credited, happened, posted })
  if (!attribution) return undefined

  const targets = plan ? owed(plan, credited, happened) : []
  const deltas = postings({ partnerId: attribution.partner_id, targets, posted })
  const sales = new Map(subject.sales.map((sale) => [sale.id, sale]))
  for (const posting of deltas) {
    const sale = sales.get(posting.saleId)
    if (!sale) throw new Error('a posting for a sale of somebody else')
    for (const { amountMinor, day } of portionsOf(posting, sale, plan, posted)) {
      await post(services, trx, program, {
        posting: { ...posting, amountMinor },
        sale,
        holdDay: day,
        heldBack: isHeldBack(attribution, sale, happened),
        attribution,
        causeId: cause.id,
        explanation: explainPosting({
          posting,
          ...wordsFor(cause, posting, sale, plan, attribution),
          saleExternalId: sale.external_id,
          holdDay: day,
        }),
      })
    }
  }
  return attribution
}

const isHeldBack = (
  attribution: AttributionRow | undefined,
  sale: SaleTable,
  happened: Map<string, Happened>,
): boolean =>
  (attribution?.partner_id != null && attribution.flags !== '[]') ||
  happened.get(sale.external_id)?.disputeOpen === true

/**
 * What is taken back leaves on the days for which it was promised, the latest
 * first, so that no day is left owing what another one still has.
 */
function portionsOf(
  posting: Posting,
  sale: SaleTable,
  plan: PlanVersion | undefined,
  posted: PostedLine[],
): { amountMinor: number; day: number }[] {
  const promised = posted
    .filter(
      (line) =>
        line.saleId === posting.saleId &&
        line.partnerId === posting.partnerId &&
        line.ruleIndex === posting.ruleIndex,
    )
    .sort((a, b) => b.holdDay - a.holdDay)
  const portions: { amountMinor: number; day: number }[] = []
  let left = posting.amountMinor
  for (const line of promised) {
    const amountMinor = Math.max(left, -line.amountMinor)
    if (left >= 0 || amountMinor >= 0) continue
    portions.push({ amountMinor, day: line.holdDay })
    left -= amountMinor
  }
  if (left !== 0)
    portions.push({ amountMinor: left, day: holdDay(sale.occurred_at, plan?.terms.holdDays ?? 0) })
  return portions
}

/** Sales whose credit or hold changed; the partners' sale counters follow. */
async function markSales(
  trx: Trx,
  program: Program,
  subject: Subject,
  now: {
    attribution: AttributionRow | undefined
    credited: SaleTable[]
    happened: Map<string, Happened>
    posted: PostedLine[]
  },
): Promise<void> {
  const credited = new Set(now.credited)
  for (const sale of subject.sales) {
    const partnerId = credited.has(sale) ? (now.attribution?.partner_id ?? null) : null
    const onHold = isHeldBack(now.attribution, sale, now.happened) ? 1 : 0
    if (partnerId === sale.credited_partner_id && onHold === sale.on_hold) continue
    const day = { day: Math.floor(sale.occurred_at / 86_400_000), currency: sale.currency }
    if (partnerId !== sale.credited_partner_id) {
      const before = sale.credited_partner_id
      if (before !== null) await addToDay(trx, program.id, { ...day, partnerId: before, sales: -1 })
      if (partnerId !== null) await addToDay(trx, program.id, { ...day, partnerId, sales: 1 })
    }
    if (onHold !== sale.on_hold) {
      const lines = now.posted.filter((line) => line.saleId === sale.id)
      await holdSale(trx, program.id, lines, onHold === 1)
    }
    await trx
      .updateTable('sale')
      .set({ credited_partner_id: partnerId, on_hold: onHold })
      .where('program_id', '=', program.id)
      .where('id', '=', sale.id)
      .execute()
    sale.credited_partner_id = partnerId
    sale.on_hold = onHold
  }
}

/** The cause as this posting's reader sees it: its own sale, or a consequence for another one. */
function wordsFor(
  cause: Cause,
  posting: Posting,
  sale: SaleTable,
  plan: PlanVersion | undefined,
  attribution: AttributionRow,
) {
  const rule = plan?.terms.rules[posting.ruleIndex]
  if (posting.partnerId !== attribution.partner_id) {
    return { cause: 'attribution' as const, nobodyCredited: attribution.partner_id === null }
  }
  if (cause.saleId !== undefined && cause.saleId !== sale.id) return { cause: 'reorder' as const, rule }
  return { cause: cause.kind, takenBackMinor: cause.amountMinor, rule }
}
