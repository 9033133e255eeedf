/**
 * The tables, as Kysely sees them. One schema, two engines: text ids, integer
 * times (UTC milliseconds), integer money (minor units), JSON in text columns.
 *
 * Every table starts with its program and every query names it, so that rows
 * can be spread by program. Clicks are the exception (see ClickTables): they
 * live in a file of their own on SQLite and are keyed by link.
 */

import type { InboxTables } from './schema-inbox.ts'
import type { PartnersDatabase } from './schema-partners.ts'
import type { PayoutMethod, PayoutsDatabase } from './schema-payouts.ts'
import type { PriceTables } from './schema-prices.ts'
import type { WebhookTables } from './schema-webhooks.ts'

export interface ProgramTable {
  id: string
  /** The live program or its test twin: same code, separate rows. */
  mode: 'live' | 'test'
  /** What a signed click id carries instead of the text id. Unsigned 32 bit. */
  short_id: number
  /** Only the twin's clock can be moved; 0 on the live program. */
  clock_offset_ms: number
  created_at: number
}

/**
 * Every definition that was ever published. In force at a time is the newest
 * one that had taken effect by then, so a new one also replaces what was
 * still waiting for a later date.
 */
export interface ProgramVersionTable {
  program_id: string
  version: number
  /** JSON of `ProgramDefinition` (server/core/types.ts). */
  definition: string
  effective_at: number
  /** Null: when it took effect, as before there was notice. */
  published_at: number | null
}

/** One row per published change of a plan's terms, in force as above. A binding points at one of these for ever. */
export interface PlanVersionTable {
  program_id: string
  plan_id: string
  version: number
  /** JSON of `PlanTerms` (server/core/types.ts). */
  terms: string
  effective_at: number
}

export interface ApiKeyTable {
  program_id: string
  id: string
  kind: 'publishable' | 'secret'
  /** SHA-256 of the key, hex. The publishable key is public but found the same way. */
  hash: string
  /** The publishable key itself (snippets show it); for a secret its last four characters. */
  hint: string
  created_at: number
  revoked_at: number | null
}

export interface PartnerTable {
  program_id: string
  id: string
  email: string
  /** Lower-cased email once the partner is known to own it; null while unconfirmed. Unique per program. */
  email_key: string | null
  name: string
  external_id: string | null
  /** `unconfirmed`: applied through the widget, mail not confirmed yet. Its link works all the same. */
  status: 'active' | 'paused' | 'unconfirmed' | 'merged'
  /** Touches at or after this time do not count. Null while the partner takes part. */
  paused_at: number | null
  /** Set when a confirmed application turned out to belong to an existing partner. */
  merged_into: string | null
  /** The partner that recruited this one and earns an override on it. One level: it has none itself. */
  distributor_id: string | null
  recruited_at: number | null
  created_at: number
}

/** Which plan a partner was on, and since when. The switch counts for new customers only. */
export interface PartnerPlanTable {
  program_id: string
  partner_id: string
  effective_at: number
  plan_id: string
}

export interface LinkTable {
  program_id: string
  id: string
  /** Compact key that clicks carry: a random positive integer below 2^47, unique per server. */
  key: number
  /** Case-folded; unique per server. */
  code: string
  partner_id: string
  destination: string
  disabled_at: number | null
  created_at: number
}

export interface CouponTable {
  program_id: string
  id: string
  /** As normalised by sdk/rules: upper case. Unique per program. */
  code: string
  partner_id: string
  disabled_at: number | null
  created_at: number
}

/** How an accepted conversion came about, as its sender claimed it; JSON of `TouchClaim[]`. */
type TouchClaims = string

export interface CustomerTable {
  program_id: string
  id: string
  source: string
  external_id: string
  email: string | null
  name: string | null
  /** Null while only sales are known of this customer. */
  signed_up_at: number | null
  touches: TouchClaims
  /** The decision in force; null while nothing could be decided. */
  attribution_id: string | null
  /** The partner in force, copied from the decision so that "customers of" is one index. */
  partner_id: string | null
  created_at: number
}

export interface SaleTable {
  program_id: string
  id: string
  source: string
  external_id: string
  customer_external_id: string | null
  amount_minor: number
  tax_minor: number
  shipping_minor: number
  currency: string
  /** JSON of the line items as sent. */
  items: string
  touches: TouchClaims
  occurred_at: number
  created_at: number
  /** Decision for a sale without a customer, or null. */
  attribution_id: string | null
  /** Whose counters this sale is in, so that a move can take it out again. */
  credited_partner_id: string | null
  /** 1 while something (an open dispute, a flag) keeps this sale's commissions back. */
  on_hold: number
  /** JSON of `Counted[]`: what it adds to periods of its partner, so that a change can take it out again. */
  counted: string
}

