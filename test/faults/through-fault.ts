/**
 * One server through one fault of its store, under steady visits and mixed API
 * load: what was promised for the time of the fault, for its end and for
 * afterwards, measured and compared with what is stored.
 */
import { SK } from '../support/app.ts'
import { type Place, runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { type Audit, audit, missingClicks } from './audit.ts'
import { type Books, enrol, type Link, newBooks, settleAll, startLoad } from './load.ts'
import { readMetrics } from './metrics.ts'
import { startVisits, type Visits } from './steady.ts'

export interface Fault {
  begin(): Promise<void> | void
  end(): Promise<void> | void
}

export interface Outcome {
  visits: Visits
  books: Books
  /** During the fault. */
  waitingAtMost: number
  dropped: number
  /** From the end of the fault until every route had answered normally. */
  recoveredMs: number
  /** Somebody was turned away even later. */
  turnedAwayAfter: boolean
  /** Clicks, confirmed or not, that are not stored in the end. */
  clicksMissing: number
  audit: Audit
  verify: { code: number | null; output: string }
  exit: number | null
}

const VISITS_PER_SECOND = 200
/** For one try, and three times that for all. */
const PATIENCE_MS = 5_000
const GIVE_UP_MS = 3 * PATIENCE_MS
/** Links known to the server before anything breaks. */
const LINKS = 4

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function throughFault(
  cli: string,
  place: Place,
  fault: Fault,
  seconds: number,
): Promise<Outcome> {
  const server = await startServer(cli, place)
  try {
    return await put(cli, place, server, fault, seconds)
  } finally {
    // Nothing when it has ended as it should.
    await server.end('SIGKILL')
  }
}

async function put(
  cli: string,
  place: Place,
  server: ServerProcess,
  fault: Fault,
  seconds: number,
): Promise<Outcome> {
  const books = newBooks()
  const links: Link[] = []
  for (let n = 0; n < LINKS; n++) links.push(await enrol(server.url, `partner-${n}@agency.example`))
  // The first answers of a new process are slow for reasons of their own.
  const warmUp = startVisits(() => server.url, links, VISITS_PER_SECOND)
  const load = startLoad(server.url, links[0]?.code ?? '', books)
  await load.underWay
  await pause(500)
  const before = await warmUp.stop()
  const judged = startVisits(() => server.url, links, VISITS_PER_SECOND)
  await pause(300)

  let waitingAtMost = 0
  let ended = 0
  let recovered = 0
  try {
    waitingAtMost = await during(fault, seconds, server.url)
    ended = performance.now()
    while (!(await everyRouteAnswers(server.url, links)) && performance.now() - ended < GIVE_UP_MS);
    recovered = performance.now()
    await pause(700)
  } finally {
    await load.stop()
    await judged.stop()
  }
  const { visits } = judged
  const turnedAwayAfter = books.lastTurnedAway > recovered
  await settleAll(server.url, books)
  await everythingStored(server.url)

  const { goodword_clicks_dropped_total: dropped = 0 } = await readMetrics(server.url)
  const clicks = [before, visits, { confirmed: books.clicks, unconfirmed: books.unconfirmed }].flatMap(
    ({ confirmed, unconfirmed }) => [...confirmed, ...unconfirmed],
  )
  return {
    visits,
    books,
    waitingAtMost,
    dropped,
    recoveredMs: recovered - ended,
    turnedAwayAfter,
    clicksMissing: (await missingClicks(place, clicks)).length,
    audit: await audit(place, books),
    verify: await runCommand(cli, ['verify'], place),
    exit: await server.end('SIGTERM'),
  }
}

/** @returns how many clicks waited at most. */
async function during(fault: Fault, seconds: number, url: string): Promise<number> {
  let waitingAtMost = 0
  await fault.begin()
  try {
    const until = performance.now() + seconds * 1_000
    while (performance.now() < until) {
      await pause(100)
      waitingAtMost = Math.max(waitingAtMost, (await readMetrics(url)).goodword_clicks_waiting ?? 0)
    }
  } finally {
    await fault.end()
  }
  return waitingAtMost
}

/** One of every kind, each as it answers when nothing is wrong. */
async function everyRouteAnswers(url: string, links: readonly Link[]): Promise<boolean> {
  const headers = { Authorization: `Bearer ${SK}`, 'Content-Type': 'application/json' }
  const options = { redirect: 'manual' as const, signal: AbortSignal.timeout(PATIENCE_MS) }
  const post = (path: string, body: object) =>
    fetch(`${url}${path}`, { ...options, headers, method: 'POST', body: JSON.stringify(body) })
  const get = (path: string) => fetch(`${url}${path}`, { ...options, headers })
  const externalId = `probe-${Math.random()}`
  try {
    const answers = await Promise.all([
      get('/readyz'),
      get('/v1/program'),
      get('/v1/partners'),
      get('/v1/commissions'),
      get(`/r/${links[0]?.code}`),
      post('/v1/customers', { externalId }),
      post('/v1/coupons', { code: externalId.replace(/\W/g, ''), partnerId: await aPartner(get) }),
    ])
    for (const answer of answers) await answer.arrayBuffer()
    return answers.every(({ status, headers }) => status < 400 && !headers.has('goodword-click'))
  } catch {
    return false
  }
}

async function aPartner(get: (path: string) => Promise<Response>): Promise<string> {
  const { data } = (await (await get('/v1/partners')).json()) as { data: { id: string }[] }
  return data[0]?.id ?? ''
}

async function everythingStored(url: string): Promise<void> {
  const until = performance.now() + GIVE_UP_MS
  while (performance.now() < until) {
    if (((await readMetrics(url)).goodword_clicks_waiting ?? 0) === 0) return
    await pause(50)
  }
}
