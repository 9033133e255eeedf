/** What a partner sees of itself: balances in every currency, what is in the way, and the days. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DAY_MS, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('/v1/me on %s', (engine) => {
  let app: TestApp
  let partnerId: string
  let programId: string
  beforeAll(async () => {
    app = await startApp(engine)
    const made = await app.post('/v1/partners', {
      email: 'mara@agency.example',
      name: 'Mara Ito',
      planId: 'create',
    })
    partnerId = made.body.id
    await app.post('/v1/coupons', { partnerId, code: 'MARA' })
    programId = (await app.get('/v1/program')).body.id
  })
  afterAll(() => app.close())

  async function me(path: string) {
    const { token } = (await app.post('/v1/tokens', { partnerId })).body
    return app.get(`/v1/me${path}`, { as: token })
  }
  const sell = async (externalId: string, amount: number, currency: string) => {
    const sold = await app.post('/v1/sales', { externalId, amount, currency, coupon: 'MARA' })
    expect(sold.status).toBe(201)
  }

  test('before anything happened: zeros, thirty days, the first currency', async () => {
    const { body } = await me('/summary')
    expect(body).toMatchObject({
      currency: 'EUR',
      earned: 0,
      held: 0,
      payable: 0,
      paid: 0,
      clicks: 0,
      leads: 0,
      sales: 0,
      nextPayout: { on: '2026-12-05', amount: 0, inTheWay: null },
    })
    expect(body.balances).toBeUndefined()
    expect(body.days).toHaveLength(30)
    expect([body.days[0].day, body.days[29].day]).toEqual(['2026-10-23', '2026-11-21'])
    for (const path of ['/leads', '/commissions', '/payouts']) {
      expect((await me(path)).body).toEqual({ data: [], nextCursor: null })
    }
  })

  test('who, on which terms, of which program', async () => {
    const { body } = await me('')
    expect(body).toMatchObject({
      partner: {
        id: partnerId,
        name: 'Mara Ito',
        email: 'mara@agency.example',
        planId: 'create',
        status: 'active',
      },
      plan: { id: 'create', name: 'Creator', kind: 'creator', version: 1, holdDays: 30 },
      program: {
        name: 'Acme Partners',
        website: 'https://acme.example/',
        mode: 'live',
        currencies: ['EUR', 'USD'],
        holdDays: 30,
        minimumPayout: { EUR: 1000, USD: 1000 },
        payoutDay: 5,
      },
      now: '2026-11-21T10:00:00.000Z',
    })
    expect(body.plan.terms[0]).toContain('15 %')
    expect(body.partner.externalId).toBeUndefined()
  })

  test('below the minimum, the words say what is missing', async () => {
    await sell('s1', 4_000, 'EUR')
    app.clock.advance(35 * DAY_MS)
    const { body } = await me('/summary')
    expect(body).toMatchObject({ earned: 600, held: 0, payable: 600 })
    expect(body.nextPayout.amount).toBe(600)
    expect(body.nextPayout.inTheWay).toContain('10.00')
    expect(body.nextPayout.inTheWay).toContain('4.00')
    expect(body.nextPayout.reasons).toEqual(['below_minimum'])
  })

  test('two currencies stand beside each other, each with its own', async () => {
    await sell('s2', 100_000, 'USD')
    await sell('s3', 100_000, 'EUR')
    const { body } = await me('/summary')
    expect(body.balances.map((one: { currency: string }) => one.currency)).toEqual(['EUR', 'USD'])
    expect(body.balances).toMatchObject([
      { earned: 15_600, held: 15_000, payable: 600, paid: 0 },
      { earned: 15_000, held: 15_000, payable: 0, paid: 0 },
    ])
    expect(body).toMatchObject({ currency: 'EUR', earned: 15_600, sales: 3 })
    const { data } = (await me('/commissions?limit=100')).body as {
      data: { amount: number; currency: string }[]
    }
    for (const { currency, earned } of body.balances) {
      const sum = data
        .filter((one) => one.currency === currency)
        .reduce((total, one) => total + one.amount, 0)
      expect(sum).toBe(earned)
    }
  })

  test('more taken back than earned is said in words, and nothing is asked back', async () => {
    await app.post('/v1/refunds', { externalId: 'r2', saleExternalId: 's2', amount: 100_000 })
    const usd = (await me('/summary')).body.balances?.find(
      (one: { currency: string }) => one.currency === 'USD',
    )
    expect(usd).toMatchObject({ earned: 0, held: 0, payable: 0 })
    const { services } = app.composed
    await services.store.write((trx) =>
      trx
        .insertInto('payout')
        .values({
          program_id: programId,
          id: 'pay_1',
          partner_id: partnerId,
          currency: 'EUR',
          amount_minor: 20_000,
          status: 'paid',
          created_at: app.clock.now(),
          paid_at: app.clock.now(),
        })
        .execute(),
    )
    app.clock.advance(40 * DAY_MS)
    const { body } = await me('/summary')
    expect(body).toMatchObject({ earned: 15_600, paid: 20_000, payable: -4_400 })
    expect(body.nextPayout.amount).toBe(0)
    expect(body.nextPayout.inTheWay).toContain('44.00')
    expect((await me('/payouts')).body.data).toMatchObject([{ id: 'pay_1', amount: 20_000, status: 'paid' }])
  })

  test('clicks, leads and sales fall on their days', async () => {
    const day = new Date(app.clock.now()).toISOString().slice(0, 10)
    await app.click('mara')
    await app.click('mara')
    await app.get('/r/mara', { as: null, headers: { 'User-Agent': 'curl/8' } })
    const lead = { partnerId, company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'N' }
    await app.post('/v1/leads', lead)
    await sell('s4', 20_000, 'EUR')
    // A busy machine answers before a click is stored.
    await vi.waitFor(async () => expect((await me('/summary')).body.clicks).toBe(2), 5_000)
    const { body } = await me('/summary')
    expect(body.days.at(-1)).toEqual({ day, clicks: 2, leads: 1, sales: 1, earned: 3_000 })
    expect(body).toMatchObject({ clicks: 2, leads: 1, sales: 4 })
    expect((await me('/links')).body.data).toMatchObject([{ code: 'mara', clicks: 2 }])
    expect(JSON.stringify((await me('/links')).body)).not.toContain('partnerId')
    app.clock.advance(30 * DAY_MS)
    const later = (await me('/summary')).body
    expect(later.clicks).toBe(2)
    expect(later.days.reduce((sum: number, one: { clicks: number }) => sum + one.clicks, 0)).toBe(0)
  })

  test('a held amount says why', async () => {
    const { id } = (await app.post('/v1/partners', { email: 'ida@own.example', name: 'Ida' })).body
    await app.post('/v1/customers', { externalId: 'ida_c', email: 'ida@own.example', code: 'ida' })
    await app.post('/v1/sales', {
      externalId: 'ida_s',
      customerExternalId: 'ida_c',
      amount: 10_000,
      currency: 'EUR',
    })
    const { token } = (await app.post('/v1/tokens', { partnerId: id })).body
    app.clock.advance(3_000_000)
    const [held] = (await app.get('/v1/me/commissions', { as: token })).body.data
    expect(held).toMatchObject({ status: 'held', amount: 2_000 })
    expect(held.heldBecause).toMatch(/\w{3,}/)
    expect((await app.get('/v1/me/summary', { as: token })).body).toMatchObject({
      earned: 2_000,
      held: 2_000,
    })
  })
})
