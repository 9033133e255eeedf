/** A partner's own history under each plan of the program. It reads only. */
import { sql } from 'kysely'
import { type CustomerHistory, type Simulated, type SoldFacts, simulatePlan } from '../core/simulate.ts'
import { addMonths, writtenDate } from '../core/time.ts'
import { heldBy } from './bindings.ts'
import type { Services } from './context.ts'
import { factsOf } from './owed.ts'
import { planAt } from './plan-of.ts'
import { type Program, planVersionAt, type Reader } from './programs.ts'
import { type KnownSale, withFacts } from './sale-facts.ts'

/** More sales than this are looked at for a limited time only, so that an answer takes a second at most. */
const MOST_SALES = 5000
const MONTHS = 24

export interface Simulation {
  partnerId: string
  /** The plan the partner is on. */
  planId: string
  sales: number
  /** Why this is not the whole history; null when it is. */
  limited: string | null
  /** What it really earned, by currency and year of the sale. */
  earned: { currency: string; year: number; earnedMinor: number }[]
  plans: { planId: string; name: string; version: number; results: Simulated[] }[]
}

export async function simulate(
  { store }: Pick<Services, 'store'>,
  program: Program,
  partnerId: string,
): Promise<Simulation> {
  const { db } = store
  const which = { programId: program.id, partnerId }
  const many = (await countSales(db, which)) > MOST_SALES
  const { sales, since } = await salesSince(db, which, many ? addMonths(program.now, -MONTHS) : 0)
  const history = historyOf(sales, many ? await earlierOf(db, { ...which, since }) : new Map())
  const held = await heldBy(db, program.id, partnerId)
  const plans: Simulation['plans'] = []
  for (const { id, name } of program.definition.plans) {
    const { version, terms } = await planVersionAt(db, program.id, id, program.now)
    const results = simulatePlan({ planId: id, version, terms }, history, {
      held,
      program: program.definition,
    })
    plans.push({ planId: id, name, version, results })
  }
  return {
    partnerId,
    planId: await planAt(db, program.id, partnerId, program.now),
    sales: sales.length,
    limited: many ? `Your history is long: this is what came since ${writtenDate(since)}.` : null,
    earned: await earnedBy(db, which),
    plans,
  }
}

interface Which {
  programId: string
  partnerId: string
}

/** By the partner's customers: that is an index, and sales of others are not looked at. */
const ofCustomers = (reader: Reader, { programId, partnerId }: Which) =>
  reader
    .selectFrom('sale')
    .where('sale.program_id', '=', programId)
    .where('sale.credited_partner_id', '=', partnerId)
    .where('sale.customer_external_id', 'in', (eb) =>
      eb
        .selectFrom('customer')
        .where('customer.program_id', '=', programId)
        .where('customer.partner_id', '=', partnerId)
        .select('customer.external_id'),
    )

/** Without a customer a sale is found by what was posted for it. */
const alone = (reader: Reader, { programId, partnerId }: Which) =>
  reader
    .selectFrom('sale')
    .where('sale.program_id', '=', programId)
    .where('sale.credited_partner_id', '=', partnerId)
    .where('sale.customer_external_id', 'is', null)
    .where('sale.id', 'in', (eb) =>
      eb
        .selectFrom('commission')
        .where('commission.program_id', '=', programId)
        .where('commission.partner_id', '=', partnerId)
        .select('commission.sale_id'),
    )

async function countSales(reader: Reader, which: Which): Promise<number> {
  const some = ofCustomers(reader, which)
    .select('sale.id')
    .limit(MOST_SALES + 1)
  const { count } = await reader
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The latest ones, all from a moment on that is `from` or later. */
async function salesSince(
  reader: Reader,
  which: Which,
  from: number,
): Promise<{ sales: KnownSale[]; since: number }> {
  const found: KnownSale[] = []
  for (const rows of [ofCustomers(reader, which), alone(reader, which)]) {
    const some = rows
      .where('sale.occurred_at', '>=', from)
      .orderBy('sale.occurred_at', 'desc')
      .limit(MOST_SALES + 1)
    found.push(...(await withFacts(some).execute()))
  }
  if (found.length <= MOST_SALES) return { sales: found, since: from }
  // What is older than the last one that there is room for is earlier for every customer.
  found.sort((a, b) => b.occurred_at - a.occurred_at)
  const since = (found[MOST_SALES]?.occurred_at ?? from) + 1
  return { sales: found.filter((sale) => sale.occurred_at >= since), since }
}

type Earlier = Map<string, NonNullable<CustomerHistory['earlier']>>

/** What each customer paid before: counted, so that the n-th payment stays the n-th. */
async function earlierOf(reader: Reader, { since, ...which }: Which & { since: number }): Promise<Earlier> {
  const rows = await ofCustomers(reader, which)
    .where('sale.occurred_at', '<', since)
    .where('sale.amount_minor', '>', 0)
    .groupBy('sale.customer_external_id')
    .select((eb) => [
      'sale.customer_external_id',
      eb.fn.countAll<number>().as('count'),
      eb.fn.min('sale.occurred_at').as('first'),
    ])
    .execute()
  return new Map(
    rows.map((row) => [
      row.customer_external_id ?? '',
      { count: Number(row.count), firstAt: Number(row.first) },
    ]),
  )
}

function historyOf(sales: KnownSale[], earlier: Earlier): CustomerHistory[] {
  const byCustomer = new Map<string, SoldFacts[]>()
  for (const sale of sales) {
    // A sale without a customer is one by itself.
    const key = sale.customer_external_id === null ? `\n${sale.id}` : sale.customer_external_id
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), soldFacts(sale)])
  }
  return [...byCustomer].map(([customer, mine]) => {
    const before = earlier.get(customer)
    return before ? { sales: mine, earlier: before } : { sales: mine }
  })
}

function soldFacts(sale: KnownSale): SoldFacts {
  const items = JSON.parse(sale.items) as { productId: string; quantity?: number; amount: number }[]
  return {
    ...factsOf(
      sale,
      items.map(({ productId, amount }) => ({ productId, amountMinor: amount })),
    ),
    sold: items.map(({ productId, quantity = 1 }) => ({ productId, quantity })),
  }
}

/** From the counters that the dashboard reads. */
async function earnedBy(reader: Reader, { programId, partnerId }: Which): Promise<Simulation['earned']> {
  const days = await reader
    .selectFrom('partner_day')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('earned_minor', '!=', 0)
    .select(['currency', 'day', sql<number>`earned_minor`.as('earned_minor')])
    .orderBy('currency')
    .orderBy('day')
    .execute()
  const sums = new Map<string, Simulation['earned'][number]>()
  for (const { currency, day, earned_minor: earned } of days) {
    const year = new Date(day * 86_400_000).getUTCFullYear()
    const one = sums.get(`${currency} ${year}`) ?? { currency, year, earnedMinor: 0 }
    sums.set(`${currency} ${year}`, { ...one, earnedMinor: one.earnedMinor + earned })
  }
  return [...sums.values()]
}
