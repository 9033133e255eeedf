/** Stripe and the vendor together, as finance looks at it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import * as o from '../services/stripe/objects.ts'
import { DAY_MS, definition, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { papers } from '../support/payouts.ts'
import { deliver, type StripeEvent } from '../support/stripe.ts'

describe.each(engines)('Stripe on %s', (engine) => {
  let app: TestApp
  let mara: { id: string; clickId: string }
  beforeEach(async () => {
    const plans = [{ id: 'share', name: 'Share', kind: 'residual' as const, rules: [{ rateBps: 2000 }] }]
    app = await startApp(engine, { program: { ...definition, plans } })
    const partner = await app.post('/v1/partners', { email: 'mara@mara.example', name: 'Mara' })
    mara = { id: partner.body.id, clickId: await app.click(partner.body.links[0].code) }
    app.clock.set(START + 20 * DAY_MS)
  })
  afterEach(async () => {
    const { findings } = await verify(app.composed.services.store.db)
    await app.close()
    expect(findings).toEqual([])
  })

  async function tell(...events: StripeEvent[]): Promise<void> {
    for (const event of events) {
      const sent = JSON.parse(JSON.stringify(event).replaceAll(o.CLICK, mara.clickId))
      expect((await deliver(app, sent)).status).toBe(200)
      await app.composed.processEvents()
    }
  }
  const sales = async () => {
    const { db } = app.composed.services.store
    const rows = await db.selectFrom('sale').where('amount_minor', '>', 0).selectAll().execute()
    return rows.map((row) => `${row.external_id} of ${row.customer_external_id}: ${row.amount_minor}`)
  }
  const balance = async (): Promise<number> => {
    const rows = await app.composed.services.store.db
      .selectFrom('ledger_entry')
      .where('account', '=', 'partner_payable')
      .select('amount_minor')
      .execute()
    return rows.reduce((sum, row) => sum + row.amount_minor, 0) * -1
  }
  const statusOf = async (id: string) => (await app.get(`/v1/hooks/stripe/events/${id}`)).body
  const fromShop = (externalId: string) =>
    app.post('/v1/sales', { externalId, customerExternalId: 'u_17', amount: 11900, currency: 'EUR' })

  test.each([
    'stripe:pi_1',
    'stripe:in_1',
    'stripe:cs_1',
  ])('reported by the shop as %s and by Stripe, in either order, it is one sale', async (name) => {
    const events = [o.subscribed(), o.paid(o.acacia())]
    await tell(...events)
    expect((await fromShop(name)).status).toBe(200)
    expect(await sales()).toEqual(['stripe:in_1 of u_17: 11900'])
    expect(await balance()).toBe(2000)
    expect((await app.get(`/v1/sales/${name}`)).body.sale.externalId).toBe('stripe:in_1')
  })

  test.each(['stripe:pi_1', 'stripe:in_1'])('the shop first, as %s: the same', async (name) => {
    expect((await fromShop(name)).status).toBe(201)
    await tell(o.paid(o.acacia()), o.subscribed())
    expect(await sales()).toEqual(['stripe:in_1 of u_17: 11900'])
    expect(await balance()).toBe(2000)
  })

  test("an order's own name in the metadata is the name of the sale", async () => {
    await fromShop('ord_1')
    await tell(o.completed({ metadata: { goodword_sale: 'ord_1' } }))
    expect(await sales()).toEqual(['ord_1 of u_17: 11900'])
    expect(await balance()).toBe(2000)
  })

  test('a refund arrives before its invoice: it is parked, says what for, and counts when that comes', async () => {
    const refund = o.on(101, 'refund.created', o.refund(1, 5950))
    await tell(refund)
    expect(await statusOf(refund.id)).toMatchObject({ status: 'parked', nextAt: null })
    expect((await statusOf(refund.id)).outcome).toMatch(/it waits for the payment pi_1/)
    await tell(o.subscribed(), o.paid(o.acacia()))
    expect(await balance()).toBe(1000)
    expect(await statusOf(refund.id)).toMatchObject({ status: 'done' })
  })

  test('a dispute is lost after the payout: the partner owes it to the next one', async () => {
    await tell(o.completed(), o.on(12, 'charge.succeeded', o.charge()))
    app.clock.advance(40 * DAY_MS)
    const { token } = (await app.post('/v1/tokens', { partnerId: mara.id })).body
    await papers(app, { partnerId: mara.id, token })
    await app.call('PUT', '/v1/payer', {
      legalName: 'Acme GmbH',
      address: 'Ring 1\n10115 Berlin',
      country: 'DE',
    })
    expect((await app.post('/v1/payouts', {})).status).toBe(201)
    const lost = { ...o.dispute('lost'), created: o.T + 3_456_000 }
    await tell(o.on(3_456_000, 'charge.dispute.closed', lost))
    const { body } = await app.get('/v1/commissions')
    expect(body.data.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount])).toEqual([
      ['clawback', -2000],
      ['earned', 2000],
    ])
  })

  test('a subscription is upgraded in the middle of the month and refunded in part', async () => {
    const upgrade = o.acacia({
      id: 'in_2',
      payment_intent: 'pi_2',
      charge: 'ch_2',
      billing_reason: 'subscription_update',
      total: 5950,
      total_excluding_tax: 5000,
      amount_due: 5950,
      amount_paid: 5950,
      status_transitions: { paid_at: o.T + 1_296_000 },
    })
    const back = o.refund(2, 2975, 'succeeded', { charge: 'ch_2', payment_intent: 'pi_2' })
    await tell(
      o.subscribed(),
      o.paid(o.acacia()),
      o.paid(upgrade, 1_296_000),
      o.on(1_300_000, 'refund.created', back),
    )
    expect((await sales()).sort()).toEqual([
      'stripe:in_1 of stripe:cus_1: 11900',
      'stripe:in_2 of stripe:cus_1: 5950',
    ])
    // 20 % of 100.00, of 50.00, less half of that.
    expect(await balance()).toBe(2000 + 1000 - 500)
  })

  test('a currency that the program does not use is said, and counts once it does', async () => {
    const event = o.completed({ currency: 'chf' })
    await tell(event)
    const waiting = await statusOf(event.id)
    expect(waiting).toMatchObject({ status: 'waiting', attempts: 1 })
    expect(waiting.outcome).toMatch(/CHF/)
    await app.call('PUT', '/v1/program', {
      ...definition,
      plans: [{ id: 'share', name: 'Share', kind: 'residual', rules: [{ rateBps: 2000 }] }],
      currencies: ['EUR', 'USD', 'CHF'],
    })
    expect((await app.post(`/v1/hooks/stripe/events/${event.id}/process`, undefined)).status).toBe(200)
    await app.composed.processEvents()
    expect(await statusOf(event.id)).toMatchObject({ status: 'done' })
    expect(await sales()).toHaveLength(1)
  })
})
