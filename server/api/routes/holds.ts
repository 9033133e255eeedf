/** Amounts that wait because a flag asked a person to look. */
import { z } from '@hono/zod-openapi'
import type { HoldDecisionTable } from '../../db/schema-prices.ts'
import { decideHold, type Hold, listHolds } from '../../services/decide-hold.ts'
import { iso } from '../present.ts'
import { type Call, type Route, route } from '../route.ts'
import { amountOut, Flag, id, listOf, listQuery, text, timeOut } from '../schemas.ts'

const params = z.object({ attributionId: id })

const HoldBody = z
  .object({
    attributionId: z.string(),
    subject: z.enum(['customer', 'sale']),
    externalId: z.string(),
    partnerId: z.string(),
    flags: z.array(Flag),
    amounts: z.array(z.object({ currency: z.string(), amount: amountOut })),
    explanation: z.string().openapi({ description: 'Why this partner is credited.' }),
    since: timeOut,
  })
  .openapi('Hold')

const HoldReason = z.strictObject({ reason: text(500) }).openapi('HoldReason')

const HoldDecision = z
  .object({
    id: z.string(),
    attributionId: z.string(),
    partnerId: z.string(),
    decision: z.enum(['release', 'reject']),
    reason: z.string(),
    decidedAt: timeOut,
  })
  .openapi('HoldDecision')

const presentHold = (hold: Hold) => ({
  attributionId: hold.attributionId,
  subject: hold.subject,
  externalId: hold.externalId,
  partnerId: hold.partnerId,
  flags: hold.flags,
  amounts: hold.amounts.map(({ currency, amountMinor }) => ({ currency, amount: amountMinor })),
  explanation: hold.explanation,
  since: iso(hold.since),
})

const presentDecision = (row: HoldDecisionTable) => ({
  id: row.id,
  attributionId: row.attribution_id,
  partnerId: row.partner_id,
  decision: row.decision,
  reason: row.reason,
  decidedAt: iso(row.decided_at),
})

type Deciding = Call<z.output<typeof params>, Record<string, never>, z.output<typeof HoldReason>>

const decide =
  (decision: 'release' | 'reject') =>
  async ({ services, params: { attributionId }, body, transact }: Deciding) =>
    transact(async (trx, program) => {
      const row = await decideHold(services, trx, program, attributionId, { decision, ...body })
      return { status: 200, body: presentDecision(row) }
    })

export const holdRoutes: Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/holds',
      tag: 'Holds',
      summary: 'What waits for a look',
      description: 'Customers and sales that were flagged, with the reasons and the amounts that wait.',
      credentials: ['sk'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(HoldBody, 'HoldList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const page = await listHolds(services, program, query.partnerId, query)
      return { status: 200, body: { data: page.data.map(presentHold), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/holds/{attributionId}/release',
      tag: 'Holds',
      summary: 'Release what waits',
      description: 'The amounts are paid on their own days. The reason is kept.',
      credentials: ['sk'],
      params,
      body: HoldReason,
      idempotent: true,
      replies: { 200: { description: 'The decision.', schema: HoldDecision } },
      problems: ['not_found', 'hold_decided'],
    },
    decide('release'),
  ),
  route(
    {
      method: 'post',
      path: '/v1/holds/{attributionId}/reject',
      tag: 'Holds',
      summary: 'Do not pay what waits',
      description:
        'Nobody is credited, and what was posted is taken back. The reason is kept and stands in the explanation.',
      credentials: ['sk'],
      params,
      body: HoldReason,
      idempotent: true,
      replies: { 200: { description: 'The decision.', schema: HoldDecision } },
      problems: ['not_found', 'hold_decided'],
    },
    decide('reject'),
  ),
]
