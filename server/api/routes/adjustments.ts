/** Adjustments: what the vendor gives or takes by hand. */
import { z } from '@hono/zod-openapi'
import { recordAdjustment } from '../../services/adjustments.ts'
import { presentCommission } from '../present.ts'
import { type Route, route } from '../route.ts'
import { Commission, currency, id, text } from '../schemas.ts'

const NewAdjustment = z
  .strictObject({
    partnerId: id,
    amount: z
      .int()
      .min(-1_000_000_000_000)
      .max(1_000_000_000_000)
      .refine((amount) => amount !== 0, 'An adjustment of nothing adjusts nothing.')
      .openapi({ description: 'Minor units; negative takes away.' }),
    currency,
    reason: text(500).openapi({ description: 'For the partner to read.' }),
  })
  .openapi('NewAdjustment')

export const adjustmentRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/adjustments',
      tag: 'Commissions',
      summary: 'Adjust a balance by hand',
      description:
        'Makes a commission of kind `adjustment` that the partner sees with your reason. What goes beyond the balance is settled with what the partner earns next. Send an `Idempotency-Key`: there is no other way to tell a repetition from a second adjustment.',
      credentials: ['sk'],
      body: NewAdjustment,
      idempotent: true,
      replies: { 201: { description: 'Posted.', schema: Commission } },
      problems: ['partner_unknown', 'currency_not_accepted'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const { amount: amountMinor, ...rest } = body
        const commission = await recordAdjustment(services, trx, program, { ...rest, amountMinor })
        return { status: 201, body: presentCommission(commission) }
      }),
  ),
]
