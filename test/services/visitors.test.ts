import { expect, test } from 'vitest'
import { recentVisitors } from '../../server/services/visitors.ts'

const ada = Buffer.from('0000000000000001', 'hex')
const bob = Buffer.from('0000000000000002', 'hex')
const MINUTE = 60_000

test('a visitor is a repeat on the same link for less than 30 minutes', () => {
  const { seenRecently } = recentVisitors()
  expect(seenRecently(1, ada, 0)).toBe(false)
  expect(seenRecently(1, bob, 0)).toBe(false)
  expect(seenRecently(2, ada, 0)).toBe(false)
  expect(seenRecently(1, ada, 30 * MINUTE - 1)).toBe(true)
  expect(seenRecently(1, bob, 30 * MINUTE)).toBe(false)
})

test('every use starts the 30 minutes anew', () => {
  const { seenRecently } = recentVisitors()
  seenRecently(1, ada, 0)
  for (let at = 20 * MINUTE; at <= 100 * MINUTE; at += 20 * MINUTE)
    expect(seenRecently(1, ada, at)).toBe(true)
  expect(seenRecently(1, ada, 130 * MINUTE)).toBe(false)
})

test('a clock that steps back neither forgets nor renews', () => {
  const { seenRecently } = recentVisitors()
  seenRecently(1, ada, 60 * MINUTE)
  expect(seenRecently(1, ada, 50 * MINUTE)).toBe(true)
  expect(seenRecently(1, ada, 89 * MINUTE)).toBe(true)
})

test('the longest unseen are forgotten first when there is no more room', () => {
  const { seenRecently } = recentVisitors(4)
  seenRecently(1, ada, 0)
  seenRecently(2, ada, 1)
  seenRecently(1, ada, 2)
  for (const link of [3, 4]) expect(seenRecently(link, ada, 3)).toBe(false)
  expect(seenRecently(3, ada, 4)).toBe(true)
  expect(seenRecently(2, ada, 5)).toBe(false)
})

test('among many, each is known, and nobody is taken for another', () => {
  const count = 2_000
  const { seenRecently } = recentVisitors(2 * count + 2)
  const visitors = Array.from({ length: count }, (_, n) => {
    const visitor = Buffer.alloc(8)
    // Alike in their low bits, so that they crowd into the same slots.
    visitor.writeUInt32LE(n, 0)
    visitor.writeUInt32LE(n % 500, 4)
    return visitor
  })
  expect(visitors.filter((visitor) => seenRecently(2 ** 40, visitor, 0))).toEqual([])
  expect(visitors.every((visitor) => seenRecently(2 ** 40, visitor, 1))).toBe(true)
  expect(visitors.some((visitor) => seenRecently(2 ** 41, visitor, 2))).toBe(false)
})
