/** Partners: enrolled by the vendor, or by themselves through the widget and a confirming mail. */
import type { PartnerTable } from '../db/schema.ts'
import { acceptAgreement } from './agreements.ts'
import type { Services } from './context.ts'
import { moveLeadCounts } from './counters.ts'
import { tell } from './events.ts'
import { forgetKept } from './kept.ts'
import { createLink, type LinkRow, linksOf } from './links.ts'
import { queueMail } from './outbox.ts'
import { planAt } from './plan-of.ts'
import { Problem } from './problem.ts'
import { type Program, type Reader, requirePlan, type Trx } from './programs.ts'
import { setDistributor, useInvitation } from './recruiting.ts'
import { settleCustomersOf } from './settle.ts'
import { deleteEndpointsOf } from './webhook-endpoints.ts'

export type PartnerRow = PartnerTable

export interface PartnerDetails extends PartnerRow {
  planId: string
  links: LinkRow[]
}

export const emailKey = (email: string): string => email.trim().toLowerCase()

export async function createPartner(
  services: Services,
  trx: Trx,
  program: Program,
  input: { email: string; name?: string; planId?: string; externalId?: string; distributorId?: string },
): Promise<{ created: boolean; partner: PartnerDetails }> {
  const key = emailKey(input.email)
  await services.store.lock(trx, `${program.id} partner ${key}`)
  const existing = await trx
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where((eb) =>
      eb.or([
        eb('email_key', '=', key),
        ...(input.externalId ? [eb('external_id', '=', input.externalId)] : []),
      ]),
    )
    .selectAll()
    .execute()
  if (existing.length > 0)
    return { created: false, partner: await sameOrConflict(trx, program, existing, input) }

  const partner = await insertPartner(services, trx, program, input, 'active')
  await tellPartner(services, trx, program, 'partner.created', partner)
  if (input.distributorId === undefined) return { created: true, partner }
  await setDistributor(services, trx, program, partner.id, input.distributorId)
  const recruited = { distributor_id: input.distributorId, recruited_at: program.now }
  return { created: true, partner: { ...partner, ...recruited } }
}

async function sameOrConflict(
  trx: Trx,
  program: Program,
  existing: PartnerRow[],
  input: { email: string; externalId?: string; distributorId?: string },
): Promise<PartnerDetails> {
  const [row] = existing
  const same =
    existing.length === 1 &&
    row !== undefined &&
    row.email_key === emailKey(input.email) &&
    (input.externalId === undefined || row.external_id === input.externalId) &&
    (input.distributorId === undefined || row.distributor_id === input.distributorId)
  if (!same) throw new Problem('partner_conflict')
  return withLinks(trx, program.id, row)
}

