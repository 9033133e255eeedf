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
/** Checkout, charge, refund, and the charge once more. */
const STORY = 'partial refund'
/** More than our server answers; the bare one starts again from the first. */
const MOST_PER_SECOND = 2_500
/** For so long it is watched how quickly what was stored is processed. */
const WATCHED_SECONDS = 10

export async function inboxRow(pace: Pace, seeds: Seeds): Promise<void> {
  const { scratch } = pace
  const { database, partners } = await seeds.clicks()
  const own = copyOf(database, 'events')
  const server = await startGoodword(own, scratch)
  const hono = await startBaseline('hono', undefined, scratch)
  const [clickId = ''] = await clickIds(server, partners)
  const [bare, mine] = await race(
    `events of Stripe: signed, four of each customer, ${CONNECTIONS} connections, SQLite`,
    [
      { name: 'bare Hono, JSON', server: hono, load: () => eventLoad('/json', clickId, pace.seconds) },
      { name: 'POST /hooks/stripe', server, load: () => eventLoad('/hooks/stripe', clickId, pace.seconds) },
    ],
    pace,
  )
  const before = await waiting(server)
  await new Promise((resolve) => setTimeout(resolve, WATCHED_SECONDS * 1_000))
  const after = await waiting(server)
  await Promise.all([server, hono].map((one) => one.stop()))
  printRatio(mine, bare, 0.2)
  const acknowledged = mine.visits.reduce((sum, seen) => sum + seen.acknowledged, 0)
  printBound('events stored of those answered', Math.min(1, stored(own.dataDir) / acknowledged), '≥', 1)
  const left = after === 0 ? ' or more' : ''
  print(`  processed while nothing else comes in: ${Math.round((before - after) / WATCHED_SECONDS)}/s${left}`)
}

let customers = 0

/** Every event is a new one. */
function eventLoad(path: string, clickId: string, seconds: number): Load {
  const story = fixtures[STORY] ?? []
  const now = Math.floor(Date.now() / 1_000)
  const count = Math.ceil((MOST_PER_SECOND * seconds) / story.length)
  const requests: Request[] = []
  for (let n = 0; n < count; n++) {
    for (const event of startingAt(now, numbered(story, ++customers, clickId))) {
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

function stored(dataDir: string): number {
  const db = new Sqlite(join(dataDir, 'goodword.db'), { readonly: true })
  const { count } = db.prepare('select count(*) as count from inbox_event').get() as { count: number }
  db.close()
  return count
}
