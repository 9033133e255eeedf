/** The small words that every sentence about a program is made of. */
import { formatMoney } from '../../sdk/rules/money.ts'
import type { Amounts } from './types.ts'

/** "1 day", "30 days". */
export const count = (n: number, unit: string): string =>
  `${n.toLocaleString('en-US')} ${unit}${n === 1 ? '' : 's'}`

/** "the first month", "the first 12 months". */
export const firstOf = (n: number, unit: string): string => `the first ${n === 1 ? unit : count(n, unit)}`

/** "a", "a and b", "a, b and c". */
export const inWords = (parts: string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

/** "50.00 USD or 45.00 EUR", in the program's order of currencies. */
export const amountsWords = (amounts: Amounts | undefined, currencies: string[]): string =>
  inWords(
    currencies.flatMap((currency) => {
      const amountMinor = amounts?.[currency]
      return amountMinor === undefined ? [] : [formatMoney(amountMinor, currency)]
    }),
    'or',
  )

/** "1st", "2nd", "23rd". */
export function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? undefined : ['th', 'st', 'nd', 'rd'][n % 10]
  return `${n}${ending ?? 'th'}`
}
