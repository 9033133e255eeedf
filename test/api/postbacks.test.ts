/** A partner's own addresses: made, changed and deleted by it alone, seen by its vendor. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS, SK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const URL_OF = 'https://ada.example/in?id={event_id}'

describe.each(engines)('/v1/me/postbacks on %s', (engine) => {
  let app: TestApp
  let ada: { partnerId: string; as: string }
  let ben: { partnerId: string; as: string }
  beforeEach(async () => {
    app = await startApp(engine)
    ada = await enrol('ada')
    ben = await enrol('ben')
  })
  afterEach(() => app.close())

  const enrol = async (name: string) => {
    const partnerId = (await app.post('/v1/partners', { email: `${name}@agency.example` })).body.id as string
    return { partnerId, as: (await app.post('/v1/tokens', { partnerId })).body.token as string }
  }
  const make = (body: object = {}, { as } = ada) =>
    app.post('/v1/me/postbacks', { url: URL_OF, ...body }, { as })
  const mine = async ({ as } = ada) => (await app.get('/v1/me/postbacks', { as })).body.data

  test('it is told of earnings and payouts when it does not say of what', async () => {
    const made = await make()
    expect(made.body).toEqual({
      id: expect.stringMatching(/^pbk_/),
      url: URL_OF,
      events: ['commission.created', 'commission.reversed', 'payout.paid'],
      status: 'active',
      failingSince: null,
      createdAt: new Date(START).toISOString(),
      secret: expect.stringMatching(/^whsec_/),
    })
    const { secret: _once, ...rest } = made.body
    expect(await mine()).toEqual([rest])
  })

  test('its address, its events and whether it is called can be changed', async () => {
    const { id } = (await make()).body
    const change = { url: 'https://ada.example/{lead_id}', events: ['lead.accepted'], status: 'paused' }
    const changed = await app.call('PATCH', `/v1/me/postbacks/${id}`, change, { as: ada.as })
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(change)])
    expect(await mine()).toEqual([changed.body])
    const wrong = { url: 'https://{lead_id}.example/' }
    const refused = await app.call('PATCH', `/v1/me/postbacks/${id}`, wrong, { as: ada.as })
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'url', message: expect.stringContaining('never in the name of the server') }],
    ])
    expect(await mine()).toEqual([changed.body])
  })

  test('a macro that is not known is answered with those that are', async () => {
    const refused = await make({ url: 'https://ada.example/in?mail={email}' })
    expect([refused.status, refused.body.code]).toEqual([422, 'validation_failed'])
    expect(refused.body.errors[0].message).toMatch(/\{email\} is not known.*\{commission_id\}/)
  })

  test.each([
    [['sale.refunded']],
    [['partner.created']],
    [['webhook.test']],
    [[]],
    [null],
  ])('events %j cannot be chosen', async (events) => expect((await make({ events })).status).toBe(422))

  test('five at most, for each partner apart and beside the vendor’s own', async () => {
    for (let n = 0; n < 5; n++) expect((await make()).status).toBe(201)
    const sixth = await make()
    expect([sixth.status, sixth.body.code]).toEqual([409, 'too_many_postbacks'])
    expect((await make({}, ben)).status).toBe(201)
    expect((await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h' })).status).toBe(201)
    const [{ id }] = await mine()
    expect((await app.call('DELETE', `/v1/me/postbacks/${id}`, undefined, { as: ada.as })).status).toBe(204)
    expect((await make()).status).toBe(201)
  })

  test('postbacks do not count towards the hundred endpoints of the vendor', async () => {
    await make()
    for (let n = 0; n < 100; n++) {
      expect((await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h' })).status).toBe(201)
    }
    expect((await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h' })).status).toBe(409)
    expect((await make()).status).toBe(201)
  })

  test('another partner cannot see, change, test or delete it', async () => {
    const { id } = (await make()).body
    await app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ada.as })
    expect(await mine(ben)).toEqual([])
    for (const [method, path, body] of [
      ['PATCH', '', { status: 'paused' }],
      ['DELETE', '', undefined],
      ['POST', '/rotate-secret', undefined],
      ['POST', '/test', undefined],
      ['GET', '/deliveries', undefined],
    ] as const) {
      const answer = await app.call(method, `/v1/me/postbacks/${id}${path}`, body, { as: ben.as })
      expect([method, path, answer.status, answer.text.includes('ada.example')]).toEqual([
        method,
        path,
        404,
        false,
      ])
    }
    expect(await mine()).toMatchObject([{ id, status: 'active' }])
  })

  test('the vendor sees a partner’s and can delete one, under its own partner only', async () => {
    const { id } = (await make()).body
    const of = (partnerId: string) => app.get(`/v1/partners/${partnerId}/postbacks`)
    expect((await of(ada.partnerId)).body.data).toEqual(await mine())
    expect((await of(ben.partnerId)).body.data).toEqual([])
    expect((await of('par_nobody')).status).toBe(404)
    const remove = (partnerId: string, as = SK) =>
      app.call('DELETE', `/v1/partners/${partnerId}/postbacks/${id}`, undefined, { as })
    expect((await remove(ben.partnerId)).status).toBe(404)
    expect((await remove(ada.partnerId, ada.as)).status).toBe(403)
    expect((await remove(ada.partnerId)).status).toBe(204)
    expect(await mine()).toEqual([])
  })

  test('what it was told comes newest first, in pages', async () => {
    const { id } = (await make()).body
    for (let n = 0; n < 3; n++) {
      const sent = await app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ada.as })
      expect(sent.body).toMatchObject({ eventType: 'webhook.test', status: 'pending', attempts: 0 })
      app.clock.advance(1_000)
      await app.composed.sendWebhooks()
    }
    const page = async (query: string) =>
      (await app.get(`/v1/me/postbacks/${id}/deliveries?${query}`, { as: ada.as })).body
    const first = await page('limit=2')
    expect(first.data.map((one: { createdAt: string }) => Date.parse(one.createdAt) - START)).toEqual([
      2_000, 1_000,
    ])
    expect(first.data[0]).toEqual({
      id: expect.stringMatching(/^dlv_/),
      eventId: expect.stringMatching(/^msg_/),
      eventType: 'webhook.test',
      status: 'delivered',
      attempts: 1,
      lastStatusCode: 204,
      lastError: null,
      nextAttemptAt: null,
      createdAt: expect.any(String),
    })
    const second = await page(`limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)
    expect([second.data.length, second.nextCursor]).toEqual([1, null])
    const foreign = (await make()).body.id
    const wrong = `/v1/me/postbacks/${foreign}/deliveries?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`
    expect((await app.get(wrong, { as: ada.as })).body.code).toBe('invalid_cursor')
  })

  test('a test needs a postback that is active, and there are ten a minute', async () => {
    const { id } = (await make({}, ben)).body
    const status = (to: string) => app.call('PATCH', `/v1/me/postbacks/${id}`, { status: to }, { as: ben.as })
    const tried = () => app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ben.as })
    await status('paused')
    expect((await tried()).body.code).toBe('postback_not_active')
    await status('active')
    for (let n = 0; n < 9; n++) expect((await tried()).status).toBe(201)
    const refused = await tried()
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('deleted, it is called no more, not even for what waited', async () => {
    const { id } = (await make()).body
    app.composed.services.queued = () => {}
    await app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ada.as })
    await app.call('DELETE', `/v1/me/postbacks/${id}`, undefined, { as: ada.as })
    app.clock.advance(DAY_MS)
    await app.composed.sendWebhooks()
    const { db } = app.composed.services.store
    expect(await db.selectFrom('webhook_attempt').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('outbox').where('topic', '=', 'webhook').selectAll().execute()).toEqual([])
  })
})
