/** A harness that catches nothing proves nothing: each way of being wrong here must be noticed by the property. */
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type * as CoreFlags from '../../server/core/flags.ts'
import type * as CoreOwed from '../../server/core/owed.ts'
import type * as CorePeriods from '../../server/core/periods.ts'
import type * as GroupCommit from '../../server/db/group-commit.ts'
import type { SaleTable } from '../../server/db/schema.ts'
import type * as Bindings from '../../server/services/bindings.ts'
import type * as Owed from '../../server/services/owed.ts'
import type * as PayoutDue from '../../server/services/payout-due.ts'
import type * as PayoutMarks from '../../server/services/payout-marks.ts'
import type * as PayoutRun from '../../server/services/payout-run.ts'
import type * as Periods from '../../server/services/periods.ts'
import type * as PlanOf from '../../server/services/plan-of.ts'
import { openTestStore } from '../support/engines.ts'
import { pickUp } from '../support/reusable.ts'
import { history, planIds } from './commands.ts'

/** Enough for each of them, by a wide margin. */
const RUNS = 150
/** Fixed, so that a mutant that is caught today is caught tomorrow. */
const SEED = 20_261_121

const files = openTestStore('sqlite').then(({ store, options }) => pickUp(store, options.dataDir))

afterEach(() => {
  for (const path of [
    'services/owed.ts',
    'services/plan-of.ts',
    'services/periods.ts',
    'services/payout-due.ts',
    'services/payout-marks.ts',
    'services/payout-run.ts',
    'services/bindings.ts',
    'core/flags.ts',
    'core/owed.ts',
    'core/periods.ts',
    'core/override.ts',
    'db/group-commit.ts',
  ]) {
    vi.doUnmock(`../../server/${path}`)
  }
  vi.resetModules()
})

