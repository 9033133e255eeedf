/** "Long reports never delay a redirect": the redirect while somebody keeps asking for the most expensive page. */
import { ask } from './client.ts'
import { copyOf, SK, startGoodword } from './goodword.ts'
import { apiHeaders } from './load.ts'
import type { Running } from './processes.ts'
import { type Pace, race } from './race.ts'
import { redirectLoad, startBaseline } from './redirect.ts'
import { SALES, type Seeds } from './seeds.ts'
import { print, printTail } from './table.ts'

/** Reads that look at much; which of them costs most is found out each time. */
const candidates = [
  '/v1/commissions?limit=100',
  ...['held', 'payable', 'void', 'in_payout'].map((status) => `/v1/commissions?limit=100&status=${status}`),
  '/v1/partners?limit=100',
  '/v1/leads?limit=100',
  '/v1/coupons?limit=100',
]

/** What takes longer is the most expensive one, whatever the others take. */
const LONGEST_MS = 5_000

export async function reportsRow(pace: Pace, seeds: Seeds): Promise<void> {
  const { scratch } = pace
  const { database: seeded, codes } = await seeds.sales()
  const database = copyOf(seeded, 'reports')
  const asked = await startGoodword(database, scratch)
  const slowest = await slowestOf(asked)
  await asked.stop()

  const server = await startGoodword(database, scratch)
  const load = redirectLoad(codes)
  const like = { server, code: codes[0] ?? '' }
  // What stands still beside it is the machine's, not ours.
  const http = await startBaseline('http', like, scratch)
  const bare = { name: 'bare node:http', server: http, load }
  const title = `reports: GET /r/:code with ${SALES} sales stored`
  // One after the other: a report may still be running when its asker has gone.
  const [bareFirst, alone] = await race(
    `${title}, alone`,
    [bare, { name: 'GET /r/:code', server, load }],
    pace,
  )
  let answered = 0
  const beside = () => keepAsking(server, slowest.path, () => answered++)
  const [bareThen, accompanied] = await race(
    `${title}, and one connection that keeps asking GET ${slowest.path}`,
    [bare, { name: 'GET /r/:code beside the report', server, load, beside }],
    pace,
  )
  await Promise.all([server, http].map((one) => one.stop()))
  const alonePerReport = slowest.ms > LONGEST_MS ? `more than ${LONGEST_MS}` : slowest.ms.toFixed(0)
  print(`  ${answered} reports answered; one alone takes ${alonePerReport} ms`)
  printTail(alone, bareFirst)
  printTail(accompanied, bareThen)
}

const only = (path: string) => ({
  connections: 1,
  headers: apiHeaders(SK),
  requests: [{ method: 'GET', path }],
})

function keepAsking(server: Running, path: string, answered: () => void): () => Promise<void> {
  const stop = new AbortController()
  const asking = ask(server.url, only(path), { more: () => true, answered, signal: stop.signal })
  const ended = asking.catch((error) => {
    if (!stop.signal.aborted) throw error
  })
  return () => {
    stop.abort()
    return ended
  }
}

async function slowestOf(server: Running): Promise<{ path: string; ms: number }> {
  let slowest = { path: '', ms: 0 }
  for (const path of candidates) {
    const ms = await timeOf(server, path)
    if (ms > slowest.ms) slowest = { path, ms }
    if (ms > LONGEST_MS) break
  }
  return slowest
}

async function timeOf(server: Running, path: string): Promise<number> {
  const signal = AbortSignal.timeout(LONGEST_MS)
  let took = Number.POSITIVE_INFINITY
  const asking = ask(server.url, only(path), {
    more: (sent) => sent < 1,
    answered({ status, ms, body }) {
      if (status !== 200) throw new Error(`${path} answers ${status}: ${body}`)
      took = ms
    },
    signal,
  })
  await asking.catch((error) => {
    if (!signal.aborted) throw error
  })
  return took
}
