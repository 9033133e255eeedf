/** The statement adds up, and a date is only said when it is known. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statementRows, whyHeld } from '../../../widget/dashboard/balance.tsx'
import { dashboardStrings as words } from '../../../widget/dashboard/strings.ts'
import { balance, commission } from '../support/partner.ts'

test('the rows always add up to what is yours so far', () => {
  const minor = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(minor, minor, minor, minor, (earned, held, payable, paid) => {
      const rows = statementRows({ ...balance, earned, held, payable, paid }, '', words)
      expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(earned)
    }),
  )
})

test('money that is being transferred has a row of its own, only then', () => {
  const labels = (paid: number) => statementRows({ ...balance, paid }, '', words).map((row) => row.label)
  expect(labels(7000)).not.toContain(words.inPayout)
  expect(labels(5000)).toContain(words.inPayout)
})

describe('why money is on its way', () => {
  const why = (data: ReturnType<typeof commission>[], nextCursor: string | null = null) =>
    whyHeld(balance, { data, nextCursor }, 30, words, 'en')

  test('one date', () => {
    expect(why([commission()])).toBe('Payable from 21 December 2026, when its refund period ends.')
  })

  test('the first of several', () => {
    const later = commission({ holdUntil: '2026-12-24T00:00:00.000Z' })
    expect(why([later, commission()])).toMatch(/^The first of it is payable from 21 December 2026/)
  })

  test.each([
    ['more pages may hold an earlier one', [commission()], 'next'],
    ['it waits for a person', [commission({ heldBecause: 'A person looks at it.' })], null],
    ['it is in another currency', [commission({ currency: 'USD' })], null],
    ['it is payable already', [commission({ status: 'payable' })], null],
  ])('no date when %s', (_, data, cursor) => {
    expect(why(data, cursor)).toBe('Each commission waits 30 days, until its refund period ends.')
  })

  test('nothing held, nothing promised', () => {
    expect(whyHeld({ ...balance, held: 0 }, null, 30, words, 'en')).toBe('Nothing is waiting.')
  })
})
