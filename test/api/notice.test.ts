/** Changed terms: published with notice, told in plain words, and never for a customer that is bound already. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProgramDefinition } from '../../server/core/types.ts'
import { DAY_MS, definition, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const noticed: ProgramDefinition = { ...definition, noticeDays: 30 }
const [refer, stay, create] = noticed.plans
if (!refer || !stay || !create) throw new Error('three plans')
const lower = { ...refer, rules: [{ rateBps: 1500, payments: 1 }] }
const inDays = (days: number) => new Date(START + days * DAY_MS).toISOString()

describe.each(engines)('a change of terms on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine, { program: noticed })
    await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito', planId: 'refer' })
    await app.post('/v1/partners', { email: 'ben@other.example', name: 'Ben', planId: 'stay' })
    await app.post(
      '/v1/partners/apply',
      { email: 'nobody@else.example', planId: 'refer' },
      { as: 'gw_pk_0123456789abcdefghijkl' },
    )
    await app.composed.sendMail()
    app.mails.length = 0
  })
  afterAll(() => app.close())

  const put = (change: Partial<ProgramDefinition>, query = '') =>
    app.call('PUT', `/v1/program${query}`, { ...noticed, ...change })
  const diff = async (change: Partial<ProgramDefinition>, query = '') =>
    (await app.post(`/v1/program/diff${query}`, { ...noticed, ...change })).body
  const program = async () => (await app.get('/v1/program')).body
  const referNow = async () => {
    const { plans } = await program()
    return [plans[0].name, plans[0].rules[0].rateBps, plans[0].version]
  }
  const sell = async (externalId: string, customerExternalId: string) =>
    (await app.post('/v1/sales', { externalId, customerExternalId, amount: 10_000, currency: 'EUR' })).body
      .commissions[0]?.amount
  let told = ''

  test('is shown in plain words first, with whom it concerns', async () => {
    const body = await diff({ name: 'Acme Friends', plans: [{ ...lower, name: 'Refer' }, stay, create] })
    expect(body).toEqual({
      changes: [
        { text: 'Refer: until now called Refer once.', effectiveAt: inDays(0), terms: false },
        {
          text: 'The program is called Acme Friends instead of Acme Partners.',
          effectiveAt: inDays(0),
          terms: false,
        },
        {
          text: 'Refer: 20 % becomes 15 % of the first payment of every customer you bring.',
          effectiveAt: inDays(30),
          terms: true,
        },
      ],
      told: 1,
      effectiveAt: inDays(30),
    })
    expect(await diff({})).toEqual({ changes: [], told: 0, effectiveAt: null })
    expect((await program()).upcoming).toBeNull()
  })

  test('corrections count at once, terms wait, and partners on the plan are told', async () => {
    await app.post('/v1/customers', { externalId: 'old', code: 'mara' })
    expect(await sell('s0', 'old')).toBe(2000)
    app.clock.advance(1000)
    const { status, body } = await put({ name: 'Acme Friends', plans: [lower, stay, create] })
    expect([status, body.name]).toEqual([200, 'Acme Friends'])
    expect(await referNow()).toEqual(['Refer once', 2000, 1])
    expect(body.upcoming.changes).toEqual([
      'Refer once: 20 % becomes 15 % of the first payment of every customer you bring.',
    ])
    await app.composed.sendMail()
    expect(app.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['mara@agency.example', 'New terms with Acme Friends from 21 December 2026'],
    ])
    expect(app.mails[0]?.text).toContain('20 % becomes 15 %')
    expect(app.mails[0]?.text).toContain('keep the terms they came under')
    told = body.upcoming.effectiveAt
  })

  test('the same again changes nothing and tells nobody', async () => {
    const before = (await app.get('/v1/program/versions')).text
    await put({ name: 'Acme Friends', plans: [lower, stay, create] })
    await app.composed.sendMail()
    expect((await app.get('/v1/program/versions')).text).toBe(before)
    expect(app.mails).toHaveLength(1)
  })

  test('a correction meanwhile keeps the date that was announced', async () => {
    app.clock.advance(3 * DAY_MS)
    await put({ name: 'Acme & Friends', plans: [lower, stay, create] })
    const { name, upcoming } = await program()
    expect([name, upcoming.effectiveAt]).toEqual(['Acme & Friends', told])
    expect(await referNow()).toEqual(['Refer once', 2000, 1])
  })

  test('before the date new customers get the old terms, from it on the new ones', async () => {
    app.clock.set(Date.parse(told) - 1)
    await app.post('/v1/customers', { externalId: 'just-before', code: 'mara' })
    expect(await sell('s1', 'just-before')).toBe(2000)
    app.clock.set(Date.parse(told))
    expect(await referNow()).toEqual(['Refer once', 1500, 2])
    expect((await program()).upcoming).toBeNull()
    await app.post('/v1/customers', { externalId: 'on-the-day', code: 'mara' })
    expect(await sell('s2', 'on-the-day')).toBe(1500)
    // Reported late: it signed up before the change.
    const occurredAt = new Date(Date.parse(told) - 5000).toISOString()
    await app.post('/v1/customers', { externalId: 'late', code: 'mara', occurredAt })
    expect(await sell('s3', 'late')).toBe(2000)
  })

  test('an announcement that is called off is told as well', async () => {
    app.mails.length = 0
    const now = { name: 'Acme & Friends', plans: [lower, stay, create] }
    const higher = { ...lower, rules: [{ rateBps: 3000, payments: 1 }] }
    app.clock.advance(1000)
    await put({ ...now, plans: [higher, stay, create] })
    await app.composed.sendMail()
    app.clock.advance(1000)
    await put(now)
    await app.composed.sendMail()
    expect(app.mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^New terms with Acme & Friends from /),
      'Your terms with Acme & Friends stay as they are',
    ])
    app.clock.advance(31 * DAY_MS)
    expect((await referNow()).slice(0, 2)).toEqual(['Refer once', 1500])
  })

  test('notice cannot be cut short, not even together with the notice itself', async () => {
    const plans = [{ ...lower, rules: [{ rateBps: 100, payments: 1 }] }, stay, create]
    const soon = new Date(app.clock.now() + DAY_MS).toISOString()
    const refused = await put({ plans }, `?effectiveAt=${soon}`)
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'effectiveAt'])
    const { effectiveAt } = await diff({ plans, noticeDays: 0 })
    expect(Date.parse(effectiveAt)).toBe(app.clock.now() + 30 * DAY_MS)
    const later = new Date(app.clock.now() + 90 * DAY_MS).toISOString()
    expect((await diff({ plans, name: 'Later' }, `?effectiveAt=${later}`)).changes).toEqual(
      expect.arrayContaining([expect.objectContaining({ effectiveAt: later, terms: false })]),
    )
  })

  test('everything changes, and an old customer renews under its own terms', async () => {
    const everything: Partial<ProgramDefinition> = {
      name: 'Other',
      holdDays: 3,
      attribution: { model: 'first_click', windowDays: 7 },
      minimumPayout: { EUR: 90_000 },
      payoutDay: 28,
      noticeDays: 0,
      override: { rateBps: 500, of: 'sale' },
      plans: [
        { ...refer, name: 'Nothing', kind: 'residual', rules: [{ flat: { EUR: 1 }, payments: 1 }] },
        { ...stay, rules: [{ rateBps: 1 }] },
        create,
      ],
    }
    const before = (await app.get('/v1/commissions')).body.data
    await app.post('/v1/customers', { externalId: 'stays', code: 'ben' })
    expect(await sell('r1', 'stays')).toBe(1000)
    await put(everything)
    app.clock.advance(40 * DAY_MS)
    expect((await program()).holdDays).toBe(3)
    expect(await sell('r2', 'stays')).toBe(1000)
    await app.post('/v1/customers', { externalId: 'new', code: 'ben' })
    expect(await sell('r3', 'new')).toBe(1)
    const after = (await app.get('/v1/commissions')).body.data
    const amounts = (list: { id: string; amount: number }[]) => list.map(({ id, amount }) => [id, amount])
    expect(amounts(after)).toEqual(expect.arrayContaining(amounts(before)))
  })

  test('every version is kept and says what it changed', async () => {
    const { data } = (await app.get('/v1/program/versions')).body
    expect(data.at(-1)).toMatchObject({ version: 1, changes: [], definition: { name: 'Acme Partners' } })
    expect(data.map((one: { version: number }) => one.version)).toEqual(
      Array.from(data, (_, index) => data.length - index),
    )
    expect(data[0].changes.join(' ')).toContain('You earn 0.01 EUR for the first payment')
  })
})
