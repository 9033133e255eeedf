/**
 * Decides, from all conversions of a customer (or from one sale without a
 * customer), who is credited, and keeps the decision with its reasons. A new
 * row is written only when something about the decision changed.
 */
import { decideAttribution, type ManualDecision } from '../core/attribution.ts'
import { compareText } from '../core/order.ts'
import type { AttributionModel, Conversion, Decision } from '../core/types.ts'
import type { AttributionTable, CustomerTable, SaleTable } from '../db/schema.ts'
import { distributorOf } from './bindings.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { flagsOf, rejection } from './holds.ts'
import { planAt } from './plan-of.ts'
import { insertRow, prepared } from './prepared.ts'
import { definitionAt, type Program, planVersionAt, type Reader, type Trx } from './programs.ts'
import { salesWhere } from './sale-facts.ts'
import { resolveTouches, type TouchClaim } from './touches.ts'

export type AttributionRow = AttributionTable

/** A customer, or one sale that names no customer. */
export type Subject = { kind: 'customer'; customer: CustomerTable } | { kind: 'sale'; sale: SaleTable }

type RuledConversion = Conversion & { model: AttributionModel; windowDays: number }

/**
 * @param always decide even if nothing speaks for anybody.
 * @returns the decision in force, `current` itself if it stands, or undefined when there was nothing to decide.
 */
export async function attribute(
  services: Services,
  trx: Trx,
  program: Program,
  subject: Subject,
  current: AttributionRow | undefined,
  always = false,
): Promise<AttributionRow | undefined> {
  const conversions = await conversionsOf(services, trx, program, subject)
  const manual = await decidedByHand(trx, program.id, subject, current)
  const touched = conversions.filter((conversion) => conversion.touches.length > 0)
  if (touched.length === 0 && !manual && !current && !always) return undefined

  const decision = decideAttribution({ conversions, manual })
  const next = await rowFor(services, trx, program, subject, decision, current)
  if (current && sameDecision(current, next)) return current
  await insertRow(trx, 'attribution', next)
  await remember(trx, program.id, subject, next)
  if (subject.kind === 'customer' && (current?.partner_id ?? null) !== next.partner_id) {
    const { id, external_id: externalId } = subject.customer
    const data = { id, externalId, partnerId: next.partner_id, planId: next.plan_id }
    await tell(services, trx, program, () => [{ type: 'customer.bound', data }])
  }
  return next
}

export async function currentAttribution(
  trx: Trx,
  programId: string,
  subject: Subject,
): Promise<AttributionRow | undefined> {
  const id = subject.kind === 'customer' ? subject.customer.attribution_id : subject.sale.attribution_id
  return id === null ? undefined : attributionById(trx, programId, id)
}

export async function attributionById(
  reader: Reader,
  programId: string,
  id: string,
): Promise<AttributionRow | undefined> {
  const [row] = await attributionOf(reader, { programId, id })
  return row
}

const attributionOf = prepared((reader, { programId, id }: { programId: string; id: string }) =>
  reader.selectFrom('attribution').where('program_id', '=', programId).where('id', '=', id).selectAll(),
)

async function conversionsOf(
  services: Services,
  trx: Trx,
  program: Program,
  subject: Subject,
): Promise<RuledConversion[]> {
  const found: { kind: 'customer' | 'sale'; externalId: string; occurredAt: number; touches: string }[] = []
  if (subject.kind === 'customer' && subject.customer.signed_up_at !== null) {
    const { external_id: externalId, signed_up_at: occurredAt, touches } = subject.customer
    found.push({ kind: 'customer', externalId, occurredAt, touches })
  }
  for (const sale of await touchedSales(trx, program.id, subject)) {
    const { external_id: externalId, occurred_at: occurredAt, touches } = sale
    found.push({ kind: 'sale', externalId, occurredAt, touches })
  }
  const conversions: RuledConversion[] = []
  for (const { touches, ...conversion } of found) {
    const claims = JSON.parse(touches) as TouchClaim[]
    const { attribution } = await definitionAt(trx, program, conversion.occurredAt)
    conversions.push({
      ...conversion,
      ...attribution,
      touches: await resolveTouches(services, trx, program, claims, conversion.occurredAt),
    })
  }
  return conversions
}

/** Most sales of a customer carry no touch and decide nothing. */
async function touchedSales(
  trx: Trx,
  programId: string,
  subject: Subject,
): Promise<Pick<SaleTable, 'external_id' | 'occurred_at' | 'touches'>[]> {
  if (subject.kind === 'sale') return subject.sale.touches === '[]' ? [] : [subject.sale]
  return salesWithTouches(trx, { programId, customer: subject.customer.external_id })
}

const salesWithTouches = prepared((reader, which: { programId: string; customer: string }) =>
  salesWhere(reader, which)
    .where('sale.touches', '!=', '[]')
    .select(['sale.external_id', 'sale.occurred_at', 'sale.touches']),
)

/** The vendor's newest word: whom to credit, or that what a flag kept back is not to be paid. */
async function decidedByHand(
  trx: Trx,
  programId: string,
  subject: Subject,
  current: AttributionRow | undefined,
): Promise<ManualDecision | undefined> {
  const manual = subject.kind === 'customer' ? await manualDecision(trx, programId, subject) : undefined
  const rejected = await rejection(trx, programId, current)
  return rejected && (!manual || rejected.decidedAt >= manual.decidedAt) ? rejected : manual
}

