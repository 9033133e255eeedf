/** Webhook endpoints: where to tell what happens. */
import { z } from '@hono/zod-openapi'
import { type EventType, eventTypes } from '../../core/webhooks.ts'
import {
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  listEndpoints,
  requireEndpoint,
  rotateSecret,
  updateEndpoint,
} from '../../services/webhook-endpoints.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { id, text, timeOut } from '../schemas.ts'

const params = z.object({ id })
const events = z.array(z.enum(eventTypes)).min(1).max(eventTypes.length)
const EVENTS = 'Null: all of them, also those that a later version adds.'

const fields = {
  url: z.string().min(1).max(2_000),
  events: events.nullable().optional().describe(EVENTS),
  description: text(200).nullable().optional(),
}
const NewEndpoint = z.strictObject(fields).openapi('NewWebhookEndpoint')
const EndpointChange = z
  .strictObject({ ...fields, url: fields.url.optional(), status: z.enum(['active', 'paused']).optional() })
  .openapi('WebhookEndpointChange')

const EndpointBody = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()).nullable().openapi({ description: EVENTS }),
    description: z.string().nullable(),
    status: z.enum(['active', 'paused', 'disabled']),
    statusReason: z.string().nullable().openapi({ description: 'Why it is not active, if it was not you.' }),
    failingSince: timeOut.nullable().openapi({ description: 'The first failure since the last success.' }),
    createdAt: timeOut,
  })
  .openapi('WebhookEndpoint')

export const secret = z.string().openapi({
  description: 'Verifies what comes from us. Shown only in this answer.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
})

export const RotatedSecret = z
  .object({
    secret,
    previousUntil: timeOut.openapi({ description: 'Until when the old one signs as well.' }),
  })
  .openapi('RotatedSecret')

const present = (row: Endpoint) => ({
  id: row.id,
  url: row.url,
  events: row.events === null ? null : (JSON.parse(row.events) as EventType[]),
  description: row.description,
  status: row.status,
  statusReason: row.status_reason,
  failingSince: row.failing_since === null ? null : iso(row.failing_since),
  createdAt: iso(row.created_at),
})

export const webhookEndpointRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/webhook-endpoints',
      tag: 'Webhooks',
      summary: 'Be told what happens',
      description:
        'Standard Webhooks: each event is a signed POST, sent at least once and in no promised order, up to ten times over three days. Must be https on port 443 or 8443 and reachable from the internet.',
      credentials: ['sk'],
      body: NewEndpoint,
      replies: {
        201: {
          description: 'The endpoint with its secret.',
          schema: EndpointBody.extend({ secret }).openapi('CreatedWebhookEndpoint'),
        },
      },
      problems: ['too_many_endpoints', 'details_key_missing'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const made = await createEndpoint(services, trx, program, body)
        return { status: 201, body: { ...present(made.endpoint), secret: made.secret } }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/webhook-endpoints',
      tag: 'Webhooks',
      summary: 'List webhook endpoints',
      credentials: ['sk'],
      replies: {
        200: {
          description: 'Oldest first.',
          schema: z.object({ data: z.array(EndpointBody) }).openapi('WebhookEndpointList'),
        },
      },
    },
    async ({ services, program }) => ({
      status: 200,
      body: { data: (await listEndpoints(services.store.db, program.id, null)).map(present) },
    }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/webhook-endpoints/{id}',
      tag: 'Webhooks',
      summary: 'Look up a webhook endpoint',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'The endpoint.', schema: EndpointBody } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => ({
      status: 200,
      body: present(await requireEndpoint(services.store.db, program.id, null, params.id)),
    }),
  ),
  route(
    {
      method: 'patch',
      path: '/v1/webhook-endpoints/{id}',
      tag: 'Webhooks',
      summary: 'Change a webhook endpoint',
      description:
        'Nothing is sent to a paused one; what happens meanwhile is kept for 30 days and can be replayed. Set to active, it is sent what waited.',
      credentials: ['sk'],
      params,
      body: EndpointChange,
      replies: { 200: { description: 'As it is now.', schema: EndpointBody } },
      problems: ['not_found'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => ({
        status: 200,
        body: present(await updateEndpoint(services, trx, program, null, params.id, body)),
      })),
  ),
  route(
    {
      method: 'delete',
      path: '/v1/webhook-endpoints/{id}',
      tag: 'Webhooks',
      summary: 'Delete a webhook endpoint',
      description: 'With what waits for it and its log.',
      credentials: ['sk'],
      params,
      replies: { 204: { description: 'It is gone.' } },
      problems: ['not_found'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => {
        await deleteEndpoint(services, trx, program, null, params.id)
        return { status: 204, body: null }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/webhook-endpoints/{id}/rotate-secret',
      tag: 'Webhooks',
      summary: 'Change the secret',
      description: 'For 24 hours both sign, so that nothing is missed while the receiver changes over.',
      credentials: ['sk'],
      params,
      replies: {
        200: { description: 'The new secret.', schema: RotatedSecret },
      },
      problems: ['not_found', 'details_key_missing'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => {
        const rotated = await rotateSecret(services, trx, program, null, params.id)
        const previousUntil = iso(rotated.previousUntil)
        return { status: 200, body: { secret: rotated.secret, previousUntil } }
      }),
  ),
]
