/**
 * Money against a plain model, through the real services on a real database.
 * Set GOODWORD_LONG=1 for many more histories.
 */
import fc from 'fast-check'
import { afterAll, describe, test } from 'vitest'
import { type Engine, engines, openTestStore } from '../support/engines.ts'
import { pickUp, postgresPool, putDown } from '../support/reusable.ts'
import { history } from './commands.ts'
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

const counts: Record<Engine, { runs: number; length: number }> = {
  sqlite: { runs: long ? 5_000 : 300, length: 25 },
  postgres: { runs: long ? 1_000 : 100, length: 8 },
}

describe.each(engines)('books and model on %s', (engine) => {
  const { runs, length } = counts[engine]

  test('agree after every step, and do not depend on the order of facts', async () => {
    const started = performance.now()
    let steps = 0
    const property = fc.asyncProperty(history(length), async (one) => {
      steps += await booksAgree(engine, databases, one)
    })
    await fc.assert(property, { numRuns: runs })
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    console.info(`${engine}: ${runs} histories, ${steps} steps, ${seconds} s`)
  }, 3_600_000)
})
