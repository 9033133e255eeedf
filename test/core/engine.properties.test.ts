/**
 * The whole engine as services use it, in memory: facts arrive in any order
 * and more than once, after each the decision is made again and the difference
 * posted. What is posted must be what a plain model says is owed, always.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, decideAttribution, type ManualDecision } from '../../server/core/attribution.ts'
import type { RuledConversion } from '../../server/core/attribution-words.ts'
import { targetsFor } from '../../server/core/commission.ts'
import { compareOccurrence } from '../../server/core/order.ts'
import {
  explainPosting,
  type Posted,
  type Posting,
  type PostingCause,
  postings,
} from '../../server/core/postings.ts'
import { holdDay } from '../../server/core/time.ts'
import type { Held, PlanTerms, SaleFacts } from '../../server/core/types.ts'
import { conversions, deliveries, held, manual, rule, sales, terms } from './arbitraries.ts'
import { modelCredit, modelOwed, type Variant } from './model.ts'

const HISTORIES = process.env.GOODWORD_LONG === '1' ? 100_000 : 2_000

interface Refund {
  id: string
  saleExternalId: string
  amountMinor: number
}

type Arrival =
  | { type: 'conversion'; conversion: RuledConversion }
  | { type: 'sale'; sale: SaleFacts }
  | { type: 'refund'; refund: Refund }
  | { type: 'manual'; manual: ManualDecision }

interface World {
  conversions: Map<string, RuledConversion>
  sales: Map<string, SaleFacts>
  refunds: Map<string, Refund>
  manual: ManualDecision | undefined
  held: Held[]
  log: Posted[]
}

const newWorld = (held: Held[]): World => ({
  held,
  conversions: new Map(),
  sales: new Map(),
  refunds: new Map(),
  manual: undefined,
  log: [],
})

const arrive = (world: World, arrival: Arrival): void => {
  if (arrival.type === 'conversion') world.conversions.set(arrival.conversion.externalId, arrival.conversion)
  if (arrival.type === 'sale') world.sales.set(arrival.sale.externalId, arrival.sale)
  if (arrival.type === 'refund') world.refunds.set(arrival.refund.id, arrival.refund)
  if (arrival.type === 'manual' && arrival.manual.decidedAt >= (world.manual?.decidedAt ?? -1)) {
    world.manual = arrival.manual
  }
}

const factsOf = (world: World): SaleFacts[] =>
  [...world.sales.values()].map((sale) => ({
    ...sale,
    takenBackMinor: [...world.refunds.values()]
      .filter(({ saleExternalId }) => saleExternalId === sale.externalId)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }))

const sums = (log: Posted[]): Posted[] => {
  const rows = new Map<string, Posted>()
  for (const one of log) {
    const key = JSON.stringify([one.saleId, one.partnerId, one.ruleIndex])
    const before = rows.get(key)
    rows.set(key, { ...one, amountMinor: one.amountMinor + (before?.amountMinor ?? 0) })
  }
  return [...rows.values()]
}

const causes: PostingCause[] = ['sale', 'refund', 'dispute', 'dispute_won', 'attribution', 'reorder']

/** Decides and posts once; answers how many postings it took. */
function settle(world: World, plans: Record<string, PlanTerms>): number {
  const decision = decideAttribution({ conversions: [...world.conversions.values()], manual: world.manual })
  const plan = decision.partnerId === null ? undefined : plans[decision.partnerId]
  const from = {
    coversAll: decision.coversAll,
    conversionAt: decision.conversion?.occurredAt ?? 0,
    conversionExternalId: decision.conversion?.externalId ?? '',
  }
  const targets = plan
    ? targetsFor({
        planName: plan.name,
        planKind: plan.kind,
        termsVersion: 1,
        rules: plan.rules,
        sales: factsOf(world).filter((sale) => covers(from, sale)),
        held: world.held,
      })
    : []
  const due = postings({ partnerId: decision.partnerId, targets, posted: sums(world.log) })
  for (const [index, posting] of due.entries()) {
    const sale = [...world.sales.values()].find(({ id }) => id === posting.saleId) as SaleFacts
    const words = explainPosting({
      posting,
      cause: causes[(index + world.log.length) % causes.length] as PostingCause,
      saleExternalId: sale.externalId,
      holdDay: holdDay(sale.occurredAt, plan?.holdDays ?? 0),
    })
    expect(words).toMatch(/\.$/)
    expect(words).not.toMatch(/undefined|null|NaN|Infinity|\s\s/)
    expect(posting.amountMinor).not.toBe(0)
    world.log.push(posting)
  }
  return due.length
}

