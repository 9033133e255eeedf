/** Who is credited, boundary by boundary. */
import { describe, expect, test } from 'vitest'
import { covers, decideAttribution } from '../../server/core/attribution.ts'
import { DAY_MS } from '../../server/core/time.ts'
import type { Touch } from '../../server/core/types.ts'
import { click, code, coupon, decide, HOUR, lead, NOW, other, sale, signUp } from './touches.ts'

describe('the window', () => {
  const W = 60 * DAY_MS
  test.each([
    [
      W - 1,
      'par_mara',
      'Credited to Mara Ito: last click, 59 days before sign-up, inside the 60-day window.',
    ],
    [
      W,
      null,
      "Nobody was credited: the nearest click (Mara Ito's) was exactly 60 days before sign-up, outside the 60-day window.",
    ],
    [
      W + 1,
      null,
      "Nobody was credited: the nearest click (Mara Ito's) was just over 60 days before sign-up, outside the 60-day window.",
    ],
    [
      W + DAY_MS,
      null,
      "Nobody was credited: the nearest click (Mara Ito's) was 61 days before sign-up, outside the 60-day window.",
    ],
    [0, 'par_mara', 'Credited to Mara Ito: last click, at the moment of sign-up, inside the 60-day window.'],
    [
      -1,
      null,
      "Nobody was credited: the nearest click (Mara Ito's) came less than a minute after sign-up, too late to count.",
    ],
    [
      -2 * HOUR,
      null,
      "Nobody was credited: the nearest click (Mara Ito's) came 2 hours after sign-up, too late to count.",
    ],
  ])('a click %i ms before the sign-up', (ago, partnerId, explanation) => {
    expect(decide(signUp([click(ago)]))).toMatchObject({ partnerId, explanation })
  })

  test.each([
    [59_999, 'less than a minute before the sale'],
    [60_000, '1 minute before the sale'],
    [59 * 60_000, '59 minutes before the sale'],
    [HOUR, '1 hour before the sale'],
    [DAY_MS - 1, '23 hours before the sale'],
    [DAY_MS, '1 day before the sale'],
    [3 * DAY_MS, '3 days before the sale'],
    [0, 'at the moment of the sale'],
  ])('%i ms reads as time', (ago, words) => {
    expect(decide(sale([click(ago)])).explanation).toBe(
      `Credited to Mara Ito: last click, ${words}, inside the 60-day window.`,
    )
  })
})

describe('which touch of a conversion wins', () => {
  const L = (ago: number) => lead(ago, NOW + DAY_MS)
  test.each<[string, 'last_click' | 'first_click', Touch[], string]>([
    ['last click', 'last_click', [click(5), click(3), click(9)], 'clk_3'],
    ['first click', 'first_click', [click(5), click(3), click(9)], 'clk_9'],
    ['a tie of clicks, last', 'last_click', [click(5, { touchId: 'a' }), click(5, { touchId: 'b' })], 'b'],
    ['a tie of clicks, first', 'first_click', [click(5, { touchId: 'b' }), click(5, { touchId: 'a' })], 'a'],
    ['a code is the latest', 'last_click', [click(5), code()], 'mara'],
    ['a code is the last to be considered', 'first_click', [code(), click(5)], 'clk_5'],
    ['a code and a click at once, last', 'last_click', [code(), click(0)], 'mara'],
    ['a code and a click at once, first', 'first_click', [code(), click(0)], 'clk_0'],
    ['a coupon before a click', 'last_click', [click(0), coupon()], 'MARA10'],
    ['a coupon before a code', 'first_click', [code(), coupon()], 'MARA10'],
    ['a lead before a coupon', 'last_click', [coupon(), L(DAY_MS), click(0)], `led_${DAY_MS}`],
    ['the first lead', 'last_click', [L(1), L(2)], 'led_2'],
    ['a lead that lost its protection', 'last_click', [lead(5, NOW), click(7)], 'clk_7'],
    ['a lead with 1 ms of protection left', 'last_click', [lead(5, NOW + 1), click(7)], 'led_5'],
    ['a lead accepted too late', 'last_click', [lead(-1, NOW + DAY_MS), click(7)], 'clk_7'],
    ['a lead accepted just in time', 'last_click', [lead(0, NOW + DAY_MS), click(7)], 'led_0'],
    ['a lead without protection', 'last_click', [lead(5, undefined), click(7)], 'clk_7'],
    ['a broken coupon', 'last_click', [coupon({ problem: 'an unknown coupon' }), click(7)], 'clk_7'],
    ['a link switched off at the click', 'last_click', [click(3, { closedAt: NOW - 3 }), click(7)], 'clk_7'],
    [
      'a link switched off after the click',
      'last_click',
      [click(3, { closedAt: NOW - 2 }), click(7)],
      'clk_3',
    ],
    [
      'a coupon switched off at the sale',
      'last_click',
      [coupon({ closedAt: NOW, at: 0 }), click(7)],
      'clk_7',
    ],
    ['a coupon switched off later', 'last_click', [coupon({ closedAt: NOW + 1 }), click(7)], 'MARA10'],
    ['a touch of no partner', 'last_click', [click(3, { partnerId: null }), click(7)], 'clk_7'],
  ])('%s', (_, model, touches, touchId) => {
    for (const order of [touches, [...touches].reverse()]) {
      expect(decide(sale(order, { model })).touchId).toBe(touchId)
    }
  })
})

