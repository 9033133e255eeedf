/** Target − already posted, and why, in words. */
import { describe, expect, test } from 'vitest'
import { explainPosting, type Posted, type PostingFacts, postings } from '../../server/core/postings.ts'
import { dayOf } from '../../server/core/time.ts'
import type { Target } from '../../server/core/types.ts'

const target = (saleId: string, amountMinor: number, ruleIndex = 0): Target => ({
  saleId,
  ruleIndex,
  amountMinor,
  currency: 'EUR',
  basis: `${saleId} basis`,
})
const posted = (saleId: string, partnerId: string, amountMinor: number, ruleIndex = 0): Posted => ({
  saleId,
  partnerId,
  ruleIndex,
  currency: 'EUR',
  amountMinor,
})

const short = (...input: Parameters<typeof postings>) =>
  postings(...input).map(({ saleId, partnerId, amountMinor, kind }) => [saleId, partnerId, amountMinor, kind])

describe('postings', () => {
  test('a first amount is earned', () => {
    expect(postings({ partnerId: 'a', targets: [target('s', 3000)], posted: [] })).toEqual([
      {
        saleId: 's',
        partnerId: 'a',
        ruleIndex: 0,
        currency: 'EUR',
        amountMinor: 3000,
        kind: 'earned',
        targetMinor: 3000,
        basis: 's basis',
      },
    ])
  })

  test.each<[string, Target[], Posted[], unknown[]]>([
    ['nothing to do', [target('s', 3000)], [posted('s', 'a', 3000)], []],
    ['nothing owed, nothing posted', [target('s', 0)], [], []],
    ['a refund', [target('s', 2000)], [posted('s', 'a', 3000)], [['s', 'a', -1000, 'reversal']]],
    ['a refund undone', [target('s', 3000)], [posted('s', 'a', 2000)], [['s', 'a', 1000, 'adjustment']]],
    ['after a full reversal', [target('s', 3000)], [posted('s', 'a', 0)], [['s', 'a', 3000, 'adjustment']]],
    ['a rule that no longer applies', [], [posted('s', 'a', 3000)], [['s', 'a', -3000, 'reversal']]],
    [
      'another partner',
      [target('s', 3000)],
      [posted('s', 'b', 2500)],
      [
        ['s', 'a', 3000, 'earned'],
        ['s', 'b', -2500, 'reversal'],
      ],
    ],
    [
      'posted in several sums',
      [target('s', 3000)],
      [posted('s', 'a', 1000), posted('s', 'a', 500)],
      [['s', 'a', 1500, 'adjustment']],
    ],
    [
      'rules apart, in a fixed order',
      [target('t', 5), target('s', 7, 1), target('s', 6)],
      [posted('t', 'a', 6)],
      [
        ['s', 'a', 6, 'earned'],
        ['s', 'a', 7, 'earned'],
        ['t', 'a', -1, 'reversal'],
      ],
    ],
  ])('%s', (_, targets, before, expected) => {
    expect(short({ partnerId: 'a', targets, posted: before })).toEqual(expected)
  })

  test('when nobody is bound, all of it goes back', () => {
    const before = [posted('s', 'a', 3000), posted('s', 'b', 0)]
    expect(short({ partnerId: null, targets: [target('s', 9)], posted: before })).toEqual([
      ['s', 'a', -3000, 'reversal'],
    ])
  })
})

