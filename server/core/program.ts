/**
 * What makes a program definition one that can be kept: the rules that a
 * schema cannot say, each with a message that tells how to put it right.
 */
import { isCurrency } from '../../sdk/rules/money.ts'
import { isAllowedDestination } from '../../sdk/rules/origins.ts'
import {
  amountErrors,
  BPS,
  type DefinitionError,
  idErrors,
  listErrors,
  nameErrors,
  numberErrors,
  whole,
  wholeWords,
} from './check.ts'
import { planErrors } from './check-plan.ts'
import type { Certification, Course, ProgramDefinition } from './types.ts'

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

const courseErrors = (courses: Course[]): DefinitionError[] =>
  courses.flatMap((course, index) => {
    const path = `courses.${index}`
    const url = parse(course.url)
    return [
      ...idErrors(
        path,
        courses.map(({ id }) => id),
        index,
        'course',
      ),
      ...nameErrors(path, course.name),
      ...(url && isWeb(url) ? [] : [{ path: `${path}.url`, message: 'The full address of the course.' }]),
    ]
  })

const certificationErrors = (certifications: Certification[], courses: Course[]): DefinitionError[] =>
  certifications.flatMap((certification, index) => {
    const path = `certifications.${index}`
    const ids = certifications.map(({ id }) => id)
    const unknown = certification.courses.flatMap((id, i) =>
      courses.some((course) => course.id === id)
        ? []
        : [{ path: `${path}.courses.${i}`, message: `There is no course "${id}".` }],
    )
    return [
      ...idErrors(path, ids, index, 'certification'),
      ...nameErrors(path, certification.name),
      ...unknown,
      ...(certification.courses.length > 0
        ? listErrors(`${path}.courses`, certification.courses, 'course')
        : []),
      ...numberErrors(`${path}.validMonths`, certification.validMonths, [1, 120]),
      ...numberErrors(`${path}.leadProtectionDays`, certification.leadProtectionDays, [1, 365]),
    ]
  })

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
  const { courses = [], certifications = [], override, agreement } = definition
  errors.push(
    ...planErrors(definition.plans, definition),
    ...numberErrors('noticeDays', definition.noticeDays, [0, 365]),
    ...(['signUpsPerHour', 'signUpsPerDay', 'salesPerDay'] as const).flatMap((name) =>
      numberErrors(`velocity.${name}`, definition.velocity?.[name], [1, 1_000_000]),
    ),
    ...courseErrors(courses),
    ...certificationErrors(certifications, courses),
    ...numberErrors('override.rateBps', override?.rateBps, [1, 10_000], BPS),
  )
  if (agreement) {
    expect(agreement.version.trim() !== '', 'agreement.version', 'A name of this text, such as 2026-11.')
    expect(agreement.text.trim() !== '', 'agreement.text', 'What partners agree to.')
  }
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
