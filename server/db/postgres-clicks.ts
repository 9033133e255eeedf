/**
 * Clicks on PostgreSQL: one statement stores a batch and what is to be counted
 * of it, so the batch is atomic without a transaction's round trips.
 */
import type pg from 'pg'
import type { Click, ClickSink, ClickStore, LinkDay } from '../services/clicks.ts'
import { type ClickBatch, unpack } from './click-batch.ts'
import { batchClicks, MS_PER_DAY, type ReportDropped } from './clicks.ts'
import { isUniqueViolation } from './errors.ts'
import type { Retry } from './postgres.ts'

/** This month and the two after it. */
const MONTHS_AHEAD = 3

const GIVEN = `select * from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[], $7::boolean[])
  as given (id, at, link_key, visitor, flags, referrer, is_unique)`

/** Of rows with `link_key`, `at`, `flags` and `is_unique`, in one order, so that servers never lock each other in a circle. */
const counting = (rows: string): string => `
  insert into click_counted as counted (link_key, day, clicks, visitors, flagged)
  select link_key, at / ${MS_PER_DAY}, count(*) filter (where flags = 0),
    count(*) filter (where flags = 0 and is_unique), count(*) filter (where flags <> 0)
  from ${rows} group by 1, 2 order by 1, 2
  on conflict (day, link_key) do update set clicks = counted.clicks + excluded.clicks,
    visitors = counted.visitors + excluded.visitors, flagged = counted.flagged + excluded.flagged`

const INSERT = 'insert into click (id, at, link_key, visitor, flags, referrer)'
const STORE_BATCH = {
  name: 'store-clicks',
  text: `with given as (${GIVEN}), stored as (
    ${INSERT} select id, at, link_key, visitor, flags, referrer from given
  ) insert into click_pending (at, link_key, flags, is_unique) values ($2, $3, $5, $7)`,
}
/**
 * For a batch that was sent before, by somebody who could not hear whether it
 * was stored: counts only the rows that it stores. Asking every batch for that
 * took PostgreSQL a third more time.
 */
const STORE_BATCH_AGAIN = {
  name: 'store-clicks-again',
  text: `with given as (${GIVEN}), stored as (
    ${INSERT} select id, at, link_key, visitor, flags, referrer from given on conflict do nothing returning id
  ) ${counting('given join stored using (id)')}`,
}

/** What is counted at once: some seconds of a busy server. */
const COUNT_BATCHES = 2_000
const COUNT_EVERY_MS = 1_000
/** Takes the rows that no other server is counting. */
const COUNT_PENDING = `with gone as (
    delete from click_pending where id in (
      select id from click_pending order by id limit ${COUNT_BATCHES} for update skip locked
    ) returning at, link_key, flags, is_unique
  ), one as (
    select one.* from gone, unnest(gone.at, gone.link_key, gone.flags, gone.is_unique)
      as one (at, link_key, flags, is_unique)
  ) ${counting('one')}`

/** For a process that only writes clicks. */
export function postgresClickSink(pool: pg.Pool, retry: Retry, report?: ReportDropped): ClickSink {
  const counting = countLater(pool, retry)
  const storing = async (batch: ClickBatch): Promise<void> => {
    await retry(() => storeBatch(pool, batch))
    counting.soon()
  }
  const queue = batchClicks(storing, { report })
  return {
    submit: queue.submit,
    submitThen: queue.submitThen,
    stats: queue.stats,
    async close() {
      await queue.close()
      await counting.end()
      if (!pool.ended && !pool.ending) await pool.end()
    },
  }
}

/** Nobody waits for it: until it is done, whoever reads counters adds up what is pending. */
function countLater(pool: pg.Pool, retry: Retry): { soon(): void; end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const count = (): Promise<unknown> => {
    timer = undefined
    // What cannot be counted now is counted with the next batches, here or by another server.
    running = retry(() => pool.query(COUNT_PENDING)).catch(() => {})
    return running
  }
  return {
    soon() {
      timer ??= setTimeout(count, COUNT_EVERY_MS).unref()
    },
    async end() {
      await running
      if (timer === undefined) return
      clearTimeout(timer)
      await count()
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
        // Nothing of it may be counted later.
        await client.query('lock table click_pending in exclusive mode')
        await client.query(COUNT_PENDING)
        await client.query('delete from click_counted where link_key = any($1::bigint[])', [linkKeys])
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
