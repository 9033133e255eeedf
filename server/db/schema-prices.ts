/**
 * Price sheets at work: what it would cost, what was ordered and used, and the
 * statement of each month. All of it is append-only and beside the ledger.
 *
 * `statement_month` ("2026-11") is decided when a fact is recorded: its own
 * month, or the next open one when that statement was closed already. So a
 * statement is a function of facts, and a late one never changes a closed one.
 */

export interface QuoteTable {
  program_id: string
  id: string
  plan_id: string
  terms_version: number
  partner_id: string | null
  currency: string
  /** JSON of `Quote` (server/core/pricing.ts): what was asked for and what it costs. */
  content: string
  created_at: number
}

/** Something bought for resale. Unique per partner and external id, for ever. */
export interface ResaleOrderTable {
  program_id: string
  id: string
  partner_id: string
  external_id: string
  lead_id: string | null
  currency: string
  /** JSON of `OrderItem[]` as sent. */
  items: string
  /** The plan version in force when it occurred. */
  plan_id: string
  terms_version: number
  /** Discount points of the lead, in basis points, and in words why or why not. */
  lead_bps: number
  lead_reason: string | null
  statement_month: string
  occurred_at: number
  created_at: number
}

/** What came back of an order; it may be there before its order. */
export interface OrderCorrectionTable {
  program_id: string
  id: string
  partner_id: string
  external_id: string
  order_external_id: string
  kind: 'cancel' | 'return'
  /** JSON of `OrderItem[]`; empty for a cancelled order. */
  items: string
  reason: string
  statement_month: string
  occurred_at: number
  created_at: number
}

/** How many of a unit were in use in a month. The latest to occur counts, and all are kept. */
export interface UsageReportTable {
  program_id: string
  id: string
  partner_id: string
  external_id: string
  unit_id: string
  quantity: number
  currency: string
  month: string
  statement_month: string
  occurred_at: number
  created_at: number
}

/** One for each partner and month from the first fact on, closed for ever. */
export interface PriceStatementTable {
  program_id: string
  id: string
  partner_id: string
  month: string
  /** JSON of `StatementLine[]` and `StatementTotal[]` (server/core/price-statement.ts). */
  lines: string
  totals: string
  created_at: number
}

/** A person looked at what a flag kept back. */
export interface HoldDecisionTable {
  program_id: string
  id: string
  attribution_id: string
  /** The customer or sale that was flagged, and whose it was. */
  subject_id: string
  partner_id: string
  decision: 'release' | 'reject'
  reason: string
  decided_at: number
}

export interface PriceTables {
  quote: QuoteTable
  resale_order: ResaleOrderTable
  order_correction: OrderCorrectionTable
  usage_report: UsageReportTable
  price_statement: PriceStatementTable
  hold_decision: HoldDecisionTable
}
