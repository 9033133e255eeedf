/** What attribution says about itself. */
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../server/core/time.ts'
import type { Touch } from '../../server/core/types.ts'
import { click, code, coupon, decide, lead, NOW, other, sale, signUp } from './touches.ts'

describe('words', () => {
  test.each<[Touch[], 'last_click' | 'first_click', string]>([
    [
      [click(3 * DAY_MS)],
      'first_click',
      'Credited to Mara Ito: first click, 3 days before the sale, inside the 60-day window.',
    ],
    [[coupon()], 'last_click', 'Credited to Mara Ito: coupon MARA10, used at the sale.'],
    [[code()], 'last_click', 'Credited to Mara Ito: link code mara, given at the sale.'],
    [
      [lead(12 * DAY_MS, Date.parse('2027-03-21T00:00:00Z'))],
      'last_click',
      'Credited to Mara Ito: accepted lead, 12 days before the sale, inside its protection until 21 March 2027.',
    ],
    [[], 'last_click', 'no click, coupon or lead'],
    [
      [coupon({ problem: 'an unknown coupon', partnerId: null, partnerName: null })],
      'last_click',
      'Nobody was credited: the nearest coupon MARA10 did not count: an unknown coupon.',
    ],
    [
      [click(DAY_MS, { closedAt: 0 })],
      'last_click',
      "Nobody was credited: the nearest click (Mara Ito's) did not count: this link was switched off before the click.",
    ],
    [
      [lead(90 * DAY_MS, NOW - DAY_MS)],
      'last_click',
      "Nobody was credited: the nearest lead (Mara Ito's) did not count: its protection ended before the sale.",
    ],
    [
      [click(61 * DAY_MS), coupon({ problem: 'an unknown coupon' })],
      'last_click',
      "Nobody was credited: the nearest click (Mara Ito's) was 61 days before the sale, outside the 60-day window.",
    ],
    [
      [click(90 * DAY_MS, other), click(61 * DAY_MS), click(75 * DAY_MS, other)],
      'first_click',
      "Nobody was credited: the nearest click (Mara Ito's) was 61 days before the sale, outside the 60-day window.",
    ],
  ])('%#', (touches, model, explanation) => {
    expect(decide(sale(touches, { model })).explanation).toBe(explanation)
  })

  test('each candidate has its own reason', () => {
    const touches = [
      click(3),
      click(5),
      click(3, { touchId: 'same', at: NOW - 3 }),
      click(61 * DAY_MS),
      click(-1),
      coupon(),
      coupon({ touchId: 'OFF', closedAt: NOW - 1 }),
      code({ touchId: 'bad', problem: 'an unknown code' }),
    ]
    const { candidates } = decide(sale(touches))
    expect(candidates.map(({ touchId, won, reason }) => [touchId, won, reason])).toEqual([
      ['MARA10', true, 'a coupon used at the sale'],
      ['same', false, 'a coupon comes before a click'],
      ['clk_3', false, 'a coupon comes before a click'],
      ['clk_5', false, 'a coupon comes before a click'],
      ['OFF', false, 'this coupon was switched off before the sale'],
      ['clk_-1', false, 'after the sale'],
      ['bad', false, 'an unknown code'],
      [`clk_${61 * DAY_MS}`, false, 'outside the 60-day window'],
    ])
  })

  test.each<['last_click' | 'first_click', string[]]>([
    ['last_click', ['last click inside the window', 'an earlier click']],
    ['first_click', ['first click inside the window', 'a later click']],
  ])('%s against the other one', (model, reasons) => {
    const { candidates } = decide(signUp([click(2), click(7)], { model }))
    expect(candidates.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('clicks of one moment, and leads', () => {
    const tie = decide(signUp([click(5, { touchId: 'a' }), click(5, { touchId: 'b' })]))
    expect(tie.candidates[1]?.reason).toBe('another click at the same moment')
    const leads = decide(signUp([lead(5, NOW + 1), lead(2, NOW + 1), coupon()]))
    expect(leads.candidates.map(({ reason }) => reason)).toEqual([
      'an accepted lead inside its protection',
      'a later lead',
      'an accepted lead comes before a coupon',
    ])
  })
})
