/** The whole story over HTTP, on both engines: link, click, customer, sale, commission, refund, dashboard. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('the story on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine)
  })
  afterAll(() => app.close())

  test('from link to commission and back', async () => {
    const partner = await app.post('/v1/partners', {
      email: 'mara@agency.example',
      name: 'Mara Ito',
      planId: 'refer',
      externalId: 'u_17',
    })
    expect(partner.status).toBe(201)
    expect(partner.body.links[0]).toMatchObject({ code: 'mara', url: 'https://refer.acme.example/r/mara' })
    const partnerId = partner.body.id

    const redirect = await app.get('/r/mara', { as: null })
    expect(redirect.status).toBe(302)
    expect(redirect.headers.get('location')).toMatch(/^https:\/\/acme\.example\/\?via=mara&gw=gwc_[\w-]{58}$/)

    const clickId = await app.click('mara')
    app.clock.advance(3 * DAY_MS)
    const customer = { externalId: 'cus_9', email: 'kim@client.example', clickIds: [clickId] }
    const bound = await app.post('/v1/customers', customer)
    expect(bound.status).toBe(201)
    expect(bound.body.attribution).toMatchObject({
      partnerId,
      planId: 'refer',
      termsVersion: 1,
      by: 'click',
      touchId: clickId,
      explanation: 'Credited to Mara Ito: last click, 3 days before sign-up, inside the 60-day window.',
    })
    const again = await app.post('/v1/customers', customer)
    expect(again.status).toBe(200)
    expect(again.text).toBe(bound.text)

    const sale = { externalId: 'ord_1', customerExternalId: 'cus_9', amount: 15000, currency: 'EUR' }
    const sold = await app.post('/v1/sales', sale)
    expect(sold.status).toBe(201)
    expect(sold.body.sale).toMatchObject({ externalId: 'ord_1', amount: 15000, netAmount: 15000 })
    expect(sold.body.commissions).toMatchObject([
      {
        kind: 'earned',
        partnerId,
        saleExternalId: 'ord_1',
        amount: 3000,
        currency: 'EUR',
        status: 'held',
        holdUntil: '2026-12-24T00:00:00.000Z',
        explanation:
          '20 % of 150.00 EUR (plan Refer once, version 1, first payment), payable from 24 December 2026.',
      },
    ])
    const resold = await app.post('/v1/sales', sale)
    expect(resold.status).toBe(200)
    expect(resold.text).toBe(sold.text)
    const conflict = await app.post('/v1/sales', { ...sale, amount: 15001 })
    expect([conflict.status, conflict.body.code]).toEqual([409, 'sale_conflict'])

    const refund = await app.post('/v1/refunds', {
      externalId: 're_1',
      saleExternalId: 'ord_1',
      amount: 5000,
    })
    expect(refund.status).toBe(201)
    expect(refund.body).toMatchObject({
      sale: { netAmount: 10000 },
      commissions: [{ kind: 'reversal', amount: -1000 }],
    })

    const token = await app.post('/v1/tokens', { partnerId })
    expect(token.status).toBe(201)
    const as = token.body.token as string
    const summary = await app.get('/v1/me/summary', { as })
    expect(summary.body).toMatchObject({
      currency: 'EUR',
      earned: 2000,
      held: 2000,
      payable: 0,
      paid: 0,
      clicks: 2,
      sales: 1,
      nextPayout: { on: '2026-12-05', amount: 0, inTheWay: null, reasons: [] },
    })
    expect(summary.body.days).toHaveLength(30)
    app.clock.advance(35 * DAY_MS)
    expect(
      (await app.get('/v1/me/summary', { as: null, headers: { Authorization: `Bearer ${as}` } })).status,
    ).toBe(401)
    const later = (await app.post('/v1/tokens', { partnerId })).body.token as string
    expect((await app.get('/v1/me/summary', { as: later })).body).toMatchObject({ held: 0, payable: 2000 })

    await app.post('/v1/refunds', { externalId: 're_2', saleExternalId: 'ord_1', amount: 10000 })
    const gone = await app.get('/v1/me/commissions', { as: later })
    expect(gone.body.data.map((one: { status: string }) => one.status)).toEqual(['void', 'void', 'void'])
    expect((await app.get('/v1/me/summary', { as: later })).body).toMatchObject({ earned: 0, payable: 0 })
  })
})
