/** Leads: registered from a page, by the partner, or by the vendor for a partner. */
import { z } from '@hono/zod-openapi'
import { normaliseCode } from '../../../sdk/rules/codes.ts'
import { decideLead, findLead, type LeadView, listLeads, registerLead } from '../../services/leads.ts'
import { requirePartner } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import type { Program, Trx } from '../../services/programs.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { code, email, id, LeadReceipt, listOf, listQuery, MyLead, text, timeOut } from '../schemas.ts'
import { whose } from './links.ts'

const params = z.object({ id })

const NewLead = z
  .strictObject({
    code: code.optional().openapi({ description: "With a publishable key: the partner's code." }),
    partnerId: id.optional().openapi({ description: 'With a secret key: the partner.' }),
    company: text(200),
    domain: z
      .string()
      .max(253)
      // Without a flag: the reference shows the expression alone.
      .regex(/^([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/, 'A domain like client.example.')
      .optional(),
    contact: z.strictObject({ name: text(120), email, role: text(120).optional() }),
    need: text(2000),
    timing: z.enum(['now', 'this_quarter', 'this_year', 'later', 'unknown']).optional(),
    introduction: z.enum(['expects_your_call', 'knows_we_may_call', 'not_yet_told']).optional(),
    budget: z.enum(['under_10k', '10k_50k', '50k_250k', 'over_250k', 'unknown']).optional(),
    decides: z.enum(['yes', 'shares', 'no', 'unknown']).optional(),
    successMeasure: text(500).optional(),
    nextStep: text(500).optional(),
    companySize: z.int().min(1).max(10_000_000).optional(),
    growthPercent: z.int().min(-100).max(10_000).optional(),
    product: text(200).optional(),
    submittedBy: z.enum(['partner', 'prospect']).default('partner'),
    consent: z.boolean().optional(),
  })
  .refine((lead) => lead.submittedBy !== 'prospect' || lead.consent === true, {
    path: ['consent'],
    message: 'A prospect who fills in the form itself has to agree to be contacted.',
  })
  .openapi('NewLead')

const Lead = MyLead.extend({
  partnerId: z.string(),
  protectedUntil: timeOut.nullable(),
  domain: z.string().nullable(),
  contact: z.object({ name: z.string(), email: z.string(), role: z.string().optional() }),
  need: z.string(),
}).openapi('Lead')

const Decision = z
  .strictObject({ status: z.enum(['accepted', 'declined']), reason: text(500).optional() })
  .openapi('LeadDecision')

export const presentMyLead = (lead: LeadView) => ({
  id: lead.id,
  company: lead.company,
  status: lead.status,
  submittedBy: lead.submittedBy,
  framing: lead.framing,
  decideBy: iso(lead.decideBy),
  timeline: lead.timeline.map((entry) => ({ ...entry, at: iso(entry.at) })),
  createdAt: iso(lead.createdAt),
})

const presentLead = (lead: LeadView) => ({
  ...presentMyLead(lead),
  partnerId: lead.partnerId,
  protectedUntil: lead.protectedUntil === null ? null : iso(lead.protectedUntil),
  domain: lead.fields.domain ?? null,
  contact: lead.fields.contact,
  need: lead.fields.need,
})

async function partnerFor(
  call: Call,
  trx: Trx,
  program: Program,
  body: { code?: string; partnerId?: string },
): Promise<string> {
  if (call.credential?.kind !== 'pk') {
    const partnerId = whose(ownPartner(call), body.partnerId)
    return (await requirePartner(trx, program.id, partnerId)).id
  }
  const normal = normaliseCode(body.code ?? '')
  const link = normal
    ? await trx
        .selectFrom('link')
        .where('program_id', '=', program.id)
        .where('code', '=', normal)
        .select('partner_id')
        .executeTakeFirst()
    : undefined
  if (!link) throw new Problem('code_unknown', { errors: [{ path: 'code', message: "A partner's code." }] })
  return link.partner_id
}

export const leadRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/leads',
      tag: 'Leads',
      summary: 'Register a lead',
      description:
        'With a publishable key the answer is always the same, whoever the company is. What the vendor thinks of it only the verified partner learns.',
      credentials: ['pk', 'pt', 'session', 'sk'],
      body: NewLead,
      textBody: true,
      idempotent: true,
      replies: { 201: { description: 'Registered.', schema: z.union([MyLead, LeadReceipt]) } },
      problems: ['code_unknown', 'partner_unknown'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const { services, credential, body } = call
        const partnerId = await partnerFor(call as Call, trx, program, body)
        const { code: _code, partnerId: _partner, ...fields } = body
        const lead = await registerLead(services, trx, program, partnerId, fields)
        if (credential?.kind === 'pk') {
          return { status: 201, body: { id: lead.id, status: 'submitted', framing: lead.framing } }
        }
        return { status: 201, body: presentMyLead(lead) }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/leads',
      tag: 'Leads',
      summary: 'List leads',
      credentials: ['sk', 'pt', 'session'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(Lead, 'LeadList') } },
      problems: ['invalid_cursor', 'partner_unknown'],
    },
    async (call) => {
      const own = ownPartner(call)
      const partnerId = own === undefined ? call.query.partnerId : whose(own, call.query.partnerId)
      const page = await listLeads(call.services, call.program, partnerId, call.query)
      return { status: 200, body: { data: page.data.map(presentLead), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/leads/{id}',
      tag: 'Leads',
      summary: 'Follow a lead',
      credentials: ['sk', 'pt', 'session'],
      params,
      replies: { 200: { description: 'The lead.', schema: Lead } },
      problems: ['not_found'],
    },
    async (call) => {
      const { services, program } = call
      const lead = await findLead(services.store.db, program, call.params.id, ownPartner(call))
      return { status: 200, body: presentLead(lead) }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/leads/{id}/decision',
      tag: 'Leads',
      summary: 'Answer a lead',
      description:
        'An accepted lead is protected: a customer that comes with its leadId is credited to its partner.',
      credentials: ['sk'],
      params,
      body: Decision,
      idempotent: true,
      replies: { 200: { description: 'The lead as it now is.', schema: Lead } },
      problems: ['not_found', 'lead_decided'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => ({
        status: 200,
        body: presentLead(await decideLead(services, trx, program, params.id, body)),
      })),
  ),
]
