/** The system's clock steps back and forth by hours and over midnight while clicks and sales come in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { engines, newDatabase } from '../support/engines.ts'
import { type Place, runCommand, startServer } from '../support/server-process.ts'
import { audit } from './audit.ts'
import { enrol, newBooks, settleAll, startLoad } from './load.ts'
import { startVisits } from './steady.ts'
import { pause } from './through-fault.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours from the real time; after each, the next midnight, from both sides. */
const HOURS = [-3, 2, 30, -40, 0]
const STEP_MS = process.env.GOODWORD_LONG === '1' ? 3_000 : 150
/** Shops whose clocks are behind all of that: nothing they report lies in the future. */
const SHOP_BEHIND_MS = 3 * DAY_MS

let cli: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
})
afterAll(() => rmSync(dirname(cli), { recursive: true }))

describe.each(engines)('clock steps on %s', (engine) => {
  test('nothing fails, no id comes twice, and the books are right', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'goodword-clock-'))
    const database = await newDatabase(engine, { empty: true })
    const file = join(dataDir, 'clock')
    const moveTo = (ms: number): void => {
      const bytes = Buffer.alloc(8)
      bytes.writeDoubleLE(ms)
      writeFileSync(file, bytes)
    }
    moveTo(0)
    const shim = join(import.meta.dirname, 'clock-shim.js')
    const place: Place = {
      ...database.options,
      env: { NODE_OPTIONS: `--import ${shim}`, GOODWORD_CLOCK_FILE: file },
    }
    const server = await startServer(cli, place)
    try {
      const link = await enrol(server.url)
      const books = newBooks()
      const shop = { now: () => Date.now() - SHOP_BEHIND_MS }
      const load = startLoad(server.url, link.code, books, shop)
      const visits = startVisits(() => server.url, [link], 100)
      for (const hours of HOURS) {
        const real = Date.now()
        const midnight = Math.ceil((real + hours * HOUR_MS) / DAY_MS) * DAY_MS - real
        for (const offset of [hours * HOUR_MS, midnight - STEP_MS / 2, midnight - HOUR_MS]) {
          moveTo(offset)
          await pause(STEP_MS)
        }
      }
      await load.stop()
      const { sent, right, wrong, confirmed, unconfirmed } = await visits.stop()
      await settleAll(server.url, books)
      console.info(
        `clock steps, ${engine} | ${HOURS.length * 3} steps | ${sent} redirects, ${books.facts.length} facts`,
      )
      expect(Object.fromEntries(wrong)).toEqual({})
      expect(confirmed.size + unconfirmed.size).toBe(right)
      expect([books.unexpected, books.unanswered, books.turnedAway]).toEqual([[], 0, 0])
      const clicks = new Set([...books.clicks, ...confirmed])
      const found = await audit(place, { ...books, clicks })
      expect(found).toMatchObject({ clicksLost: 0, factsLost: 0, doubled: 0, miscounted: 0 })
      expect(await runCommand(cli, ['verify'], place)).toMatchObject({ code: 0 })
      expect(await server.end('SIGTERM')).toBe(0)
    } finally {
      await server.end('SIGKILL')
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
