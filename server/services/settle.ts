/**
 * The engine: post target − already posted. Everything that changes money
 * (a sale, a refund, a dispute, another decision about the customer) ends
 * here, in the transaction of its cause, and looks at all the facts again, so
 * that the order in which they arrived cannot matter.
 */
import { compareText } from '../core/order.ts'
import { type Binding, hasCustomerCap, type Owed } from '../core/owed.ts'
import type { EarlierPayments } from '../core/payments.ts'
import {
  explainPosting,
  type Posted,
  type Posting,
  type PostingCause,
  postings,
  withClawbacks,
} from '../core/postings.ts'
import { dayOf, holdDay } from '../core/time.ts'
import { OVERRIDE_RULE } from '../core/types.ts'
import type { CommissionTable, SaleTable } from '../db/schema.ts'
import { type AttributionRow, attribute, currentAttribution, type Subject } from './attribute.ts'
import { bindingOf, keptHistory } from './bindings.ts'
import { tellHeld } from './commission-events.ts'
import type { Services } from './context.ts'
import { newTally, type Tally } from './counters.ts'
import { findCustomer } from './customers.ts'
import { holdSale, type PostedLine, portionsOf, post, postedLines } from './ledger.ts'
import { coveredBy, owed, paymentsBefore } from './owed.ts'
import { paidOf } from './paid.ts'
import { newPeriodChanges, type PeriodChanges, settlePeriods } from './periods.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'
import { freshSale, type KnownSale, knownSales, type Which } from './sale-facts.ts'

export interface Cause {
  kind: Exclude<PostingCause, 'reorder'>
  /** Id of the sale, refund or dispute that made this necessary. */
  id: string
  /** The sale it happened to; other sales of the customer can change in consequence. */
  sale?: SaleTable
  /** For refunds and disputes. */
  amountMinor?: number
  /** False when the event cannot change who is credited. */
  redecide: boolean
  /** The vendor has looked at what a flag kept back, and does not pay it. */
  rejected?: boolean
  /** The sale was recorded a moment ago: nothing can have been posted for it. */
  isNew?: boolean
  /** The sale was somebody else's until now: that nobody is credited has to be decided, too. */
  moved?: boolean
}

export interface Settled {
  /** The decision in force, or undefined when there is nothing to decide yet. */
  attribution: AttributionRow | undefined
  /** The sales that were looked at, as they are now. */
  sales: KnownSale[]
  /** What had to be posted for them. */
  posted: CommissionTable[]
}

/** @returns undefined when the customer is not known yet. */
export async function settleCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  customerExternalId: string,
  cause: Cause,
): Promise<Settled | undefined> {
  const customer = await findCustomer(trx, program.id, customerExternalId)
  return customer && settle(services, trx, program, { kind: 'customer', customer }, cause)
}

/** Settles the customer of a sale, or the sale alone when it names none. */
export async function settleSale(
  services: Services,
  trx: Trx,
  program: Program,
  sale: SaleTable,
  cause: Cause,
): Promise<Settled | undefined> {
  const own = { ...cause, sale }
  return sale.customer_external_id === null
    ? settle(services, trx, program, { kind: 'sale', sale }, own)
    : settleCustomer(services, trx, program, sale.customer_external_id, own)
}

/**
 * After an application was merged (`attribution`), or a certification awarded
 * or revoked (`standing`): everything the partner is credited with is settled again.
 */
