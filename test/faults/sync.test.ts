/**
 * An acknowledgement means that the disk has it: between every request and
 * its answer lies a whole sync of the file that the fact is in.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, PK, SK } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { startServer } from '../support/server-process.ts'
import { canBreakDisks, type DiskBreaker, diskBreaker, type Sync } from './disk.ts'
import { enrol, type Link } from './load.ts'
import { pause } from './through-fault.ts'

/** Longer than the mutant's delay: no sync of one request lies inside the next. */
const BETWEEN_MS = 40
const EACH = 8

interface Acknowledged {
  kind: 'click' | 'fact'
  sentNs: bigint
  answeredNs: bigint
}

interface Step {
  kind: Acknowledged['kind']
  path: string
  /** A GET without one. */
  body?: object
}

/** A visit, a reported click, a customer, a sale, a refund. */
const steps = (code: string, n: string): Step[] => [
  { kind: 'click', path: `/r/${code}` },
  { kind: 'click', path: '/v1/clicks', body: { code, url: `https://acme.example/?via=${code}` } },
  { kind: 'fact', path: '/v1/customers', body: { externalId: `c${n}` } },
  {
    kind: 'fact',
    path: '/v1/sales',
    body: { externalId: `s${n}`, customerExternalId: `c${n}`, amount: 5_000, currency: 'USD' },
  },
  { kind: 'fact', path: '/v1/refunds', body: { externalId: `r${n}`, saleExternalId: `s${n}`, amount: 50 } },
]

async function perform(url: string, { kind, path, body }: Step): Promise<Acknowledged | undefined> {
  const headers: Record<string, string> = { 'User-Agent': BROWSER }
  if (body) headers['Content-Type'] = 'application/json'
  if (body) headers.Authorization = `Bearer ${kind === 'click' ? PK : SK}`
  const init = { method: body ? 'POST' : 'GET', headers, redirect: 'manual' as const }
  const sentNs = process.hrtime.bigint()
  const response = await fetch(`${url}${path}`, body ? { ...init, body: JSON.stringify(body) } : init)
  const answeredNs = process.hrtime.bigint()
  await response.arrayBuffer()
  if (response.status >= 400) throw new Error(`${path} answered ${response.status}`)
  return response.headers.has('goodword-click') ? undefined : { kind, sentNs, answeredNs }
}

/** Acknowledgements without a sync of the right file inside their time. */
function early(acknowledged: Acknowledged[], syncs: Sync[]): { click: number; fact: number } {
  const count = { click: 0, fact: 0 }
  for (const { kind, sentNs, answeredNs } of acknowledged) {
    const file = kind === 'click' ? 'clicks.db' : 'goodword.db'
    const covered = syncs.some(
      (sync) => sync.file.startsWith(file) && sync.startNs >= sentNs && sync.endNs <= answeredNs,
    )
    if (!covered) count[kind]++
  }
  return count
}

describe.skipIf(!canBreakDisks)('no acknowledgement leaves before its sync', () => {
  let breaker: DiskBreaker
  let cli: string
  let tooEarly: string
  let unsynced: string
  beforeAll(async () => {
    breaker = diskBreaker()
    cli = await bundleForChild('server/cli.ts')
    tooEarly = await bundleForChild('test/faults/early-ack.child.ts')
    unsynced = withoutClickSyncs(cli)
  })
  afterAll(() => {
    breaker.remove()
    for (const file of [cli, tooEarly, unsynced]) rmSync(dirname(file), { recursive: true })
  })

  async function watch(
    file: string,
    work: (url: string, link: Link) => Promise<(Acknowledged | undefined)[]>,
  ) {
    const dataDir = mkdtempSync(join(tmpdir(), 'goodword-sync-'))
    const disk = breaker.newDisk()
    const server = await startServer(file, { dataDir, env: disk.env })
    try {
      const link = await enrol(server.url)
      // The mutant has answered and knows the link a little later; and first answers are slow.
      for (let seen = 0; seen < 3; await pause(BETWEEN_MS)) {
        if ((await fetch(`${server.url}/r/${link.code}`, { redirect: 'manual' })).status === 302) seen++
      }
      const acknowledged = (await work(server.url, link)).filter((one) => one !== undefined)
      const syncs = disk.syncs()
      return { acknowledged, syncs, early: early(acknowledged, syncs) }
    } finally {
      await server.end('SIGTERM')
      disk.remove()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }

  async function oneByOne(url: string, { code }: Link) {
    const done: (Acknowledged | undefined)[] = []
    for (let n = 0; n < EACH; n++) {
      for (const step of steps(code, String(n))) {
        done.push(await perform(url, step))
        await pause(BETWEEN_MS)
      }
    }
    return done
  }

  async function manyAtOnce(url: string, { code }: Link) {
    const done: (Acknowledged | undefined)[] = []
    const worker = async (id: number): Promise<void> => {
      for (let n = 0; n < EACH; n++) {
        for (const step of steps(code, `${id}-${n}`)) done.push(await perform(url, step))
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, id) => worker(id)))
    return done
  }

  test.each([
    ['one by one', oneByOne, EACH * 4],
    ['many at once', manyAtOnce, EACH * 12 * 3],
  ] as const)('%s', async (name, work, atLeast) => {
    const seen = await watch(cli, work)
    console.info(
      `syncs, ${name} | ${seen.acknowledged.length} acknowledged | ${seen.syncs.length} syncs | ` +
        `${seen.early.click + seen.early.fact} early`,
    )
    expect(seen.early).toEqual({ click: 0, fact: 0 })
    expect(seen.acknowledged.length).toBeGreaterThanOrEqual(atLeast)
  })

  test('a server that answers first is caught', async () => {
    const seen = await watch(tooEarly, oneByOne)
    expect(seen.early.click).toBeGreaterThan(EACH)
    expect(seen.early.fact).toBeGreaterThan(EACH)
  })

  test('a server that leaves the syncs of clicks to the system is caught', async () => {
    const seen = await watch(unsynced, oneByOne)
    expect(seen.early.fact).toBe(0)
    // The file itself is synced now and then, when it is opened or its log is emptied.
    expect(seen.early.click).toBeGreaterThan(EACH)
  })
})

/** The same program, but its clicks.db runs with synchronous=OFF, and the check of it is gone, too. */
function withoutClickSyncs(cli: string): string {
  const folder = mkdtempSync(join(dirname(dirname(cli)), 'unsynced-'))
  const ifClicks = 'connection.name.endsWith("clicks.db")'
  for (const name of ['cli.js', 'thread.js', 'package.json']) {
    const code = readFileSync(join(dirname(cli), name), 'utf8')
    const mutant = code
      .replace(
        'pragma("synchronous = FULL")',
        `pragma(${ifClicks} ? "synchronous = OFF" : "synchronous = FULL")`,
      )
      .replace('synchronous: 2', `synchronous: ${ifClicks} ? 0 : 2`)
    if (name === 'thread.js' && mutant.split(ifClicks).length !== 3) throw new Error('the mutant is none')
    writeFileSync(join(folder, name), mutant)
  }
  return join(folder, 'cli.js')
}
