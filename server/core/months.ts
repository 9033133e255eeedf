/** Calendar months in UTC, as "2026-11": they sort as texts. */

/** The month a moment falls in. */
export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** The first millisecond of a month. */
export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00Z`)

/** The month `n` months later, earlier when negative. */
export function monthsLater(month: string, n: number): string {
  const date = new Date(startOfMonth(month))
  date.setUTCMonth(date.getUTCMonth() + n)
  return date.toISOString().slice(0, 7)
}

export const laterMonth = (a: string, b: string): string => (a > b ? a : b)

/** Every month from one to another, both included; none when `last` comes before. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthsLater(month, 1)) months.push(month)
  return months
}

const names = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** "November 2026" */
export const writtenMonth = (month: string): string =>
  `${names[Number(month.slice(5)) - 1]} ${Number(month.slice(0, 4))}`
