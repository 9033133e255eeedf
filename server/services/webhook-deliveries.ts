/** What is due to which receiver, and what becomes of it once an attempt was made. */
import { fillTemplate, macroValues } from '../core/postbacks.ts'
import { afterAttempt, FAILING_MS, type Next } from '../core/webhooks.ts'
import type { Services } from './context.ts'
import { forgetKept } from './kept.ts'
import { type Leased, leaseWork, MOST_LEASED, queueMail, settleWork } from './outbox.ts'
import { findPartner } from './partners.ts'
import { insertRow, prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { listStaff } from './staff.ts'
import { countDelivery } from './totals.ts'
import { type Endpoint, findEndpoint, setEndpoint } from './webhook-endpoints.ts'
import { secretsOf, signatureHeaders } from './webhook-signing.ts'

/** At once to one receiver; one that fails gets one at a time until it answers again. */
const MOST_AT_ONCE = MOST_LEASED

/** Of an answer, for the log. */
const KEPT_CHARACTERS = 2_000

/**
 * Receivers with something to be told now, in all programs. From one lane in
 * which something waits to the next, so that ten thousand partners with
 * nothing to be told cost nothing.
 */
export async function lanesDue({
  store,
  clock,
}: Pick<Services, 'store' | 'clock'>): Promise<{ programId: string; endpointId: string }[]> {
  const now = clock.now()
  const rows = await store.db
    .withRecursive('waiting(lane)', (db) =>
      db
        .selectFrom('outbox')
        .where('topic', '=', 'webhook')
        .where('done_at', 'is', null)
        .select(({ fn }) => fn.min<string | null>('lane').as('lane'))
        .unionAll(
          db
            .selectFrom('waiting')
            .where('waiting.lane', 'is not', null)
            .select(({ selectFrom }) =>
              selectFrom('outbox')
                .where('outbox.topic', '=', 'webhook')
                .where('outbox.done_at', 'is', null)
                .whereRef('outbox.lane', '>', 'waiting.lane')
                .select(({ fn }) => fn.min<string | null>('outbox.lane').as('lane'))
                .as('lane'),
            ),
        ),
    )
    .selectFrom('waiting')
    .innerJoin('webhook_endpoint', 'webhook_endpoint.id', 'waiting.lane')
    .where('webhook_endpoint.status', '=', 'active')
    .where('webhook_endpoint.wait_until', '<=', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('outbox')
          .where('outbox.topic', '=', 'webhook')
          .whereRef('outbox.lane', '=', 'webhook_endpoint.id')
          .where('outbox.done_at', 'is', null)
          .where('outbox.due_at', '<=', now)
          .where('outbox.leased_until', '<', now)
          .select('outbox.id'),
      ),
    )
    .select(['webhook_endpoint.program_id', 'webhook_endpoint.id'])
    .execute()
  return rows.map((row) => ({ programId: row.program_id, endpointId: row.id }))
}

/** One request to be made. */
export interface Attempt {
  work: Leased
  endpoint: Endpoint
  url: string
  headers: Record<string, string>
  /** Null: a postback, which says everything in its address. */
  body: string | null
}

/**
 * Takes as many deliveries of one receiver as may be under way beside those
 * that are.
 *
 * @throws Problem `details_key_wrong` or `details_key_missing`; then nothing was taken.
 */
export async function takeDeliveries(
  services: Services,
  programId: string,
  endpointId: string,
  underWay: number,
): Promise<Attempt[]> {
  const { store, clock } = services
  const endpoint = await findEndpoint(store.db, programId, endpointId)
  if (endpoint?.status !== 'active' || endpoint.wait_until > clock.now()) return []
  if (endpoint.partner_id !== null && !(await isActive(store.db, programId, endpoint.partner_id))) return []
  const free = (endpoint.failing_since === null ? MOST_AT_ONCE : 1) - underWay
  if (free <= 0) return []
  const secrets = secretsOf(services, endpoint)
  const leased = await leaseWork(services, 'webhook', endpointId, free)
  const attempts: Attempt[] = []
  for (const work of leased) {
    const { eventId } = JSON.parse(work.payload) as { eventId: string }
    const [event] = await bodyOf(store.db, { programId, eventId })
    if (!event) {
      // Older than what is kept.
      await store.write((trx) => settleWork(trx, work, { done_at: clock.now(), outcome: 'failed' }))
      countDelivery(services.totals, 'failed')
      continue
    }
    const request = endpoint.partner_id === null ? webhook : postback
    attempts.push({ work, endpoint, ...request(endpoint.url, secrets, eventId, event.body, clock.now()) })
  }
  return attempts
}

