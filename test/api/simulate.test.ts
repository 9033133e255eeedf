/** A partner's history under each plan: what it says must be what somebody on that plan really got. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../server/core/types.ts'
import { definition, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const plans: Plan[] = [
  ...definition.plans,
  {
    id: 'capped',
    name: 'Capped',
    kind: 'residual',
    rules: [{ rateBps: 2000, cap: { sale: { EUR: 3000 }, customer: { EUR: 5000 }, period: { EUR: 9000 } } }],
  },
  {
    id: 'volume',
    name: 'Volume',
    kind: 'volume',
    rules: [
      { rateBps: 300 },
      {
        bands: {
          per: 'quarter',
          mode: 'marginal',
          steps: [
            { from: { EUR: 0 }, rateBps: 500 },
            { from: { EUR: 30_000 }, rateBps: 1000 },
          ],
        },
      },
    ],
  },
  {
    id: 'resell',
    name: 'Resell',
    kind: 'resale',
    rules: [],
    prices: { resale: [{ productId: 'pro', name: 'Pro', list: { EUR: 5000 }, discountBps: 2500 }] },
  },
]

interface Result {
  currency: string
  earned: number
  years: { year: number; earned: number }[]
  explanation: string
}

describe.each(engines)('simulate on %s', (engine) => {
  let app: TestApp
  const ids = new Map<string, string>()
  /** The same story for somebody on each plan. */
  async function live(planId: string) {
    const { id } = (await app.post('/v1/partners', { email: `p@${planId}.example`, planId })).body
    ids.set(planId, id)
    await app.post('/v1/coupons', { partnerId: id, code: planId })
    const coupon = planId
    for (const [customer, at] of [
      ['a', '2025-11-02'],
      ['b', '2026-03-05'],
    ]) {
      const externalId = `${planId}-${customer}`
      await app.post('/v1/customers', { externalId, coupon, occurredAt: `${at}T10:00:00Z` })
    }
    const sell = (
      name: string,
      customer: string | undefined,
      amount: number,
      at: string,
      more: object = {},
    ) =>
      app.post('/v1/sales', {
        externalId: `${planId}-${name}`,
        customerExternalId: customer && `${planId}-${customer}`,
        amount,
        currency: 'EUR',
        occurredAt: `${at}T12:00:00Z`,
        ...more,
      })
    const pro = { items: [{ productId: 'pro', quantity: 2, amount: 10_000 }] }
    await sell('1', 'a', 10_000, '2025-11-03', pro)
    await sell('2', 'a', 20_000, '2025-12-03', { taxAmount: 1234 })
    await sell('3', 'b', 15_000, '2026-03-06', pro)
    await sell('4', 'a', 9999, '2026-03-07')
    await sell('5', 'b', 40_000, '2026-04-06')
    await sell('6', undefined, 7000, '2026-04-07', { coupon })
    await sell('7', 'a', 12_000, '2026-11-20')
    await app.post('/v1/refunds', { externalId: `${planId}-r1`, saleExternalId: `${planId}-3`, amount: 5000 })
    await app.post('/v1/refunds', { externalId: `${planId}-r2`, saleExternalId: `${planId}-4`, amount: 9999 })
  }
  beforeAll(async () => {
    app = await startApp(engine, { program: { ...definition, plans } })
    for (const { id } of plans) await live(id)
  })
  afterAll(() => app.close())

  const simulate = async (planId: string) =>
    (await app.post('/v1/simulate', { partnerId: ids.get(planId) })).body
  const earnedOn = async (planId: string): Promise<number> => {
    const { token } = (await app.post('/v1/tokens', { partnerId: ids.get(planId) })).body
    return (await app.get('/v1/me/summary', { as: token })).body.earned
  }

  test('says for every plan what somebody on that plan got for the same', async () => {
    const { plans: tried, sales, limited, planId, earned } = await simulate('stay')
    expect([sales, limited, planId]).toEqual([7, null, 'stay'])
    const said = Object.fromEntries(
      tried.map((one: { planId: string; results: Result[] }) => [one.planId, one.results[0]?.earned]),
    )
    const got = { ...said }
    for (const { id, rules } of plans) if (rules.length > 0) got[id] = await earnedOn(id)
    expect(said).toEqual(got)
    expect(new Set(Object.values(got)).size).toBe(plans.length)
    expect(earned.reduce((sum: number, one: { earned: number }) => sum + one.earned, 0)).toBe(said.stay)
  })

  test('reckons the margin at list of what a price sheet has', async () => {
    const { plans: tried } = await simulate('refer')
    const [result] = tried.find((one: { planId: string }) => one.planId === 'resell').results as [Result]
    // Two at 50.00 less 25 % are 25.00; of the second sale two thirds are left: 16.67.
    expect(result.years).toEqual([
      { year: 2025, earned: 2500 },
      { year: 2026, earned: 1667 },
    ])
    expect(result.explanation).toContain(
      '2 of your 7 sales in EUR since 3 November 2025 would have counted: 41.67 EUR. Margins are reckoned at list price.',
    )
  })

  test('sums by year, and says why', async () => {
    const { plans: tried } = await simulate('stay')
    const [result] = tried.find((one: { planId: string }) => one.planId === 'refer').results as [Result]
    expect(result.years).toEqual([
      { year: 2025, earned: 2000 },
      { year: 2026, earned: 3400 },
    ])
    expect(result.explanation).toBe(
      'You earn 20 % of the first payment of every customer you bring. 3 of your 7 sales in EUR since 3 November 2025 would have counted: 54.00 EUR.',
    )
  })

  test('writes nothing, and answers for the caller alone', async () => {
    const { db } = app.composed.services.store
    const count = async () =>
      (
        await sql`select (select count(*) from commission) as a, (select count(*) from ledger_entry) as b,
          (select count(*) from attribution) as c, (select count(*) from sale) as d`.execute(db)
      ).rows
    const before = await count()
    const { token } = (await app.post('/v1/tokens', { partnerId: ids.get('refer') })).body
    const own = await app.post('/v1/simulate', {}, { as: token })
    expect([own.status, own.body]).toEqual([200, await simulate('refer')])
    const other = await app.post('/v1/simulate', { partnerId: ids.get('stay') }, { as: token })
    expect([other.status, other.body.code]).toEqual([422, 'partner_unknown'])
    expect(await count()).toEqual(before)
  })

  test('a partner without sales hears about every plan all the same', async () => {
    const { id } = (await app.post('/v1/partners', { email: 'new@partner.example' })).body
    const { body } = await app.post('/v1/simulate', { partnerId: id })
    expect(body).toMatchObject({ sales: 0, limited: null, earned: [] })
    expect(body.plans.map((one: { results: Result[] }) => one.results)).toEqual(plans.map(() => []))
  })
})
