/**
 * Golden ledgers: each story of stories.md happens on both engines, and its
 * ledger is the one that stands there. `GOODWORD_UPDATE=1` writes the ledgers
 * and terms anew; whoever does that reads the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { engines } from '../support/engines.ts'
import { postgresPool } from '../support/reusable.ts'
import { readStories } from './read.ts'
import { perform } from './tell.ts'

const FILE = new URL('./stories.md', import.meta.url)
const text = readFileSync(FILE, 'utf8')
const stories = readStories(text)

const postgres = postgresPool()
afterAll(() => postgres.close())

test('there are at least thirty, each called differently', () => {
  expect(stories.length).toBeGreaterThanOrEqual(30)
  expect(new Set(stories.map(({ title }) => title)).size).toBe(stories.length)
})

describe.each(engines)('the ledger on %s', (engine) => {
  const written = new Map<string, string>()

  test.each(stories.map((told) => [told.title, told] as const))('%s', async (title, told) => {
    const opened = engine === 'postgres' ? await postgres.open() : undefined
    const { ledger, findings } = await perform(engine, told, opened)
    written.set(title, `${told.head}\n\n${ledger}\n`)
    expect(findings).toEqual([])
    for (const line of ledger.split('\n').slice(2)) expect(line).not.toMatch(/undefined|null|NaN|\s\s/)
    if (process.env.GOODWORD_UPDATE === '1') return
    expect(`${told.head}\n\n${ledger}`).toBe(`${told.head}\n\n${told.ledger}`)
  })

  test('the terms below each plan are those that the software writes', () => {
    const intro = text.slice(0, text.search(/^## /m))
    const fresh = intro + stories.map(({ title, head }) => written.get(title) ?? `${head}\n`).join('\n')
    if (process.env.GOODWORD_UPDATE === '1' && engine === 'sqlite') writeFileSync(FILE, fresh)
    else expect(fresh).toBe(text)
  })
})
