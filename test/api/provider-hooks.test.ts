/** The hooks of Paddle, Shopify and everybody else: who is believed, and what the books say afterwards. */
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GENERIC_SECRET, PADDLE_SECRET, SK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { type Delivery, deliverTo, genericEvent, paddleEvent, shopifyEvent } from '../support/providers.ts'

const DAY = 86_400_000

/** Shapes of developer.paddle.com/webhooks/transactions/transaction-completed and …/adjustments/adjustment-updated. */
const transaction = (clickId: string, more: object = {}) => ({
  id: 'txn_01',
  status: 'completed',
  customer_id: 'ctm_01',
  currency_code: 'EUR',
  subscription_id: 'sub_01',
  invoice_number: '325-10001',
  custom_data: { goodword_click_ids: clickId },
  billed_at: '2026-11-21T10:00:30.000Z',
  details: {
    totals: {
      subtotal: '10000',
      discount: '0',
      tax: '1900',
      total: '11900',
      credit: '0',
      grand_total: '11900',
    },
    line_items: [
      { id: 'txnitm_01', quantity: 1, totals: { total: '11900' }, product: { id: 'pro_01', name: 'Pro' } },
    ],
  },
  payments: [{ status: 'captured', amount: '11900', captured_at: '2026-11-21T10:01:00.000Z' }],
  ...more,
})
const adjustment = (id: string, action: string, status: string, total: string) => ({
  id,
  action,
  status,
  transaction_id: 'txn_01',
  customer_id: 'ctm_01',
  currency_code: 'EUR',
  totals: { subtotal: total, tax: '0', total },
  created_at: '2026-11-21T12:00:00.000Z',
})

/** Shapes of shopify.dev/docs/api/admin-rest: Order, Refund, Dispute. */
const order = (clickId: string, more: object = {}) => ({
  id: 5678901234567,
  name: '#1001',
  test: false,
  currency: 'EUR',
  financial_status: 'paid',
  total_price: '124.90',
  total_tax: '19.94',
  taxes_included: true,
  landing_site: `/?gw=${clickId}`,
  note_attributes: [],
  discount_codes: [],
  processed_at: '2026-11-21T10:01:00Z',
  customer: { id: 7073338458163, email: 'kim@client.example' },
  shipping_lines: [{ price: '5.90', discounted_price: '5.90', tax_lines: [{ price: '0.94' }] }],
  line_items: [{ product_id: 8011283792291, quantity: 1, price: '119.00', discount_allocations: [] }],
  ...more,
})

