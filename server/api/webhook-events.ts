/** The catalogue of events: what stands in the body of each, for the OpenAPI document and the SDK's types. */
import { z } from '@hono/zod-openapi'
import type { EventData, EventType } from '../core/webhooks.ts'
import { amountOut, leadStatus, timeOut } from './schemas.ts'

const id = z.string()
const partner = z.object({
  id,
  externalId: z.string().nullable(),
  planId: z.string(),
  status: z.enum(['active', 'paused', 'unconfirmed', 'merged']),
})
const lead = z.object({ id, partnerId: id, status: leadStatus })
const sale = { id, externalId: z.string(), amount: amountOut, netAmount: amountOut, currency: z.string() }
const commission = z.object({
  id,
  kind: z.enum(['earned', 'override', 'reversal', 'clawback', 'rebate', 'adjustment']),
  partnerId: id,
  saleId: id.nullable(),
  amount: amountOut,
  currency: z.string(),
  status: z.enum(['held', 'payable']),
})
const payout = z.object({
  id,
  runId: id.nullable(),
  partnerId: id,
  amount: amountOut,
  currency: z.string(),
  reference: z.string().nullable(),
})

interface Event<T extends EventType> {
  summary: string
  data: z.ZodType<EventData[T]>
}

export const webhookEvents: { [T in EventType]: Event<T> } = {
  'partner.applied': { summary: 'Somebody applied; the address is not confirmed yet', data: partner },
  'partner.created': { summary: 'A partner was enrolled, or confirmed its address', data: partner },
  'partner.updated': { summary: 'A partner changed its plan or status', data: partner },
  'link.created': {
    summary: 'A partner has another link',
    data: z.object({ id, partnerId: id, code: z.string() }),
  },
  'lead.submitted': { summary: 'A lead was registered', data: lead },
  'lead.accepted': { summary: 'A lead was accepted', data: lead },
  'lead.declined': { summary: 'A lead was declined', data: lead },
  'customer.bound': {
    summary: 'A customer was credited to a partner, to another one, or to nobody any more',
    data: z.object({ id, externalId: z.string(), partnerId: id.nullable(), planId: z.string().nullable() }),
  },
  'sale.recorded': {
    summary: 'A sale was recorded; what had been refunded before is taken off its netAmount',
    data: z.object({ ...sale, customerExternalId: z.string().nullable(), partnerId: id.nullable() }),
  },
  'sale.refunded': {
    summary: 'A sale was refunded, in part or whole',
    data: z.object({
      ...sale,
      refundId: id,
      refundExternalId: z.string(),
      refundAmount: amountOut,
    }),
  },
  'sale.disputed': {
    summary: 'A dispute about a sale was opened, won or lost',
    data: z.object({
      ...sale,
      disputeId: id,
      disputeExternalId: z.string(),
      disputeAmount: amountOut,
      disputeStatus: z.enum(['opened', 'won', 'lost']),
    }),
  },
  'commission.created': { summary: 'A commission was posted', data: commission },
  'commission.reversed': {
    summary: 'Something of a commission goes back, as an entry of its own',
    data: commission,
  },
  'commission.payable': { summary: 'A commission can be paid from now on', data: commission },
  'commission.held': { summary: 'A commission waits, for a dispute or for a look', data: commission },
  'payout.created': { summary: 'A payout was locked', data: payout },
  'payout.paid': { summary: 'A payout was paid', data: payout },
  'payout.failed': { summary: 'A payout failed; its commissions are free for the next run', data: payout },
  'webhook.test': { summary: 'You asked for a test', data: z.object({ id }) },
}

const componentName = (type: string): string =>
  `${type.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`

/** The whole body of an event. */
export const webhookBody = (type: EventType) =>
  z
    .object({
      type: z.literal(type),
      timestamp: timeOut.openapi({ description: 'When it happened.' }),
      sequence: z.int().openapi({
        description:
          'Counts the events of `data.id` from 1: one that is lower than what you have seen is old.',
      }),
      data: webhookEvents[type].data,
    })
    .openapi(componentName(type))

export const allEventTypes = Object.keys(webhookEvents) as EventType[]
