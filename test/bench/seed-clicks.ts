/**
 * Clicks of the past, row by row as the click writer stores them: ids that
 * grow with time, one counter per link and day.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Database } from './goodword.ts'

interface ClickRow {
  id: Buffer
  at: number
  linkKey: number
  visitor: Buffer
  flags: number
  referrer: string | null
}

interface DayRow {
  linkKey: number
  day: number
  clicks: number
  flagged: number
}

interface Sink {
  linkKeys(codes: string[]): Promise<number[]>
  clicks(rows: ClickRow[]): Promise<void>
  days(rows: DayRow[]): Promise<void>
  close(): Promise<void>
}

const DAY_MS = 86_400_000
const CHUNK = 20_000
/** Ten of the id, eight of the visitor. */
const RANDOM_BYTES = 18
const referrers = [null, null, 'blog.example', 'news.example', 'www.reviews.example', 'm.social.example']
/** Every so many clicks is a bot's: answered and stored, but not counted. */
const BOT_EVERY = 20

/**
 * @param codes the links, clicked in turn.
 * @param days how far back the first click lies.
 */
export async function seedClicks(
  database: Database,
  codes: string[],
  { clicks, days }: { clicks: number; days: number },
): Promise<void> {
  const sink = database.databaseUrl ? await postgresSink(database.databaseUrl) : sqliteSink(database.dataDir)
  const linkKeys = await sink.linkKeys(codes)
  const counters = new Map<string, DayRow>()
  const until = Date.now()
  const from = until - days * DAY_MS
  for (let first = 0; first < clicks; first += CHUNK) {
    const rows: ClickRow[] = []
    const random = randomBytes(RANDOM_BYTES * CHUNK)
    for (let index = first; index < Math.min(first + CHUNK, clicks); index++) {
      const at = Math.floor(from + ((until - from) * index) / clicks)
      const row = clickRow(
        at,
        linkKeys[index % linkKeys.length] ?? 0,
        index,
        random.subarray(RANDOM_BYTES * (index - first)),
      )
      rows.push(row)
      countIn(counters, row)
    }
    await sink.clicks(rows)
  }
  await sink.days([...counters.values()])
  await sink.close()
}

function clickRow(at: number, linkKey: number, index: number, random: Buffer): ClickRow {
  const id = Buffer.alloc(16)
  id.writeUIntBE(at, 0, 6)
  random.copy(id, 6, 0, 10)
  const referrer = referrers[index % referrers.length] ?? null
  return {
    id,
    at,
    linkKey,
    visitor: random.subarray(10, RANDOM_BYTES),
    flags: index % BOT_EVERY === 7 ? 1 : 0,
    referrer,
  }
}

function countIn(counters: Map<string, DayRow>, { linkKey, at, flags }: ClickRow): void {
  const day = Math.floor(at / DAY_MS)
  const key = `${linkKey} ${day}`
  const counter = counters.get(key) ?? { linkKey, day, clicks: 0, flagged: 0 }
  counters.set(key, counter)
  if (flags === 0) counter.clicks++
  else counter.flagged++
}

function sqliteSink(dir: string): Sink {
  const links = new Sqlite(join(dir, 'goodword.db'), { readonly: true })
  const db = new Sqlite(join(dir, 'clicks.db'))
  // Nobody else is here, and what breaks is made again.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -500000']) db.pragma(pragma)
  const click = db.prepare(
    'insert into click (id, link_key, visitor, flags, referrer) values (?, ?, ?, ?, ?)',
  )
  // Every seeded visitor is a new one.
  const day = db.prepare(
    'insert into click_day (link_key, day, clicks, visitors, flagged) values (?, ?, ?, ?, ?)',
  )
  return {
    async linkKeys(codes) {
      const one = links.prepare('select key from link where code = ?').pluck()
      return codes.map((code) => one.get(code) as number)
    },
    clicks: async (rows) =>
      db.transaction(() => {
        for (const { id, linkKey, visitor, flags, referrer } of rows) {
          click.run(id, linkKey, visitor, flags, referrer)
        }
      })(),
    days: async (rows) =>
      db.transaction(() => {
        for (const row of rows) day.run(row.linkKey, row.day, row.clicks, row.clicks, row.flagged)
      })(),
    async close() {
      links.close()
      db.pragma('journal_mode = WAL')
      db.close()
    },
  }
}

async function postgresSink(url: string): Promise<Sink> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async linkKeys(codes) {
      const { rows } = await client.query('select code, key from link where code = any($1)', [codes])
      const keys = new Map(rows.map((row) => [row.code, Number(row.key)]))
      return codes.map((code) => keys.get(code) ?? 0)
    },
    async clicks(rows) {
      await client.query(
        `insert into click (id, at, link_key, visitor, flags, referrer)
         select * from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[])`,
        (['id', 'at', 'linkKey', 'visitor', 'flags', 'referrer'] as const).map((name) =>
          rows.map((row) => row[name]),
        ),
      )
    },
    async days(rows) {
      await client.query(
        `insert into click_counted (link_key, day, clicks, visitors, flagged)
         select a, b, c, c, d from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) t (a, b, c, d)`,
        (['linkKey', 'day', 'clicks', 'flagged'] as const).map((name) => rows.map((row) => row[name])),
      )
    },
    async close() {
      // What a server that has run for long had done long ago.
      await client.query('vacuum analyze')
      await client.query('checkpoint')
      await client.end()
    },
  }
}
