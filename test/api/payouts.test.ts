/** Payouts from the dry run to paid, through the API. */
import { afterEach, describe, expect, test } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import { DAY_MS, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, type Paid, papers, signedIn } from '../support/payouts.ts'

describe.each(engines)('payouts on %s', (engine) => {
  let app: TestApp
  afterEach(async () => {
    expect((await verify(app.composed.services.store.db)).findings).toEqual([])
    await app.close()
  })

  const dry = async (body: object = {}) => (await app.post('/v1/payouts', { dryRun: true, ...body })).body
  const statuses = async ({ partnerId }: Paid) =>
    (await app.get(`/v1/commissions?partnerId=${partnerId}`)).body.data.map(
      (one: { status: string; amount: number }) => [one.amount, one.status],
    )
  const summary = async ({ token }: Paid) => (await app.get('/v1/me/summary', { as: token })).body

  test('a dry run says who gets what, who does not and why', async () => {
    app = await startApp(engine)
    const ready = await earnt(app, 'Ready Rita', 3_000)
    await papers(app, ready)
    await earnt(app, 'Paperless Pia', 2_000)
    const waiting = await earnt(app, 'Waiting Will', 2_000)
    await papers(app, waiting)
    await app.call(
      'PUT',
      '/v1/me/payout-details',
      { method: 'paypal', email: 'w@pay.example' },
      { as: waiting.token },
    )
    const small = await earnt(app, 'Small Sam', 999)
    await papers(app, small)
    const early = await earnt(app, 'Early Eve', 5_000, { daysAgo: 1 })
    await papers(app, early)
    const preview = await dry()
    expect(preview).toMatchObject({ payouts: 1, amount: 3_000, held: 5_000, minimum: 1_000, lastRun: null })
    const shown = Object.fromEntries(
      preview.lines.map((line: { name: string; amount: number; inTheWay: { code: string }[] }) => [
        line.name,
        [line.amount, ...line.inTheWay.map((one) => one.code)],
      ]),
    )
    expect(shown).toEqual({
      'Ready Rita': [3_000],
      'Paperless Pia': [2_000, 'no_tax_profile', 'no_details'],
      'Waiting Will': [2_000, 'details_waiting'],
      'Small Sam': [999, 'below_minimum'],
      'Early Eve': [0, 'nothing_due'],
    })
    // Nothing was stored.
    expect((await app.get('/v1/payouts')).body.data).toEqual([])
    const [page, rest] = [
      await dry({ limit: 2 }),
      await dry({ limit: 500, cursor: preview.lines[1].partnerId }),
    ]
    expect(page.lines).toEqual(preview.lines.slice(0, 2))
    expect(rest.lines).toEqual(preview.lines.slice(2))
    expect(page.amount).toBe(3_000)
  })

  test('locked, paid, failed, and paid by the next run', async () => {
    app = await startApp(engine)
    const rita = await earnt(app, 'Ready Rita', 3_000)
    const mara = await earnt(app, 'Mara Ito', 4_000)
    await papers(app, rita)
    await papers(app, mara)
    expect(await statuses(rita)).toEqual([[3_000, 'payable']])
    const run = (await app.post('/v1/payouts', {})).body
    expect(run).toMatchObject({ status: 'locked', payouts: 2, amount: 7_000, currency: 'EUR' })
    expect(await statuses(rita)).toEqual([[3_000, 'in_payout']])
    expect(await summary(rita)).toMatchObject({ earned: 3_000, payable: 0, paid: 0, held: 0 })
    expect((await app.post('/v1/payouts', {})).body.code).toBe('nothing_payable')
    expect((await app.get('/v1/commissions?status=in_payout')).body.data).toHaveLength(2)

    const { lines } = (await app.get(`/v1/payouts/${run.id}`)).body
    const lineOf = (who: Paid) =>
      lines.find((line: { partnerId: string }) => line.partnerId === who.partnerId)
    expect(lineOf(rita)).toMatchObject({
      amount: 3_000,
      details: 'DE… 3000',
      method: 'bank',
      status: 'locked',
    })
    const mark = (who: Paid, body: object) => app.post(`/v1/payouts/${run.id}/lines/${lineOf(who).id}`, body)
    const paid = await mark(rita, { status: 'paid', reference: 'B-1' })
    expect([paid.status, paid.body.status, paid.body.bankReference]).toEqual([200, 'paid', 'B-1'])
    expect((await mark(rita, { status: 'paid', reference: 'B-1' })).text).toBe(paid.text)
    await mark(mara, { status: 'failed', reason: 'Account closed' })
    expect((await mark(mara, { status: 'paid' })).body.code).toBe('payout_failed')
    expect((await app.get(`/v1/payouts/${run.id}`)).body.status).toBe('settled')

    const counts = await Promise.all(
      ['held', 'payable', 'in_payout', 'paid', 'void'].map(
        async (status) => (await app.get(`/v1/commissions?status=${status}`)).body.data.length,
      ),
    )
    expect(counts).toEqual([0, 1, 0, 1, 0])
    expect(await statuses(rita)).toEqual([[3_000, 'paid']])
    expect(await statuses(mara)).toEqual([[4_000, 'payable']])
    expect(await summary(rita)).toMatchObject({ earned: 3_000, payable: 0, paid: 3_000 })
    expect(await summary(mara)).toMatchObject({ earned: 4_000, payable: 4_000, paid: 0 })

    app.clock.advance(60_000)
    const again = (await app.post('/v1/payouts', {})).body
    expect(again).toMatchObject({ payouts: 1, amount: 4_000 })
    expect((await dry()).lastRun).toMatchObject({ id: again.id, payouts: 1, amount: 4_000 })
    const mine = (await app.get('/v1/me/payouts', { as: mara.token })).body.data
    expect(mine.map((one: { status: string }) => one.status).sort()).toEqual(['failed', 'locked'])
    // A payment that comes back later fails after it was paid.
    await mark(rita, { status: 'failed', reason: 'Returned' })
    expect(await summary(rita)).toMatchObject({ payable: 3_000, paid: 0 })
  })

  test('a refund after the payout is carried as a negative balance and netted by a later one', async () => {
    app = await startApp(engine)
    const rita = await earnt(app, 'Ready Rita', 3_000)
    await papers(app, rita)
    await app.post('/v1/payouts', {})
    await app.post('/v1/refunds', { externalId: 're', saleExternalId: 'ord-ready-rita', amount: 7_500 })
    expect(await statuses(rita)).toEqual([
      [-1_500, 'payable'],
      [3_000, 'in_payout'],
    ])
    expect(await summary(rita)).toMatchObject({ payable: -1_500 })
    expect((await dry()).lines).toMatchObject([
      { amount: -1_500, inTheWay: [{ code: 'negative' }], change: -3_000 },
    ])
    expect((await app.post('/v1/payouts', {})).body.code).toBe('nothing_payable')
    await app.post('/v1/sales', {
      externalId: 'another',
      customerExternalId: 'cus-another',
      amount: 20_000,
      currency: 'EUR',
      coupon: 'C-ready-rita',
      occurredAt: new Date(app.clock.now() - 40 * DAY_MS).toISOString(),
    })
    expect((await app.post('/v1/payouts', {})).body).toMatchObject({ amount: 2_500, payouts: 1 })
  })

  test('what a dispute keeps back is not paid, and what was paid before it is not owed twice', async () => {
    app = await startApp(engine)
    const rita = await earnt(app, 'Ready Rita', 3_000)
    const mara = await earnt(app, 'Mara Ito', 4_000)
    await papers(app, rita)
    await app.post('/v1/payouts', {})
    await papers(app, mara)
    const dispute = (id: string, sale: string, status: string) =>
      app.post('/v1/disputes', { externalId: id, saleExternalId: sale, amount: 1_000, status })
    await dispute('d1', 'ord-ready-rita', 'opened')
    await dispute('d2', 'ord-mara-ito', 'opened')
    expect(await statuses(rita)).toEqual([[3_000, 'in_payout']])
    expect(await summary(rita)).toMatchObject({ earned: 3_000, held: 0, payable: 0, paid: 0 })
    expect(await summary(mara)).toMatchObject({ earned: 4_000, held: 4_000, payable: 0 })
    expect((await dry()).held).toBe(4_000)
    expect((await app.post('/v1/payouts', {})).body.code).toBe('nothing_payable')
    await dispute('d2', 'ord-mara-ito', 'won')
    expect((await app.post('/v1/payouts', {})).body).toMatchObject({ amount: 4_000 })
  })

  test('the same key gives the same answer; without one, a second run finds nothing', async () => {
    app = await startApp(engine)
    const rita = await earnt(app, 'Ready Rita', 3_000)
    await papers(app, rita)
    const headers = { 'Idempotency-Key': 'december' }
    const first = await app.post('/v1/payouts', {}, { headers })
    const { lines } = (await app.get(`/v1/payouts/${first.body.id}`)).body
    await app.post(`/v1/payouts/${first.body.id}/lines/${lines[0].id}`, { status: 'paid' })
    const second = await app.post('/v1/payouts', {}, { headers })
    expect([second.status, second.text]).toEqual([201, first.text])
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })

  test('roles: a manager looks, finance and owner pay, nobody pays for a stranger', async () => {
    app = await startApp(engine)
    await papers(app, await earnt(app, 'Ready Rita', 3_000))
    const manager = await signedIn(app, 'manager')
    const owner = await signedIn(app, 'owner')
    expect((await app.get('/v1/payouts', manager)).status).toBe(200)
    const refused = await app.post('/v1/payouts', {}, manager)
    expect([refused.status, refused.body.code]).toEqual([403, 'role_not_allowed'])
    const run = await app.post('/v1/payouts', {}, owner)
    expect([run.status, run.body.createdBy]).toEqual([201, owner.staffId])
  })
})
