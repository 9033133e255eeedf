/** What the checks of a program definition share. */

/** One thing that is not right. `path` as in the definition, dots between: "plans.0.rules.1.rateBps". */
export interface DefinitionError {
  path: string
  message: string
}

/** Keeps every sum of amounts far inside 2^53. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000

export const whole = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high

export const wholeWords = (low: number, high: number): string => `A whole number from ${low} to ${high}.`

/** Nothing when the number is fine or absent. */
export const numberErrors = (
  path: string,
  value: number | undefined,
  [low, high]: [number, number],
  unit = '',
): DefinitionError[] =>
  value === undefined || whole(value, low, high) ? [] : [{ path, message: unit + wholeWords(low, high) }]

export const BPS = 'Basis points: 2000 is 20 %. '

export function amountErrors(
  path: string,
  amounts: Record<string, number>,
  low: number,
  currencies: string[],
): DefinitionError[] {
  return Object.entries(amounts).flatMap(([currency, amountMinor]) => {
    const at = `${path}.${currency}`
    const known = currencies.includes(currency)
      ? []
      : [{ path: at, message: "Not one of the program's currencies; add it there or leave it out." }]
    return [...known, ...numberErrors(at, amountMinor, [low, MAX_AMOUNT_MINOR], 'Minor units. ')]
  })
}

/** Amounts that must name a currency at least. */
export const someAmountErrors = (
  path: string,
  amounts: Record<string, number>,
  low: number,
  currencies: string[],
): DefinitionError[] =>
  Object.keys(amounts).length === 0
    ? [{ path, message: 'Name an amount in at least one currency.' }]
    : amountErrors(path, amounts, low, currencies)

export const nameErrors = (path: string, name: string): DefinitionError[] =>
  name.trim() === '' ? [{ path: `${path}.name`, message: 'A name that people can read.' }] : []

/** Ids that stand in addresses and files: of plans, courses and certifications. */
export function idErrors(path: string, ids: string[], index: number, what: string): DefinitionError[] {
  const id = ids[index] ?? ''
  const shape = /^[a-z0-9-]{1,40}$/.test(id)
    ? []
    : [{ path: `${path}.id`, message: '1 to 40 lower-case letters, digits and hyphens.' }]
  return ids.indexOf(id) < index
    ? [...shape, { path: `${path}.id`, message: `Another ${what} is called "${id}".` }]
    : shape
}

/** A list that names nothing twice and is not empty. */
export function listErrors(path: string, list: string[], what: string): DefinitionError[] {
  if (list.length === 0) return [{ path, message: `Name at least one ${what}, or leave this out.` }]
  return list.flatMap((item, index) =>
    list.indexOf(item) < index ? [{ path: `${path}.${index}`, message: `"${item}" is named twice.` }] : [],
  )
}

/** The currencies that a list of steps must all name, so that no step is missing one. */
export const sameCurrencies = (a: Record<string, number>, b: Record<string, number>): boolean =>
  Object.keys(a).sort().join() === Object.keys(b).sort().join()
