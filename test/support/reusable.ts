/**
 * Databases for tests that need hundreds of them: on SQLite a copy of prepared
 * files, on PostgreSQL the same few databases, emptied.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openSqlite } from '../../server/db/sqlite.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { openTestStore } from './engines.ts'

export interface Opened {
  store: OpenStore
  drop(): Promise<void>
}

/** Where files live in memory, if there is such a place: what is tested with these is not durability. */
const QUICK = '/dev/shm'

const files = ['goodword.db', 'clicks.db']

/** Closes the store and takes the content of its folder away. */
export async function pickUp(store: OpenStore, dataDir: string): Promise<Map<string, Buffer>> {
  await store.close()
  const content = new Map(files.map((name) => [name, readFileSync(join(dataDir, name))]))
  rmSync(dataDir, { recursive: true, force: true })
  return content
}

export async function putDown(content: Map<string, Buffer>): Promise<Opened> {
  const dir = mkdtempSync(join(existsSync(QUICK) ? QUICK : tmpdir(), 'goodword-test-'))
  for (const [name, bytes] of content) writeFileSync(join(dir, name), bytes)
  const store = await openSqlite({ dir })
  return {
    store,
    async drop() {
      await store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Gives empty databases; what is dropped is given again. Close it at the end. */
export function postgresPool(): { open(): Promise<Opened>; close(): Promise<void> } {
  const idle: Opened[] = []
  return {
    async open() {
      const opened = idle.pop() ?? (await openTestStore('postgres'))
      await empty(opened.store)
      return { store: opened.store, drop: async () => void idle.push(opened) }
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
