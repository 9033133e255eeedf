import { expect, test } from 'vitest'
import { lastClickIds, readClickIds } from '../../../sdk/rules/click-ids.ts'

test('what is no click id is left out', () => {
  const long = `gwc_${'x'.repeat(116)}`
  expect(readClickIds(`gwc_a.${long}.gwc_.${long}y.GWC_a.<script>.gwc_b c..gwc_-_9`)).toEqual([
    'gwc_a',
    long,
    'gwc_-_9',
  ])
  expect(readClickIds('')).toEqual([])
})

test('the newest five are kept, and a known id keeps its place', () => {
  expect(lastClickIds(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['b', 'c', 'd', 'e', 'f'])
  expect(lastClickIds(['a', 'b', 'a'])).toEqual(['a', 'b'])
  expect(lastClickIds(['a', 'b', 'c', 'd', 'e', 'a'])).toEqual(['a', 'b', 'c', 'd', 'e'])
})
