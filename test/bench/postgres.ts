/** The redirect on PostgreSQL, which syncs to disk as in production and shares the server's core. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { onServer, startPostgres } from '../support/postgres-server.ts'
import { type Database, startGoodword } from './goodword.ts'
import { childrenOf, movePids, parentOf } from './processes.ts'
import { type Pace, race } from './race.ts'
import { clickLoad, redirectLoad, startBaseline } from './redirect.ts'
import { seedClicks } from './seed-clicks.ts'
import { CLICK_DAYS, CLICKS, LINKS } from './seeds.ts'
import { countExactly } from './stored.ts'
import { print, printRatio, printTail } from './table.ts'
import { makeWorld } from './world.ts'

const COUNTED = 20_000

export async function postgresRow(pace: Pace): Promise<void> {
  const engine = await startPostgres({ durable: true })
  try {
    await onPostgres(engine.url, pace)
  } finally {
    await engine.stop()
  }
}

async function onPostgres(serverUrl: string, pace: Pace): Promise<void> {
  const { scratch } = pace
  const { version, pid } = await lookAt(serverUrl)
  movePids([pid, ...childrenOf(pid).map((child) => child.pid)], 'server')
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database: Database = { dataDir: '', databaseUrl: url.href, databasePid: pid }
  const codes = (await makeWorld(database, LINKS, scratch)).map((partner) => partner.code)
  await seedClicks(database, codes, { clicks: CLICKS, days: CLICK_DAYS })

  const ours = await startGoodword(database, scratch)
  const hono = await startBaseline('hono', { server: ours, code: codes[0] ?? '' }, scratch)
  const load = redirectLoad(codes)
  const [bare, redirect, clicks] = await race(
    `postgres: PostgreSQL ${version}, ${LINKS} links, ${CLICKS} clicks stored, ${load.connections} connections`,
    [
      { name: 'bare Hono', server: hono, load },
      { name: 'GET /r/:code, PostgreSQL', server: ours, load },
      { name: 'POST /v1/clicks, PostgreSQL', server: ours, load: clickLoad(codes) },
    ],
    pace,
  )
  printRatio(redirect, bare, 0.45)
  printRatio(clicks, redirect, 0.7)
  printTail(redirect, bare)
  await countExactly('GET /r/:code', ours, database, load, COUNTED)
  await Promise.all([ours.stop(), hono.stop()])
  print("  CPU µs is the server's and PostgreSQL's together; memory is the server's alone.")
}

async function lookAt(url: string): Promise<{ version: string; pid: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    "select pg_backend_pid() as backend, current_setting('server_version') as version, current_setting('fsync') as fsync",
  )
  const [row] = rows
  const pid = parentOf(row.backend)
  await client.end()
  if (row.fsync !== 'on') throw new Error('PostgreSQL does not sync to disk')
  return { version: row.version, pid }
}