async function manualDecision(trx: Trx, programId: string, subject: Subject & { kind: 'customer' }) {
  const rows = await manualDecisions(trx, { programId, customer: subject.customer.external_id })
  // Hardly ever more than one: asking the database to sort takes longer than finding them.
  const [row] = rows.sort((a, b) => b.decided_at - a.decided_at || compareText(b.id, a.id))
  if (!row) return undefined
  const partner = row.partner_id === null ? undefined : await standingPartner(trx, programId, row.partner_id)
  return {
    partnerId: partner?.id ?? null,
    partnerName: partner?.name ?? null,
    reason: row.reason,
    decidedAt: row.decided_at,
  }
}

const manualDecisions = prepared((reader, { programId, customer }: { programId: string; customer: string }) =>
  reader
    .selectFrom('manual_decision')
    .where('program_id', '=', programId)
    .where('customer_external_id', '=', customer)
    .select(['id', 'partner_id', 'reason', 'decided_at']),
)

/** A decision may name an application that has been merged into its owner since. */
async function standingPartner(trx: Trx, programId: string, partnerId: string) {
  const find = (id: string) =>
    trx
      .selectFrom('partner')
      .where('program_id', '=', programId)
      .where('id', '=', id)
      .select(['id', 'name', 'merged_into'])
      .executeTakeFirstOrThrow()
  const named = await find(partnerId)
  return named.merged_into === null ? named : find(named.merged_into)
}

async function rowFor(
  { ids }: Services,
  trx: Trx,
  program: Program,
  subject: Subject,
  decision: Decision,
  current: AttributionRow | undefined,
): Promise<AttributionRow> {
  const conversionAt = decision.conversion?.occurredAt ?? (await firstKnown(trx, program, subject))
  const terms = decision.partnerId
    ? await planVersionAt(
        trx,
        program.id,
        await planAt(trx, program.id, decision.partnerId, conversionAt),
        conversionAt,
      )
    : undefined
  return {
    program_id: program.id,
    id: ids.make('att'),
    subject_kind: subject.kind,
    subject_id: subject.kind === 'customer' ? subject.customer.id : subject.sale.id,
    partner_id: decision.partnerId,
    plan_id: terms?.planId ?? null,
    terms_version: terms?.version ?? null,
    by: decision.by ?? '',
    touch_id: decision.touchId,
    conversion_at: conversionAt,
    conversion_external_id: decision.conversion?.externalId ?? '',
    covers_all: decision.coversAll ? 1 : 0,
    candidates: JSON.stringify(decision.candidates),
    explanation: decision.explanation,
    flags: JSON.stringify(await flagsOf(trx, program, subject, decision, current)),
    ...(await overrideOf(trx, program, decision.partnerId, conversionAt, current)),
    decided_at: program.now,
  }
}

/**
 * Who recruited the partner is locked when a customer is bound to it, and so is
 * what it earns by that: nothing, when no override was offered at the
 * conversion. An earlier one that is told later can change that.
 */
async function overrideOf(
  trx: Trx,
  program: Program,
  partnerId: string | null,
  conversionAt: number,
  current: AttributionRow | undefined,
): Promise<Pick<AttributionRow, 'distributor_id' | 'override_terms'>> {
  const nobody = { distributor_id: null, override_terms: null }
  if (partnerId === null) return nobody
  const bound = current?.partner_id === partnerId
  const distributor = bound ? current.distributor_id : await distributorOf(trx, program.id, partnerId)
  if (distributor === null) return nobody
  const { override } = await definitionAt(trx, program, conversionAt)
  return { distributor_id: distributor, override_terms: override ? JSON.stringify(override) : null }
}

async function firstKnown(trx: Trx, program: Program, subject: Subject): Promise<number> {
  if (subject.kind === 'sale') return Math.min(subject.sale.occurred_at, program.now)
  const { external_id: externalId, signed_up_at: signedUpAt } = subject.customer
  const { first } = await salesWhere(trx, { programId: program.id, customer: externalId })
    .select((eb) => eb.fn.min<number | null>('sale.occurred_at').as('first'))
    .executeTakeFirstOrThrow()
  return Math.min(signedUpAt ?? program.now, first ?? program.now, program.now)
}

/**
 * What makes a decision another one. Names and losing candidates may read
 * differently later (somebody renames, a later touch comes); that alone is not
 * a new decision while the same touch wins.
 */
const decided = [
  'partner_id',
  'plan_id',
  'terms_version',
  'by',
  'touch_id',
  'conversion_at',
  'conversion_external_id',
  'covers_all',
  'flags',
] as const

function sameDecision(a: AttributionRow, b: AttributionRow): boolean {
  if (decided.some((column) => a[column] !== b[column])) return false
  return a.partner_id !== null || a.explanation === b.explanation
}

async function remember(trx: Trx, programId: string, subject: Subject, row: AttributionRow): Promise<void> {
  if (subject.kind === 'customer') {
    subject.customer.attribution_id = row.id
    subject.customer.partner_id = row.partner_id
    await bindCustomer(trx, { programId, id: subject.customer.id, to: row.id, partnerId: row.partner_id })
    return
  }
  subject.sale.attribution_id = row.id
  await trx
    .updateTable('sale')
    .set({ attribution_id: row.id })
    .where('program_id', '=', programId)
    .where('id', '=', subject.sale.id)
    .execute()
}

const bindCustomer = prepared(
  (reader, binding: { programId: string; id: string; to: string; partnerId: string | null }) =>
    reader
      .updateTable('customer')
      .set({ attribution_id: binding.to, partner_id: binding.partnerId })
      .where('program_id', '=', binding.programId)
      .where('id', '=', binding.id),
)
