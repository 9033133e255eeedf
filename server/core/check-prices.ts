/** Which price sheets can be published: resale discounts, and prices per unit and month. */
import {
  BPS,
  type DefinitionError,
  nameErrors,
  numberErrors,
  sameCurrencies,
  someAmountErrors,
} from './check.ts'
import type { PriceSheet, ResalePrice, UnitPrice } from './types.ts'

/** The vendor's own ids of what it sells: kept as they are, so only blanks are refused. */
function soldIdErrors(path: string, ids: string[], index: number): DefinitionError[] {
  const id = ids[index] ?? ''
  if (id.trim() === '') return [{ path, message: "The vendor's own id of it." }]
  return ids.indexOf(id) < index ? [{ path, message: `"${id}" has a price already.` }] : []
}

const resaleErrors = (path: string, list: ResalePrice[], currencies: string[]): DefinitionError[] =>
  list.flatMap((price, index) => {
    const at = `${path}.${index}`
    const ids = list.map(({ productId }) => productId)
    return [
      ...soldIdErrors(`${at}.productId`, ids, index),
      ...nameErrors(at, price.name),
      ...someAmountErrors(`${at}.list`, price.list, 1, currencies),
      ...numberErrors(`${at}.discountBps`, price.discountBps, [0, 10_000], BPS),
    ]
  })

function unitBandErrors(path: string, bands: UnitPrice['bands'], currencies: string[]): DefinitionError[] {
  const [first] = bands
  if (!first) return [{ path, message: 'Name the price from the first unit on.' }]
  const errors = bands.flatMap(({ from, price }, i) => [
    ...numberErrors(`${path}.${i}.from`, from, [1, 1_000_000_000]),
    ...someAmountErrors(`${path}.${i}.price`, price, 0, currencies),
  ])
  if (errors.length > 0) return errors
  if (first.from !== 1) errors.push({ path: `${path}.0.from`, message: 'The first band starts at 1 unit.' })
  bands.slice(1).forEach(({ from, price }, i) => {
    if (from <= (bands[i]?.from ?? 0))
      errors.push({ path: `${path}.${i + 1}.from`, message: 'Must be above the band before it.' })
    if (!sameCurrencies(price, first.price))
      errors.push({ path: `${path}.${i + 1}.price`, message: 'Every band names the same currencies.' })
  })
  return errors
}

const unitErrors = (path: string, list: UnitPrice[], currencies: string[]): DefinitionError[] =>
  list.flatMap((unit, index) => {
    const at = `${path}.${index}`
    const ids = list.map(({ unitId }) => unitId)
    return [
      ...soldIdErrors(`${at}.unitId`, ids, index),
      ...nameErrors(at, unit.name),
      ...unitBandErrors(`${at}.bands`, unit.bands, currencies),
      ...numberErrors(`${at}.minimumUnits`, unit.minimumUnits, [1, 1_000_000_000]),
    ]
  })

/** Discount and points together never go beyond the list price. */
function leadErrors(path: string, { resale = [], leadDiscountBps }: PriceSheet): DefinitionError[] {
  if (leadDiscountBps === undefined) return []
  const at = `${path}.leadDiscountBps`
  if (resale.length === 0) return [{ path: at, message: 'Belongs to resale prices; there are none.' }]
  const highest = Math.max(...resale.map(({ discountBps }) => discountBps))
  return highest + leadDiscountBps > 10_000
    ? [{ path: at, message: 'Together with the highest discount this is more than 100 %.' }]
    : numberErrors(at, leadDiscountBps, [1, 10_000], BPS)
}

export function priceErrors(path: string, prices: PriceSheet, currencies: string[]): DefinitionError[] {
  const { resale = [], units = [], minimumMonthly } = prices
  if (resale.length === 0 && units.length === 0)
    return [{ path, message: 'Name resale prices or prices per unit, or leave this out.' }]
  const errors = [
    ...resaleErrors(`${path}.resale`, resale, currencies),
    ...leadErrors(path, prices),
    ...unitErrors(`${path}.units`, units, currencies),
  ]
  if (!minimumMonthly) return errors
  const at = `${path}.minimumMonthly`
  if (units.length === 0)
    return [...errors, { path: at, message: 'Belongs to prices per unit; there are none.' }]
  return [...errors, ...someAmountErrors(at, minimumMonthly, 1, currencies)]
}