describe('which conversion decides', () => {
  const first = signUp([click(DAY_MS)])
  const renewal = sale([coupon({ touchId: 'FINN5', ...other })], { occurredAt: NOW + DAY_MS })

  test('the earliest: a later click or coupon never steals a customer', () => {
    for (const decision of [decide(first, renewal), decide(renewal, first)]) {
      expect(decision).toMatchObject({
        partnerId: 'par_mara',
        coversAll: true,
        conversion: { externalId: 'cus_9' },
      })
      expect(decision.candidates[1]).toMatchObject({
        touchId: 'FINN5',
        won: false,
        reason: 'the customer was already credited',
      })
    }
  })

  test('one without a touch that counts leaves it to the next', () => {
    const late = sale([click(0, { at: NOW + DAY_MS, ...other })], { occurredAt: NOW + DAY_MS })
    const decision = decide(signUp([click(61 * DAY_MS)]), late)
    expect(decision).toMatchObject({
      partnerId: 'par_finn',
      coversAll: false,
      conversion: { externalId: 'ord_1' },
    })
    expect(decision.candidates.map(({ reason }) => reason)).toEqual([
      'last click inside the window',
      'outside the 60-day window',
    ])
  })

  test('a sign-up before a sale of the same moment', () => {
    expect(decide(sale([coupon(other)]), signUp([click(5)])).partnerId).toBe('par_mara')
  })

  test('of two sales at the same moment, the one with the smaller id', () => {
    const a = sale([coupon()], { externalId: 'ord_10' })
    const b = sale([coupon(other)], { externalId: 'ord_9' })
    expect(decide(b, a).partnerId).toBe('par_mara')
  })

  test('each conversion is judged by the rule that was in force for it', () => {
    const short = signUp([click(7 * DAY_MS)], { windowDays: 7 })
    const long = sale([click(7 * DAY_MS)], { windowDays: 8 })
    expect(decide(short, long).conversion?.kind).toBe('sale')
  })

  test('nobody: the earliest one is named, and the nearest touch of all', () => {
    const decision = decide(
      sale([click(61 * DAY_MS)], { occurredAt: NOW + DAY_MS }),
      signUp([click(70 * DAY_MS)]),
    )
    expect(decision.conversion?.kind).toBe('customer')
    expect(decision.explanation).toContain('62 days before the sale')
    expect(decision.candidates.every(({ won }) => !won)).toBe(true)
  })

  test('no conversion at all', () => {
    expect(decide()).toMatchObject({
      partnerId: null,
      conversion: null,
      explanation: 'no click, coupon or lead',
    })
  })

  test('the same touch is listed once, and at most twenty', () => {
    const twice = decide(first, { ...first, kind: 'sale', externalId: 'ord_2', occurredAt: NOW + 1 })
    expect(twice.candidates).toHaveLength(1)
    const many = Array.from({ length: 10 }, (_, i) =>
      sale(
        Array.from({ length: 10 }, (__, k) => click(i * 10 + k)),
        { externalId: `ord_${i}` },
      ),
    )
    const { candidates } = decide(...many)
    expect(candidates).toHaveLength(20)
    expect(candidates[0]?.won).toBe(true)
  })
})

describe('the vendor’s own decision', () => {
  const conversions = [sale([coupon()], { occurredAt: NOW + 5 }), signUp([click(DAY_MS)])]
  const decidedAt = NOW + DAY_MS

  test('beats every touch and covers every sale', () => {
    const manual = { ...other, reason: 'he made the introduction. ', decidedAt }
    expect(decideAttribution({ conversions, manual })).toMatchObject({
      partnerId: 'par_finn',
      partnerName: 'Finn Oak',
      by: 'manual',
      touchId: null,
      coversAll: true,
      conversion: { kind: 'customer' },
      explanation: 'Credited to Finn Oak by the vendor: he made the introduction.',
      candidates: [
        { won: false, reason: 'the vendor decided' },
        { won: false, reason: 'the vendor decided' },
      ],
    })
  })

  test('may credit nobody', () => {
    const manual = { partnerId: null, partnerName: null, reason: 'an employee', decidedAt }
    expect(decideAttribution({ conversions: [], manual })).toMatchObject({
      partnerId: null,
      by: 'manual',
      conversion: null,
      explanation: 'Not credited, decided by the vendor: an employee.',
    })
  })
})

test.each([
  [true, 0, 'a', true],
  [false, 99, 'z', false],
  [false, 100, 'ord_4', false],
  [false, 100, 'ord_5', true],
  [false, 100, 'ord_6', true],
  [false, 101, 'a', true],
])('coversAll %s, sale at %i called %s: %s', (coversAll, occurredAt, externalId, covered) => {
  const decision = { coversAll, conversionAt: 100, conversionExternalId: 'ord_5' }
  expect(covers(decision, { occurredAt, externalId })).toBe(covered)
})
