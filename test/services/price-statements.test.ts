/**
 * What all statements of a partner say together is what its facts cost,
 * whatever the order in which they arrived, however often, and whenever months
 * were closed in between.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthsBetween, monthsLater, startOfMonth } from '../../server/core/months.ts'
import { priceItem, priceMonth } from '../../server/core/pricing.ts'
import type { PriceSheet, ProgramDefinition } from '../../server/core/types.ts'
import { correctOrder, registerOrder } from '../../server/services/orders.ts'
import { createPartner } from '../../server/services/partners.ts'
import {
  closePartner,
  closeStatements,
  findStatement,
  reckon,
} from '../../server/services/price-statements.ts'
import { Problem } from '../../server/services/problem.ts'
import { reportUsage } from '../../server/services/usage.ts'
import { verify } from '../../server/services/verify.ts'
import { anySheet, anyUnits } from '../core/price-arbitraries.ts'
import { definition } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { scopedIds } from '../support/scoped-ids.ts'
import { openWorld, type World } from '../support/world.ts'

const FIRST = '2026-09'
const months = monthsBetween(FIRST, '2026-12')
const START = startOfMonth(FIRST)

const programWith = (prices: PriceSheet): ProgramDefinition => ({
  ...definition,
  plans: [{ id: 'all', name: 'Everything', kind: 'managed', rules: [], prices }],
})

type Fact =
  | { kind: 'usage'; id: number; unitId: string; quantity: number; month: string; at: number }
  | { kind: 'order'; id: number; quantity: number; at: number }
  | { kind: 'return'; id: number; order: number; quantity: number; at: number }
  | { kind: 'cancel'; id: number; order: number; at: number }

/** A fact is known in the month in which it occurred or later. */
interface Arrival {
  fact: Fact
  known: number
}

const at = fc.nat({ max: 27 })

const facts = (sheet: PriceSheet): fc.Arbitrary<Fact[]> => {
  const month = fc.nat({ max: months.length - 1 })
  const when = (of: number, day: number): number => startOfMonth(months[of] ?? FIRST) + day * 86_400_000
  // Often counted in the month itself, sometimes in a later one.
  const usage = fc.tuple(anyUnits(sheet), month, fc.nat({ max: 2 }), at).map(([units, of, later, day]) =>
    units.map((unit) => ({
      kind: 'usage' as const,
      id: 0,
      ...unit,
      month: months[of] ?? FIRST,
      at: when(Math.min(of + Math.floor(later / 2), months.length - 1), day),
    })),
  )
  const order = fc
    .tuple(fc.integer({ min: 1, max: 20 }), month, at)
    .map(([quantity, of, day]) => [{ kind: 'order' as const, id: 0, quantity, at: when(of, day) }])
  const change = fc
    .tuple(fc.nat({ max: 5 }), fc.integer({ min: 0, max: 12 }), month, at)
    .map(([of, quantity, m, day]): Fact[] => [
      quantity === 0
        ? { kind: 'cancel', id: 0, order: of, at: when(m, day) }
        : { kind: 'return', id: 0, order: of, quantity, at: when(m, day) },
    ])
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: usage }, { weight: 2, arbitrary: order }, change), {
      maxLength: 10,
    })
    .map((all) => all.flat().map((fact, id) => ({ ...fact, id })))
}

const story = anySheet.chain((sheet) =>
  facts(sheet).chain((all) =>
    fc.record({
      sheet: fc.constant(sheet),
      arrivals: fc.tuple(
        ...all.map((fact) =>
          fc.nat({ max: 3 }).map((later): Arrival => {
            const own = months.findIndex((month) => startOfMonth(monthsLater(month, 1)) > fact.at)
            return { fact, known: Math.min(own + later, months.length) }
          }),
        ),
      ),
      shuffle: fc.array(fc.nat(), { minLength: all.length, maxLength: all.length }),
      twice: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
      /** After which months the books are closed; at the end they all are. */
      closings: fc.tuple(...months.map(() => fc.boolean())),
    }),
  ),
)

