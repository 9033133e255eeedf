/** One event of a payment provider: what it tells is remembered, and the books follow. */
import { sql } from 'kysely'
import { readPaddle } from '../core/paddle.ts'
import type { PayloadReader } from '../core/provider.ts'
import { readShopify } from '../core/shopify.ts'
import { booksOf, type Group, signUpsOf } from '../core/stripe/books.ts'
import { readEvent } from '../core/stripe/read.ts'
import type { InboxEventTable } from '../db/schema-inbox.ts'
import type { Services } from './context.ts'
import { type GenericEvent, recordGeneric } from './generic-event.ts'
import { changeEvent, type EventChange, findEvent, nextDue } from './inbox.ts'
import { loadAround, rememberTold } from './inbox-objects.ts'
import { keepBooks, keepFacts } from './keep-books.ts'
import { inLists, prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import { keptProgram, type Program, programIn, type Trx } from './programs.ts'
import { countEvent, type EventOutcome } from './totals.ts'

/** About three days, as long as Stripe itself tries. */
const MOST_ATTEMPTS = 16
const LONGEST_WAIT_MS = 6 * 3_600_000

type Processed = EventChange & { status: EventOutcome & InboxEventTable['status'] }

/**
 * Processes some of what is due, a few at a time.
 *
 * @param mayGoOn is waited for before each few, with the time at which the first was due; false ends it.
 * @returns false when nothing is due.
 */
export async function processDue(
  services: Services,
  mayGoOn: (dueAt: number) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const due = await nextDue(services.store.db, services.clock.now())
  const together = TOGETHER[services.store.engine]
  for (let n = 0; n < due.length; n += together) {
    const some = due.slice(n, n + together)
    if (!(await mayGoOn(some[0]?.due_at ?? 0))) break
    // None is left behind at work: what failed is said when all have ended.
    const ended = await Promise.allSettled(some.map((event) => processOne(services, event)))
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  }
  return due.length > 0
}

/**
 * Each is a work of its own and fails by itself; on SQLite those share their
 * commit. On PostgreSQL they would only wait for each other's lock.
 */
const TOGETHER = { sqlite: 8, postgres: 1 }

type Due = Awaited<ReturnType<typeof nextDue>>[number]

async function processOne(services: Services, due: Due): Promise<void> {
  const { store } = services
  const kept = await keptProgram(services, due.program_id)
  const count = (outcome: EventOutcome | undefined) => {
    if (outcome) countEvent(services.totals, due.source, outcome)
  }
  try {
    count(await store.write((trx) => processIn(services, trx, kept, due)))
  } catch (error) {
    count(await store.write((trx) => putOff(services, trx, due, error)))
    if (!(error instanceof Problem)) throw error
  }
}

/** @returns undefined when there was nothing to do any more. */
async function processIn(
  services: Services,
  trx: Trx,
  kept: Program,
  due: Due,
): Promise<EventOutcome | undefined> {
  const { program_id: programId, source } = due
  // Facts of one customer are spread over many events: one server after another works on them.
  await services.store.lock(trx, `${programId} inbox ${source}`)
  const event = await findEvent(trx, programId, source, due.id)
  if (!event || event.due_at === null || event.due_at > services.clock.now()) return undefined
  const program = await programIn(services, trx, kept)
  const set = await workOn(services, trx, program, event)
  await changeEvent(trx, event, { ...set, attempts: event.attempts + 1, processed_at: program.now })
  return set.status
}

async function workOn(
  services: Services,
  trx: Trx,
  program: Program,
  event: InboxEventTable,
): Promise<Processed> {
  const payload: unknown = JSON.parse(event.payload)
  if (event.source !== 'stripe') return readAlone(services, trx, program, event, payload)
  if (typeof (payload as { account?: unknown }).account === 'string') {
    return {
      status: 'ignored',
      due_at: null,
      outcome: 'It is about an account connected to yours, not about your own sales.',
    }
  }
  const told = readEvent(payload)
  if (told.objects.length === 0) {
    return { status: 'ignored', due_at: null, outcome: 'It is not about money or credit.' }
  }
  const changed = await rememberTold(trx, program, told)
  const known = await loadAround(trx, program.id, [...new Set([event.object_id, ...changed])])
  const groups = booksOf(known, services.clock.now())
  const done = await keepBooks(services, trx, program, groups, signUpsOf(known))
  await wake(services, trx, program, event, groups)
  return outcomeOf(event, groups, done)
}

/** Of providers whose payloads each say all that matters. */
async function readAlone(
  services: Services,
  trx: Trx,
  program: Program,
  event: InboxEventTable,
  payload: unknown,
): Promise<Processed> {
  const ignored = (outcome: string): Processed => ({ status: 'ignored', due_at: null, outcome })
  if (event.source === 'generic') {
    const did = await recordGeneric(services, trx, program, payload as GenericEvent)
    return { status: 'done', due_at: null, outcome: did }
  }
  const read = readers[event.source]
  if (!read) return ignored(`This server does not know the provider "${event.source}".`)
  const facts = read({ type: event.type, payload, occurredAt: event.occurred_at })
  if (typeof facts === 'string') return ignored(facts)
  const done = await keepFacts(services, trx, program, facts)
  const outcome = done.length > 0 ? `Recorded ${done.join(', ')}.` : 'Everything it says was known.'
  return { status: 'done', due_at: null, outcome }
}

const readers: Record<string, PayloadReader> = { paddle: readPaddle, shopify: readShopify }

/** Events that wait for what has just become known look again. */
async function wake(
  services: Services,
  trx: Trx,
  program: Program,
  event: InboxEventTable,
  groups: Group[],
): Promise<void> {
  const ids = groups.filter(({ waitUntil }) => waitUntil === undefined).flatMap((group) => group.ids)
  const woken = { programId: program.id, source: event.source, but: event.id, now: services.clock.now() }
  for (const some of inLists(ids)) await wakeParked(trx, { ...woken, ids: some })
}

interface Woken {
  programId: string
  source: string
  ids: string[]
  but: string
  now: number
}

const wakeParked = prepared((reader, { programId, source, ids, but, now }: Woken) =>
  reader
    .updateTable('inbox_event')
    .set({ status: 'waiting', due_at: now })
    .where('program_id', '=', programId)
    .where('source', '=', source)
    .where('object_id', 'in', ids)
    // Written out, see `nextDue`.
    .where(sql<boolean>`status = 'parked'`)
    .where('id', '!=', but),
)

function outcomeOf(event: InboxEventTable, groups: Group[], done: string[]): Processed {
  const own = groups.find(({ ids }) => ids.includes(event.object_id))
  const did = done.length > 0 ? `Recorded ${done.join(', ')}.` : ''
  if (own && own.waitUntil !== undefined) {
    const outcome = `${did} Nothing can be recorded yet: ${own.because}.`.trim()
    return { status: 'parked', due_at: own.waitUntil === 0 ? null : own.waitUntil, outcome }
  }
  const nothing = own && !own.sale ? `Nothing to record: ${own.because}.` : 'Everything it says was known.'
  return { status: 'done', due_at: null, outcome: did || nothing }
}

/**
 * Later, and after many times not any more: then somebody has to look, and can
 * have it processed again. What contradicts the books is not tried twice.
 */
async function putOff(
  services: Services,
  trx: Trx,
  due: Due,
  error: unknown,
): Promise<EventOutcome | undefined> {
  const event = await findEvent(trx, due.program_id, due.source, due.id)
  // Somebody else tried at the same time, and has said so.
  if (!event || event.due_at !== due.due_at || event.attempts !== due.attempts) return undefined
  const attempts = event.attempts + 1
  const giveUp = attempts >= MOST_ATTEMPTS || contradicts(error)
  const wait = Math.min(LONGEST_WAIT_MS, 5_000 * 4 ** (attempts - 1))
  // What went wrong on our side is in the log, not here.
  const why = error instanceof Problem ? error.detail : 'Something went wrong on our side.'
  await changeEvent(trx, event, {
    status: giveUp ? 'failed' : 'waiting',
    due_at: giveUp ? null : services.clock.now() + wait,
    attempts,
    outcome: `Failed: ${why}${giveUp ? '' : ' It is tried again.'}`,
  })
  return giveUp ? 'failed' : 'again'
}

/** What is recorded stays, however often it is told otherwise: only somebody who looks can say which is right. */
const contradicts = (error: unknown): boolean => error instanceof Problem && error.status === 409
