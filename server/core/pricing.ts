/**
 * What a price sheet makes of items and units. A quote, an order and a
 * statement all come through here, so that they agree to the cent: one
 * rounding per line, half to even, and every line says in words how it came
 * about.
 */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import type { PriceSheet, ResalePrice, UnitPrice } from './types.ts'

export interface Item {
  productId: string
  quantity: number
}

export interface UnitCount {
  unitId: string
  quantity: number
}

/** Something bought at wholesale, to be sold on the partner's own paper. */
export interface ItemLine {
  productId: string
  name: string
  quantity: number
  listMinor: number
  discountBps: number
  /** What the partner pays. */
  wholesaleMinor: number
  /** What the partner keeps when it sells at list. */
  marginMinor: number
  words: string
}

/** What units cost in one month, or what the monthly minimum adds to them. */
export interface MonthLine {
  kind: 'unit' | 'minimum'
  /** Empty for the minimum. */
  unitId: string
  name: string
  quantity: number
  amountMinor: number
  words: string
}

const times = (unitMinor: number, quantity: number): number => mulDivHalfEven(unitMinor, quantity, 1)

/** Exact: a sum of amounts in minor units that leaves 2^53 throws instead of losing a cent. */
export const sumOf = (amounts: readonly number[]): number =>
  mulDivHalfEven(
    amounts.reduce((sum, amount) => sum + BigInt(amount), 0n),
    1,
    1,
  )

/** Whether every band of a unit has a price in this currency. */
export const unitIn = (sheet: PriceSheet, unitId: string, currency: string): UnitPrice | undefined =>
  sheet.units?.find(
    (unit) => unit.unitId === unitId && unit.bands.every((band) => band.price[currency] !== undefined),
  )

export const productIn = (sheet: PriceSheet, productId: string, currency: string): ResalePrice | undefined =>
  sheet.resale?.find((price) => price.productId === productId && price.list[currency] !== undefined)

/**
 * List price less the product's discount and the points of an accepted lead;
 * the discount is rounded, once, and never more than the list price.
 *
 * @returns undefined when the sheet has no price for the product in this currency.
 * @throws RangeError when an amount leaves 2^53.
 */
export function priceItem(
  sheet: PriceSheet,
  { productId, quantity }: Item,
  currency: string,
  leadBps = 0,
): ItemLine | undefined {
  const price = productIn(sheet, productId, currency)
  const unitMinor = price?.list[currency]
  if (!price || unitMinor === undefined) return undefined
  const listMinor = times(unitMinor, quantity)
  const discountBps = Math.min(price.discountBps + leadBps, 10_000)
  const marginMinor = mulDivHalfEven(listMinor, discountBps, 10_000)
  const wholesaleMinor = listMinor - marginMinor
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  const points =
    leadBps > 0 ? ` (${formatRate(price.discountBps)}, and ${formatRate(leadBps)} for your lead)` : ''
  const less = discountBps > 0 ? `, less ${formatRate(discountBps)}${points} = ${money(wholesaleMinor)}` : ''
  return {
    productId,
    name: price.name,
    quantity,
    listMinor,
    discountBps,
    wholesaleMinor,
    marginMinor,
    words: `${quantity} ${price.name} × ${money(unitMinor)} = ${money(listMinor)} list${less}`,
  }
}

/** The band reached prices every unit. */
function bandFor({ bands }: UnitPrice, quantity: number) {
  let reached = bands[0]
  for (const band of bands) if (band.from <= quantity) reached = band
  return reached
}

/**
 * What a month's units cost: at least `minimumUnits` of each, at the price of
 * the band reached, and a line more when all of them together stay under the
 * monthly minimum.
 *
 * @param units each unit once, and only ones that `unitIn` finds
 * @throws RangeError when an amount leaves 2^53, or a unit has no price.
 */
export function priceMonth(sheet: PriceSheet, units: readonly UnitCount[], currency: string): MonthLine[] {
  const lines = units.map((unit) => unitLine(sheet, unit, currency))
  const minimumMinor = sheet.minimumMonthly?.[currency] ?? 0
  const usedMinor = sumOf(lines.map((line) => line.amountMinor))
  if (usedMinor >= minimumMinor) return lines
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  const missingMinor = minimumMinor - usedMinor
  return [
    ...lines,
    {
      kind: 'minimum',
      unitId: '',
      name: 'Monthly minimum',
      quantity: 1,
      amountMinor: missingMinor,
      words: `Monthly minimum of ${money(minimumMinor)}, of which units make ${money(usedMinor)}: ${money(missingMinor)} more`,
    },
  ]
}

function unitLine(sheet: PriceSheet, { unitId, quantity }: UnitCount, currency: string): MonthLine {
  const unit = unitIn(sheet, unitId, currency)
  const charged = Math.max(quantity, unit?.minimumUnits ?? 0)
  const band = unit && bandFor(unit, charged)
  const priceMinor = band?.price[currency]
  if (!unit || !band || priceMinor === undefined)
    throw new RangeError(`No price for ${unitId} in ${currency}`)
  const amountMinor = times(priceMinor, charged)
  const money = (amount: number): string => formatMoney(amount, currency)
  const least = charged > quantity ? ` (the minimum; ${quantity} in use)` : ''
  const where = unit.bands.length > 1 ? ` (band from ${band.from})` : ''
  return {
    kind: 'unit',
    unitId,
    name: unit.name,
    quantity,
    amountMinor,
    words: `${charged} ${unit.name}${least} × ${money(priceMinor)}${where} = ${money(amountMinor)}`,
  }
}

/** The whole cost, before anyone signs. */
export interface Quote {
  currency: string
  /** Paid once. */
  items: ItemLine[]
  /** Paid each month. */
  monthly: MonthLine[]
  months: number
  onceMinor: number
  perMonthMinor: number
  totalMinor: number
  words: string
}

/**
 * @param months for how many months units are asked for; 1 when there are none
 * @throws RangeError when an amount leaves 2^53.
 */
export function quoteFor(
  sheet: PriceSheet,
  {
    currency,
    items,
    units,
    months,
  }: { currency: string; items: readonly Item[]; units: readonly UnitCount[]; months: number },
): Quote {
  const itemLines = items.flatMap((item) => priceItem(sheet, item, currency) ?? [])
  const monthly = units.length > 0 ? priceMonth(sheet, units, currency) : []
  const onceMinor = sumOf(itemLines.map((line) => line.wholesaleMinor))
  const perMonthMinor = sumOf(monthly.map((line) => line.amountMinor))
  const totalMinor = sumOf([onceMinor, times(perMonthMinor, months)])
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  const once = itemLines.length > 0 ? [`${money(onceMinor)} once`] : []
  const each =
    monthly.length > 0 ? [`${money(perMonthMinor)} a month${months > 1 ? ` for ${months} months` : ''}`] : []
  const total = once.length + each.length > 1 || months > 1 ? ` That is ${money(totalMinor)} in all.` : ''
  const words = `You pay ${[...once, ...each].join(' and ')}.${total}`
  return { currency, items: itemLines, monthly, months, onceMinor, perMonthMinor, totalMinor, words }
}
