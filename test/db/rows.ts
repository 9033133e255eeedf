/** Rows with every column filled, for tests that only care about one of them. */
import type { Insertable } from 'kysely'
import type { Database } from '../../server/db/schema.ts'

const at = Date.UTC(2026, 0, 15)

export const programRow = (
  id: string,
  mode: 'live' | 'test',
  shortId: number,
): Insertable<Database['program']> => ({
  id,
  mode,
  short_id: shortId,
  clock_offset_ms: 0,
  created_at: at,
})

/** One row of each append-only table, of the program given. */
export const historyRows = (program_id: string) => ({
  program_version: { program_id, version: 1, definition: '{}', effective_at: at },
  plan_version: { program_id, plan_id: 'plan', version: 1, terms: '{}', effective_at: at },
  attribution: {
    program_id,
    id: 'att_1',
    subject_kind: 'customer' as const,
    subject_id: 'cus_1',
    partner_id: 'par_1',
    plan_id: 'plan',
    terms_version: 1,
    by: 'click',
    touch_id: null,
    conversion_at: at,
    conversion_external_id: 'c-1',
    covers_all: 0,
    candidates: '[]',
    explanation: 'The only click.',
    flags: '[]',
    decided_at: at,
  },
  manual_decision: {
    program_id,
    id: 'dec_1',
    customer_external_id: 'c-1',
    partner_id: 'par_1',
    reason: 'They called.',
    decided_at: at,
  },
  commission: {
    program_id,
    id: 'com_1',
    partner_id: 'par_1',
    sale_id: 'sal_1',
    attribution_id: 'att_1',
    cause_id: 'sal_1',
    rule_index: 0,
    kind: 'earned' as const,
    amount_minor: 100,
    currency: 'EUR',
    plan_id: 'plan',
    terms_version: 1,
    hold_day: 20_500,
    explanation: '1 %',
    created_at: at,
  },
  ledger_entry: {
    program_id,
    transaction_id: 'txn_1',
    entry: 0,
    account: 'partner_payable' as const,
    partner_id: 'par_1',
    currency: 'EUR',
    amount_minor: 100,
    commission_id: 'com_1',
    created_at: at,
  },
  agreement_text: { program_id, hash: 'h', text: 'Be kind.', created_at: at },
  quote: {
    program_id,
    id: 'quo_1',
    plan_id: 'plan',
    terms_version: 1,
    partner_id: null,
    currency: 'EUR',
    content: '{}',
    created_at: at,
  },
  resale_order: {
    ...ownFact(program_id, 'ord_1'),
    lead_id: null,
    currency: 'EUR',
    items: '[]',
    plan_id: 'plan',
    terms_version: 1,
    lead_bps: 0,
    lead_reason: null,
  },
  order_correction: {
    ...ownFact(program_id, 'cor_1'),
    order_external_id: 'x-1',
    kind: 'cancel' as const,
    items: '[]',
    reason: 'They changed their mind.',
  },
  usage_report: {
    ...ownFact(program_id, 'use_1'),
    unit_id: 'seat',
    quantity: 1,
    currency: 'EUR',
    month: '2026-01',
  },
  price_statement: {
    program_id,
    id: 'pst_1',
    partner_id: 'par_1',
    month: '2026-01',
    lines: '[]',
    totals: '[]',
    created_at: at,
  },
  hold_decision: {
    program_id,
    id: 'hld_1',
    attribution_id: 'att_1',
    subject_id: 'cus_1',
    partner_id: 'par_1',
    decision: 'release' as const,
    reason: 'We know them.',
    decided_at: at,
  },
})

/** What everything has that a partner sends under a number of its own. */
const ownFact = (program_id: string, id: string) => ({
  program_id,
  id,
  partner_id: 'par_1',
  external_id: 'x-1',
  statement_month: '2026-01',
  occurred_at: at,
  created_at: at,
})

export const saleRow = (
  program_id: string,
  id: string,
  external_id: string,
): Insertable<Database['sale']> => ({
  program_id,
  id,
  source: 'api',
  external_id,
  customer_external_id: null,
  amount_minor: 1_000,
  tax_minor: 0,
  shipping_minor: 0,
  currency: 'EUR',
  items: '[]',
  touches: '[]',
  occurred_at: at,
  created_at: at,
  attribution_id: null,
  credited_partner_id: null,
  on_hold: 0,
})

export const linkRow = (
  program_id: string,
  id: string,
  key: number,
  code: string,
): Insertable<Database['link']> => ({
  program_id,
  id,
  key,
  code,
  partner_id: 'par_1',
  destination: 'https://shop.example/',
  disabled_at: null,
  created_at: at,
})

export const partnerRow = (
  program_id: string,
  id: string,
  email_key: string | null,
): Insertable<Database['partner']> => ({
  program_id,
  id,
  email: 'ada@example.com',
  email_key,
  name: 'Ada',
  external_id: null,
  status: 'active',
  paused_at: null,
  merged_into: null,
  created_at: at,
})
