/** What payment providers told, what came of each event, and the chance to process one again. */
import { z } from '@hono/zod-openapi'
import type { InboxEventTable } from '../../db/schema-inbox.ts'
import { findEvent, listEvents, processAgain } from '../../services/inbox.ts'
import { Problem } from '../../services/problem.ts'
import type { AppOptions } from '../app.ts'
import { sources } from '../hooks/secrets.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { externalId, listOf, listQuery, timeOut } from '../schemas.ts'

const status = z.enum(['waiting', 'done', 'parked', 'failed', 'ignored'])

const ProviderEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    objectId: z.string().describe('What it is about, such as `in_…`.'),
    status: status.describe('`parked` waits for something else to arrive.'),
    outcome: z.string().describe('What it did and why, or what it waits for.'),
    attempts: z.int(),
    occurredAt: timeOut,
    receivedAt: timeOut,
    processedAt: timeOut.nullable(),
    nextAt: timeOut.nullable().describe('When it is looked at again by itself.'),
  })
  .openapi('ProviderEvent')

const present = (event: InboxEventTable) => ({
  id: event.id,
  type: event.type,
  objectId: event.object_id,
  status: event.status,
  outcome: event.outcome,
  attempts: event.attempts,
  occurredAt: iso(event.occurred_at),
  receivedAt: iso(event.created_at),
  processedAt: event.processed_at === null ? null : iso(event.processed_at),
  nextAt: event.due_at === null ? null : iso(event.due_at),
})

const source = z.enum(sources)
const params = z.object({ source, id: externalId })

export const providerEventRoutes = ({ eventStored }: AppOptions): Route[] => [
  route(
    {
      method: 'get',
      path: '/v1/hooks/{source}/events',
      tag: 'Payment providers',
      summary: 'List events of a payment provider',
      description: 'What each one did and why, or what it waits for.',
      credentials: ['sk'],
      params: z.object({ source }),
      query: z.strictObject({ ...listQuery, status: status.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(ProviderEvent, 'ProviderEventList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, params, query }) => {
      const which = { source: params.source, status: query.status }
      const page = await listEvents(services, program.id, which, query)
      return { status: 200, body: { data: page.data.map(present), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/hooks/{source}/events/{id}',
      tag: 'Payment providers',
      summary: 'Look up an event of a payment provider',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'The event.', schema: ProviderEvent } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      const event = await findEvent(services.store.db, program.id, params.source, params.id)
      if (!event) throw new Problem('not_found')
      return { status: 200, body: present(event) }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/hooks/{source}/events/{id}/process',
      tag: 'Payment providers',
      summary: 'Process an event again',
      description: 'What it did already is not done twice. Look it up a moment later to see what came of it.',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'It is next.', schema: ProviderEvent } },
      problems: ['not_found'],
    },
    async ({ services, params, transact }) => {
      const reply = await transact(async (trx, program) => {
        const event = await processAgain(services, trx, program, params.source, params.id)
        return { status: 200, body: present(event) }
      })
      eventStored()
      return reply
    },
  ),
]
