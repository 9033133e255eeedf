/**
 * Leads: a prospect that a partner registers. What the vendor answers is only
 * for the verified partner; the public form always hears the same.
 */
import { type Framing, framingScore, type LeadFields } from '../../sdk/rules/framing.ts'
import { dayOf } from '../core/time.ts'
import type { LeadTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { addToDay } from './counters.ts'
import { tell } from './events.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { settleCustomer } from './settle.ts'
import { leadProtectionOf } from './standing.ts'

const DAY_MS = 86_400_000
/** How soon the vendor promises to answer. */
const ANSWER_MS = 5 * DAY_MS

export type LeadStatus =
  | 'submitted'
  | 'in_review'
  | 'info_requested'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'expired'

export interface TimelineEntry {
  at: number
  status: LeadStatus
  text: string
}

export interface NewLead extends LeadFields {
  company: string
  contact: { name: string; email: string; role?: string }
  need: string
  product?: string
  submittedBy: 'partner' | 'prospect'
  consent?: boolean
}

export interface LeadView {
  id: string
  partnerId: string
  company: string
  status: LeadStatus
  submittedBy: 'partner' | 'prospect'
  framing: Framing
  fields: NewLead
  decideBy: number
  protectedUntil: number | null
  timeline: TimelineEntry[]
  createdAt: number
}

function view(row: LeadTable): LeadView {
  const fields = JSON.parse(row.fields) as NewLead
  return {
    id: row.id,
    partnerId: row.partner_id,
    company: row.company,
    status: row.status as LeadStatus,
    submittedBy: row.submitted_by,
    framing: framingScore(fields),
    fields,
    decideBy: row.created_at + ANSWER_MS,
    protectedUntil: row.protected_until,
    timeline: JSON.parse(row.timeline) as TimelineEntry[],
    createdAt: row.created_at,
  }
}

export async function registerLead(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  lead: NewLead,
): Promise<LeadView> {
  const first: TimelineEntry = {
    at: program.now,
    status: 'submitted',
    text: 'Registered. The vendor answers within five days.',
  }
  const row = await trx
    .insertInto('lead')
    .values({
      program_id: program.id,
      id: services.ids.make('led'),
      partner_id: partnerId,
      status: 'submitted',
      submitted_by: lead.submittedBy,
      company: lead.company,
      domain: lead.domain ?? null,
      contact_email: lead.contact.email,
      fields: JSON.stringify(lead),
      score: framingScore(lead).score,
      timeline: JSON.stringify([first]),
      protected_until: null,
      customer_external_id: null,
      created_at: program.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addToDay(trx, program.id, { partnerId, day: dayOf(program.now), leads: 1 })
  const data = { id: row.id, partnerId, status: row.status }
  await tell(services, trx, program, () => [{ type: 'lead.submitted', data }])
  return view(row)
}

/** Accepted leads are protected from their registration on; a declined one says why. */
export async function decideLead(
  services: Services,
  trx: Trx,
  program: Program,
  leadId: string,
  decision: { status: 'accepted' | 'declined'; reason?: string },
): Promise<LeadView> {
  await lockLead(services, trx, program, leadId)
  const row = await findRow(trx, program.id, leadId)
  if (!row) throw new Problem('not_found')
  if (row.status === decision.status) return view(row)
  if (row.status === 'accepted' || row.status === 'declined') throw new Problem('lead_decided')
  const protectedDays = await leadProtectionOf(trx, program, row.partner_id)
  const entry: TimelineEntry = {
    at: program.now,
    status: decision.status,
    text:
      decision.reason ??
      (decision.status === 'accepted'
        ? `Accepted. This company is yours for ${protectedDays} days.`
        : 'Declined. You can register it again when things have changed.'),
  }
  const change = {
    status: decision.status,
    timeline: JSON.stringify([...(JSON.parse(row.timeline) as TimelineEntry[]), entry]),
    protected_until: decision.status === 'accepted' ? program.now + protectedDays * DAY_MS : null,
  }
  await trx
    .updateTable('lead')
    .set(change)
    .where('program_id', '=', program.id)
    .where('id', '=', leadId)
    .execute()
  if (row.customer_external_id !== null) {
    await services.store.lock(trx, `${program.id} customer ${row.customer_external_id}`)
    const cause = { kind: 'attribution', id: leadId, redecide: true } as const
    await settleCustomer(services, trx, program, row.customer_external_id, cause)
  }
  const data = { id: leadId, partnerId: row.partner_id, status: change.status }
  await tell(services, trx, program, () => [{ type: `lead.${decision.status}`, data }])
  return view({ ...row, ...change })
}

/** Taken before the lock of a customer that names the lead. */
export const lockLead = (services: Services, trx: Trx, program: Program, leadId: string): Promise<void> =>
  services.store.lock(trx, `${program.id} lead ${leadId}`)

/** A customer came of the lead, whether it has been answered or not. The first one counts. */
export async function linkLead(
  trx: Trx,
  program: Program,
  leadId: string,
  customerExternalId: string,
): Promise<void> {
  await trx
    .updateTable('lead')
    .set({ customer_external_id: customerExternalId })
    .where('program_id', '=', program.id)
    .where('id', '=', leadId)
    .where('customer_external_id', 'is', null)
    .execute()
}

const findRow = (reader: Reader, programId: string, leadId: string): Promise<LeadTable | undefined> =>
  reader
    .selectFrom('lead')
    .where('program_id', '=', programId)
    .where('id', '=', leadId)
    .selectAll()
    .executeTakeFirst()

/** @param partnerId whose leads may be seen; undefined for the vendor. */
export async function findLead(
  reader: Reader,
  program: Program,
  leadId: string,
  partnerId: string | undefined,
): Promise<LeadView> {
  const row = await findRow(reader, program.id, leadId)
  if (!row || (partnerId !== undefined && row.partner_id !== partnerId)) throw new Problem('not_found')
  return view(row)
}

export async function listLeads(
  services: Services,
  program: Program,
  partnerId: string | undefined,
  page: PageRequest,
): Promise<Page<LeadView>> {
  const scope = `${program.id} leads ${partnerId ?? ''}`
  let rows = services.store.db.selectFrom('lead').where('program_id', '=', program.id).selectAll()
  if (partnerId !== undefined) rows = rows.where('partner_id', '=', partnerId)
  const result = await newestFirst(services, scope, 'lead', page, rows)
  return { data: result.data.map(view), nextCursor: result.nextCursor }
}
