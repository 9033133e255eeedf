/** The same thing at the same time, and different things of one customer at the same time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import { type Answer, DAY_MS, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const AT_ONCE = 64

const times = <T>(n: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, index) => make(index)))

const count = (answers: Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length

describe.each(engines)('at the same time on %s', (engine) => {
  let app: TestApp
  let clickId: string
  beforeAll(async () => {
    app = await startApp(engine)
    await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito', planId: 'refer' })
    clickId = await app.click('mara')
    app.clock.advance(DAY_MS)
  })
  afterAll(() => app.close())

  const earned = async (saleExternalId: string): Promise<number[]> => {
    const { data } = (await app.get('/v1/commissions?limit=100')).body
    return data
      .filter((one: { saleExternalId: string }) => one.saleExternalId === saleExternalId)
      .map((one: { amount: number }) => one.amount)
  }
  const findings = async () => (await verify(app.composed.services.store.db)).findings

  test(`${AT_ONCE} identical customers, sales and refunds are one each`, async () => {
    const sent = [
      ['/v1/customers', { externalId: 'kim', clickId }],
      ['/v1/sales', { externalId: 's1', customerExternalId: 'kim', amount: 10_000, currency: 'EUR' }],
      ['/v1/refunds', { externalId: 'r1', saleExternalId: 's1', amount: 5_000 }],
    ] as const
    for (const [path, body] of sent) {
      const answers = await times(AT_ONCE, () => app.post(path, body))
      expect([count(answers, 201), count(answers, 200)]).toEqual([1, AT_ONCE - 1])
    }
    expect((await earned('s1')).sort()).toEqual([-1_000, 2_000])
    expect(await findings()).toEqual([])
  })

  test(`${AT_ONCE} times under one Idempotency-Key: one effect, and the same bytes for everybody in the end`, async () => {
    const body = { externalId: 's2', amount: 10_000, currency: 'EUR', clickId }
    const headers = { 'Idempotency-Key': 'one-order' }
    const send = () => app.post('/v1/sales', body, { headers })
    const answers = await times(AT_ONCE, send)
    // Whoever asks while the first one is still being answered is told to come back.
    const early = answers.filter((answer) => answer.status === 409)
    expect(early.every((answer) => answer.headers.get('retry-after') === '1')).toBe(true)
    expect(count(answers, 201)).toBe(AT_ONCE - early.length)
    const later = await times(early.length, send)
    const served = [...answers, ...later].filter((answer) => answer.status === 201)
    expect(new Set(served.map((answer) => answer.text)).size).toBe(1)
    expect(served.filter((answer) => !answer.headers.has('idempotency-replayed'))).toHaveLength(1)
    expect((await send()).text).toBe(served[0]?.text)
    expect(await earned('s2')).toEqual([2_000])
    expect(await findings()).toEqual([])
  })

  test('of a customer’s payments only the earliest is the first, whichever is stored first', async () => {
    const at = (minute: number) => new Date(START + minute * 60_000).toISOString()
    const sales = await times(20, (index) => {
      // Neither in order nor in reverse.
      const minute = (index * 7) % 20
      const body = { externalId: `t${minute}`, customerExternalId: 'lou', currency: 'EUR' }
      return app.post('/v1/sales', { ...body, amount: 1_000 * (minute + 1), occurredAt: at(minute) })
    })
    const bound = app.post('/v1/customers', { externalId: 'lou', clickId, occurredAt: at(0) })
    const refunds = times(10, (index) =>
      app.post('/v1/refunds', { externalId: `q${index}`, saleExternalId: `t${index}`, amount: 500 }),
    )
    expect([count(sales, 201), (await bound).status, count(await refunds, 201)]).toEqual([20, 201, 10])
    const { data } = (await app.get('/v1/commissions?limit=100')).body
    const totals = new Map<string, number>()
    for (const { saleExternalId: sale, amount } of data) {
      if (sale.startsWith('t')) totals.set(sale, (totals.get(sale) ?? 0) + amount)
    }
    expect(Object.fromEntries([...totals].filter(([, amount]) => amount !== 0))).toEqual({ t0: 100 })
    expect(await findings()).toEqual([])
  })

  test('different sales with a touch, sent together, bind their customer once', async () => {
    await times(16, (index) => {
      const occurredAt = new Date(START + DAY_MS - index * 1_000).toISOString()
      const body = { externalId: `u${index}`, customerExternalId: 'ann', clickId, currency: 'EUR' }
      return app.post('/v1/sales', { ...body, amount: 10_000, occurredAt })
    })
    const totals = await times(16, async (index) => (await earned(`u${index}`)).reduce((a, b) => a + b, 0))
    expect(totals).toEqual([...Array.from({ length: 15 }, () => 0), 2_000])
    expect(await findings()).toEqual([])
  })

  test('a dispute that opens and ends, and refunds, of one sale', async () => {
    await app.post('/v1/sales', { externalId: 's3', amount: 10_000, currency: 'EUR', clickId })
    const dispute = { externalId: 'd3', saleExternalId: 's3', amount: 4_000 }
    await Promise.all([
      ...['opened', 'lost', 'opened', 'lost'].map((status) =>
        app.post('/v1/disputes', { ...dispute, status }),
      ),
      ...[1, 2, 3].map((n) =>
        app.post('/v1/refunds', { externalId: `p${n}`, saleExternalId: 's3', amount: 1_000 }),
      ),
    ])
    expect((await earned('s3')).reduce((a, b) => a + b, 0)).toBe(600)
    expect(await findings()).toEqual([])
  })
})
