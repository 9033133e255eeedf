/** A harness that catches nothing proves nothing: each way of being wrong here must be noticed by the property. */
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { SaleTable } from '../../server/db/schema.ts'
import type * as Owed from '../../server/services/owed.ts'
import type * as PlanOf from '../../server/services/plan-of.ts'
import { openTestStore } from '../support/engines.ts'
import { pickUp, putDown } from '../support/reusable.ts'
import { history } from './commands.ts'

/** Enough for each of them, by a wide margin. */
const RUNS = 150
/** Fixed, so that a mutant that is caught today is caught tomorrow. */
const SEED = 20_261_121

const files = openTestStore('sqlite').then(({ store, options }) => pickUp(store, options.dataDir))
const databases = { open: async () => putDown(await files) }

afterEach(() => {
  vi.doUnmock('../../server/services/owed.ts')
  vi.doUnmock('../../server/services/plan-of.ts')
  vi.doUnmock('../../server/core/flags.ts')
  vi.resetModules()
})

const mutants: Record<string, () => void> = {
  // The server's own recount makes the same mistake, so only the model can tell.
  'refunds and lost disputes are forgotten': () =>
    vi.doMock('../../server/services/owed.ts', async (original) => {
      const real = await original<typeof Owed>()
      const owed: typeof real.owed = (plan, sales, earlier) =>
        real.owed(
          plan,
          sales.map((sale) => ({ ...sale, taken_back_minor: 0 })),
          earlier,
        )
      return { ...real, owed }
    }),
  'only the newest sale is settled': () =>
    vi.doMock('../../server/services/owed.ts', async (original) => {
      const real = await original<typeof Owed>()
      const newest = <T extends SaleTable>(sales: T[]): T[] =>
        [...sales].sort((a, b) => b.created_at - a.created_at).slice(0, 1)
      const coveredBy: typeof real.coveredBy = (row, sales) => newest(real.coveredBy(row, sales))
      return { ...real, coveredBy }
    }),
  'a payment does not know those before it': () =>
    vi.doMock('../../server/services/owed.ts', async (original) => ({
      ...(await original<typeof Owed>()),
      paymentsBefore: async () => ({ count: 0, firstAt: null }),
    })),
  'a switched plan counts for customers from before': () =>
    vi.doMock('../../server/services/plan-of.ts', async (original) => {
      const real = await original<typeof PlanOf>()
      const planAt: typeof real.planAt = (reader, programId, partnerId) =>
        real.planAt(reader, programId, partnerId, Number.MAX_SAFE_INTEGER)
      return { ...real, planAt }
    }),
  'nothing is ever flagged': () => vi.doMock('../../server/core/flags.ts', () => ({ flagsFor: () => [] })),
}

test.each(Object.entries(mutants))('it is noticed when %s', async (_what, mutate) => {
  vi.resetModules()
  mutate()
  const { booksAgree } = await import('./history.ts')
  const property = fc.asyncProperty(
    history(20),
    async (one) => void (await booksAgree('sqlite', databases, one)),
  )
  const result = await fc.check(property, { numRuns: RUNS, seed: SEED, endOnFailure: true })
  expect(result.failed).toBe(true)
  const { errorInstance } = result
  expect(errorInstance).toBeInstanceOf(Error)
  // Noticed by what it did to the books, not because something else broke.
  expect(String(errorInstance)).toMatch(
    /own recount|whose customers|posted by partner|balances by hold day|order of facts/,
  )
})
