/** Sales with what happened to them after they were recorded. Refunds and disputes may be there before their sale. */
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, SaleTable } from '../db/schema.ts'
import type { Reader } from './programs.ts'

/** Where facts come from; one for all of them today. */
export const SOURCE = 'api'

export interface KnownSale extends SaleTable {
  /** Refunds and lost disputes. Can be more than the sale; whoever uses it clamps. */
  taken_back_minor: number
  open_disputes: number
}

/** One sale by itself, or those of a customer: all, or from one of them on in the order in which they occurred. */
export type Which = { id: string } | { customer: string; from?: Occurrence }

type Occurrence = Pick<SaleTable, 'occurred_at' | 'external_id'>

/** As rows are compared, so that an index in this order finds its place at once. */
export const since = ({ occurred_at, external_id }: Occurrence) =>
  sql<boolean>`(sale.occurred_at, sale.external_id) >= (${occurred_at}, ${external_id})`
export const before = ({ occurred_at, external_id }: Occurrence) =>
  sql<boolean>`(sale.occurred_at, sale.external_id) < (${occurred_at}, ${external_id})`

export function salesWhere(reader: Reader, programId: string, which: Which) {
  const sales = reader.selectFrom('sale').where('sale.program_id', '=', programId)
  if ('id' in which) return sales.where('sale.id', '=', which.id)
  const all = sales.where('sale.customer_external_id', '=', which.customer)
  return which.from ? all.where(since(which.from)) : all
}

const takenBack = sql<number>`cast(
  coalesce((select sum(amount_minor) from refund where refund.program_id = sale.program_id
    and refund.source = sale.source and refund.sale_external_id = sale.external_id), 0)
  + coalesce((select sum(amount_minor) from dispute where dispute.program_id = sale.program_id
    and dispute.source = sale.source and dispute.sale_external_id = sale.external_id
    and dispute.status = 'lost'), 0) as bigint)`

const openDisputes = sql<number>`(select count(*) from dispute where dispute.program_id = sale.program_id
  and dispute.source = sale.source and dispute.sale_external_id = sale.external_id
  and dispute.status = 'opened')`

export const withFacts = <O>(sales: SelectQueryBuilder<Database, 'sale', O>) =>
  sales.selectAll('sale').select([takenBack.as('taken_back_minor'), openDisputes.as('open_disputes')])

export const findSale = (
  reader: Reader,
  programId: string,
  externalId: string,
): Promise<KnownSale | undefined> =>
  withFacts(
    reader
      .selectFrom('sale')
      .where('sale.program_id', '=', programId)
      .where('sale.source', '=', SOURCE)
      .where('sale.external_id', '=', externalId),
  ).executeTakeFirst()
