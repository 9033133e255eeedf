/** Which plans can be published: their rules, and their prices. */
import {
  BPS,
  type DefinitionError,
  idErrors,
  listErrors,
  nameErrors,
  numberErrors,
  sameCurrencies,
  someAmountErrors,
} from './check.ts'
import { priceErrors } from './check-prices.ts'
import type { Cap, Plan, ProgramDefinition, RebateBands, Rule } from './types.ts'

const RATE: [number, number] = [1, 10_000]
/** A year or a band may earn nothing. */
const RATE_OR_NONE: [number, number] = [0, 10_000]

type Context = Pick<ProgramDefinition, 'currencies' | 'certifications'>

const ways = ['rateBps', 'rateBpsByYear', 'flat', 'bands'] as const

function wayErrors(path: string, rule: Rule): DefinitionError[] {
  const given = ways.filter((way) => rule[way] !== undefined)
  if (given.length === 1) return []
  return given.length === 0
    ? [{ path, message: `Say how much: exactly one of ${ways.join(', ')}.` }]
    : [{ path, message: `Give exactly one of ${ways.join(', ')}; this has ${given.join(' and ')}.` }]
}

function yearErrors(path: string, rates: number[] | undefined): DefinitionError[] {
  if (!rates) return []
  if (rates.length === 0) return [{ path, message: 'Name the rate of the first year at least.' }]
  const errors = rates.flatMap((rate, i) => numberErrors(`${path}.${i}`, rate, RATE_OR_NONE, BPS))
  return errors.length === 0 && rates.every((rate) => rate === 0)
    ? [{ path, message: 'Some year must earn something.' }]
    : errors
}

function bandErrors(path: string, bands: RebateBands, currencies: string[]): DefinitionError[] {
  const at = `${path}.steps`
  const { steps } = bands
  const [first] = steps
  if (!first) return [{ path: at, message: 'Name the first band at least, from 0.' }]
  const errors = steps.flatMap(({ from, rateBps }, i) => [
    ...someAmountErrors(`${at}.${i}.from`, from, 0, currencies),
    ...numberErrors(`${at}.${i}.rateBps`, rateBps, RATE_OR_NONE, BPS),
  ])
  if (errors.length > 0) return errors
  if (Object.values(first.from).some((amount) => amount !== 0)) {
    errors.push({ path: `${at}.0.from`, message: 'The first band starts at 0; its rate may be 0.' })
  }
  if (steps.every(({ rateBps }) => rateBps === 0))
    errors.push({ path: at, message: 'Some band must earn something.' })
  steps.slice(1).forEach(({ from }, i) => {
    const before = steps[i]?.from ?? {}
    if (!sameCurrencies(from, before)) {
      errors.push({ path: `${at}.${i + 1}.from`, message: 'Every band names the same currencies.' })
    } else if (Object.keys(from).some((currency) => (from[currency] ?? 0) <= (before[currency] ?? 0))) {
      errors.push({ path: `${at}.${i + 1}.from`, message: 'Must be above the band before it.' })
    }
  })
  return errors
}

function capErrors(path: string, cap: Cap, currencies: string[]): DefinitionError[] {
  const limits = [cap.sale, cap.customer, cap.period]
  const names = ['sale', 'customer', 'period']
  const errors = limits.flatMap((amounts, i) =>
    amounts ? someAmountErrors(`${path}.${names[i]}`, amounts, 1, currencies) : [],
  )
  if (limits.every((amounts) => amounts === undefined))
    errors.push({ path, message: 'Name a limit: sale, customer or period.' })
  if (cap.per !== undefined && !cap.period)
    errors.push({ path: `${path}.per`, message: 'Belongs to a limit per period; name that as well.' })
  return errors
}

function ruleErrors(path: string, rule: Rule, { currencies, certifications }: Context): DefinitionError[] {
  const errors = [
    ...wayErrors(path, rule),
    ...numberErrors(`${path}.rateBps`, rule.rateBps, RATE, BPS),
    ...yearErrors(`${path}.rateBpsByYear`, rule.rateBpsByYear),
    ...(rule.flat ? someAmountErrors(`${path}.flat`, rule.flat, 1, currencies) : []),
    ...(rule.bands ? bandErrors(`${path}.bands`, rule.bands, currencies) : []),
    ...numberErrors(`${path}.payments`, rule.payments, [1, 1000]),
    ...numberErrors(`${path}.months`, rule.months, [1, 240]),
    ...(rule.products ? listErrors(`${path}.products`, rule.products, 'product') : []),
    ...(rule.exceptProducts ? listErrors(`${path}.exceptProducts`, rule.exceptProducts, 'product') : []),
    ...(rule.cap ? capErrors(`${path}.cap`, rule.cap, currencies) : []),
  ]
  if (rule.products && rule.exceptProducts)
    errors.push({ path, message: 'Give either products or exceptProducts, and not both.' })
  if (rule.bands) {
    for (const name of ['payments', 'months', 'cap'] as const) {
      if (rule[name] !== undefined)
        errors.push({ path: `${path}.${name}`, message: 'A rebate counts all net sales of a period.' })
    }
  }
  if (rule.certification !== undefined && !certifications?.some(({ id }) => id === rule.certification)) {
    errors.push({
      path: `${path}.certification`,
      message: `There is no certification "${rule.certification}".`,
    })
  }
  return errors
}

/** A kind is a label, but people rely on what it says. */
function kindErrors(path: string, { kind, rules, prices }: Plan): DefinitionError[] {
  if (kind === 'resale' && !prices?.resale?.length)
    return [
      { path: `${path}.prices`, message: 'A resale plan needs prices.resale: products with a discount.' },
    ]
  if (kind === 'managed' && !prices?.units?.length)
    return [
      { path: `${path}.prices`, message: 'A managed plan needs prices.units: a price per unit and month.' },
    ]
  if (kind === 'volume' && !rules.some(({ bands }) => bands))
    return [{ path: `${path}.rules`, message: 'A volume plan needs a rule with bands.' }]
  if (rules.length === 0 && !prices)
    return [{ path: `${path}.rules`, message: 'Name at least one way of earning.' }]
  return []
}

export function planErrors(plans: Plan[], context: Context): DefinitionError[] {
  if (plans.length === 0) return [{ path: 'plans', message: 'Name at least one plan.' }]
  const ids = plans.map(({ id }) => id)
  return plans.flatMap((plan, index) => {
    const path = `plans.${index}`
    return [
      ...idErrors(path, ids, index, 'plan'),
      ...nameErrors(path, plan.name),
      ...kindErrors(path, plan),
      ...plan.rules.flatMap((rule, i) => ruleErrors(`${path}.rules.${i}`, rule, context)),
      ...(plan.prices ? priceErrors(`${path}.prices`, plan.prices, context.currencies) : []),
    ]
  })
}