const mutants: Record<string, () => void> = {
  // The server's own recount makes the same mistake, so only the model can tell.
  'refunds and lost disputes are forgotten': () =>
    vi.doMock('../../server/services/owed.ts', async (original) => {
      const real = await original<typeof Owed>()
      const owed: typeof real.owed = (binding, sales, earlier) =>
        real.owed(
          binding,
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
  'caps of a customer forget what came before': () =>
    vi.doMock('../../server/services/owed.ts', async (original) => {
      const real = await original<typeof Owed>()
      const paymentsBefore: typeof real.paymentsBefore = async (...given) => ({
        ...(await real.paymentsBefore(...given)),
        owed: [],
      })
      return { ...real, paymentsBefore }
    }),
  'a refund changes its own sale only, whatever the cap': () =>
    vi.doMock('../../server/core/owed.ts', async (original) => ({
      ...(await original<typeof CoreOwed>()),
      hasCustomerCap: () => false,
    })),
  'what a sale no longer adds stays in its period': () =>
    vi.doMock('../../server/services/periods.ts', async (original) => {
      const real = await original<typeof Periods>()
      const newPeriodChanges: typeof real.newPeriodChanges = () => {
        const changes = real.newPeriodChanges()
        return { ...changes, change: (_before, after, day) => changes.change([], after, day) }
      }
      return { ...real, newPeriodChanges }
    }),
  'a certification counts whenever it was held': () =>
    vi.doMock('../../server/services/bindings.ts', async (original) => {
      const real = await original<typeof Bindings>()
      const bindingOf: typeof real.bindingOf = async (...given) => {
        const binding = await real.bindingOf(...given)
        return (
          binding && {
            ...binding,
            held: binding.held.map((one) => ({ ...one, from: 0, until: Number.POSITIVE_INFINITY })),
          }
        )
      }
      return { ...real, bindingOf }
    }),
  'a rebate has the terms that the customer is bound to': () =>
    vi.doMock('../../server/core/periods.ts', async (original) => {
      const real = await original<typeof CorePeriods>()
      const countedFor: typeof real.countedFor = (input) =>
        real.countedFor({
          ...input,
          versions: input.versions.filter(({ version }) => version === input.termsVersion),
        })
      return { ...real, countedFor }
    }),
  'nobody earns on what a recruit sells': () =>
    vi.doMock('../../server/core/override.ts', () => ({ overridesFor: () => [] })),
  'a dispute does not keep a payout back': () =>
    vi.doMock('../../server/services/payout-due.ts', async (original) => {
      const real = await original<typeof PayoutDue>()
      const openLines = ((reader, programId, { currency, cutoffDay }) =>
        reader
          .selectFrom('commission')
          .where('commission.program_id', '=', programId)
          .where('commission.currency', '=', currency)
          .where('commission.hold_day', '<=', cutoffDay)
          .where((eb) => eb.not(real.inLivePayout(eb)))) as typeof real.openLines
      return { ...real, openLines }
    }),
  'what was refunded after a payout is not set against the next': () =>
    vi.doMock('../../server/services/payout-due.ts', async (original) => {
      const real = await original<typeof PayoutDue>()
      const openLines = ((...given) =>
        real.openLines(...given).where('commission.amount_minor', '>', 0)) as typeof real.openLines
      return { ...real, openLines }
    }),
  'a payment that failed is not owed any more': () =>
    vi.doMock('../../server/services/payout-marks.ts', async (original) => {
      const real = await original<typeof PayoutMarks>()
      const markPayout: typeof real.markPayout = async (services, trx, program, runId, id, mark) => {
        const done = await real.markPayout(services, trx, program, runId, id, mark)
        if (mark.status === 'failed') {
          await trx.updateTable('payout_line').set({ live: 1 }).where('payout_id', '=', id).execute()
        }
        return done
      }
      return { ...real, markPayout }
    }),
  'a run that was cut off stays as it is': () =>
    vi.doMock('../../server/services/payout-run.ts', async (original) => ({
      ...(await original<typeof PayoutRun>()),
      finishRuns: async () => undefined,
    })),
  'what was written before a write died is stored': () =>
    vi.doMock('../../server/db/group-commit.ts', async (original) => {
      const real = await original<typeof GroupCommit>()
      const instead: Record<string, string> = { rollback: 'commit', 'rollback to work': 'savepoint other' }
      const groupCommit: typeof real.groupCommit = (connection) =>
        real.groupCommit({
          get inTransaction() {
            return connection.inTransaction
          },
          exec: (statement) => connection.exec(instead[statement] ?? statement),
          rowsWritten: () => connection.rowsWritten(),
        })
      return { ...real, groupCommit }
    }),
  'nothing is ever flagged': () =>
    vi.doMock('../../server/core/flags.ts', async (original) => ({
      ...(await original<typeof CoreFlags>()),
      flagsFor: () => [],
    })),
}

/** Those about paying out. */
const paying = [
  'a dispute does not keep a payout back',
  'what was refunded after a payout is not set against the next',
  'a payment that failed is not owed any more',
  'a run that was cut off stays as it is',
]

/** The rules that all plans begin with, where it shows: with random ones it takes many more histories. */
const shownBy: Record<string, number> = {
  'a payment does not know those before it': 0,
  'caps of a customer forget what came before': 8,
  'a refund changes its own sale only, whatever the cap': 8,
  'a certification counts whenever it was held': 1,
}

test.each(Object.entries(mutants))('it is noticed when %s', async (what, mutate) => {
  vi.resetModules()
  mutate()
  const { booksAgree } = await import('./history.ts')
  const { putDown } = await import('../support/reusable.ts')
  const databases = { open: async () => putDown(await files) }
  const flavour = paying.includes(what) ? 'paying' : 'any'
  const property = fc.asyncProperty(history(20, flavour), async (one) => {
    const rules = shownBy[what] === undefined ? one.rules : planIds.map(() => shownBy[what] ?? 0)
    await booksAgree('sqlite', databases, { ...one, rules })
  })
  const result = await fc.check(property, { numRuns: RUNS, seed: SEED, endOnFailure: true })
  expect(result.failed).toBe(true)
  const { errorInstance } = result
  expect(errorInstance).toBeInstanceOf(Error)
  // Noticed by what it did to the books, not because something else broke.
  expect(String(errorInstance)).toMatch(
    /own recount|whose customers|posted by partner|balances by hold day|order of facts|paid out/,
  )
})
