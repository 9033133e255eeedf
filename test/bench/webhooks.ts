/** Ten thousand deliveries to a hundred endpoints: with one that hangs, the other 99 are told as quickly as without it. */
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { median, medianRatio } from './arithmetic.ts'
import { callAll, copyOf, type Database, startGoodword } from './goodword.ts'
import type { Request } from './load.ts'
import type { Pace } from './race.ts'
import { print, printBound } from './table.ts'
import { SEED_CONNECTIONS } from './world.ts'

const ENDPOINTS = 100
const EACH = 100
/** Counted in every run: the endpoints that answer in both kinds. */
const HEALTHY = (ENDPOINTS - 1) * EACH
const HANGING = '/hook/50'
const MOST_MS = 120_000
const NEVER = Number.MAX_SAFE_INTEGER
/** They are on this machine. */
const settings = { WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true' }

interface Run {
  /** From the first delivery to the last of the 99. */
  seconds: number
  /** Until the first of the 99 to be told everything had been. */
  firstSeconds: number
  cpuMicros: number
  peakMb: number
}

export async function webhooksRow({ rounds, scratch }: Pace): Promise<void> {
  const receiver = await startReceiver()
  const begun = performance.now()
  const seeded = await seedDeliveries(receiver.url, scratch)
  print(`  (seeded in ${((performance.now() - begun) / 1000).toFixed(0)} s)`)
  const runs: Record<'none' | 'one', Run[]> = { none: [], one: [] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, hanging] of [
      ['none', undefined],
      ['one', HANGING],
    ] as const) {
      const copy = copyOf(seeded, `run-${round}`)
      runs[name].push(await drain(copy, receiver, hanging, scratch))
      rmSync(copy.dataDir, { recursive: true })
    }
  }
  receiver.server.close()
  print(`\nwebhooks: ${ENDPOINTS * EACH} deliveries to ${ENDPOINTS} endpoints, median of ${rounds}, SQLite`)
  print(`  ${''.padEnd(20)}${['seconds', 'first s', 'a second', 'CPU µs', 'peak MB'].map(right).join('')}`)
  printRuns('none hangs', runs.none)
  printRuns('one hangs', runs.one)
  const times = (of: Run[]): number[] => of.map(({ seconds }) => seconds)
  const ratio = medianRatio(times(runs.one), times(runs.none))
  printBound('how much longer the slowest of the 99 waits beside one that hangs', ratio, '≤', 1.2, '×')
  printBound('peak resident memory', Math.max(...runs.one.map(({ peakMb }) => peakMb)), '≤', 250, 'MB')
}

const right = (text: string): string => text.padStart(12)

function printRuns(name: string, runs: Run[]): void {
  const of = (field: keyof Run): number => median(runs.map((run) => run[field]))
  const cells = [
    of('seconds').toFixed(2),
    of('firstSeconds').toFixed(2),
    median(runs.map(({ seconds }) => HEALTHY / seconds)).toFixed(0),
    of('cpuMicros').toFixed(0),
    of('peakMb').toFixed(0),
  ]
  print(`  ${name.padEnd(20)}${cells.map(right).join('')}`)
}

interface Receiver {
  server: Server
  url: string
  /** What comes in from now on: its path is told, and whether it is answered. */
  receive: (path: string) => boolean
}

async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      if (receiver.receive(request.url ?? '')) response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = { server, url: `http://127.0.0.1:${port}`, receive: () => true }
  return receiver
}

/** All of them are due, and nobody is told anything before `setWaiting(…, 0)`. */
async function seedDeliveries(url: string, scratch: string): Promise<Database> {
  const database = { dataDir: join(scratch, 'webhooks') }
  await during(database, scratch, (call) =>
    call(
      Array.from({ length: ENDPOINTS }, (_, n) =>
        post('/v1/webhook-endpoints', { url: `${url}/hook/${n}`, events: ['partner.created'] }),
      ),
    ),
  )
  setWaiting(database, NEVER)
  await during(database, scratch, (call) =>
    call(Array.from({ length: EACH }, (_, n) => post('/v1/partners', { email: `p${n}@partners.example` }))),
  )
  return database
}

async function during(
  database: Database,
  scratch: string,
  work: (call: (requests: Request[]) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const server = await startGoodword(database, scratch, settings)
  try {
    await work((requests) => callAll(server, requests, SEED_CONNECTIONS))
  } finally {
    await server.stop()
  }
}

const post = (path: string, body: object): Request => ({ method: 'POST', path, body: JSON.stringify(body) })

function setWaiting({ dataDir }: Database, until: number): void {
  const db = new Sqlite(join(dataDir, 'goodword.db'))
  db.prepare('update webhook_endpoint set wait_until = ?').run(until)
  db.close()
}

async function drain(
  database: Database,
  receiver: Receiver,
  hanging: string | undefined,
  scratch: string,
): Promise<Run> {
  setWaiting(database, 0)
  const told = new Map<string, number>()
  let left = HEALTHY
  let begun = 0
  let firstSeconds = 0
  let done = (): void => {}
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  receiver.receive = (path) => {
    begun ||= performance.now()
    if (path === HANGING) return hanging === undefined
    const count = (told.get(path) ?? 0) + 1
    told.set(path, count)
    if (count === EACH) firstSeconds ||= (performance.now() - begun) / 1_000
    if (--left === 0) done()
    return true
  }
  const server = await startGoodword(database, scratch, settings)
  const cpu = server.cpuMicros()
  try {
    await inTime(all, () => `${left} deliveries had not come after ${MOST_MS / 1_000} s`)
    const seconds = (performance.now() - begun) / 1_000
    const cpuMicros = (server.cpuMicros() - cpu) / HEALTHY
    const wrong = [...told].filter(([, count]) => count !== EACH)
    if (wrong.length > 0) throw new Error(`told more or less often than once: ${wrong}`)
    return { seconds, firstSeconds, cpuMicros, peakMb: server.memory().peakMb }
  } finally {
    await server.stop()
    receiver.server.closeAllConnections()
  }
}

async function inTime(work: Promise<void>, why: () => string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(why())), MOST_MS)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
