/**
 * Calendar arithmetic in UTC. Times are UTC milliseconds and days are counted
 * from 1 January 1970, so neither the machine's time zone nor summer time can
 * move a window, a hold or a payout.
 */

import type { Period } from './types.ts'

export const DAY_MS = 86_400_000

/** Names a calendar month, quarter or year: "2026-11", "2026-Q4", "2026". */
export function periodOf(ms: number, per: Period): string {
  const date = new Date(ms)
  const year = String(date.getUTCFullYear())
  const month = date.getUTCMonth()
  if (per === 'year') return year
  if (per === 'quarter') return `${year}-Q${Math.floor(month / 3) + 1}`
  return `${year}-${String(month + 1).padStart(2, '0')}`
}

/** The first millisecond of a period, and the first one after it. */
export function spanOf(period: string): { from: number; until: number } {
  const year = Number(period.slice(0, 4))
  const rest = period.slice(5)
  const quarter = rest.startsWith('Q')
  const length = rest === '' ? 12 : quarter ? 3 : 1
  const month = rest === '' ? 0 : quarter ? (Number(rest.slice(1)) - 1) * 3 : Number(rest) - 1
  return { from: Date.UTC(year, month), until: Date.UTC(year, month + length) }
}

/** A period written out: "November 2026", "Q4 2026", "2026". */
export function writtenPeriod(period: string): string {
  const [year, rest] = [period.slice(0, 4), period.slice(5)]
  if (rest === '') return year
  return `${rest.startsWith('Q') ? rest : months[Number(rest) - 1]} ${year}`
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The UTC day a moment falls on, counted from 1970-01-01. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

/** The first millisecond of a day. */
export function startOfDay(day: number): number {
  return day * DAY_MS
}

/**
 * The same moment `n` calendar months later (earlier when negative), on the
 * last day of the month when that day does not exist there: 31 January and one
 * month is 28 or 29 February.
 */
export function addMonths(ms: number, n: number): number {
  const from = new Date(ms)
  const year = from.getUTCFullYear()
  const month = from.getUTCMonth() + n
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) + (ms - startOfDay(dayOf(ms)))
}

/** A date written out: "21 December 2026". */
export function writtenDate(ms: number): string {
  const date = new Date(ms)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** A day as "2026-12-05". */
export function isoDay(day: number): string {
  return new Date(startOfDay(day)).toISOString().slice(0, 10)
}

/**
 * The next time a day of the month comes round, as a day number: today when
 * today is that day.
 *
 * @param dayOfMonth 1 to 28, the days every month has
 */
export function nextDayOfMonth(ms: number, dayOfMonth: number): number {
  const date = new Date(ms)
  const later = date.getUTCDate() > dayOfMonth ? 1 : 0
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, dayOfMonth))
}

/**
 * The first UTC day on which a commission may be paid: the day `holdDays`
 * after its sale. A sale of 21 November 2026 held for 30 days is payable from
 * 21 December 2026.
 */
export function holdDay(occurredAt: number, holdDays: number): number {
  return dayOf(occurredAt + holdDays * DAY_MS)
}
