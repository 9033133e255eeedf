/** What a plan owes, case by case, and the words of each. */
import { describe, expect, test } from 'vitest'
import { type TargetsInput, targetsFor } from '../../server/core/commission.ts'
import { addMonths } from '../../server/core/time.ts'
import type { Rule, SaleFacts } from '../../server/core/types.ts'

const START = Date.parse('2026-01-31T10:00:00Z')

const sale = (n: number, more: Partial<SaleFacts> = {}): SaleFacts => ({
  id: `sal_${n}`,
  externalId: `ord_${n}`,
  occurredAt: START + n,
  amountMinor: 15000,
  taxMinor: 0,
  shippingMinor: 0,
  currency: 'EUR',
  takenBackMinor: 0,
  ...more,
})

const targets = (rules: Rule[], sales: SaleFacts[], more: Partial<TargetsInput> = {}) =>
  targetsFor({ planName: 'Refer once', planKind: 'one_time', termsVersion: 3, rules, sales, ...more })

const amounts = (rules: Rule[], sales: SaleFacts[]) =>
  targets(rules, sales).map(({ saleId, amountMinor }) => [saleId, amountMinor])

describe('the amount', () => {
  const percent = (rateBps: number): Rule[] => [{ rateBps }]
  test.each<[string, Rule[], Partial<SaleFacts>, number]>([
    ['20 % of 150.00', percent(2000), {}, 3000],
    ['25 % of 1.16, where a float is a cent short', percent(2500), { amountMinor: 116 }, 29],
    ['half a cent down to even', percent(5000), { amountMinor: 1 }, 0],
    ['half a cent up to even', percent(5000), { amountMinor: 3 }, 2],
    ['two and a half', percent(5000), { amountMinor: 5 }, 2],
    ['the smallest rate', percent(1), { amountMinor: 5001 }, 1],
    ['everything', percent(10_000), { amountMinor: 999_999_999_999 }, 999_999_999_999],
    ['without tax', percent(2000), { taxMinor: 2395 }, 2521],
    ['without tax and shipping', percent(2000), { taxMinor: 2395, shippingMinor: 605 }, 2400],
    ['nothing but tax', percent(2000), { taxMinor: 15000 }, 0],
    ['more tax than amount', percent(2000), { taxMinor: 20000 }, 0],
    ['a third refunded', percent(2000), { takenBackMinor: 5000 }, 2000],
    ['a third refunded, tax share included', percent(2000), { taxMinor: 3000, takenBackMinor: 5000 }, 1600],
    ['all refunded', percent(2000), { takenBackMinor: 15000 }, 0],
    ['more than all refunded', percent(2000), { takenBackMinor: 99999 }, 0],
    ['less than nothing refunded', percent(2000), { takenBackMinor: -1 }, 3000],
    [
      'rounded once: 50 % of what is left of 3 of which 1 is tax',
      percent(5000),
      { amountMinor: 3, taxMinor: 1, takenBackMinor: 1 },
      1,
    ],
    ['yen', percent(2000), { amountMinor: 503, currency: 'JPY' }, 101],
    ['flat', [{ flat: { EUR: 5000 } }], {}, 5000],
    ['flat, a third refunded', [{ flat: { EUR: 5000 } }], { takenBackMinor: 5000 }, 3333],
    ['flat, half of 1 refunded', [{ flat: { EUR: 1 } }], { takenBackMinor: 7500 }, 0],
    ['flat, all refunded', [{ flat: { EUR: 5000 } }], { takenBackMinor: 15000 }, 0],
    ['flat, and tax does not matter', [{ flat: { EUR: 5000 } }], { taxMinor: 2395 }, 5000],
  ])('%s', (_, rules, facts, amountMinor) => {
    expect(amounts(rules, [sale(1, facts)])).toEqual([['sal_1', amountMinor]])
  })

  test('flat in another currency owes nothing, and says nothing', () => {
    expect(amounts([{ flat: { USD: 5000 } }], [sale(1)])).toEqual([])
  })

  test('every rule of a plan counts', () => {
    expect(
      targets([{ rateBps: 1000 }, { flat: { EUR: 700 }, payments: 1 }], [sale(1), sale(2)]),
    ).toMatchObject([
      { saleId: 'sal_1', ruleIndex: 0, amountMinor: 1500 },
      { saleId: 'sal_1', ruleIndex: 1, amountMinor: 700 },
      { saleId: 'sal_2', ruleIndex: 0, amountMinor: 1500 },
    ])
  })

  test('no sale, no rule', () => {
    expect(amounts([{ rateBps: 1 }], [])).toEqual([])
    expect(amounts([], [sale(1)])).toEqual([])
  })
})