const balances = (world: World): [string, bigint][] =>
  sums(world.log)
    .filter(({ amountMinor }) => amountMinor !== 0)
    .map(({ saleId, ruleIndex, partnerId, amountMinor }): [string, bigint] => [
      `${partnerId}|${saleId}|${ruleIndex}`,
      BigInt(amountMinor),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))

function expectModel(world: World, plans: Record<string, PlanTerms>, variant: Variant): void {
  const { partnerId, from } = modelCredit([...world.conversions.values()], world.manual, variant)
  const plan = partnerId === null ? undefined : plans[partnerId]
  const owed = plan ? modelOwed(factsOf(world), from, plan, world.held, variant) : new Map<string, bigint>()
  const expected = [...owed].map(([key, amount]): [string, bigint] => [`${partnerId}|${key}`, amount])
  expect(balances(world)).toEqual(expected.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** One customer's life: conversions, sales, refunds of up to more than the amount, the vendor's own decisions. */
const story = fc
  .record({
    conversions,
    sales,
    refunds: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(1, 30, 50, 99, 100, 120)), {
      maxLength: 5,
    }),
    manual,
    held,
    plans: fc.record({ par_a: terms, par_b: terms }),
  })
  .map(({ refunds, ...facts }) => ({
    plans: facts.plans as Record<string, PlanTerms>,
    held: facts.held,
    arrivals: [
      ...facts.sales.map((sale): Arrival => ({ type: 'sale', sale })),
      // A sale that carries a touch is the same moment as its conversion.
      ...facts.conversions.map((one): Arrival => {
        const sale = facts.sales.find(({ externalId }) => externalId === one.externalId)
        return { type: 'conversion', conversion: sale ? { ...one, occurredAt: sale.occurredAt } : one }
      }),
      ...refunds.flatMap(([which, percent], index): Arrival[] => {
        const sale = facts.sales[which]
        if (!sale) return []
        const amountMinor = Math.ceil((sale.amountMinor / 100) * percent)
        return [
          { type: 'refund', refund: { id: `re_${index}`, saleExternalId: sale.externalId, amountMinor } },
        ]
      }),
      ...(facts.manual ? [{ type: 'manual', manual: facts.manual } as const] : []),
    ],
  }))
  .chain(({ plans, held, arrivals }) =>
    fc.record({
      plans: fc.constant(plans),
      held: fc.constant(held),
      one: deliveries(arrivals),
      other: deliveries(arrivals),
    }),
  )

const agreement = (variant: Variant) =>
  fc.property(story, ({ plans, held, one, other }) => {
    const world = newWorld(held)
    for (const arrival of one) {
      arrive(world, arrival)
      settle(world, plans)
      expectModel(world, plans, variant)
    }
    expect(settle(world, plans)).toBe(0)
    const inAnotherOrder = newWorld(held)
    for (const arrival of other) {
      arrive(inAnotherOrder, arrival)
      settle(inAnotherOrder, plans)
    }
    expect(balances(inAnotherOrder)).toEqual(balances(world))
  })

