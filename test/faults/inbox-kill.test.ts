/**
 * kill -9 while Stripe tells of payments, refunds and disputes, in any order
 * and some of it twice: what was answered with 2xx is processed, once.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { fixtures } from '../services/stripe/fixtures.ts'
import { goldenOf, ledgerOf, numbered, startingAt } from '../services/stripe/ledger.ts'
import { BROWSER, STRIPE_SECRET } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { engines } from '../support/engines.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { type Place, runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { type StripeEvent, stripeSignature } from '../support/stripe.ts'
import { enrol } from './load.ts'
import { pause } from './through-fault.ts'

const LONG = process.env.GOODWORD_LONG === '1'
const KILLS = LONG ? { sqlite: 100, postgres: 40 } : { sqlite: 5, postgres: 3 }
/** Answered between two kills, at least. */
const EVENTS_A_KILL = 10
const WORKERS = 8
const TOLD_TWICE = 0.2
const SETTLED_WITHIN_MS = 60_000
const stories = [
  'full refund',
  'partial refund',
  'dispute lost',
  'refund and dispute',
  'one-off',
  'dispute won',
]

let cli: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
})
afterAll(() => rmSync(dirname(cli), { recursive: true }))

const storyOf = (n: number): StripeEvent[] => fixtures[stories[n % stories.length] ?? ''] ?? []

/** Of so many customers, all of whom came by this click, from now on. */
function eventsOf(customers: number, clickId: string): StripeEvent[] {
  const events = Array.from({ length: customers }, (_, n) => numbered(storyOf(n), n, clickId)).flat()
  const now = startingAt(Math.ceil(Date.now() / 1_000), events)
  // The program of an empty database uses dollars.
  return shuffled(JSON.parse(JSON.stringify(now).replaceAll('"eur"', '"usd"')))
}

function shuffled<T>(list: T[]): T[] {
  const ranked = list.map((item) => ({ item, rank: Math.random() }))
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item)
}

interface Told {
  waiting: StripeEvent[]
  /** Answered with 200. */
  answered: Set<string>
  unexpected: string[]
}

/** As Stripe does: what was not answered comes again, and now and then what was. */
function tellAll(url: () => string, told: Told) {
  let running = true
  const work = async (): Promise<void> => {
    while (running) {
      const event = told.waiting.shift()
      if (!event) return
      const body = JSON.stringify(event)
      const signature = stripeSignature(body, Math.floor(Date.now() / 1_000), STRIPE_SECRET)
      const status = await fetch(`${url()}/hooks/stripe`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Stripe-Signature': signature },
        body,
        signal: AbortSignal.timeout(20_000),
      }).then(
        async (response) => {
          await response.arrayBuffer()
          return response.status
        },
        () => undefined,
      )
      if (status === 200) told.answered.add(event.id)
      else if (status !== undefined && status !== 503) told.unexpected.push(`${event.id} ${status}`)
      if (status !== 200) await pause(20)
      if (status !== 200 || Math.random() < TOLD_TWICE) told.waiting.push(event)
    }
  }
  const workers = Promise.all(Array.from({ length: WORKERS }, work))
  return {
    finished: workers,
    async stop() {
      running = false
      await workers
    },
  }
}

/** Runs the loop; `seen` gets the store after each kill, and at the end when all is processed. */
async function killWhileTold(
  { place, file, servers, kills }: { place: Place; file: string; servers: number; kills: number },
  look: (store: OpenStore, answered: ReadonlySet<string>) => Promise<boolean>,
): Promise<{ told: Told; customers: number }> {
  const fleet: ServerProcess[] = []
  const anyUrl = () => fleet[Math.floor(Math.random() * fleet.length)]?.url ?? ''
  try {
    while (fleet.length < servers) fleet.push(await startServer(file, place))
    const { code } = await enrol(anyUrl())
    const clickId = await click(anyUrl(), code)
    // Enough for every kill, with what is told at the end.
    const customers = 12 + 8 * kills
    const told: Told = { waiting: eventsOf(customers, clickId), answered: new Set(), unexpected: [] }
    for (let kill = 0; kill < kills; kill++) {
      const enough = told.answered.size + EVENTS_A_KILL
      const telling = tellAll(anyUrl, told)
      while (told.answered.size < enough) await pause(1)
      await pause(Math.random() * 30)
      const [victim] = fleet.splice(Math.floor(Math.random() * fleet.length), 1)
      await victim?.end('SIGKILL')
      await telling.stop()
      fleet.push(await startServer(file, place))
      if (await reading(place, (store) => look(store, told.answered))) return { told, customers }
    }
    await tellAll(anyUrl, told).finished
    await settled(place)
    return { told, customers }
  } finally {
    for (const server of fleet) await server.end('SIGKILL')
  }
}

