/** Texts are compared as both databases compare them, so that what one counts the other finds. */
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareText } from '../../server/core/order.ts'

test('texts are in the order of their bytes, as in both engines', () => {
  const bytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\u{ff01}', '\u{1f600}', '\u{1f601}'),
    maxLength: 4,
  })
  fc.assert(fc.property(text, text, (a, b) => compareText(a, b) === bytes(a, b)))
  const database = new Sqlite(':memory:')
  const texts = ['\u{1f600}', '\u{ff01}', 'a', '', 'ab', 'é']
  const sorted = database.prepare('select value from json_each(?) order by value').pluck()
  expect([...texts].sort(compareText)).toEqual(sorted.all(JSON.stringify(texts)))
  database.close()
})
