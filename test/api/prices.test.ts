/** Quotes, orders, usage and statements, as vendor, partner and page see them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProgram } from '../../server/services/programs.ts'
import { applyDefinition } from '../../server/services/publish.ts'
import { DAY_MS, PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { priceProgram } from '../support/price-program.ts'

/** 30 November 2026, in the afternoon. */
const START = Date.parse('2026-11-30T15:00:00Z')

describe.each(engines)('prices on %s', (engine) => {
  let app: TestApp
  let msp: string
  let reseller: string
  let mspToken: string
  let resellerToken: string
  beforeAll(async () => {
    app = await startApp(engine, { program: priceProgram, start: START })
    const enrol = async (email: string, planId: string) => {
      const { id } = (await app.post('/v1/partners', { email, planId })).body
      return [id, (await app.post('/v1/tokens', { partnerId: id })).body.token]
    }
    ;[msp, mspToken] = await enrol('ops@msp.example', 'msp')
    ;[reseller, resellerToken] = await enrol('sales@var.example', 'resell')
  })
  afterAll(() => app.close())

  describe('quotes', () => {
    test('a page learns the whole cost, line by line', async () => {
      const asked = {
        planId: 'msp',
        currency: 'EUR',
        units: [
          { unitId: 'mailbox', quantity: 40 },
          { unitId: 'sensor', quantity: 1 },
        ],
        months: 12,
      }
      const { status, body } = await app.post('/v1/quotes', asked, { as: PK })
      expect([status, body.perMonth, body.total, body.termsVersion]).toEqual([201, 11_998, 143_976, 1])
      expect(body.units.map((line: { explanation: string }) => line.explanation)).toEqual([
        '40 mailboxes × 2.50 EUR (band from 25) = 100.00 EUR',
        '2 sensors (the minimum; 1 in use) × 9.99 EUR = 19.98 EUR',
      ])
      expect(body.explanation).toBe('You pay 119.98 EUR a month for 12 months. That is 1,439.76 EUR in all.')
      expect((await app.get(`/v1/quotes/${body.id}`, { as: PK })).body).toEqual(body)
    })

    test('one made for a partner is seen by it and by the vendor alone', async () => {
      const asked = { planId: 'resell', currency: 'EUR', items: [{ productId: 'pro', quantity: 3 }] }
      const { body } = await app.post('/v1/quotes', asked, { as: resellerToken })
      expect(body).toMatchObject({
        partnerId: reseller,
        once: 29_628,
        total: 29_628,
        items: [{ list: 37_035, wholesale: 29_628, margin: 7407, discountBps: 2000 }],
      })
      const path = `/v1/quotes/${body.id}`
      expect((await app.get(path)).body).toEqual(body)
      expect((await app.get(path, { as: resellerToken })).body).toEqual(body)
      for (const as of [PK, mspToken]) expect((await app.get(path, { as })).status).toBe(404)
      const named = await app.post('/v1/quotes', { ...asked, partnerId: reseller }, { as: PK })
      expect([named.status, named.body.code]).toEqual([422, 'partner_unknown'])
    })

    test.each([
      ['nothing', { planId: 'msp' }, 'validation_failed', 'units'],
      [
        'an unknown plan',
        { planId: 'x', units: [{ unitId: 'mailbox', quantity: 1 }] },
        'plan_unknown',
        'planId',
      ],
      [
        'an unknown unit',
        { planId: 'msp', units: [{ unitId: 'x', quantity: 1 }] },
        'not_priced',
        'units.0.unitId',
      ],
      [
        'a plan without prices',
        { planId: 'refer', items: [{ productId: 'pro', quantity: 1 }] },
        'not_priced',
        'items.0.productId',
      ],
      [
        'a unit twice',
        {
          planId: 'msp',
          units: [
            { unitId: 'mailbox', quantity: 1 },
            { unitId: 'mailbox', quantity: 2 },
          ],
        },
        'validation_failed',
        'units',
      ],
    ])('%s', async (_, body, code, path) => {
      const answer = await app.post('/v1/quotes', { currency: 'EUR', ...body }, { as: PK })
      expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([422, code, path])
    })

    test('keeps what it said when prices change', async () => {
      const asked = { planId: 'msp', currency: 'USD', units: [{ unitId: 'mailbox', quantity: 10 }] }
      const before = (await app.post('/v1/quotes', asked)).body
      expect(before.total).toBe(3300)
      const { services } = app.composed
      const publish = (price: number) =>
        services.store.write(async (trx) => {
          const { id } = await trx
            .selectFrom('program')
            .where('mode', '=', 'live')
            .select('id')
            .executeTakeFirstOrThrow()
          const text = JSON.stringify(priceProgram).replace('"USD":330', `"USD":${price}`)
          await applyDefinition(services, trx, await loadProgram(trx, services.clock, id), JSON.parse(text))
        })
      app.clock.advance(1)
      await publish(660)
      expect((await app.get(`/v1/quotes/${before.id}`)).body).toEqual(before)
      const after = (await app.post('/v1/quotes', asked)).body
      expect([after.total, after.termsVersion]).toEqual([6600, 2])
      await publish(330)
    })
  })

  describe('orders', () => {
    const order = (externalId: string, more: object = {}, as?: string) =>
      app.post(
        '/v1/orders',
        {
          externalId,
          partnerId: as === undefined ? reseller : undefined,
          currency: 'EUR',
          items: [
            { productId: 'team', quantity: 1 },
            { productId: 'pro', quantity: 3 },
          ],
          ...more,
        },
        as === undefined ? {} : { as },
      )

    test('show list price, wholesale price and margin, and are registered once', async () => {
      const first = await order('po_1')
      expect(first.status).toBe(201)
      expect(first.body).toMatchObject({
        status: 'registered',
        list: 87_035,
        wholesale: 64_628,
        margin: 22_407,
        planId: 'resell',
        termsVersion: 1,
        statementMonth: '2026-11',
        leadReason: null,
      })
      const again = await order('po_1', {
        items: first.body.items.map(({ productId, ordered }: { productId: string; ordered: number }) => ({
          productId,
          quantity: ordered,
        })),
      })
      expect([again.status, again.text]).toEqual([200, first.text])
      const other = await order('po_1', { items: [{ productId: 'pro', quantity: 4 }] })
      expect([other.status, other.body.code]).toEqual([409, 'order_conflict'])
      // The partner registers it under the same number of its own: one order.
      expect((await order('po_1', {}, resellerToken)).status).toBe(200)
      expect((await app.get(`/v1/orders/${first.body.id}`, { as: resellerToken })).body).toEqual(first.body)
      expect((await app.get(`/v1/orders/${first.body.id}`, { as: mspToken })).status).toBe(404)
      expect((await app.get('/v1/orders', { as: mspToken })).body.data).toEqual([])
      expect((await app.get(`/v1/orders?partnerId=${reseller}`)).body.data).toEqual([first.body])
    })

    test('a lead adds points when it was accepted and is protected, and says why not', async () => {
      const lead = (
        await app.post('/v1/leads', {
          partnerId: reseller,
          company: 'Client GmbH',
          contact: { name: 'Kim', email: 'kim@client.example' },
          need: 'A rota.',
        })
      ).body
      const early = await order('po_early', { leadId: lead.id })
      expect(early.body.leadReason).toBe(
        'The lead Client GmbH was not accepted when this order was registered.',
      )
      await app.post(`/v1/leads/${lead.id}/decision`, { status: 'accepted' })
      const led = await order('po_led', { leadId: lead.id })
      expect(led.body.leadReason).toBe('5 % more for your accepted lead Client GmbH.')
      expect(led.body.items[0]).toMatchObject({ productId: 'pro', discountBps: 2500, wholesale: 27_776 })
      expect(led.body.items[0].explanation).toContain('less 25 % (20 %, and 5 % for your lead)')
      const before = await order('po_before', { leadId: lead.id, occurredAt: '2026-11-30T14:00:00Z' })
      expect(before.body.leadReason).toBe('The lead Client GmbH was registered after this order.')
      const foreign = await order('po_x', { leadId: lead.id, partnerId: msp })
      expect(foreign.status).toBe(422)
      const unknown = await order('po_y', { leadId: 'led_none' })
      expect(unknown.body.errors).toEqual([{ path: 'leadId', message: 'This partner has no such lead.' }])
    })

    test('what comes back is a fact of its own, in any order and twice', async () => {
      const back = (externalId: string, orderExternalId: string, more: object) =>
        app.post('/v1/order-corrections', {
          externalId,
          orderExternalId,
          partnerId: reseller,
          reason: 'Not needed.',
          ...more,
        })
      const one = { kind: 'return', items: [{ productId: 'pro', quantity: 1 }] }
      const early = await back('rma_1', 'po_2', one)
      expect([early.status, early.body.order]).toEqual([202, null])
      const { body } = await order('po_2')
      expect(body).toMatchObject({ status: 'partly_returned', list: 74_690, wholesale: 54_752 })
      expect(body.corrections).toMatchObject([{ externalId: 'rma_1', reason: 'Not needed.' }])
      const again = await back('rma_1', 'po_2', one)
      expect([again.status, again.body.order]).toEqual([200, body])
      expect((await back('rma_1', 'po_2', { kind: 'cancel' })).body.code).toBe('order_conflict')
      const wrong = await back('rma_2', 'po_2', { kind: 'return', items: [{ productId: 'x', quantity: 1 }] })
      expect(wrong.body.errors).toEqual([{ path: 'items.0.productId', message: 'The order has no "x".' }])
      // More comes back than was ordered: nothing is left, and not less.
      const all = await back('rma_3', 'po_2', { kind: 'return', items: [{ productId: 'pro', quantity: 9 }] })
      expect(all.body.order).toMatchObject({ wholesale: 35_000, items: [{ quantity: 0, wholesale: 0 }, {}] })
      const cancelled = await back('rma_4', 'po_2', { kind: 'cancel' })
      expect([cancelled.status, cancelled.body.order.status, cancelled.body.order.wholesale]).toEqual([
        201,
        'cancelled',
        0,
      ])
    })

    test('a number that is a formula stays a text in a spreadsheet', async () => {
      await order('=HYPERLINK("https://evil.example")', { occurredAt: '2026-11-30T15:00:00Z' })
      const file = await app.get(`/v1/price-statements/${reseller}/2026-11?format=csv`)
      expect(file.text).toContain(`,order,"'=HYPERLINK(""https://evil.example"")",`)
      expect(file.text).not.toMatch(/[,\n]"?[=+@-]/)
    })

    test('a plan without a price says so', async () => {
      const { body } = await order('po_z', { partnerId: msp })
      expect(body.code).toBe('not_priced')
      expect(body.errors).toHaveLength(2)
    })
  })

  test('a quote, the reports and the statement agree, and what comes late is in the next one', async () => {
    const use = (externalId: string, unitId: string, quantity: number, more: object = {}) =>
      app.post('/v1/usage', { externalId, unitId, quantity, month: '2026-11', partnerId: msp, ...more })
    // Tokens last an hour, statements longer.
    const token = async () => (await app.post('/v1/tokens', { partnerId: msp })).body.token
    const mine = async (month: string) =>
      (await app.get(`/v1/me/price-statements/${month}`, { as: await token() })).body
    expect((await mine('2026-11')).code).toBe('not_found')

    expect((await use('u1', 'mailbox', 10)).status).toBe(201)
    const same = { externalId: 'u1', unitId: 'mailbox', quantity: 10, month: '2026-11' }
    expect((await app.post('/v1/usage', same, { as: mspToken })).status).toBe(200)
    expect((await use('u1', 'mailbox', 11)).body.code).toBe('usage_conflict')
    expect(await mine('2026-11')).toMatchObject({
      status: 'draft',
      totals: [{ currency: 'EUR', amount: 10_000 }],
      lines: [
        { kind: 'unit', subject: 'mailbox', amount: 3000 },
        { kind: 'minimum', subject: null, amount: 7000 },
      ],
    })
    await use('u2', 'mailbox', 40)
    await use('u3', 'sensor', 3)
    // Counted earlier, sent later: the latest to occur stays the one that counts.
    await use('u0', 'mailbox', 99, { occurredAt: '2026-11-01T00:00:00Z' })
    const quote = await app.post('/v1/quotes', {
      planId: 'msp',
      currency: 'EUR',
      units: [
        { unitId: 'mailbox', quantity: 40 },
        { unitId: 'sensor', quantity: 3 },
      ],
    })
    const said = await mine('2026-11')
    expect(said.totals[0].amount).toBe(quote.body.perMonth)
    expect(said.lines.map((line: { explanation: string }) => line.explanation)).toEqual(
      quote.body.units.map((line: { explanation: string }) => line.explanation),
    )

    const close = (month?: string) => app.post('/v1/price-statements/close', { month })
    expect((await close('2026-11')).body.code).toBe('validation_failed')
    app.clock.advance(DAY_MS)
    await app.composed.closeStatements()
    expect((await mine('2026-11')).status).toBe('draft')
    app.clock.advance(5 * DAY_MS)
    await app.composed.closeStatements()
    const closed = await mine('2026-11')
    expect(closed).toEqual({ ...said, status: 'closed', closedAt: '2026-12-06T15:00:00.001Z' })
    expect((await close()).body).toEqual({ month: '2026-11', closed: 0 })

    const late = await use('u4', 'mailbox', 20)
    expect(late.body.statementMonth).toBe('2026-12')
    expect(await mine('2026-11')).toEqual(closed)
    const next = await mine('2026-12')
    expect(next.lines).toMatchObject([
      { kind: 'minimum', month: '2026-12', correction: false, amount: 10_000 },
      {
        kind: 'unit',
        month: '2026-11',
        correction: true,
        amount: -4000,
        explanation:
          'November 2026, known later: 20 mailboxes × 3.00 EUR (band from 1) = 60.00 EUR, instead of 100.00 EUR',
      },
      { kind: 'minimum', month: '2026-11', correction: true, amount: 1003 },
    ])
    const listed = await app.get(`/v1/price-statements?partnerId=${msp}`)
    expect(listed.body.data.map((one: { month: string; status: string }) => [one.month, one.status])).toEqual(
      [
        ['2026-12', 'draft'],
        ['2026-11', 'closed'],
      ],
    )
    const months = (await app.get('/v1/me/statements', { as: await token() })).body
    expect(months).toEqual({
      data: [],
      prices: listed.body.data.map(({ month, status }: Record<string, string>) => ({ month, status })),
    })
    expect((await app.get('/v1/price-statements?month=2026-11')).body.data).toContainEqual(closed)
    expect((await app.get('/v1/me/price-statements', { as: await token() })).body.data).toEqual(
      listed.body.data,
    )
    expect((await mine('2027-01')).status).toBe(404)

    const file = await app.get(`/v1/price-statements/${msp}/2026-11?format=csv`)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.text.split('\r\n').slice(0, 2)).toEqual([
      'month,status,kind,subject,name,about,correction,quantity,currency,list_minor,amount_minor,explanation',
      '2026-11,closed,unit,mailbox,mailboxes,2026-11,no,40,EUR,,10000,40 mailboxes × 2.50 EUR (band from 25) = 100.00 EUR',
    ])
    const own = await app.get('/v1/me/price-statements/2026-11?format=csv', { as: await token() })
    expect(own.text).toBe(file.text)
    expect((await app.get(`/v1/price-statements/${msp}/2026-11`)).body).toEqual(closed)
    expect((await app.get(`/v1/price-statements/${reseller}x/2026-11`)).status).toBe(404)
  })

  test('usage of another month, unit or plan is refused with a reason', async () => {
    const use = (more: object) =>
      app.post('/v1/usage', {
        externalId: `bad_${Math.round(Object.keys(more).length)}`,
        partnerId: msp,
        unitId: 'mailbox',
        quantity: 1,
        month: '2026-12',
        ...more,
      })
    const message = async (more: object) => (await use(more)).body.errors?.[0]?.message
    expect(await message({ month: '2027-01' })).toBe('This month has not begun.')
    expect(await message({ month: '2024-11' })).toBe('Not more than 24 months back.')
    expect(await message({ unitId: 'x' })).toContain('has no price for "x".')
    expect(await message({ unitId: 'sensor', currency: 'USD' })).toContain('no price for "sensor" in USD')
    expect(await message({ partnerId: reseller })).toContain('plan of December 2026 has no price')
  })
})
