/** One payout run over many partners: the time grows with them, the memory does not. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './arithmetic.ts'
import { callAll, copyOf, type Database, startGoodword, verifyBooks } from './goodword.ts'
import type { Request } from './load.ts'
import type { Pace } from './race.ts'
import { print, printBound } from './table.ts'
import { makeWorld, plansBySale, SEED_CONNECTIONS } from './world.ts'

const FEW = 1_000
const MANY = 10_000
/** Longer ago than money is held. */
const SOLD_DAYS_AGO = 40

interface Run {
  seconds: number
  payouts: number
  beforeMb: number
  peakMb: number
}

export async function payoutsRow({ rounds, scratch }: Pace): Promise<void> {
  const begun = performance.now()
  const few = await seedDue(FEW, scratch)
  const many = await seedDue(MANY, scratch)
  print(`  (seeded in ${((performance.now() - begun) / 1000).toFixed(0)} s)`)
  const runs: Record<'few' | 'many', Run[]> = { few: [], many: [] }
  let verified = ''
  for (let round = 0; round < rounds; round++) {
    for (const [name, database] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const copy = copyOf(database, `run-${round}`)
      runs[name].push(await payOut(copy, scratch))
      if (round === 0) verified = verifyBooks(copy)
      rmSync(copy.dataDir, { recursive: true })
    }
  }
  print(`\npayouts: one run over every partner, two sales each, median of ${rounds}, SQLite`)
  print(`  ${''.padEnd(20)}${['payouts', 'seconds', 'before MB', 'peak MB'].map(right).join('')}`)
  printRuns(`${FEW} partners`, runs.few)
  printRuns(`${MANY} partners`, runs.many)
  print(`  ${verified}`)
  const times = MANY / FEW
  const ratio = medianOf(runs.many, 'seconds') / medianOf(runs.few, 'seconds')
  printBound(`time for ${times} times as many partners`, ratio, '≤', times * 1.2, '×')
  const grown = (of: Run[]): number => median(of.map(({ beforeMb, peakMb }) => peakMb - beforeMb))
  printBound(`memory that ${FEW} partners add`, grown(runs.few), '≤', 40, 'MB')
  printBound(`memory that ${MANY} partners add`, grown(runs.many), '≤', 40, 'MB')
  printBound(
    `peak with ${MANY} partners over peak with ${FEW}`,
    medianOf(runs.many, 'peakMb') / medianOf(runs.few, 'peakMb'),
    '≤',
    1.2,
    '×',
  )
}

const right = (text: string): string => text.padStart(12)

const medianOf = (runs: Run[], field: keyof Run): number => median(runs.map((run) => run[field]))

function printRuns(name: string, runs: Run[]): void {
  const cells = [
    medianOf(runs, 'payouts').toFixed(0),
    medianOf(runs, 'seconds').toFixed(2),
    medianOf(runs, 'beforeMb').toFixed(0),
    medianOf(runs, 'peakMb').toFixed(0),
  ]
  print(`  ${name.padEnd(20)}${cells.map(right).join('')}`)
}

/** A dry run first, so that what a first call loads and makes ready is not taken for the run's. */
async function payOut(database: Database, scratch: string): Promise<Run> {
  const server = await startGoodword(database, scratch)
  try {
    const pay = (body: object) => callAll(server, [post('/v1/payouts', body)])
    await pay({ dryRun: true, limit: 1 })
    server.forgetPeak()
    const beforeMb = server.memory().nowMb
    const begun = performance.now()
    const [run] = await pay({})
    const seconds = (performance.now() - begun) / 1000
    if (run.status !== 'locked') throw new Error(`the run is ${run.status}`)
    return { seconds, payouts: run.payouts, beforeMb, peakMb: server.memory().peakMb }
  } finally {
    await server.stop()
  }
}

const post = (path: string, body: object): Request => ({ method: 'POST', path, body: JSON.stringify(body) })

/** Partners with papers and two commissions each whose day has come, all through the API. */
async function seedDue(partnerCount: number, scratch: string): Promise<Database> {
  const database = { dataDir: join(scratch, `due-${partnerCount}`) }
  const partners = await makeWorld(database, partnerCount, scratch, plansBySale)
  const server = await startGoodword(database, scratch)
  try {
    const all = (requests: Request[]) => callAll(server, requests, SEED_CONNECTIONS)
    await all(partners.map(({ id }, index) => post('/v1/coupons', { partnerId: id, code: `DUE${index}` })))
    await all(partners.flatMap((_, index) => [0, 1].map((sale) => saleOf(index, sale))))
    const tokens = await all(partners.map(({ id }) => post('/v1/tokens', { partnerId: id })))
    await all(tokens.flatMap(({ token }, index) => papersOf(token, index)))
    return database
  } finally {
    await server.stop()
  }
}

const saleOf = (index: number, sale: number): Request =>
  post('/v1/sales', {
    externalId: `due-${index}-${sale}`,
    // A customer each, so that every plan earns on both.
    customerExternalId: `due-customer-${index}-${sale}`,
    coupon: `DUE${index}`,
    amount: 10_000 + ((index * 7919) % 50_000),
    currency: 'EUR',
    occurredAt: new Date(Date.now() - SOLD_DAYS_AGO * 86_400_000).toISOString(),
  })

const papersOf = (token: string, index: number): Request[] => {
  const put = (path: string, body: object): Request => ({
    method: 'PUT',
    path,
    body: JSON.stringify(body),
    headers: { Authorization: `Bearer ${token}` },
  })
  return [
    put('/v1/me/tax-profile', {
      legalName: `Partner Number ${index}`,
      address: `Main Street ${index}\n10115 Berlin`,
      country: 'DE',
    }),
    put('/v1/me/payout-details', { method: 'paypal', email: `partner${index}@pay.example` }),
  ]
}
