/**
 * What waits to be done: read from indexes of what waits, however much was done
 * before; and what was done, counted in memory.
 */
import { sql } from 'kysely'
import type { InboxEventTable } from '../db/schema-inbox.ts'
import type { WebhookEndpointTable } from '../db/schema-webhooks.ts'
import type { Services } from './context.ts'
import type { Totals } from './totals.ts'

export interface Backlog {
  /** Events of payment providers that are not done: how many in which state, and how late the first of them is. */
  events: { source: string; status: InboxEventTable['status']; count: number; lateMs: number }[]
  /** Mail and webhooks that have not left yet. */
  outgoing: { topic: string; count: number; lateMs: number }[]
  /** The vendor's receivers of webhooks; a partner hears of its own. */
  endpoints: { status: WebhookEndpointTable['status']; count: number }[]
  /** Since the start. */
  totals: Totals
}

export async function readBacklog({
  store,
  clock,
  totals,
}: Pick<Services, 'store' | 'clock' | 'totals'>): Promise<Backlog> {
  const { db } = store
  const now = clock.now()
  const events = await db
    .selectFrom('inbox_event')
    // Written out: for what is bound, SQLite does not take the index of these, and reads every event there is.
    .where(sql<boolean>`status in ('waiting', 'parked', 'failed')`)
    .groupBy(['source', 'status'])
    .select(({ fn }) => [
      'source',
      'status',
      fn.countAll<number>().as('count'),
      fn.min('due_at').as('due_at'),
    ])
    .orderBy('source')
    .orderBy('status')
    .execute()
  // What waits for a receiver that is stopped is nobody's delay.
  const outgoing = await db
    .selectFrom('outbox')
    .leftJoin('webhook_endpoint', (join) =>
      join
        .onRef('webhook_endpoint.program_id', '=', 'outbox.program_id')
        .onRef('webhook_endpoint.id', '=', 'outbox.lane'),
    )
    .leftJoin('partner', (join) =>
      join
        .onRef('partner.program_id', '=', 'webhook_endpoint.program_id')
        .onRef('partner.id', '=', 'webhook_endpoint.partner_id'),
    )
    .where('outbox.done_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        eb('outbox.lane', '=', ''),
        and([
          eb('webhook_endpoint.status', '=', 'active'),
          or([eb('webhook_endpoint.partner_id', 'is', null), eb('partner.status', '=', 'active')]),
        ]),
      ]),
    )
    .groupBy('outbox.topic')
    .select(({ fn }) => [
      'outbox.topic',
      fn.countAll<number>().as('count'),
      fn.min('outbox.due_at').as('due_at'),
    ])
    .orderBy('outbox.topic')
    .execute()
  const endpoints = await db
    .selectFrom('webhook_endpoint')
    .where('partner_id', 'is', null)
    .groupBy('status')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .execute()
  const late = ({ due_at }: { due_at: number | string | null }): number =>
    due_at === null ? 0 : Math.max(0, now - Number(due_at))
  return {
    events: events.map((row) => ({
      source: row.source,
      status: row.status,
      count: Number(row.count),
      lateMs: late(row),
    })),
    outgoing: outgoing.map((row) => ({ topic: row.topic, count: Number(row.count), lateMs: late(row) })),
    endpoints: endpoints.map(({ status, count }) => ({ status, count: Number(count) })),
    totals,
  }
}
