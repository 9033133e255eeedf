/** Which definitions can be published, and what is said about the others. */
import { describe, expect, test } from 'vitest'
import { checkDefinition, defaultProgram } from '../../server/core/program.ts'
import type { Plan, ProgramDefinition, Rule } from '../../server/core/types.ts'

const plan = (more: Partial<Plan> = {}): Plan => ({
  id: 'refer',
  name: 'Refer once',
  kind: 'one_time',
  rules: [{ rateBps: 2000, payments: 1 }],
  ...more,
})
const definition = (more: Partial<ProgramDefinition> = {}): ProgramDefinition => ({
  name: 'Acme Partners',
  website: 'https://acme.example/shop',
  allowedOrigins: [
    'https://acme.example',
    'http://localhost:8787',
    'http://127.0.0.1:3000',
    'http://shop:3000',
  ],
  currencies: ['USD', 'EUR'],
  attribution: { model: 'last_click', windowDays: 60 },
  holdDays: 30,
  minimumPayout: { USD: 1000 },
  payoutDay: 5,
  plans: [plan(), plan({ id: 'creator-2', kind: 'creator', rules: [{ flat: { EUR: 1 } }] })],
  ...more,
})
const rule = (one: Rule): Partial<ProgramDefinition> => ({ plans: [plan({ rules: [one] })] })
const paths = (more: Partial<ProgramDefinition>) => checkDefinition(definition(more)).map(({ path }) => path)

test('a definition that is right', () => {
  expect(checkDefinition(definition())).toEqual([])
})

describe('what is at its limit is still right', () => {
  test.each<Partial<ProgramDefinition>>([
    { attribution: { model: 'first_click', windowDays: 1 } },
    { attribution: { model: 'first_click', windowDays: 365 } },
    { holdDays: 0 },
    { holdDays: 365 },
    { payoutDay: 1 },
    { payoutDay: 28 },
    { minimumPayout: {} },
    { minimumPayout: { EUR: 0 } },
    { plans: [plan({ id: 'a' })] },
    { plans: [plan({ id: 'a'.repeat(40), kind: 'residual' })] },
    rule({ rateBps: 1 }),
    rule({ rateBps: 10_000, payments: 1000, months: 240 }),
    rule({ flat: { USD: 1, EUR: 1_000_000_000_000 } }),
    { website: 'http://localhost:8787' },
    {
      allowedOrigins: [
        'https://acme.example',
        'https://xn--mnchen-3ya.example',
        'https://[2001:db8::1]:8443',
      ],
    },
  ])('%j', (more) => {
    expect(paths(more)).toEqual([])
  })
})

