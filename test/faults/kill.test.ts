/**
 * kill -9 under mixed load: what was acknowledged is there afterwards, once.
 * GOODWORD_LONG=1 kills 200 times.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { runCommand, startServer } from '../support/server-process.ts'
import { type Audit, audit } from './audit.ts'
import { enrol, newBooks, settleAll, startLoad } from './load.ts'

const KILLS = process.env.GOODWORD_LONG === '1' ? 200 : 10

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

interface Outcome {
  audits: Audit[]
  verified: (number | null)[]
  readyMs: number[]
  clicks: number
  facts: number
  unexpected: string[]
}

/** Starts, loads, kills and looks, again and again; then tells everything and looks at the money. */
async function killLoop(file: string, kills: number, enough: (audits: Audit[]) => boolean): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-kill-'))
  const books = newBooks()
  const audits: Audit[] = []
  const verified: (number | null)[] = []
  const readyMs: number[] = []
  let code: string | undefined
  /** Whoever opens the folder next recovers it; what that server sees is what counts. */
  const look = async (): Promise<void> => {
    audits.push(await audit(dataDir, books))
    verified.push((await runCommand(cli, ['verify'], dataDir)).code)
  }
  try {
    for (let kill = 0; kill < kills && !enough(audits); kill++) {
      const server = await startServer(file, dataDir)
      readyMs.push(server.readyMs)
      if (kill > 0) await look()
      code ??= await enrol(server.url)
      const load = startLoad(server.url, code, books)
      await load.underWay
      await pause(50 + Math.random() * 450)
      await server.end('SIGKILL')
      await load.stop()
    }
    const last = await startServer(file, dataDir)
    await look()
    await settleAll(last.url, books)
    await look()
    await last.end('SIGKILL')
    const acknowledged = books.facts.filter((fact) => fact.acknowledged).length
    return {
      audits,
      verified,
      readyMs,
      clicks: books.clicks.size,
      facts: acknowledged,
      unexpected: books.unexpected,
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test(`${KILLS} kills lose nothing that was acknowledged, and double nothing`, async () => {
  const outcome = await killLoop(cli, KILLS, () => false)
  const sorted = outcome.readyMs.sort((a, b) => a - b).map(Math.round)
  console.info(
    `${KILLS} kills: ${outcome.clicks} clicks and ${outcome.facts} facts acknowledged; ` +
      `ready again in ${sorted[Math.floor(sorted.length / 2)]} ms, at most ${sorted.at(-1)} ms`,
  )
  expect(outcome.unexpected).toEqual([])
  for (const found of outcome.audits) {
    expect(found).toEqual({ clicksLost: 0, factsLost: 0, doubled: 0, wrong: [] })
  }
  expect(outcome.verified.every((code) => code === 0)).toBe(true)
  expect(outcome.clicks).toBeGreaterThan(KILLS * 5)
  expect(outcome.facts).toBeGreaterThan(KILLS * 2)
}, 1_200_000)

test('the same harness catches a server that answers before it has stored', async () => {
  const lostBoth = (audits: Audit[]) =>
    audits.some(({ clicksLost }) => clicksLost > 0) && audits.some(({ factsLost }) => factsLost > 0)
  const { audits } = await killLoop(mutant, 20, lostBoth)
  console.info(`the mutant was caught after ${audits.length - 1} kills or fewer`)
  expect(lostBoth(audits)).toBe(true)
})
