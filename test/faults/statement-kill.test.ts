/** A month's price statement whose closing is killed, or done twice at once: none or one, and in the end one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KyselyPlugin, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createPartner } from '../../server/services/partners.ts'
import { closePartner } from '../../server/services/price-statements.ts'
import { reportUsage } from '../../server/services/usage.ts'
import { verify } from '../../server/services/verify.ts'
import { type Engine, engines } from '../support/engines.ts'
import { priceProgram } from '../support/price-program.ts'
import { scopedIds } from '../support/scoped-ids.ts'
import { openWorld } from '../support/world.ts'
import { copyFiles, servicesOn, watched } from './images.ts'

const MONTH = '2026-10'
const clock = { now: () => Date.parse('2026-11-10T00:00:00Z') }

/** A partner whose units of a month have been reported, and nothing is closed. */
async function reported(engine: Engine) {
  const start = Date.parse('2026-10-05T00:00:00Z')
  const world = await openWorld(engine, { definition: priceProgram, start, ids: scopedIds() })
  const { services, run } = world
  const { partner } = await run((trx, program) =>
    createPartner(services, trx, program, { email: 'p@msp.example', planId: 'msp' }),
  )
  for (const [unitId, quantity] of [
    ['mailbox', 30],
    ['sensor', 1],
  ] as const) {
    const report = { externalId: unitId, partnerId: partner.id, unitId, quantity, month: MONTH }
    await run((trx, program) => reportUsage(services, trx, program, { ...report, occurredAt: start }))
  }
  const close = (store: OpenStore) =>
    closePartner(servicesOn(store, clock), world.programIds.live, partner.id, MONTH)
  return { world, close }
}

const statementsIn = (store: OpenStore) =>
  store.db.selectFrom('price_statement').select(['month', 'totals']).execute()

async function closeStore(store: OpenStore): Promise<void> {
  await store.clicks.close()
  await store.close()
}

describe('the closing of a month', () => {
  async function everyKill() {
    const { world, close } = await reported('sqlite')
    const dir = mkdtempSync(join(tmpdir(), 'goodword-kill-'))
    await sql`vacuum into ${join(dir, 'goodword.db')}`.execute(world.services.store.db)
    await world.close()
    const images: string[] = []
    const store = await openStore({ dataDir: dir })
    await close(watched(store, () => images.push(copyFiles(dir))))
    const whole = await statementsIn(store)
    await closeStore(store)
    rmSync(dir, { recursive: true })
    const found: { left: number; end: unknown; findings: string[] }[] = []
    for (const image of images) {
      const next = await openStore({ dataDir: image })
      const left = (await statementsIn(next)).length
      await close(next)
      await close(next)
      found.push({ left, end: await statementsIn(next), findings: (await verify(next.db)).findings })
      await closeStore(next)
      rmSync(image, { recursive: true })
    }
    return { whole, found }
  }

  test('killed before any statement leaves none, and the next one closes it as if nothing had been', async () => {
    const { whole, found } = await everyKill()
    expect(whole).toEqual([{ month: MONTH, totals: expect.stringContaining('EUR') }])
    expect(found.length).toBeGreaterThan(4)
    for (const one of found) expect(one).toEqual({ left: 0, end: whole, findings: [] })
  })

  /** Two servers without the lock that keeps them apart: both have looked before either writes. */
  async function twoAtOnce(unique: boolean): Promise<number> {
    const { world, close } = await reported('postgres')
    try {
      const { store } = world.services
      if (!unique) await store.write((trx) => sql`drop index price_statement_month`.execute(trx))
      let waiting: (() => void)[] = []
      const bothLooked = () =>
        new Promise<void>((resolve) => {
          waiting.push(resolve)
          if (waiting.length < 2) return
          for (const go of waiting) go()
          waiting = []
        })
      const opened = store as OpenStore
      const server = (): OpenStore => {
        let looked = false
        const meeting: KyselyPlugin = {
          transformQuery: ({ node }) => node,
          async transformResult({ result }) {
            if (!looked) await bothLooked()
            looked = true
            return result
          },
        }
        return {
          ...opened,
          lock: async () => {},
          write: (work) => opened.write((trx) => work(trx.withPlugin(meeting))),
        }
      }
      await Promise.allSettled([close(server()), close(server())])
      return (await statementsIn(opened)).length
    } finally {
      await world.close()
    }
  }

  test.runIf(engines.includes('postgres'))('by two at once without their lock leaves one', async () => {
    expect(await twoAtOnce(true)).toBe(1)
  })

  test.runIf(engines.includes('postgres'))(
    'the mutant without the unique key is found: it leaves two',
    async () => {
      expect(await twoAtOnce(false)).toBe(2)
    },
  )
})
