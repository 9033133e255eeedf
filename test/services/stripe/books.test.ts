/** In memory: whatever the order and however often, the same facts end in the same golden books. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fixtures } from './fixtures.ts'
import { booksInWords, learn, permutations } from './orders.ts'

const file = new URL('./golden.md', import.meta.url)
const told = Object.entries(fixtures).map(
  ([name, events]) =>
    `## ${name}\n\n${
      booksInWords(click(events))
        .map((line) => `- ${line}\n`)
        .join('') || 'No sale.\n'
    }`,
)
const text = `# What thirty stories from Stripe end in\n\nMinor units; the plan pays 20 %. Written by \`GOODWORD_UPDATE=1\`, read by people.\n\n${told.join('\n')}`

/** The placeholder reads like a click id. */
function click<T>(events: T[]): T[] {
  return JSON.parse(JSON.stringify(events).replaceAll('@click', `gwc_${'a'.repeat(58)}`))
}

test('the golden books are what a person has looked at', () => {
  if (process.env.GOODWORD_UPDATE) writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
  expect(Object.keys(fixtures).length).toBeGreaterThanOrEqual(30)
})

describe('all orders of up to six events, each told again, end the same', () => {
  test.each(Object.entries(fixtures))('%s', (_name, events) => {
    expect(events.length).toBeLessThanOrEqual(6)
    const given = click(events)
    const [facts, books] = [learn(given).text, booksInWords(given).join()]
    let orders = 0
    for (const order of permutations(given)) {
      const again = order[orders % order.length]
      const twice = again ? [...order, again] : order
      expect(learn(twice).text).toBe(facts)
      if (orders % 10 === 0) expect(booksInWords(twice).join()).toBe(books)
      orders += 1
    }
  })
})