async function arrive(world: World, partnerId: string, { fact, known }: Arrival): Promise<void> {
  const { services, run } = world
  const common = { externalId: `f${fact.id}`, partnerId, occurredAt: fact.at }
  // Never before it occurred.
  world.clock.set(Math.max(startOfMonth(monthsLater(FIRST, known)), fact.at, world.clock.now()))
  if (fact.kind === 'usage') {
    const { unitId, quantity, month } = fact
    await run((trx, program) => reportUsage(services, trx, program, { ...common, unitId, quantity, month }))
  } else if (fact.kind === 'order') {
    const items = [{ productId: 'product-0', quantity: fact.quantity }]
    await run((trx, program) => registerOrder(services, trx, program, { ...common, currency: 'EUR', items }))
  } else {
    const items = fact.kind === 'return' ? [{ productId: 'product-0', quantity: fact.quantity }] : []
    const change = { ...common, orderExternalId: `f${fact.order}`, kind: fact.kind, items, reason: 'x' }
    await run((trx, program) => correctOrder(services, trx, program, change))
  }
}

/** Everything that is known in the end, reckoned at once: no statements, no months closed. */
function costOf(sheet: PriceSheet, all: Fact[]): number {
  let sum = 0
  for (const order of all) {
    if (order.kind !== 'order') continue
    const mine = all.filter(
      (one) => (one.kind === 'return' || one.kind === 'cancel') && one.order === order.id,
    )
    const back = mine.reduce((n, one) => n + (one.kind === 'return' ? one.quantity : order.quantity), 0)
    const quantity = Math.max(0, order.quantity - back)
    sum += priceItem(sheet, { productId: 'product-0', quantity }, 'EUR')?.wholesaleMinor ?? 0
  }
  const reports = all.filter((fact) => fact.kind === 'usage')
  const first = reports.map((report) => report.month).sort()[0]
  for (const month of first === undefined ? [] : monthsBetween(first, '2026-12')) {
    const latest = new Map<string, Fact & { kind: 'usage' }>()
    for (const report of reports.filter((one) => one.month === month)) {
      const known = latest.get(report.unitId)
      const later =
        !known || report.at > known.at || (report.at === known.at && `f${report.id}` > `f${known.id}`)
      if (later) latest.set(report.unitId, report)
    }
    sum += priceMonth(sheet, [...latest.values()], 'EUR').reduce((all, line) => all + line.amountMinor, 0)
  }
  return sum
}

const runs = process.env.GOODWORD_LONG === '1' ? 2000 : 30

// Every run is a database of its own; a busy machine takes its time.
const timeout = process.env.GOODWORD_LONG === '1' ? 1_800_000 : 120_000

