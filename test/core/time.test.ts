/** The calendar in UTC, wherever the machine stands. */
import { afterEach, describe, expect, test } from 'vitest'
import {
  addMonths,
  DAY_MS,
  dayOf,
  holdDay,
  isoDay,
  nextDayOfMonth,
  startOfDay,
  writtenDate,
} from '../../server/core/time.ts'

const at = (text: string): number => Date.parse(text)

describe('days', () => {
  test('a day is half-open', () => {
    const start = at('2026-11-21T00:00:00.000Z')
    expect(startOfDay(dayOf(start))).toBe(start)
    expect(dayOf(start - 1)).toBe(dayOf(start) - 1)
    expect(dayOf(start + DAY_MS - 1)).toBe(dayOf(start))
    expect(dayOf(start + DAY_MS)).toBe(dayOf(start) + 1)
  })

  test('before 1970 too', () => {
    expect(dayOf(-1)).toBe(-1)
    expect(isoDay(-1)).toBe('1969-12-31')
  })

  test('a sale of 21 November 2026 held for 30 days is payable from 21 December 2026', () => {
    const day = holdDay(at('2026-11-21T10:05:00Z'), 30)
    expect(writtenDate(startOfDay(day))).toBe('21 December 2026')
    expect(isoDay(day)).toBe('2026-12-21')
    expect(holdDay(at('2026-11-21T23:59:59.999Z'), 30)).toBe(day)
    expect(holdDay(at('2026-11-22T00:00:00Z'), 30)).toBe(day + 1)
    expect(holdDay(at('2026-11-21T10:05:00Z'), 0)).toBe(dayOf(at('2026-11-21T00:00:00Z')))
  })
})

describe('months', () => {
  test.each([
    ['2026-01-31T10:00:00.123Z', 1, '2026-02-28T10:00:00.123Z'],
    ['2028-01-31T10:00:00.000Z', 1, '2028-02-29T10:00:00.000Z'],
    ['2026-01-31T00:00:00.000Z', 2, '2026-03-31T00:00:00.000Z'],
    ['2026-01-31T23:59:59.999Z', 3, '2026-04-30T23:59:59.999Z'],
    ['2026-11-15T12:00:00.000Z', 12, '2027-11-15T12:00:00.000Z'],
    ['2026-11-30T12:00:00.000Z', 3, '2027-02-28T12:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
    ['2026-03-31T12:00:00.000Z', -1, '2026-02-28T12:00:00.000Z'],
    ['2026-03-31T12:00:00.000Z', 0, '2026-03-31T12:00:00.000Z'],
  ])('%s and %i months is %s', (from, n, to) => {
    expect(new Date(addMonths(at(from), n)).toISOString()).toBe(to)
  })

  test.each([
    ['2026-11-04T23:59:59.999Z', 5, '2026-11-05'],
    ['2026-11-05T00:00:00.000Z', 5, '2026-11-05'],
    ['2026-11-05T23:59:59.999Z', 5, '2026-11-05'],
    ['2026-11-06T00:00:00.000Z', 5, '2026-12-05'],
    ['2026-12-31T12:00:00.000Z', 28, '2027-01-28'],
    ['2027-02-28T12:00:00.000Z', 1, '2027-03-01'],
  ])('from %s the next %i. is %s', (from, dayOfMonth, day) => {
    expect(isoDay(nextDayOfMonth(at(from), dayOfMonth))).toBe(day)
  })
})

describe('time zones', () => {
  const home = process.env.TZ
  afterEach(() => {
    if (home === undefined) delete process.env.TZ
    else process.env.TZ = home
  })

  const zones: [string, number][] = [
    ['UTC', 0],
    ['America/Los_Angeles', 480],
    ['Asia/Kolkata', -330],
    ['Europe/Berlin', -60],
    ['Pacific/Kiritimati', -840],
    ['America/St_Johns', 210],
  ]
  test.each(zones)('%s changes nothing', (zone, offsetMinutes) => {
    process.env.TZ = zone
    // Shows that the machine really stands elsewhere now.
    expect(new Date(at('2026-01-01T00:00:00Z')).getTimezoneOffset()).toBe(offsetMinutes)
    expect(addMonths(at('2026-03-31T00:30:00Z'), -1)).toBe(at('2026-02-28T00:30:00Z'))
    expect(addMonths(at('2026-01-31T23:30:00Z'), 2)).toBe(at('2026-03-31T23:30:00Z'))
    expect(writtenDate(at('2026-03-29T00:00:00Z'))).toBe('29 March 2026')
    expect(writtenDate(at('2026-03-29T23:59:59Z'))).toBe('29 March 2026')
    expect(isoDay(nextDayOfMonth(at('2026-11-05T23:59:00Z'), 5))).toBe('2026-11-05')
    expect(isoDay(holdDay(at('2026-03-28T23:59:59Z'), 1))).toBe('2026-03-29')
  })
})
