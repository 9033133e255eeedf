/**
 * Random facts, crowded around the places where rules change their mind: the
 * ends of windows and months to the millisecond, halves of a cent, ties.
 */
import fc from 'fast-check'
import type { ManualDecision } from '../../server/core/attribution.ts'
import type { RuledConversion } from '../../server/core/attribution-words.ts'
import type { Held, PlanTerms, Rule, SaleFacts, Touch } from '../../server/core/types.ts'

const names: Record<string, string> = { par_a: 'Mara Ito', par_b: 'Finn Oak' }

const partner = fc.constantFrom('par_a', 'par_b')

/** Something in one of `n` cases, nothing in the others. */
const onceIn = <T, N>(n: number, some: fc.Arbitrary<T>, nothing: N): fc.Arbitrary<T | N> =>
  fc.oneof({ weight: n - 1, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: some })

/** Month ends, where the calendar is uneven, and days close enough for short windows; a millisecond either way. */
const moment: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom('01-30', '01-31', '02-01', '02-02', '02-28', '03-01', '03-28', '03-31', '04-30', '05-31'),
    fc.constantFrom(-1, 0, 0, 1),
  )
  .map(([day, ms]) => Date.parse(`2026-${day}T12:00:00Z`) + ms)

/** Customers pay for years: mostly in the first one, sometimes to the millisecond a year or two later. */
const soldAt: fc.Arbitrary<number> = fc
  .tuple(moment, fc.constantFrom(0, 0, 0, 1, 2))
  .map(([at, years]) => new Date(at).setUTCFullYear(2026 + years))

/** Touches with ids of their own, so that one id always stands for one fact. */
const touches: fc.Arbitrary<Touch[]> = fc
  .array(
    fc.record({
      by: fc.constantFrom<Touch['by']>('click', 'click', 'click', 'click', 'code', 'coupon', 'lead'),
      partnerId: fc.oneof({ weight: 9, arbitrary: partner }, { weight: 1, arbitrary: fc.constant(null) }),
      at: moment,
      until: fc.option(moment, { nil: undefined }),
      closedAt: onceIn(5, moment, null),
      problem: onceIn(12, fc.constant('a bad signature'), undefined),
    }),
    { maxLength: 8, size: 'max' },
  )
  .map((all) =>
    all.map(({ problem, until, ...touch }, index) => ({
      ...touch,
      touchId: `t${index}`,
      partnerName: touch.partnerId && (names[touch.partnerId] ?? null),
      ...(touch.by === 'lead' && until !== undefined ? { until } : {}),
      ...(problem !== undefined ? { problem } : {}),
    })),
  )

export const manual: fc.Arbitrary<ManualDecision | undefined> = onceIn(
  6,
  fc
    .record({ partnerId: fc.option(partner, { nil: null }), decidedAt: moment })
    .map(({ partnerId, decidedAt }) => ({
      partnerId,
      partnerName: partnerId && (names[partnerId] ?? null),
      reason: 'it was agreed on the phone',
      decidedAt,
    })),
  undefined,
)

/** The conversions of one customer: at most one sign-up, and sales, sharing a pool of touches. */
export const conversions: fc.Arbitrary<RuledConversion[]> = touches.chain((pool) => {
  const one = fc.record({
    kind: fc.constantFrom<'customer' | 'sale'>('sale', 'sale', 'customer'),
    number: fc.integer({ min: 0, max: 12 }),
    occurredAt: moment,
    touches:
      pool.length > 0
        ? fc.array(fc.constantFrom(...pool), { maxLength: 6, size: 'max' })
        : fc.constant<Touch[]>([]),
    model: fc.constantFrom<'last_click' | 'first_click'>('last_click', 'first_click'),
    windowDays: fc.constantFrom(1, 2, 3, 60),
  })
  return fc
    .array(one, { maxLength: 5, size: 'max' })
    .map((all) =>
      all.map(({ number, ...rest }) => ({
        ...rest,
        externalId: rest.kind === 'customer' ? 'cus_1' : `ord_${number}`,
      })),
    )
    .map((all) => all.filter((a, i) => all.findIndex((b) => a.externalId === b.externalId) === i))
})

