/** Refunds and disputes: what takes money of a sale back. */
import { z } from '@hono/zod-openapi'
import type { DisputeTable, RefundTable } from '../../db/schema.ts'
import { commissionsWhere } from '../../services/commissions.ts'
import type { Program, Trx } from '../../services/programs.ts'
import { type RecordedReversal, recordDispute, recordRefund } from '../../services/record-reversal.ts'
import { saleNameOf } from '../../services/sale-alias.ts'
import { presentCommission, presentRefund, presentSale } from '../present.ts'
import { type Route, route } from '../route.ts'
import { amount, DisputeReply, externalId, RefundReply, time } from '../schemas.ts'

const fields = {
  externalId,
  saleExternalId: externalId,
  amount: amount.min(1),
  occurredAt: time.optional(),
}
export const NewRefund = z.strictObject(fields).openapi('NewRefund')
export const NewDispute = z
  .strictObject({ ...fields, status: z.enum(['opened', 'won', 'lost']).default('opened') })
  .openapi('NewDispute')

export const reversalInput = (body: z.output<typeof NewRefund>) => ({
  externalId: body.externalId,
  saleExternalId: body.saleExternalId,
  amountMinor: body.amount,
  occurredAt: body.occurredAt === undefined ? undefined : Date.parse(body.occurredAt),
})

/** By whichever of its names the sale is called. */
async function named(trx: Trx, program: Program, body: z.output<typeof NewRefund>) {
  return {
    ...reversalInput(body),
    saleExternalId: await saleNameOf(trx, program.id, body.saleExternalId),
  }
}

/** The sale as it is now, and the commissions that this event caused. */
async function consequences(
  trx: Trx,
  program: Program,
  { reversal, sale }: RecordedReversal<RefundTable | DisputeTable>,
) {
  const commissions = sale
    ? await commissionsWhere(trx, program, { saleId: sale.id, causeId: reversal.id })
    : []
  return {
    sale: sale ? presentSale(sale) : null,
    commissions: commissions.map(presentCommission),
  }
}

/** 202: kept until its sale arrives. */
const statusOf = ({ created, sale }: RecordedReversal<unknown>): number =>
  created ? (sale ? 201 : 202) : 200

export const reversalRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/refunds',
      tag: 'Sales',
      summary: 'Record a refund',
      description:
        'Commissions fall in proportion; refunding everything, in any number of parts, leaves exactly zero.',
      credentials: ['sk'],
      body: NewRefund,
      idempotent: true,
      replies: {
        201: { description: 'Recorded.', schema: RefundReply },
        202: { description: 'Kept; it applies when its sale comes.', schema: RefundReply },
        200: { description: 'Was recorded before; nothing changed.', schema: RefundReply },
      },
      problems: ['refund_conflict', 'occurred_in_future'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const recorded = await recordRefund(services, trx, program, await named(trx, program, body))
        return {
          status: statusOf(recorded),
          body: { refund: presentRefund(recorded.reversal), ...(await consequences(trx, program, recorded)) },
        }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/disputes',
      tag: 'Sales',
      summary: 'Record a dispute',
      description:
        "`opened` holds the sale's commissions, `lost` takes them back like a refund, `won` releases them. Send the same externalId again when the status moves on. One that was won or lost ends differently only with an occurredAt that is later.",
      credentials: ['sk'],
      body: NewDispute,
      idempotent: true,
      replies: {
        201: { description: 'Recorded.', schema: DisputeReply },
        202: { description: 'Kept; it applies when its sale comes.', schema: DisputeReply },
        200: { description: 'Was recorded before; its status is as you sent it.', schema: DisputeReply },
      },
      problems: ['dispute_conflict', 'occurred_in_future'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const input = { ...(await named(trx, program, body)), status: body.status }
        const recorded = await recordDispute(services, trx, program, input)
        return {
          status: statusOf(recorded),
          body: {
            dispute: { ...presentRefund(recorded.reversal), status: recorded.reversal.status },
            ...(await consequences(trx, program, recorded)),
          },
        }
      }),
  ),
]
