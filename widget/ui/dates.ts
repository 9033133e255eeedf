/**
 * Dates the way people write them. Always in UTC, because holds and payout days
 * are counted in UTC and two texts on one page must not disagree by a day.
 */

function format(value: string | number, lang: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return ''
  // Plain English writes the day first: "21 December 2026".
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { ...options, timeZone: 'UTC' }).format(at)
}

/** `21 December 2026`. Takes RFC 3339, `YYYY-MM-DD` or UTC milliseconds; empty when it is no date. */
export const writtenDate = (value: string | number, lang = 'en'): string =>
  format(value, lang, { day: 'numeric', month: 'long', year: 'numeric' })

/** `21 December`, for where the year is clear. */
export const dayAndMonth = (value: string | number, lang = 'en'): string =>
  format(value, lang, { day: 'numeric', month: 'long' })

/** `21 December, 10:05 UTC`, for what happened a moment ago. */
export const dayAndTime = (value: string | number, lang = 'en'): string =>
  format(value, lang, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })

/** `November 2026`, for a date or a month like `2026-11`. */
export const writtenMonth = (value: string, lang = 'en'): string =>
  format(value, lang, { month: 'long', year: 'numeric' })
