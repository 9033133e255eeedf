/** Commissions as the vendor sees them. */
import { z } from '@hono/zod-openapi'
import { commissionsWhere, listCommissions } from '../../services/commissions.ts'
import { Problem } from '../../services/problem.ts'
import { presentCommission } from '../present.ts'
import { type Route, route } from '../route.ts'
import { Commission, id, listOf, listQuery } from '../schemas.ts'

const status = z.enum(['held', 'payable', 'in_payout', 'paid', 'void'])

export const commissionRoutes: Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/commissions',
      tag: 'Commissions',
      summary: 'List commissions',
      description:
        "The sum of a partner's amounts is its balance plus what it was paid. With a status, a page may hold fewer than asked for although there are more: go on while there is a `nextCursor`.",
      credentials: ['sk'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional(), status: status.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(Commission, 'CommissionList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const { partnerId, status } = query
      const page = await listCommissions(services, program, { partnerId, status }, query)
      return { status: 200, body: { data: page.data.map(presentCommission), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/commissions/{id}',
      tag: 'Commissions',
      summary: 'Look up a commission',
      credentials: ['sk'],
      params: z.object({ id }),
      replies: { 200: { description: 'The commission with its explanation.', schema: Commission } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      const [commission] = await commissionsWhere(services.store.db, program, { id: params.id })
      if (!commission) throw new Problem('not_found')
      return { status: 200, body: presentCommission(commission) }
    },
  ),
]
