/**
 * One server through faults of its store, one after another, under steady
 * visits and mixed API load: what was promised for the time of each fault, for
 * its end and for afterwards, measured and compared with what is stored.
 */
import { type Place, runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { type Audit, audit, missingClicks } from './audit.ts'
import { type Books, enrol, type Link, newBooks, settleAll, startLoad } from './load.ts'
import { readMetrics } from './metrics.ts'
import { everyRouteAnswers } from './probe.ts'
import { startVisits, type Visits } from './steady.ts'

export interface Fault {
  name: string
  seconds: number
  begin(): Promise<void> | void
  end(): Promise<void> | void
}

export interface OneFault {
  name: string
  seconds: number
  /** From shortly before it until a little after the recovery. */
  visits: Visits
  /** API requests in that time that were asked to come again. */
  turnedAway: number
  /** Clicks; during the fault. */
  waitingAtMost: number
  /** From the end of the fault until every route had answered normally. */
  recoveredMs: number
  /** Somebody was turned away even later. */
  turnedAwayAfter: boolean
}

export interface Outcome {
  faults: OneFault[]
  books: Books
  dropped: number
  /** Clicks, confirmed or not, that are not stored in the end. */
  clicksMissing: number
  audit: Audit
  verify: { code: number | null; output: string }
  exit: number | null
}

const VISITS_PER_SECOND = 200
const GIVE_UP_MS = 15_000
/** Links known to the server before anything breaks. */
const LINKS = 4

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function throughFaults(cli: string, place: Place, faults: readonly Fault[]): Promise<Outcome> {
  const server = await startServer(cli, place)
  try {
    return await put(cli, place, server, faults)
  } finally {
    // Nothing when it has ended as it should.
    await server.end('SIGKILL')
  }
}

async function put(
  cli: string,
  place: Place,
  server: ServerProcess,
  faults: readonly Fault[],
): Promise<Outcome> {
  const { url } = server
  const books = newBooks()
  const links: Link[] = []
  for (let n = 0; n < LINKS; n++) links.push(await enrol(url, `partner-${n}@agency.example`))
  const seen: OneFault[] = []
  const load = startLoad(url, links[0]?.code ?? '', books)
  // The first answers of a new process are slow for reasons of their own.
  const warmUp = startVisits(() => url, links, VISITS_PER_SECOND)
  try {
    await load.acknowledged(1, 0)
    await pause(500)
    await warmUp.stop()
    for (const fault of faults) seen.push(await one(url, links, books, fault))
  } finally {
    await warmUp.stop()
    await load.stop()
  }
  await settleAll(url, books)
  await everythingStored(url)
  const { goodword_clicks_dropped_total: dropped = 0 } = await readMetrics(url)
  const clicks = [warmUp.visits, ...seen.map(({ visits }) => visits)]
    .flatMap(({ confirmed, unconfirmed }) => [...confirmed, ...unconfirmed])
    .concat(...books.clicks, ...books.unconfirmed)
  return {
    faults: seen,
    books,
    dropped,
    clicksMissing: (await missingClicks(place, clicks)).length,
    audit: await audit(place, books),
    verify: await runCommand(cli, ['verify'], place),
    exit: await server.end('SIGTERM'),
  }
}

async function one(url: string, links: Link[], books: Books, fault: Fault): Promise<OneFault> {
  const { name, seconds } = fault
  const { turnedAway } = books
  const judged = startVisits(() => url, links, VISITS_PER_SECOND)
  try {
    await pause(200)
    const waitingAtMost = await during(fault, url)
    const ended = performance.now()
    while (!(await everyRouteAnswers(url, links[0] as Link)) && performance.now() - ended < GIVE_UP_MS);
    const recovered = performance.now()
    await pause(500)
    return {
      name,
      seconds,
      visits: await judged.stop(),
      turnedAway: books.turnedAway - turnedAway,
      waitingAtMost,
      recoveredMs: recovered - ended,
      turnedAwayAfter: books.lastTurnedAway > recovered,
    }
  } finally {
    await judged.stop()
  }
}

/** @returns how many clicks waited at most. */
async function during(fault: Fault, url: string): Promise<number> {
  let waitingAtMost = 0
  await fault.begin()
  try {
    const until = performance.now() + fault.seconds * 1_000
    while (performance.now() < until) {
      await pause(100)
      waitingAtMost = Math.max(waitingAtMost, (await readMetrics(url)).goodword_clicks_waiting ?? 0)
    }
  } finally {
    await fault.end()
  }
  return waitingAtMost
}

async function everythingStored(url: string): Promise<void> {
  const until = performance.now() + GIVE_UP_MS
  while (performance.now() < until) {
    if (((await readMetrics(url)).goodword_clicks_waiting ?? 0) === 0) return
    await pause(50)
  }
}
