/** Events that come in go before those that are processed, until what waits has waited long enough. */
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createInboxJob } from '../../server/jobs/inbox.ts'
import { createLog } from '../../server/log.ts'
import { storeEvent } from '../../server/services/inbox.ts'
import { processDue } from '../../server/services/process-event.ts'
import { programOfMode } from '../../server/services/programs.ts'
import { START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { eventOf } from '../support/stripe.ts'

const EVENTS = 30

describe.each(engines)('the inbox job on %s', (engine) => {
  let app: TestApp
  beforeEach(async () => {
    app = await startApp(engine)
  })
  afterEach(() => app.close())

  const aboutNothing = (n: number) =>
    eventOf(`evt_${n}`, 'balance.available', START / 1_000, { object: 'balance' })

  async function store(count: number, eventNo = aboutNothing): Promise<void> {
    const { services } = app.composed
    await services.store.write(async (trx) => {
      const program = await programOfMode(trx, services.clock, 'live')
      if (!program) throw new Error('there is no program')
      for (let n = 0; n < count; n++) {
        const event = eventNo(n)
        await storeEvent(services, trx, program, {
          source: 'stripe',
          id: event.id,
          type: event.type,
          objectId: event.id,
          customer: undefined,
          payload: JSON.stringify(event),
          occurredAt: START,
        })
      }
    })
  }

  /** @returns how often it rested while more came in all the time. */
  async function restsWhileMoreComes(): Promise<number> {
    let rests = 0
    const log = createLog('silent', { write() {} })
    const job = createInboxJob(app.composed.services, log, async () => void rests++)
    let goesOn = true
    const coming = (async () => {
      for (; goesOn; await turn()) job.kick()
    })()
    await job.drain()
    goesOn = false
    await coming
    await job.stop()
    return rests
  }

  const statuses = async () => {
    const rows = await app.composed.services.store.db.selectFrom('inbox_event').select('status').execute()
    return rows.map(({ status }) => status)
  }

  test('rests while more comes in, and processes everything', async () => {
    await store(EVENTS)
    expect(await restsWhileMoreComes()).toBeGreaterThan(0)
    expect(await statuses()).toEqual(Array(EVENTS).fill('ignored'))
  })

  test('of those that are processed together, one that fails is put off by itself', async () => {
    const paid = (n: number) =>
      eventOf(`evt_${n}`, 'invoice.paid', START / 1_000, {
        ...{ id: `in_${n}`, object: 'invoice', created: START / 1_000, status: 'paid' },
        // The program takes euros.
        ...{ currency: n === 2 ? 'jpy' : 'eur', total: 1_000, amount_paid: 1_000 },
        status_transitions: { paid_at: START / 1_000 },
      })
    await store(5, paid)
    const { services } = app.composed
    expect(await processDue(services)).toBe(true)
    const rows = await services.store.db
      .selectFrom('inbox_event')
      .select(['id', 'status', 'attempts', 'outcome'])
      .orderBy('id')
      .execute()
    expect(rows.map(({ status }) => status)).toEqual(['done', 'done', 'waiting', 'done', 'done'])
    expect(rows[2]).toMatchObject({ attempts: 1, outcome: expect.stringContaining('JPY') })
    const sales = await services.store.db
      .selectFrom('sale')
      .select('external_id')
      .orderBy('external_id')
      .execute()
    expect(sales.map((sale) => sale.external_id)).toEqual(
      ['in_0', 'in_1', 'in_3', 'in_4'].map((id) => `stripe:${id}`),
    )
  })

  test('what has been due for more than ten seconds waits for nobody, however much comes in', async () => {
    await store(EVENTS)
    app.clock.advance(10_000)
    expect(await restsWhileMoreComes()).toBe(0)
    expect(await statuses()).toEqual(Array(EVENTS).fill('ignored'))
  })
})