/** Small ones for exact halves, large ones for overflow, zero because it must not count. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.constant(15000),
  fc.integer({ min: 0, max: 1e12 }),
)

const rateBps = fc.oneof(fc.constantFrom(1, 2000, 2500, 5000, 10_000), fc.integer({ min: 1, max: 10_000 }))
const flat: fc.Arbitrary<Record<string, number>> = fc.oneof(
  fc.record({ EUR: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ EUR: fc.integer({ min: 1, max: 1e12 }), USD: fc.integer({ min: 1, max: 9 }) }),
)
const cap = fc.record({ EUR: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 100, max: 9_000 })) })
const productId = fc.constantFrom('pro', 'setup', 'other')
const products = fc.uniqueArray(productId, { minLength: 1, maxLength: 2 })

export const rule: fc.Arbitrary<Rule> = fc
  .record({
    pays: fc.oneof(
      fc.record({ rateBps }),
      fc.record({ flat }),
      fc.record({ rateBpsByYear: fc.array(rateBps, { minLength: 1, maxLength: 3 }) }),
    ),
    payments: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    months: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    products: onceIn(4, products, undefined),
    exceptProducts: onceIn(4, products, undefined),
    certification: onceIn(4, fc.constant('soc'), undefined),
    cap: onceIn(3, fc.record({ sale: cap, customer: cap }, { requiredKeys: [] }), undefined),
  })
  .map(({ pays, ...limits }) => {
    const given = Object.entries(limits).filter(([, value]) => value !== undefined)
    return { ...pays, ...Object.fromEntries(given) }
  })

/** When the partner held which certification: not at all, for some time, or from then on. */
export const held: fc.Arbitrary<Held[]> = fc.array(
  fc.record({
    certificationId: fc.constantFrom('soc', 'soc', 'other'),
    from: moment,
    until: fc.oneof(moment, fc.constant(Number.POSITIVE_INFINITY)),
  }),
  { maxLength: 3 },
)

export const terms: fc.Arbitrary<PlanTerms> = fc.record({
  name: fc.constantFrom('Refer once', 'Residual (long), 12 months'),
  kind: fc.constantFrom<PlanTerms['kind']>('one_time', 'residual', 'creator'),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  holdDays: fc.constantFrom(0, 30),
})

/** Sales with different ids, nothing taken back yet. */
export const sales: fc.Arbitrary<SaleFacts[]> = fc
  .array(
    fc.record({
      number: fc.integer({ min: 0, max: 12 }),
      occurredAt: soldAt,
      amountMinor: amount,
      taxShare: fc.constantFrom(0, 0, 1, 19, 100),
      shippingShare: fc.constantFrom(0, 0, 7, 60),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      items: fc.oneof(
        fc.constant<SaleFacts['items']>([]),
        fc.array(fc.record({ productId, amountMinor: fc.constantFrom(0, 1, 2, 333, 5_000) }), {
          maxLength: 3,
        }),
      ),
    }),
    { maxLength: 6, size: 'max' },
  )
  .map((all) =>
    all
      .filter((a, i) => all.findIndex((b) => a.number === b.number) === i)
      .map(({ number, taxShare, shippingShare, ...sale }) => ({
        ...sale,
        id: `sal_${number}`,
        externalId: `ord_${number}`,
        taxMinor: Math.floor((sale.amountMinor / 100) * taxShare),
        shippingMinor: Math.floor((sale.amountMinor / 100) * shippingShare),
        takenBackMinor: 0,
      })),
  )

/** A shuffle of a list in which some things come more than once. */
export const deliveries = <T>(events: T[]): fc.Arbitrary<T[]> =>
  events.length === 0
    ? fc.constant([])
    : fc
        .array(fc.constantFrom(...events), { maxLength: 4 })
        .chain((again) =>
          fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }),
        )