export async function settleCustomersOf(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  kind: 'attribution' | 'standing' = 'attribution',
): Promise<void> {
  const cause: Cause = { kind, id: partnerId, redecide: kind === 'attribution' }
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
): Promise<Settled> {
  const current = await currentAttribution(trx, program.id, subject)
  const attribution = cause.redecide
    ? await attribute(services, trx, program, subject, current, cause.moved)
    : current
  const history = keptHistory(services, trx, program)
  const binding = await bindingOf(trx, program.id, attribution, history)
  const which = affected(subject, cause, attribution?.id !== current?.id, binding)
  const sales: KnownSale[] = await salesOf(trx, program.id, which, cause)
  if (sales.length === 0) return { attribution, sales, posted: [] }

  const isAlone = cause.isNew === true && sales.length === 1
  const posted = isAlone ? [] : await postedLines(trx, program.id, which)
  const credited = coveredBy(attribution, sales)
  const earlier =
    attribution && (await earlierPayments(trx, program.id, subject, which, attribution, binding, credited))
  const { targets, counted } = binding ? owed(binding, credited, earlier) : nothing
  const tally = newTally()
  const periods = await markSales(services, trx, program, tally, sales, {
    attribution,
    credited,
    posted,
    counted,
    binding,
  })
  const commissions: CommissionTable[] = []
  const byId = new Map(sales.map((sale) => [sale.id, sale]))
  if (attribution) {
    const due = postings({ partnerId: attribution.partner_id, targets, posted })
    const paid = due.some(({ amountMinor }) => amountMinor < 0) ? await paidOf(trx, program.id, which) : []
    for (const posting of withClawbacks(due, paid)) {
      const sale = byId.get(posting.saleId)
      if (!sale) throw new Error('a posting for a sale of somebody else')
      const promised = posted.filter((line) => isSameLine(line, posting))
      const day = holdDay(sale.occurred_at, binding?.terms.holdDays ?? 0)
      for (const portion of portionsOf(posting.amountMinor, promised, day)) {
        const line = {
          partnerId: posting.partnerId,
          currency: posting.currency,
          amountMinor: portion.amountMinor,
          kind: posting.kind,
          ruleIndex: posting.ruleIndex,
          holdDay: portion.holdDay,
          planId: attribution.plan_id ?? '',
          termsVersion: attribution.terms_version ?? 0,
          sale,
          heldBack: isHeldBack(attribution, sale),
          attributionId: attribution.id,
          causeId: cause.id,
          explanation: explainPosting({
            posting,
            ...wordsFor(cause, posting, sale, binding, attribution),
            saleExternalId: sale.external_id,
            holdDay: portion.holdDay,
          }),
        }
        commissions.push(await post(services, trx, program, tally, line))
      }
    }
  }
  await settlePeriods(services, trx, program, tally, periods, cause)
  await tally.store(trx, program.id)
  return { attribution, sales, posted: commissions }
}

const nothing: Owed = { targets: [], counted: new Map() }

const isSameLine = (a: Posted, b: Posted): boolean =>
  a.saleId === b.saleId && a.partnerId === b.partnerId && a.ruleIndex === b.ruleIndex

/**
 * The sales for which something may be owed that was not owed before. While
 * the decision stands, a sale can change those that occurred after it, by
 * being one payment more before them, or by what it leaves of a cap per
 * customer; nothing else changes any but its own.
 */
function affected(subject: Subject, cause: Cause, decidedAnew: boolean, binding: Binding | undefined): Which {
  if (subject.kind === 'sale') return { id: subject.sale.id }
  const customer = subject.customer.external_id
  if (decidedAnew || !cause.sale) return { customer }
  const { id, occurred_at: occurredAt, external_id: externalId } = cause.sale
  const changesLater = cause.kind === 'sale' || (binding !== undefined && hasCustomerCap(binding.terms))
  return changesLater ? { customer, occurredAt, externalId } : { id }
}

/** Nearly always it is one that was stored a moment ago, of which there is nothing to read. */
async function salesOf(trx: Trx, programId: string, which: Which, cause: Cause): Promise<KnownSale[]> {
  const isFrom = 'id' in which || 'occurredAt' in which
  const fresh = cause.isNew && cause.sale && isFrom ? await freshSale(trx, cause.sale) : undefined
  return fresh ? [fresh] : knownSales(trx, { programId, ...which })
}

