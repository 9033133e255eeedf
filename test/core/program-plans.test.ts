/** Every word that a plan, a price sheet, a course or a certification may use, and what is said about wrong ones. */
import { describe, expect, test } from 'vitest'
import { checkDefinition } from '../../server/core/program.ts'
import type { PriceSheet, ProgramDefinition, RebateBands, Rule } from '../../server/core/types.ts'
import { everyWord, managed, resale, residual, volume } from '../support/every-word.ts'

const errors = (change: Partial<ProgramDefinition>) => checkDefinition({ ...everyWord, ...change })
const paths = (change: Partial<ProgramDefinition>) => errors(change).map(({ path }) => path)
const rule = (one: Rule) => ({ plans: [{ ...residual, rules: [one] }] })
const bands = (change: Partial<RebateBands>) => {
  const [first] = volume.rules
  return { plans: [{ ...volume, rules: [{ bands: { ...(first?.bands as RebateBands), ...change } }] }] }
}
const steps = (...list: [Record<string, number>, number][]) =>
  bands({ steps: list.map(([from, rateBps]) => ({ from, rateBps })) })
const resold = (change: PriceSheet) => ({ plans: [{ ...resale, prices: { ...resale.prices, ...change } }] })
const units = (change: PriceSheet) => ({ plans: [{ ...managed, prices: { ...managed.prices, ...change } }] })
const seats = (...list: [number, Record<string, number>][]) =>
  units({
    units: [{ unitId: 'seat', name: 'Seat', bands: list.map(([from, price]) => ({ from, price })) }],
  })
const certification = (change: object) => ({
  certifications: [{ id: 'expert', name: 'Expert', courses: ['basics'], ...change }],
})

test('a program of every word', () => {
  expect(checkDefinition(everyWord)).toEqual([])
})

describe('also right', () => {
  test.each<[string, Partial<ProgramDefinition>]>([
    ['resale with a rebate needs no kind of its own', { plans: [{ ...resale, rules: volume.rules }] }],
    ['a single band from 0', steps([{ EUR: 0, USD: 0 }, 300])],
    ['a year without anything', rule({ rateBpsByYear: [2000, 0] })],
    ['a certification that is given by hand', certification({ courses: [] })],
    ['each limit of its own', rule({ rateBps: 1, cap: { period: { EUR: 1 }, per: 'year' } })],
    ['100 % off with points', resold({ leadDiscountBps: 7000 })],
    ['no notice', { noticeDays: 0 }],
  ])('%s', (_, change) => {
    expect(errors(change)).toEqual([])
  })
})

