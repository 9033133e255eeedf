/**
 * Databases for tests that need hundreds of them: on SQLite a copy of prepared
 * files, on PostgreSQL the same few databases, emptied.
 */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openSqlite } from '../../server/db/sqlite.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { openTestStore, type TestStore } from './engines.ts'

export interface Opened {
  store: OpenStore
  drop(): Promise<void>
  /** Keeps what is on disk at this moment, also in the middle of a transaction. */
  freeze(): Frozen
}

/** Ends the store, and opens what a process would find that starts after the old one had died at that moment. */
export type Frozen = () => Promise<Opened>

/** Where files live in memory, if there is such a place: what is tested with these is not durability. */
const QUICK = '/dev/shm'

const files = ['goodword.db', 'clicks.db']
/** Committed pages are in the log until a checkpoint. */
const logs = files.map((name) => `${name}-wal`)

/** Closes the store and takes the content of its folder away. */
export async function pickUp(store: OpenStore, dataDir: string): Promise<Map<string, Buffer>> {
  await store.close()
  const content = new Map(files.map((name) => [name, readFileSync(join(dataDir, name))]))
  rmSync(dataDir, { recursive: true, force: true })
  return content
}

const newFolder = (): string => mkdtempSync(join(existsSync(QUICK) ? QUICK : tmpdir(), 'goodword-test-'))

export async function putDown(content: Map<string, Buffer>): Promise<Opened> {
  const dir = newFolder()
  for (const [name, bytes] of content) writeFileSync(join(dir, name), bytes)
  return openFolder(dir)
}

async function openFolder(dir: string): Promise<Opened> {
  const store = await openSqlite({ dir })
  const drop = async (): Promise<void> => {
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  }
  return {
    store,
    drop,
    freeze() {
      const copy = newFolder()
      for (const name of [...files, ...logs]) {
        if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(copy, name))
      }
      return async () => {
        await drop()
        return openFolder(copy)
      }
    },
  }
}

/** Gives empty databases; what is dropped is given again. Close it at the end. */
export function postgresPool(): { open(): Promise<Opened>; close(): Promise<void> } {
  const idle: TestStore[] = []
  const give = (opened: TestStore): Opened => ({
    store: opened.store,
    drop: async () => void idle.push(opened),
    // The database lives on; what dies with a process are its connections and what they have not committed.
    freeze: () => async () => give(await opened.reopen()),
  })
  return {
    async open() {
      const opened = idle.pop() ?? (await openTestStore('postgres'))
      await empty(opened.store)
      return give(opened)
    },
    async close() {
      for (const { drop } of idle.splice(0)) await drop()
    },
  }
}

/** A replica does not fire triggers, so that history can be deleted too. */
async function empty({ db }: OpenStore): Promise<void> {
  await sql`do $$
    declare name text;
    begin
      perform set_config('session_replication_role', 'replica', true);
      for name in select tablename from pg_tables
        where schemaname = 'public' and tablename not like '%migration%'
      loop
        execute format('delete from %I', name);
      end loop;
    end $$`.execute(db)
}
