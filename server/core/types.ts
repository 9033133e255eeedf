/**
 * The facts and decisions of attribution and money, as plain data.
 * Times are UTC milliseconds, amounts integer minor units, rates basis points.
 */

export type PlanKind = 'one_time' | 'residual' | 'creator' | 'resale' | 'managed' | 'volume'

/** Amounts in minor units by currency. */
export type Amounts = Record<string, number>

/** A calendar period in UTC. */
export type Period = 'month' | 'quarter' | 'year'

/**
 * One way money is earned. A plan is a list of these, added up in their order,
 * and its kind only a label for people. Exactly one of `rateBps`,
 * `rateBpsByYear`, `flat` and `bands` says how much.
 */
export interface Rule {
  /** Percent of the commissionable part of each payment, in basis points: 2000 is 20 %. */
  rateBps?: number
  /** A rate for each year from the customer's first payment on; the last one stays. */
  rateBpsByYear?: number[]
  /** Or a flat amount per payment; scaled down when the payment is refunded in part. */
  flat?: Amounts
  /** Or a rebate on the partner's net sales of a period, one line a period. */
  bands?: RebateBands
  /** Only the first n payments of a customer count. Absent: no limit. */
  payments?: number
  /** Only payments in the n calendar months from the customer's first payment count. Absent: for life. */
  months?: number
  /** Only the part of a payment that is for these products counts. */
  products?: string[]
  /** Only the part of a payment that is for other products than these counts. */
  exceptProducts?: string[]
  /** Only for sales on a day on which the partner holds this certification. */
  certification?: string
  cap?: Cap
}

/** No more than this, for each of the three. A currency that is not named has no cap. */
export interface Cap {
  sale?: Amounts
  customer?: Amounts
  /** All customers of the partner together, in one period. */
  period?: Amounts
  /** Which period; month by default. */
  per?: Period
}

/** A price term somebody chose, never a rank. Terms are locked at the start of each period. */
export interface RebateBands {
  per: 'quarter' | 'year'
  /** `marginal`: each part of the volume earns the rate of its band. `whole`: all of it earns the rate reached. */
  mode: 'marginal' | 'whole'
  /** Rising, the first one from 0; `from` by currency of the sales. */
  steps: { from: Amounts; rateBps: number }[]
}

/** Discount off list: the partner buys at wholesale and bills on its own paper. */
export interface ResalePrice {
  productId: string
  name: string
  /** List price of one. */
  list: Amounts
  discountBps: number
}

/** A fixed price for a unit and month. */
export interface UnitPrice {
  unitId: string
  name: string
  /** Rising, the first one from 1 unit; the band reached prices every unit. */
  bands: { from: number; price: Amounts }[]
  /** At least so many are charged each month. */
  minimumUnits?: number
}

/** What resale and managed plans have beside (or instead of) rules. */
export interface PriceSheet {
  resale?: ResalePrice[]
  /** Points on the discount when the order came from an accepted lead of the partner. */
  leadDiscountBps?: number
  units?: UnitPrice[]
  /** At least so much is charged each month. */
  minimumMonthly?: Amounts
}

/** What a distributor earns on the commissions of a partner it recruited, on top of them. */
export interface OverrideTerms {
  rateBps: number
  of: 'commission' | 'sale'
}

/** What a customer is bound to: locked when it is bound, for as long as it stays bound. */
export interface PlanTerms {
  name: string
  kind: PlanKind
  rules: Rule[]
  holdDays: number
  prices?: PriceSheet
}

export interface Plan extends Omit<PlanTerms, 'holdDays'> {
  id: string
}

export type AttributionModel = 'last_click' | 'first_click'

/** Something to learn, with a completion recorded by the vendor. */
export interface Course {
  id: string
  name: string
  url: string
}

/** Awarded once its courses are completed, or by hand; valid from a date, for some months. */
export interface Certification {
  id: string
  name: string
  courses: string[]
  /** Absent: until it is revoked. */
  validMonths?: number
  /** What it unlocks besides rules that name it: days on top of the usual protection of leads. */
  leadProtectionDays?: number
}

/** How many there may be of one partner before the next ones wait until a person has looked. */
export interface Velocity {
  signUpsPerHour?: number
  signUpsPerDay?: number
  /** In a calendar day in UTC. Makes sales wait that name no customer; others follow their customer. */
  salesPerDay?: number
}

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
  minimumPayout: Amounts
  /** Day of the month on which payouts are made, 1–28. */
  payoutDay: number
  plans: Plan[]
  /** Days between publishing new terms and their taking effect. Absent: 0. */
  noticeDays?: number
  courses?: Course[]
  certifications?: Certification[]
  /** What distributors earn on the partners they recruited. Absent: nobody recruits. */
  override?: OverrideTerms
  /** More of one partner than this makes a person look first. Absent: any number is fine. */
  velocity?: Velocity
  /** What partners agree to; a changed text is a new version. */
  agreement?: { version: string; text: string }
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
  code: 'self_referral' | 'same_domain' | 'disposable_mail' | 'velocity'
  /** For the vendor. What the partner reads is `heldWords` (server/core/flags.ts). */
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
  /** When the last of those happened. */
  takenBackAt?: number | null
  /** The part of `takenBackMinor` that was lost in disputes. */
  lostMinor?: number
  /** What was sold, where the sender said so. */
  items?: SaleItem[]
}

export interface SaleItem {
  productId: string
  amountMinor: number
}

/** A time in which a partner holds a certification: from included, until not. */
export interface Held {
  certificationId: string
  from: number
  /** Infinity while nothing ends it. */
  until: number
}

/** What one rule owes for one sale, given everything known now. */
export interface Target {
  saleId: string
  /** Which rule of the plan; `OVERRIDE_RULE` for what the distributor earns. */
  ruleIndex: number
  /** Who is owed it when that is not the partner that the sale is credited to: its distributor. */
  partnerId?: string
  amountMinor: number
  currency: string
  /** Words about the rule and base, e.g. "20 % of 150.00 EUR (plan Refer once, version 3, first payment)". */
  basis: string
}

/** Stands in place of a rule's index for what a distributor earns. */
export const OVERRIDE_RULE = -1

/** What a rule counts over all sales of a partner in one period: the volume of a rebate, or what is under a cap. */
export interface PeriodKey {
  partnerId: string
  planId: string
  /** Of a rebate the version in force at the start of the period, of a cap the one that the customer is bound to. */
  termsVersion: number
  ruleIndex: number
  /** "2026-11", "2026-Q4" or "2026". */
  period: string
  currency: string
}

/** What one sale adds to it. */
export interface Counted extends PeriodKey {
  amountMinor: number
}

/** A published version of a plan. */
export interface PlanVersionTerms {
  version: number
  effectiveAt: number
  terms: PlanTerms
}
