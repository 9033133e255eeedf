/**
 * kill -9 under mixed load: what was acknowledged is there afterwards, once.
 * On SQLite one server, on PostgreSQL two on one database, one of which is
 * killed each time. GOODWORD_LONG=1 kills 200 and 50 times.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { engines } from '../support/engines.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import type { Place } from '../support/server-process.ts'
import { allIsWell } from './audit.ts'
import { CLICKS_A_KILL, FACTS_A_KILL, killLoop, type Look } from './kill-loop.ts'

const LONG = process.env.GOODWORD_LONG === '1'
const KILLS = { sqlite: LONG ? 200 : 10, postgres: LONG ? 50 : 3 }
/** At most; a few are enough as a rule. */
const KILLS_OF_A_MUTANT = 40

let cli: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
})
afterAll(() => rmSync(dirname(cli), { recursive: true }))

describe.each(engines)('kill -9 on %s', (engine) => {
  const servers = engine === 'sqlite' ? 1 : 2
  let postgres: PostgresServer | undefined
  let databases = 0
  beforeAll(async () => {
    if (engine === 'postgres') postgres = await startPostgres({ durable: true })
  })
  afterAll(() => postgres?.stop())

  async function inPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
    const dataDir = mkdtempSync(join(tmpdir(), 'goodword-kill-'))
    const databaseUrl = await postgres?.createDatabase(`kill_${++databases}`)
    try {
      return await work(databaseUrl ? { dataDir, databaseUrl } : { dataDir })
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }

  const kills = KILLS[engine]
  test(`${kills} kills lose nothing that was acknowledged, and double nothing`, async () => {
    const outcome = await inPlace((place) => killLoop({ place, file: cli, cli, servers, kills }))
    const sorted = outcome.readyMs.sort((a, b) => a - b).map(Math.round)
    console.info(
      `kill -9, ${engine}, ${servers} server(s) | ${kills} kills | ${outcome.clicks} clicks and ` +
        `${outcome.facts} facts acknowledged | ready again in ${sorted[Math.floor(sorted.length / 2)]} ms, ` +
        `at most ${sorted.at(-1)} ms`,
    )
    expect(outcome.unexpected).toEqual([])
    for (const seen of outcome.looks) expect(seen).toEqual({ audit: allIsWell, verified: 0 })
    expect(outcome.clicks).toBeGreaterThanOrEqual(kills * CLICKS_A_KILL)
    expect(outcome.facts).toBeGreaterThanOrEqual(kills * FACTS_A_KILL)
  }, 1_800_000)

  const lost = ({ audit }: Look) => audit.clicksLost > 0 || audit.factsLost > 0
  const torn = ({ audit, verified }: Look) => verified !== 0 || audit.wrong.length > 0
  const doubled = ({ audit }: Look) => audit.doubled > 0
  const mutants: [string, string, (look: Look) => boolean][] = [
    ['answers before it has stored', 'early-ack', lost],
    ['commits each statement by itself', 'no-transaction', torn],
    // Two at once are needed: one server alone does one thing after another.
    ...(servers > 1 ? [['has no unique keys', 'no-unique-key', doubled] as (typeof mutants)[number]] : []),
  ]
  test.each(mutants)('the same harness catches a server that %s', async (_what, name, caught) => {
    const file = await bundleForChild(`test/faults/${name}.child.ts`)
    try {
      const { looks } = await inPlace((place) =>
        killLoop({ place, file, cli, servers, kills: KILLS_OF_A_MUTANT, enough: caught }),
      )
      console.info(`kill -9, ${engine}, mutant ${name} | caught at look ${looks.findIndex(caught) + 1}`)
      expect(looks.some(caught)).toBe(true)
    } finally {
      rmSync(dirname(file), { recursive: true })
    }
  })
})