/** A server that answers before it has stored does not know the link at once. */
async function click(url: string, code: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${url}/r/${code}`, {
      redirect: 'manual',
      headers: { 'User-Agent': BROWSER },
    })
    const clickId = new URL(answer.headers.get('location') ?? url).searchParams.get('gw')
    if (clickId) return clickId
    await pause(20)
  }
}

async function reading<T>(place: Place, look: (store: OpenStore) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir: place.dataDir, databaseUrl: place.databaseUrl, readonly: true })
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}

const settled = (place: Place): Promise<void> =>
  reading(place, async ({ db }) => {
    const until = performance.now() + SETTLED_WITHIN_MS
    const waiting = () =>
      db.selectFrom('inbox_event').where('due_at', 'is not', null).select(['id', 'outcome'])
    while ((await waiting().executeTakeFirst()) && performance.now() < until) await pause(50)
    expect(await waiting().execute()).toEqual([])
  })

const lost = async ({ db }: OpenStore, answered: ReadonlySet<string>): Promise<string[]> => {
  const stored = new Set((await db.selectFrom('inbox_event').select('id').execute()).map(({ id }) => id))
  return [...answered].filter((id) => !stored.has(id))
}

describe.each(engines)('kill -9 while events come in, on %s', (engine) => {
  const servers = engine === 'sqlite' ? 1 : 2
  let postgres: PostgresServer | undefined
  let databases = 0
  beforeAll(async () => {
    if (engine === 'postgres') postgres = await startPostgres({ durable: true })
  })
  afterAll(() => postgres?.stop())

  async function inPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
    const dataDir = mkdtempSync(join(tmpdir(), 'goodword-inbox-'))
    const databaseUrl = await postgres?.createDatabase(`inbox_${++databases}`)
    try {
      return await work({ dataDir, databaseUrl, env: { STRIPE_WEBHOOK_SECRETS: STRIPE_SECRET } })
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }

  test(
    `${KILLS[engine]} kills: every event that was answered is processed, and counts once`,
    { timeout: 1_200_000 },
    () =>
      inPlace(async (place) => {
        const kills = KILLS[engine]
        const { told, customers } = await killWhileTold(
          { place, file: cli, servers, kills },
          async (store, answered) => {
            expect(await lost(store, answered)).toEqual([])
            return false
          },
        )
        expect(told.unexpected).toEqual([])
        await reading(place, async (store) => {
          expect(await lost(store, told.answered)).toEqual([])
          const events = await store.db
            .selectFrom('inbox_event')
            .select(['id', 'status', 'outcome'])
            .execute()
          expect(events.map(({ id }) => id).sort()).toEqual([...told.answered].sort())
          expect(events.filter(({ status }) => status !== 'done' && status !== 'ignored')).toEqual([])
          for (let n = 0; n < customers; n++) {
            expect(await ledgerOf(store.db, n), stories[n % stories.length]).toEqual(goldenOf(storyOf(n)))
          }
          console.info(
            `kill -9, ${engine}, ${servers} server(s) | ${kills} kills | ${events.length} events of ${customers} customers`,
          )
        })
        expect(await runCommand(cli, ['verify'], place)).toMatchObject({ code: 0 })
      }),
  )

  test('the same harness catches a server that answers before it has stored', {
    timeout: 300_000,
  }, async () => {
    const file = await bundleForChild('test/faults/early-ack.child.ts')
    try {
      let missing: string[] = []
      await inPlace((place) =>
        killWhileTold({ place, file, servers, kills: 30 }, async (store, answered) => {
          missing = await lost(store, answered)
          return missing.length > 0
        }),
      )
      expect(missing.length).toBeGreaterThan(0)
    } finally {
      rmSync(dirname(file), { recursive: true })
    }
  })
})
