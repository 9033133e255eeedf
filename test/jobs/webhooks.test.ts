/** Webhooks out, with a clock that the test moves and a receiver that does as it is told. */
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../sdk/node/index.ts'
import { allEventTypes, webhookBody } from '../../server/api/webhook-events.ts'
import type { EventType } from '../../server/core/webhooks.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createRetention } from '../../server/jobs/retention.ts'
import { createWebhookJob } from '../../server/jobs/webhooks.ts'
import type { Worker } from '../../server/jobs/worker.ts'
import { createLog } from '../../server/log.ts'
import type { Post, Posted } from '../../server/outgoing/post.ts'
import { DAY_MS, PK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, papers } from '../support/payouts.ts'

const URL_OF = (name: string) => `https://${name}.example/hooks`

interface Received {
  at: number
  url: string
  headers: Record<string, string>
  body: string
}

const ok: Posted = { statusCode: 200, retryAfter: null, response: 'ok', error: null, durationMs: 3 }
const answer = (statusCode: number, retryAfter: string | null = null): Posted => ({
  ...ok,
  statusCode,
  retryAfter,
})

describe.each(engines)('webhooks on %s', (engine) => {
  let app: TestApp
  let received: Received[]
  /** What the receivers answer; by default that all is well. */
  let receive: (call: Received) => Posted | Promise<Posted>
  let jobs: Worker[]

  beforeEach(async () => {
    received = []
    receive = () => ok
    jobs = []
    app = await startApp(engine, { postWebhook: (...call) => post(...call) })
  })
  afterEach(async () => {
    for (const job of jobs) await job.stop()
    await app.close()
  })

  const post: Post = async (url, headers, body) => {
    const call = { at: app.clock.now(), url, headers, body: body ?? '' }
    received.push(call)
    return receive(call)
  }
  const drain = () => app.composed.sendWebhooks()
  const endpoint = async (body: object = {}) => {
    const made = await app.post('/v1/webhook-endpoints', { url: URL_OF('acme'), ...body })
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('whsec_')])
    return made.body as { id: string; secret: string }
  }
  const partner = async (n = 1) =>
    (await app.post('/v1/partners', { email: `mara${n}@agency.example`, name: 'Mara Ito' })).body.id as string
  const typesReceived = () => received.map(({ body }) => JSON.parse(body).type)
  const deliveries = async (id: string) => (await app.get(`/v1/webhook-endpoints/${id}/deliveries`)).body.data

  test('an event is sent once, signed so that the standardwebhooks package believes it', async () => {
    const { id, secret } = await endpoint({ events: ['partner.created'] })
    const partnerId = await partner()
    await drain()
    expect(received).toHaveLength(1)
    const [{ url, headers, body }] = received as [Received]
    expect(url).toBe(URL_OF('acme'))
    expect(headers['webhook-id']).toMatch(/^msg_[^.]+$/)
    expect(headers['webhook-timestamp']).toBe(String(START / 1000))
    const verifier = new Webhook(secret)
    const signed = verifier.sign(headers['webhook-id'] ?? '', new Date(START), body)
    expect(headers['webhook-signature']).toBe(signed)
    expect(JSON.parse(body)).toEqual({
      type: 'partner.created',
      timestamp: new Date(START).toISOString(),
      sequence: 1,
      data: { id: partnerId, externalId: null, planId: 'refer', status: 'active' },
    })
    await drain()
    expect(received).toHaveLength(1)
    expect(await deliveries(id)).toMatchObject([
      { status: 'delivered', attempts: 1, lastStatusCode: 200, nextAttemptAt: null },
    ])
  })

  test('while nobody listens, nothing is written', async () => {
    await partner()
    const { db } = app.composed.services.store
    for (const table of ['webhook_event', 'webhook_sequence', 'outbox'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
  })

  test('a failing receiver is tried ten times over three days, each time with the same id and a fresh signature', async () => {
    receive = () => answer(500)
    const { id } = await endpoint({ events: ['partner.created'] })
    await partner()
    for (let step = 0; step < 12; step++) {
      await drain()
      const [delivery] = await deliveries(id)
      if (delivery.status !== 'pending') break
      app.clock.set(Date.parse(delivery.nextAttemptAt) - 1)
      const before = received.length
      await drain()
      expect(received).toHaveLength(before)
      app.clock.advance(1)
    }
    expect(received).toHaveLength(10)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    expect(new Set(received.map(({ headers }) => headers['webhook-signature'])).size).toBe(10)
    const waits = received.slice(1).map(({ at }, n) => (at - (received[n]?.at ?? 0)) / 1000)
    const planned = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for (const [n, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual((planned[n] ?? 0) * 0.9 - 0.001)
      expect(wait).toBeLessThanOrEqual((planned[n] ?? 0) * 1.1 + 0.001)
    }
    expect(waits).not.toEqual(planned)
    expect(await deliveries(id)).toMatchObject([{ status: 'failed', attempts: 10, nextAttemptAt: null }])
    const [{ id: deliveryId }] = await deliveries(id)
    const { log } = (await app.get(`/v1/webhook-deliveries/${deliveryId}`)).body
    expect(log).toHaveLength(10)
  })

  test('429 with Retry-After: the whole endpoint waits as long as it says', async () => {
    const { id } = await endpoint({ events: ['partner.created'] })
    receive = () => answer(429, '120')
    await partner(1)
    await drain()
    await partner(2)
    app.clock.advance(119_999)
    await drain()
    expect(received).toHaveLength(1)
    receive = () => ok
    app.clock.advance(1)
    await drain()
    expect(received).toHaveLength(3)
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }])
  })

  test('410 disables the endpoint, and the staff is told', async () => {
    await app.post('/v1/staff', { email: 'ada@acme.example', role: 'owner' })
    receive = () => answer(410)
    const { id } = await endpoint({ events: ['partner.created'] })
    await partner(1)
    await drain()
    await partner(2)
    app.clock.advance(DAY_MS)
    await drain()
    expect(received).toHaveLength(1)
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).body).toMatchObject({
      status: 'disabled',
      statusReason: expect.stringContaining('410'),
    })
    await app.composed.sendMail()
    expect(app.mails.map(({ to, text }) => [to, text.includes(URL_OF('acme'))])).toEqual([
      ['ada@acme.example', true],
    ])
  })

  test('after five days of nothing but failures it is paused, with a mail; later what was missed can be replayed', async () => {
    await app.post('/v1/staff', { email: 'ada@acme.example', role: 'owner' })
    receive = () => answer(500)
    const { id } = await endpoint({ events: ['partner.created'] })
    await partner(1)
    await drain()
    app.clock.advance(5 * DAY_MS - 1)
    await drain()
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).body.status).toBe('active')
    app.clock.advance(DAY_MS)
    await drain()
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).body).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining('five days'),
    })
    await app.composed.sendMail()
    expect(app.mails).toHaveLength(1)

    const before = received.length
    receive = () => ok
    await partner(2)
    await drain()
    expect(received).toHaveLength(before)
    await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
    const replay = await app.post(`/v1/webhook-endpoints/${id}/replay`, {
      since: new Date(START).toISOString(),
    })
    expect(replay.body).toMatchObject({ deliveries: 2, more: false })
    app.clock.advance(DAY_MS)
    await drain()
    const ids = received.slice(before).map(({ headers }) => headers['webhook-id'])
    // The first one was still pending, too.
    expect(new Set(ids).size).toBe(2)
    expect(ids).toHaveLength(3)
  })

  test('one success ends the counting of failures', async () => {
    const { id } = await endpoint({ events: ['partner.created'] })
    receive = () => answer(500)
    await partner(1)
    await drain()
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).body.failingSince).not.toBeNull()
    receive = () => ok
    app.clock.advance(60_000)
    await drain()
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).body.failingSince).toBeNull()
  })

  test('a receiver that hangs holds up no other', async () => {
    let letGo = (): void => {}
    const hangs = new Promise<Posted>((resolve) => (letGo = () => resolve(answer(500))))
    receive = ({ url }) => (url === URL_OF('slow') ? hangs : ok)
    await endpoint({ url: URL_OF('slow'), events: ['partner.created'] })
    await endpoint({ url: URL_OF('quick'), events: ['partner.created'] })
    for (let n = 0; n < 12; n++) await partner(n)
    const draining = drain()
    await until(() => received.filter(({ url }) => url === URL_OF('quick')).length === 12)
    // And of the slow one no more than may be under way at once.
    expect(received.filter(({ url }) => url === URL_OF('slow'))).toHaveLength(4)
    letGo()
    await draining
  })

  test('two servers send each event once', async () => {
    receive = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return ok
    }
    await endpoint({ events: ['partner.created'] })
    const { services } = app.composed
    services.queued = () => {}
    for (let n = 0; n < 12; n++) await partner(n)
    const silent = createLog('silent')
    jobs = [createWebhookJob(services, post, silent), createWebhookJob(services, post, silent)]
    await Promise.all(jobs.map((job) => job.drain()))
    expect(received).toHaveLength(12)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(12)
  })

  test('what a killed server had in hand is sent by the next one', async () => {
    const { id } = await endpoint({ events: ['partner.created'] })
    app.composed.services.queued = () => {}
    await partner()
    const { db, write } = app.composed.services.store
    await write((trx) =>
      trx
        .updateTable('outbox')
        .set({ leased_until: app.clock.now() + 60_000, attempts: 1 })
        .where('topic', '=', 'webhook')
        .execute(),
    )
    await drain()
    expect(received).toHaveLength(0)
    app.clock.advance(60_001)
    await drain()
    expect(received).toHaveLength(1)
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 2 }])
    expect(await db.selectFrom('webhook_attempt').selectAll().execute()).toHaveLength(1)
  })

  test('after a rotation both secrets sign for a day', async () => {
    const { id, secret } = await endpoint({ events: ['partner.created'] })
    const rotated = (await app.post(`/v1/webhook-endpoints/${id}/rotate-secret`, undefined)).body
    expect(rotated).toEqual({
      secret: expect.stringMatching(/^whsec_/),
      previousUntil: new Date(START + DAY_MS).toISOString(),
    })
    const believed = (one: string, { headers, body }: Received) => {
      const sent = new Date(Number(headers['webhook-timestamp']) * 1000)
      return (headers['webhook-signature'] ?? '')
        .split(' ')
        .includes(new Webhook(one).sign(headers['webhook-id'] ?? '', sent, body))
    }
    await partner(1)
    await drain()
    app.clock.advance(DAY_MS)
    await partner(2)
    await drain()
    const [during, after] = received as [Received, Received]
    expect([believed(rotated.secret, during), believed(secret, during)]).toEqual([true, true])
    expect([believed(rotated.secret, after), believed(secret, after)]).toEqual([true, false])
  })

  test('the secret is shown once and nowhere in the database', async () => {
    const { id, secret } = await endpoint()
    expect((await app.get('/v1/webhook-endpoints')).text).not.toContain('whsec_')
    expect((await app.get(`/v1/webhook-endpoints/${id}`)).text).not.toContain('whsec_')
    const { db } = app.composed.services.store
    for (const table of ['webhook_endpoint', 'idempotency'] as const) {
      expect(JSON.stringify(await db.selectFrom(table).selectAll().execute())).not.toContain(secret.slice(6))
    }
  })

  test('a test and a replay reach the endpoint, the replay under the same id', async () => {
    const { id } = await endpoint({ events: ['lead.accepted'] })
    const sent = await app.post(`/v1/webhook-endpoints/${id}/test`, undefined)
    expect(sent.body).toMatchObject({ eventType: 'webhook.test', status: 'pending', log: [] })
    await drain()
    const again = await app.post(`/v1/webhook-deliveries/${sent.body.id}/replay`, undefined)
    expect(again.status).toBe(201)
    await drain()
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([
      sent.body.eventId,
      sent.body.eventId,
    ])
    const found = (await app.get(`/v1/webhook-deliveries/${sent.body.id}`)).body
    expect(found).toMatchObject({
      status: 'delivered',
      body: received[0]?.body,
      log: [{ statusCode: 200, response: 'ok', error: null }],
    })
  })

  test('a paused endpoint is sent nothing until it is active again', async () => {
    const { id } = await endpoint({ events: ['partner.created'] })
    app.composed.services.queued = () => {}
    await partner(1)
    await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'paused' })
    await drain()
    expect(received).toHaveLength(0)
    expect((await app.post(`/v1/webhook-endpoints/${id}/test`, undefined)).body.code).toBe(
      'endpoint_not_active',
    )
    await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
    await drain()
    expect(received).toHaveLength(1)
  })

  test('a story of money tells every event, each as the catalogue says, without anybody’s name', async () => {
    const events = () => app.composed.services.store.db.selectFrom('webhook_event').selectAll().execute()
    const { id } = await endpoint()
    await app.post(`/v1/webhook-endpoints/${id}/test`, undefined)
    const ada = await earnt(app, 'Ada', 3_000)
    await papers(app, ada)
    await app.post('/v1/partners/apply', { email: 'new@person.example' }, { as: PK })
    const mara = await partner()
    await app.post('/v1/coupons', { partnerId: mara, code: 'MARA' })
    await app.call('PATCH', `/v1/partners/${mara}`, { status: 'paused' })
    await app.call('PATCH', `/v1/partners/${mara}`, { status: 'active' })
    for (const status of ['accepted', 'declined']) {
      const lead = await app.post('/v1/leads', {
        partnerId: mara,
        company: 'Client GmbH',
        contact: { name: 'Kim Sol', email: 'kim@client.example' },
        need: 'Something that pages people.',
      })
      await app.post(`/v1/leads/${lead.body.id}/decision`, { status })
    }
    await app.post('/v1/customers', { externalId: 'c', email: 'kim@client.example', coupon: 'MARA' })
    const sold = await app.post('/v1/sales', {
      externalId: 'o',
      customerExternalId: 'c',
      amount: 10_000,
      currency: 'EUR',
    })
    expect(sold.status).toBe(201)
    await app.post('/v1/refunds', { externalId: 'r', saleExternalId: 'o', amount: 5_000 })
    await app.post('/v1/disputes', { externalId: 'd', saleExternalId: 'o', amount: 5_000, status: 'opened' })
    await drain()
    // Nothing is kept for longer than 30 days.
    const earlier = await events()
    app.clock.advance(31 * DAY_MS)
    await drain()
    await app.post('/v1/disputes', { externalId: 'd', saleExternalId: 'o', amount: 5_000, status: 'won' })
    const run = await app.post('/v1/payouts', { currency: 'EUR' })
    expect(run.status).toBe(201)
    const { lines } = (await app.get(`/v1/payouts/${run.body.id}`)).body
    for (const status of ['paid', 'failed']) {
      const line = `/v1/payouts/${run.body.id}/lines/${lines[0].id}`
      expect((await app.post(line, { status })).status).toBe(200)
    }
    await drain()
    const all = [...earlier, ...(await events()).filter(({ id }) => !earlier.some((one) => one.id === id))]
    for (const { type, body } of all) {
      const parsed = webhookBody(type as EventType)
        .strict()
        .parse(JSON.parse(body))
      expect(parsed).toEqual(JSON.parse(body))
      expect(body).not.toMatch(/Mara|Ada|Kim|@|Client/)
    }
    const told = new Set(all.map(({ type }) => type))
    expect(allEventTypes.filter((type) => !told.has(type)).sort()).toEqual([])
    expect(new Set(typesReceived())).toEqual(told)
  })

  test('the Node SDK believes what was sent and knows its type, and nothing that was changed on the way', async () => {
    const { secret } = await endpoint({ events: ['commission.created'] })
    await earnt(app, 'Ada', 3_000)
    await drain()
    const [{ headers, body }] = received as [Received]
    const now = app.clock.now()
    const event = unwrap(body, headers, secret, { now })
    if (event.type !== 'commission.created') throw new Error(event.type)
    const amount: number = event.data.amount
    expect([event.id, amount, event.data.currency]).toEqual([headers['webhook-id'], 3_000, 'EUR'])
    expect(() => unwrap(body.replace('3000', '9000'), headers, secret, { now })).toThrow(
      expect.objectContaining({ code: 'bad_signature' }),
    )
    expect(() => unwrap(body, headers, secret, { now: now + 301_000 })).toThrow(
      expect.objectContaining({ code: 'too_old' }),
    )
  })

  test('what was told and what came back is kept for 30 days, the numbering for ever', async () => {
    const { id } = await endpoint({ events: ['partner.updated'] })
    const mara = await partner()
    const { services } = app.composed
    const retention = createRetention(services, services.store as OpenStore, createLog('silent'))
    const kept = async () => {
      await retention.run()
      const { db } = services.store
      const tables = ['webhook_event', 'webhook_attempt', 'outbox', 'webhook_sequence'] as const
      const counted = tables.map(
        async (table) => (await db.selectFrom(table).select('program_id').execute()).length,
      )
      return Promise.all(counted)
    }
    await app.call('PATCH', `/v1/partners/${mara}`, { status: 'paused' })
    await drain()
    // Also of itself and its link, which this endpoint did not ask for.
    expect(await kept()).toEqual([3, 1, 1, 2])
    app.clock.advance(30 * DAY_MS)
    expect(await kept()).toEqual([3, 1, 1, 2])
    app.clock.advance(1)
    expect(await kept()).toEqual([0, 0, 0, 2])
    expect(await deliveries(id)).toEqual([])
    await app.call('PATCH', `/v1/partners/${mara}`, { status: 'active' })
    await drain()
    expect(received.map(({ body }) => JSON.parse(body).sequence)).toEqual([2, 3])
    retention.stop()
  })
})

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 1000; n++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it did not come to hold')
}
