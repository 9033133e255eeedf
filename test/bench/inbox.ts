/** Signed events of Stripe, each stored durably before it is answered, beside a server that only parses and answers. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { fixtures } from '../services/stripe/fixtures.ts'
import { numbered, startingAt } from '../services/stripe/ledger.ts'
import { stripeSignature } from '../support/stripe.ts'
import { copyOf, STRIPE_SECRET, startGoodword } from './goodword.ts'
import type { Load, Request } from './load.ts'
import type { Running } from './processes.ts'
import { type Pace, race } from './race.ts'
import { startBaseline } from './redirect.ts'
import { clickIds } from './sales.ts'
import type { Seeds } from './seeds.ts'
import { print, printBound, printRatio } from './table.ts'

const CONNECTIONS = 16
/** Told of one customer after another: payments and subscriptions, paid, refunded, upgraded and disputed. */
const STORIES = ['partial refund', 'subscription', 'refund of a renewal', 'dispute lost', 'proration up']
/** More than our server answers; the bare one starts again from the first. */
const MOST_PER_SECOND = 8_000
/** No longer is waited until what was stored is processed. */
const MOST_SECONDS = 300

export async function inboxRow(pace: Pace, seeds: Seeds): Promise<void> {
  const { scratch } = pace
  const { database, partners } = await seeds.clicks()
  const own = copyOf(database, 'events')
  const server = await startGoodword(own, scratch)
  const hono = await startBaseline('hono', undefined, scratch)
  const [clickId = ''] = await clickIds(server, partners)
  const [bare, mine] = await race(
    `events of Stripe: signed, a story of each customer, ${CONNECTIONS} connections, SQLite`,
    [
      { name: 'bare Hono, JSON', server: hono, load: () => eventLoad('/json', clickId, pace.seconds) },
      { name: 'POST /hooks/stripe', server, load: () => eventLoad('/hooks/stripe', clickId, pace.seconds) },
    ],
    pace,
  )
  const before = await waiting(server)
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1_000
  let left = before
  while (left > 0 && seconds() < MOST_SECONDS) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    left = await waiting(server)
  }
  const rate = (before - left) / seconds()
  await Promise.all([server, hono].map((one) => one.stop()))
  printRatio(mine, bare, 0.2)
  const acknowledged = mine.visits.reduce((sum, seen) => sum + seen.acknowledged, 0)
  const { all, failed } = stored(own.dataDir)
  printBound('events stored of those answered', Math.min(1, all / acknowledged), '≥', 1)
  printBound('events that failed, or are tried again', failed, '≤', 0)
  printBound('events still waiting after five minutes', left, '≤', 0)
  print(`  processed while nothing else comes in: ${before - left}, ${rate.toFixed(0)} a second`)
}

let customers = 0

/** Their stories are over: what has yet to happen is refused. */
const SECONDS_AGO = 90 * 86_400

/** Every event is a new one. */
function eventLoad(path: string, clickId: string, seconds: number): Load {
  const now = Math.floor(Date.now() / 1_000)
  const requests: Request[] = []
  while (requests.length < MOST_PER_SECOND * seconds) {
    const story = fixtures[STORIES[customers % STORIES.length] ?? ''] ?? []
    for (const event of startingAt(now - SECONDS_AGO, numbered(story, ++customers, clickId))) {
      const body = JSON.stringify(event)
      const headers = { 'Stripe-Signature': stripeSignature(body, now, STRIPE_SECRET) }
      requests.push({ method: 'POST', path, headers, body })
    }
  }
  return { connections: CONNECTIONS, headers: { 'Content-Type': 'application/json' }, requests }
}

async function waiting({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const found = /^goodword_inbox_events\{source="stripe",status="waiting"\} (\d+)$/m.exec(text)
  return Number(found?.[1] ?? 0)
}

function stored(dataDir: string): { all: number; failed: number } {
  const db = new Sqlite(join(dataDir, 'goodword.db'), { readonly: true })
  const counts = "select count(*) as 'all', sum(outcome like 'Failed:%') as failed from inbox_event"
  const found = db.prepare(counts).get() as { all: number; failed: number }
  db.close()
  return found
}
