/** Events of Stripe that never came are asked for, and count as if they had come. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fixtures } from '../services/stripe/fixtures.ts'
import { goldenOf, ledgerOf, numbered, startingAt } from '../services/stripe/ledger.ts'
import { DAY_MS, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { deliver, eventOf, type StripeEvent } from '../support/stripe.ts'
import { type StripeApi, startStripeApi } from '../support/stripe-api.ts'

const KEY = 'rk_live_0123456789abcdef'

describe.each(engines)('reconciliation on %s', (engine) => {
  let api: StripeApi
  let app: TestApp
  beforeEach(async () => {
    api = await startStripeApi(KEY)
    app = await startApp(engine, { stripeKeys: [KEY], stripeOrigin: api.origin })
  })
  afterEach(async () => {
    await app.close()
    await api.close()
  })

  const db = () => app.composed.services.store.db
  const storedIds = async (): Promise<string[]> =>
    (await db().selectFrom('inbox_event').select('id').orderBy('id').execute()).map(({ id }) => id)
  const watermark = async () => (await db().selectFrom('inbox_watermark').selectAll().execute())[0]
  const errors = () =>
    app.logged.filter((line) => JSON.parse(line).job === 'reconcile' && JSON.parse(line).err)
  const summary = () => {
    const lines = app.logged
      .map((line) => JSON.parse(line))
      .filter(({ job, seen }) => job === 'reconcile' && seen !== undefined)
    return lines.map(({ mode, seen, missing }) => ({ mode, seen, missing }))
  }
  async function clickOfMara(): Promise<string> {
    const mara = await app.post('/v1/partners', { email: 'mara@mara.example', name: 'Mara', planId: 'refer' })
    return app.click(mara.body.links[0].code)
  }
  const byTime = (events: StripeEvent[]) => [...events].sort((a, b) => a.created - b.created)
  const customers = (count: number): StripeEvent[] =>
    Array.from({ length: count }, (_, n) =>
      eventOf(`evt_c${n}`, 'customer.created', START / 1_000 + n, {
        id: `cus_${n}`,
        object: 'customer',
        created: START / 1_000 + n,
        email: null,
        metadata: {},
      }),
    )

  test('what the hook missed ends in the same books as if it had come', async () => {
    const clickId = await clickOfMara()
    const names = ['partial refund', 'dispute lost', 'full refund'] as const
    const told = names.map((name, n) =>
      startingAt(START / 1_000 + 60, numbered(fixtures[name] ?? [], n, clickId)),
    )
    app.clock.advance(3_600_000)
    api.events = byTime(told.flat())
    // Every third came; the server was away for the others.
    for (const [n, event] of api.events.entries()) if (n % 3 === 0) await deliver(app, event)
    await app.composed.reconcile()
    await app.composed.processEvents()
    expect(summary()).toEqual([{ mode: 'live', seen: 12, missing: 8 }])
    for (const [n, name] of names.entries()) {
      expect(await ledgerOf(db(), n), name).toEqual(goldenOf(fixtures[name] ?? []))
    }
    const before = await db().selectFrom('ledger_entry').selectAll().execute()
    // Late and twice, by the hook, and asked for again the day after.
    for (const event of api.events) await deliver(app, event)
    app.clock.advance(DAY_MS)
    await app.composed.reconcile()
    await app.composed.processEvents()
    expect(summary().at(-1)).toEqual({ mode: 'live', seen: 12, missing: 0 })
    expect(await db().selectFrom('ledger_entry').selectAll().execute()).toEqual(before)
  })

  test('many pages, once a day, and each day only what is new and two days more', async () => {
    api.events = customers(250)
    app.clock.advance(3_600_000)
    await app.composed.reconcile()
    expect(api.asked.length).toBe(3)
    expect((await storedIds()).length).toBe(250)
    app.clock.advance(22 * 3_600_000)
    await app.composed.reconcile()
    expect(api.asked.length).toBe(3)
    app.clock.advance(6 * DAY_MS)
    await app.composed.reconcile()
    const since = Number(new URL(api.asked.at(-1) ?? '', api.origin).searchParams.get('created[gte]'))
    expect(since * 1_000).toBe(
      START + 3_600_000 - 2 * DAY_MS < START ? START : START + 3_600_000 - 2 * DAY_MS,
    )
    app.clock.advance(3 * DAY_MS)
    await app.composed.reconcile()
    const later = Number(new URL(api.asked.at(-1) ?? '', api.origin).searchParams.get('created[gte]'))
    expect(later * 1_000).toBe(START + 23 * 3_600_000 + 6 * DAY_MS - 2 * DAY_MS)
  })

  test('what the program has no use for, and what was before it, is not stored', async () => {
    const before = eventOf('evt_old', 'customer.created', START / 1_000 - 60, {
      id: 'cus_o',
      object: 'customer',
    })
    const other = eventOf('evt_other', 'payout.paid', START / 1_000 + 60, { id: 'po_1', object: 'payout' })
    api.events = [before, other, ...customers(1)]
    await app.composed.reconcile()
    expect(await storedIds()).toEqual(['evt_c0'])
  })

  test('cut off between two pages, it begins again and misses nothing', async () => {
    api.events = customers(250)
    app.clock.advance(3_600_000)
    // More often than the package tries.
    api.interfere = (response, count) => {
      if (count === 1 || count > 8) return false
      response.destroy()
      return true
    }
    await app.composed.reconcile()
    expect((await storedIds()).length).toBe(100)
    expect(await watermark()).toBeUndefined()
    expect(errors().length).toBe(1)
    api.interfere = () => false
    await app.composed.reconcile()
    expect((await storedIds()).length).toBe(250)
    expect(await watermark()).toMatchObject({ source: 'stripe', reconciled_at: app.clock.now() })
    expect(summary()).toEqual([{ mode: 'live', seen: 250, missing: 150 }])
  }, 60_000)

  test('trouble at Stripe that passes is waited for; told to ask less, it asks again an hour later', async () => {
    api.events = customers(1)
    let status = 503
    api.interfere = (response, count) => {
      if (count > 2 && status === 503) return false
      response.writeHead(status, { 'Content-Type': 'application/json', 'Retry-After': '1' })
      response.end(JSON.stringify({ error: { type: 'api_error', message: 'Too many requests.' } }))
      return true
    }
    await app.composed.reconcile()
    expect([api.asked.length, await storedIds(), errors()]).toEqual([3, ['evt_c0'], []])
    status = 429
    app.clock.advance(DAY_MS)
    await app.composed.reconcile()
    expect([api.asked.length, errors().length]).toEqual([4, 1])
    api.interfere = () => false
    await app.composed.reconcile()
    expect(await watermark()).toMatchObject({ reconciled_at: app.clock.now() })
  })

  test('a refused key says what it needs, and stands in no log', async () => {
    const other = await startApp(engine, {
      stripeKeys: ['rk_live_of_somebody_else'],
      stripeOrigin: api.origin,
    })
    try {
      await other.composed.reconcile()
      const [line] = other.logged.filter((text) => JSON.parse(text).job === 'reconcile')
      expect(line).toContain('Check STRIPE_API_KEYS: each needs to read Events.')
      expect(other.logged.join('')).not.toContain('somebody_else')
    } finally {
      await other.close()
    }
  })

  test('a key of test mode fills the twin, one of live mode does not', async () => {
    const testKey = 'sk_test_0123456789abcdef'
    const testApi = await startStripeApi(testKey)
    testApi.events = customers(1).map((event) => ({ ...event, livemode: false }))
    const both = await startApp(engine, { stripeKeys: [testKey], stripeOrigin: testApi.origin })
    try {
      await both.composed.reconcile()
      const rows = await both.composed.services.store.db
        .selectFrom('inbox_event')
        .innerJoin('program', 'program.id', 'inbox_event.program_id')
        .select(['inbox_event.id', 'program.mode'])
        .execute()
      expect(rows).toEqual([{ id: 'evt_c0', mode: 'test' }])
    } finally {
      await both.close()
      await testApi.close()
    }
  })

  test('without a key nobody is asked', async () => {
    const without = await startApp(engine)
    await without.composed.reconcile()
    await without.close()
    expect(api.asked).toEqual([])
  })
})
