/** Limits of how much may come from one partner at once: checked, and told in plain words when they change. */
import { expect, test } from 'vitest'
import { changesBetween } from '../../server/core/diff.ts'
import { velocityFlag } from '../../server/core/flags.ts'
import { checkDefinition } from '../../server/core/program.ts'
import { definition } from '../support/app.ts'

const limited = { ...definition, velocity: { signUpsPerHour: 20, salesPerDay: 1 } }

test('a change of them is told', () => {
  const texts = (a: typeof definition, b: typeof definition) => changesBetween(a, b).map(({ text }) => text)
  expect(texts(definition, limited)).toEqual([
    'What comes from one partner after 20 sign-ups an hour or 1 sale a day waits until you have looked.',
  ])
  expect(texts(limited, definition)).toEqual(['Any number of sign-ups and sales at once is fine.'])
  expect(texts(limited, { ...limited })).toEqual([])
})

test('they are whole numbers from 1', () => {
  const paths = checkDefinition({ ...limited, velocity: { signUpsPerHour: 0, salesPerDay: 1.5 } })
  expect(paths.map(({ path }) => path)).toEqual(['velocity.signUpsPerHour', 'velocity.salesPerDay'])
})

test.each([
  [2, 3, undefined],
  [3, 3, 'More than 3 sales of this partner within one day.'],
  [1, 1, 'More than 1 sale of this partner within one day.'],
  [1000, undefined, undefined],
])('%i before, at most %s', (before, limit, words) => {
  const flag = velocityFlag(before, limit, 'sales', 'day')
  expect(flag?.reason.replace(' Commissions wait until the vendor has looked.', '')).toBe(words)
})
