/**
 * What makes a program definition one that can be kept: the rules that a
 * schema cannot say, each with a message that tells how to put it right.
 */
import { isCurrency } from '../../sdk/rules/money.ts'
import { isAllowedDestination } from '../../sdk/rules/origins.ts'
import type { Plan, PlanKind, ProgramDefinition, Rule } from './types.ts'

/** One thing that is not right. `path` as in the definition, dots between: "plans.0.rules.1.rateBps". */
export interface DefinitionError {
  path: string
  message: string
}

/** The kinds whose plans pay commissions. */
const payableKinds: PlanKind[] = ['one_time', 'residual', 'creator']

/** Keeps every sum of amounts far inside 2^53. */
const MAX_AMOUNT_MINOR = 1_000_000_000_000

const whole = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high

const wholeWords = (low: number, high: number): string => `A whole number from ${low} to ${high}.`

function parse(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

/** Parsers take `*` and `;` in a host, but these origins go into headers, where both have a meaning. */
const isPlainHost = ({ hostname }: URL): boolean => /^([a-z0-9.-]+|\[[0-9a-f:]+\])$/.test(hostname)

/** Plain http as well: a container or a machine in a private network has no certificate. */
const isWeb = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'http:'

function originErrors(origins: string[]): DefinitionError[] {
  if (origins.length === 0) return [{ path: 'allowedOrigins', message: 'Name at least one origin.' }]
  return origins.flatMap((origin, index) => {
    const path = `allowedOrigins.${index}`
    const url = parse(origin)
    if (!url || !isWeb(url) || !isPlainHost(url)) {
      return [{ path, message: 'An origin such as https://acme.example.' }]
    }
    if (url.origin !== origin) return [{ path, message: `Write the bare origin: ${url.origin}` }]
    return origins.indexOf(origin) < index ? [{ path, message: 'This origin is named twice.' }] : []
  })
}

function websiteErrors({ website, allowedOrigins }: ProgramDefinition): DefinitionError[] {
  return isAllowedDestination(website, allowedOrigins)
    ? []
    : [{ path: 'website', message: 'A full address on one of the allowedOrigins.' }]
}

function currencyErrors(currencies: string[]): DefinitionError[] {
  if (currencies.length === 0) return [{ path: 'currencies', message: 'Name at least one currency.' }]
  return currencies.flatMap((currency, index) => {
    const path = `currencies.${index}`
    if (!isCurrency(currency)) {
      return [{ path, message: `"${currency}" is not an active ISO 4217 code such as EUR.` }]
    }
    return currencies.indexOf(currency) < index ? [{ path, message: `${currency} is named twice.` }] : []
  })
}

function amountErrors(
  path: string,
  amounts: Record<string, number>,
  low: number,
  currencies: string[],
): DefinitionError[] {
  return Object.entries(amounts).flatMap(([currency, amountMinor]) => {
    const errors: DefinitionError[] = []
    const at = `${path}.${currency}`
    if (!currencies.includes(currency)) {
      errors.push({ path: at, message: "Not one of the program's currencies; add it there or leave it out." })
    }
    if (!whole(amountMinor, low, MAX_AMOUNT_MINOR)) {
      errors.push({ path: at, message: `Minor units. ${wholeWords(low, MAX_AMOUNT_MINOR)}` })
    }
    return errors
  })
}

function ruleErrors(path: string, rule: Rule, currencies: string[]): DefinitionError[] {
  const errors: DefinitionError[] = []
  const number = (name: 'rateBps' | 'payments' | 'months', high: number): void => {
    const value = rule[name]
    if (value === undefined || whole(value, 1, high)) return
    const unit = name === 'rateBps' ? 'Basis points: 2000 is 20 %. ' : ''
    errors.push({ path: `${path}.${name}`, message: unit + wholeWords(1, high) })
  }
  if ((rule.rateBps === undefined) === (rule.flat === undefined)) {
    errors.push({ path, message: 'Give either rateBps or flat, and not both.' })
  }
  number('rateBps', 10_000)
  if (rule.flat) {
    errors.push(...amountErrors(`${path}.flat`, rule.flat, 1, currencies))
    if (Object.keys(rule.flat).length === 0) {
      errors.push({ path: `${path}.flat`, message: 'Name an amount in at least one currency.' })
    }
  }
  number('payments', 1000)
  number('months', 240)
  return errors
}

function planErrors(plans: Plan[], currencies: string[]): DefinitionError[] {
  if (plans.length === 0) return [{ path: 'plans', message: 'Name at least one plan.' }]
  const ids = plans.map(({ id }) => id)
  return plans.flatMap((plan, index) => {
    const path = `plans.${index}`
    const errors: DefinitionError[] = []
    if (!/^[a-z0-9-]{1,40}$/.test(plan.id)) {
      errors.push({ path: `${path}.id`, message: '1 to 40 lower-case letters, digits and hyphens.' })
    }
    if (ids.indexOf(plan.id) < index) {
      errors.push({ path: `${path}.id`, message: `Another plan is called "${plan.id}".` })
    }
    if (plan.name.trim() === '')
      errors.push({ path: `${path}.name`, message: 'A name that people can read.' })
    if (!payableKinds.includes(plan.kind)) {
      errors.push({
        path: `${path}.kind`,
        message: `This version cannot pay "${plan.kind}" plans. Use ${payableKinds.join(', ')}.`,
      })
    }
    if (plan.rules.length === 0) {
      errors.push({ path: `${path}.rules`, message: 'Name at least one way of earning.' })
    }
    errors.push(...plan.rules.flatMap((rule, i) => ruleErrors(`${path}.rules.${i}`, rule, currencies)))
    return errors
  })
}

/**
 * Everything that is wrong with a definition, all at once; nothing when it can
 * be published. Expects the right shape and types: those are the schema's part.
 */
export function checkDefinition(definition: ProgramDefinition): DefinitionError[] {
  const { name, attribution, currencies, holdDays, payoutDay } = definition
  const errors: DefinitionError[] = []
  const expect = (fine: boolean, path: string, message: string): void => {
    if (!fine) errors.push({ path, message })
  }
  expect(name.trim() !== '', 'name', 'A name that people can read.')
  errors.push(
    ...originErrors(definition.allowedOrigins),
    ...websiteErrors(definition),
    ...currencyErrors(currencies),
  )
  expect(
    attribution.model === 'last_click' || attribution.model === 'first_click',
    'attribution.model',
    'last_click or first_click.',
  )
  expect(whole(attribution.windowDays, 1, 365), 'attribution.windowDays', wholeWords(1, 365))
  expect(whole(holdDays, 0, 365), 'holdDays', wholeWords(0, 365))
  errors.push(...amountErrors('minimumPayout', definition.minimumPayout, 0, currencies))
  expect(whole(payoutDay, 1, 28), 'payoutDay', `${wholeWords(1, 28)} Every month has these days.`)
  errors.push(...planErrors(definition.plans, currencies))
  return errors
}

/**
 * The program that exists when nobody gave one: one plan, US dollars, and the
 * server's own address as the website.
 *
 * @param publicUrl where the server is reached
 * @throws TypeError when it is not an address.
 */
export function defaultProgram(publicUrl: string): ProgramDefinition {
  const { origin } = new URL(publicUrl)
  return {
    name: 'Partner program',
    website: origin,
    allowedOrigins: [origin],
    currencies: ['USD'],
    attribution: { model: 'last_click', windowDays: 60 },
    holdDays: 30,
    minimumPayout: { USD: 1000 },
    payoutDay: 5,
    plans: [{ id: 'refer', name: 'Refer once', kind: 'one_time', rules: [{ rateBps: 2000, payments: 1 }] }],
  }
}
