/** The hook of Stripe: who is believed, what is stored, and what comes of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SK, START, STRIPE_SECRET, STRIPE_TEST_SECRET, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { deliver, eventOf, stripeSignature } from '../support/stripe.ts'

const NOW = START / 1000

describe.each(engines)('POST /hooks/stripe on %s', (engine) => {
  let app: TestApp
  beforeEach(async () => {
    app = await startApp(engine)
  })
  afterEach(() => app.close())

  const send = (body: string | Buffer, signature: string) =>
    app.call('POST', '/hooks/stripe', body.toString(), {
      as: null,
      headers: { 'Stripe-Signature': signature },
    })
  const stored = () => app.composed.services.store.db.selectFrom('inbox_event').selectAll().execute()

  const session = (clickId: string) =>
    eventOf('evt_1', 'checkout.session.completed', NOW, {
      id: 'cs_1',
      object: 'checkout.session',
      created: NOW - 60,
      status: 'complete',
      payment_status: 'paid',
      mode: 'payment',
      client_reference_id: clickId,
      customer: 'cus_1',
      customer_details: { email: 'kim@client.example', name: 'Kim' },
      payment_intent: 'pi_1',
      invoice: null,
      currency: 'eur',
      amount_total: 11900,
      total_details: { amount_tax: 1900, amount_shipping: 0, amount_discount: 0 },
    })

  test('a paid checkout is a sale of the partner whose click it names', async () => {
    const partner = await app.post('/v1/partners', {
      email: 'mara@mara.example',
      name: 'Mara',
      planId: 'refer',
    })
    const clickId = await app.click(partner.body.links[0].code)
    app.clock.advance(120_000)
    const event = { ...session(clickId), created: NOW + 120 }
    event.data.object.created = NOW + 60
    expect((await deliver(app, event)).status).toBe(200)
    await app.composed.processEvents()
    const { body } = await app.get('/v1/sales/stripe:pi_1')
    expect(body.sale).toMatchObject({
      externalId: 'stripe:pi_1',
      amount: 11900,
      customerExternalId: 'stripe:cus_1',
    })
    expect(body.attribution.partnerId).toBe(partner.body.id)
    expect(body.commissions.map((one: { amount: number }) => one.amount)).toEqual([2000])
  })

  test('the same event twice is stored once, and both are answered', async () => {
    const event = session('nobody')
    expect((await deliver(app, event)).status).toBe(200)
    expect((await deliver(app, event)).status).toBe(200)
    expect(await stored()).toHaveLength(1)
  })

  test.each<[string, (body: string) => string]>([
    ['no signature', () => ''],
    ['a signature of somebody else', (body) => stripeSignature(body, NOW, 'whsec_somebodyelse12345678')],
    ['one of another body', () => stripeSignature('{}', NOW, STRIPE_SECRET)],
    ['one that is older than five minutes', (body) => stripeSignature(body, NOW - 301, STRIPE_SECRET)],
    ['an older scheme alone', (body) => stripeSignature(body, NOW, STRIPE_SECRET).replace('v1=', 'v0=')],
  ])('%s is refused and stores nothing', async (_what, sign) => {
    const body = JSON.stringify(session('x'))
    const answer = await send(body, sign(body))
    expect(answer).toMatchObject({ status: 400, body: { code: 'hook_refused' } })
    expect(await stored()).toEqual([])
  })

  test('while a secret is rolled, Stripe signs with both, and one that is known is enough', async () => {
    const body = JSON.stringify(session('x'))
    const answer = await send(
      body,
      stripeSignature(body, NOW - 299, 'whsec_thenewone1234567890', STRIPE_SECRET),
    )
    expect(answer.status).toBe(200)
  })

  test('events of test mode go to the twin; a secret of test mode signs no live event', async () => {
    const live = session('x')
    expect(await deliver(app, live, STRIPE_TEST_SECRET)).toMatchObject({
      status: 400,
      body: { code: 'hook_refused' },
    })
    expect((await deliver(app, { ...live, livemode: false }, STRIPE_TEST_SECRET)).status).toBe(200)
    const { body } = await app.get('/v1/hooks/stripe/events', { as: SK })
    expect(body.data).toEqual([])
    expect(await stored()).toHaveLength(1)
  })

  test('the body is checked as it came, byte for byte', async () => {
    const body = JSON.stringify(session('ü'), null, 2)
    expect((await send(body, stripeSignature(body, NOW, STRIPE_SECRET))).status).toBe(200)
    const again = JSON.stringify(JSON.parse(body))
    expect((await send(again, stripeSignature(body, NOW, STRIPE_SECRET))).status).toBe(400)
  })

  test('what is not an event is refused, what is not about money is kept and ignored', async () => {
    for (const body of ['', '[]', '{}', '{"id":"evt_1"}', 'null', '{']) {
      const answer = await send(body, stripeSignature(body, NOW, STRIPE_SECRET))
      expect(answer.status, body).toBe(400)
    }
    await deliver(app, eventOf('evt_2', 'product.created', NOW, { id: 'prod_1', object: 'product' }))
    await app.composed.processEvents()
    expect(await stored()).toMatchObject([{ id: 'evt_2', status: 'ignored', due_at: null }])
  })
})

test('the signature of the published vector fits', () => {
  const body = '{"id":"evt_1"}'
  expect(stripeSignature(body, 1614265330, 'whsec_test_secret')).toBe(
    't=1614265330,v1=e135cdbed3dda004bf8a2fb350f2541d299393c770e0b9e6e319dc595e9072aa',
  )
})
