/** What a partner sees of itself. */
import { z } from '@hono/zod-openapi'
import { listCommissions } from '../../services/commissions.ts'
import { listLeads } from '../../services/leads.ts'
import { listLinks } from '../../services/links.ts'
import { findPartner, withLinks } from '../../services/partners.ts'
import { listPayouts } from '../../services/payouts.ts'
import { Problem } from '../../services/problem.ts'
import { summaryOf } from '../../services/summary.ts'
import { iso, presentLink, presentMyCommission } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { amountOut, Commission, Link, listOf, listQuery, MyLead, Partner, timeOut } from '../schemas.ts'
import { presentMyLead } from './leads.ts'
import { blocker } from './payout-schemas.ts'
import { ProgramBody, presentProgram } from './program.ts'

const credentials = ['pt', 'session'] as const
const page = z.strictObject(listQuery)

const Me = z
  .object({
    partner: Partner.omit({ links: true, externalId: true, distributorId: true }),
    plan: ProgramBody.shape.plans.element,
    program: ProgramBody.omit({ plans: true, allowedOrigins: true }),
    now: timeOut,
  })
  .openapi('Me')

const balance = {
  currency: z.string(),
  earned: amountOut,
  held: amountOut,
  payable: amountOut,
  paid: amountOut,
  nextPayout: z.object({
    on: z.string(),
    amount: amountOut,
    inTheWay: z.string().nullable().openapi({ description: 'Why it may not be paid, and what to do.' }),
    reasons: z.array(blocker).optional().openapi({ description: 'The same as codes.' }),
  }),
}
const Summary = z
  .object({
    ...balance,
    clicks: z.int(),
    leads: z.int(),
    sales: z.int(),
    days: z.array(
      z.object({
        day: z.string(),
        clicks: z.int(),
        leads: z.int(),
        sales: z.int(),
        earned: amountOut,
      }),
    ),
    balances: z.array(z.object(balance)).optional(),
  })
  .openapi('Summary')

const MyLink = Link.omit({ partnerId: true }).extend({ clicks: z.int() }).openapi('MyLink')

const Payout = z
  .object({
    id: z.string(),
    amount: amountOut,
    currency: z.string(),
    status: z.enum(['locked', 'paid', 'failed']),
    createdAt: timeOut,
    paidAt: timeOut.nullable(),
  })
  .openapi('Payout')

/** These routes take partner credentials only, so there always is one. */
function me(call: Call<never, never, never> | Call): string {
  const own = ownPartner(call as Call)
  if (own === undefined) throw new Problem('credential_not_allowed')
  return own
}

export const meRoutes: Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/me',
      tag: 'Me',
      summary: 'Who I am, and my terms',
      credentials,
      replies: { 200: { description: 'The partner, its plan and the program.', schema: Me } },
    },
    async (call) => {
      const { services, program } = call
      const row = await findPartner(services.store.db, program.id, me(call))
      if (!row) throw new Problem('credential_invalid')
      const partner = await withLinks(services.store.db, program.id, row)
      const { plans, allowedOrigins: _origins, ...shown } = await presentProgram(services.store.db, program)
      return {
        status: 200,
        body: {
          partner: {
            id: partner.id,
            email: partner.email,
            name: partner.name,
            planId: partner.planId,
            status: partner.status,
            createdAt: iso(partner.created_at),
          },
          plan: plans.find((plan) => plan.id === partner.planId),
          program: shown,
          now: iso(program.now),
        },
      }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/summary',
      tag: 'Me',
      summary: 'My numbers',
      description: 'Read from counters: it costs the same after ten sales and after ten million.',
      credentials,
      replies: {
        200: { description: 'Earned, on its way, payable, paid, and the last 30 days.', schema: Summary },
      },
    },
    async (call) => ({ status: 200, body: await summaryOf(call.services, call.program, me(call)) }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/links',
      tag: 'Me',
      summary: 'My links',
      credentials,
      query: page,
      replies: {
        200: { description: 'Newest first, with their clicks.', schema: listOf(MyLink, 'MyLinkList') },
      },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const { services, program } = call
      const found = await listLinks(services, program.id, me(call), call.query)
      const clicks = await services.clicks.linkTotals(found.data.map((link) => link.key))
      const data = found.data.map((link) => {
        const { partnerId: _own, ...shown } = presentLink(services.publicUrl, link)
        return { ...shown, clicks: clicks.get(link.key) ?? 0 }
      })
      return { status: 200, body: { data, nextCursor: found.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/leads',
      tag: 'Me',
      summary: 'My leads',
      credentials,
      query: page,
      replies: { 200: { description: 'Newest first.', schema: listOf(MyLead, 'MyLeadList') } },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const found = await listLeads(call.services, call.program, me(call), call.query)
      return { status: 200, body: { data: found.data.map(presentMyLead), nextCursor: found.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/commissions',
      tag: 'Me',
      summary: 'My commissions',
      credentials,
      query: page,
      replies: {
        200: { description: 'Newest first, each explained.', schema: listOf(Commission, 'MyCommissionList') },
      },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const { services, program, query } = call
      const found = await listCommissions(services, program, { partnerId: me(call) }, query)
      return {
        status: 200,
        body: { data: found.data.map(presentMyCommission), nextCursor: found.nextCursor },
      }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/payouts',
      tag: 'Me',
      summary: 'My payouts',
      credentials,
      query: page,
      replies: { 200: { description: 'Newest first.', schema: listOf(Payout, 'MyPayoutList') } },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const found = await listPayouts(call.services, call.program, me(call), call.query)
      const data = found.data.map((payout) => ({
        id: payout.id,
        amount: payout.amount_minor,
        currency: payout.currency,
        status: payout.status,
        createdAt: iso(payout.created_at),
        paidAt: payout.paid_at === null ? null : iso(payout.paid_at),
      }))
      return { status: 200, body: { data, nextCursor: found.nextCursor } }
    },
  ),
]
