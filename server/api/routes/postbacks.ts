/** Postbacks: a partner's own addresses, called when something of its own happens; and the vendor's look at them. */
import { z } from '@hono/zod-openapi'
import { macros, postbackEvents, usualPostbackEvents } from '../../core/postbacks.ts'
import { createPostback, postbacksOf, testPostback } from '../../services/postbacks.ts'
import { Problem } from '../../services/problem.ts'
import {
  deleteEndpoint,
  type Endpoint,
  listEndpoints,
  rotateSecret,
  updateEndpoint,
} from '../../services/webhook-endpoints.ts'
import { type Delivery, listDeliveries } from '../../services/webhook-log.ts'
import type { AppOptions } from '../app.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { id, listOf, listQuery, timeOut } from '../schemas.ts'
import { RotatedSecret, secret } from './webhook-endpoints.ts'

const credentials = ['pt', 'session'] as const
const params = z.object({ id })

const me = (call: Call): string => {
  const partnerId = ownPartner(call)
  if (!partnerId) throw new Problem('credential_not_allowed')
  return partnerId
}

const url = z
  .string()
  .min(1)
  .max(2_000)
  .openapi({
    description: `With macros in its path or query: ${macros.map((name) => `{${name}}`).join(' ')}. What an event does not have is empty.`,
    example: 'https://track.partner.example/in?id={event_id}&status={status}&amount={amount}&cur={currency}',
  })
const events = z.array(z.enum(postbackEvents)).min(1).max(postbackEvents.length)
const USUAL = `Left out: ${usualPostbackEvents.join(', ')}.`

const NewPostback = z.strictObject({ url, events: events.optional().describe(USUAL) }).openapi('NewPostback')
const PostbackChange = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    status: z.enum(['active', 'paused']).optional(),
  })
  .openapi('PostbackChange')

const PostbackBody = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    status: z.enum(['active', 'paused', 'disabled']).openapi({
      description: 'Paused by hand or after five days of failures; disabled by an answer of 410.',
    }),
    failingSince: timeOut.nullable().openapi({ description: 'The first failure since the last success.' }),
    createdAt: timeOut,
  })
  .openapi('Postback')

const PostbackList = z.object({ data: z.array(PostbackBody) }).openapi('PostbackList')

const DeliveryBody = z
  .object({
    id: z.string(),
    eventId: z.string().openapi({ description: 'What {event_id} stands for, the same over all attempts.' }),
    eventType: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable().openapi({ description: 'Why no answer came.', example: 'ECONNREFUSED' }),
    nextAttemptAt: timeOut.nullable(),
    createdAt: timeOut,
  })
  .openapi('PostbackDelivery')

const present = (row: Endpoint) => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events ?? '[]') as string[],
  status: row.status,
  failingSince: row.failing_since === null ? null : iso(row.failing_since),
  createdAt: iso(row.created_at),
})

const presentDelivery = (delivery: Delivery) => ({
  id: delivery.id,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  status: delivery.status,
  attempts: delivery.attempts,
  lastStatusCode: delivery.lastStatusCode,
  lastError: delivery.lastError,
  nextAttemptAt: delivery.nextAttemptAt === null ? null : iso(delivery.nextAttemptAt),
  createdAt: iso(delivery.createdAt),
})

