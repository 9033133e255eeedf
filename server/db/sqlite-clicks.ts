/**
 * Clicks on SQLite, in a file of their own. Prepared statements without
 * Kysely: this is the one path where microseconds count.
 */
import type BetterSqlite3 from 'better-sqlite3'
import type { Click, ClickStore, LinkDay } from '../services/clicks.ts'
import { type ClickBatch, unpack } from './click-batch.ts'
import { batchClicks, MS_PER_DAY } from './clicks.ts'

type Connection = BetterSqlite3.Database

/** Rows looked at between two turns of the event loop when a twin is reset. */
const RESET_CHUNK = 5_000

/** Closing it leaves the connection open, for its owner to close. */
export function sqliteClicks(connection: Connection): ClickStore {
  const queue = batchClicks(clickWriter(connection))
  const prepared = new Map<string, BetterSqlite3.Statement<unknown[], unknown>>()
  // Prepared when first used: the tables come with the first migration.
  const statement = (text: string) => {
    const known = prepared.get(text) ?? connection.prepare(text)
    prepared.set(text, known)
    return known
  }

  return {
    submit: queue.submit,
    submitThen: queue.submitThen,
    stats: queue.stats,

    async linkTotals(linkKeys) {
      const totals = new Map(linkKeys.map((key) => [key, 0]))
      const rows = statement(
        `select link_key, sum(clicks) as clicks from click_day
         where link_key in (select value from json_each(?)) group by link_key`,
      ).all(JSON.stringify(linkKeys)) as { link_key: number; clicks: number }[]
      for (const row of rows) totals.set(row.link_key, row.clicks)
      return totals
    },

    async linkDays(linkKeys, fromDay) {
      return statement(
        `select link_key as linkKey, day, clicks, visitors from click_day
         where link_key in (select value from json_each(?)) and day >= ? order by link_key, day`,
      ).all(JSON.stringify(linkKeys), fromDay) as LinkDay[]
    },

    async exists(ids) {
      const one = statement('select 1 from click where id = ?')
      return new Set(ids.filter((id) => one.get(id) !== undefined).map((id) => id.toString('hex')))
    },

    async deleteTwin(linkKeys) {
      const keys = JSON.stringify(linkKeys)
      statement('delete from click_day where link_key in (select value from json_each(?))').run(keys)
      // There is no index by link, so this reads every row: in steps, to let clicks through in between.
      for (let after: Buffer | null = Buffer.alloc(0); after; ) {
        const last = statement(
          'select max(id) as id from (select id from click where id > ? order by id limit ?)',
        ).get(after, RESET_CHUNK) as { id: Buffer | null }
        if (last.id) {
          statement(
            'delete from click where id > ? and id <= ? and link_key in (select value from json_each(?))',
          ).run(after, last.id, keys)
          await new Promise((resolve) => setImmediate(resolve))
        }
        after = last.id
      }
    },

    async ensureClickPartitions() {},

    close: queue.close,
  }
}

/** Stores a batch and its counters in one transaction. Rows that are there already are not counted again. */
export function clickWriter(connection: Connection): (batch: ClickBatch) => void {
  let store: ReturnType<typeof prepareBatch> | undefined
  return (batch) => {
    // Prepared when first used: the tables come with the first migration.
    store ??= prepareBatch(connection)
    store(unpack(batch))
  }
}

interface Counted extends LinkDay {
  flagged: number
}

function prepareBatch(connection: Connection): (clicks: Click[]) => void {
  const insert = forRows(
    connection,
    (rows) =>
      `insert into click (id, link_key, visitor, flags, referrer) values ${rows} on conflict do nothing`,
    (into, { id, linkKey, visitor, flags, referrer }: Click) =>
      into.push(id, linkKey, visitor, flags, referrer),
  )
  const count = forRows(
    connection,
    (rows) =>
      `insert into click_day (link_key, day, clicks, visitors, flagged) values ${rows}
       on conflict (link_key, day) do update set clicks = clicks + excluded.clicks,
         visitors = visitors + excluded.visitors, flagged = flagged + excluded.flagged`,
    (into, { linkKey, day, clicks, visitors, flagged }: Counted) =>
      into.push(linkKey, day, clicks, visitors, flagged),
  )
  const repeated = new Error('Some of these clicks are stored already.')
  const storeNew = connection.transaction((clicks: Click[]) => {
    if (insert(clicks) < clicks.length) throw repeated
    count(countersOf(clicks))
  })
  const storeOthers = connection.transaction((clicks: Click[]) => {
    count(countersOf(clicks.filter((click) => insert([click]) === 1)))
  })
  return (clicks) => {
    try {
      storeNew.immediate(clicks)
    } catch (error) {
      if (error !== repeated) throw error
      storeOthers.immediate(clicks)
    }
  }
}

/** So many rows in one statement: each that runs costs something of its own, a tenth of what storing a click does. */
const TOGETHER = 16

/** @returns what stores rows, and says how many of them changed anything. */
function forRows<Row>(
  connection: Connection,
  sqlFor: (rows: string) => string,
  addValues: (into: unknown[], row: Row) => void,
): (rows: Row[]) => number {
  const row = '(?, ?, ?, ?, ?)'
  const one = connection.prepare(sqlFor(row))
  const many = connection.prepare(sqlFor(new Array(TOGETHER).fill(row).join(', ')))
  return (rows) => {
    let changes = 0
    for (let at = 0; at < rows.length; ) {
      const [statement, count] = at + TOGETHER <= rows.length ? [many, TOGETHER] : [one, 1]
      const values: unknown[] = []
      for (const row of rows.slice(at, at + count)) addValues(values, row)
      changes += statement.run(values).changes
      at += count
    }
    return changes
  }
}

function countersOf(clicks: Click[]): Counted[] {
  const days = new Map<number, Map<number, Counted>>()
  for (const { linkKey, flags, unique, at } of clicks) {
    const day = Math.floor(at / MS_PER_DAY)
    const links = days.get(day) ?? new Map<number, Counted>()
    const counted = links.get(linkKey) ?? { linkKey, day, clicks: 0, visitors: 0, flagged: 0 }
    days.set(day, links.set(linkKey, counted))
    if (flags !== 0) counted.flagged++
    else {
      counted.clicks++
      if (unique) counted.visitors++
    }
  }
  return [...days.values()].flatMap((links) => [...links.values()])
}
