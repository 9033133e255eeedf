/** Postbacks: partners' own addresses, called with what is theirs and with nothing else. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyPostback } from '../../sdk/node/index.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createRetention } from '../../server/jobs/retention.ts'
import { createLog } from '../../server/log.ts'
import { type Post, type Posted, poster } from '../../server/outgoing/post.ts'
import { readBacklog } from '../../server/services/backlog.ts'
import { DAY_MS, PK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, type Paid, papers } from '../support/payouts.ts'

interface Called {
  url: string
  headers: Record<string, string>
  body: string | null
}

const ok: Posted = { statusCode: 200, retryAfter: null, response: 'ok', error: null, durationMs: 3 }

const signatureOf = (secret: string, { url, headers }: Called): string => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${url}`
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

describe.each(engines)('postbacks on %s', (engine) => {
  let app: TestApp
  let called: Called[]
  let answer: () => Posted

  beforeEach(async () => {
    called = []
    answer = () => ok
    app = await startApp(engine, { postWebhook: (...call) => post(...call) })
  })
  afterEach(() => app.close())

  const post: Post = async (url, headers, body) => {
    called.push({ url, headers, body })
    return answer()
  }
  const drain = () => app.composed.sendWebhooks()
  const enrol = async (name: string): Promise<Paid> => {
    const email = `${name.toLowerCase()}@agency.example`
    const { id: partnerId } = (await app.post('/v1/partners', { email, name })).body
    await app.post('/v1/coupons', { partnerId, code: name.toUpperCase() })
    return { partnerId, token: await tokenOf(partnerId) }
  }
  const tokenOf = async (partnerId: string): Promise<string> =>
    (await app.post('/v1/tokens', { partnerId })).body.token
  const postback = async (token: string, body: object = {}) => {
    const url = 'https://ada.example/in?id={event_id}&e={event}&s={status}&a={amount}&c={currency}'
    const made = await app.post('/v1/me/postbacks', { url, ...body }, { as: token })
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('whsec_')])
    return made.body as { id: string; secret: string }
  }
  const deliveries = async ({ partnerId }: Paid, id: string) =>
    (await app.get(`/v1/me/postbacks/${id}/deliveries`, { as: await tokenOf(partnerId) })).body.data
  const sell = async (coupon: string, externalId: string, amount = 10_000) => {
    const sale = { externalId, amount, currency: 'EUR', coupon }
    expect((await app.post('/v1/sales', sale)).status).toBe(201)
  }
  const queries = () => called.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
  const hosts = () => called.map(({ url }) => new URL(url).hostname)
  const ofVendor = async () => (await app.get('/v1/webhook-endpoints')).body.data

  test('a sale of its own calls it by GET, with the macros filled and the whole address signed', async () => {
    const ada = await enrol('Ada')
    const { id, secret } = await postback(ada.token)
    await sell('ADA', 'o1')
    await drain()
    expect(called).toHaveLength(1)
    const [call] = called as [Called]
    expect(call.body).toBeNull()
    expect(queries()).toEqual([
      { id: call.headers['webhook-id'], e: 'commission.created', s: 'held', a: '20.00', c: 'EUR' },
    ])
    expect(call.headers['webhook-id']).toMatch(/^msg_/)
    expect(call.headers['webhook-timestamp']).toBe(String(START / 1000))
    expect(call.headers['webhook-signature']).toBe(signatureOf(secret, call))
    expect(call.headers['content-type']).toBeUndefined()
    await drain()
    expect(called).toHaveLength(1)
    expect(await deliveries(ada, id)).toMatchObject([
      { eventType: 'commission.created', status: 'delivered', attempts: 1, lastStatusCode: 200 },
    ])
  })

  test('the Node SDK believes what was called, and no other address', async () => {
    const ada = await enrol('Ada')
    const { secret } = await postback(ada.token)
    await sell('ADA', 'o1')
    await drain()
    const [{ url, headers }] = called as [Called]
    const now = app.clock.now()
    expect(verifyPostback(url, headers, secret, { now })).toBe(headers['webhook-id'])
    for (const [other, at, code] of [
      [url.replace('20.00', '90.00'), now, 'bad_signature'],
      [url.replace('ada.example', 'ben.example'), now, 'bad_signature'],
      [url, now + 301_000, 'too_old'],
    ] as const) {
      expect(() => verifyPostback(other, headers, secret, { now: at })).toThrow(
        expect.objectContaining({ code }),
      )
    }
  })

  test('nobody hears of another partner, nor of what was not asked for', async () => {
    const [ada, ben] = [await enrol('Ada'), await enrol('Ben')]
    await postback(ada.token, { url: 'https://ada.example/in?c={commission_id}' })
    await postback(ben.token, { url: 'https://ben.example/in?e={event}', events: ['sale.recorded'] })
    await sell('ADA', 'o1')
    await drain()
    expect(hosts()).toEqual(['ada.example'])
    const mine = (await app.get('/v1/me/commissions', { as: ada.token })).body.data
    expect(queries()).toEqual([{ c: mine[0].id }])
    await sell('BEN', 'o2')
    await drain()
    expect(called.slice(1).map(({ url }) => url)).toEqual(['https://ben.example/in?e=sale.recorded'])
  })

  test('what concerns nobody who listens is not written down', async () => {
    const [ada] = [await enrol('Ada'), await enrol('Ben')]
    await postback(ada.token)
    await sell('BEN', 'o1')
    const { db } = app.composed.services.store
    for (const table of ['webhook_event', 'webhook_sequence', 'outbox'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
    await sell('ADA', 'o2')
    // Of the sale itself it did not ask to be told.
    expect(await db.selectFrom('webhook_event').select('type').execute()).toEqual([
      { type: 'commission.created' },
    ])
  })

  test('the vendor’s endpoints and postbacks hear of the same event side by side', async () => {
    const ada = await enrol('Ada')
    await postback(ada.token)
    await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h', events: ['commission.created'] })
    await sell('ADA', 'o1')
    await drain()
    expect(hosts().sort()).toEqual(['acme.example', 'ada.example'])
    expect(new Set(called.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  test('the vendor’s lists and routes know nothing of postbacks', async () => {
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    const test = (await app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ada.token })).body
    expect(await ofVendor()).toEqual([])
    const at = `/v1/webhook-endpoints/${id}`
    const since = new Date(START).toISOString()
    for (const [method, path, body] of [
      ['GET', at, undefined],
      ['PATCH', at, { status: 'paused' }],
      ['DELETE', at, undefined],
      ['POST', `${at}/rotate-secret`, undefined],
      ['GET', `${at}/deliveries`, undefined],
      ['POST', `${at}/test`, undefined],
      ['POST', `${at}/replay`, { since }],
      ['GET', `/v1/webhook-deliveries/${test.id}`, undefined],
      ['POST', `/v1/webhook-deliveries/${test.id}/replay`, undefined],
    ] as const) {
      expect([path, (await app.call(method, path, body)).status]).toEqual([path, 404])
    }
    await drain()
    expect(called).toHaveLength(1)
    const endpoint = (await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h' })).body
    for (const method of ['PATCH', 'DELETE']) {
      const path = `/v1/me/postbacks/${endpoint.id}`
      const body = method === 'PATCH' ? { status: 'paused' } : undefined
      expect((await app.call(method, path, body, { as: ada.token })).status).toBe(404)
    }
  })

  test('a failing one is called ten times, each time with the same event_id and a fresh signature', async () => {
    answer = () => ({ ...ok, statusCode: 500 })
    const ada = await enrol('Ada')
    const { id, secret } = await postback(ada.token)
    await sell('ADA', 'o1')
    for (let step = 0; step < 12; step++) {
      await drain()
      const [delivery] = await deliveries(ada, id)
      if (delivery.status !== 'pending') break
      app.clock.set(Date.parse(delivery.nextAttemptAt))
    }
    expect(called).toHaveLength(10)
    expect(new Set(called.map(({ url }) => url)).size).toBe(1)
    expect(new Set(called.map(({ headers }) => headers['webhook-signature'])).size).toBe(10)
    for (const call of called) expect(call.headers['webhook-signature']).toBe(signatureOf(secret, call))
    expect(await deliveries(ada, id)).toMatchObject([
      { status: 'failed', attempts: 10, lastStatusCode: 500, nextAttemptAt: null },
    ])
  })

  test('a changed address counts for what waits already', async () => {
    answer = () => ({ ...ok, statusCode: 500 })
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    await sell('ADA', 'o1')
    await drain()
    answer = () => ok
    const url = 'https://other.example/{commission_id}'
    await app.call('PATCH', `/v1/me/postbacks/${id}`, { url }, { as: ada.token })
    app.clock.advance(60_000)
    await drain()
    expect(hosts()).toEqual(['ada.example', 'other.example'])
    expect(called[1]?.url).toMatch(/^https:\/\/other\.example\/com_\w+$/)
  })

  test('429 with Retry-After: it waits as long as it says', async () => {
    const ada = await enrol('Ada')
    await postback(ada.token)
    answer = () => ({ ...ok, statusCode: 429, retryAfter: '120' })
    await sell('ADA', 'o1')
    await drain()
    await sell('ADA', 'o2')
    answer = () => ok
    app.clock.advance(119_999)
    await drain()
    expect(called).toHaveLength(1)
    app.clock.advance(1)
    await drain()
    expect(called).toHaveLength(3)
  })

  test('410 switches it off, and the partner is told in a mail, not the staff', async () => {
    await app.post('/v1/staff', { email: 'ada@acme.example', role: 'owner' })
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    answer = () => ({ ...ok, statusCode: 410 })
    await sell('ADA', 'o1')
    await drain()
    await sell('ADA', 'o2')
    app.clock.advance(DAY_MS)
    await drain()
    expect(called).toHaveLength(1)
    const { data } = (await app.get('/v1/me/postbacks', { as: await tokenOf(ada.partnerId) })).body
    expect(data).toMatchObject([{ id, status: 'disabled' }])
    await app.composed.sendMail()
    expect(app.mails.map(({ to }) => to)).toEqual(['ada@agency.example'])
    expect(app.mails[0]?.text).toContain('https://ada.example/in?id={event_id}')
    expect(app.mails[0]?.text).toContain('answered 410')
    expect(app.mails[0]?.text).toContain('https://refer.acme.example/dashboard#postbacks')
  })

  test('after five days of nothing but failures it is paused, with a mail; set to active, what waited is sent', async () => {
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    answer = () => ({ ...ok, statusCode: 500 })
    await sell('ADA', 'o1')
    await drain()
    app.clock.advance(5 * DAY_MS)
    await sell('ADA', 'o2')
    await drain()
    const as = await tokenOf(ada.partnerId)
    expect((await app.get('/v1/me/postbacks', { as })).body.data).toMatchObject([{ status: 'paused' }])
    await app.composed.sendMail()
    expect(app.mails.map(({ to, text }) => [to, text.includes('five days')])).toEqual([
      ['ada@agency.example', true],
    ])
    await sell('ADA', 'o3')
    answer = () => ok
    const before = called.length
    await app.call('PATCH', `/v1/me/postbacks/${id}`, { status: 'active' }, { as })
    app.clock.advance(DAY_MS)
    await drain()
    // What happened while it was paused is not among them.
    expect(called.length - before).toBe(2)
  })

  test('after a rotation both secrets sign for a day', async () => {
    const ada = await enrol('Ada')
    const { id, secret } = await postback(ada.token)
    const at = `/v1/me/postbacks/${id}/rotate-secret`
    const rotated = (await app.post(at, undefined, { as: ada.token })).body
    const believed = (one: string, call: Called) =>
      (call.headers['webhook-signature'] ?? '').split(' ').includes(signatureOf(one, call))
    await sell('ADA', 'o1')
    await drain()
    app.clock.advance(DAY_MS)
    await sell('ADA', 'o2')
    await drain()
    const [during, after] = called as [Called, Called]
    expect([believed(rotated.secret, during), believed(secret, during)]).toEqual([true, true])
    expect([believed(rotated.secret, after), believed(secret, after)]).toEqual([true, false])
  })

  test('the secret is shown once and nowhere in the database', async () => {
    const ada = await enrol('Ada')
    const { secret } = await postback(ada.token)
    expect((await app.get('/v1/me/postbacks', { as: ada.token })).text).not.toContain('whsec_')
    expect((await app.get(`/v1/partners/${ada.partnerId}/postbacks`)).text).not.toContain('whsec_')
    const { db } = app.composed.services.store
    for (const table of ['webhook_endpoint', 'idempotency'] as const) {
      expect(JSON.stringify(await db.selectFrom(table).selectAll().execute())).not.toContain(secret.slice(6))
    }
  })

  test('while a partner is paused nothing is sent to it; what waited is sent afterwards', async () => {
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    app.composed.services.queued = () => {}
    await sell('ADA', 'o1')
    const pause = (status: string) => app.call('PATCH', `/v1/partners/${ada.partnerId}`, { status })
    await pause('paused')
    await app.post('/v1/refunds', { externalId: 'r1', saleExternalId: 'o1', amount: 5_000 })
    await drain()
    expect(called).toEqual([])
    const test = await app.post(`/v1/me/postbacks/${id}/test`, undefined, { as: ada.token })
    expect([test.status, test.body.code]).toEqual([409, 'postback_not_active'])
    expect((await readBacklog(app.composed.services)).outgoing).toEqual([])
    await pause('active')
    await drain()
    expect(queries()).toMatchObject([{ e: 'commission.created' }])
    await app.post('/v1/refunds', { externalId: 'r2', saleExternalId: 'o1', amount: 5_000 })
    await drain()
    expect(queries().slice(1)).toMatchObject([{ e: 'commission.reversed', s: 'reversed', a: '-10.00' }])
  })

  test('an application is told nothing before its address is confirmed', async () => {
    const applied = await app.post('/v1/partners/apply', { email: 'new@person.example' }, { as: PK })
    const { partner_id: partnerId } = await app.composed.services.store.db
      .selectFrom('partner')
      .select('id as partner_id')
      .where('email', '=', 'new@person.example')
      .executeTakeFirstOrThrow()
    await postback(await tokenOf(partnerId))
    const clickId = await app.click(applied.body.link.code)
    await app.post('/v1/sales', { externalId: 'o1', amount: 10_000, currency: 'EUR', clickIds: [clickId] })
    await drain()
    expect(called).toEqual([])
    await app.composed.sendMail()
    const token = /#confirm=([\w-]+)/.exec(app.mails[0]?.text ?? '')?.[1]
    const headers = { Origin: 'https://refer.acme.example' }
    expect((await app.post('/v1/sessions', { token }, { as: null, headers })).status).toBe(201)
    const again = await app.click(applied.body.link.code)
    await app.post('/v1/sales', { externalId: 'o2', amount: 10_000, currency: 'EUR', clickIds: [again] })
    await drain()
    expect(queries()).toMatchObject([{ e: 'commission.created' }])
  })

  test('an application that turns out to be a partner’s brings no address along that the partner did not choose', async () => {
    const owner = await enrol('Ada')
    const applied = await app.post('/v1/partners/apply', { email: 'ada@agency.example' }, { as: PK })
    const { id: applicant } = await app.composed.services.store.db
      .selectFrom('partner')
      .select('id')
      .where('status', '=', 'unconfirmed')
      .executeTakeFirstOrThrow()
    const as = await tokenOf(applicant)
    await postback(as, { url: 'https://stranger.example/{commission_id}' })
    await postback(owner.token)
    await app.composed.sendMail()
    const token = /#confirm=([\w-]+)/.exec(app.mails[0]?.text ?? '')?.[1]
    const headers = { Origin: 'https://refer.acme.example' }
    expect((await app.post('/v1/sessions', { token }, { as: null, headers })).status).toBe(201)
    const clickId = await app.click(applied.body.link.code)
    await app.post('/v1/sales', { externalId: 'o1', amount: 10_000, currency: 'EUR', clickIds: [clickId] })
    await drain()
    expect(hosts()).toEqual(['ada.example'])
    expect((await app.get(`/v1/partners/${applicant}/postbacks`)).body.data).toEqual([])
    const late = await app.post('/v1/me/postbacks', { url: 'https://stranger.example/' }, { as })
    expect([late.status, late.body.code]).toEqual([422, 'partner_unknown'])
  })

  test('with no other listener, commissions whose day has come are told of, and those of before are not', async () => {
    const ada = await earnt(app, 'Ada', 3_000, { daysAgo: 29 })
    const old = await earnt(app, 'Ben', 3_000, { daysAgo: 31 })
    for (const { token } of [ada, old]) await postback(token, { events: ['commission.payable'] })
    await drain()
    app.clock.advance(2 * DAY_MS)
    await drain()
    expect(queries()).toMatchObject([{ e: 'commission.payable', s: 'payable', a: '30.00' }])
    expect(await ofVendor()).toEqual([])
  })

  test('a story of money tells each event that can be chosen, and no name, address or id of the vendor’s', async () => {
    const events = [
      ...['lead.submitted', 'lead.accepted', 'lead.declined', 'customer.bound', 'sale.recorded'],
      ...['commission.created', 'commission.reversed', 'commission.payable', 'commission.held'],
      ...['payout.created', 'payout.paid', 'payout.failed'],
    ]
    const mara = await enrol('Mara')
    const all = ['event', 'status', 'amount', 'amount_minor', 'currency', 'commission_id', 'sale_id']
    const query = [...all, 'customer_id', 'lead_id', 'payout_id', 'event_id', 'timestamp']
    const url = `https://mara.example/in?${query.map((name) => `${name}={${name}}`).join('&')}`
    await postback(mara.token, { url, events })
    await papers(app, mara)
    for (const status of ['accepted', 'declined']) {
      const lead = await app.post('/v1/leads', {
        partnerId: mara.partnerId,
        company: 'Client GmbH',
        contact: { name: 'Kim Sol', email: 'kim@client.example' },
        need: 'Something that pages people.',
      })
      await app.post(`/v1/leads/${lead.body.id}/decision`, { status })
    }
    const externalId = 'kim@client.example'
    await app.post('/v1/customers', { externalId, email: 'kim@client.example', coupon: 'MARA' })
    const sale = {
      externalId: 'vendor-order-1',
      customerExternalId: externalId,
      amount: 10_000,
      currency: 'EUR',
    }
    await app.post('/v1/sales', sale)
    await app.post('/v1/refunds', { externalId: 'r', saleExternalId: 'vendor-order-1', amount: 1_000 })
    const dispute = { externalId: 'd', saleExternalId: 'vendor-order-1', amount: 1_000 }
    await app.post('/v1/disputes', { ...dispute, status: 'opened' })
    app.clock.advance(31 * DAY_MS)
    await drain()
    await app.post('/v1/disputes', { ...dispute, status: 'won' })
    const run = await app.post('/v1/payouts', { currency: 'EUR' })
    const { lines } = (await app.get(`/v1/payouts/${run.body.id}`)).body
    for (const status of ['paid', 'failed']) {
      await app.post(`/v1/payouts/${run.body.id}/lines/${lines[0].id}`, { status })
    }
    await drain()
    expect(new Set(queries().map(({ event }) => event))).toEqual(new Set(events))
    for (const { url: told } of called)
      expect(decodeURIComponent(told)).not.toMatch(/kim|client|@|vendor-order/i)
    expect(queries().filter(({ status }) => status === '')).toEqual([])
    const payout = queries().find(({ event }) => event === 'payout.paid')
    expect(payout).toMatchObject({
      payout_id: lines[0].id,
      amount: '18.00',
      amount_minor: '1800',
      status: 'paid',
    })
  })

  test('what was told and what came back is kept for 30 days', async () => {
    const ada = await enrol('Ada')
    const { id } = await postback(ada.token)
    const { services } = app.composed
    const retention = createRetention(services, services.store as OpenStore, createLog('silent'))
    await sell('ADA', 'o1')
    await drain()
    app.clock.advance(30 * DAY_MS)
    await retention.run()
    expect(await deliveries(ada, id)).toHaveLength(1)
    app.clock.advance(1)
    await retention.run()
    expect(await deliveries(ada, id)).toEqual([])
    const { db } = services.store
    expect(await db.selectFrom('webhook_event').select('id').execute()).toEqual([])
    expect(await db.selectFrom('webhook_attempt').select('id').execute()).toEqual([])
    retention.stop()
  })

  test('a reset twin has neither partners nor postbacks', async () => {
    const twin =
      app.composed.newKeys.find(({ mode, kind }) => mode === 'test' && kind === 'secret')?.key ?? ''
    const made = await app.post('/v1/partners', { email: 'tilda@twin.example' }, { as: twin })
    const { token } = (await app.post('/v1/tokens', { partnerId: made.body.id }, { as: twin })).body
    await postback(token)
    await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/h' }, { as: twin })
    await app.post('/v1/test/reset', undefined, { as: twin })
    const { db } = app.composed.services.store
    expect(await db.selectFrom('webhook_endpoint').select('url').execute()).toEqual([
      { url: 'https://acme.example/h' },
    ])
  })
})

describe.each(engines)('a postback over real sockets, on %s', (engine) => {
  let heard: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[]
  let receiver: ReturnType<typeof createServer>
  let port: number
  beforeEach(async () => {
    heard = []
    receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    port = (receiver.address() as AddressInfo).port
  })
  afterEach(() => new Promise((resolve) => receiver.close(resolve)))

  const tested = async (app: TestApp, url: string) => {
    const { id: partnerId } = (await app.post('/v1/partners', { email: 'ada@agency.example' })).body
    const as = (await app.post('/v1/tokens', { partnerId })).body.token
    const made = await app.post('/v1/me/postbacks', { url }, { as })
    if (made.status !== 201) return { made, deliveries: [] }
    await app.post(`/v1/me/postbacks/${made.body.id}/test`, undefined, { as })
    await app.composed.sendWebhooks()
    const { data } = (await app.get(`/v1/me/postbacks/${made.body.id}/deliveries`, { as })).body
    return { made, deliveries: data }
  }

  test('a test arrives as a GET without a body, signed over the address as it was called', async () => {
    const app = await startApp(engine, {
      privateWebhooks: true,
      postWebhook: poster({ allowPrivate: true }),
    })
    const url = `http://127.0.0.1:${port}/in/{event}?id={event_id}&s={status}&a={amount}&x=ü y#`
    const { made, deliveries } = await tested(app, url)
    await app.close()
    expect(deliveries).toMatchObject([
      { eventType: 'webhook.test', status: 'delivered', lastStatusCode: 204 },
    ])
    expect(heard).toHaveLength(1)
    const [{ method, url: path, headers, body }] = heard as [(typeof heard)[number]]
    const { eventId } = deliveries[0]
    expect([method, path, body]).toEqual(['GET', `/in/webhook.test?id=${eventId}&s=test&a=&x=%C3%BC%20y`, ''])
    const called = {
      url: `http://${headers.host}${path}`,
      headers: headers as Record<string, string>,
      body: '',
    }
    expect(headers['webhook-signature']).toBe(signatureOf(made.body.secret, called))
    expect(headers['content-length']).toBeUndefined()
  })

  test.each([
    'https://127.0.0.1/{event}',
    'https://[::ffff:10.0.0.1]/in?a={amount}',
    'https://2130706433/in?a={amount}',
    'https://169.254.169.254/latest/{event}',
    'http://p.example/{event}',
    'https://p.example:22/{event}',
    'https://user:word@p.example/{event}',
    'https://p.example/in#{event}',
    'https://{event}.p.example/in',
    'https://p.example/in?a={email}',
  ])('%s is refused when it is said', async (url) => {
    const app = await startApp(engine)
    const { made } = await tested(app, url)
    await app.close()
    expect([made.status, made.body.errors?.[0].path]).toEqual([422, 'url'])
  })

  test('a name that leads into our network is refused at every call', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    const app = await startApp(engine, { postWebhook: poster({ allowPrivate: false, resolve }) })
    const { deliveries } = await tested(app, 'https://p.example:8443/{event}?id={event_id}')
    await app.close()
    expect(heard).toEqual([])
    expect(deliveries).toMatchObject([
      { status: 'pending', attempts: 1, lastStatusCode: null, lastError: 'ADDRESS_NOT_PUBLIC' },
    ])
  })
})
