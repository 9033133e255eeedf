/** What is kept in memory between requests: right at once after a change made here, soon after one made elsewhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Composed, compose } from '../../server/compose.ts'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createLog } from '../../server/log.ts'
import { KEPT_MS } from '../../server/services/kept.ts'
import { createKey } from '../../server/services/keys.ts'
import { keptProgram, programIn } from '../../server/services/programs.ts'
import { applyDefinition } from '../../server/services/publish.ts'
import { DAY_MS, definition, PK, SK, START, startApp, type TestApp } from '../support/app.ts'
import { testClock, testIds } from '../support/clock.ts'
import { engines, openTestStore } from '../support/engines.ts'

const renamed = (name: string) => ({ ...definition, name })

describe.each(engines)('after a change made here, on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine)
  })
  afterAll(() => app.close())
  const nameNow = async () => (await app.get('/v1/program')).body.name

  test('a published program is there at once, for reading and for writing', async () => {
    expect(await nameNow()).toBe(definition.name)
    await app.call('PUT', '/v1/program', { ...renamed('Second'), currencies: ['CHF'], minimumPayout: {} })
    expect(await nameNow()).toBe('Second')
    const sale = { externalId: 's1', amount: 100, currency: 'CHF' }
    expect((await app.post('/v1/sales', sale)).status).toBe(201)
    expect((await app.post('/v1/sales', { ...sale, externalId: 's2', currency: 'EUR' })).status).toBe(422)
  })

  test('one that failed to be stored never is', async () => {
    const before = await nameNow()
    const answer = await app.call('PUT', '/v1/program', { ...renamed('Third'), allowedOrigins: ['nonsense'] })
    expect([answer.status, await nameNow()]).toEqual([422, before])
  })

  test.runIf(engine === 'sqlite')('a write that waits together with a new program sees it', async () => {
    const { services } = app.composed
    const { store } = services
    const { program_id: id } = await store.db
      .selectFrom('api_key')
      .select('program_id')
      .executeTakeFirstOrThrow()
    const known = await keptProgram(services, id)
    const seen = () => store.write(async (trx) => (await programIn(services, trx, known)).definition.name)
    const next = { ...renamed('Fourth'), currencies: ['USD'], minimumPayout: {} }
    const [before, , after] = await Promise.all([
      seen(),
      store.write((trx) => applyDefinition(services, trx, known, next)),
      seen(),
    ])
    expect([before, after]).toEqual([known.definition.name, 'Fourth'])
    // One that is undone is not there for those who shared its commit, nor afterwards.
    const undone = { ...renamed('Fifth'), currencies: ['USD'], minimumPayout: {} }
    const [failed, beside] = await Promise.allSettled([
      store.write(async (trx) => {
        await applyDefinition(services, trx, await programIn(services, trx, known), undone)
        throw new Error('changed my mind')
      }),
      seen(),
    ])
    expect([failed.status, beside]).toEqual(['rejected', { status: 'fulfilled', value: 'Fourth' }])
    expect([await seen(), await nameNow()]).toEqual(['Fourth', 'Fourth'])
  })

  test('a key that was refused is taken as soon as there is one', async () => {
    const key = 'gw_sk_abcdefghijklmnopqrstuvwx'
    expect((await app.get('/v1/program', { as: key })).status).toBe(401)
    const { services } = app.composed
    const program = await services.store.db
      .selectFrom('program')
      .where('mode', '=', 'live')
      .selectAll()
      .executeTakeFirstOrThrow()
    await services.store.write((trx) =>
      createKey(services, trx, { id: program.id, mode: 'live', now: START }, 'secret', key),
    )
    expect((await app.get('/v1/program', { as: key })).status).toBe(200)
    const made = await app.post('/v1/keys', { kind: 'secret' }, { as: key })
    expect((await app.get('/v1/program', { as: made.body.key })).status).toBe(200)
  })

  test('a key that was revoked opens nothing from then on, and the last secret one stays', async () => {
    const { id, key } = (await app.post('/v1/keys', { kind: 'secret' })).body
    const listed = async () =>
      (await app.get('/v1/keys')).body.data.map((one: { id: string; kind: string }) => [one.id, one.kind])
    expect((await app.get('/v1/partners', { as: key })).status).toBe(200)
    expect(await listed()).toContainEqual([id, 'secret'])
    const seen = (await app.get('/v1/keys')).body.data.find((one: { id: string }) => one.id === id)
    expect(seen).toEqual({ id, kind: 'secret', hint: key.slice(-4), createdAt: expect.any(String) })
    const revoke = (which: string) => app.call('DELETE', `/v1/keys/${which}`)
    expect((await revoke(id)).status).toBe(204)
    expect((await app.get('/v1/partners', { as: key })).body.code).toBe('credential_invalid')
    expect((await revoke(id)).status).toBe(204)
    expect((await revoke('key_none')).body.code).toBe('not_found')
    const secrets = (await listed()).filter(([, kind]: string[]) => kind === 'secret')
    const mine = (await app.get('/v1/keys')).body.data.find(
      (one: { kind: string; hint: string }) => one.kind === 'secret' && one.hint === SK.slice(-4),
    ).id
    for (const [other] of secrets) if (other !== mine) expect((await revoke(other)).status).toBe(204)
    expect((await revoke(mine)).body).toMatchObject({ code: 'last_secret_key', status: 409 })
    expect((await app.get('/v1/partners')).status).toBe(200)
  })

  test('of two that are revoked at once, one stays', async () => {
    const made = (await app.post('/v1/keys', { kind: 'secret' })).body
    const keys: { id: string; kind: string }[] = (await app.get('/v1/keys')).body.data
    const secrets = keys.filter(({ kind }) => kind === 'secret').map(({ id }) => id)
    expect(secrets).toHaveLength(2)
    const answers = await Promise.all(secrets.map((id) => app.call('DELETE', `/v1/keys/${id}`)))
    // The second may find its own key revoked already.
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    const left = await app.composed.services.store.db
      .selectFrom('api_key')
      .where('id', 'in', secrets)
      .where('revoked_at', 'is', null)
      .select('id')
      .execute()
    expect(left).toHaveLength(1)
    const key = left[0]?.id === made.id ? made.key : SK
    expect((await app.get('/v1/partners', { as: key })).status).toBe(200)
    // For the tests after this one.
    await app.composed.services.store.write((trx) =>
      trx.updateTable('api_key').set({ revoked_at: null }).where('id', 'in', secrets).execute(),
    )
  })

  test("the twin's clock and its reset count at once", async () => {
    const key = app.composed.newKeys.find(({ kind, mode }) => kind === 'secret' && mode === 'test')?.key
    const as = key ?? 'no key'
    const occurredAt = new Date(START + 3 * DAY_MS).toISOString()
    const sale = (externalId: string) => ({ externalId, amount: 100, currency: 'EUR', occurredAt })
    expect((await app.post('/v1/sales', sale('t1'), { as })).body.code).toBe('occurred_in_future')
    await app.post('/v1/test/clock', { days: 5 }, { as })
    expect((await app.post('/v1/sales', sale('t1'), { as })).status).toBe(201)
    await app.post('/v1/test/reset', undefined, { as })
    expect((await app.post('/v1/sales', sale('t2'), { as })).body.code).toBe('occurred_in_future')
  })
})

describe.runIf(engines.includes('postgres'))('after a change made by another server', () => {
  const clock = testClock(START)
  const cleanUp: (() => Promise<void>)[] = []
  let here: Composed
  let there: Composed
  beforeAll(async () => {
    const { store, options, drop } = await openTestStore('postgres')
    const second = await openStore(options)
    const server = (store: OpenStore, seed: number) =>
      compose({
        store,
        clock,
        ids: testIds(seed),
        publicUrl: 'https://refer.acme.example',
        definition,
        publishableKey: PK,
        secretKey: SK,
        log: createLog('silent'),
        mailTransport: { send: async () => {} },
      })
    here = await server(store, 1)
    there = await server(second, 2)
    cleanUp.push(
      () => here.close(),
      () => there.close(),
      () => second.close(),
      drop,
    )
  })
  afterAll(async () => {
    for (const act of cleanUp) await act()
  })
  const call = async ({ app }: Composed, method: string, path: string, body?: object) => {
    const headers = { Authorization: `Bearer ${SK}`, 'Content-Type': 'application/json' }
    const response = await app.request(path, { method, headers, body: body && JSON.stringify(body) })
    return { status: response.status, body: await response.json() }
  }

  test('it is read after a few seconds, and whatever is written counts with it at once', async () => {
    expect(KEPT_MS).toBeLessThanOrEqual(5_000)
    const nameThere = async () => (await call(there, 'GET', '/v1/program')).body.name
    expect(await nameThere()).toBe(definition.name)
    await call(here, 'PUT', '/v1/program', { ...renamed('Second'), currencies: ['CHF'], minimumPayout: {} })
    clock.advance(KEPT_MS - 1)
    expect(await nameThere()).toBe(definition.name)
    const sale = await call(there, 'POST', '/v1/sales', { externalId: 's1', amount: 100, currency: 'CHF' })
    expect(sale.status).toBe(201)
    clock.advance(1)
    expect(await nameThere()).toBe('Second')
  })
})