const bodyOf = prepared((reader, { programId, eventId }: { programId: string; eventId: string }) =>
  reader
    .selectFrom('webhook_event')
    .where('program_id', '=', programId)
    .where('id', '=', eventId)
    .select('body'),
)

type Request = Pick<Attempt, 'url' | 'headers' | 'body'>

const webhook = (url: string, secrets: string[], eventId: string, body: string, now: number): Request => ({
  url,
  headers: {
    'content-type': 'application/json',
    'user-agent': 'Goodword-Webhooks/1',
    'content-length': String(Buffer.byteLength(body)),
    ...signatureHeaders(secrets, eventId, now, body),
  },
  body,
})

function postback(template: string, secrets: string[], eventId: string, body: string, now: number): Request {
  const url = fillTemplate(template, macroValues(eventId, body))
  const headers = { 'user-agent': 'Goodword-Postbacks/1', ...signatureHeaders(secrets, eventId, now, url) }
  return { url, headers, body: null }
}

async function isActive(reader: Reader, programId: string, partnerId: string): Promise<boolean> {
  return (await findPartner(reader, programId, partnerId))?.status === 'active'
}

/** What came back. */
export interface AttemptResult {
  statusCode: number | null
  retryAfter: string | null
  response: string | null
  error: string | null
  durationMs: number
}

/** Writes down what came back, and when it is tried again. */
export async function settleAttempt(
  services: Services,
  { work, endpoint }: Attempt,
  result: AttemptResult,
): Promise<Next> {
  const now = services.clock.now()
  const random = services.ids.bytes(4).readUInt32BE() / 2 ** 32
  const next = afterAttempt(result, work.attempts, now, random)
  await services.store.write(async (trx) => {
    await insertRow(trx, 'webhook_attempt', {
      program_id: work.programId,
      id: services.ids.make('wat'),
      delivery_id: work.id,
      at: now,
      status_code: result.statusCode,
      error: result.error,
      // PostgreSQL keeps no NUL in a text.
      response: result.response?.slice(0, KEPT_CHARACTERS).replaceAll('\0', '\ufffd') ?? null,
      duration_ms: result.durationMs,
    })
    if (next.outcome === 'again') await settleWork(trx, work, { due_at: next.dueAt, leased_until: 0 })
    else {
      const outcome = next.outcome === 'delivered' ? 'delivered' : 'failed'
      await settleWork(trx, work, { done_at: now, outcome })
    }
    await judge(services, trx, endpoint, next, now)
  })
  countDelivery(services.totals, next.outcome)
  return next
}

/** It did not come to an attempt: it is made another time, and this one does not count. */
export const putBack = ({ store }: Pick<Services, 'store'>, { work }: Attempt) =>
  store.write((trx) => settleWork(trx, work, { leased_until: 0, attempts: work.attempts - 1 }))

async function judge(services: Services, trx: Trx, known: Endpoint, next: Next, now: number): Promise<void> {
  if (next.outcome === 'delivered') {
    if (known.failing_since !== null || known.wait_until > 0) {
      await setEndpoint(trx, known, { failing_since: null, wait_until: 0 })
    }
    return
  }
  const endpoint = await findEndpoint(trx, known.program_id, known.id)
  if (endpoint?.status !== 'active') return
  if (next.outcome === 'gone') {
    await stop(services, trx, endpoint, 'disabled', 'The receiver answered 410: there is nothing any more.')
    return
  }
  const failingSince = endpoint.failing_since ?? now
  if (now - failingSince >= FAILING_MS) {
    await stop(services, trx, endpoint, 'paused', 'It has answered nothing but failures for five days.')
    return
  }
  if (endpoint.failing_since !== null && next.waitUntil <= endpoint.wait_until) return
  const waitUntil = Math.max(next.waitUntil, endpoint.wait_until)
  await setEndpoint(trx, endpoint, { failing_since: failingSince, wait_until: waitUntil })
}

async function stop(
  services: Services,
  trx: Trx,
  endpoint: Endpoint,
  status: 'paused' | 'disabled',
  reason: string,
): Promise<void> {
  await setEndpoint(trx, endpoint, { status, status_reason: reason })
  forgetKept(services, trx)
  const program: Pick<Program, 'id' | 'now'> = { id: endpoint.program_id, now: services.clock.now() }
  if (endpoint.partner_id !== null) {
    const { partner_id: partnerId, url } = endpoint
    await queueMail(services, trx, program, { template: 'postback_stopped', partnerId, url, why: status })
    services.store.afterCommit(trx, () => services.queued('mail'))
    return
  }
  for (const { id: staffId } of await listStaff(trx, program.id)) {
    await queueMail(services, trx, program, {
      template: 'webhook_stopped',
      staffId,
      url: endpoint.url,
      reason,
    })
  }
  services.store.afterCommit(trx, () => services.queued('mail'))
}
