/** What waits to be done, as `/metrics` tells it. */
import { CompiledQuery, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Back } from '../../server/api/bridge.ts'
import { serverMetrics } from '../../server/api/metrics.ts'
import { answersOf } from '../../server/back.ts'
import { readBacklog } from '../../server/services/backlog.ts'
import { DAY_MS, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { deliver, eventOf } from '../support/stripe.ts'

describe.each(engines)('the backlog on %s', (engine) => {
  let app: TestApp
  beforeEach(async () => {
    app = await startApp(engine, { postWebhook: async () => answer })
  })
  afterEach(() => app.close())

  let answer = { statusCode: 500, retryAfter: null, response: '', error: null, durationMs: 1 }

  /** Lines of the metrics, without the zeros. */
  async function metrics(names: RegExp, ask?: Back['ask']): Promise<Record<string, number>> {
    const answers = answersOf(app.composed, () => {})
    const back: Back = { underWay: 0, ask: ask ?? ((name, question) => answers[name](question)) }
    const recorder = { stats: { stored: 0, unconfirmed: 0, dropped: 0, waiting: 0 } }
    const { text } = serverMetrics(recorder as never, back, { shed: 0, clicksShed: 0 })
    const lines = (await text()).split('\n').filter((line) => names.test(line))
    const numbers = lines
      .map((line) => line.split(' '))
      .map(([name, value]) => [name, Number(value)] as const)
    return Object.fromEntries(numbers.filter(([, value]) => value !== 0))
  }
  const backlog = (ask?: Back['ask']) => metrics(/^goodword_(inbox|outbox|webhook)_(?!\w*_total)/, ask)
  const totals = () => metrics(/^goodword_(inbox|webhook)_\w*_total/)

  const charge = (n: number) =>
    eventOf(`evt_${n}`, 'charge.succeeded', START / 1000, {
      id: `ch_${n}`,
      object: 'charge',
      created: START / 1000,
      status: 'succeeded',
      captured: true,
      customer: `cus_${n}`,
      payment_intent: `pi_${n}`,
      currency: 'eur',
      amount: 1_000,
      amount_captured: 1_000,
      amount_refunded: 0,
    })

  test('an event that waits, and one that waits for another', async () => {
    expect(await backlog()).toEqual({})
    // The job looks at what the hook stored of its own accord; what is stored here it does not know of.
    await deliver(app, charge(1))
    await app.composed.processEvents()
    expect(await backlog()).toEqual({ 'goodword_inbox_events{source="stripe",status="parked"}': 1 })
    const { store } = app.composed.services
    const [parked] = await store.db.selectFrom('inbox_event').selectAll().execute()
    if (!parked) throw new Error('no event')
    const waiting = { ...parked, id: 'evt_2', status: 'waiting', due_at: START } as const
    await store.write((trx) => trx.insertInto('inbox_event').values(waiting).execute())
    app.clock.advance(90_000)
    expect(await backlog()).toEqual({
      'goodword_inbox_events{source="stripe",status="parked"}': 1,
      'goodword_inbox_events{source="stripe",status="waiting"}': 1,
      'goodword_inbox_late_seconds{source="stripe"}': 90,
    })
  })

  test('webhooks that fail wait, and no longer once their receiver is paused', async () => {
    const { id } = (await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/hooks' })).body
    await app.post('/v1/partners', { email: 'mara@x.example', name: 'Mara' })
    await app.composed.sendMail()
    await app.composed.sendWebhooks()
    app.clock.advance(60_000)
    expect(await backlog()).toMatchObject({
      'goodword_webhook_endpoints{status="active"}': 1,
      // Of the partner and of its link, tried once more in five seconds or so.
      'goodword_outbox_waiting{topic="webhook"}': 2,
      'goodword_outbox_late_seconds{topic="webhook"}': expect.closeTo(55, 0),
    })
    await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'paused' })
    expect(await backlog()).toEqual({ 'goodword_webhook_endpoints{status="paused"}': 1 })
    await app.call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
    answer = { ...answer, statusCode: 200 }
    app.clock.advance(DAY_MS)
    await app.composed.sendWebhooks()
    expect(await backlog()).toEqual({ 'goodword_webhook_endpoints{status="active"}': 1 })
  })

  test('what was done is counted by how it ended', async () => {
    expect(await totals()).toEqual({})
    await deliver(app, charge(1))
    await deliver(app, eventOf('evt_2', 'balance.available', START / 1000, { object: 'balance' }))
    await app.composed.processEvents()
    const { id } = (await app.post('/v1/webhook-endpoints', { url: 'https://acme.example/hooks' })).body
    const tell = async (statusCode: number, events: number) => {
      answer = { ...answer, statusCode }
      for (let n = 0; n < events; n++) await app.post(`/v1/webhook-endpoints/${id}/test`, {})
      await app.composed.sendWebhooks()
    }
    await tell(200, 2)
    await tell(500, 1)
    await tell(410, 1)
    expect(await totals()).toEqual({
      'goodword_inbox_processed_total{source="stripe",outcome="parked"}': 1,
      'goodword_inbox_processed_total{source="stripe",outcome="ignored"}': 1,
      'goodword_webhook_attempts_total{outcome="delivered"}': 2,
      'goodword_webhook_attempts_total{outcome="again"}': 1,
      'goodword_webhook_attempts_total{outcome="gone"}': 1,
    })
  })

  test('what is done already is not read to count what waits', async () => {
    const { services } = app.composed
    const { db } = services.store
    const asked: CompiledQuery[] = []
    const watching = db.withPlugin({
      transformQuery: ({ node, queryId }) => {
        asked.push(db.getExecutor().compileQuery(node, queryId))
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await readBacklog({ ...services, store: { ...services.store, db: watching } })
    const plans = await Promise.all(asked.map(({ sql: text, parameters }) => planOf(text, parameters)))
    expect(plans.filter((plan) => plan.includes('inbox_event_open'))).toHaveLength(1)
    expect(plans.filter((plan) => plan.includes('outbox_waiting'))).toHaveLength(1)
  })

  /** On PostgreSQL as if the tables were large. */
  async function planOf(text: string, parameters: readonly unknown[]): Promise<string> {
    const { db } = app.composed.services.store
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain'
    const rows = await db.transaction().execute(async (trx) => {
      if (engine === 'postgres') await sql`set local enable_seqscan = off`.execute(trx)
      return (await trx.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]))).rows
    })
    return JSON.stringify(rows)
  }

  test('of a back that does not answer, the other numbers are told all the same', async () => {
    expect(await backlog(() => new Promise(() => {}))).toEqual({})
    expect(await backlog(() => Promise.reject(new Error('gone')))).toEqual({})
  })
})
