/** What happened to sales after they were recorded. Refunds and disputes may be there before their sale. */
import type { SaleTable } from '../db/schema.ts'
import type { Reader } from './programs.ts'

export interface Happened {
  /** Refunds and lost disputes. Can be more than the sale; whoever uses it clamps. */
  takenBackMinor: number
  disputeOpen: boolean
}

/** By the sale's external id; sales to which nothing happened are absent. */
export async function happenedTo(
  reader: Reader,
  programId: string,
  sales: Pick<SaleTable, 'external_id' | 'customer_external_id'>[],
): Promise<Map<string, Happened>> {
  const happened = new Map<string, Happened>()
  const entry = (externalId: string): Happened => {
    const known = happened.get(externalId) ?? { takenBackMinor: 0, disputeOpen: false }
    happened.set(externalId, known)
    return known
  }
  // In portions, because an engine takes only so many values in one statement.
  for (let start = 0; start < sales.length; start += 500) {
    const ids = sales.slice(start, start + 500).map((sale) => sale.external_id)
    const refunds = await reader
      .selectFrom('refund')
      .where('program_id', '=', programId)
      .where('sale_external_id', 'in', ids)
      .select(['sale_external_id', 'amount_minor'])
      .execute()
    for (const refund of refunds) entry(refund.sale_external_id).takenBackMinor += refund.amount_minor
    const disputes = await reader
      .selectFrom('dispute')
      .where('program_id', '=', programId)
      .where('sale_external_id', 'in', ids)
      .select(['sale_external_id', 'amount_minor', 'status'])
      .execute()
    for (const dispute of disputes) {
      const known = entry(dispute.sale_external_id)
      if (dispute.status === 'lost') known.takenBackMinor += dispute.amount_minor
      if (dispute.status === 'opened') known.disputeOpen = true
    }
  }
  return happened
}

export async function takenBack(reader: Reader, programId: string, sale: SaleTable): Promise<number> {
  const happened = await happenedTo(reader, programId, [sale])
  return happened.get(sale.external_id)?.takenBackMinor ?? 0
}
