import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeFromName, normaliseCode, normaliseCoupon } from '../../../sdk/rules/codes.ts'

describe('normaliseCode', () => {
  test.each([
    ['mara', 'mara'],
    [' Mara-Ito_9 ', 'mara-ito_9'],
    ['a'.repeat(64), 'a'.repeat(64)],
    ['__proto__', '__proto__'],
  ])('takes %j', (text, code) => expect(normaliseCode(text)).toBe(code))

  test.each([
    '',
    'a',
    'a'.repeat(65),
    'ma ra',
    'mára',
    'mar\u0430',
    '\u212Aim',
    'ma\0ra',
    'mara\nx',
    '../x',
    'a.b',
  ])('refuses %j', (text) => expect(normaliseCode(text)).toBe(null))

  test('is idempotent, and blind to case, for every text that it takes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_-]{2,64}$/), (text) => {
        const code = normaliseCode(text)
        expect(code).toMatch(/^[a-z0-9_-]{2,64}$/)
        expect(normaliseCode(code ?? '')).toBe(code)
        expect(normaliseCode(text.toUpperCase())).toBe(code)
      }),
    )
  })
})

test('a coupon is kept in capitals', () => {
  expect(normaliseCoupon(' mara20 ')).toBe('MARA20')
  expect(normaliseCoupon('straße')).toBe(null)
  expect(normaliseCoupon('x')).toBe(null)
})

describe('codeFromName', () => {
  test.each([
    ['Mara Ito', ['mara', 'mara-ito', 'mito', 'ito']],
    ['Mara', ['mara']],
    ['  Søren  Ægir-Łuk  ', ['soren', 'soren-luk', 'sluk', 'luk']],
    ["Síle O'Neill", ['sile', 'sile-oneill', 'soneill', 'oneill']],
    ['Müller & Söhne GmbH', ['muller', 'muller-gmbh', 'mgmbh', 'gmbh']],
    ['X Y', ['x-y', 'xy']],
    ['王小明', []],
    ['', []],
  ])('%j', (name, codes) => expect(codeFromName(name)).toEqual(codes))

  test('whatever the name, every suggestion is a normalised code and none comes twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const codes = codeFromName(name)
        expect(codes.map(normaliseCode)).toEqual(codes)
        expect(new Set(codes).size).toBe(codes.length)
      }),
    )
  })
})
