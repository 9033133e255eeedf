/** What a partner pays on resale and managed plans, in plain sentences. */
import { formatRate } from '../../sdk/rules/money.ts'
import type { PriceSheet, ResalePrice, UnitPrice } from './types.ts'
import { amountsWords, count } from './words.ts'

/** "5 points": what is added to a percentage. */
const points = (bps: number): string => `${formatRate(bps).replace(' %', '')} point${bps === 100 ? '' : 's'}`

const resaleSentence = ({ name, list, discountBps }: ResalePrice, currencies: string[]): string =>
  `You buy ${name} at ${formatRate(discountBps)} off its list price of ${amountsWords(list, currencies)}.`

function unitSentences({ name, bands, minimumUnits }: UnitPrice, currencies: string[]): string[] {
  const [first, ...rest] = bands
  const prices = rest.map(
    ({ from, price }) => `from ${count(from, 'unit')} on ${amountsWords(price, currencies)}`,
  )
  const sentences = [
    `${name}: ${[`${amountsWords(first?.price, currencies)} for each unit and month`, ...prices].join(', ')}.`,
  ]
  if (rest.length > 0) sentences.push('The price that you reach is the price of every unit.')
  if (minimumUnits !== undefined)
    sentences.push(`At least ${count(minimumUnits, 'unit')} of ${name} are charged each month.`)
  return sentences
}

/** @example priceSentences(prices, ['EUR'])[0] // "You buy Pro at 25 % off its list price of 100.00 EUR." */
export function priceSentences(prices: PriceSheet | undefined, currencies: string[]): string[] {
  const { resale = [], units = [], leadDiscountBps, minimumMonthly } = prices ?? {}
  const sentences = resale.map((price) => resaleSentence(price, currencies))
  if (leadDiscountBps !== undefined)
    sentences.push(
      `An order from a lead of yours that was accepted adds ${points(leadDiscountBps)} to the discount.`,
    )
  if (resale.length > 0) sentences.push('You bill your customer yourself, at a price of your own.')
  sentences.push(...units.flatMap((unit) => unitSentences(unit, currencies)))
  if (minimumMonthly) sentences.push(`A month costs at least ${amountsWords(minimumMonthly, currencies)}.`)
  return sentences
}
