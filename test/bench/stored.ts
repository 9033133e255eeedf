/** Served = stored: what is in the click tables, asked from outside the server, against what it acknowledged. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { ask } from './client.ts'
import { copyOf, type Database, startGoodword } from './goodword.ts'
import type { Load } from './load.ts'
import type { Running } from './processes.ts'
import type { Pace } from './race.ts'
import { clickLoad, redirectLoad } from './redirect.ts'
import type { Seeds } from './seeds.ts'
import { print } from './table.ts'

const REDIRECTS = 20_000
const REPORTED = 5_000

export async function storedRow({ scratch }: Pace, seeds: Seeds): Promise<void> {
  const { database: seeded, codes } = await seeds.clicks()
  const database = copyOf(seeded, 'stored')
  const server = await startGoodword(database, scratch)
  print('\nstored: every answer read and counted, SQLite')
  await countExactly('GET /r/:code', server, database, redirectLoad(codes), REDIRECTS)
  await countExactly('POST /v1/clicks', server, database, clickLoad(codes), REPORTED)
  await server.stop()
}

interface Stored {
  rows: number
  /** The sum of the daily counters, clicks that were not counted as such included. */
  counted: number
}

const QUERY = `select (select count(*) from click) as rows,
  (select coalesce(sum(clicks + flagged), 0) from click_day) as counted`

export async function clicksStored({ dataDir, databaseUrl }: Database): Promise<Stored> {
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query<Record<keyof Stored, string>>(QUERY)
    await client.end()
    return { rows: Number(rows[0]?.rows), counted: Number(rows[0]?.counted) }
  }
  const db = new Sqlite(join(dataDir, 'clicks.db'), { readonly: true })
  const found = db.prepare(QUERY).get() as Stored
  db.close()
  return found
}

/** Load that was broken off leaves requests behind, which are still being stored. */
async function clicksAtRest(database: Database): Promise<Stored> {
  for (let before = await clicksStored(database); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    const now = await clicksStored(database)
    if (now.rows === before.rows) return now
    before = now
  }
}

/**
 * Sends so many requests, reads every answer and counts. A redirect that says
 * itself that its click is unconfirmed may have been stored or not.
 *
 * @throws when a click was acknowledged and not stored, or stored and not served.
 */
export async function countExactly(
  what: string,
  server: Running,
  database: Database,
  load: Load,
  requests: number,
): Promise<void> {
  const before = await clicksAtRest(database)
  let acknowledged = 0
  let unconfirmed = 0
  let refused = 0
  await ask(server.url, load, {
    more: (sent) => sent < requests,
    answered({ status, headers }) {
      if (status !== 302 && status !== 201) refused++
      else if (headers['goodword-click'] === undefined) acknowledged++
      else unconfirmed++
    },
  })
  const after = await clicksStored(database)
  const rows = after.rows - before.rows
  const counted = after.counted - before.counted
  const exact = rows >= acknowledged && rows <= acknowledged + unconfirmed && counted === rows
  print(
    `  ${what}: ${requests} sent, ${acknowledged} acknowledged, ${unconfirmed} unconfirmed, ${refused} refused; ` +
      `${rows} rows and ${counted} counted added: ${exact ? 'ok' : 'NOT THE SAME'}`,
  )
  if (!exact) throw new Error(`${what}: served and stored are not the same`)
}
