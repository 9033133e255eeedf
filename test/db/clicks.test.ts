import { statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { batchClicks, countDays, MS_PER_DAY } from '../../server/db/clicks.ts'
import { ClickQueueFull, isUnavailable } from '../../server/db/errors.ts'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { type Click, ClickFlag } from '../../server/services/clicks.ts'
import { makeClick } from '../support/clicks.ts'
import { engines, openTestStore, type TestDatabase } from '../support/engines.ts'

const NOON = Date.UTC(2026, 0, 15, 12)
const DAY = Math.floor(NOON / MS_PER_DAY)
const DRIFT = [0, 1, -1, MS_PER_DAY, -MS_PER_DAY, MS_PER_DAY / 2 - 1, MS_PER_DAY / 2]

describe.each(engines)('clicks on %s', (engine) => {
  let store: OpenStore
  let options: TestDatabase['options']
  let drop: () => Promise<void>
  beforeEach(async () => {
    ;({ store, options, drop } = await openTestStore(engine))
  })
  afterEach(() => drop())

  const rows = () => store.db.selectFrom('click').selectAll().execute()
  const counters = () =>
    store.db.selectFrom('click_day').selectAll().orderBy('link_key').orderBy('day').execute()

  test('a click is there, as it was, when submit resolves', async () => {
    const click = makeClick({ at: NOON, linkKey: 2 ** 47 - 1, flags: 3, referrer: 'news.example' })
    await store.clicks.submit(click)
    expect(await rows()).toMatchObject([
      { id: click.id, link_key: 2 ** 47 - 1, visitor: click.visitor, flags: 3, referrer: 'news.example' },
    ])
    expect(await store.clicks.exists([click.id, makeClick({ at: NOON }).id])).toEqual(
      new Set([click.id.toString('hex')]),
    )
  })

  test('thousands at once are all stored, and the counters equal the rows', async () => {
    const clicks = Array.from({ length: 3_000 }, (_, n) =>
      makeClick({
        at: NOON + (DRIFT[n % DRIFT.length] ?? 0),
        linkKey: 1 + (n % 5),
        flags: n % 11 === 0 ? ClickFlag.bot : n % 13 === 0 ? ClickFlag.head + ClickFlag.prefetch : 0,
        unique: n % 3 !== 0,
      }),
    )
    await Promise.all(clicks.map((click) => store.clicks.submit(click)))

    const stored = await store.clicks.exists(clicks.map((click) => click.id))
    expect(stored.size).toBe(3_000)
    const expected = new Map<string, { clicks: number; visitors: number; flagged: number }>()
    for (const { linkKey, at, flags, unique } of clicks) {
      const key = `${linkKey} ${Math.floor(at / MS_PER_DAY)}`
      const count = expected.get(key) ?? { clicks: 0, visitors: 0, flagged: 0 }
      if (flags) count.flagged++
      else count.clicks++
      if (!flags && unique) count.visitors++
      expected.set(key, count)
    }
    const counted = await counters()
    expect(new Map(counted.map(({ link_key, day, ...count }) => [`${link_key} ${day}`, count]))).toEqual(
      expected,
    )

    const totals = await store.clicks.linkTotals([1, 2, 999])
    const ofLink = (key: number) => clicks.filter((click) => click.linkKey === key && !click.flags).length
    expect(totals).toEqual(
      new Map([
        [1, ofLink(1)],
        [2, ofLink(2)],
        [999, 0],
      ]),
    )
  })

  test('days come by link, from the day asked for, without the flagged', async () => {
    for (const [linkKey, days] of [
      [7, 0],
      [7, -1],
      [7, -2],
      [8, 0],
      [9, 0],
    ] as const) {
      await store.clicks.submit(makeClick({ at: NOON + days * MS_PER_DAY, linkKey }))
    }
    await store.clicks.submit(makeClick({ at: NOON, linkKey: 7, unique: false }))
    await store.clicks.submit(makeClick({ at: NOON, linkKey: 7, flags: ClickFlag.frame }))
    expect(await store.clicks.linkDays([8, 7], DAY - 1)).toEqual([
      { linkKey: 7, day: DAY - 1, clicks: 1, visitors: 1 },
      { linkKey: 7, day: DAY, clicks: 2, visitors: 1 },
      { linkKey: 8, day: DAY, clicks: 1, visitors: 1 },
    ])
    expect(await store.clicks.linkDays([], DAY)).toEqual([])
  })

  test('a click that nothing could store is refused alone', async () => {
    const bad: Partial<Click>[] = [
      { id: Buffer.alloc(15) },
      { visitor: Buffer.alloc(9) },
      { linkKey: 1.5 },
      { linkKey: -1 },
      { flags: Number.NaN },
      { referrer: 'a\0b' },
      { referrer: 'x'.repeat(41) },
    ]
    const results = await Promise.allSettled([
      ...bad.map((fields) => store.clicks.submit(makeClick({ at: NOON, ...fields }))),
      store.clicks.submit(makeClick({ at: NOON })),
    ])
    expect(results.map((result) => result.status)).toEqual([...bad.map(() => 'rejected'), 'fulfilled'])
    expect(await rows()).toHaveLength(1)
  })

  test('when the commit fails, everybody waiting for it hears so, nothing is stored, and later clicks are', async () => {
    const unlock = await blockClicks(options)
    const failed = await Promise.allSettled(
      [1, 2, 3].map((linkKey) => store.clicks.submit(makeClick({ at: NOON, linkKey }))),
    )
    await unlock()
    for (const result of failed) {
      expect(result.status).toBe('rejected')
      expect(isUnavailable(result.status === 'rejected' && result.reason)).toBe(true)
    }
    expect(await rows()).toEqual([])
    expect(await counters()).toEqual([])
    await store.clicks.submit(makeClick({ at: NOON }))
    expect(await store.clicks.linkTotals([1])).toEqual(new Map([[1, 1]]))
  })

  test('closing stores what is waiting and refuses what comes after', async () => {
    const clicks = Array.from({ length: 1_200 }, () => makeClick({ at: NOON }))
    const submitted = Promise.all(clicks.map((click) => store.clicks.submit(click)))
    const closed = store.close()
    await expect(store.clicks.submit(makeClick({ at: NOON }))).rejects.toThrow()
    await submitted
    await closed
    await store.close()

    const again = await openStore(options)
    expect(await again.clicks.linkTotals([1])).toEqual(new Map([[1, 1_200]]))
    await again.close()
  })

  test('resetting a twin forgets its links alone, in any number', async () => {
    const clicks = Array.from({ length: 12_000 }, (_, n) => makeClick({ at: NOON + n, linkKey: 1 + (n % 3) }))
    await Promise.all(clicks.map((click) => store.clicks.submit(click)))
    await store.clicks.deleteTwin([1, 3])
    const left = await rows()
    expect(left).toHaveLength(4_000)
    expect(left.every((row) => row.link_key === 2)).toBe(true)
    expect(await store.clicks.linkTotals([1, 2, 3])).toEqual(
      new Map([
        [1, 0],
        [2, 4_000],
        [3, 0],
      ]),
    )
  })
})

test('a click takes at most 120 bytes on SQLite, with the longest referrer', async () => {
  const { store, options, drop } = await openTestStore('sqlite')
  const count = 19_000
  const referrer = 'x'.repeat(40)
  const clicks = Array.from({ length: count }, (_, n) =>
    makeClick({ at: NOON + n, linkKey: 2 ** 46 + (n % 100), referrer }),
  )
  await Promise.all(clicks.map((click) => store.clicks.submit(click)))
  await store.close()
  expect(statSync(join(options.dataDir, 'clicks.db')).size / count).toBeLessThan(120)
  await drop()
})

/** Keeps the click tables from being written until the function it gives is called. */
async function blockClicks({ dataDir, databaseUrl }: TestDatabase['options']): Promise<() => Promise<void>> {
  if (!databaseUrl) {
    const other = new Sqlite(join(dataDir, 'clicks.db'))
    other.exec('begin immediate')
    return async () => {
      other.close()
    }
  }
  const other = await openStore({ dataDir, databaseUrl })
  let unlock = () => {}
  const held = new Promise<void>((resolve) => {
    unlock = resolve
  })
  let locked = () => {}
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const holder = other.write(async (trx) => {
    await sql`lock table click_day in access exclusive mode`.execute(trx)
    locked()
    await held
  })
  await isLocked
  return async () => {
    unlock()
    await holder
    await other.close()
  }
}

describe.runIf(engines.includes('postgres'))('click partitions on postgres', () => {
  test('are made ahead, take their clicks out of the default one, and can be asked for twice', async () => {
    const { store, drop } = await openTestStore('postgres')
    const partitions = async () => {
      const { rows } = await sql<{ name: string; clicks: number }>`
        select tableoid::regclass::text as name, count(*) as clicks from click group by 1 order by 1`.execute(
        store.db,
      )
      return Object.fromEntries(rows.map((row) => [row.name, row.clicks]))
    }
    const clicks = [
      makeClick({ at: Date.UTC(2026, 0, 1) - 1 }),
      makeClick({ at: Date.UTC(2026, 0, 1) }),
      makeClick({ at: NOON }),
      makeClick({ at: Date.UTC(2026, 3, 1) - 1 }),
      makeClick({ at: Date.UTC(2026, 3, 1) }),
    ]
    for (const click of clicks) await store.clicks.submit(click)
    expect(await partitions()).toEqual({ click_default: 5 })

    await Promise.all([store.clicks.ensureClickPartitions(NOON), store.clicks.ensureClickPartitions(NOON)])
    await store.clicks.ensureClickPartitions(NOON)
    expect(await partitions()).toEqual({ click_default: 2, click_2026_01: 2, click_2026_03: 1 })
    const more = makeClick({ at: NOON + 1 })
    await store.clicks.submit(more)
    expect((await partitions()).click_2026_01).toBe(3)
    expect((await store.clicks.exists([...clicks, more].map((click) => click.id))).size).toBe(6)
    await drop()
  })
})

describe('the queue', () => {
  const click = makeClick({ at: NOON })
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('stores one batch at a time and acknowledges none before its own is stored', async () => {
    const batches: number[] = []
    const release: (() => void)[] = []
    const { submit } = batchClicks((batch) => {
      batches.push(batch.length)
      return new Promise((resolve) => release.push(resolve))
    })
    let acknowledged = 0
    for (let n = 0; n < 501; n++) void submit(click).then(() => acknowledged++)
    await turn()
    await turn()
    expect({ batches, acknowledged }).toEqual({ batches: [500], acknowledged: 0 })
    release[0]?.()
    await turn()
    await turn()
    expect({ batches, acknowledged }).toEqual({ batches: [500, 1], acknowledged: 500 })
    release[1]?.()
    await turn()
    expect(acknowledged).toBe(501)
  })

  test('a failed batch does not take the next one with it', async () => {
    let calls = 0
    const { submit } = batchClicks(() => {
      if (++calls === 1) throw new Error('disk full')
    })
    const results = await Promise.allSettled(Array.from({ length: 501 }, () => submit(click)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    await expect(submit(click)).resolves.toBeUndefined()
  })

  test('is bounded', async () => {
    const { submit } = batchClicks(() => {})
    const results = await Promise.allSettled(Array.from({ length: 20_001 }, () => submit(click)))
    const rejected = results.filter((result) => result.status === 'rejected')
    expect(rejected.map((result) => result.reason)).toEqual([expect.any(ClickQueueFull)])
    expect(isUnavailable(rejected[0]?.reason)).toBe(true)
    await expect(submit(click)).resolves.toBeUndefined()
  })

  test('counts come ordered, so that servers never lock each other in a circle', () => {
    const counts = countDays(
      [9, 1, 5].flatMap((linkKey) => [NOON, NOON - MS_PER_DAY].map((at) => makeClick({ linkKey, at }))),
    )
    expect(counts.map(({ linkKey, day }) => [linkKey, day - DAY])).toEqual([
      [1, -1],
      [1, 0],
      [5, -1],
      [5, 0],
      [9, -1],
      [9, 0],
    ])
  })
})
