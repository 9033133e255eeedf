/** A customer signs up, or the vendor decides by hand whose customer it is. */
import type { CustomerTable } from '../db/schema.ts'
import { type AttributionRow, attributionById } from './attribute.ts'
import type { Services } from './context.ts'
import { ensureCustomer, findCustomer } from './customers.ts'
import { linkLead, lockLead } from './leads.ts'
import { requirePartner } from './partners.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { settleCustomer } from './settle.ts'
import { occurredAtOr } from './times.ts'
import { claimsOf, type TouchFields } from './touches.ts'

export interface NewCustomer extends TouchFields {
  externalId: string
  email?: string
  name?: string
  /** Undefined: now. */
  occurredAt?: number
}

export interface RecordedCustomer {
  created: boolean
  customer: CustomerTable
  attribution: AttributionRow | undefined
}

export async function recordCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewCustomer,
): Promise<RecordedCustomer> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  if (input.leadId !== undefined) await lockLead(services, trx, program, input.leadId)
  await services.store.lock(trx, `${program.id} customer ${input.externalId}`)
  const existing = await findCustomer(trx, program.id, input.externalId)
  if (existing?.signed_up_at != null) {
    return { created: false, customer: existing, attribution: await decisionOf(trx, program.id, existing) }
  }
  // A sale may have been first: then the customer is here, but has not signed up yet.
  const customer = existing ?? (await ensureCustomer(services, trx, program, input.externalId))
  const known = {
    email: input.email ?? null,
    name: input.name ?? null,
    signed_up_at: occurredAt,
    touches: JSON.stringify(claimsOf(input)),
  }
  await trx
    .updateTable('customer')
    .set(known)
    .where('program_id', '=', program.id)
    .where('id', '=', customer.id)
    .execute()
  if (input.leadId !== undefined) await linkLead(trx, program, input.leadId, input.externalId)
  const settled = await settleCustomer(services, trx, program, input.externalId, {
    kind: 'attribution',
    id: customer.id,
    redecide: true,
  })
  return { created: true, customer: { ...customer, ...known }, attribution: settled?.attribution }
}

/** The vendor's word is above every touch, needs a reason, and is kept for ever. */
export async function decideCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  externalId: string,
  decision: { partnerId: string | null; reason: string },
): Promise<RecordedCustomer> {
  await services.store.lock(trx, `${program.id} customer ${externalId}`)
  const customer = await findCustomer(trx, program.id, externalId)
  if (!customer) throw new Problem('not_found')
  if (decision.partnerId !== null) await requirePartner(trx, program.id, decision.partnerId)
  const id = services.ids.make('dec')
  await trx
    .insertInto('manual_decision')
    .values({
      program_id: program.id,
      id,
      customer_external_id: externalId,
      partner_id: decision.partnerId,
      reason: decision.reason,
      decided_at: program.now,
    })
    .execute()
  const settled = await settleCustomer(services, trx, program, externalId, {
    kind: 'attribution',
    id,
    redecide: true,
  })
  return { created: true, customer, attribution: settled?.attribution }
}

export async function decisionOf(
  trx: Reader,
  programId: string,
  customer: CustomerTable,
): Promise<AttributionRow | undefined> {
  return customer.attribution_id === null
    ? undefined
    : attributionById(trx, programId, customer.attribution_id)
}
