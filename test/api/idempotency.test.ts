/** Idempotency-Key: the same bytes again, nothing twice, and never another's answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('Idempotency-Key on %s', (engine) => {
  let app: TestApp
  let mara: string
  let count = 0
  beforeAll(async () => {
    app = await startApp(engine)
    mara = (await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })).body.id
  })
  afterAll(() => app.close())

  const fresh = () => `key-${++count}`
  const send = (path: string, body: object, key: string, as?: string) =>
    app.post(path, body, { ...(as ? { as } : {}), headers: { 'Idempotency-Key': key } })
  const links = async () => (await app.get(`/v1/links?partnerId=${mara}`)).body.data.length

  test.each([
    ['POST /v1/links', '/v1/links', () => ({ partnerId: mara })],
    ['POST /v1/partners', '/v1/partners', () => ({ email: `p${count}@x.example`, name: 'Pia' })],
    ['POST /v1/partners/apply', '/v1/partners/apply', () => ({ email: `a${count}@x.example` })],
    ['POST /v1/coupons', '/v1/coupons', () => ({ partnerId: mara, code: `c${count}` })],
    [
      'POST /v1/leads',
      '/v1/leads',
      () => ({ partnerId: mara, company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'N' }),
    ],
    ['POST /v1/customers', '/v1/customers', () => ({ externalId: `c${count}`, name: 'Zoë "Q" \\ 😀' })],
    ['POST /v1/sales', '/v1/sales', () => ({ externalId: `s${count}`, amount: 1, currency: 'EUR' })],
    [
      'POST /v1/refunds',
      '/v1/refunds',
      () => ({ externalId: `r${count}`, saleExternalId: 'later', amount: 1 }),
    ],
    [
      'POST /v1/disputes',
      '/v1/disputes',
      () => ({ externalId: `d${count}`, saleExternalId: 'later', amount: 1 }),
    ],
  ])('%s: the replay is the same, byte for byte, and is marked', async (name, path, make) => {
    const key = fresh()
    const body = make()
    const as = name.endsWith('/apply') ? PK : undefined
    const first = await send(path, body, key, as)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(first.status).toBeLessThan(300)
    app.clock.advance(60_000)
    const again = await send(path, body, key, as)
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  })

  test('a replay causes nothing', async () => {
    const key = fresh()
    const before = await links()
    for (let n = 0; n < 4; n++) expect((await send('/v1/links', { partnerId: mara }, key)).status).toBe(201)
    expect(await links()).toBe(before + 1)
  })

  test('sixteen at once have one effect; the others are told to wait, and then get the same answer', async () => {
    const key = fresh()
    const before = await links()
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => send('/v1/links', { partnerId: mara }, key)),
    )
    const done = answers.filter((one) => one.status === 201)
    const waiting = answers.filter((one) => one.status === 409)
    expect(done.length + waiting.length).toBe(16)
    expect(new Set(done.map((one) => one.text)).size).toBe(1)
    expect(done.filter((one) => one.headers.get('idempotency-replayed') === null)).toHaveLength(1)
    expect(waiting.length).toBeGreaterThan(0)
    for (const one of waiting) {
      expect([one.body.code, one.headers.get('retry-after')]).toEqual(['idempotency_in_flight', '1'])
    }
    const retried = await send('/v1/links', { partnerId: mara }, key)
    expect([retried.status, retried.text]).toEqual([201, done[0]?.text])
    expect(await links()).toBe(before + 1)
  })

  test('the order of fields and blanks do not matter, everything else does', async () => {
    const key = fresh()
    const first = await send('/v1/customers', { externalId: key, name: 'A', email: 'a@b.example' }, key)
    const text = `{ "email":"a@b.example",\n"name":"A",  "externalId":"${key}"}`
    const same = await app.post('/v1/customers', text, { headers: { 'Idempotency-Key': key } })
    expect([same.status, same.text]).toEqual([201, first.text])
    for (const other of [{ externalId: key, name: 'B', email: 'a@b.example' }, { externalId: key }]) {
      const reused = await send('/v1/customers', other, key)
      expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused'])
    }
  })

  test('the path counts as well', async () => {
    const key = fresh()
    await app.post('/v1/customers', { externalId: 'one' })
    await app.post('/v1/customers', { externalId: 'two' })
    const decision = { partnerId: null, reason: 'Ours.' }
    expect((await send('/v1/customers/one/attribution', decision, key)).status).toBe(200)
    expect((await send('/v1/customers/two/attribution', decision, key)).body.code).toBe(
      'idempotency_key_reused',
    )
    // Another route is another request, so another key of the same name.
    expect((await send('/v1/sales', { externalId: key, amount: 1, currency: 'EUR' }, key)).status).toBe(201)
  })

  test('with or without quotes it is one key', async () => {
    const key = fresh()
    const first = await send('/v1/links', { partnerId: mara }, key)
    const again = await send('/v1/links', { partnerId: mara }, `"${key}"`)
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true'])
  })

  test.each([
    ['a blank', 'a b'],
    ['nothing', ''],
    ['only quotes', '""'],
    ['256 characters', 'x'.repeat(256)],
    ['beyond ASCII', 'é'],
  ])('%s is no key', async (_, key) => {
    const before = await links()
    const answer = await send('/v1/links', { partnerId: mara }, key)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_idempotency_key'])
    expect(await links()).toBe(before)
  })

  test('255 visible characters are one', async () => {
    expect((await send('/v1/links', { partnerId: mara }, '!~'.repeat(127).padEnd(255, 'x'))).status).toBe(201)
  })

  test('what failed is not kept: the same key works once the cause is gone', async () => {
    const key = fresh()
    const body = { partnerId: mara, code: 'wanted-later', destination: 'https://shop.example/' }
    const refused = await send('/v1/links', body, key)
    expect([refused.status, refused.body.code]).toEqual([422, 'destination_not_allowed'])
    const {
      id: _id,
      mode: _mode,
      upcoming: _upcoming,
      plans,
      ...program
    } = (await app.get('/v1/program')).body
    const definition = {
      ...program,
      allowedOrigins: ['https://acme.example', 'https://shop.example'],
      plans: plans.map(({ id, name, kind, rules }: Record<string, unknown>) => ({ id, name, kind, rules })),
    }
    expect((await app.call('PUT', '/v1/program', definition)).status).toBe(200)
    const taken = await send('/v1/links', body, key)
    expect([taken.status, taken.headers.get('idempotency-replayed')]).toEqual([201, null])
  })

  test("a partner's keys are its own, and the vendor's too", async () => {
    const ben = (await app.post('/v1/partners', { email: 'ben@other.example', name: 'Ben' })).body.id
    const [a, b] = await Promise.all(
      [mara, ben].map(
        async (partnerId) => (await app.post('/v1/tokens', { partnerId })).body.token as string,
      ),
    )
    const key = fresh()
    const answers = [
      await send('/v1/links', {}, key, a),
      await send('/v1/links', {}, key, b),
      await send('/v1/links', { partnerId: mara }, key),
    ]
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201])
    expect(answers.map((one) => one.body.partnerId)).toEqual([mara, ben, mara])
    expect(answers.map((one) => one.headers.get('idempotency-replayed'))).toEqual([null, null, null])
    // A new token of the same partner is the same partner.
    const fresher = (await app.post('/v1/tokens', { partnerId: mara })).body.token
    expect((await send('/v1/links', {}, key, fresher)).text).toBe(answers[0]?.text)
  })

  test('the test twin has keys of its own', async () => {
    const twin = app.composed.newKeys.find((one) => one.mode === 'test' && one.kind === 'secret')?.key
    const key = fresh()
    const sale = { externalId: key, amount: 1, currency: 'EUR' }
    const live = await send('/v1/sales', sale, key)
    const test = await send('/v1/sales', { ...sale, amount: 2 }, key, twin)
    expect([live.status, test.status]).toEqual([201, 201])
  })
})
