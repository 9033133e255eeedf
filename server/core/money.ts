/**
 * The arithmetic of money: integers in, integers out, rounded once and to a
 * stated rule. BigInt inside, because amount × net × rate leaves 2^53 behind.
 */
import { exponentOf } from '../../sdk/rules/money.ts'

const toSafeNumber = (value: bigint): number => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('An amount left the range of whole numbers')
  return number
}

/** Towards minus infinity, so that the remainder is never negative; `divisor` is positive. */
const floorDiv = (value: bigint, divisor: bigint): { quotient: bigint; remainder: bigint } => {
  const remainder = ((value % divisor) + divisor) % divisor
  return { quotient: (value - remainder) / divisor, remainder }
}

/**
 * `a × b / c`, rounded once, halves to the even neighbour, so that rounding
 * favours nobody in the long run.
 *
 * @param a integer; a BigInt where it is a product that would leave 2^53
 * @param b integer
 * @param c positive integer
 * @returns an integer of at most 2^53 − 1 either way
 * @throws RangeError when `c` is not positive, an argument is not whole, or the result is out of range.
 * @example mulDivHalfEven(116, 2500, 10_000) // 29: a quarter of 1.16
 * @example mulDivHalfEven(1, 1, 2) // 0, and mulDivHalfEven(3, 1, 2) is 2
 */
export function mulDivHalfEven(a: number | bigint, b: number | bigint, c: number | bigint): number {
  const divisor = BigInt(c)
  if (divisor <= 0n) throw new RangeError('Division needs a positive divisor')
  const { quotient, remainder } = floorDiv(BigInt(a) * BigInt(b), divisor)
  const twice = remainder * 2n
  const up = twice > divisor || (twice === divisor && quotient % 2n !== 0n)
  return toSafeNumber(up ? quotient + 1n : quotient)
}

/**
 * Splits a total by weights so that the parts add up to it exactly. What is
 * left after rounding down goes to the largest remainders, of equal ones to
 * the earlier: order the weights by a stable id.
 *
 * @param total integer minor units; a negative total is split like its opposite
 * @param weights integers of 0 or more, not all 0 unless the total is
 * @throws RangeError when there is nobody to give the total to, or a weight is negative or not whole.
 * @example largestRemainder(100, [1, 1, 1]) // [34, 33, 33]
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const shares = weights.map((weight) => BigInt(weight))
  if (shares.some((share) => share < 0n)) throw new RangeError('A weight cannot be negative')
  const sum = shares.reduce((all, share) => all + share, 0n)
  if (sum === 0n) {
    if (total !== 0) throw new RangeError('An amount cannot be split among nobody')
    return shares.map(() => 0)
  }
  const amount = BigInt(total)
  const sign = amount < 0n ? -1n : 1n
  const parts = shares.map((share, index) => ({ index, ...floorDiv(amount * sign * share, sum) }))
  const left = amount * sign - parts.reduce((all, part) => all + part.quotient, 0n)
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder.slice(0, Number(left))) part.quotient += 1n
  return parts.map((part) => toSafeNumber(part.quotient * sign))
}

/**
 * An amount for machines: as many decimals as the currency has, and nothing between thousands.
 *
 * @param amountMinor integer minor units
 * @throws RangeError for an unknown currency.
 * @example plainDecimal(123456, 'EUR') // "1234.56"
 * @example plainDecimal(-5, 'KWD') // "-0.005", and plainDecimal(500, 'JPY') is "500"
 */
export function plainDecimal(amountMinor: number, currency: string): string {
  const decimals = exponentOf(currency)
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return decimals === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
