/** What a decision owes: its locked terms applied to the sales it covers. */
import { covers } from '../core/attribution.ts'
import { targetsFor } from '../core/commission.ts'
import type { Target } from '../core/types.ts'
import type { AttributionTable, SaleTable } from '../db/schema.ts'
import { type PlanVersion, planVersion, type Reader } from './programs.ts'
import type { Happened } from './sale-facts.ts'

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
export function coveredBy(row: AttributionTable | undefined, sales: SaleTable[]): SaleTable[] {
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

/** @param sales all covered sales of one customer, in any order. */
export function owed(plan: PlanVersion, sales: SaleTable[], happened: Map<string, Happened>): Target[] {
  const { name, kind, rules } = plan.terms
  return targetsFor({
    planName: name,
    planKind: kind,
    termsVersion: plan.version,
    rules,
    sales: sales.map((sale) => ({
      id: sale.id,
      externalId: sale.external_id,
      occurredAt: sale.occurred_at,
      amountMinor: sale.amount_minor,
      taxMinor: sale.tax_minor,
      shippingMinor: sale.shipping_minor,
      currency: sale.currency,
      takenBackMinor: happened.get(sale.external_id)?.takenBackMinor ?? 0,
    })),
  })
}
