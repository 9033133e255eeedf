/**
 * Where the vendor wants to be told what happens, and with which secret.
 * Postbacks of partners (postbacks.ts) stand in the same table; whoever looks
 * for one says whose: a partner's id, or null for the vendor.
 */

import { templateFlaw } from '../core/postbacks.ts'
import { dayOf } from '../core/time.ts'
import type { EventType } from '../core/webhooks.ts'
import type { WebhookEndpointTable } from '../db/schema-webhooks.ts'
import type { Services } from './context.ts'
import { forgetKept } from './kept.ts'
import { insertRow, prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { webhookUrlFlaw } from './public-address.ts'
import { newSecret, sealSecret } from './webhook-signing.ts'

export type Endpoint = WebhookEndpointTable

/** Each is one lane: so many receivers cannot be in each other's way, but all of them together in ours. */
const MOST_ENDPOINTS = 100

/** The old secret signs as well for so long after a rotation. */
export const OVERLAP_MS = 24 * 3_600_000

export interface EndpointFields {
  url?: string | undefined
  /** Null: everything. */
  events?: readonly EventType[] | null | undefined
  description?: string | null | undefined
  status?: 'active' | 'paused' | undefined
}

/** @returns the endpoint and its secret, which is never shown again. */
export async function createEndpoint(
  services: Services,
  trx: Trx,
  program: Program,
  fields: EndpointFields & { url: string },
): Promise<{ endpoint: Endpoint; secret: string }> {
  checkUrl(services, fields.url, null)
  await lockEndpoints(services, trx, program)
  const known = await listEndpoints(trx, program.id, null)
  if (known.length >= MOST_ENDPOINTS) throw new Problem('too_many_endpoints')
  return insertEndpoint(services, trx, program, services.ids.make('whe'), null, fields)
}

/** Of one program, one at a time are made: how many there may be is counted first. */
export const lockEndpoints = (services: Services, trx: Trx, { id }: Program): Promise<void> =>
  services.store.lock(trx, `${id} webhook endpoints`)

/** The caller has checked it, and holds the lock. */
export async function insertEndpoint(
  services: Services,
  trx: Trx,
  program: Program,
  id: string,
  partnerId: string | null,
  fields: EndpointFields & { url: string },
): Promise<{ endpoint: Endpoint; secret: string }> {
  // Commissions that became payable while nobody listened are no news.
  if (!(await anybodyListens(trx, program.id))) await startProgress(trx, program)
  const secret = newSecret(services)
  const endpoint: Endpoint = {
    program_id: program.id,
    id,
    partner_id: partnerId,
    url: fields.url,
    events: fields.events ? JSON.stringify(fields.events) : null,
    description: fields.description ?? null,
    status: fields.status ?? 'active',
    status_reason: null,
    secret: sealSecret(services, program.id, id, secret),
    previous_secret: null,
    previous_until: null,
    failing_since: null,
    wait_until: 0,
    created_at: program.now,
  }
  await insertRow(trx, 'webhook_endpoint', endpoint)
  forgetKept(services, trx)
  return { endpoint, secret }
}

const anybodyListens = async (trx: Trx, programId: string): Promise<boolean> =>
  (await trx
    .selectFrom('webhook_endpoint')
    .where('program_id', '=', programId)
    .select('id')
    .limit(1)
    .executeTakeFirst()) !== undefined

const startProgress = (trx: Trx, program: Program) => {
  // Every id sorts before a tilde.
  const now = { hold_day: dayOf(program.now), commission_id: '~' }
  return trx
    .insertInto('webhook_progress')
    .values({ program_id: program.id, ...now })
    .onConflict((conflict) => conflict.column('program_id').doUpdateSet(now))
    .execute()
}

/** @throws Problem `validation_failed` */
export function checkUrl(
  { privateWebhooks }: Pick<Services, 'privateWebhooks'>,
  url: string,
  partnerId: string | null,
): void {
  const flaw = partnerId === null ? webhookUrlFlaw(url, privateWebhooks) : postbackFlaw(url, privateWebhooks)
  if (flaw) throw new Problem('validation_failed', { errors: [{ path: 'url', message: flaw }] })
}

/** Macros stand behind the server's name only, so how they are filled changes nothing about where it leads. */
function postbackFlaw(template: string, allowPrivate: boolean): string | undefined {
  const flaw = templateFlaw(template)
  if (flaw) return flaw
  const bare = template.replaceAll(/[{}]/g, '')
  return webhookUrlFlaw(bare, allowPrivate)
}

/** Setting one to active forgives what went before: it is tried at once, and what waited is sent. */
export async function updateEndpoint(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string | null,
  id: string,
  { url, events, description, status }: EndpointFields,
): Promise<Endpoint> {
  if (url !== undefined) checkUrl(services, url, partnerId)
  const before = await requireEndpoint(trx, program.id, partnerId, id)
  const change: Partial<Endpoint> = {
    ...(url === undefined ? {} : { url }),
    ...(events === undefined ? {} : { events: events === null ? null : JSON.stringify(events) }),
    ...(description === undefined ? {} : { description }),
    ...(status === undefined || status === before.status
      ? {}
      : { status, status_reason: null, failing_since: null, wait_until: 0 }),
  }
  if (Object.keys(change).length === 0) return before
  await setEndpoint(trx, before, change)
  forgetKept(services, trx)
  if (status === 'active') services.store.afterCommit(trx, () => services.queued('webhook'))
  return { ...before, ...change }
}

/** Both secrets sign for a day; a secret that was on its way out is gone at once. */
export async function rotateSecret(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string | null,
  id: string,
): Promise<{ secret: string; previousUntil: number }> {
  await lockEndpoints(services, trx, program)
  const before = await requireEndpoint(trx, program.id, partnerId, id)
  const secret = newSecret(services)
  const previousUntil = services.clock.now() + OVERLAP_MS
  await setEndpoint(trx, before, {
    secret: sealSecret(services, program.id, id, secret),
    previous_secret: before.secret,
    previous_until: previousUntil,
  })
  return { secret, previousUntil }
}

/** With everything that waits for it; what it was told stays in the log of nobody. */
export async function deleteEndpoint(
  services: Services,
  trx: Trx,
  program: Pick<Program, 'id'>,
  partnerId: string | null,
  id: string,
): Promise<void> {
  await requireEndpoint(trx, program.id, partnerId, id)
  await trx.deleteFrom('outbox').where('program_id', '=', program.id).where('lane', '=', id).execute()
  await trx.deleteFrom('webhook_endpoint').where('program_id', '=', program.id).where('id', '=', id).execute()
  forgetKept(services, trx)
}

/** All postbacks of a partner, with what waits for them. */
export async function deleteEndpointsOf(
  services: Services,
  trx: Trx,
  program: Pick<Program, 'id'>,
  partnerId: string,
): Promise<void> {
  for (const { id } of await listEndpoints(trx, program.id, partnerId)) {
    await deleteEndpoint(services, trx, program, partnerId, id)
  }
}

export const setEndpoint = (
  trx: Trx,
  { program_id, id }: Pick<Endpoint, 'program_id' | 'id'>,
  change: Partial<Endpoint>,
) =>
  trx
    .updateTable('webhook_endpoint')
    .set(change)
    .where('program_id', '=', program_id)
    .where('id', '=', id)
    .execute()

/** Whosever it is. */
export async function findEndpoint(
  reader: Reader,
  programId: string,
  id: string,
): Promise<Endpoint | undefined> {
  const [endpoint] = await endpointById(reader, { programId, id })
  return endpoint
}

const endpointById = prepared((reader, { programId, id }: { programId: string; id: string }) =>
  reader.selectFrom('webhook_endpoint').where('program_id', '=', programId).where('id', '=', id).selectAll(),
)

/** @throws Problem `not_found` */
export async function requireEndpoint(
  reader: Reader,
  programId: string,
  partnerId: string | null,
  id: string,
): Promise<Endpoint> {
  const endpoint = await findEndpoint(reader, programId, id)
  if (endpoint?.partner_id !== partnerId) throw new Problem('not_found')
  return endpoint
}

/** Oldest first. */
export const listEndpoints = (
  reader: Reader,
  programId: string,
  partnerId: string | null,
): Promise<Endpoint[]> =>
  reader
    .selectFrom('webhook_endpoint')
    .where('program_id', '=', programId)
    .where('partner_id', partnerId === null ? 'is' : '=', partnerId)
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute()