export interface RefundTable {
  program_id: string
  id: string
  source: string
  external_id: string
  sale_external_id: string
  amount_minor: number
  occurred_at: number
  created_at: number
}

export interface DisputeTable {
  program_id: string
  id: string
  source: string
  external_id: string
  sale_external_id: string
  amount_minor: number
  /** `opened` holds the sale's commissions, `lost` counts like a refund, `won` releases. */
  status: 'opened' | 'won' | 'lost'
  occurred_at: number
  created_at: number
}

/** Append-only. The newest row of a subject is the decision in force. */
export interface AttributionTable {
  program_id: string
  id: string
  subject_kind: 'customer' | 'sale'
  subject_id: string
  /** Null: nobody was credited, and `reason` says why not. */
  partner_id: string | null
  plan_id: string | null
  terms_version: number | null
  by: string
  touch_id: string | null
  /** The conversion that decided. Sales of the subject before it are not covered unless `covers_all`. */
  conversion_at: number
  conversion_external_id: string
  covers_all: number
  /** JSON of `Candidate[]`. */
  candidates: string
  explanation: string
  /** JSON of `Flag[]`; a flag keeps commissions back until the vendor decides. */
  flags: string
  /** Who recruited the partner; null when nobody did. */
  distributor_id: string | null
  /** JSON of `OverrideTerms` as they were at the binding; null when there were none, or nobody to earn them. */
  override_terms: string | null
  decided_at: number
}

/** A vendor's own decision about a customer, with its reason. The newest one counts. Append-only. */
export interface ManualDecisionTable {
  program_id: string
  id: string
  customer_external_id: string
  partner_id: string | null
  reason: string
  decided_at: number
}

/** Append-only: one signed amount for one partner from one cause. */
export interface CommissionTable {
  program_id: string
  id: string
  partner_id: string
  /** Empty for lines of a period and for adjustments by hand. */
  sale_id: string
  /** Empty where `sale_id` is. */
  attribution_id: string
  /** The sale, refund, dispute, attribution or adjustment that made it necessary. */
  cause_id: string
  /** Which rule of the plan; a plan is a list of rules. `OVERRIDE_RULE` for the distributor's part. */
  rule_index: number
  /** "2026-Q4": of a rebate or cap, which belong to no sale. Otherwise empty. */
  period: string
  kind: 'earned' | 'override' | 'reversal' | 'clawback' | 'rebate' | 'adjustment'
  amount_minor: number
  currency: string
  plan_id: string
  terms_version: number
  /** First UTC day (days since 1970) on which it may be paid. */
  hold_day: number
  explanation: string
  created_at: number
}

/** Double entry, append-only: the entries of a transaction sum to zero per currency. */
export interface LedgerEntryTable {
  program_id: string
  transaction_id: string
  entry: number
  account: 'commission_expense' | 'partner_payable' | 'payout_clearing'
  /** Empty for accounts that are not a partner's. */
  partner_id: string
  currency: string
  amount_minor: number
  commission_id: string | null
  created_at: number
}

/**
 * What becomes payable when: one counter per partner, currency and hold day.
 * Amounts kept back by a flag or dispute sit on day `HELD_BACK_DAY`.
 */
export interface PartnerBalanceTable {
  program_id: string
  partner_id: string
  currency: string
  hold_day: number
  amount_minor: number
}

/** Per partner and day of the event: what the chart shows. Currency is '' for lead counts. */
export interface PartnerDayTable {
  program_id: string
  partner_id: string
  day: number
  currency: string
  leads: number
  sales: number
  earned_minor: number
}

/**
 * What the sales of a partner add up to in a period, for one rule, and what has
 * been posted for it: so that a sale costs the same however many there are.
 */
export interface PartnerPeriodTable {
  program_id: string
  partner_id: string
  plan_id: string
  terms_version: number
  rule_index: number
  period: string
  currency: string
  amount_minor: number
  posted_minor: number
}

/** An amount that the vendor gave or took by hand, with its reason. Append-only. */
export interface AdjustmentTable {
  program_id: string
  id: string
  partner_id: string
  amount_minor: number
  currency: string
  reason: string
  created_at: number
}

