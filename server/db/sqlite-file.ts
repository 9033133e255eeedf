/**
 * How each SQLite file is opened. Apart from `sqlite.ts`, because the click
 * writer needs nothing else of it: a thread holds what it loads.
 */
import { join } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { loadEngine } from './errors.ts'

type Connection = BetterSqlite3.Database

export const loadSqlite = (): Promise<typeof BetterSqlite3> =>
  loadEngine('SQLite', 'npm install better-sqlite3@12', async () => (await import('better-sqlite3')).default)

/** For the thread that writes nothing but clicks; the file is there, `openSqlite` made it. */
export async function openClicksFile(dir: string): Promise<Connection> {
  const Sqlite = await loadSqlite()
  const file = new Sqlite(join(dir, 'clicks.db'), { fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  return durable(file, CLICKS)
}

/**
 * better-sqlite3 waits for a lock on the thread that answers requests, so it
 * may not wait long. Only a backup or a verify can be in the way.
 */
export const BUSY_TIMEOUT_MS = 250

interface Sizes {
  cacheKb: number
  /** The log goes into the file when it is this long. */
  checkpointPages: number
}

/** A sale changes pages all over the file, the same ones as many others: each goes into the file once for them all. */
export const MONEY: Sizes = { cacheKb: 8_000, checkpointPages: 16_000 }
/** Rows are appended and counters of today updated: the same few pages. What was only written is not read again. */
export const CLICKS: Sizes = { cacheKb: 4_000, checkpointPages: 4_000 }

export function durable(connection: Connection, { cacheKb, checkpointPages }: Sizes): Connection {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // Without it, REPLACE would delete rows past the append-only triggers.
  connection.pragma('recursive_triggers = ON')
  // What is deleted, such as a visitor salt, is overwritten in the file.
  connection.pragma('secure_delete = ON')
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  // A log that grew under load shrinks again at the next checkpoint.
  connection.pragma('journal_size_limit = 67108864')
  connection.pragma(`cache_size = -${cacheKb}`)
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: BUSY_TIMEOUT_MS }
  for (const [name, value] of Object.entries(expected)) {
    const actual = connection.pragma(name, { simple: true })
    if (actual !== value) {
      throw new Error(`${connection.name} cannot be used safely: ${name} is ${actual}, not ${value}.`)
    }
  }
  return connection
}
