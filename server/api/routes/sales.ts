/** Sales: cash that was collected. */
import { z } from '@hono/zod-openapi'
import { Problem } from '../../services/problem.ts'
import { describeSale, type RecordedSale, recordSale } from '../../services/record-sale.ts'
import { saleNameOf } from '../../services/sale-alias.ts'
import { findSale } from '../../services/sale-facts.ts'
import { presentAttribution, presentCommission, presentSale } from '../present.ts'
import { type Route, route } from '../route.ts'
import { amount, currency, externalId, Item, SaleReply, time, touchFields } from '../schemas.ts'

export const NewSale = z
  .strictObject({
    externalId,
    customerExternalId: externalId.optional(),
    ...touchFields,
    amount: amount.openapi({ description: 'Cash in minor units, including tax and shipping.' }),
    taxAmount: amount.default(0),
    shippingAmount: amount.default(0),
    currency,
    items: z.array(Item).max(100).default([]),
    occurredAt: time.optional(),
  })
  .openapi('NewSale')

export const saleInput = (body: z.output<typeof NewSale>) => ({
  externalId: body.externalId,
  customerExternalId: body.customerExternalId,
  clickId: body.clickId,
  clickIds: body.clickIds,
  coupon: body.coupon,
  amountMinor: body.amount,
  taxMinor: body.taxAmount,
  shippingMinor: body.shippingAmount,
  currency: body.currency,
  items: body.items,
  occurredAt: body.occurredAt === undefined ? undefined : Date.parse(body.occurredAt),
})

const present = ({ sale, attribution, whyNot, commissions }: Omit<RecordedSale, 'created'>) => ({
  sale: presentSale(sale),
  ...presentAttribution(attribution, whyNot),
  commissions: commissions.map(presentCommission),
})

export const saleRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/sales',
      tag: 'Sales',
      summary: 'Record a sale',
      description:
        'A sale with a touch (click ids or a coupon) binds its customer; one without follows the customer, or waits for it.',
      credentials: ['sk'],
      body: NewSale,
      idempotent: true,
      replies: {
        201: { description: 'Recorded.', schema: SaleReply },
        200: { description: 'Was recorded before; nothing changed.', schema: SaleReply },
      },
      problems: ['sale_conflict', 'currency_not_accepted', 'occurred_in_future'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const recorded = await recordSale(services, trx, program, saleInput(body))
        return { status: recorded.created ? 201 : 200, body: present(recorded) }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/sales/{externalId}',
      tag: 'Sales',
      summary: 'Look up a sale',
      description: 'With its commissions, their explanations, and why nobody was credited if nobody was.',
      credentials: ['sk'],
      params: z.object({ externalId }),
      replies: { 200: { description: 'The sale.', schema: SaleReply } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      const reader = services.store.db
      const name = await saleNameOf(reader, program.id, params.externalId)
      const sale = await findSale(reader, program.id, name)
      if (!sale) throw new Problem('not_found')
      return { status: 200, body: present(await describeSale(reader, program, sale)) }
    },
  ),
]
