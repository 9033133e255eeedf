/** Fresh, migrated databases for tests, on both engines. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { migrate } from '../../server/db/migrate.ts'
import { openPostgres } from '../../server/db/postgres.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { TEMPLATE } from '../setup/postgres.ts'
import { onServer } from './postgres-server.ts'

export type Engine = 'sqlite' | 'postgres'

/** Both, or SQLite alone with GOODWORD_TEST_ENGINES=sqlite. Use with `describe.each(engines)`. */
export const engines: Engine[] =
  process.env.GOODWORD_TEST_ENGINES === 'sqlite' ? ['sqlite'] : ['sqlite', 'postgres']

export interface TestDatabase {
  /** What `openStore` takes to open the same database again, also from another process. */
  options: { dataDir: string; databaseUrl?: string }
  /** Removes it. Close every store on it first. */
  drop(): Promise<void>
}

/** A fresh database, with all tables unless `empty`, without a store on it. */
export const newDatabase = (engine: Engine, { empty = false } = {}): Promise<TestDatabase> =>
  engine === 'sqlite' ? newSqlite(empty) : newPostgres(empty)

export interface TestStore extends Pick<TestDatabase, 'options'> {
  store: OpenStore
  /** Closes the store and opens another one on the same database. */
  reopen(): Promise<TestStore>
  /** Closes and removes it. */
  drop(): Promise<void>
}

/** A store on a fresh database of its own. */
export const openTestStore = async (engine: Engine): Promise<TestStore> =>
  openDatabase(await newDatabase(engine))

async function openDatabase(database: TestDatabase): Promise<TestStore> {
  const { options, drop } = database
  const store = options.databaseUrl
    ? await openPostgres({ url: options.databaseUrl, poolSize: 5 })
    : await openSqlite({ dir: options.dataDir })
  return {
    store,
    options,
    async reopen() {
      await store.close()
      return openDatabase(database)
    },
    async drop() {
      await store.close()
      await drop()
    },
  }
}

let sqliteTemplate: Promise<Map<string, Buffer>> | undefined

/** Writing two small files is quicker than creating thirty tables. */
async function newSqlite(empty: boolean): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-test-'))
  if (!empty) sqliteTemplate ??= migratedFiles()
  const files = empty || !sqliteTemplate ? [] : await sqliteTemplate
  for (const [name, content] of files) writeFileSync(join(dataDir, name), content)
  return { options: { dataDir }, drop: async () => rmSync(dataDir, { recursive: true, force: true }) }
}

async function migratedFiles(): Promise<Map<string, Buffer>> {
  const dir = mkdtempSync(join(tmpdir(), 'goodword-test-'))
  const store = await openSqlite({ dir })
  await migrate(store)
  await store.close()
  const files = new Map(['goodword.db', 'clicks.db'].map((name) => [name, readFileSync(join(dir, name))]))
  rmSync(dir, { recursive: true, force: true })
  return files
}

async function newPostgres(empty: boolean): Promise<TestDatabase> {
  const server = inject('pgUrl')
  if (!server) throw new Error('The project of this test needs test/setup/postgres.ts as a globalSetup.')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await onServer(server, `create database ${name} template ${empty ? 'template1' : TEMPLATE}`)
  return {
    options: { dataDir: '', databaseUrl: url.href },
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  }
}
