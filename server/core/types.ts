/**
 * The facts and decisions of attribution and money, as plain data.
 * Times are UTC milliseconds, amounts integer minor units, rates basis points.
 */

export type PlanKind = 'one_time' | 'residual' | 'creator' | 'resale' | 'managed' | 'volume'

/** One way money is earned. A plan is a list of these and its kind only a label for people. */
export interface Rule {
  /** Percent of the commissionable part of each payment, in basis points: 2000 is 20 %. */
  rateBps?: number
  /** Or a flat amount per payment, by currency; scaled down when the payment is refunded in part. */
  flat?: Record<string, number>
  /** Only the first n payments of a customer count. Absent: no limit. */
  payments?: number
  /** Only payments in the n calendar months from the customer's first payment count. Absent: for life. */
  months?: number
}

/** What a customer is bound to: locked when it is bound, for as long as it stays bound. */
export interface PlanTerms {
  name: string
  kind: PlanKind
  rules: Rule[]
  holdDays: number
}

export interface Plan extends Omit<PlanTerms, 'holdDays'> {
  id: string
}

export type AttributionModel = 'last_click' | 'first_click'

/** The whole program as its vendor defines it. */
export interface ProgramDefinition {
  name: string
  website: string
  /** Origins that links may lead to and that may frame the dashboard. */
  allowedOrigins: string[]
  /** ISO 4217; the first is the main one. */
  currencies: string[]
  attribution: { model: AttributionModel; windowDays: number }
  holdDays: number
  /** Minor units by currency; absent means no minimum. */
  minimumPayout: Record<string, number>
  /** Day of the month on which payouts are made, 1–28. */
  payoutDay: number
  plans: Plan[]
}

export type TouchKind = 'manual' | 'lead' | 'coupon' | 'code' | 'click'

/**
 * One touch as the facts know it. `problem` is why it can never count
 * (a bad signature, an unknown coupon), in words for the explanation.
 */
export interface Touch {
  by: TouchKind
  touchId: string
  partnerId: string | null
  partnerName: string | null
  /** When it happened. Coupons and codes happen at the conversion itself. */
  at: number
  /** For leads: the end of the protection. */
  until?: number
  /** From this moment on, touches of this link, coupon or partner do not count. */
  closedAt?: number | null
  problem?: string
}

/** A sign-up or a sale that says how it came about. */
export interface Conversion {
  kind: 'customer' | 'sale'
  externalId: string
  occurredAt: number
  touches: Touch[]
}

export interface Candidate {
  by: TouchKind
  touchId: string
  partnerId: string | null
  at: number
  won: boolean
  reason: string
}

/** What core decides: who is credited and why, or why nobody is. */
export interface Decision {
  partnerId: string | null
  partnerName: string | null
  by: TouchKind | null
  touchId: string | null
  /** The conversion that decided, or the earliest one when nobody won. */
  conversion: Conversion | null
  /** True when sales from before the deciding conversion belong to it too (a sign-up reported late). */
  coversAll: boolean
  explanation: string
  candidates: Candidate[]
}

/** Why a commission is kept back until a person has looked. */
export interface Flag {
  code: 'self_referral' | 'same_domain'
  reason: string
}

/** A sale with everything that happened to it since, as the engine needs it. */
export interface SaleFacts {
  id: string
  externalId: string
  occurredAt: number
  amountMinor: number
  taxMinor: number
  shippingMinor: number
  currency: string
  /** Sum of refunds and of lost disputes; may exceed the amount, the engine clamps. */
  takenBackMinor: number
}

/** What one rule owes for one sale, given everything known now. */
export interface Target {
  saleId: string
  ruleIndex: number
  amountMinor: number
  currency: string
  /** Words about the rule and base, e.g. "20 % of 150.00 EUR (plan Refer once, version 3, first payment)". */
  basis: string
}
