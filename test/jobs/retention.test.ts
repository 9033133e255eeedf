/** What goes after its time, and what stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenStore } from '../../server/db/store.ts'
import { createRetention } from '../../server/jobs/retention.ts'
import { createLog } from '../../server/log.ts'
import { DAY_MS, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const tables = [
  'idempotency',
  'outbox',
  'partner_token',
  'sign_in_token',
  'session',
  'inbox_event',
  'visitor_salt',
] as const

describe.each(engines)('retention on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine)
  })
  afterAll(() => app.close())

  test('tokens go when they end, salts after two days, the rest after its while; money stays', async () => {
    const { services } = app.composed
    const { store } = services
    const retention = createRetention(services, store as OpenStore, createLog('silent'))
    const { id: partnerId } = (await app.post('/v1/partners', { email: 'mara@x.example', name: 'Mara' })).body
    await app.click('mara')
    await app.post('/v1/tokens', { partnerId })
    const sale = { externalId: 's', amount: 1_000, currency: 'EUR' }
    await app.post('/v1/sales', sale, { headers: { 'Idempotency-Key': 'k' } })
    await app.post('/v1/sign-in', { email: 'mara@x.example' }, { as: null })
    await app.composed.sendMail()
    const token = /#sign-in=([\w-]+)/.exec(app.mails[0]?.text ?? '')?.[1]
    await app.post('/v1/sessions', { token }, { as: null, headers: { Origin: 'https://refer.acme.example' } })

    const { id: program } = await store.db
      .selectFrom('program')
      .where('mode', '=', 'live')
      .select('id')
      .executeTakeFirstOrThrow()
    const event = (id: string, status: 'done' | 'parked') => ({
      program_id: program,
      source: 'stripe',
      id,
      type: 'charge.refunded',
      object_id: 'ch_1',
      customer: null,
      payload: '{"email":"ada@x.example"}',
      occurred_at: app.clock.now(),
      created_at: app.clock.now(),
      status,
      due_at: null,
      attempts: 1,
      outcome: '',
      processed_at: app.clock.now(),
    })
    await store.write((trx) => trx.insertInto('inbox_event').values(event('evt_1', 'done')).execute())

    const left = async (): Promise<string[]> => {
      await retention.run()
      const counts = await Promise.all(
        tables.map(
          async (table) => [table, (await store.db.selectFrom(table).selectAll().execute()).length] as const,
        ),
      )
      return counts.filter(([, count]) => count > 0).map(([table]) => table)
    }
    expect(await left()).toEqual([...tables])
    app.clock.advance(3_600_001)
    expect(await left()).toEqual(tables.filter((table) => table !== 'partner_token'))
    app.clock.advance(2 * DAY_MS)
    expect(await left()).toEqual(['idempotency', 'outbox', 'session', 'inbox_event'])
    app.clock.advance(6 * DAY_MS)
    expect(await left()).toEqual(['idempotency', 'session', 'inbox_event'])
    await store.write((trx) => trx.insertInto('inbox_event').values(event('evt_2', 'parked')).execute())
    app.clock.advance(23 * DAY_MS)
    // What waits for something else to arrive is needed for as long as it waits.
    expect(await left()).toEqual(['inbox_event'])
    expect(await store.db.selectFrom('inbox_event').select('id').execute()).toEqual([{ id: 'evt_2' }])
    // The natural key is for ever: even then nothing is recorded twice.
    const again = await app.post('/v1/sales', sale, { headers: { 'Idempotency-Key': 'k' } })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, null])
    retention.stop()
  })
})
