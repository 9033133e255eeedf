/**
 * What all recorded facts and locked terms say is owed, worked out anew, some
 * customers at a time: for `verify` and `replay`, which compare it with what
 * is posted.
 */
import { sql } from 'kysely'
import type { Counted, Target } from '../core/types.ts'
import type { AttributionRow } from './attribute.ts'
import { bindingOf, type PlanHistory } from './bindings.ts'
import { coveredBy, owed } from './owed.ts'
import type { Reader } from './programs.ts'
import { type KnownSale, SOURCE, withFacts } from './sale-facts.ts'

export interface Rebuilt {
  sale: KnownSale
  attribution: AttributionRow | undefined
  /** What is owed for it, by partner and rule. */
  targets: (Target & { partnerId: string })[]
  counted: Counted[]
}

/** Where the next portion starts: sales of customers by their name, then the others by time. */
export interface Place {
  customer?: string
  lone?: { occurredAt: number; externalId: string }
}

/** So many customers, or sales without one, at a time. */
const PORTION = 100

/** @returns `next` is undefined at the end. */
export async function rebuildNext(
  reader: Reader,
  programId: string,
  place: Place,
  historyOf: PlanHistory,
): Promise<{ rebuilt: Rebuilt[]; next: Place | undefined }> {
  const customers = place.lone ? [] : await customersAfter(reader, programId, place.customer ?? '')
  const [sales, next] =
    customers.length > 0
      ? await withNext(salesOf(reader, programId, customers), customers)
      : await loneAfter(reader, programId, place.lone ?? START)
  const groups = grouped(sales)
  const decisions = await decisionsOf(reader, programId, groups)
  const rebuilt: Rebuilt[] = []
  for (const group of groups) {
    rebuilt.push(...(await rebuildGroup(reader, programId, group, decisions.get(group), historyOf)))
  }
  return { rebuilt, next }
}

/** Sales of one customer together; a sale that names none alone. */
function grouped(sales: KnownSale[]): KnownSale[][] {
  const byCustomer = new Map<string, KnownSale[]>()
  for (const sale of sales) {
    const key =
      sale.customer_external_id === null ? `sale ${sale.id}` : `customer ${sale.customer_external_id}`
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), sale])
  }
  return [...byCustomer.values()]
}

async function rebuildGroup(
  reader: Reader,
  programId: string,
  sales: KnownSale[],
  attribution: AttributionRow | undefined,
  historyOf: PlanHistory,
): Promise<Rebuilt[]> {
  const binding = await bindingOf(reader, programId, attribution, historyOf)
  const { targets, counted } = binding
    ? owed(binding, coveredBy(attribution, sales))
    : { targets: [], counted: new Map<string, Counted[]>() }
  return sales.map((sale) => ({
    sale,
    attribution,
    targets: targets
      .filter(({ saleId }) => saleId === sale.id)
      .map((target) => ({ ...target, partnerId: target.partnerId ?? binding?.partnerId ?? '' })),
    counted: counted.get(sale.id) ?? [],
  }))
}

async function customersAfter(reader: Reader, programId: string, customer: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('sale')
    .where('program_id', '=', programId)
    .where('customer_external_id', '>', customer)
    .groupBy('customer_external_id')
    .orderBy('customer_external_id')
    .limit(PORTION)
    .select('customer_external_id')
    .execute()
  return rows.map((row) => row.customer_external_id ?? '')
}

const START = { occurredAt: -1, externalId: '' }

type Portion = [sales: KnownSale[], next: Place | undefined]

/** After the last customer come the sales that name none. */
async function withNext(sales: Promise<KnownSale[]>, customers: string[]): Promise<Portion> {
  const more = customers.length === PORTION
  return [await sales, more ? { customer: customers.at(-1) } : { lone: START }]
}

const salesOf = (reader: Reader, programId: string, customers: string[]): Promise<KnownSale[]> =>
  withFacts(
    reader
      .selectFrom('sale')
      .where('sale.program_id', '=', programId)
      .where('sale.customer_external_id', 'in', customers),
  ).execute()

async function loneAfter(
  reader: Reader,
  programId: string,
  after: { occurredAt: number; externalId: string },
): Promise<Portion> {
  const sales = await withFacts(
    reader
      .selectFrom('sale')
      .where('sale.program_id', '=', programId)
      .where('sale.customer_external_id', 'is', null)
      .where(sql<boolean>`(sale.occurred_at, sale.external_id) > (${after.occurredAt}, ${after.externalId})`)
      .orderBy('sale.occurred_at')
      .orderBy('sale.external_id')
      .limit(PORTION),
  ).execute()
  const last = sales.at(-1)
  if (!last || sales.length < PORTION) return [sales, undefined]
  return [sales, { lone: { occurredAt: last.occurred_at, externalId: last.external_id } }]
}

/** The decision that each group of sales falls under. */
async function decisionsOf(
  reader: Reader,
  programId: string,
  groups: KnownSale[][],
): Promise<Map<KnownSale[], AttributionRow>> {
  if (groups.length === 0) return new Map()
  // A sale that names nobody looks for '', because PostgreSQL takes no empty list.
  const names = groups.map(([first]) => first?.customer_external_id ?? '')
  const customers = await reader
    .selectFrom('customer')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('external_id', 'in', names)
    .select(['external_id', 'attribution_id'])
    .execute()
  const ofCustomer = new Map(customers.map((row) => [row.external_id, row.attribution_id]))
  const idOf = ([first]: KnownSale[]): string =>
    (first?.customer_external_id == null
      ? first?.attribution_id
      : ofCustomer.get(first.customer_external_id)) ?? ''
  const rows = await reader
    .selectFrom('attribution')
    .where('program_id', '=', programId)
    .where('id', 'in', groups.map(idOf))
    .selectAll()
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    groups.flatMap((group) => {
      const row = byId.get(idOf(group))
      return row ? [[group, row] as const] : []
    }),
  )
}
