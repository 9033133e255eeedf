/** kill -9 before every single statement of a payout run: the next start finishes it, and nobody is paid twice. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '../../server/core/time.ts'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { beginRun, finishRuns } from '../../server/services/payout-run.ts'
import { loadProgram } from '../../server/services/programs.ts'
import { verify } from '../../server/services/verify.ts'
import { startApp } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { type Engine, engines, type TestDatabase } from '../support/engines.ts'
import { earnt, papers } from '../support/payouts.ts'
import { copyFiles, type Mutant, servicesOn, watched } from './images.ts'

let child: string
beforeAll(async () => {
  child = await bundleForChild('test/faults/payout-run.child.ts')
})
afterAll(() => rmSync(dirname(child), { recursive: true }))

type Options = TestDatabase['options']

/** @returns how many statements it took, or undefined when it was killed. */
function run({ dataDir, databaseUrl = '' }: Options, killAt: number): number | undefined {
  const args = [child, dataDir, databaseUrl, String(killAt)]
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (signal === 'SIGKILL') return undefined
  const done = /^done (\d+)/m.exec(stdout)
  if (!done) throw new Error(`the child neither finished nor was killed: ${stderr}`)
  return Number(done[1])
}

/** Three partners to be paid by a run that has begun. */
async function begun(engine: Engine) {
  const app = await startApp(engine, { start: Date.now() })
  for (const name of ['Ada', 'Ben', 'Cora']) await papers(app, await earnt(app, name, 3_000))
  const { services } = app.composed
  const { id } = await services.store.db
    .selectFrom('program')
    .where('mode', '=', 'live')
    .select('id')
    .executeTakeFirstOrThrow()
  const begin = () =>
    services.store.write(async (trx) => {
      const program = await loadProgram(trx, services.clock, id)
      const today = dayOf(program.now)
      return beginRun(services, trx, program, {
        currency: 'EUR',
        cutoffDay: today,
        payOnDay: today,
        by: 'test',
      })
    })
  return { app, begin }
}

async function findings(options: Options): Promise<string[]> {
  const store = await openStore(options)
  try {
    const report = await verify(store.db)
    const payouts = await store.db.selectFrom('payout').select(['partner_id', 'amount_minor']).execute()
    const partners = new Set(payouts.map((payout) => payout.partner_id))
    const once =
      payouts.length === 3 && partners.size === 3 && payouts.every((one) => one.amount_minor === 3_000)
    return once
      ? report.findings
      : [...report.findings, `${payouts.length} payouts to ${partners.size} partners`]
  } finally {
    await closeStore(store)
  }
}

/** One run is seen before each of its statements; what a kill there leaves is finished by the next start. */
async function everyKill(dir: string, mutant?: Mutant): Promise<{ kills: number; wrong: string[] }> {
  const images: string[] = []
  const store = await openStore({ dataDir: dir })
  await finishRuns(servicesOn(watched(store, () => images.push(copyFiles(dir)), mutant)))
  await closeStore(store)
  images.push(copyFiles(dir))
  const wrong: string[] = []
  for (const [at, image] of images.entries()) {
    await nextStart({ dataDir: image })
    wrong.push(...(await findings({ dataDir: image })).map((line) => `killed at ${at + 1}: ${line}`))
    rmSync(image, { recursive: true })
  }
  return { kills: images.length - 1, wrong }
}

/** A server that starts finishes what it finds. */
async function nextStart(options: Options): Promise<void> {
  const store = await openStore(options)
  await finishRuns(servicesOn(store))
  await closeStore(store)
}

async function closeStore(store: OpenStore): Promise<void> {
  await store.clicks.close()
  await store.close()
}

async function folderOf(work: (dir: string) => Promise<void>): Promise<void> {
  const { app, begin } = await begun('sqlite')
  await begin()
  const dir = mkdtempSync(join(tmpdir(), 'goodword-kill-'))
  // A whole copy of the database as it is now, made by the engine itself.
  const { sql } = await import('kysely')
  await sql`vacuum into ${join(dir, 'goodword.db')}`.execute(app.composed.services.store.db)
  await app.close()
  try {
    await work(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe('a payout run that is killed', () => {
  test('before any statement, on SQLite: the next start pays everybody once', () =>
    folderOf(async (dir) => {
      const { kills, wrong } = await everyKill(dir)
      expect(wrong).toEqual([])
      expect(kills).toBeGreaterThan(8)
    }))

  test('the mutant that commits each statement by itself is found', () =>
    folderOf(async (dir) => {
      const { wrong } = await everyKill(dir, 'each statement commits by itself')
      expect(wrong).not.toEqual([])
    }))

  test('by a real kill -9 in the middle, on SQLite', () =>
    folderOf(async (dir) => {
      const options = { dataDir: dir }
      expect(run(options, 6)).toBeUndefined()
      await nextStart(options)
      expect(await findings(options)).toEqual([])
    }))

  test.runIf(engines.includes('postgres'))('before any statement, on PostgreSQL', async () => {
    // All of them in the long run; here every fourth, because each needs a database of its own.
    for (let at = 1; ; at += process.env.GOODWORD_LONG ? 1 : 4) {
      const { app, begin } = await begun('postgres')
      await begin()
      const options = app.options
      const finished = run(options, at)
      if (finished === undefined) await nextStart(options)
      expect([at, await findings(options)]).toEqual([at, []])
      await app.close()
      if (finished !== undefined) {
        expect(at).toBeGreaterThan(8)
        return
      }
    }
  })
})
