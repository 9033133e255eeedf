/** What is in the click tables, asked from outside the server. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Database } from './goodword.ts'

export interface Stored {
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
