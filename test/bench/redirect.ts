/** The redirect and the reported click beside servers that do nothing but answer. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './client.ts'
import { copyOf, PK, startGoodword } from './goodword.ts'
import { apiHeaders, browserHeaders, type Load } from './load.ts'
import { type Running, start } from './processes.ts'
import { type Pace, race } from './race.ts'
import { CLICKS, LINKS, type Seeds } from './seeds.ts'
import { clicksStored } from './stored.ts'
import { printBound, printRatio, printTail } from './table.ts'

const CONNECTIONS = 64

export const redirectLoad = (codes: string[]): Load => ({
  connections: CONNECTIONS,
  headers: browserHeaders,
  requests: codes.map((code) => ({ method: 'GET', path: `/r/${code}` })),
})

export const clickLoad = (codes: string[]): Load => ({
  connections: CONNECTIONS,
  headers: apiHeaders(PK),
  requests: codes.map((code) => ({
    method: 'POST',
    path: '/v1/clicks',
    body: JSON.stringify({
      code,
      url: `https://acme.example/?via=${code}`,
      referrer: 'https://blog.example/',
    }),
  })),
})

/** Bare servers that answer with the headers of our own redirect. */
export async function startBaseline(
  kind: 'http' | 'hono',
  like: { server: Running; code: string } | undefined,
  scratch: string,
): Promise<Running> {
  const headers = like ? await headersOf(like.server, like.code) : {}
  const args = ['test/bench/baselines.js', kind]
  return start({ args, env: { HEADERS: JSON.stringify(headers) }, readyPath: '/readyz', scratch })
}

/** Without those that the listener adds by itself. */
async function headersOf(server: Running, code: string): Promise<Record<string, unknown>> {
  let found: Record<string, unknown> = {}
  const load = { connections: 1, headers: browserHeaders, requests: [{ method: 'GET', path: `/r/${code}` }] }
  await ask(server.url, load, {
    more: (sent) => sent < 1,
    answered({ status, headers }) {
      if (status !== 302) throw new Error(`the redirect answers ${status}`)
      const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...ours } = headers
      found = ours
    },
  })
  return found
}

export async function redirectRow(pace: Pace, seeds: Seeds): Promise<void> {
  const { scratch } = pace
  const { database: seeded, codes } = await seeds.clicks()
  const database = copyOf(seeded, 'redirect')
  const before = { bytes: bytesIn(database.dataDir), clicks: await clicksStored(database) }
  const ours = await startGoodword(database, scratch)
  const like = { server: ours, code: codes[0] ?? '' }
  const http = await startBaseline('http', like, scratch)
  const hono = await startBaseline('hono', like, scratch)
  const load = redirectLoad(codes)
  const [bareHttp, bareHono, redirect, clicks] = await race(
    `redirect: ${LINKS} links, ${CLICKS} clicks stored, ${CONNECTIONS} connections, SQLite`,
    [
      { name: 'bare node:http', server: http, load },
      { name: 'bare Hono', server: hono, load },
      { name: 'GET /r/:code', server: ours, load },
      { name: 'POST /v1/clicks', server: ours, load: clickLoad(codes) },
    ],
    pace,
  )
  await Promise.all([ours, http, hono].map((server) => server.stop()))
  const after = { bytes: bytesIn(database.dataDir), clicks: await clicksStored(database) }

  printRatio(redirect, bareHono, 0.6)
  printRatio(redirect, bareHttp, 0.45)
  printRatio(clicks, redirect, 0.7)
  printTail(redirect, bareHttp)
  printBound('peak resident memory under load', redirect.memory.peakMb, '≤', 160, 'MB')
  const grown = (after.bytes - before.bytes) / (after.clicks.rows - before.clicks.rows)
  printBound('bytes a click, files as grown', grown, '≤', 120, 'B')
}

const bytesIn = (dir: string): number =>
  readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0)
