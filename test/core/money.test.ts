/** Amounts: which currencies exist, how they read, and arithmetic that loses nothing. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf, formatMoney, formatRate, isCurrency } from '../../sdk/rules/money.ts'
import { largestRemainder, mulDivHalfEven } from '../../server/core/money.ts'
import { roundHalfEven } from './model.ts'

describe('currencies', () => {
  test.each([
    ['EUR', 2],
    ['USD', 2],
    ['MGA', 2],
    ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
      .split(' ')
      .map((code): [string, number] => [code, 0]),
    ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i decimals', (code, exponent) => {
    expect(isCurrency(code)).toBe(true)
    expect(exponentOf(code)).toBe(exponent)
  })

  test.each([
    '',
    'eur',
    'EU',
    'EURO',
    'XYZ',
    'BTC',
    'XAU',
    'XXX',
    'XTS',
    'DEM',
    'R E',
    'DA ',
    ' EU',
    'E.R',
  ])('%j is refused', (code) => {
    expect(isCurrency(code)).toBe(false)
    expect(() => exponentOf(code)).toThrow(RangeError)
    expect(() => formatMoney(100, code)).toThrow(RangeError)
  })

  test('the list is a part of what the platform knows, and no typing error of ours', () => {
    const names = new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' })
    // Newer than the data of the oldest supported Node.
    const recent = new Set(['XCG', 'ZWG'])
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const ours = letters
      .flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))
      .filter((code) => isCurrency(code))
    expect(ours.filter((code) => !names.of(code) && !recent.has(code))).toEqual([])
    expect(ours.length).toBeGreaterThan(160)
  })
})

describe('amounts in words', () => {
  test.each([
    [300000, 'EUR', '3,000.00 EUR'],
    [-1000, 'EUR', '-10.00 EUR'],
    [0, 'EUR', '0.00 EUR'],
    [-0, 'EUR', '0.00 EUR'],
    [5, 'EUR', '0.05 EUR'],
    [-5, 'EUR', '-0.05 EUR'],
    [99999, 'USD', '999.99 USD'],
    [100000, 'USD', '1,000.00 USD'],
    [123456789, 'USD', '1,234,567.89 USD'],
    [500, 'JPY', '500 JPY'],
    [1234567, 'JPY', '1,234,567 JPY'],
    [0, 'JPY', '0 JPY'],
    [1500, 'KWD', '1.500 KWD'],
    [12, 'CLF', '0.0012 CLF'],
    [Number.MAX_SAFE_INTEGER, 'EUR', '90,071,992,547,409.91 EUR'],
  ])('%d %s is %s', (amountMinor, currency, words) => {
    expect(formatMoney(amountMinor, currency)).toBe(words)
  })

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is refused', (amountMinor) => {
    expect(() => formatMoney(amountMinor, 'EUR')).toThrow(RangeError)
  })

  test('reading the words back gives the amount', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
        (amountMinor, currency) => {
          const digits = formatMoney(amountMinor, currency).replace(/[^\d-]/g, '')
          expect(BigInt(digits)).toBe(BigInt(amountMinor))
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([
    [2000, '20 %'],
    [1250, '12.5 %'],
    [1, '0.01 %'],
    [10000, '100 %'],
    [1005, '10.05 %'],
    [50, '0.5 %'],
    [0, '0 %'],
  ])('%i basis points are %s', (rateBps, words) => {
    expect(formatRate(rateBps)).toBe(words)
  })

  test.each([-1, 0.5, Number.NaN])('%d basis points are refused', (rateBps) => {
    expect(() => formatRate(rateBps)).toThrow(RangeError)
  })
})

describe('mulDivHalfEven', () => {
  test.each([
    // A float makes 28 of the first one.
    [116, 2500, 10000, 29],
    [1, 1, 2, 0],
    [3, 1, 2, 2],
    [5, 1, 2, 2],
    [7, 1, 2, 4],
    [-1, 1, 2, 0],
    [-3, 1, 2, -2],
    [-5, 1, 2, -2],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [-2, 1, 3, -1],
    [0, 7, 3, 0],
    [1_000_000_000_000, 10_000, 10_000, 1_000_000_000_000],
  ])('%d × %d / %d is %d', (a, b, c, result) => {
    expect(mulDivHalfEven(a, b, c)).toBe(result)
  })

  test('a zero result has no sign', () => {
    expect(Object.is(mulDivHalfEven(-1, 1, 2), 0)).toBe(true)
  })

  test('what cannot be right is refused', () => {
    expect(() => mulDivHalfEven(1, 1, 0)).toThrow(RangeError)
    expect(() => mulDivHalfEven(1, 1, -2)).toThrow(RangeError)
    expect(() => mulDivHalfEven(1.5, 1, 2)).toThrow(RangeError)
    expect(() => mulDivHalfEven(2 ** 52, 4, 1)).toThrow(RangeError)
  })

  test('agrees with a model that measures distances', () => {
    const integer = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e12, max: 1e12 }))
    const divisor = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1e12 }))
    fc.assert(
      fc.property(integer, fc.integer({ min: 0, max: 10_000 }), divisor, (a, b, c) => {
        const expected = roundHalfEven(BigInt(a) * BigInt(b), BigInt(c))
        if (expected > 2n ** 53n - 1n || expected < -(2n ** 53n - 1n)) return
        expect(BigInt(mulDivHalfEven(a, b, c))).toBe(expected)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('largestRemainder', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [10, [0, 1, 0], [0, 10, 0]],
    [7, [3, 2, 2], [3, 2, 2]],
    [1, [1, 2], [0, 1]],
    [0, [0, 0], [0, 0]],
    [0, [], []],
  ])('%d by %j is %j', (total, weights, parts) => {
    expect(largestRemainder(total, weights)).toEqual(parts)
  })

  test('an amount for nobody, and negative weights, are refused', () => {
    expect(() => largestRemainder(1, [])).toThrow(RangeError)
    expect(() => largestRemainder(1, [0, 0])).toThrow(RangeError)
    expect(() => largestRemainder(1, [2, -1])).toThrow(RangeError)
  })

  test('parts add up to the whole and stay within one unit of their exact share', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((weight) => weight > 0))
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), weights, (total, all) => {
        const parts = largestRemainder(total, all)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        const sum = all.reduce((a, b) => a + BigInt(b), 0n)
        for (const [index, part] of parts.entries()) {
          const off = BigInt(part) * sum - BigInt(total) * BigInt(all[index] ?? 0)
          expect(off < sum && off > -sum).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
