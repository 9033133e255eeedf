/** The program: public terms, publishing, versions, and everything wrong with a definition at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, definition, PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

type PlanBody = { id: string; version: number; terms: string[]; rules: object[] }

describe.each(engines)('/v1/program on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine)
  })
  afterAll(() => app.close())

  const put = (change: object) => app.call('PUT', '/v1/program', { ...definition, ...change })
  const versions = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await app.get('/v1/program')).body.plans.map((plan: PlanBody) => [plan.id, plan.version]),
    )

  test('everybody reads the same terms', async () => {
    const { status, body, text } = await app.get('/v1/program', { as: PK })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'Acme Partners',
      mode: 'live',
      website: 'https://acme.example/',
      allowedOrigins: ['https://acme.example'],
      currencies: ['EUR', 'USD'],
      attribution: { model: 'last_click', windowDays: 60 },
      holdDays: 30,
      minimumPayout: { EUR: 1000, USD: 1000 },
      payoutDay: 5,
    })
    expect(body.plans.map((plan: PlanBody) => [plan.id, plan.version])).toEqual([
      ['refer', 1],
      ['stay', 1],
      ['create', 1],
    ])
    expect(body.plans[0]).toMatchObject({ holdDays: 30, kind: 'one_time' })
    expect(body.plans[0].terms[0]).toContain('20 %')
    expect((await app.get('/v1/program')).text).toBe(text)
    const inAddress = await app.get(`/v1/program?key=${PK}`, { as: null })
    expect(inAddress.text).toBe(text)
  })

  test('the same again changes nothing', async () => {
    const first = await put({})
    const second = await put({})
    expect(second.text).toBe(first.text)
    expect(await versions()).toEqual({ refer: 1, stay: 1, create: 1 })
  })

  test('a plan gets a new version exactly when its terms change', async () => {
    app.clock.advance(1000)
    const [refer, ...rest] = definition.plans
    await put({ plans: [{ ...refer, rules: [{ rateBps: 2500, payments: 1 }] }, ...rest] })
    expect(await versions()).toEqual({ refer: 2, stay: 1, create: 1 })
    app.clock.advance(1000)
    await put({ plans: [{ ...refer, rules: [{ rateBps: 2500, payments: 1 }] }, ...rest], payoutDay: 6 })
    expect(await versions()).toEqual({ refer: 2, stay: 1, create: 1 })
    app.clock.advance(1000)
    // The hold is part of what a customer is bound to.
    await put({ plans: [{ ...refer, rules: [{ rateBps: 2500, payments: 1 }] }, ...rest], holdDays: 14 })
    expect(await versions()).toEqual({ refer: 3, stay: 2, create: 2 })
  })

  test('a customer keeps the terms it was bound under', async () => {
    await put({})
    app.clock.advance(1000)
    const { id } = (
      await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara', planId: 'stay' })
    ).body
    await app.post('/v1/customers', { externalId: 'old', code: 'mara' })
    const sell = (externalId: string, customerExternalId: string) =>
      app.post('/v1/sales', { externalId, customerExternalId, amount: 10_000, currency: 'EUR' })
    const before = (await sell('s1', 'old')).body.commissions[0]
    app.clock.advance(DAY_MS)
    const [refer, stay, create] = definition.plans
    const lower = { ...stay, rules: [{ rateBps: 500, months: 12 }] }
    expect((await put({ plans: [refer, lower, create] })).status).toBe(200)
    await app.post('/v1/customers', { externalId: 'new', code: 'mara' })
    expect((await sell('s2', 'old')).body.commissions[0].amount).toBe(before.amount)
    app.clock.advance(1000)
    expect((await sell('s3', 'new')).body.commissions[0].amount).toBe(before.amount / 2)
    const found = (await app.get(`/v1/commissions?partnerId=${id}`)).body.data
    expect(found.map((one: { amount: number }) => one.amount)).toEqual([500, 1000, 1000])
  })

  test('every problem of a definition is named in one answer', async () => {
    const before = (await app.get('/v1/program')).text
    const answer = await put({
      website: 'https://other.example/',
      allowedOrigins: [
        'https://acme.example/',
        'https://acme.example:443',
        'ftp://x',
        "https://acme.example;script-src 'self'",
      ],
      currencies: ['EUR', 'EUR', 'XXX'],
      minimumPayout: { JPY: 1 },
      plans: [
        { id: 'a b', name: 'Bad id', kind: 'one_time', rules: [{ rateBps: 100, flat: { EUR: 1 } }] },
        { id: 'twin', name: 'One', kind: 'resale', rules: [{}] },
        { id: 'twin', name: 'Two', kind: 'creator', rules: [{ flat: {} }, { flat: { JPY: 5 } }] },
      ],
    })
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    const paths = answer.body.errors.map((one: { path: string }) => one.path)
    for (const path of [
      'website',
      'allowedOrigins.0',
      'allowedOrigins.1',
      'allowedOrigins.2',
      'allowedOrigins.3',
      'currencies.1',
      'currencies.2',
      'minimumPayout.JPY',
      'plans.0.id',
      'plans.0.rules.0',
      'plans.1.prices',
      'plans.1.rules.0',
      'plans.2.id',
      'plans.2.rules.0.flat',
      'plans.2.rules.1.flat.JPY',
    ]) {
      expect(paths).toContain(path)
    }
    expect(answer.body.errors.every((one: { message: string }) => one.message.length > 5)).toBe(true)
    expect((await app.get('/v1/program')).text).toBe(before)
  })

  test.each([
    ['no plans', { plans: [] }, 'plans'],
    ['no origins', { allowedOrigins: [] }, 'allowedOrigins'],
    [
      'a window of nothing',
      { attribution: { model: 'last_click', windowDays: 0 } },
      'attribution.windowDays',
    ],
    ['a model of its own', { attribution: { model: 'linear', windowDays: 60 } }, 'attribution.model'],
    ['a 31st', { payoutDay: 31 }, 'payoutDay'],
    ['half a day', { holdDays: 0.5 }, 'holdDays'],
    [
      'more than everything',
      { plans: [{ ...definition.plans[0], rules: [{ rateBps: 10_001 }] }] },
      'plans.0.rules.0.rateBps',
    ],
    [
      'a negative flat',
      { plans: [{ ...definition.plans[0], rules: [{ flat: { EUR: -1 } }] }] },
      'plans.0.rules.0.flat.EUR',
    ],
    ['an id of its own', { id: 'prg_x' }, 'id'],
  ])('%s', async (_, change, path) => {
    const answer = await put(change)
    expect([answer.status, answer.body.errors.map((one: { path: string }) => one.path)]).toEqual([
      422,
      [path],
    ])
  })

  test('a plan that has partners cannot vanish', async () => {
    await app.post('/v1/partners', { email: 'cleo@x.example', name: 'Cleo', planId: 'create' })
    const answer = await put({ plans: definition.plans.slice(0, 2) })
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'plans'])
    expect(answer.body.errors[0].message).toContain('"create"')
  })

  test('new origins count at once for the redirect', async () => {
    const to = encodeURIComponent('https://shop.example/x')
    const landing = async () =>
      (await app.get(`/r/mara?to=${to}`, { as: null })).headers.get('location')?.split('?')[0]
    expect(await landing()).toBe('https://acme.example/')
    await put({ allowedOrigins: ['https://acme.example', 'https://shop.example'] })
    expect(await landing()).toBe('https://shop.example/x')
    await put({})
    expect(await landing()).toBe('https://acme.example/')
  })

  test('currencies are held at the sale', async () => {
    const answer = await app.post('/v1/sales', { externalId: 'yen', amount: 1, currency: 'JPY' })
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
      422,
      'currency_not_accepted',
      'currency',
    ])
  })
})
