/** Everything that one binding owes for its sales: to the partner by the sale and by the period, and to its distributor. */
import { targetsFor } from './commission.ts'
import { overridesFor } from './override.ts'
import type { EarlierPayments } from './payments.ts'
import { countedFor } from './periods.ts'
import type { Counted, Held, OverrideTerms, PlanTerms, PlanVersionTerms, SaleFacts, Target } from './types.ts'

/** What a customer, or a sale without one, is bound to. */
export interface Binding {
  partnerId: string
  /** For the words of overrides. */
  partnerName: string
  planId: string
  termsVersion: number
  /** Locked at the binding. */
  terms: PlanTerms
  /** Every version of the plan, where one of them has a rebate. */
  versions: PlanVersionTerms[]
  /** When the partner held which certification. */
  held: Held[]
  /** Who recruited the partner, and what it earns by that. */
  override: { distributorId: string; terms: OverrideTerms } | null
}

export interface Owed {
  targets: Target[]
  /** By sale: what it adds to periods of the partner. */
  counted: Map<string, Counted[]>
}

/**
 * @param sales the sales that the binding covers: all of them, or all from one
 *   of them on together with what came before.
 */
export function owedFor(binding: Binding, sales: SaleFacts[], earlier?: EarlierPayments): Owed {
  const { partnerId, partnerName, planId, terms, termsVersion, versions, held, override } = binding
  const { name: planName, kind: planKind, rules } = terms
  const targets = targetsFor({ planName, planKind, termsVersion, rules, sales, earlier, held })
  const forPeriods = { partnerId, planId, versions, termsVersion, rules, sales, earlier, held, targets }
  const counted = countedFor(forPeriods)
  if (!override) return { targets, counted }
  const countedSaleIds = new Set(counted.keys())
  const overrides = overridesFor({ ...override, partnerName, targets, sales, countedSaleIds })
  return { targets: [...targets, ...overrides], counted }
}

/** Whether a sale can use up what is left for later ones: then a refund of it changes those as well. */
export const hasCustomerCap = ({ rules }: PlanTerms): boolean =>
  rules.some(({ cap }) => cap?.customer !== undefined)
