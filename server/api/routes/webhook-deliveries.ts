/** What was sent to webhook endpoints and what came back; test and replay. */
import { z } from '@hono/zod-openapi'
import {
  type Delivery,
  type DeliveryDetails,
  listDeliveries,
  replayDelivery,
  replayRange,
  requireDelivery,
  testEndpoint,
} from '../../services/webhook-log.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { id, listOf, listQuery, time, timeOut } from '../schemas.ts'

const params = z.object({ id })
const deliveryStatus = z.enum(['pending', 'delivered', 'failed'])

const DeliveryBody = z
  .object({
    id: z.string(),
    endpointId: z.string(),
    eventId: z.string().openapi({ description: 'The webhook-id, the same over all attempts and replays.' }),
    eventType: z.string(),
    status: deliveryStatus,
    attempts: z.int(),
    nextAttemptAt: timeOut.nullable(),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable().openapi({ description: 'Why no answer came.', example: 'ECONNREFUSED' }),
    createdAt: timeOut,
  })
  .openapi('WebhookDelivery')

const Details = DeliveryBody.extend({
  body: z.string().nullable().openapi({ description: 'As it is sent. Null once it is older than 30 days.' }),
  log: z.array(
    z.object({
      at: timeOut,
      statusCode: z.int().nullable(),
      error: z.string().nullable(),
      response: z.string().nullable().openapi({ description: 'The first 2 000 characters of the answer.' }),
      durationMs: z.int(),
    }),
  ),
}).openapi('WebhookDeliveryDetails')

const Range = z
  .strictObject({ since: time, until: time.optional().describe('Now by default.') })
  .openapi('WebhookReplay')

const present = (delivery: Delivery) => ({
  id: delivery.id,
  endpointId: delivery.endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  status: delivery.status,
  attempts: delivery.attempts,
  nextAttemptAt: delivery.nextAttemptAt === null ? null : iso(delivery.nextAttemptAt),
  lastStatusCode: delivery.lastStatusCode,
  lastError: delivery.lastError,
  createdAt: iso(delivery.createdAt),
})

const presentDetails = (delivery: DeliveryDetails) => ({
  ...present(delivery),
  body: delivery.body,
  log: delivery.log.map((attempt) => ({
    at: iso(attempt.at),
    statusCode: attempt.status_code,
    error: attempt.error,
    response: attempt.response,
    durationMs: attempt.duration_ms,
  })),
})

export const webhookDeliveryRoutes: Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/webhook-endpoints/{id}/deliveries',
      tag: 'Webhooks',
      summary: 'What was sent to an endpoint',
      credentials: ['sk'],
      params,
      query: z.strictObject({ ...listQuery, status: deliveryStatus.optional() }),
      replies: {
        200: {
          description: 'Newest first; kept for 30 days.',
          schema: listOf(DeliveryBody, 'WebhookDeliveryList'),
        },
      },
      problems: ['not_found', 'invalid_cursor'],
    },
    async ({ services, program, params, query }) => {
      const page = await listDeliveries(services, program.id, null, params.id, query.status, query)
      return { status: 200, body: { data: page.data.map(present), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/webhook-endpoints/{id}/test',
      tag: 'Webhooks',
      summary: 'Send a test',
      description: 'A webhook.test event to this endpoint alone. Look the delivery up to see what came back.',
      credentials: ['sk'],
      params,
      replies: { 201: { description: 'The delivery, on its way.', schema: Details } },
      problems: ['not_found', 'endpoint_not_active'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => ({
        status: 201,
        body: presentDetails(await testEndpoint(services, trx, program, null, params.id)),
      })),
  ),
  route(
    {
      method: 'post',
      path: '/v1/webhook-endpoints/{id}/replay',
      tag: 'Webhooks',
      summary: 'Send again what happened in a time',
      description:
        'Every event from `since` until `until` that the endpoint asks for, also what it was told before. At most 2 000 events a call: while `more` is true, call again with `until` as `since`.',
      credentials: ['sk'],
      params,
      body: Range,
      idempotent: true,
      replies: {
        200: {
          description: 'What is on its way.',
          schema: z
            .object({ deliveries: z.int(), until: timeOut, more: z.boolean() })
            .openapi('WebhookReplayReport'),
        },
      },
      problems: ['not_found'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const since = Date.parse(body.since)
        // What happens in this very millisecond is meant as well.
        const until = body.until === undefined ? program.now + 1 : Date.parse(body.until)
        const report = await replayRange(services, trx, program, params.id, { since, until })
        return { status: 200, body: { ...report, until: iso(report.until) } }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/webhook-deliveries/{id}',
      tag: 'Webhooks',
      summary: 'Look up a delivery',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'With its body and every attempt.', schema: Details } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => ({
      status: 200,
      body: presentDetails(await requireDelivery(services.store.db, program.id, params.id)),
    }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/webhook-deliveries/{id}/replay',
      tag: 'Webhooks',
      summary: 'Send a delivery again',
      description: 'As another delivery of the same event, under the same webhook-id.',
      credentials: ['sk'],
      params,
      idempotent: true,
      replies: { 201: { description: 'The new delivery.', schema: Details } },
      problems: ['not_found'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => ({
        status: 201,
        body: presentDetails(await replayDelivery(services, trx, program, params.id)),
      })),
  ),
]
