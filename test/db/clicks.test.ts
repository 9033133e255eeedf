import { statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFull, newBatch, pack, unpack } from '../../server/db/click-batch.ts'
import { batchClicks, MS_PER_DAY } from '../../server/db/clicks.ts'
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

  test('a referrer is stored to the letter', async () => {
    const referrers = ['"', '\\', '\\"', 'a,b', '{x}', 'null', ' ', "'", '\u20ac\t', '%s', null]
    for (const referrer of referrers) await store.clicks.submit(makeClick({ at: NOON, referrer }))
    const sorted = (all: (string | null)[]) => all.map((one) => JSON.stringify(one)).sort()
    expect(sorted((await rows()).map(({ referrer }) => referrer))).toEqual(sorted(referrers))
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
      { linkKey: 2 ** 48 },
      { linkKey: 1.5 },
      { linkKey: -1 },
      { flags: Number.NaN },
      { flags: 256 },
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

  test('while the store refuses, clicks wait; when it returns, they are stored and counted once', async () => {
    const unlock = await blockClicks(options)
    const waiting = [1, 2, 3].map((linkKey) => store.clicks.submit(makeClick({ at: NOON, linkKey })))
    for (let tries = 0; tries < 500 && !store.clicks.stats.stalled; tries++) await pause(10)
    expect(store.clicks.stats).toMatchObject({ stored: 0, dropped: 0, waiting: 3, stalled: true })
    const late = store.clicks.submit(makeClick({ at: NOON, linkKey: 4 }))
    await unlock()
    await Promise.all([...waiting, late])
    expect(await rows()).toHaveLength(4)
    expect(await store.clicks.linkTotals([1, 2, 3, 4])).toEqual(new Map([1, 2, 3, 4].map((key) => [key, 1])))
    expect(store.clicks.stats).toEqual({ stored: 4, dropped: 0, waiting: 0, stalled: false })
  }, 30_000)

  test('a click that was stored before is not counted again', async () => {
    const click = makeClick({ at: NOON, linkKey: 7 })
    await store.clicks.submit(click)
    await Promise.all([store.clicks.submit(click), store.clicks.submit(makeClick({ at: NOON, linkKey: 7 }))])
    expect(await rows()).toHaveLength(2)
    expect(await store.clicks.linkTotals([7])).toEqual(new Map([[7, 2]]))
  })

  test('many of a large batch were stored before, some twice in it: each counts once', async () => {
    const clicks = Array.from({ length: 70 }, (_, n) => makeClick({ at: NOON, linkKey: n % 5 }))
    const before = [0, 1, 17, 40, 69].map((n) => clicks[n] ?? makeClick({ at: NOON }))
    await Promise.all(before.map((click) => store.clicks.submit(click)))
    await Promise.all([...clicks, ...before].map((click) => store.clicks.submit(click)))
    expect(await rows()).toHaveLength(70)
    const keys = [0, 1, 2, 3, 4]
    expect(await store.clicks.linkTotals(keys)).toEqual(new Map(keys.map((key) => [key, 14])))
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

test('clicks on many links that have counted for long write few pages', async () => {
  const { store, options, drop } = await openTestStore('sqlite')
  const links = Array.from({ length: 300 }, (_, n) => n + 1)
  const log = () => statSync(join(options.dataDir, 'clicks.db-wal')).size
  const old = new Sqlite(join(options.dataDir, 'clicks.db'))
  const count = old.prepare(
    'insert into click_day (link_key, day, clicks, visitors, flagged) values (?, ?, 1, 1, 0)',
  )
  old.transaction(() => {
    for (const link of links) for (let back = 0; back < 100; back++) count.run(link, DAY - back)
  })()
  old.pragma('wal_checkpoint(truncate)')
  old.close()
  await Promise.all(links.map((linkKey) => store.clicks.submit(makeClick({ at: NOON, linkKey }))))
  // One for each link would be more than 300.
  expect(log() / 4_096).toBeLessThan(50)
  await drop()
})

test.runIf(engines.includes('postgres'))(
  'PostgreSQL counts what is pending a second later; readers see no difference',
  async () => {
    const { store, options, drop } = await openTestStore('postgres')
    const other = await openStore(options)
    const pending = async () => (await sql`select id from click_pending`.execute(store.db)).rows.length
    const totals = () => store.clicks.linkTotals([1, 2])
    const expected = new Map([
      [1, 60],
      [2, 40],
    ])
    const submit = ({ clicks }: OpenStore, n: number) =>
      clicks.submit(
        makeClick({ at: NOON + n, linkKey: n % 5 < 3 ? 1 : 2, flags: n % 2, unique: n % 4 === 0 }),
      )
    await Promise.all(Array.from({ length: 200 }, (_, n) => submit(n % 3 ? store : other, n)))
    expect(await pending()).toBeGreaterThan(0)
    expect(await totals()).toEqual(expected)
    const before = await store.clicks.linkDays([1, 2], DAY)
    for (let tries = 0; (await pending()) > 0 && tries < 100; tries++) {
      expect(await totals()).toEqual(expected)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await pending()).toBe(0)
    expect(await totals()).toEqual(expected)
    expect(await store.clicks.linkDays([1, 2], DAY)).toEqual(before)
    // What is still pending at the end is counted before the connections close.
    await submit(other, 0)
    await other.close()
    expect(await pending()).toBe(0)
    // What a process left that died is counted by the next one that stores a batch.
    await sql`insert into click_pending (at, link_key, flags, is_unique)
      values (${[NOON]}::bigint[], ${[1]}::bigint[], ${[0]}::bigint[], ${[true]}::boolean[])`.execute(
      store.db,
    )
    await submit(store, 0)
    await store.clicks.deleteTwin([2])
    expect(await pending()).toBe(0)
    expect(await totals()).toEqual(
      new Map([
        [1, 63],
        [2, 0],
      ]),
    )
    await store.close()
    await drop()
  },
)

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
      batches.push(batch.count)
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

  test('a batch that can never be stored does not take the next one with it', async () => {
    let calls = 0
    const { submit, stats } = batchClicks(() => {
      if (++calls === 1) throw new Error('no such table')
    })
    const results = await Promise.allSettled(Array.from({ length: 501 }, () => submit(click)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    await expect(submit(click)).resolves.toBeUndefined()
    expect(stats).toEqual({ stored: 2, dropped: 500, waiting: 0, stalled: false })
  })

  test('a store that refuses is asked again until it takes the batch', async () => {
    let refusals = 4
    const { submit, stats } = batchClicks(() => {
      if (refusals-- > 0) throw unavailable
    })
    await submit(click)
    expect(refusals).toBe(-1)
    expect(stats).toEqual({ stored: 1, dropped: 0, waiting: 0, stalled: false })
  })

  test('is bounded, and counts what it does not take', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const { submit, stats } = batchClicks(() => gate, { limit: 1_000 })
    const results = Promise.allSettled(Array.from({ length: 1_003 }, () => submit(click)))
    await turn()
    expect(stats).toMatchObject({ waiting: 1_000, dropped: 3 })
    open()
    const rejected = (await results).filter((result) => result.status === 'rejected')
    expect(rejected.map((result) => result.reason)).toEqual(Array(3).fill(expect.any(ClickQueueFull)))
    expect(isUnavailable(rejected[0]?.reason)).toBe(true)
    expect(stats).toMatchObject({ stored: 1_000, waiting: 0 })
  })

  test('closing waits for a store that is away, but not for ever', async () => {
    const { submit, close, stats } = batchClicks(() => {
      throw unavailable
    })
    const refused = expect(submit(click)).rejects.toBe(unavailable)
    const started = performance.now()
    await close()
    await refused
    expect(performance.now() - started).toBeLessThan(8_000)
    expect(stats).toMatchObject({ dropped: 1, waiting: 0 })
  })

  test('a batch gives back what was packed, to the last byte', () => {
    const batch = newBatch()
    const given: Click[] = []
    for (let n = 0; !isFull(batch); n++) {
      const fields = [
        { linkKey: 2 ** 48 - 1, flags: 255, referrer: '\u20ac'.repeat(40) },
        { linkKey: 0, flags: 0, referrer: null, unique: false },
        { linkKey: 257, flags: 1, referrer: 'a.example' },
      ][n % 3]
      const packed = makeClick({ at: NOON + n, ...fields })
      given.push(packed)
      pack(batch, packed)
    }
    expect(given.length).toBeGreaterThan(300)
    expect(unpack(batch)).toEqual(given)
  })
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const unavailable = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
