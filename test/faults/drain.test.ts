/** SIGTERM under load: what is under way is answered and stored, then the server leaves by itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { runCommand, startServer } from '../support/server-process.ts'
import { audit } from './audit.ts'
import { enrol, newBooks, settleAll, startLoad } from './load.ts'

const ROUNDS = process.env.GOODWORD_LONG === '1' ? 50 : 3

let cli: string
let mutant: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
  mutant = await bundleForChild('test/faults/early-ack.child.ts')
})
afterAll(() => {
  for (const file of [cli, mutant]) rmSync(dirname(file), { recursive: true })
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function drainOnce(file: string, dataDir: string, books = newBooks()) {
  const server = await startServer(file, dataDir)
  const code = await enrol(server.url)
  const load = startLoad(server.url, code, books)
  await pause(300)
  const asked = performance.now()
  const exit = await server.end('SIGTERM')
  const seconds = (performance.now() - asked) / 1_000
  await load.stop()
  return { exit, seconds, found: await audit(dataDir, books) }
}

async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-drain-'))
  try {
    return await work(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test('loses nothing acknowledged, ends by itself with 0, and the books are right', () =>
  inFolder(async (dataDir) => {
    const books = newBooks()
    const seconds: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const drained = await drainOnce(cli, dataDir, books)
      seconds.push(drained.seconds)
      expect(drained.exit).toBe(0)
      // Well before requests that are still under way would be cut.
      expect(drained.seconds).toBeLessThan(5)
      expect(drained.found).toMatchObject({ clicksLost: 0, factsLost: 0, doubled: 0 })
      expect((await runCommand(cli, ['verify'], dataDir)).code).toBe(0)
    }
    console.info(`drained in ${seconds.map((s) => s.toFixed(2)).join(', ')} s; ${books.facts.length} facts`)
    const server = await startServer(cli, dataDir)
    await settleAll(server.url, books)
    expect(await audit(dataDir, books)).toEqual({ clicksLost: 0, factsLost: 0, doubled: 0, wrong: [] })
    await server.end('SIGTERM')
    expect(books.unexpected).toEqual([])
    expect(books.facts.length).toBeGreaterThan(10)
  }))

test('the same harness catches a server that leaves without storing', () =>
  inFolder(async (dataDir) => {
    const { found } = await drainOnce(mutant, dataDir)
    expect(found.clicksLost + found.factsLost).toBeGreaterThan(0)
  }))
