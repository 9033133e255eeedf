/** The model's own arithmetic: another calendar and another rounding than the server's, slow and obvious. */

const DAY = 86_400_000

/** Both are 0 or more. */
export function halfEven(n: bigint, d: bigint): bigint {
  const low = n / d
  const rest = (n % d) * 2n
  if (rest === d) return low + (low % 2n)
  return rest > d ? low + 1n : low
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Walks day by day, and ends on the last day of a month that is too short. */
export function monthsLater(ms: number, months: number): number {
  const lengths = [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const length = (month: number): number => {
    const year = 1970 + Math.floor(month / 12)
    return month % 12 === 1 ? (isLeap(year) ? 29 : 28) : (lengths[month % 12] ?? 0)
  }
  let day = Math.floor(ms / DAY)
  let month = 0
  while (day >= length(month)) day -= length(month++)
  const goal = month + months
  let total = Math.min(day, length(goal) - 1)
  for (let before = 0; before < goal; before++) total += length(before)
  return total * DAY + (ms % DAY)
}

export const withoutZeros = (sums: Map<string, bigint>): Map<string, bigint> =>
  new Map([...sums].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => compare(a, b)))

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
