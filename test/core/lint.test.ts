/** What a partner would trip over, and what is said about it. */
import { describe, expect, test } from 'vitest'
import { lint } from '../../server/core/lint.ts'
import { defaultProgram } from '../../server/core/program.ts'
import type { ProgramDefinition, Rule } from '../../server/core/types.ts'
import { definition } from '../support/app.ts'
import { everyWord, residual } from '../support/every-word.ts'

const found = (change: Partial<ProgramDefinition>) =>
  lint({ ...definition, ...change }).map(({ kind, path }) => `${kind} ${path}`)
const rules = (...list: Rule[]) => ({ plans: [{ ...residual, rules: list }] })

test('the default program, and a simple one, need no explanation', () => {
  expect(lint(defaultProgram('http://localhost:8787'))).toEqual([])
  expect(lint(definition)).toEqual([])
})

describe('found', () => {
  test.each<[string, string[], Partial<ProgramDefinition>]>([
    ['a flat amount without a currency', ['error plans.0.rules.0.flat'], rules({ flat: { EUR: 1000 } })],
    [
      'months of a first payment',
      ['error plans.0.rules.0.months'],
      rules({ rateBps: 2000, payments: 1, months: 3 }),
    ],
    [
      'years of a first payment',
      ['error plans.0.rules.0.rateBpsByYear'],
      rules({ rateBpsByYear: [2000, 1000], payments: 1 }),
    ],
    [
      'a rate that starts when nothing counts any more',
      ['error plans.0.rules.0.rateBpsByYear', 'hint plans.0.rules'],
      rules({ rateBpsByYear: [2000, 1000], months: 12 }),
    ],
    ['two clocks', ['hint plans.0.rules'], rules({ rateBps: 2000, payments: 6, months: 12 })],
    ['rules for the same', ['hint plans.0.rules.1'], rules({ rateBps: 2000 }, { rateBps: 500 })],
    [
      'a limit below one commission',
      ['error plans.0.rules.0.cap.sale.EUR'],
      rules({ flat: { EUR: 2000, USD: 2000 }, cap: { sale: { EUR: 1000 } } }),
    ],
    [
      'a limit below the commission of a typical sale',
      ['hint plans.0.rules.0.cap.period.EUR'],
      rules({ rateBps: 2000, cap: { period: { EUR: 1000 } } }),
    ],
    [
      'a minimum payout that is far away',
      ['hint minimumPayout.EUR'],
      { ...rules({ rateBps: 500 }), minimumPayout: { EUR: 10_000 } },
    ],
    [
      'a certification that unlocks nothing',
      ['error certifications.0', 'hint courses.0'],
      {
        courses: [{ id: 'a', name: 'A', url: 'https://a.example' }],
        certifications: [{ id: 'c', name: 'C', courses: [] }],
      },
    ],
    [
      'more than five plans',
      ['hint plans'],
      {
        plans: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ ...residual, id, rules: [{ rateBps: 2000 }] })),
      },
    ],
    [
      'a sentence that nobody remembers',
      ['hint plans.0'],
      rules({
        rateBpsByYear: [3000, 2000, 1000, 500],
        exceptProducts: [
          'one thing',
          'another thing',
          'a third one',
          'setting it up',
          'taking it down',
          'tea',
        ],
      }),
    ],
  ])('%s', (_, expected, change) => {
    expect(found(change)).toEqual(expected)
  })

  test('rules for different things may stand together', () => {
    expect(
      found(rules({ rateBps: 2000, exceptProducts: ['setup'] }, { rateBps: 500, products: ['setup'] })),
    ).toEqual([])
  })

  test('every word at once is too much, and every finding says why and what to do', () => {
    const findings = lint(everyWord)
    expect(findings.map(({ path }) => path)).toContain('plans')
    for (const { what, why, advice } of findings) {
      for (const text of [what, why, advice]) expect(text).toMatch(/^[A-Z0-9].*[.”]$/)
    }
  })
})
