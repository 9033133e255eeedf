/**
 * Money against a plain model, through the real services on a real database.
 * Set GOODWORD_LONG=1 for 5 000 histories on SQLite and 1 000 on PostgreSQL; the
 * core alone, in memory, then goes through 100 000 (test/core).
 */
import fc from 'fast-check'
import { afterAll, describe, test } from 'vitest'
import { type Engine, engines, openTestStore } from '../support/engines.ts'
import { pickUp, postgresPool, putDown } from '../support/reusable.ts'
import { history } from './commands.ts'
import { found } from './found.ts'
import { booksAgree, type Databases } from './history.ts'

const long = process.env.GOODWORD_LONG === '1'

const postgres = postgresPool()
let files: Promise<Map<string, Buffer>> | undefined
const databases: Databases = {
  async open(engine) {
    if (engine === 'postgres') return postgres.open()
    files ??= openTestStore('sqlite').then(({ store, options }) => pickUp(store, options.dataDir))
    return putDown(await files)
  },
}
afterAll(() => postgres.close())

/** Long histories find what needs many facts; most of the many in the long run are short ones. */
const counts: Record<Engine, { runs: number; length: number; flavour: 'any' | 'paying' }[]> = {
  sqlite: [
    { runs: 150, length: 25, flavour: 'any' },
    { runs: 50, length: 15, flavour: 'paying' },
    ...(long
      ? ([
          { runs: 3_800, length: 8, flavour: 'any' },
          { runs: 1_000, length: 15, flavour: 'paying' },
        ] as const)
      : []),
  ],
  postgres: [
    { runs: long ? 800 : 80, length: 8, flavour: 'any' },
    { runs: long ? 200 : 20, length: 15, flavour: 'paying' },
  ],
}

describe.each(engines)('books and model on %s', (engine) => {
  test.each(
    counts[engine],
  )('agree after every step, and do not depend on the order of facts: $runs histories of some $length commands ($flavour)', async ({
    runs,
    length,
    flavour,
  }) => {
    const started = performance.now()
    let steps = 0
    const property = fc.asyncProperty(history(length, flavour), async (one) => {
      steps += await booksAgree(engine, databases, one)
    })
    await fc.assert(property, { numRuns: runs, examples: found.map((one) => [one]) })
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    console.info(`${engine}: ${runs} histories (${flavour}), ${steps} steps, ${seconds} s`)
  }, 3_600_000)
})