describe('what is wrong is named', () => {
  test.each<[string, Partial<ProgramDefinition>]>([
    ['name', { name: '  ' }],
    ['website', { website: 'https://elsewhere.example/' }],
    ['website', { website: 'acme.example' }],
    ['website', { website: 'https://mara@acme.example/' }],
    ['website', { website: 'https://acme.example:444/' }],
    ['website', { website: 'http://acme.example/' }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://acme.example/'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://b.example/path'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://B.example'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://*.b.example'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://b.example;x'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', "https://b.example'"] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://b.example:443'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'https://acme.example'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'ftp://b.example'] }],
    ['allowedOrigins.1', { allowedOrigins: ['https://acme.example', 'b.example'] }],
    ['currencies.2', { currencies: ['USD', 'EUR', 'eur'] }],
    ['currencies.2', { currencies: ['USD', 'EUR', 'USD'] }],
    ['currencies.2', { currencies: ['USD', 'EUR', 'XXX'] }],
    ['attribution.model', { attribution: { model: 'linear' as never, windowDays: 60 } }],
    ['attribution.windowDays', { attribution: { model: 'last_click', windowDays: 0 } }],
    ['attribution.windowDays', { attribution: { model: 'last_click', windowDays: 366 } }],
    ['attribution.windowDays', { attribution: { model: 'last_click', windowDays: 1.5 } }],
    ['holdDays', { holdDays: -1 }],
    ['holdDays', { holdDays: 366 }],
    ['holdDays', { holdDays: Number.NaN }],
    ['minimumPayout.GBP', { minimumPayout: { GBP: 1 } }],
    ['minimumPayout.USD', { minimumPayout: { USD: -1 } }],
    ['minimumPayout.USD', { minimumPayout: { USD: 10.5 } }],
    ['payoutDay', { payoutDay: 0 }],
    ['payoutDay', { payoutDay: 29 }],
    ['plans', { plans: [] }],
    ['plans.0.id', { plans: [plan({ id: '' })] }],
    ['plans.0.id', { plans: [plan({ id: 'Refer' })] }],
    ['plans.0.id', { plans: [plan({ id: 'a'.repeat(41) })] }],
    ['plans.0.id', { plans: [plan({ id: 'refer\n' })] }],
    ['plans.1.id', { plans: [plan(), plan()] }],
    ['plans.0.name', { plans: [plan({ name: '' })] }],
    ['plans.0.prices', { plans: [plan({ kind: 'resale' })] }],
    ['plans.0.prices', { plans: [plan({ kind: 'managed' })] }],
    ['plans.0.rules', { plans: [plan({ kind: 'volume' })] }],
    ['plans.0.rules', { plans: [plan({ rules: [] })] }],
    ['plans.0.rules.0', rule({})],
    ['plans.0.rules.0', rule({ rateBps: 1, flat: { USD: 1 } })],
    ['plans.0.rules.0.rateBps', rule({ rateBps: 0 })],
    ['plans.0.rules.0.rateBps', rule({ rateBps: 10_001 })],
    ['plans.0.rules.0.rateBps', rule({ rateBps: 12.5 })],
    ['plans.0.rules.0.flat', rule({ flat: {} })],
    ['plans.0.rules.0.flat.USD', rule({ flat: { USD: 0 } })],
    ['plans.0.rules.0.flat.USD', rule({ flat: { USD: 1_000_000_000_001 } })],
    ['plans.0.rules.0.flat.GBP', rule({ flat: { GBP: 1 } })],
    ['plans.0.rules.0.payments', rule({ rateBps: 1, payments: 0 })],
    ['plans.0.rules.0.payments', rule({ rateBps: 1, payments: 1001 })],
    ['plans.0.rules.0.months', rule({ rateBps: 1, months: 0 })],
    ['plans.0.rules.0.months', rule({ rateBps: 1, months: 241 })],
  ])('%s in %j', (path, more) => {
    expect(paths(more)).toEqual([path])
  })

  test('all at once', () => {
    expect(paths({ name: '', holdDays: -1, plans: [] })).toEqual(['name', 'holdDays', 'plans'])
    expect(paths({ allowedOrigins: [] })).toEqual(['allowedOrigins', 'website'])
    expect(paths({ currencies: [], plans: [plan()], minimumPayout: {} })).toEqual(['currencies'])
  })

  test('in words that tell how to put it right', () => {
    const message = (more: Partial<ProgramDefinition>) => checkDefinition(definition(more))[0]?.message
    expect(message({ plans: [plan({ kind: 'volume' })] })).toBe('A volume plan needs a rule with bands.')
    expect(message({ allowedOrigins: ['https://acme.example/shop'], website: 'https://acme.example/' })).toBe(
      'Write the bare origin: https://acme.example',
    )
  })
})

describe('the default program', () => {
  test.each([
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://goodword:8787', 'http://goodword:8787'],
    ['https://refer.acme.example/goodword/?x=1', 'https://refer.acme.example'],
  ])('for %s', (publicUrl, origin) => {
    const program = defaultProgram(publicUrl)
    expect(program).toMatchObject({ website: origin, allowedOrigins: [origin], currencies: ['USD'] })
    expect(program.plans).toEqual([plan()])
    expect(checkDefinition(program)).toEqual([])
  })

  test('needs an address', () => {
    expect(() => defaultProgram('acme')).toThrow(TypeError)
  })
})
