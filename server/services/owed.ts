/** What a decision owes: its locked terms applied to the sales it covers. */
import { covers } from '../core/attribution.ts'
import { type Binding, hasCustomerCap, type Owed, owedFor } from '../core/owed.ts'
import type { EarlierPayments } from '../core/payments.ts'
import type { SaleFacts, SaleItem } from '../core/types.ts'
import type { AttributionTable, SaleTable } from '../db/schema.ts'
import { prepared } from './prepared.ts'
import type { Reader } from './programs.ts'
import { before, type KnownSale, type Occurrence, salesWhere, since } from './sale-facts.ts'

/** The sales of its subject that a decision credits. */
export function coveredBy<T extends SaleTable>(row: AttributionTable | undefined, sales: T[]): T[] {
  if (!row?.partner_id) return []
  const decided = {
    coversAll: row.covers_all === 1,
    conversionAt: row.conversion_at,
    conversionExternalId: row.conversion_external_id,
  }
  return sales.filter((sale) =>
    covers(decided, { occurredAt: sale.occurred_at, externalId: sale.external_id }),
  )
}

/** The customer's payments before a sale that a decision covers: counted by the database, not read. */
export async function paymentsBefore(
  reader: Reader,
  programId: string,
  row: AttributionTable,
  binding: Binding | undefined,
  customer: string,
  sale: SaleTable,
): Promise<EarlierPayments> {
  const { occurred_at: occurredAt, external_id: externalId } = sale
  const { conversion_at: fromAt, conversion_external_id: fromId } = row
  const span: Span =
    row.covers_all === 1
      ? { programId, customer, occurredAt, externalId }
      : { programId, customer, occurredAt, externalId, fromAt, fromId }
  const [found] = await countPayments(reader, span)
  const earlier = { count: found?.count ?? 0, firstAt: found?.first ?? null }
  if (!binding || !hasCustomerCap(binding.terms) || earlier.count === 0) return earlier
  // What they are owed has been posted for them, so that it need not be worked out again.
  const owed = await sumsBefore(reader, { ...span, partnerId: binding.partnerId })
  return {
    ...earlier,
    owed: owed.map(({ rule_index: ruleIndex, currency, amount: amountMinor }) => ({
      ruleIndex,
      currency,
      amountMinor: Number(amountMinor),
    })),
  }
}

type Span = Occurrence & { programId: string; customer: string; fromAt?: number; fromId?: string }

const salesBefore = (reader: Reader, { programId, customer, fromAt, fromId, ...end }: Span) => {
  const earlier = salesWhere(reader, { programId, customer })
    .where('sale.amount_minor', '>', 0)
    .where(before(end))
  return fromAt === undefined || fromId === undefined
    ? earlier
    : earlier.where(since({ occurredAt: fromAt, externalId: fromId }))
}

const countPayments = prepared((reader, span: Span) =>
  salesBefore(reader, span).select((eb) => [
    eb.fn.countAll<number>().as('count'),
    eb.fn.min<number | null>('sale.occurred_at').as('first'),
  ]),
)

const sumsBefore = prepared((reader, { partnerId, ...span }: Span & { partnerId: string }) =>
  salesBefore(reader, span)
    .innerJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'sale.program_id')
        .onRef('commission.sale_id', '=', 'sale.id')
        .on('commission.partner_id', '=', partnerId),
    )
    .groupBy(['commission.rule_index', 'commission.currency'])
    .select((eb) => [
      'commission.rule_index',
      'commission.currency',
      eb.fn.sum<number>('commission.amount_minor').as('amount'),
    ]),
)

/**
 * @param sales covered sales of one customer, in any order: all of them, or
 *   all from one of them on together with what came before.
 */
export function owed(binding: Binding, sales: KnownSale[], earlier?: EarlierPayments): Owed {
  const rules = [binding.terms, ...binding.versions.map(({ terms }) => terms)].flatMap((terms) => terms.rules)
  const byProduct = rules.some(({ products, exceptProducts }) => products ?? exceptProducts)
  const facts = sales.map((sale) => factsOf(sale, byProduct ? itemsOf(sale) : []))
  return owedFor(binding, facts, earlier)
}

/** What rules look at in a sale. */
export const factsOf = (sale: KnownSale, items: SaleItem[]): SaleFacts => ({
  id: sale.id,
  externalId: sale.external_id,
  occurredAt: sale.occurred_at,
  amountMinor: sale.amount_minor,
  taxMinor: sale.tax_minor,
  shippingMinor: sale.shipping_minor,
  currency: sale.currency,
  takenBackMinor: sale.taken_back_minor,
  takenBackAt: sale.taken_back_at,
  lostMinor: sale.lost_minor,
  items,
})

const itemsOf = (sale: SaleTable): SaleItem[] =>
  (JSON.parse(sale.items) as { productId: string; amount: number }[]).map(({ productId, amount }) => ({
    productId,
    amountMinor: amount,
  }))