describe('wrong, and where', () => {
  test.each<[string, Partial<ProgramDefinition>]>([
    ['plans.0.rules.0', rule({ rateBpsByYear: [100], rateBps: 100 })],
    ['plans.0.rules.0.rateBpsByYear', rule({ rateBpsByYear: [] })],
    ['plans.0.rules.0.rateBpsByYear', rule({ rateBpsByYear: [0, 0] })],
    ['plans.0.rules.0.rateBpsByYear.1', rule({ rateBpsByYear: [1, 10_001] })],
    ['plans.0.rules.0.products', rule({ rateBps: 1, products: [] })],
    ['plans.0.rules.0.products.1', rule({ rateBps: 1, products: ['pro', 'pro'] })],
    ['plans.0.rules.0', rule({ rateBps: 1, products: ['pro'], exceptProducts: ['team'] })],
    ['plans.0.rules.0.certification', rule({ rateBps: 1, certification: 'master' })],
    ['plans.0.rules.0.cap', rule({ rateBps: 1, cap: {} })],
    ['plans.0.rules.0.cap.sale', rule({ rateBps: 1, cap: { sale: {} } })],
    ['plans.0.rules.0.cap.customer.EUR', rule({ rateBps: 1, cap: { customer: { EUR: 0 } } })],
    ['plans.0.rules.0.cap.period.GBP', rule({ rateBps: 1, cap: { period: { GBP: 1 } } })],
    ['plans.0.rules.0.cap.per', rule({ rateBps: 1, cap: { sale: { EUR: 1 }, per: 'month' } })],
    ['plans.0.rules.0.bands.steps', bands({ steps: [] })],
    ['plans.0.rules.0.bands.steps', steps([{ EUR: 0 }, 0])],
    ['plans.0.rules.0.bands.steps.0.from', steps([{ EUR: 1 }, 300])],
    ['plans.0.rules.0.bands.steps.0.from', steps([{}, 300])],
    ['plans.0.rules.0.bands.steps.1.from', steps([{ EUR: 0 }, 1], [{ EUR: 0 }, 2])],
    ['plans.0.rules.0.bands.steps.1.from', steps([{ EUR: 0, USD: 0 }, 1], [{ EUR: 5 }, 2])],
    ['plans.0.rules.0.bands.steps.1.rateBps', steps([{ EUR: 0 }, 1], [{ EUR: 5 }, 10_001])],
    ['plans.0.rules.0.payments', { plans: [{ ...volume, rules: [{ ...volume.rules[0], payments: 1 }] }] }],
    ['plans.0.prices', { plans: [{ ...resale, prices: managed.prices }] }],
    ['plans.0.prices', { plans: [{ ...managed, prices: resale.prices }] }],
    ['plans.0.rules', { plans: [{ ...volume, rules: [{ rateBps: 100 }] }] }],
    ['plans.0.prices', { plans: [{ ...residual, prices: {} }] }],
    ['plans.0.prices.leadDiscountBps', resold({ leadDiscountBps: 7001 })],
    [
      'plans.0.prices.leadDiscountBps',
      { plans: [{ ...managed, prices: { ...managed.prices, leadDiscountBps: 1 } }] },
    ],
    ['plans.0.prices.minimumMonthly', resold({ minimumMonthly: { EUR: 1 } })],
    ['plans.0.prices.minimumMonthly.EUR', units({ minimumMonthly: { EUR: 0 } })],
    ['plans.0.prices.units.0.bands', seats()],
    ['plans.0.prices.units.0.bands.0.from', seats([2, { EUR: 1 }])],
    ['plans.0.prices.units.0.bands.1.from', seats([1, { EUR: 1 }], [1, { EUR: 1 }])],
    ['plans.0.prices.units.0.bands.1.price', seats([1, { EUR: 1 }], [9, { USD: 1 }])],
    ['noticeDays', { noticeDays: 366 }],
    [
      'courses.0.url',
      { courses: [{ id: 'basics', name: 'Basics', url: 'basics' }], ...certification({}), plans: [volume] },
    ],
    ['certifications.0.courses.0', certification({ courses: ['nothing'] })],
    ['certifications.0.courses.1', certification({ courses: ['basics', 'basics'] })],
    ['certifications.0.validMonths', certification({ validMonths: 0 })],
    ['certifications.0.leadProtectionDays', certification({ leadProtectionDays: 366 })],
    ['override.rateBps', { override: { rateBps: 0, of: 'sale' } }],
    ['agreement.version', { agreement: { version: ' ', text: 'x' } }],
  ])('%s in %j', (path, change) => {
    expect(paths(change)).toEqual([path])
  })

  test('an id that stands twice', () => {
    const [basics, setup] = everyWord.courses ?? []
    if (!basics || !setup) throw new Error('no courses')
    expect(paths({ courses: [basics, setup, { ...setup, name: 'Again' }] })).toEqual(['courses.2.id'])
    const [expert] = everyWord.certifications ?? []
    expect(paths({ certifications: expert && [expert, expert] })).toEqual(['certifications.1.id'])
    const [pro] = resale.prices?.resale ?? []
    expect(paths(resold({ resale: pro && [pro, pro] }))).toEqual(['plans.0.prices.resale.1.productId'])
  })

  test('in words that tell how to put it right', () => {
    expect(errors(rule({ rateBps: 1, certification: 'master' }))[0]?.message).toBe(
      'There is no certification "master".',
    )
    expect(errors(rule({}))[0]?.message).toBe(
      'Say how much: exactly one of rateBps, rateBpsByYear, flat, bands.',
    )
    expect(errors(rule({ rateBps: 1, flat: { EUR: 1 } }))[0]?.message).toContain('this has rateBps and flat')
  })
})
