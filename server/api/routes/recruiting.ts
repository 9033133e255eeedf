/** Invitations, and what a distributor sees of the partners it recruited. */
import { z } from '@hono/zod-openapi'
import { Problem } from '../../services/problem.ts'
import { createInvitation, findInvitation, listRecruits } from '../../services/recruiting.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { amountOut, id, listOf, listQuery, timeOut } from '../schemas.ts'

const NewInvitation = z
  .strictObject({
    distributorId: id.optional().openapi({
      description:
        'Whose recruits it makes; implied by a partner token. Without it the invitation is the vendor’s own.',
    }),
    uses: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .openapi({ description: 'How many may join by it; any number when left out.' }),
    days: z.int().min(1).max(365).default(90).openapi({ description: 'How long it can be used.' }),
  })
  .openapi('NewInvitation')

const Invitation = z
  .object({
    id: z.string(),
    code: z.string().openapi({ description: 'Shown once; it is kept as a hash.' }),
    url: z.string(),
    distributorId: z.string().nullable(),
    uses: z.int().nullable(),
    expiresAt: timeOut,
  })
  .openapi('Invitation')

const InvitationShown = z
  .object({
    invitedBy: z
      .string()
      .nullable()
      .openapi({ description: 'The name of the partner that recruits by it; null for the vendor’s own.' }),
  })
  .openapi('InvitationShown')

const Recruit = z
  .object({
    name: z.string(),
    since: timeOut,
    earned: z
      .array(z.object({ currency: z.string(), amount: amountOut }))
      .openapi({ description: 'The overrides it brought you, by currency.' }),
  })
  .openapi('Recruit')

export const recruitingRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/invitations',
      tag: 'Recruiting',
      summary: 'Invite others to become partners',
      description:
        'A link to the program’s website. Whoever joins by it is recruited by the partner that made it, which earns an override on its commissions. There is one level.',
      credentials: ['sk', 'pt', 'session'],
      body: NewInvitation,
      idempotent: true,
      replies: { 201: { description: 'Can be used at once.', schema: Invitation } },
      problems: ['partner_unknown', 'recruiting_refused'],
    },
    async (call) => {
      const { services, body } = call
      const own = ownPartner(call as Call)
      if (own !== undefined && body.distributorId !== undefined && body.distributorId !== own)
        throw new Problem('partner_unknown')
      return call.transact(async (trx, program) => {
        const distributorId = own ?? body.distributorId
        const { row, code, url } = await createInvitation(services, trx, program, { ...body, distributorId })
        return {
          status: 201,
          body: {
            id: row.id,
            code,
            url,
            distributorId: row.distributor_id,
            uses: row.uses_left,
            expiresAt: iso(row.expires_at),
          },
        }
      })
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/invitations/{code}',
      tag: 'Recruiting',
      summary: 'Who invites',
      description: 'For whoever was sent it, before applying. Reading it does not use it.',
      credentials: ['pk'],
      params: z.object({ code: z.string().min(1).max(100) }),
      replies: { 200: { description: 'It can be used.', schema: InvitationShown } },
      problems: ['invitation_unknown'],
    },
    async ({ services, program, params }) => ({
      status: 200,
      body: await findInvitation(services, program, params.code),
    }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/recruits',
      tag: 'Me',
      summary: 'The partners that I recruited',
      credentials: ['pt', 'session'],
      query: z.strictObject(listQuery),
      replies: { 200: { description: 'Newest first.', schema: listOf(Recruit, 'RecruitList') } },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const own = ownPartner(call as Call)
      if (own === undefined) throw new Problem('credential_not_allowed')
      const { data, nextCursor } = await listRecruits(call.services, call.program, own, call.query)
      const shown = data.map(({ name, since, earned }) => ({
        name,
        since: iso(since),
        earned: earned.map(({ currency, amountMinor }) => ({ currency, amount: amountMinor })),
      }))
      return { status: 200, body: { data: shown, nextCursor } }
    },
  ),
]
