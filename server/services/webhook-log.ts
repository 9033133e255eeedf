/** What was sent where and what came back; and sending it again. */
import type { OutboxTable } from '../db/schema.ts'
import type { WebhookAttemptTable } from '../db/schema-webhooks.ts'
import type { Services } from './context.ts'
import { queueDelivery, wants, writeEvent } from './events.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { requireEndpoint } from './webhook-endpoints.ts'

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

export interface Delivery {
  id: string
  endpointId: string
  eventId: string
  /** Empty when the event is older than what is kept. */
  eventType: string
  status: DeliveryStatus
  attempts: number
  nextAttemptAt: number | null
  lastStatusCode: number | null
  lastError: string | null
  createdAt: number
}

export interface DeliveryDetails extends Delivery {
  /** As it is sent; null when it is older than what is kept. */
  body: string | null
  log: WebhookAttemptTable[]
}

type Row = OutboxTable

const eventIdOf = (row: Pick<Row, 'payload'>): string =>
  (JSON.parse(row.payload) as { eventId: string }).eventId

/** Newest first. */
export async function listDeliveries(
  services: Services,
  programId: string,
  partnerId: string | null,
  endpointId: string,
  status: DeliveryStatus | undefined,
  page: PageRequest,
): Promise<Page<Delivery>> {
  const { db } = services.store
  await requireEndpoint(db, programId, partnerId, endpointId)
  let rows = db
    .selectFrom('outbox')
    .where('program_id', '=', programId)
    .where('lane', '=', endpointId)
    .selectAll()
  if (status === 'pending') rows = rows.where('done_at', 'is', null)
  else if (status) rows = rows.where('outcome', '=', status)
  const scope = `${programId} deliveries ${endpointId} ${status ?? ''}`
  const found = await newestFirst(services, scope, 'outbox', page, rows)
  return { data: await describe(db, programId, found.data), nextCursor: found.nextCursor }
}

async function describe(reader: Reader, programId: string, rows: Row[]): Promise<DeliveryDetails[]> {
  if (rows.length === 0) return []
  const events = await reader
    .selectFrom('webhook_event')
    .where('program_id', '=', programId)
    .where('id', 'in', [...new Set(rows.map(eventIdOf))])
    .select(['id', 'type', 'body'])
    .execute()
  const attempts = await reader
    .selectFrom('webhook_attempt')
    .where('program_id', '=', programId)
    .where(
      'delivery_id',
      'in',
      rows.map(({ id }) => id),
    )
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const event = events.find(({ id }) => id === eventIdOf(row))
    const log = attempts.filter((attempt) => attempt.delivery_id === row.id)
    return {
      id: row.id,
      endpointId: row.lane,
      eventId: eventIdOf(row),
      eventType: event?.type ?? '',
      status: row.done_at === null ? 'pending' : (row.outcome ?? 'failed'),
      attempts: row.attempts,
      nextAttemptAt: row.done_at === null ? row.due_at : null,
      lastStatusCode: log.at(-1)?.status_code ?? null,
      lastError: log.at(-1)?.error ?? null,
      createdAt: row.created_at,
      body: event?.body ?? null,
      log,
    }
  })
}

/** To an endpoint of the vendor's. @throws Problem `not_found` */
export async function requireDelivery(
  reader: Reader,
  programId: string,
  id: string,
): Promise<DeliveryDetails> {
  const delivery = await findDelivery(reader, programId, id)
  await requireEndpoint(reader, programId, null, delivery.endpointId)
  return delivery
}

async function findDelivery(reader: Reader, programId: string, id: string): Promise<DeliveryDetails> {
  const row = await reader
    .selectFrom('outbox')
    .where('program_id', '=', programId)
    .where('id', '=', id)
    .where('topic', '=', 'webhook')
    .selectAll()
    .executeTakeFirst()
  const [delivery] = row ? await describe(reader, programId, [row]) : []
  if (!delivery) throw new Problem('not_found')
  return delivery
}

/** The same event once more, under the same webhook-id, with a schedule of its own. */
export async function replayDelivery(
  services: Services,
  trx: Trx,
  program: Program,
  deliveryId: string,
): Promise<DeliveryDetails> {
  const { eventId, endpointId, body } = await requireDelivery(trx, program.id, deliveryId)
  if (body === null) throw new Problem('not_found')
  const id = await queueDelivery(services, trx, program, eventId, endpointId)
  return findDelivery(trx, program.id, id)
}

/** A made-up event for this endpoint alone, whatever it asked for. */
export async function testEndpoint(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string | null,
  endpointId: string,
): Promise<DeliveryDetails> {
  const endpoint = await requireEndpoint(trx, program.id, partnerId, endpointId)
  if (endpoint.status !== 'active') throw new Problem('endpoint_not_active')
  const eventId = await writeEvent(services, trx, program, { type: 'webhook.test', data: { id: endpointId } })
  const id = await queueDelivery(services, trx, program, eventId, endpointId)
  return findDelivery(trx, program.id, id)
}

/** What lies ahead has not happened: asking for it is a mistake of time zones or units. */
function checkRange({ now }: Program, since: number, until: number): void {
  const errors = [
    ...(since < 0 || since > now ? [{ path: 'since', message: 'A time that has passed.' }] : []),
    ...(until < since || until > now + 1 ? [{ path: 'until', message: 'A time from since until now.' }] : []),
  ]
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
}

/** In one transaction: sales want their turn. */
const MOST_REPLAYED = 2_000

/**
 * Everything that happened in a time and that the endpoint asks for, in the
 * order in which it happened; also what it was told before.
 *
 * @returns how many, and up to when: with more than fit into one call, go on from there.
 */
export async function replayRange(
  services: Services,
  trx: Trx,
  program: Program,
  endpointId: string,
  { since, until }: { since: number; until: number },
): Promise<{ deliveries: number; until: number; more: boolean }> {
  const endpoint = await requireEndpoint(trx, program.id, null, endpointId)
  checkRange(program, since, until)
  const listener = { events: endpoint.events === null ? null : (JSON.parse(endpoint.events) as string[]) }
  const events = await trx
    .selectFrom('webhook_event')
    .where('program_id', '=', program.id)
    .where('created_at', '>=', since)
    .where('created_at', '<', until)
    .where('type', '<>', 'webhook.test')
    .select(['id', 'type', 'created_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(MOST_REPLAYED + 1)
    .execute()
  const more = events.length > MOST_REPLAYED
  const taken = events.slice(0, MOST_REPLAYED).filter(({ type }) => wants(listener, type))
  for (const { id } of taken) await queueDelivery(services, trx, program, id, endpointId)
  return { deliveries: taken.length, until: more ? (events.at(-1)?.created_at ?? until) : until, more }
}
