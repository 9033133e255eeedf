/** Whether a lead adds points to the discount of an order, and in words why or why not. */
import { formatRate } from '../../sdk/rules/money.ts'
import { writtenDate } from '../core/time.ts'
import type { PriceSheet } from '../core/types.ts'
import { Problem } from './problem.ts'
import type { Reader } from './programs.ts'

export interface LeadPoints {
  bps: number
  reason: string | null
}

/**
 * An order is priced when it is registered, and that price is kept: a lead
 * that is accepted afterwards adds nothing to it.
 */
export async function leadPoints(
  reader: Reader,
  programId: string,
  order: { partnerId: string; leadId: string | undefined; occurredAt: number; prices: PriceSheet },
): Promise<LeadPoints> {
  if (order.leadId === undefined) return { bps: 0, reason: null }
  const lead = await reader
    .selectFrom('lead')
    .where('program_id', '=', programId)
    .where('id', '=', order.leadId)
    .where('partner_id', '=', order.partnerId)
    .select(['company', 'status', 'created_at', 'protected_until'])
    .executeTakeFirst()
  if (!lead) {
    throw new Problem('validation_failed', {
      errors: [{ path: 'leadId', message: 'This partner has no such lead.' }],
    })
  }
  const none = (reason: string): LeadPoints => ({ bps: 0, reason })
  const bps = order.prices.leadDiscountBps ?? 0
  if (bps === 0) return none('This plan gives no points for leads.')
  if (lead.status !== 'accepted') {
    return none(`The lead ${lead.company} was not accepted when this order was registered.`)
  }
  if (order.occurredAt < lead.created_at) {
    return none(`The lead ${lead.company} was registered after this order.`)
  }
  if (lead.protected_until !== null && order.occurredAt >= lead.protected_until) {
    return none(`The protection of the lead ${lead.company} ended on ${writtenDate(lead.protected_until)}.`)
  }
  return { bps, reason: `${formatRate(bps)} more for your accepted lead ${lead.company}.` }
}
