/**
 * Starts one real PostgreSQL for the whole test run, with a migrated template
 * database that tests clone. Give it to every project whose tests use
 * test/support/engines.ts, as a globalSetup: it starts once all the same.
 *
 * GOODWORD_TEST_ENGINES=sqlite leaves it out. GOODWORD_TEST_FSYNC=on makes it
 * as durable as in production, and slower.
 */
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { openPostgres } from '../../server/db/postgres.ts'
import { onServer, type PostgresServer, startPostgres } from '../support/postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's `postgres` database; empty when PostgreSQL is left out. */
    pgUrl: string
  }
}

export const TEMPLATE = 'goodword_template'

// Each project loads this file for itself, so what they share hangs on the process.
const shared = globalThis as typeof globalThis & {
  goodwordPostgres?: { users: number; server: Promise<PostgresServer> } | undefined
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.GOODWORD_TEST_ENGINES === 'sqlite') {
    project.provide('pgUrl', '')
    return async () => {}
  }
  shared.goodwordPostgres ??= { users: 0, server: start() }
  const mine = shared.goodwordPostgres
  mine.users++
  project.provide('pgUrl', (await mine.server).url)
  return async () => {
    if (--mine.users > 0) return
    shared.goodwordPostgres = undefined
    await (await mine.server).stop()
  }
}

async function start(): Promise<PostgresServer> {
  const server = await startPostgres({ durable: process.env.GOODWORD_TEST_FSYNC === 'on' })
  try {
    await makeTemplate(server.url)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function makeTemplate(url: string): Promise<void> {
  await onServer(url, `create database ${TEMPLATE}`)
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  const store = await openPostgres({ url: template.href, poolSize: 1 })
  await migrate(store)
  await store.close()
}