describe('which payments count', () => {
  const first: Rule[] = [{ rateBps: 2000, payments: 1 }]

  test('the first by time, then by external id, whatever the order of arrival', () => {
    expect(amounts(first, [sale(3), sale(1), sale(2)])).toEqual([['sal_1', 3000]])
    const tied = [sale(9, { occurredAt: START }), sale(10, { occurredAt: START })]
    expect(amounts(first, tied)).toEqual([['sal_10', 3000]])
  })

  test('a first payment that was refunded in full stays the first', () => {
    expect(amounts(first, [sale(1, { takenBackMinor: 15000 }), sale(2)])).toEqual([['sal_1', 0]])
  })

  test('a sale of zero is no payment', () => {
    expect(amounts(first, [sale(1, { amountMinor: 0 }), sale(2)])).toEqual([['sal_2', 3000]])
    const trial = sale(1, { amountMinor: 0, occurredAt: START - 90 * 86_400_000 })
    expect(amounts([{ rateBps: 2000, months: 1 }], [trial, sale(2)])).toEqual([['sal_2', 3000]])
  })

  test('n payments', () => {
    const rules: Rule[] = [{ rateBps: 2000, payments: 2 }]
    expect(amounts(rules, [sale(1), sale(2), sale(3)]).map(([id]) => id)).toEqual(['sal_1', 'sal_2'])
  })

  test('n months end exactly where they end, to the millisecond, and at the end of a short month', () => {
    const rules: Rule[] = [{ rateBps: 2000, months: 1 }]
    const end = Date.parse('2026-02-28T10:00:00Z')
    expect(addMonths(START, 1)).toBe(end)
    const at = (occurredAt: number) => amounts(rules, [sale(0), sale(1, { occurredAt })]).length
    expect([at(end - 1), at(end), at(end + 1)]).toEqual([2, 1, 1])
  })

  test('both limits', () => {
    const rules: Rule[] = [{ rateBps: 2000, payments: 2, months: 1 }]
    const late = sale(2, { occurredAt: addMonths(START, 1) })
    expect(amounts(rules, [sale(0), late]).map(([id]) => id)).toEqual(['sal_0'])
  })
})

describe('words', () => {
  const basis = (rule: Rule, facts: Partial<SaleFacts> = {}, more: Partial<TargetsInput> = {}) =>
    targets([rule], [sale(0), sale(1), sale(2), sale(3, facts)], more).at(-1)?.basis

  test.each<[Rule, Partial<SaleFacts>, Partial<TargetsInput>, string]>([
    [
      { rateBps: 2000, payments: 12 },
      {},
      {},
      '20 % of 150.00 EUR (plan Refer once, version 3, payment 4 of 12)',
    ],
    [
      { rateBps: 1250, months: 12 },
      { occurredAt: addMonths(START, 2) },
      {},
      '12.5 % of 150.00 EUR (plan Refer once, version 3, month 3 of 12)',
    ],
    [
      { rateBps: 1250, months: 12 },
      { occurredAt: addMonths(START, 2) - 1 },
      {},
      '12.5 % of 150.00 EUR (plan Refer once, version 3, month 2 of 12)',
    ],
    [
      { rateBps: 2000, payments: 6, months: 12 },
      {},
      {},
      '20 % of 150.00 EUR (plan Refer once, version 3, payment 4 of 6, month 1 of 12)',
    ],
    [{ rateBps: 2000 }, {}, {}, '20 % of 150.00 EUR (plan Refer once, version 3, payment 4)'],
    [
      { rateBps: 1000 },
      {},
      { planKind: 'creator', planName: 'Creator' },
      '10 % of 150.00 EUR (plan Creator, version 3)',
    ],
    [
      { rateBps: 2000 },
      { taxMinor: 2394 },
      {},
      '20 % of 126.06 EUR, without tax (plan Refer once, version 3, payment 4)',
    ],
    [
      { rateBps: 2000 },
      { taxMinor: 1890, shippingMinor: 505 },
      {},
      '20 % of 126.05 EUR, without tax and shipping (plan Refer once, version 3, payment 4)',
    ],
    [
      { rateBps: 2000 },
      { shippingMinor: 500, takenBackMinor: 7500 },
      {},
      '20 % of 72.50 EUR, without shipping (150.00 EUR paid, 75.00 EUR refunded, plan Refer once, version 3, payment 4)',
    ],
    [
      { rateBps: 2000 },
      { takenBackMinor: 15000, takenBackAt: Date.parse('2026-05-03T10:00:00Z') },
      {},
      '20 % of 0.00 EUR (150.00 EUR paid, 150.00 EUR refunded on 3 May 2026, plan Refer once, version 3, payment 4)',
    ],
    [{ flat: { EUR: 5000 } }, {}, {}, '50.00 EUR for the sale (plan Refer once, version 3, payment 4)'],
    [
      { flat: { EUR: 5000 } },
      { takenBackMinor: 5000 },
      {},
      '50.00 EUR for the sale, scaled to the 100.00 EUR left of 150.00 EUR (150.00 EUR paid, 50.00 EUR refunded, plan Refer once, version 3, payment 4)',
    ],
  ])('%j %j', (rule, facts, more, words) => {
    expect(basis(rule, facts, more)).toBe(words)
  })

  test('the first payment is called so', () => {
    expect(targets([{ rateBps: 2000, payments: 1 }], [sale(1)])[0]?.basis).toBe(
      '20 % of 150.00 EUR (plan Refer once, version 3, first payment)',
    )
  })
})
