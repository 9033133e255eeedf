/** Sales with what happened to them after they were recorded. Refunds and disputes may be there before their sale. */
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, SaleTable } from '../db/schema.ts'
import { prepared } from './prepared.ts'
import type { Reader } from './programs.ts'

/** Where facts come from; one for all of them today. */
export const SOURCE = 'api'

export interface KnownSale extends SaleTable {
  /** Refunds and lost disputes. Can be more than the sale; whoever uses it clamps. */
  taken_back_minor: number
  /** The part of it that was lost in disputes. */
  lost_minor: number
  /** When the last of it went. */
  taken_back_at: number | null
  open_disputes: number
}

/** One sale by itself, or those of a customer: all, or from one of them on in the order in which they occurred. */
export type Which = { id: string } | { customer: string } | ({ customer: string } & Occurrence)

export interface Occurrence {
  occurredAt: number
  externalId: string
}

/** As rows are compared, so that an index in this order finds its place at once. */
export const since = ({ occurredAt, externalId }: Occurrence) =>
  sql<boolean>`(sale.occurred_at, sale.external_id) >= (${occurredAt}, ${externalId})`
export const before = ({ occurredAt, externalId }: Occurrence) =>
  sql<boolean>`(sale.occurred_at, sale.external_id) < (${occurredAt}, ${externalId})`

export function salesWhere(reader: Reader, { programId, ...which }: Which & { programId: string }) {
  const sales = reader.selectFrom('sale').where('sale.program_id', '=', programId)
  if ('id' in which) return sales.where('sale.id', '=', which.id)
  const all = sales.where('sale.customer_external_id', '=', which.customer)
  return 'occurredAt' in which ? all.where(since(which)) : all
}

const ofSale = (table: 'refund' | 'dispute') =>
  sql.raw(`from ${table} where ${table}.program_id = sale.program_id
    and ${table}.source = sale.source and ${table}.sale_external_id = sale.external_id`)

const lost = sql<number>`cast(coalesce((select sum(amount_minor) ${ofSale('dispute')}
  and dispute.status = 'lost'), 0) as bigint)`

const takenBack = sql<number>`cast(coalesce((select sum(amount_minor) ${ofSale('refund')}), 0)
  + coalesce((select sum(amount_minor) ${ofSale('dispute')} and dispute.status = 'lost'), 0) as bigint)`

const takenBackAt = sql<number | null>`(select max(at) from (
  select max(occurred_at) as at ${ofSale('refund')}
  union all select max(occurred_at) ${ofSale('dispute')} and dispute.status = 'lost') as ends)`

const openDisputes = sql<number>`(select count(*) ${ofSale('dispute')} and dispute.status = 'opened')`

export const withFacts = <O>(sales: SelectQueryBuilder<Database, 'sale', O>) =>
  sales
    .selectAll('sale')
    .select([
      takenBack.as('taken_back_minor'),
      lost.as('lost_minor'),
      takenBackAt.as('taken_back_at'),
      openDisputes.as('open_disputes'),
    ])

export const knownSales = prepared((reader, which: Which & { programId: string }) =>
  withFacts(salesWhere(reader, which)),
)

/**
 * A sale that was stored a moment ago, as `knownSales` would give it; undefined when a refund or a dispute was
 * there before it, or its customer has a later one: then `knownSales` has more to say.
 *
 * @param sale becomes the answer.
 */
export async function freshSale(reader: Reader, sale: SaleTable): Promise<KnownSale | undefined> {
  const { program_id: programId, source, external_id: externalId, occurred_at: occurredAt } = sale
  const customer = sale.customer_external_id
  const more = await besideFresh(
    reader,
    customer === null
      ? { programId, source, externalId }
      : { programId, source, externalId, customer, occurredAt },
  )
  if (more.length > 0) return undefined
  return Object.assign(sale, { taken_back_minor: 0, lost_minor: 0, taken_back_at: null, open_disputes: 0 })
}

interface Fresh {
  programId: string
  source: string
  externalId: string
  customer?: string
  occurredAt?: number
}

const besideFresh = prepared((reader, fresh: Fresh) => {
  const { programId, source, externalId, customer, occurredAt } = fresh
  const about = (table: 'refund' | 'dispute') =>
    reader
      .selectFrom(table)
      .where('program_id', '=', programId)
      .where('source', '=', source)
      .where('sale_external_id', '=', externalId)
      .select('id')
  const facts = about('refund').unionAll(about('dispute'))
  if (customer === undefined || occurredAt === undefined) return facts
  const later = reader
    .selectFrom('sale')
    .where('program_id', '=', programId)
    .where('customer_external_id', '=', customer)
    .where(sql<boolean>`(sale.occurred_at, sale.external_id) > (${occurredAt}, ${externalId})`)
    .select('id')
  return facts.unionAll(later)
})

export async function findSale(
  reader: Reader,
  programId: string,
  externalId: string,
): Promise<KnownSale | undefined> {
  const [sale] = await saleOf(reader, { programId, externalId })
  return sale
}

const saleOf = prepared((reader, { programId, externalId }: { programId: string; externalId: string }) =>
  withFacts(
    reader
      .selectFrom('sale')
      .where('sale.program_id', '=', programId)
      .where('sale.source', '=', SOURCE)
      .where('sale.external_id', '=', externalId),
  ),
)
