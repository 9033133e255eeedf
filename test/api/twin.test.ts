/** The test twin: a clock that moves, a reset, and never a live key. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, definition, PK, SK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('the test twin on %s', (engine) => {
  let app: TestApp
  let sk: string
  let pk: string
  beforeAll(async () => {
    app = await startApp(engine)
    const key = (kind: string) =>
      app.composed.newKeys.find((one) => one.mode === 'test' && one.kind === kind)?.key ?? ''
    sk = key('secret')
    pk = key('publishable')
  })
  afterAll(() => app.close())

  const post = (path: string, body: unknown) => app.post(path, body, { as: sk })

  test('its keys say what they are', () => {
    expect(sk).toMatch(/^gw_sk_test_[A-Za-z0-9]{32}$/)
    expect(pk).toMatch(/^gw_pk_test_[A-Za-z0-9]{32}$/)
  })

  test.each([
    ['/v1/test/clock', { days: 1 }],
    ['/v1/test/reset', undefined],
  ])('%s refuses live keys', async (path, body) => {
    for (const as of [SK, PK, pk]) {
      const answer = await app.post(path, body, { as })
      expect([answer.status, answer.body.code]).toEqual([403, 'credential_not_allowed'])
    }
  })

  test.each([
    ['nothing', {}],
    ['both', { days: 1, ms: 1 }],
    ['backwards', { days: -1 }],
    ['not at all', { ms: 0 }],
    ['a moment and a half', { ms: 1.5 }],
    ['a century', { days: 36_500 }],
  ])('the clock does not move by %s', async (_, step) => {
    const before = (await app.get('/v1/program', { as: sk })).status
    const answer = await post('/v1/test/clock', step)
    expect([before, answer.status, answer.body.code]).toEqual([200, 422, 'validation_failed'])
  })

  test('held becomes payable by moving the clock, for the twin alone', async () => {
    const partnerId = (await post('/v1/partners', { email: 'tilda@x.example', name: 'Tilda' })).body.id
    await app.post('/v1/partners', { email: 'mara@x.example', name: 'Mara' })
    const as = (await post('/v1/tokens', { partnerId })).body.token
    await post('/v1/customers', { externalId: 'c', code: 'tilda' })
    const sold = await post('/v1/sales', {
      externalId: 's',
      customerExternalId: 'c',
      amount: 10_000,
      currency: 'EUR',
    })
    const [commission] = sold.body.commissions
    expect([commission.status, commission.amount]).toEqual(['held', 2_000])
    const seen = async () => (await app.get('/v1/me/summary', { as })).body

    const days = Math.ceil((Date.parse(commission.holdUntil) - START) / DAY_MS)
    const almost = await post('/v1/test/clock', { ms: Date.parse(commission.holdUntil) - START - 1 })
    expect(Date.parse(almost.body.now)).toBe(Date.parse(commission.holdUntil) - 1)
    expect(await seen()).toMatchObject({ held: 2_000, payable: 0 })
    const then = await post('/v1/test/clock', { ms: 1 })
    expect(then.body.now).toBe(commission.holdUntil)
    expect(await seen()).toMatchObject({ held: 0, payable: 2_000 })
    expect((await app.get(`/v1/commissions/${commission.id}`, { as: sk })).body.status).toBe('payable')
    // The partner's token counts in real time: it is still open.
    expect(days).toBeGreaterThan(29)
    expect((await app.get('/v1/me', { as })).body.now).toBe(commission.holdUntil)
    const live = (await app.post('/v1/customers', { externalId: 'live' })).body
    expect(live.createdAt).toBe(new Date(START).toISOString())
  })

  test('windows close on the moved clock', async () => {
    const clickId = await app.click('tilda')
    await post('/v1/test/clock', { days: definition.attribution.windowDays })
    const late = await post('/v1/customers', { externalId: 'late', clickId })
    expect(late.body.attribution).toBeNull()
    expect(late.body.attributionReason).toMatch(/60/)
  })

  test('a reset takes everything of the twin and nothing of the program', async () => {
    await app.post('/v1/customers', { externalId: 'mine', code: 'mara' })
    await app.click('mara')
    const live = async () => ({
      partners: (await app.get('/v1/partners')).text,
      customer: (await app.get('/v1/customers/mine')).text,
      program: (await app.get('/v1/program')).text,
    })
    const before = await live()
    const token = (await post('/v1/tokens', { partner: { email: 'tilda@x.example' } })).body.token
    const reset = await post('/v1/test/reset', undefined)
    expect([reset.status, reset.body]).toEqual([200, { now: new Date(START).toISOString() }])
    expect(await live()).toEqual(before)
    expect((await app.get('/v1/partners', { as: sk })).body.data).toEqual([])
    expect((await app.get('/v1/commissions', { as: sk })).body.data).toEqual([])
    expect((await app.get('/v1/customers/c', { as: sk })).status).toBe(404)
    expect((await app.get('/v1/me', { as: token })).status).toBe(401)
    expect((await app.get('/r/tilda', { as: null })).headers.get('location')).not.toContain('via=')
    const program = (await app.get('/v1/program', { as: pk })).body
    expect(program.plans.map((plan: { version: number }) => plan.version)).toEqual([1, 1, 1])
    // The code is free again, because only the twin had it.
    expect((await post('/v1/partners', { email: 'tilda@x.example', name: 'Tilda' })).body.links[0].code).toBe(
      'tilda',
    )
  })

  test('the live program cannot be credited by a click of the twin', async () => {
    const clickId = await app.click('tilda')
    const bound = await app.post('/v1/customers', { externalId: 'foreign', clickId })
    expect(bound.body.attribution).toBeNull()
    expect(bound.body.attributionReason).toContain('another program')
  })
})