describe('explainPosting', () => {
  const plan = '(plan Refer once, version 3, first payment)'
  const full = `20 % of 150.00 EUR ${plan}`
  const rest = `20 % of 100.00 EUR ${plan}`
  const facts = (
    posting: Partial<PostingFacts['posting']>,
    more: Partial<PostingFacts> & Pick<PostingFacts, 'cause'>,
  ): PostingFacts => ({
    posting: {
      amountMinor: 3000,
      targetMinor: 3000,
      currency: 'EUR',
      kind: 'earned',
      basis: full,
      ...posting,
    },
    saleExternalId: 'ord_1',
    holdDay: dayOf(Date.parse('2026-12-21T00:00:00Z')),
    ...more,
  })
  const less: Partial<PostingFacts['posting']> = {
    amountMinor: -1000,
    targetMinor: 2000,
    kind: 'reversal',
    basis: rest,
  }
  const gone: Partial<PostingFacts['posting']> = {
    amountMinor: -3000,
    targetMinor: 0,
    kind: 'reversal',
    basis: null,
  }
  const again: Partial<PostingFacts['posting']> = { kind: 'adjustment' }
  const from = `${full}, payable from 21 December 2026.`

  test.each<[PostingFacts, string]>([
    [facts({}, { cause: 'sale' }), from],
    [facts({}, { cause: 'attribution' }), from],
    [facts({}, { cause: 'reorder' }), from],
    [
      facts(less, { cause: 'refund', takenBackMinor: 5000 }),
      `Taken back: 50.00 EUR of ord_1 was refunded. 20 % of 100.00 EUR remains ${plan}, payable from 21 December 2026.`,
    ],
    [
      facts(
        { ...less, basis: `20 % of 84.03 EUR, without tax ${plan}` },
        { cause: 'refund', takenBackMinor: 5000 },
      ),
      `Taken back: 50.00 EUR of ord_1 was refunded. What remains is 20 % of 84.03 EUR, without tax ${plan}, payable from 21 December 2026.`,
    ],
    [
      facts({ ...gone, basis: `20 % of 0.00 EUR ${plan}` }, { cause: 'refund', takenBackMinor: 15000 }),
      'Taken back: 150.00 EUR of ord_1 was refunded. Nothing remains.',
    ],
    [
      facts(
        { ...less, basis: '20 % of 100.00 EUR (plan Long (and, yes, odd), version 1, payment 4)' },
        { cause: 'refund' },
      ),
      'Taken back: ord_1 was refunded. 20 % of 100.00 EUR remains (plan Long (and, yes, odd), version 1, payment 4), payable from 21 December 2026.',
    ],
    [facts(again, { cause: 'refund' }), `Given back: a refund of ord_1 was undone. ${from}`],
    [
      facts(less, { cause: 'dispute', takenBackMinor: 5000 }),
      `Taken back: 50.00 EUR of ord_1 was lost in a dispute. 20 % of 100.00 EUR remains ${plan}, payable from 21 December 2026.`,
    ],
    [facts(again, { cause: 'dispute_won' }), `Given back: the dispute over ord_1 was won. ${from}`],
    [facts(gone, { cause: 'attribution' }), 'Moved: this customer is now credited to someone else.'],
    [
      facts(gone, { cause: 'attribution', nobodyCredited: true }),
      'Moved: nobody is credited for this sale any more.',
    ],
    [
      facts(less, { cause: 'attribution' }),
      `Changed: other terms apply to this customer now. 20 % of 100.00 EUR remains ${plan}, payable from 21 December 2026.`,
    ],
    [
      facts(again, { cause: 'attribution' }),
      `Given back: this customer is credited to this partner again. ${from}`,
    ],
    [
      facts({ ...again, amountMinor: 500 }, { cause: 'attribution' }),
      `Changed: other terms apply to this customer now. ${from}`,
    ],
    [
      facts(gone, { cause: 'reorder', rule: { payments: 1 } }),
      'An earlier payment of this customer arrived, so this one is no longer the first.',
    ],
    [
      facts(gone, { cause: 'reorder', rule: { payments: 6 } }),
      'An earlier payment of this customer arrived, so this one is no longer among those that count.',
    ],
  ])('%#', (input, words) => {
    expect(explainPosting(input)).toBe(words)
  })

  test('refuses to write an amount in a currency that does not exist', () => {
    const wrong = facts({ ...less, currency: 'XYZ' }, { cause: 'refund', takenBackMinor: 1 })
    expect(() => explainPosting(wrong)).toThrow(RangeError)
  })
})
