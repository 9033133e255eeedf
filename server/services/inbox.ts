/**
 * Events of payment providers: stored once before they are answered, processed
 * from the table, each in one transaction, so that a crash at any point leaves
 * either nothing or all of it.
 */
import { sql } from 'kysely'
import type { InboxEventTable } from '../db/schema-inbox.ts'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'

export interface NewInboxEvent {
  source: string
  id: string
  type: string
  objectId: string
  customer: string | undefined
  payload: string
  occurredAt: number
}

/** @returns false when it was here before. */
export async function storeEvent(
  services: Services,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  event: NewInboxEvent,
): Promise<boolean> {
  const stored = await insertOnce(trx, {
    program_id: program.id,
    source: event.source,
    id: event.id,
    type: event.type,
    object_id: event.objectId,
    customer: event.customer ?? null,
    payload: event.payload,
    occurred_at: event.occurredAt,
    created_at: program.now,
    status: 'waiting',
    due_at: services.clock.now(),
    attempts: 0,
    outcome: '',
    processed_at: null,
  })
  return stored.length > 0
}

const insertOnce = prepared((reader, row: InboxEventTable) =>
  reader
    .insertInto('inbox_event')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
)

/** Those behind others of their customers are read past: once for so many. */
const DUE_AT_ONCE = 50

/**
 * Some of the events that have been due for longest and are not behind another
 * one of their customer: in the order of the index, so that a long queue need
 * not be sorted.
 */
export const nextDue = (
  reader: Reader,
  now: number,
): Promise<Pick<InboxEventTable, 'program_id' | 'source' | 'id' | 'due_at' | 'attempts'>[]> =>
  reader
    .selectFrom('inbox_event')
    .where('due_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inbox_event as earlier')
            .whereRef('earlier.program_id', '=', 'inbox_event.program_id')
            .whereRef('earlier.source', '=', 'inbox_event.source')
            .whereRef('earlier.customer', '=', 'inbox_event.customer')
            // Written out: for what is bound, SQLite prepares the statement anew each time.
            .where(sql<boolean>`earlier.status = 'waiting'`)
            .where(
              sql<boolean>`(earlier.occurred_at, earlier.id) < (inbox_event.occurred_at, inbox_event.id)`,
            )
            .select('earlier.id'),
        ),
      ),
    )
    .select(['program_id', 'source', 'id', 'due_at', 'attempts'])
    .orderBy('due_at')
    .limit(DUE_AT_ONCE)
    .execute()

export async function findEvent(
  reader: Reader,
  programId: string,
  source: string,
  id: string,
): Promise<InboxEventTable | undefined> {
  const [event] = await eventById(reader, { programId, source, id })
  return event
}

const eventById = prepared(
  (reader, { programId, source, id }: { programId: string; source: string; id: string }) =>
    reader
      .selectFrom('inbox_event')
      .where('program_id', '=', programId)
      .where('source', '=', source)
      .where('id', '=', id)
      .selectAll(),
)

/** Newest first; all, or those in one status. */
export async function listEvents(
  services: Services,
  programId: string,
  { source, status }: { source: string; status?: InboxEventTable['status'] | undefined },
  page: PageRequest,
): Promise<Page<InboxEventTable>> {
  let rows = services.store.db
    .selectFrom('inbox_event')
    .where('program_id', '=', programId)
    .where('source', '=', source)
    .selectAll()
  if (status !== undefined) rows = rows.where('status', '=', status)
  return newestFirst(services, `${programId} ${source} events ${status ?? ''}`, 'inbox_event', page, rows)
}

export type EventChange = Partial<
  Pick<InboxEventTable, 'status' | 'due_at' | 'attempts' | 'outcome' | 'processed_at'>
>

export async function changeEvent(
  trx: Trx,
  event: Pick<InboxEventTable, 'program_id' | 'source' | 'id'>,
  set: EventChange,
): Promise<void> {
  await setEvent(trx, { program_id: event.program_id, source: event.source, id: event.id, ...set })
}

const setEvent = prepared(
  (
    reader,
    { program_id, source, id, ...set }: Pick<InboxEventTable, 'program_id' | 'source' | 'id'> & EventChange,
  ) =>
    reader
      .updateTable('inbox_event')
      .set(set)
      .where('program_id', '=', program_id)
      .where('source', '=', source)
      .where('id', '=', id),
)

/** Looks at it again now, whatever came of it before: what it did already is not done twice. */
export async function processAgain(
  services: Services,
  trx: Trx,
  program: Program,
  source: string,
  id: string,
): Promise<InboxEventTable> {
  const event = await findEvent(trx, program.id, source, id)
  if (!event) throw new Problem('not_found')
  const set = { status: 'waiting', due_at: services.clock.now(), attempts: 0 } as const
  await changeEvent(trx, event, set)
  return { ...event, ...set }
}
