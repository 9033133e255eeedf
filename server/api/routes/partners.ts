/** Partners: enrolled by the vendor, applying from a page, and their tokens. */
import { z } from '@hono/zod-openapi'
import { createPartnerToken } from '../../auth/tokens.ts'
import { type Accepted, acceptedBy } from '../../services/agreements.ts'
import { listPartners } from '../../services/list-partners.ts'
import {
  applyAsPartner,
  createPartner,
  findPartner,
  requirePartner,
  updatePartner,
  withLinks,
} from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import type { AppOptions } from '../app.ts'
import { iso, presentLink, presentPartner } from '../present.ts'
import { type Route, route } from '../route.ts'
import { email, externalId, id, Link, listOf, listQuery, Partner, text, timeOut } from '../schemas.ts'

const name = text(120)
const planId = z.string().min(1).max(40)
const params = z.object({ id })

const NewPartner = z
  .strictObject({
    email,
    name: name.optional(),
    planId: planId.optional(),
    externalId: externalId.optional(),
    distributorId: id
      .optional()
      .openapi({ description: 'The partner that recruited it and earns an override.' }),
  })
  .openapi('NewPartner')

const PartnerChange = z
  .strictObject({
    name: name.optional(),
    planId: planId.optional().openapi({ description: 'Counts for new customers only.' }),
    status: z.enum(['active', 'paused']).optional(),
    externalId: externalId.optional(),
  })
  .openapi('PartnerChange')

const Application = z
  .strictObject({
    email,
    name: name.optional(),
    planId: planId.optional(),
    destination: z.string().max(2000).optional(),
    invitation: z.string().min(1).max(100).optional().openapi({ description: 'The code of an invitation.' }),
    agreementVersion: text(40)
      .optional()
      .openapi({ description: 'The agreement that was shown and accepted.' }),
  })
  .openapi('Application')

const NewToken = z
  .union([
    z.strictObject({ partnerId: id }),
    z.strictObject({
      partner: z.strictObject({ email, name: name.optional(), externalId: externalId.optional() }),
    }),
  ])
  .openapi('NewToken')

const PartnerWithAgreement = Partner.extend({
  agreement: z
    .object({
      version: z.string(),
      text: z.string(),
      acceptedAt: timeOut,
      name: z.string(),
      email: z.string(),
      current: z.boolean().openapi({ description: 'Whether it is the agreement in force.' }),
    })
    .nullable()
    .openapi({ description: 'What was accepted last, and by whom.' }),
}).openapi('PartnerWithAgreement')

const presentAccepted = ({ acceptance, text, current }: Accepted) => ({
  version: acceptance.version,
  text,
  acceptedAt: iso(acceptance.accepted_at),
  name: acceptance.name,
  email: acceptance.email,
  current,
})

export const partnerRoutes = (options: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/partners/apply',
      tag: 'Partners',
      summary: 'Become a partner',
      description:
        'Always answers with a fresh, working link, whoever the address belongs to. A mail confirms the address and attaches the link to the new or existing partner.',
      credentials: ['pk'],
      body: Application,
      idempotent: true,
      replies: {
        201: {
          description: 'The link works at once.',
          schema: z.object({ status: z.literal('confirm_by_mail'), link: Link.omit({ partnerId: true }) }),
        },
      },
      problems: [
        'plan_unknown',
        'destination_not_allowed',
        'invitation_unknown',
        'recruiting_refused',
        'agreement_changed',
        'too_many_requests',
      ],
    },
    async ({ services, body, request, transact }) => {
      await options.limits.mail(options.addressOf(request), body.email)
      const reply = await transact(async (trx, program) => {
        const link = await applyAsPartner(services, trx, program, body)
        const { partnerId: _hidden, ...shown } = presentLink(services.publicUrl, link)
        return { status: 201, body: { status: 'confirm_by_mail', link: shown } }
      })
      options.mailQueued()
      return reply
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/partners',
      tag: 'Partners',
      summary: 'Enrol a partner',
      credentials: ['sk'],
      body: NewPartner,
      idempotent: true,
      replies: {
        201: { description: 'Enrolled, with a first link.', schema: Partner },
        200: { description: 'Was enrolled before.', schema: Partner },
      },
      problems: ['plan_unknown', 'partner_conflict', 'partner_unknown', 'recruiting_refused'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const { created, partner } = await createPartner(services, trx, program, body)
        return { status: created ? 201 : 200, body: presentPartner(services.publicUrl, partner) }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/partners',
      tag: 'Partners',
      summary: 'List partners',
      credentials: ['sk'],
      query: z.strictObject(listQuery),
      replies: { 200: { description: 'Newest first.', schema: listOf(Partner, 'PartnerList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const page = await listPartners(services, program, query)
      const data = page.data.map((partner) => presentPartner(services.publicUrl, partner))
      return { status: 200, body: { data, nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/partners/{id}',
      tag: 'Partners',
      summary: 'Look up a partner',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'The partner, and what it agreed to.', schema: PartnerWithAgreement } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      const partner = await findPartner(services.store.db, program.id, params.id)
      if (!partner) throw new Problem('not_found')
      const details = await withLinks(services.store.db, program.id, partner)
      const accepted = await acceptedBy(services.store.db, program, partner.id)
      return {
        status: 200,
        body: {
          ...presentPartner(services.publicUrl, details),
          agreement: accepted ? presentAccepted(accepted) : null,
        },
      }
    },
  ),
  route(
    {
      method: 'patch',
      path: '/v1/partners/{id}',
      tag: 'Partners',
      summary: 'Change a partner',
      credentials: ['sk'],
      params,
      body: PartnerChange,
      replies: { 200: { description: 'The partner as it now is.', schema: Partner } },
      problems: ['not_found', 'plan_unknown', 'partner_conflict'],
    },
    async ({ services, program, params, body, transact }) => {
      const reply = await transact(async (trx, program) => {
        const partner = await updatePartner(services, trx, program, params.id, body)
        return { status: 200, body: presentPartner(services.publicUrl, partner) }
      })
      options.recorder.forgetLinks({ programId: program.id, partnerId: params.id })
      return reply
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/tokens',
      tag: 'Partners',
      summary: 'Mint a partner token',
      description:
        'Opens the dashboard and the widgets for one partner, for one hour. Enrols the partner when it is new.',
      credentials: ['sk'],
      body: NewToken,
      replies: {
        201: {
          description: 'Shown once.',
          schema: z.object({ token: z.string(), expiresAt: timeOut, partnerId: z.string() }),
        },
      },
      problems: ['partner_unknown', 'partner_conflict'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const partner =
          'partner' in body
            ? (await createPartner(services, trx, program, body.partner)).partner
            : await requirePartner(trx, program.id, body.partnerId)
        const { token, expiresAt } = await createPartnerToken(services, trx, program, partner.id)
        return { status: 201, body: { token, expiresAt: iso(expiresAt), partnerId: partner.id } }
      }),
  ),
]
