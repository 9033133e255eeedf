/** What a decision owes: its locked terms applied to the sales it covers. */
import { covers } from '../core/attribution.ts'
import { type EarlierPayments, targetsFor } from '../core/commission.ts'
import type { Target } from '../core/types.ts'
import type { AttributionTable, SaleTable } from '../db/schema.ts'
import { prepared } from './prepared.ts'
import { type PlanVersion, planVersion, type Reader } from './programs.ts'
import { before, type KnownSale, type Occurrence, salesWhere, since } from './sale-facts.ts'

/** Undefined when nobody is credited. */
export const planOf = async (
  reader: Reader,
  programId: string,
  row: AttributionTable | undefined,
): Promise<PlanVersion | undefined> =>
  row?.plan_id != null && row.terms_version !== null
    ? planVersion(reader, programId, row.plan_id, row.terms_version)
    : undefined

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
  customer: string,
  sale: SaleTable,
): Promise<EarlierPayments> {
  const { occurred_at: occurredAt, external_id: externalId } = sale
  const [found] = await countPayments(reader, {
    programId,
    customer,
    occurredAt,
    externalId,
    ...(row.covers_all === 1 ? {} : { fromAt: row.conversion_at, fromId: row.conversion_external_id }),
  })
  return { count: found?.count ?? 0, firstAt: found?.first ?? null }
}

type Span = Occurrence & { programId: string; customer: string; fromAt?: number; fromId?: string }

const countPayments = prepared((reader, { programId, customer, fromAt, fromId, ...end }: Span) => {
  const earlier = salesWhere(reader, { programId, customer })
    .where('sale.amount_minor', '>', 0)
    .where(before(end))
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.min<number | null>('sale.occurred_at').as('first'),
    ])
  return fromAt === undefined || fromId === undefined
    ? earlier
    : earlier.where(since({ occurredAt: fromAt, externalId: fromId }))
})

/**
 * @param sales covered sales of one customer, in any order: all of them, or
 *   all from one of them on together with what came before.
 */
export function owed(plan: PlanVersion, sales: KnownSale[], earlier?: EarlierPayments): Target[] {
  const { name, kind, rules } = plan.terms
  return targetsFor({
    planName: name,
    planKind: kind,
    termsVersion: plan.version,
    rules,
    earlier,
    sales: sales.map((sale) => ({
      id: sale.id,
      externalId: sale.external_id,
      occurredAt: sale.occurred_at,
      amountMinor: sale.amount_minor,
      taxMinor: sale.tax_minor,
      shippingMinor: sale.shipping_minor,
      currency: sale.currency,
      takenBackMinor: sale.taken_back_minor,
    })),
  })
}
