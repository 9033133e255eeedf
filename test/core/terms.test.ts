/** A plan in plain sentences. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { earningSentences, overrideSentence, planSentences } from '../../server/core/terms.ts'
import type { PlanKind, Rule } from '../../server/core/types.ts'
import { everyWord, managed, resale, residual, volume } from '../support/every-word.ts'
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

describe('every word of a program', () => {
  const earn = (plan: typeof residual) => earningSentences(plan, everyWord)
  const whole = structuredClone(volume)
  const [{ bands } = {}] = whole.rules
  if (bands) bands.mode = 'whole'

  test.each([
    [
      residual,
      [
        'You earn 20 % of every payment in the first year of a customer, 10 % in the second and 5 % in every year after that, not counting the product setup.',
        'For sales made while you are certified as Acme Expert, you also earn 5 % of every payment for the first 12 months.',
        'This is at most 100.00 EUR or 120.00 USD for one payment.',
        'You also earn 50.00 EUR or 55.00 USD for the first payment of every customer you bring, counting only the product setup.',
      ],
    ],
    [
      resale,
      [
        'You buy Pro at 25 % off its list price of 100.00 EUR or 110.00 USD.',
        'You buy Team at 30 % off its list price of 200.00 EUR.',
        'An order from a lead of yours that was accepted adds 5 points to the discount.',
        'You bill your customer yourself, at a price of your own.',
      ],
    ],
    [
      managed,
      [
        'Seat: 3.00 EUR for each unit and month, from 100 units on 2.50 EUR.',
        'The price that you reach is the price of every unit.',
        'At least 10 units of Seat are charged each month.',
        'A month costs at least 200.00 EUR.',
      ],
    ],
    [
      volume,
      [
        'You earn a rebate on your net sales in a quarter when they are above 50,000.00 EUR.',
        'On net sales above 50,000.00 EUR in a quarter you earn 5 % of the part above, up to 200,000.00 EUR.',
        'On net sales above 200,000.00 EUR in a quarter you earn 8 % of the part above.',
        'Net sales are what your customers paid, without tax, shipping and what was refunded.',
        'The rebate grows with every sale and is closed at the end of the quarter; its bands stay as they were when the quarter began.',
      ],
    ],
  ])('$name', (plan, expected) => {
    expect(earn(plan)).toEqual(expected)
  })

  test('a rebate on the whole volume', () => {
    expect(earn(whole).slice(1, 3)).toEqual([
      'When they reach 50,000.00 EUR, you earn 5 % of all of them.',
      'When they reach 200,000.00 EUR, you earn 8 % of all of them.',
    ])
  })

  test('rates by year with an end, and limits of every kind', () => {
    const rules: Rule[] = [
      {
        rateBpsByYear: [2000, 1000],
        months: 36,
        cap: { customer: { EUR: 100_000 }, period: { EUR: 500_000 }, per: 'quarter' },
      },
    ]
    expect(earn({ ...residual, rules })).toEqual([
      'You earn a share of every payment for the first 36 months: 20 % in the first year of a customer and 10 % in every year after that.',
      'This is at most 1,000.00 EUR for one customer and 5,000.00 EUR for all your customers on these terms together in one quarter.',
    ])
  })

  test('when it is paid, and what happens when terms change', () => {
    expect(planSentences(residual, everyWord).slice(-2)).toEqual([
      'You are paid on the 5th of each month, from 10.00 EUR or 10.00 USD on; less than that waits for the next month.',
      'New terms are announced 30 days ahead and count for new customers only.',
    ])
    const free = { ...everyWord, minimumPayout: {}, payoutDay: 22, noticeDays: 0 }
    expect(planSentences(residual, free).at(-1)).toBe(
      'You are paid on the 22nd of each month, whatever the amount.',
    )
  })

  test('a plan of prices alone says nothing of commissions', () => {
    expect(planSentences(managed, everyWord).join(' ')).not.toMatch(/commission|click|paid/)
  })

  test('a distributor', () => {
    expect(overrideSentence({ rateBps: 1000, of: 'commission' })).toBe(
      'For every partner you recruit you earn 10 % of each of its commissions, on top: the partner loses nothing.',
    )
    expect(overrideSentence({ rateBps: 250, of: 'sale' })).toContain('2.5 % of each sale')
  })
})