async function insertPartner(
  services: Services,
  trx: Trx,
  program: Program,
  input: { email: string; name?: string; planId?: string; externalId?: string; destination?: string },
  status: 'active' | 'unconfirmed',
): Promise<PartnerDetails> {
  const plan = requirePlan(program, input.planId)
  const name = input.name?.trim() || nameFromEmail(input.email)
  const row = await trx
    .insertInto('partner')
    .values({
      program_id: program.id,
      id: services.ids.make('par'),
      email: input.email.trim(),
      email_key: status === 'active' ? emailKey(input.email) : null,
      name,
      external_id: input.externalId ?? null,
      status,
      paused_at: null,
      merged_into: null,
      distributor_id: null,
      recruited_at: null,
      created_at: program.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('partner_plan')
    .values({ program_id: program.id, partner_id: row.id, effective_at: program.now, plan_id: plan.id })
    .execute()
  const link = await createLink(services, trx, program, {
    partnerId: row.id,
    destination: input.destination,
    name,
  })
  return { ...row, planId: plan.id, links: [link] }
}

/** "mara.ito@agency.example" is "Mara Ito" until the partner says otherwise. */
export function nameFromEmail(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[^\p{L}]+/u).filter(Boolean)
  const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(' ')
  return name.slice(0, 120) || 'Partner'
}

export interface Application {
  email: string
  name?: string
  planId?: string
  destination?: string
  /** The code of an invitation: who recruited it. */
  invitation?: string
  /** The agreement that was shown and accepted. */
  agreementVersion?: string
}

/**
 * An application from the widget. It always gets a fresh, working link, and
 * the same answer whoever the address belongs to; the mail that follows
 * attaches the link to the new or the existing partner.
 */
export async function applyAsPartner(
  services: Services,
  trx: Trx,
  program: Program,
  input: Application,
): Promise<LinkRow> {
  const partner = await insertPartner(services, trx, program, input, 'unconfirmed')
  await tellPartner(services, trx, program, 'partner.applied', partner)
  const distributorId =
    input.invitation === undefined ? null : await useInvitation(services, trx, program, input.invitation)
  if (distributorId !== null) await setDistributor(services, trx, program, partner.id, distributorId)
  if (input.agreementVersion !== undefined)
    await acceptAgreement(services, trx, program, partner, input.agreementVersion)
  await queueMail(services, trx, program, { template: 'confirm', partnerId: partner.id })
  const [link] = partner.links
  if (!link) throw new Error('a partner without a link')
  return link
}

/**
 * The address of an application is confirmed. A new address becomes a partner;
 * one that is a partner already receives the links, and what was earned
 * through them in the meantime moves over.
 */
export async function confirmPartner(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
): Promise<PartnerRow> {
  const applicant = await findPartner(trx, program.id, partnerId)
  if (applicant?.status !== 'unconfirmed') {
    const into = applicant?.merged_into ?? applicant?.id
    const known = into ? await findPartner(trx, program.id, into) : undefined
    if (!known) throw new Problem('token_spent')
    return known
  }
  const key = emailKey(applicant.email)
  await services.store.lock(trx, `${program.id} partner ${key}`)
  const owner = await partnerByEmail(trx, program.id, key)
  if (!owner) {
    await trx
      .updateTable('partner')
      .set({ status: 'active', email_key: key })
      .where('program_id', '=', program.id)
      .where('id', '=', partnerId)
      .execute()
    // From now on its postbacks are told, if it has any.
    forgetKept(services, trx)
    const confirmed: PartnerRow = { ...applicant, status: 'active', email_key: key }
    await tellPartner(services, trx, program, 'partner.created', confirmed)
    return confirmed
  }
  await trx
    .updateTable('partner')
    .set({ status: 'merged', merged_into: owner.id })
    .where('program_id', '=', program.id)
    .where('id', '=', partnerId)
    .execute()
  for (const table of ['link', 'coupon', 'lead', 'agreement_acceptance'] as const) {
    await trx
      .updateTable(table)
      .set({ partner_id: owner.id })
      .where('program_id', '=', program.id)
      .where('partner_id', '=', partnerId)
      .execute()
  }
  // Whoever had a token of the application chose where these lead, not the partner that it belongs to.
  await deleteEndpointsOf(services, trx, program, partnerId)
  await moveLeadCounts(trx, program.id, partnerId, owner.id)
  await settleCustomersOf(services, trx, program, partnerId)
  return owner
}

export async function updatePartner(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  change: { name?: string; planId?: string; status?: 'active' | 'paused'; externalId?: string },
): Promise<PartnerDetails> {
  const partner = await findPartner(trx, program.id, partnerId)
  if (!partner || partner.status === 'merged') throw new Problem('not_found')
  if (change.planId !== undefined) {
    const plan = requirePlan(program, change.planId)
    await trx
      .insertInto('partner_plan')
      .values({
        program_id: program.id,
        partner_id: partnerId,
        effective_at: program.now,
        plan_id: plan.id,
      })
      .onConflict((conflict) =>
        conflict.columns(['program_id', 'partner_id', 'effective_at']).doUpdateSet({ plan_id: plan.id }),
      )
      .execute()
  }
  const set: Partial<PartnerRow> = {}
  if (change.name !== undefined) set.name = change.name
  if (change.externalId !== undefined) {
    const taken = await trx
      .selectFrom('partner')
      .where('program_id', '=', program.id)
      .where('external_id', '=', change.externalId)
      .where('id', '!=', partnerId)
      .select('id')
      .executeTakeFirst()
    if (taken) throw new Problem('partner_conflict')
    set.external_id = change.externalId
  }
  if (change.status === 'paused' && partner.status === 'active') {
    set.status = 'paused'
    set.paused_at = program.now
  }
  if (change.status === 'active' && partner.status === 'paused') {
    set.status = 'active'
    set.paused_at = null
  }
  if (Object.keys(set).length > 0) {
    await trx
      .updateTable('partner')
      .set(set)
      .where('program_id', '=', program.id)
      .where('id', '=', partnerId)
      .execute()
  }
  // What waits for the postbacks of a partner that is paused goes on waiting.
  if (set.status !== undefined) {
    forgetKept(services, trx)
    services.store.afterCommit(trx, () => services.queued('webhook'))
  }
  const now = { ...partner, ...set }
  if (change.planId !== undefined || set.status !== undefined) {
    await tellPartner(services, trx, program, 'partner.updated', now)
  }
  return withLinks(trx, program.id, now)
}

const tellPartner = (
  services: Services,
  trx: Trx,
  program: Program,
  type: 'partner.applied' | 'partner.created' | 'partner.updated',
  { id, external_id: externalId, status }: PartnerRow,
): Promise<void> =>
  tell(services, trx, program, async () => {
    const planId = await planAt(trx, program.id, id, Number.MAX_SAFE_INTEGER)
    return [{ type, data: { id, externalId, planId, status } }]
  })

export async function findPartner(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<PartnerRow | undefined> {
  return reader
    .selectFrom('partner')
    .where('program_id', '=', programId)
    .where('id', '=', partnerId)
    .selectAll()
    .executeTakeFirst()
}

export async function partnerByEmail(
  reader: Reader,
  programId: string,
  email: string,
): Promise<PartnerRow | undefined> {
  return reader
    .selectFrom('partner')
    .where('program_id', '=', programId)
    .where('email_key', '=', emailKey(email))
    .selectAll()
    .executeTakeFirst()
}

/** Refuses partners of another program and ones that were merged away. */
export async function requirePartner(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<PartnerRow> {
  const partner = await findPartner(reader, programId, partnerId)
  if (!partner || partner.status === 'merged') {
    throw new Problem('partner_unknown', { errors: [{ path: 'partnerId', message: 'No such partner.' }] })
  }
  return partner
}

export async function withLinks(
  reader: Reader,
  programId: string,
  partner: PartnerRow,
): Promise<PartnerDetails> {
  const [planId, links] = await Promise.all([
    planAt(reader, programId, partner.id, Number.MAX_SAFE_INTEGER),
    linksOf(reader, programId, partner.id),
  ])
  return { ...partner, planId, links }
}