function shuffled<T>(items: T[], seed: number): T[] {
  return items
    .map((item, n) => ({ item, at: Math.imul(n + 1, seed * 2_654_435_761 + 97) >>> 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

describe.each(engines)('hooks of payment providers on %s', (engine) => {
  let app: TestApp
  let clickId: string
  let partnerId: string
  beforeEach(async () => {
    app = await startApp(engine)
    const mara = await app.post('/v1/partners', { email: 'mara@mara.example', name: 'Mara', planId: 'refer' })
    partnerId = mara.body.id
    clickId = await app.click(mara.body.links[0].code)
    // Every event has happened by the time it is told.
    app.clock.advance(40 * DAY)
  })
  afterEach(() => app.close())

  const stored = () => app.composed.services.store.db.selectFrom('inbox_event').selectAll().execute()
  async function process(...deliveries: Delivery[]): Promise<void> {
    for (const delivery of deliveries) expect(await deliverTo(app, delivery)).toMatchObject({ status: 200 })
    await app.composed.processEvents()
    expect((await stored()).filter(({ status }) => !['done', 'ignored'].includes(status))).toEqual([])
  }
  const earned = async (sale: string): Promise<number> => {
    const { body } = await app.get(`/v1/sales/${sale}`)
    return body.commissions.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)
  }

  test.each([
    1, 2, 3, 4, 5,
  ])('Paddle: paid, refunded in part, charged back and reversed, in order %i, twice each', async (seed) => {
    const refund = (status: string) => adjustment('adj_01', 'refund', status, '5950')
    const at = Date.parse('2026-11-22T10:00:00Z')
    const events = [
      paddleEvent(app, 'evt_1', 'customer.created', {
        id: 'ctm_01',
        email: 'kim@client.example',
        created_at: '2026-11-21T10:00:20.000Z',
      }),
      paddleEvent(app, 'evt_2', 'transaction.paid', transaction(clickId, { status: 'paid' })),
      paddleEvent(app, 'evt_3', 'transaction.completed', transaction(clickId)),
      paddleEvent(app, 'evt_4', 'adjustment.created', refund('pending_approval'), { occurredAt: at }),
      paddleEvent(app, 'evt_5', 'adjustment.updated', refund('approved'), { occurredAt: at + 1 }),
      paddleEvent(
        app,
        'evt_6',
        'adjustment.created',
        adjustment('adj_02', 'chargeback', 'approved', '5950'),
        { occurredAt: at + 2 },
      ),
      paddleEvent(
        app,
        'evt_7',
        'adjustment.created',
        {
          ...adjustment('adj_03', 'chargeback_reverse', 'approved', '5950'),
          created_at: '2026-11-24T12:00:00.000Z',
        },
        { occurredAt: at + 3 },
      ),
    ]
    await process(...shuffled([...events, ...events], seed))
    const { body } = await app.get('/v1/sales/paddle:txn_01')
    expect(body.sale).toMatchObject({
      amount: 11900,
      taxAmount: 1900,
      netAmount: 5950,
      currency: 'EUR',
      customerExternalId: 'paddle:ctm_01',
      occurredAt: '2026-11-21T10:01:00.000Z',
    })
    expect(body.attribution.partnerId).toBe(partnerId)
    expect(await earned('paddle:txn_01')).toBe(1000)
  })

  test.each([
    1, 2, 3,
  ])('Shopify: an order, a refund of it and a dispute that is lost, in order %i, twice each', async (seed) => {
    const { id } = order('')
    const refunds = [
      { kind: 'refund', status: 'success', amount: '24.90', currency: 'EUR' },
      { kind: 'refund', status: 'failure', amount: '99.00', currency: 'EUR' },
    ]
    const dispute = {
      id: 1,
      order_id: id,
      type: 'chargeback',
      amount: '50.00',
      currency: 'EUR',
      initiated_at: '2026-11-23T00:00:00Z',
    }
    const events = [
      shopifyEvent(app, 'e1', 'orders/create', order(clickId, { financial_status: 'pending' })),
      shopifyEvent(app, 'e2', 'orders/paid', order(clickId)),
      shopifyEvent(app, 'e3', 'refunds/create', {
        id: 509,
        order_id: id,
        created_at: '2026-11-22T00:00:00Z',
        transactions: refunds,
      }),
      shopifyEvent(app, 'e4', 'disputes/create', { ...dispute, status: 'needs_response' }),
      shopifyEvent(app, 'e5', 'disputes/update', {
        ...dispute,
        status: 'lost',
        finalized_on: '2026-11-30T00:00:00Z',
      }),
    ]
    await process(...shuffled([...events, ...events], seed))
    const name = `shopify:${id}`
    const { body } = await app.get(`/v1/sales/${name}`)
    expect(body.sale).toMatchObject({ amount: 12490, taxAmount: 1994, shippingAmount: 496, netAmount: 5000 })
    // 20 % of 100.00, of which 50.00 of 124.90 are left.
    expect(await earned(name)).toBe(801)
  })

  test('a discount code of a Shopify order is a coupon, and what comes before its sale finds it under either name', async () => {
    await app.post('/v1/coupons', { partnerId, code: 'MARA20' })
    const own = {
      note_attributes: [
        { name: 'goodword_sale', value: 'order-7' },
        { name: 'goodword_customer', value: 'u_7' },
      ],
    }
    const { id } = order('')
    const given = { kind: 'refund', status: 'success', amount: '124.90', currency: 'EUR' }
    await process(
      shopifyEvent(app, 'e1', 'refunds/create', { id: 509, order_id: id, transactions: [given] }),
      shopifyEvent(
        app,
        'e2',
        'orders/paid',
        order('', { ...own, discount_codes: [{ code: 'mara20', amount: '5' }] }),
      ),
    )
    // The vendor reports the same order: still one sale.
    const told = await app.post('/v1/sales', { externalId: 'order-7', amount: 12490, currency: 'EUR' })
    expect(told.status).toBe(200)
    const { body } = await app.get('/v1/sales/order-7')
    expect(body.sale).toMatchObject({ externalId: 'order-7', customerExternalId: 'u_7', netAmount: 0 })
    expect(body.attribution.partnerId).toBe(partnerId)
    expect(await earned('order-7')).toBe(0)
    const sales = await app.composed.services.store.db.selectFrom('sale').select('external_id').execute()
    expect(sales).toEqual([{ external_id: 'order-7' }])
  })

  test("a test order of a shop is the twin's, and an order that is not paid waits", async () => {
    await process(
      shopifyEvent(app, 'e1', 'orders/paid', order(clickId, { test: true })),
      shopifyEvent(app, 'e2', 'orders/create', order(clickId, { financial_status: 'authorized' })),
    )
    const { body } = await app.get('/v1/hooks/shopify/events')
    expect(body.data).toMatchObject([
      { id: 'e2', status: 'ignored', outcome: 'The order is authorized: it counts once it is paid.' },
    ])
    expect(await stored()).toHaveLength(2)
  })

  test('the generic hook does what the calls of the API do', async () => {
    const sale = {
      externalId: 'o-1',
      customerExternalId: 'u-1',
      clickIds: [clickId],
      amount: 11900,
      taxAmount: 1900,
      currency: 'EUR',
      occurredAt: '2026-11-21T11:00:00Z',
    }
    await process(
      genericEvent(app, 'm1', {
        type: 'refund',
        data: { externalId: 'r-1', saleExternalId: 'o-1', amount: 5950 },
      }),
      genericEvent(app, 'm2', { type: 'sale', data: sale }),
      genericEvent(app, 'm2', { type: 'sale', data: sale }),
      genericEvent(app, 'm3', {
        type: 'dispute',
        data: { externalId: 'd-1', saleExternalId: 'o-1', amount: 5950 },
      }),
      genericEvent(app, 'm4', {
        type: 'dispute',
        data: { externalId: 'd-1', saleExternalId: 'o-1', amount: 5950, status: 'won' },
      }),
      genericEvent(app, 'm5', { type: 'customer', data: { externalId: 'u-2', email: 'jo@client.example' } }),
    )
    expect(await earned('o-1')).toBe(1000)
    expect((await app.get('/v1/customers/u-2')).status).toBe(200)
    const { body } = await app.get('/v1/hooks/generic/events')
    expect(body.data.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual([
      'Everything it says was known.',
      'Recorded customer u-2.',
      'Recorded dispute d-1.',
      'Recorded refund r-1.',
      'Recorded sale o-1.',
    ])
  })

  test('a generic event that contradicts what is recorded has failed at once, and says why', async () => {
    const sale = { externalId: 'o-1', amount: 11900, currency: 'EUR' }
    await process(genericEvent(app, 'm1', { type: 'sale', data: sale }))
    await deliverTo(app, genericEvent(app, 'm2', { type: 'sale', data: { ...sale, amount: 11901 } }))
    await app.composed.processEvents()
    const { body } = await app.get('/v1/hooks/generic/events/m2')
    expect(body).toMatchObject({
      status: 'failed',
      nextAt: null,
      attempts: 1,
      outcome: expect.stringContaining('A sale keeps its facts.'),
    })
    const again = await app.post('/v1/hooks/generic/events/m2/process', {})
    expect(again.body).toMatchObject({ status: 'waiting' })
  })

  test('a generic event with wrong fields is refused at the door, and says which', async () => {
    const sale = { externalId: 'o-1', amount: -1, currency: 'EUR', colour: 'red' }
    const answer = await deliverTo(app, genericEvent(app, 'm1', { type: 'sale', data: sale }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
    expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'data.amount',
      'data.colour',
    ])
    const other = await deliverTo(app, genericEvent(app, 'm2', { type: 'order', data: {} }))
    expect(other.body.errors).toEqual([{ path: 'type', message: 'One of: sale, refund, dispute, customer.' }])
    expect(await stored()).toEqual([])
  })

  test('what the standardwebhooks package signs is believed', async () => {
    const body = JSON.stringify({ type: 'customer', data: { externalId: 'u-1' } })
    const at = new Date(app.clock.now())
    const headers = {
      'webhook-id': 'm1',
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': new Webhook(GENERIC_SECRET).sign('m1', at, body),
    }
    expect((await deliverTo(app, { path: '/hooks/generic', body, headers })).status).toBe(200)
  })

  test('while a Paddle secret is rolled, one that is known is enough; the mode is that of the secret', async () => {
    const both = { secrets: ['pdl_ntfset_the_new_one_0123456789', PADDLE_SECRET] }
    await process(paddleEvent(app, 'evt_1', 'transaction.completed', transaction(clickId), both))
    expect(await earned('paddle:txn_01')).toBe(2000)
  })

  test('what is not signed by whoever it should be is refused and stores nothing', async () => {
    const now = Math.floor(app.clock.now() / 1000)
    const changed = ({ body, ...rest }: Delivery): Delivery => ({ ...rest, body: body.replace('1', '2') })
    const paddle = (more: object) =>
      paddleEvent(app, 'evt_1', 'transaction.completed', transaction(clickId), more)
    const generic = (more: object) =>
      genericEvent(app, 'm1', { type: 'customer', data: { externalId: 'u-1' } }, more)
    const bad = [
      paddle({ secrets: ['pdl_ntfset_somebody_elses_0123456789'] }),
      paddle({ at: now - 301 }),
      paddle({ at: now + 301 }),
      changed(paddle({})),
      { ...paddle({}), headers: {} },
      { ...paddle({}), headers: { 'Paddle-Signature': 'ts=;h1=' } },
      shopifyEvent(app, 'e1', 'orders/paid', order(clickId), 'somebodyelses_secret_0123456789'),
      changed(shopifyEvent(app, 'e1', 'orders/paid', order(clickId))),
      { ...shopifyEvent(app, 'e1', 'orders/paid', order(clickId)), headers: {} },
      generic({ secret: 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCE=' }),
      generic({ at: now - 301 }),
      generic({ at: now + 301 }),
      changed(generic({})),
      { ...generic({}), headers: { ...generic({}).headers, 'webhook-id': 'm2' } },
    ]
    for (const delivery of bad) {
      expect(await deliverTo(app, delivery), JSON.stringify(delivery)).toMatchObject({
        status: 400,
        body: { code: 'hook_refused' },
      })
    }
    expect(await stored()).toEqual([])
  })

  test('what is signed and is no event is refused; what says too little is kept and says so', async () => {
    const empty = shopifyEvent(app, 'e0', 'orders/paid', {})
    const { 'X-Shopify-Topic': _topic, ...headers } = empty.headers
    expect((await deliverTo(app, { ...empty, headers })).body.code).toBe('hook_refused')
    await process(
      empty,
      shopifyEvent(app, 'e1', 'refunds/create', {
        id: 1,
        order_id: 2,
        transactions: [{ kind: 'refund', status: 'success', amount: '1e9', currency: 'EUR' }],
      }),
      shopifyEvent(app, 'e2', 'orders/paid', order(clickId, { total_price: '0.00' })),
      shopifyEvent(app, 'e3', 'products/update', { id: 3 }),
      paddleEvent(app, 'evt_1', 'transaction.completed', { id: 'txn_02' }),
      paddleEvent(
        app,
        'evt_2',
        'transaction.completed',
        transaction(clickId, { details: { totals: { total: '0', grand_total: '0' } } }),
      ),
      paddleEvent(app, 'evt_3', 'adjustment.created', adjustment('adj_09', 'credit', 'approved', '100')),
    )
    expect((await stored()).map(({ status }) => status)).toEqual(Array(7).fill('ignored'))
    expect(await app.composed.services.store.db.selectFrom('sale').select('id').execute()).toEqual([])
  })

  test('a provider without a secret says what to set', async () => {
    const bare = await app.composed.app.request('/hooks/adyen', { method: 'POST', body: '{}' })
    expect(bare.status).toBe(404)
    const { body } = await app.get('/v1/hooks/adyen/events', { as: SK })
    expect(body.code).toBe('validation_failed')
  })
})
