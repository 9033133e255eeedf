/**
 * Clicks on PostgreSQL: one statement stores a batch and its counters, so the
 * batch is atomic without a transaction's round trips.
 */
import type pg from 'pg'
import type { Click, ClickSink, ClickStore, LinkDay } from '../services/clicks.ts'
import { type ClickBatch, unpack } from './click-batch.ts'
import { batchClicks, MS_PER_DAY, type ReportDropped } from './clicks.ts'
import { isUniqueViolation } from './errors.ts'
import type { Retry } from './postgres.ts'

/** This month and the two after it. */
const MONTHS_AHEAD = 3

/** In one order, so that servers never lock each other in a circle. */
const storing = (insert: string, counted: string): string => `
  with given as (
    select * from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[], $7::boolean[])
      as given (id, at, link_key, visitor, flags, referrer, is_unique)
  ), stored as (
    insert into click (id, at, link_key, visitor, flags, referrer)
    select id, at, link_key, visitor, flags, referrer from given ${insert}
  )
  insert into click_day as counted (link_key, day, clicks, visitors, flagged)
  select link_key, at / ${MS_PER_DAY}, count(*) filter (where flags = 0),
    count(*) filter (where flags = 0 and is_unique), count(*) filter (where flags <> 0)
  from ${counted} group by 1, 2 order by 1, 2
  on conflict (link_key, day) do update set clicks = counted.clicks + excluded.clicks,
    visitors = counted.visitors + excluded.visitors, flagged = counted.flagged + excluded.flagged`

const STORE_BATCH = { name: 'store-clicks', text: storing('', 'given') }
/**
 * For a batch that was sent before, by somebody who could not hear whether it
 * was stored: counts only the rows that it stores. Asking every batch for that
 * took PostgreSQL a third more time.
 */
const STORE_BATCH_AGAIN = {
  name: 'store-clicks-again',
  text: storing('on conflict do nothing returning id', 'given join stored using (id)'),
}

/** For a process that only writes clicks. */
export function postgresClickSink(pool: pg.Pool, retry: Retry, report?: ReportDropped): ClickSink {
  const queue = batchClicks((batch) => retry(() => storeBatch(pool, batch)), { report })
  return {
    submit: queue.submit,
    submitThen: queue.submitThen,
    stats: queue.stats,
    async close() {
      await queue.close()
      if (!pool.ended && !pool.ending) await pool.end()
    },
  }
}

export function postgresClicks(pool: pg.Pool, retry: Retry): ClickStore {
  return {
    ...postgresClickSink(pool, retry),

    async linkTotals(linkKeys) {
      const totals = new Map(linkKeys.map((key) => [key, 0]))
      const { rows } = await pool.query<{ link_key: number; clicks: number }>(
        'select link_key, sum(clicks) as clicks from click_day where link_key = any($1::bigint[]) group by link_key',
        [linkKeys],
      )
      for (const row of rows) totals.set(row.link_key, row.clicks)
      return totals
    },

    async linkDays(linkKeys, fromDay) {
      const { rows } = await pool.query<LinkDay>(
        `select link_key as "linkKey", day, clicks, visitors from click_day
         where link_key = any($1::bigint[]) and day >= $2 order by link_key, day`,
        [linkKeys, fromDay],
      )
      return rows
    },

    async exists(ids) {
      const { rows } = await pool.query<{ id: Buffer }>(
        'select id from click where id = any($1::bytea[]) and at = any($2::bigint[])',
        [ids, ids.map(timeOf)],
      )
      return new Set(rows.map((row) => row.id.toString('hex')))
    },

    async deleteTwin(linkKeys) {
      await transaction(pool, async (client) => {
        // There is no index by link: this reads every click.
        await client.query('set local statement_timeout = 0')
        await client.query('delete from click where link_key = any($1::bigint[])', [linkKeys])
        await client.query('delete from click_day where link_key = any($1::bigint[])', [linkKeys])
      })
    },

    async ensureClickPartitions(now) {
      for (let ahead = 0; ahead < MONTHS_AHEAD; ahead++) {
        await retry(() => ensureMonth(pool, monthStart(now, ahead), monthStart(now, ahead + 1)))
      }
    },
  }
}

/** The time is the id's, not the click's: the row is found by its id alone. */
const timeOf = (id: Buffer): number => id.readUIntBE(0, 6)

async function storeBatch(pool: pg.Pool, batch: ClickBatch): Promise<void> {
  const values = columnsOf(batch)
  try {
    await pool.query({ ...STORE_BATCH, values })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await pool.query({ ...STORE_BATCH_AGAIN, values })
  }
}

/** Arrays as PostgreSQL reads them. The driver would write them, too, asking of each element what it is. */
function columnsOf(batch: ClickBatch): string[] {
  const clicks = unpack(batch)
  const array = (element: (click: Click) => string | number): string => `{${clicks.map(element).join()}}`
  return [
    array(({ id }) => bytea(id)),
    array(({ at }) => at),
    array(({ linkKey }) => linkKey),
    array(({ visitor }) => bytea(visitor)),
    array(({ flags }) => flags),
    array(({ referrer }) => quoted(referrer)),
    array(({ unique }) => (unique ? 't' : 'f')),
  ]
}

const bytea = (bytes: Buffer): string => `"\\\\x${bytes.toString('hex')}"`
const quoted = (text: string | null): string =>
  text === null ? 'null' : `"${text.replaceAll(/["\\]/g, '\\$&')}"`

const monthStart = (now: number, ahead: number): number => {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead)
}

async function ensureMonth(pool: pg.Pool, from: number, to: number): Promise<void> {
  const name = `click_${new Date(from).toISOString().slice(0, 7).replace('-', '_')}`
  const exists = async (client: pg.Pool | pg.PoolClient) => {
    const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
      name,
    ])
    return rows[0]?.found === true
  }
  if (await exists(pool)) return
  await transaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0')
    // With the parent, inserts wait before they are routed: one that was on its way into the default
    // partition would fail when its month has left it.
    await client.query('lock table click in access exclusive mode')
    if (await exists(client)) return
    await client.query(`create table ${name} (like click including all)`)
    await client.query(
      `with moved as (delete from click_default where at >= ${from} and at < ${to} returning *)
       insert into ${name} select * from moved`,
    )
    await client.query(`alter table click attach partition ${name} for values from (${from}) to (${to})`)
  })
}

async function transaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
    client.release()
  } catch (error) {
    // Closing the connection rolls back, whatever state it is in.
    client.release(true)
    throw error
  }
}