/** One transfer to one partner. */
export interface PayoutTable {
  program_id: string
  id: string
  partner_id: string
  currency: string
  amount_minor: number
  status: 'locked' | 'paid' | 'failed'
  created_at: number
  paid_at: number | null
  run_id: string | null
  method: PayoutMethod | null
  /** Ours, in letters and digits that every bank file can carry. Unique. */
  reference: string | null
  /** Copy of the sealed details that were in force: what a file of this payout says never changes. */
  details: string | null
  hint: string | null
  /** What the bank or provider calls it. */
  bank_reference: string | null
  /** Why it failed, in words. */
  failure: string | null
  failed_at: number | null
}

export interface LeadTable {
  program_id: string
  id: string
  partner_id: string
  status: string
  submitted_by: 'partner' | 'prospect'
  company: string
  domain: string | null
  contact_email: string
  /** JSON of the lead as sent. */
  fields: string
  /** Framing score 0–100 at submission (sdk/rules). */
  score: number
  /** JSON of what happened, oldest first. */
  timeline: string
  protected_until: number | null
  /** The customer that came of it: decided again when the lead is answered. */
  customer_external_id: string | null
  created_at: number
}

export interface IdempotencyTable {
  program_id: string
  /** Credential class, method and route template. */
  scope: string
  key: string
  /** SHA-256 of path and canonical body. */
  fingerprint: string
  status: number
  body: string
  created_at: number
}

/** Work to be done after the transaction that wrote it. */
export interface OutboxTable {
  program_id: string
  id: string
  topic: 'mail' | 'webhook'
  /** What waits in one lane holds up no other. For webhooks the endpoint, otherwise ''. */
  lane: string
  /** JSON. Never a token: those are made when the message is sent. */
  payload: string
  due_at: number
  attempts: number
  /** A worker has it until then. */
  leased_until: number
  done_at: number | null
  /** Of a webhook that is done. */
  outcome: 'delivered' | 'failed' | null
  created_at: number
}

/** Hashed, short-lived, for one partner: `gw_pt_…`. */
export interface PartnerTokenTable {
  program_id: string
  hash: string
  partner_id: string
  expires_at: number
}

/** Hashed, single use: the magic link and the confirmation of an application. */
export interface SignInTokenTable {
  program_id: string
  hash: string
  partner_id: string
  purpose: 'sign_in' | 'confirm'
  expires_at: number
  used_at: number | null
}

export interface SessionTable {
  program_id: string
  hash: string
  partner_id: string
  created_at: number
  expires_at: number
}

/** Server-wide: what signs click ids and cursors. Old keys stay to verify. */
export interface SigningKeyTable {
  id: number
  /** Base64url of 32 random bytes. */
  secret: string
  created_at: number
}

/** Server-wide: random, one per UTC day, deleted after 48 h so that no visitor hash can be recomputed. */
export interface VisitorSaltTable {
  day: number
  salt: string
}

/** In a file of its own on SQLite, in the same database on PostgreSQL. */
export interface ClickTables {
  click: {
    /** 16 bytes: 48 bit UTC milliseconds, 80 bit random. */
    id: Buffer
    link_key: number
    /** First 8 bytes of the salted visitor hash. */
    visitor: Buffer
    /** Bit set, see `ClickFlag` (server/services/clicks.ts); 0 is a counted click. */
    flags: number
    /** Host of the referring page, at most 40 characters, or null. */
    referrer: string | null
  }
  click_day: {
    link_key: number
    day: number
    clicks: number
    visitors: number
    /** Bots, prefetches and HEAD requests: answered, never counted as clicks. */
    flagged: number
  }
}

export interface Database
  extends ClickTables,
    PartnersDatabase,
    PayoutsDatabase,
    PriceTables,
    WebhookTables,
    InboxTables {
  program: ProgramTable
  program_version: ProgramVersionTable
  plan_version: PlanVersionTable
  api_key: ApiKeyTable
  partner: PartnerTable
  partner_plan: PartnerPlanTable
  link: LinkTable
  coupon: CouponTable
  customer: CustomerTable
  sale: SaleTable
  refund: RefundTable
  dispute: DisputeTable
  attribution: AttributionTable
  manual_decision: ManualDecisionTable
  commission: CommissionTable
  ledger_entry: LedgerEntryTable
  partner_balance: PartnerBalanceTable
  partner_day: PartnerDayTable
  partner_period: PartnerPeriodTable
  adjustment: AdjustmentTable
  payout: PayoutTable
  lead: LeadTable
  idempotency: IdempotencyTable
  outbox: OutboxTable
  partner_token: PartnerTokenTable
  sign_in_token: SignInTokenTable
  session: SessionTable
  signing_key: SigningKeyTable
  visitor_salt: VisitorSaltTable
}
