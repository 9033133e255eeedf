/** What a distributor earns on the sales of a partner it recruited, on top of what the partner earns. */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import { baseOf, paymentsOf } from './payments.ts'
import { OVERRIDE_RULE, type OverrideTerms, type SaleFacts, type Target } from './types.ts'

export interface OverrideInput {
  distributorId: string
  /** Locked at the binding. */
  terms: OverrideTerms
  /** For the words; the distributor knows whom it recruited. */
  partnerName: string
  /** What the partner is owed by the sale. */
  targets: Target[]
  sales: SaleFacts[]
  /** Sales for which a rebate counts: these earn too, though not by the sale. */
  countedSaleIds: Set<string>
}

/**
 * One target for each sale on which the partner earns, whatever it is owed:
 * what goes down for the partner goes down for the distributor.
 */
export function overridesFor(input: OverrideInput): Target[] {
  const { distributorId: partnerId, terms, targets, countedSaleIds } = input
  const earned = new Map<string, number>()
  for (const { saleId, amountMinor } of targets) {
    earned.set(saleId, (earned.get(saleId) ?? 0) + amountMinor)
  }
  const of = (amountMinor: number, currency: string): string =>
    `${formatRate(terms.rateBps)} of ${formatMoney(amountMinor, currency)}`
  return paymentsOf(input.sales, { count: 0, firstAt: null }).flatMap((payment) => {
    const { id: saleId, currency } = payment.sale
    const target = { saleId, partnerId, currency, ruleIndex: OVERRIDE_RULE }
    const onCommission = earned.get(saleId)
    if (terms.of === 'commission') {
      if (onCommission === undefined) return []
      const amountMinor = mulDivHalfEven(onCommission, terms.rateBps, 10_000)
      const basis = `${of(onCommission, currency)} (override on the commission of ${input.partnerName})`
      return [{ ...target, amountMinor, basis }]
    }
    if (onCommission === undefined && !countedSaleIds.has(saleId)) return []
    const baseMinor = baseOf({}, payment)
    const amountMinor = mulDivHalfEven(
      BigInt(payment.commissionableMinor) * BigInt(payment.netMinor),
      terms.rateBps,
      BigInt(payment.sale.amountMinor) * 10_000n,
    )
    return [
      {
        ...target,
        amountMinor,
        basis: `${of(baseMinor, currency)} (override on a sale of ${input.partnerName})`,
      },
    ]
  })
}
