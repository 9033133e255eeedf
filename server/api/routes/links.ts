/** Tracked links. */
import { z } from '@hono/zod-openapi'
import { createLink, listLinks } from '../../services/links.ts'
import { requirePartner } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import { presentLink } from '../present.ts'
import { ownPartner, type Route, route } from '../route.ts'
import { code, id, Link, listOf, listQuery } from '../schemas.ts'

const NewLink = z
  .strictObject({
    partnerId: id.optional().openapi({ description: 'Whose link; implied by a partner token.' }),
    destination: z.string().min(1).max(2000).optional(),
    code: code.optional(),
  })
  .openapi('NewLink')

export const linkRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/links',
      tag: 'Links',
      summary: 'Create a link',
      description: 'Without a code one is made from the name of the partner.',
      credentials: ['sk', 'pt', 'session'],
      body: NewLink,
      idempotent: true,
      replies: { 201: { description: 'Works at once.', schema: Link } },
      problems: ['partner_unknown', 'code_taken', 'destination_not_allowed'],
    },
    async (call) => {
      const { services, body } = call
      const partnerId = whose(ownPartner(call), body.partnerId)
      return call.transact(async (trx, program) => {
        const partner = await requirePartner(trx, program.id, partnerId)
        const link = await createLink(services, trx, program, {
          partnerId,
          destination: body.destination,
          code: body.code,
          name: partner.name,
        })
        return { status: 201, body: presentLink(services.publicUrl, link) }
      })
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/links',
      tag: 'Links',
      summary: 'List the links of a partner',
      credentials: ['sk', 'pt', 'session'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(Link, 'LinkList') } },
      problems: ['partner_unknown', 'invalid_cursor'],
    },
    async (call) => {
      const { services, program, query } = call
      const partnerId = whose(ownPartner(call), query.partnerId)
      await requirePartner(services.store.db, program.id, partnerId)
      const page = await listLinks(services, program.id, partnerId, query)
      const data = page.data.map((link) => presentLink(services.publicUrl, link))
      return { status: 200, body: { data, nextCursor: page.nextCursor } }
    },
  ),
]

/** A partner speaks for itself only; the vendor has to say whom it means. */
export function whose(own: string | undefined, named: string | undefined): string {
  if (own !== undefined) {
    if (named !== undefined && named !== own) throw new Problem('partner_unknown')
    return own
  }
  if (named === undefined) {
    throw new Problem('validation_failed', {
      errors: [{ path: 'partnerId', message: 'Say which partner.' }],
    })
  }
  return named
}