describe('the engine', () => {
  test(`has posted what is owed after every arrival, in every order: ${HISTORIES} histories`, () => {
    const started = performance.now()
    fc.assert(agreement('right'), { numRuns: HISTORIES })
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    console.info(`core in memory: ${HISTORIES} histories, ${seconds} s`)
  }, 1_800_000)

  const wrong: Variant[] = [
    'latest conversion decides',
    'months inclusive',
    'refunded payments do not count',
    'half up',
    'rounded twice',
    'tax included',
    'order of arrival',
    'the first year for ever',
    'products make no difference',
    'a certification always counts',
    'caps forget earlier payments',
  ]
  test.each(wrong)('the same property notices: %s', (variant) => {
    expect(fc.check(agreement(variant), { numRuns: 3000, seed: 1, endOnFailure: true }).failed).toBe(true)
  })

  test('a sale refunded in any parts, in any order, leaves exactly nothing', () => {
    const partition = fc.record({
      amountMinor: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1e12 })),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      taxShare: fc.constantFrom(0, 0.19, 0.5),
      rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(partition, ({ amountMinor, cuts, taxShare, rules }) => {
        const marks = [0, ...cuts.map((cut) => Math.floor(cut * amountMinor)), amountMinor]
        const parts = marks
          .sort((a, b) => a - b)
          .flatMap((mark, i) => (i > 0 ? [mark - (marks[i - 1] ?? 0)] : []))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor)
        const log: Posting[] = []
        let takenBackMinor = 0
        for (const part of [0, ...parts]) {
          takenBackMinor += part
          const sale: SaleFacts = {
            id: 'sal_1',
            externalId: 'ord_1',
            occurredAt: 0,
            amountMinor,
            taxMinor: Math.floor(amountMinor * taxShare),
            shippingMinor: 0,
            currency: 'EUR',
            takenBackMinor,
          }
          const targets = targetsFor({
            planName: 'P',
            planKind: 'residual',
            termsVersion: 1,
            rules,
            sales: [sale],
          })
          log.push(...postings({ partnerId: 'par_a', targets, posted: sums(log) }))
          const owed = modelOwed([sale], null, { rules }, [])
          for (const { ruleIndex, amountMinor: sum } of sums(log)) {
            expect(BigInt(sum)).toBe(owed.get(`sal_1|${ruleIndex}`) ?? 0n)
          }
        }
        expect(sums(log).every(({ amountMinor: sum }) => sum === 0)).toBe(true)
        expect(
          log.slice(1).every(({ kind }, i) => (kind === 'earned' ? i < rules.length : kind === 'reversal')),
        ).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('the later sales are owed the same when the payments before them are only counted', () => {
    fc.assert(
      fc.property(sales, terms, fc.nat(), (all, { name, kind, rules }, cut) => {
        const input = { planName: name, planKind: kind, termsVersion: 7, rules }
        const ordered = [...all].sort(compareOccurrence)
        const [before, after] = [
          ordered.slice(0, cut % (all.length + 1)),
          ordered.slice(cut % (all.length + 1)),
        ]
        const paid = before.filter(({ amountMinor }) => amountMinor > 0)
        const currencyOf = new Map(all.map(({ id, currency }) => [id, currency]))
        const targets = targetsFor({ ...input, sales: all })
        const [owedBefore, ids] = [new Map<string, number>(), new Set(before.map(({ id }) => id))]
        for (const { saleId, ruleIndex, amountMinor } of targets) {
          const key = `${ruleIndex} ${currencyOf.get(saleId)}`
          if (ids.has(saleId)) owedBefore.set(key, (owedBefore.get(key) ?? 0) + amountMinor)
        }
        const earlier = {
          count: paid.length,
          firstAt: paid[0]?.occurredAt ?? null,
          owed: [...owedBefore].map(([key, amountMinor]) => {
            const [ruleIndex, currency = ''] = key.split(' ')
            return { ruleIndex: Number(ruleIndex), currency, amountMinor }
          }),
        }
        const later = new Set(after.map(({ id }) => id))
        expect(targetsFor({ ...input, sales: after, earlier })).toEqual(
          targets.filter(({ saleId }) => later.has(saleId)),
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('targets are the same for the same sales in any order, each sale and rule at most once', () => {
    const shuffled = sales.chain((all) =>
      fc.record({ all: fc.constant(all), mixed: fc.shuffledSubarray(all, { minLength: all.length }) }),
    )
    fc.assert(
      fc.property(shuffled, terms, ({ all, mixed }, { name, kind, rules }) => {
        const input = { planName: name, planKind: kind, termsVersion: 7, rules }
        const targets = targetsFor({ ...input, sales: all })
        expect(targetsFor({ ...input, sales: mixed })).toEqual(targets)
        const keys = targets.map(({ saleId, ruleIndex }) => `${saleId}|${ruleIndex}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const [index, { payments }] of rules.entries()) {
          const earning = targets.filter(({ ruleIndex }) => ruleIndex === index)
          expect(earning.length).toBeLessThanOrEqual(payments ?? all.length)
        }
        for (const { amountMinor, basis } of targets) {
          expect(Number.isSafeInteger(amountMinor) && amountMinor >= 0).toBe(true)
          expect(basis).not.toMatch(/undefined|null|NaN|Infinity|\s\s|, \)|\(, /)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
