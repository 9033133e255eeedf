/** A plan in plain sentences. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSentences } from '../../server/core/terms.ts'
import type { PlanKind, Rule } from '../../server/core/types.ts'
import { terms } from './arbitraries.ts'

const program = {
  holdDays: 30,
  attribution: { model: 'last_click' as const, windowDays: 60 },
  currencies: ['USD', 'EUR'],
}
const sentences = (kind: PlanKind, rules: Rule[], more: Partial<typeof program> = {}) =>
  planSentences({ name: 'Plan', kind, rules }, { ...program, ...more })

describe('what is earned', () => {
  test.each<[PlanKind, Rule, string]>([
    [
      'one_time',
      { rateBps: 2000, payments: 1 },
      'You earn 20 % of the first payment of every customer you bring.',
    ],
    ['residual', { rateBps: 1500, months: 12 }, 'You earn 15 % of every payment for the first 12 months.'],
    ['residual', { rateBps: 1500, months: 1 }, 'You earn 15 % of every payment for the first month.'],
    [
      'residual',
      { rateBps: 1250, payments: 6 },
      'You earn 12.5 % of the first 6 payments of every customer you bring.',
    ],
    [
      'residual',
      { rateBps: 1500, payments: 6, months: 12 },
      'You earn 15 % of the first 6 payments in the first 12 months of every customer you bring.',
    ],
    ['residual', { rateBps: 500 }, 'You earn 5 % of every payment for as long as the customer pays.'],
    [
      'one_time',
      { flat: { EUR: 4500, USD: 5000 }, payments: 1 },
      'You earn 50.00 USD or 45.00 EUR for the first payment of every customer you bring.',
    ],
    [
      'residual',
      { flat: { EUR: 4500, USD: 5000 }, months: 6 },
      'You earn 50.00 USD or 45.00 EUR for every payment for the first 6 months.',
    ],
    ['creator', { rateBps: 1000 }, 'You earn 10 % of every sale made with your link or your code.'],
    [
      'creator',
      { rateBps: 1000, months: 3 },
      'You earn 10 % of every sale made with your link or your code in the first 3 months of a customer.',
    ],
    [
      'creator',
      { rateBps: 1000, payments: 1 },
      'You earn 10 % of the first payment of every customer who buys with your link or your code.',
    ],
  ])('%s %j', (kind, rule, sentence) => {
    expect(sentences(kind, [rule])[0]).toBe(sentence)
  })

  test('a currency without an amount is named', () => {
    expect(sentences('one_time', [{ flat: { USD: 5000 }, payments: 1 }]).slice(0, 2)).toEqual([
      'You earn 50.00 USD for the first payment of every customer you bring.',
      'Payments in EUR do not earn this amount.',
    ])
  })

  test('a second way of earning comes on top', () => {
    const both = sentences('residual', [{ rateBps: 500 }, { flat: { USD: 5000, EUR: 5000 }, payments: 1 }])
    expect(both[1]).toBe(
      'You also earn 50.00 USD or 50.00 EUR for the first payment of every customer you bring.',
    )
  })
})

describe('whose customer it is, and when it is paid', () => {
  const refer: Rule[] = [{ rateBps: 2000, payments: 1 }]

  test('the usual program', () => {
    expect(sentences('one_time', refer).slice(1)).toEqual([
      'A customer counts as yours when they sign up within 60 days of their last click on your link.',
      'Each commission can be paid 30 days after the payment, when the refund period is over.',
    ])
  })

  test('first click, one day, no hold', () => {
    const more = { attribution: { model: 'first_click' as never, windowDays: 1 }, holdDays: 0 }
    expect(sentences('one_time', refer, more).slice(1)).toEqual([
      'A customer counts as yours when they sign up within 1 day of their first click on your link.',
      'Each commission can be paid from the day of the payment.',
    ])
    expect(sentences('one_time', refer, { holdDays: 1 }).at(-1)).toContain('1 day after the payment')
  })

  test('a creator', () => {
    expect(sentences('creator', [{ rateBps: 1000 }])[1]).toBe(
      'A customer counts as yours when they buy or sign up within 60 days of their last click on your link, or use your code.',
    )
  })
})

test('no plan makes a sentence with a hole in it', () => {
  fc.assert(
    fc.property(terms, (plan) => {
      for (const sentence of planSentences(plan, { ...program, holdDays: plan.holdDays })) {
        expect(sentence).toMatch(/^[A-Z].*\.$/)
        expect(sentence).not.toMatch(/undefined|null|NaN|Infinity|\s\s|earn for|affiliate/i)
      }
    }),
    { numRuns: 2000 },
  )
})