/** What came before the sales that are looked at, when those are not all of the customer's. */
async function earlierPayments(
  trx: Trx,
  programId: string,
  subject: Subject,
  which: Which,
  attribution: AttributionRow,
  binding: Binding | undefined,
  credited: KnownSale[],
): Promise<EarlierPayments | undefined> {
  if (subject.kind === 'sale' || ('customer' in which && !('occurredAt' in which))) return undefined
  const [first] = [...credited].sort(inOrder)
  return first && paymentsBefore(trx, programId, attribution, binding, subject.customer.external_id, first)
}

const inOrder = (a: KnownSale, b: KnownSale): number =>
  a.occurred_at - b.occurred_at || compareText(a.external_id, b.external_id)

const isHeldBack = (attribution: AttributionRow | undefined, sale: KnownSale): boolean =>
  (attribution?.partner_id != null && attribution.flags !== '[]') || sale.open_disputes > 0

interface Marks {
  attribution: AttributionRow | undefined
  credited: KnownSale[]
  posted: PostedLine[]
  counted: Owed['counted']
  binding: Binding | undefined
}

/**
 * Sales whose credit, hold or part in a period changed; the partners' sale
 * counters follow.
 *
 * @returns what changed in periods.
 */
async function markSales(
  services: Services,
  trx: Trx,
  program: Program,
  tally: Tally,
  sales: KnownSale[],
  now: Marks,
): Promise<PeriodChanges> {
  const credited = new Set(now.credited)
  const periods = newPeriodChanges()
  for (const sale of sales) {
    const partnerId = credited.has(sale) ? (now.attribution?.partner_id ?? null) : null
    const onHold = isHeldBack(now.attribution, sale) ? 1 : 0
    const counted = JSON.stringify(now.counted.get(sale.id) ?? [])
    const same = counted === sale.counted
    if (partnerId === sale.credited_partner_id && onHold === sale.on_hold && same) continue
    if (!same) {
      const day = holdDay(sale.occurred_at, now.binding?.terms.holdDays ?? 0)
      periods.change(JSON.parse(sale.counted), now.counted.get(sale.id) ?? [], day)
    }
    const before = sale.credited_partner_id
    if (partnerId !== before) {
      const { currency } = sale
      const day = dayOf(sale.occurred_at)
      if (before !== null) tally.day({ partnerId: before, day, currency, sales: -1 })
      if (partnerId !== null) tally.day({ partnerId, day, currency, sales: 1 })
    }
    if (onHold !== sale.on_hold) {
      const lines = now.posted.filter((line) => line.saleId === sale.id)
      holdSale(tally, lines, onHold === 1)
      await tellHeld(services, trx, program, sale.id, onHold === 1)
    }
    await markSale(trx, { programId: program.id, id: sale.id, partnerId, onHold, counted })
    sale.credited_partner_id = partnerId
    sale.on_hold = onHold
    sale.counted = counted
  }
  return periods
}

const markSale = prepared(
  (
    reader,
    now: { programId: string; id: string; partnerId: string | null; onHold: 0 | 1; counted: string },
  ) =>
    reader
      .updateTable('sale')
      .set({ credited_partner_id: now.partnerId, on_hold: now.onHold, counted: now.counted })
      .where('program_id', '=', now.programId)
      .where('id', '=', now.id),
)

/** The cause as this posting's reader sees it: its own sale, or a consequence for another one. */
function wordsFor(
  cause: Cause,
  posting: Posting,
  sale: SaleTable,
  binding: Binding | undefined,
  attribution: AttributionRow,
) {
  const rule = binding?.terms.rules[posting.ruleIndex]
  const owner = posting.ruleIndex === OVERRIDE_RULE ? attribution.distributor_id : attribution.partner_id
  if (posting.partnerId !== owner) {
    const nobodyCredited = attribution.partner_id === null
    return { cause: 'attribution' as const, nobodyCredited, rejected: cause.rejected === true }
  }
  if (cause.sale !== undefined && cause.sale.id !== sale.id) return { cause: 'reorder' as const, rule }
  return { cause: cause.kind, takenBackMinor: cause.amountMinor, rule }
}
