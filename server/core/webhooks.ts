/**
 * What the world is told, and when a telling is tried again: Standard Webhooks
 * 1.0.0 (https://www.standardwebhooks.com), its retry schedule over three days.
 */

/** What each event says of its object: ids and amounts, nothing personal. */
export interface EventData {
  'partner.applied': PartnerData
  'partner.created': PartnerData
  'partner.updated': PartnerData
  'link.created': { id: string; partnerId: string; code: string }
  'lead.submitted': LeadData
  'lead.accepted': LeadData
  'lead.declined': LeadData
  'customer.bound': {
    id: string
    externalId: string
    /** Null: somebody was credited, and now nobody is. */
    partnerId: string | null
    planId: string | null
  }
  'sale.recorded': SaleData & { customerExternalId: string | null; partnerId: string | null }
  'sale.refunded': SaleData & { refundId: string; refundExternalId: string; refundAmount: number }
  'sale.disputed': SaleData & {
    disputeId: string
    disputeExternalId: string
    disputeAmount: number
    disputeStatus: 'opened' | 'won' | 'lost'
  }
  'commission.created': CommissionData
  'commission.reversed': CommissionData
  'commission.payable': CommissionData
  'commission.held': CommissionData
  'payout.created': PayoutData
  'payout.paid': PayoutData
  'payout.failed': PayoutData
  'webhook.test': { id: string }
}

export interface PartnerData {
  id: string
  externalId: string | null
  planId: string
  status: 'active' | 'paused' | 'unconfirmed' | 'merged'
}
export interface LeadData {
  id: string
  partnerId: string
  status: string
}
export interface SaleData {
  id: string
  externalId: string
  amount: number
  netAmount: number
  currency: string
}
export interface CommissionData {
  id: string
  kind: 'earned' | 'override' | 'reversal' | 'clawback' | 'rebate' | 'adjustment'
  partnerId: string
  saleId: string | null
  amount: number
  currency: string
  status: 'held' | 'payable'
}
export interface PayoutData {
  id: string
  runId: string | null
  partnerId: string
  amount: number
  currency: string
  reference: string | null
}

export type EventType = keyof EventData

/** Those that an endpoint can ask for; the test comes to the endpoint that asked to be tested. */
export const eventTypes = [
  'partner.applied',
  'partner.created',
  'partner.updated',
  'link.created',
  'lead.submitted',
  'lead.accepted',
  'lead.declined',
  'customer.bound',
  'sale.recorded',
  'sale.refunded',
  'sale.disputed',
  'commission.created',
  'commission.reversed',
  'commission.payable',
  'commission.held',
  'payout.created',
  'payout.paid',
  'payout.failed',
] as const satisfies readonly EventType[]

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** After the first attempt, the second one follows in 5 s, and so on; the tenth and last after 75:35:05 h. */
export const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const

/** An endpoint that has answered nothing but failures for so long is paused. */
export const FAILING_MS = 5 * DAY_MS

/** A receiver may ask for more time, but not for so much that nothing ever comes. */
const LONGEST_WAIT_MS = DAY_MS

/** These mean that too much comes at once: the endpoint's other deliveries wait as well. */
const overloaded = [429, 502, 503, 504]

/** What came back: a status, or none. */
export interface Answered {
  statusCode: number | null
  /** The header as it came. */
  retryAfter: string | null
}

export type Next =
  | { outcome: 'delivered' }
  /** The receiver says that there is nothing at this address any more. */
  | { outcome: 'gone' }
  | { outcome: 'failed'; waitUntil: number }
  | { outcome: 'again'; dueAt: number; waitUntil: number }

/**
 * @param attempt the one that was made, from 1.
 * @param random from 0 up to 1.
 */
export function afterAttempt(
  { statusCode, retryAfter }: Answered,
  attempt: number,
  now: number,
  random: number,
): Next {
  if (statusCode !== null && statusCode >= 200 && statusCode < 300) return { outcome: 'delivered' }
  if (statusCode === 410) return { outcome: 'gone' }
  const asked = Math.min(retryAfterMs(retryAfter, now), LONGEST_WAIT_MS)
  const waitMs = statusCode !== null && overloaded.includes(statusCode) ? Math.max(asked, SECOND_MS) : 0
  const waitUntil = waitMs === 0 ? 0 : now + waitMs
  const planned = RETRY_AFTER_MS[attempt - 1]
  if (planned === undefined) return { outcome: 'failed', waitUntil }
  // A tenth more or less, so that what failed together does not come back together.
  const jittered = Math.round(planned * (0.9 + 0.2 * random))
  return { outcome: 'again', dueAt: now + Math.max(jittered, asked), waitUntil }
}

/** RFC 9110: seconds or a date. What is neither asks for nothing. */
function retryAfterMs(header: string | null, now: number): number {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}