export const postbackRoutes = ({ limits }: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/me/postbacks',
      tag: 'Postbacks',
      summary: 'Have an address of mine called',
      description:
        'When something of yours happens, the address is called by GET with its macros filled: at least once, in no promised order, up to ten times over three days. Only ids, states and amounts can stand in it. Must be https on port 443 or 8443 and reachable from the internet. Each call carries the headers of Standard Webhooks; what is signed is `{webhook-id}.{webhook-timestamp}.{the whole address that is called}`. At most 5.',
      credentials,
      body: NewPostback,
      replies: {
        201: {
          description: 'The postback with its secret.',
          schema: PostbackBody.extend({ secret }).openapi('CreatedPostback'),
        },
      },
      problems: ['too_many_postbacks', 'partner_unknown', 'details_key_missing'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const made = await createPostback(call.services, trx, program, me(call as Call), call.body)
        return { status: 201, body: { ...present(made.endpoint), secret: made.secret } }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/postbacks',
      tag: 'Postbacks',
      summary: 'My postbacks',
      credentials,
      replies: { 200: { description: 'Oldest first.', schema: PostbackList } },
    },
    async (call) => {
      const rows = await listEndpoints(call.services.store.db, call.program.id, me(call as Call))
      return { status: 200, body: { data: rows.map(present) } }
    },
  ),
  route(
    {
      method: 'patch',
      path: '/v1/me/postbacks/{id}',
      tag: 'Postbacks',
      summary: 'Change a postback of mine',
      description:
        'A paused one is not called, and what happens meanwhile is not told later. Set to active, what waited before is sent.',
      credentials,
      params,
      body: PostbackChange,
      replies: { 200: { description: 'As it is now.', schema: PostbackBody } },
      problems: ['not_found'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const { services, params, body } = call
        const changed = await updateEndpoint(services, trx, program, me(call as Call), params.id, body)
        return { status: 200, body: present(changed) }
      }),
  ),
  route(
    {
      method: 'delete',
      path: '/v1/me/postbacks/{id}',
      tag: 'Postbacks',
      summary: 'Delete a postback of mine',
      description: 'With what waits for it and its log.',
      credentials,
      params,
      replies: { 204: { description: 'It is gone.' } },
      problems: ['not_found'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        await deleteEndpoint(call.services, trx, program, me(call as Call), call.params.id)
        return { status: 204, body: null }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/me/postbacks/{id}/rotate-secret',
      tag: 'Postbacks',
      summary: 'Change the secret of a postback of mine',
      description: 'For 24 hours both sign, so that nothing is missed while the receiver changes over.',
      credentials,
      params,
      replies: {
        200: { description: 'The new secret.', schema: RotatedSecret },
      },
      problems: ['not_found', 'details_key_missing'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const rotated = await rotateSecret(call.services, trx, program, me(call as Call), call.params.id)
        const previousUntil = iso(rotated.previousUntil)
        return { status: 200, body: { secret: rotated.secret, previousUntil } }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/me/postbacks/{id}/test',
      tag: 'Postbacks',
      summary: 'Call a postback of mine to try it',
      description:
        'Once, as the event webhook.test with the status test and no amount. Its deliveries say what came back.',
      credentials,
      params,
      replies: { 201: { description: 'On its way.', schema: DeliveryBody } },
      problems: ['not_found', 'postback_not_active', 'too_many_requests'],
    },
    async (call) => {
      const partnerId = me(call as Call)
      await limits.postbackTest(partnerId)
      return call.transact(async (trx, program) => ({
        status: 201,
        body: presentDelivery(await testPostback(call.services, trx, program, partnerId, call.params.id)),
      }))
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/postbacks/{id}/deliveries',
      tag: 'Postbacks',
      summary: 'What a postback of mine was told',
      credentials,
      params,
      query: z.strictObject(listQuery),
      replies: {
        200: {
          description: 'Newest first; kept for 30 days.',
          schema: listOf(DeliveryBody, 'PostbackDeliveryList'),
        },
      },
      problems: ['not_found', 'invalid_cursor'],
    },
    async (call) => {
      const { services, program, params, query } = call
      const page = await listDeliveries(services, program.id, me(call as Call), params.id, undefined, query)
      return { status: 200, body: { data: page.data.map(presentDelivery), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/partners/{id}/postbacks',
      tag: 'Postbacks',
      summary: 'The postbacks of a partner',
      description: 'Where a partner has itself told what it earns. Only the partner makes and changes them.',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'Oldest first.', schema: PostbackList } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => ({
      status: 200,
      body: { data: (await postbacksOf(services.store.db, program.id, params.id)).map(present) },
    }),
  ),
  route(
    {
      method: 'delete',
      path: '/v1/partners/{id}/postbacks/{postbackId}',
      tag: 'Postbacks',
      summary: 'Delete a postback of a partner',
      description: 'With what waits for it and its log.',
      credentials: ['sk'],
      params: z.object({ id, postbackId: id }),
      replies: { 204: { description: 'It is gone.' } },
      problems: ['not_found'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => {
        await deleteEndpoint(services, trx, program, params.id, params.postbackId)
        return { status: 204, body: null }
      }),
  ),
]