describe.each(engines)('statements on %s', { timeout }, (engine) => {
  test('sum to what the facts cost, and a closed one never changes', async () => {
    let number = 0
    let corrections = 0
    await fc.assert(
      fc.asyncProperty(story, async ({ sheet, arrivals, shuffle, twice, closings }) => {
        const world = await openWorld(engine, {
          definition: programWith(sheet),
          start: START,
          ids: scopedIds(),
        })
        try {
          const { services, programIds } = world
          const { partner } = await world.run((trx, program) =>
            createPartner(services, trx, program, { email: `p${number++}@msp.example` }),
          )
          const inOrder = arrivals
            .map((arrival, n) => ({ arrival, n }))
            .sort((a, b) => a.arrival.known - b.arrival.known || (shuffle[a.n] ?? 0) - (shuffle[b.n] ?? 0))
          const kept = new Map<string, string>()
          for (let known = 0; known <= months.length; known++) {
            for (const { arrival, n } of inOrder.filter((one) => one.arrival.known === known)) {
              for (let times = twice[n] ? 2 : 1; times > 0; times--) {
                try {
                  await arrive(world, partner.id, arrival)
                } catch (error) {
                  if (!(error instanceof Problem)) throw error
                  throw new Error(`${error.message} ${JSON.stringify(arrival)}`)
                }
              }
            }
            world.clock.set(Math.max(world.clock.now(), startOfMonth(monthsLater(FIRST, known + 1))))
            if (closings[known] || known === months.length) {
              await closeStatements(services, programIds.live, monthsLater(FIRST, known))
            }
            for (const [month, text] of kept) {
              const now = await findStatement(services, await world.program(), partner.id, month)
              expect(JSON.stringify(now)).toBe(text)
            }
            const rows = await services.store.db.selectFrom('price_statement').selectAll().execute()
            for (const { month } of rows) {
              const statement = await findStatement(services, await world.program(), partner.id, month)
              kept.set(month, JSON.stringify(statement))
            }
          }
          const program = await world.program()
          let total = 0
          for (const [month, text] of kept) {
            const statement = await findStatement(services, program, partner.id, month)
            const sum = statement.lines.reduce((all, line) => all + line.amountMinor, 0)
            expect(sum).toBe(statement.totals.reduce((all, one) => all + one.amountMinor, 0))
            total += sum
            corrections += statement.lines.filter((line) => line.correction).length
            // Reckoned again from the facts it says the same.
            const { lines } = await reckon(services.store.db, program.id, partner.id, month)
            expect(lines).toEqual(JSON.parse(text).lines)
          }
          const facts = arrivals.map((one) => one.fact)
          // The books end one month after the facts, and that month has its minimum, too.
          const extra = facts.some((fact) => fact.kind === 'usage') ? (sheet.minimumMonthly?.EUR ?? 0) : 0
          expect(total).toBe(facts.length === 0 ? 0 : costOf(sheet, facts) + extra)
        } finally {
          await world.close()
        }
      }),
      { numRuns: engine === 'sqlite' ? runs : Math.ceil(runs / 4), endOnFailure: false },
    )
    expect(corrections).toBeGreaterThan(5)
  })

  test('the recount finds a statement that says something else than its facts', async () => {
    const sheet: PriceSheet = {
      units: [{ unitId: 'box', name: 'boxes', bands: [{ from: 1, price: { EUR: 100 } }] }],
    }
    const world = await openWorld(engine, { definition: programWith(sheet), start: START, ids: scopedIds() })
    const { services, programIds, run } = world
    const { partner } = await run((trx, program) =>
      createPartner(services, trx, program, { email: 'p@msp.example' }),
    )
    const report = { externalId: 'r', partnerId: partner.id, unitId: 'box', quantity: 3, month: FIRST }
    await run((trx, program) => reportUsage(services, trx, program, report))
    world.clock.set(startOfMonth('2026-10'))
    await closeStatements(services, programIds.live, FIRST)
    expect((await verify(services.store.db)).findings).toEqual([])
    // A report that got past the lock: nothing in the service can do this.
    await run(async (trx) => {
      const row = await trx.selectFrom('usage_report').selectAll().executeTakeFirstOrThrow()
      const late = {
        ...row,
        id: 'use_late',
        external_id: 'late',
        quantity: 4,
        occurred_at: row.occurred_at + 1,
      }
      await trx.insertInto('usage_report').values(late).execute()
    })
    expect((await verify(services.store.db)).findings).toEqual([
      `The price statement ${FIRST} of ${partner.id} does not say what its orders and reports cost.`,
    ])
    await world.close()
  })

  test('two servers and a report at the same moment: every fact is in exactly one statement', async () => {
    const sheet: PriceSheet = {
      units: [{ unitId: 'box', name: 'boxes', bands: [{ from: 1, price: { EUR: 100 } }] }],
    }
    const world = await openWorld(engine, { definition: programWith(sheet), start: START, ids: scopedIds() })
    const { services, programIds, run } = world
    const { partner } = await run((trx, program) =>
      createPartner(services, trx, program, { email: 'p@msp.example' }),
    )
    const report = (n: number) =>
      run((trx, program) =>
        reportUsage(services, trx, program, {
          externalId: `r${n}`,
          partnerId: partner.id,
          unitId: 'box',
          quantity: n,
          month: FIRST,
          occurredAt: START + n,
        }),
      )
    world.clock.set(START + 1000)
    await report(1)
    world.clock.set(startOfMonth('2026-10'))
    const all = await Promise.all([
      ...[2, 3, 4, 5].map(report),
      ...[1, 2, 3].map(() => closePartner(services, programIds.live, partner.id, FIRST)),
      ...[6, 7, 8, 9].map(report),
    ])
    expect(all.filter((one) => one === 1)).toHaveLength(1)
    world.clock.set(startOfMonth('2026-11'))
    await closeStatements(services, programIds.live, '2026-10')
    const rows = await services.store.db.selectFrom('price_statement').select('totals').execute()
    expect(rows).toHaveLength(2)
    const sums = rows.map((row) => JSON.parse(row.totals)[0]?.amountMinor ?? 0)
    expect(sums.reduce((sum: number, one: number) => sum + one, 0)).toBe(900)
    await world.close()
  })
})
