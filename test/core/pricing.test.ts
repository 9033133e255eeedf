/** What a price sheet makes of items and units, by hand and against a second reckoning. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceItem, priceMonth, quoteFor } from '../../server/core/pricing.ts'
import type { PriceSheet } from '../../server/core/types.ts'
import { anySheet, anyUnits } from './price-arbitraries.ts'

const sheet: PriceSheet = {
  resale: [
    { productId: 'pro', name: 'Pro licence', list: { EUR: 12_345 }, discountBps: 2000 },
    { productId: 'gift', name: 'Gift', list: { EUR: 100 }, discountBps: 9800 },
  ],
  leadDiscountBps: 500,
  units: [
    {
      unitId: 'mailbox',
      name: 'mailboxes',
      bands: [
        { from: 1, price: { EUR: 300 } },
        { from: 25, price: { EUR: 250 } },
      ],
      minimumUnits: 5,
    },
    { unitId: 'sensor', name: 'sensors', bands: [{ from: 1, price: { EUR: 999 } }] },
  ],
  minimumMonthly: { EUR: 10_000 },
}

const item = (productId: string, quantity: number, leadBps = 0) =>
  priceItem(sheet, { productId, quantity }, 'EUR', leadBps)
const mailboxes = (quantity: number) => priceMonth(sheet, [{ unitId: 'mailbox', quantity }], 'EUR')

describe('resale', () => {
  test('the discount is rounded once, half to even, and the rest is exact', () => {
    // 20 % of 370.35 is 74.07; 20 % of 123.45 is 24.69.
    expect(item('pro', 3)).toMatchObject({ listMinor: 37_035, marginMinor: 7407, wholesaleMinor: 29_628 })
    // 25 % of 123.45 is 30.8625; of 246.90 it is 61.725, which ends on the even cent.
    expect(item('pro', 1, 500)?.marginMinor).toBe(3086)
    expect(item('pro', 2, 500)?.marginMinor).toBe(6172)
  })

  test('says how it came about', () => {
    expect(item('pro', 3)?.words).toBe('3 Pro licence × 123.45 EUR = 370.35 EUR list, less 20 % = 296.28 EUR')
    expect(item('pro', 2, 500)?.words).toBe(
      '2 Pro licence × 123.45 EUR = 246.90 EUR list, less 25 % (20 %, and 5 % for your lead) = 185.18 EUR',
    )
  })

  test('is never more than free', () => {
    expect(item('gift', 7, 500)).toMatchObject({ discountBps: 10_000, wholesaleMinor: 0, marginMinor: 700 })
  })

  test('knows what it has no price for', () => {
    expect(item('nothing', 1)).toBeUndefined()
    expect(priceItem(sheet, { productId: 'pro', quantity: 1 }, 'USD')).toBeUndefined()
  })
})

describe('managed', () => {
  test.each([
    [40, 10_000, '40 mailboxes × 2.50 EUR (band from 25) = 100.00 EUR'],
    [25, 6250, '25 mailboxes × 2.50 EUR (band from 25) = 62.50 EUR'],
    [24, 7200, '24 mailboxes × 3.00 EUR (band from 1) = 72.00 EUR'],
    [3, 1500, '5 mailboxes (the minimum; 3 in use) × 3.00 EUR (band from 1) = 15.00 EUR'],
    [0, 1500, '5 mailboxes (the minimum; 0 in use) × 3.00 EUR (band from 1) = 15.00 EUR'],
  ])('%i mailboxes', (quantity, amountMinor, words) => {
    expect(mailboxes(quantity)[0]).toMatchObject({ kind: 'unit', quantity, amountMinor, words })
  })

  test('the monthly minimum is a line of its own, for what is missing', () => {
    expect(mailboxes(40)).toHaveLength(1)
    expect(mailboxes(10)[1]).toMatchObject({
      kind: 'minimum',
      amountMinor: 7000,
      words: 'Monthly minimum of 100.00 EUR, of which units make 30.00 EUR: 70.00 EUR more',
    })
    expect(priceMonth(sheet, [], 'EUR')).toMatchObject([{ kind: 'minimum', amountMinor: 10_000 }])
    expect(priceMonth(sheet, [], 'USD')).toEqual([])
  })

  test('amounts that no number holds are refused, not rounded', () => {
    const dear: PriceSheet = {
      units: [{ unitId: 'u', name: 'u', bands: [{ from: 1, price: { EUR: 1_000_000_000_000 } }] }],
    }
    expect(() => priceMonth(dear, [{ unitId: 'u', quantity: 1_000_000 }], 'EUR')).toThrow(RangeError)
  })
})

test('a quote is the whole cost', () => {
  const quote = quoteFor(sheet, {
    currency: 'EUR',
    items: [{ productId: 'pro', quantity: 1 }],
    units: [{ unitId: 'mailbox', quantity: 30 }],
    months: 12,
  })
  expect(quote).toMatchObject({ onceMinor: 9876, perMonthMinor: 10_000, totalMinor: 129_876 })
  expect(quote.words).toBe(
    'You pay 98.76 EUR once and 100.00 EUR a month for 12 months. That is 1,298.76 EUR in all.',
  )
})

describe('for every sheet', () => {
  test('a month is its lines, and never under the minimum', () => {
    fc.assert(
      fc.property(
        anySheet.chain((any) => fc.tuple(fc.constant(any), anyUnits(any))),
        ([any, units]) => {
          const lines = priceMonth(any, units, 'EUR')
          // Reckoned again: every unit by itself, the last band that is reached.
          const used = units.reduce((sum, { unitId, quantity }) => {
            const unit = any.units?.find((one) => one.unitId === unitId)
            const charged = Math.max(quantity, unit?.minimumUnits ?? 0)
            const reached = unit?.bands.filter((band) => band.from <= charged).at(-1) ?? unit?.bands[0]
            return sum + BigInt(charged) * BigInt(reached?.price.EUR ?? 0)
          }, 0n)
          const minimum = BigInt(any.minimumMonthly?.EUR ?? 0)
          const total = lines.reduce((sum, line) => sum + BigInt(line.amountMinor), 0n)
          expect(total).toBe(used > minimum ? used : minimum)
          expect(lines.filter((line) => line.kind === 'minimum').length).toBe(used < minimum ? 1 : 0)
        },
      ),
    )
  })

  test('list is wholesale and margin, and the margin within half a cent', () => {
    fc.assert(
      fc.property(anySheet, fc.nat({ max: 100_000 }), fc.nat({ max: 10_000 }), (any, quantity, leadBps) => {
        for (const { productId, list } of any.resale ?? []) {
          const line = priceItem(any, { productId, quantity }, 'EUR', leadBps)
          if (!line) throw new Error('a product without a price')
          expect(line.listMinor).toBe((list.EUR ?? 0) * quantity)
          expect(line.wholesaleMinor + line.marginMinor).toBe(line.listMinor)
          const off = BigInt(line.marginMinor) * 10_000n - BigInt(line.listMinor) * BigInt(line.discountBps)
          expect(off >= -5000n && off <= 5000n).toBe(true)
        }
      }),
    )
  })
})
