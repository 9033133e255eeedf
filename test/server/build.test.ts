/** What the build rewrites means the same afterwards. */
import { expect, test } from 'vitest'
import { assignSpreads } from '../../vite.config.ts'

const a = { x: 1, y: 2 }
const b = { y: 3, z: 4 }
const run = (code: string) => new Function('a', 'b', `return (${code})`)(a, b) as object

test.each([
  ['{ ...a, w: 0 }', 'Object.assign({ }, a, { w: 0 })'],
  ['{ w: 0, ...a, y: 9, }', 'Object.assign({ w: 0, }, a, { y: 9, })'],
  ['{ ...a, ...b }', 'Object.assign({ }, a, b)'],
  ['{ ...a, ...b, y: 5, ...a, }', 'Object.assign({ }, a, b, { y: 5, }, a)'],
  ['{...(b, a), w: { ...b, v: [{ ...a, u: 1 }] }}', undefined],
  ['{ ...{ ...a, w: 1 }, v: 2 }', undefined],
  ['{ ...a.x ? b : a, w() { return { ...b, t: 1 } } }.w()', undefined],
  ["{ ...a, ['w' + 1]: 1, 'y': 2 }", undefined],
  ['{ ...null, ...undefined, w: 0 }', undefined],
  ['{ ...(() => a)(), a, /* why */ ...b /* and */, b }', undefined],
])('%s', (code, expected) => {
  const rewritten = assignSpreads(`(${code})`).slice(1, -1)
  expect(rewritten).toContain('Object.assign(')
  if (expected !== undefined) expect(rewritten.replaceAll(/ +/g, ' ')).toBe(expected)
  expect(run(rewritten)).toEqual(run(code))
  // The same order of names, which is what is seen in JSON.
  expect(JSON.stringify(run(rewritten))).toBe(JSON.stringify(run(code)))
})

test.each([
  '{ ...a }',
  '{ x: 0, ...a }',
  '{ ...a, get w() { return 1 } }',
  '{ ...a, __proto__: b }',
  '{ ...a, "__proto__": b }',
  '[...a, 1]',
])('left as it is: %s', (code) => {
  expect(assignSpreads(`(${code})`)).toBe(`(${code})`)
})

test('destructuring is none of it', () => {
  const code = 'const { x, ...rest } = { x: 1 }; f({ rest, ...g })'
  expect(assignSpreads(code)).toBe(code)
})
