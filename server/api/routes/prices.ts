/** Price sheets at work: quotes beforehand, orders of resellers, usage of managed plans. */
import { z } from '@hono/zod-openapi'
import { correctOrder, findOrder, listOrders, registerOrder } from '../../services/orders.ts'
import { requirePartner } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import { findQuote, makeQuote } from '../../services/quotes.ts'
import { reportUsage } from '../../services/usage.ts'
import type { AppOptions } from '../app.ts'
import { ownPartner, type Route, route } from '../route.ts'
import { currency, externalId, id, listOf, listQuery, text, time } from '../schemas.ts'
import { whose } from './links.ts'
import {
  items,
  month,
  Order,
  OrderCorrectionReply,
  presentCorrection,
  presentOrder,
  presentQuote,
  presentUsage,
  QuoteBody,
  Usage,
  units,
} from './price-schemas.ts'

const params = z.object({ id })
const partnerId = id.optional().openapi({ description: 'Whose; implied by a partner token.' })
const at = (given: string | undefined) => (given === undefined ? undefined : Date.parse(given))

const NewQuote = z
  .strictObject({
    planId: z.string().min(1).max(100),
    currency,
    items: items.optional().openapi({ description: 'Products to resell, paid once.' }),
    units: units.optional().openapi({ description: 'Units of a managed plan, paid each month.' }),
    months: z.int().min(1).max(120).default(1),
    partnerId: id
      .optional()
      .openapi({ description: 'Made for this partner: only it and the vendor see it.' }),
  })
  .refine((quote) => quote.items !== undefined || quote.units !== undefined, {
    path: ['units'],
    message: 'Say which items or units.',
  })
  .openapi('NewQuote')

const NewOrder = z
  .strictObject({
    externalId,
    partnerId,
    currency,
    items,
    leadId: id.optional().openapi({ description: 'An accepted lead of the partner may add points.' }),
    occurredAt: time.optional(),
  })
  .openapi('NewOrder')

const NewOrderCorrection = z
  .strictObject({
    externalId,
    partnerId: id,
    orderExternalId: externalId,
    kind: z.enum(['cancel', 'return']),
    items: items.optional().openapi({ description: 'With `return`: what came back.' }),
    reason: text(500),
    occurredAt: time.optional(),
  })
  .refine((one) => (one.kind === 'return') === (one.items !== undefined), {
    path: ['items'],
    message: 'A return names what came back; a cancelled order comes back whole.',
  })
  .openapi('NewOrderCorrection')

const NewUsage = z
  .strictObject({
    externalId,
    partnerId,
    unitId: z.string().min(1).max(200),
    quantity: z.int().min(0).max(1_000_000),
    month,
    currency: currency
      .optional()
      .openapi({ description: "Default: the first of the program's in which the unit has a price." }),
    occurredAt: time
      .optional()
      .openapi({ description: 'When it was counted: of several reports the latest counts.' }),
  })
  .openapi('NewUsage')

export const priceRoutes = ({ limits, addressOf }: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/quotes',
      tag: 'Prices',
      summary: 'What it would cost',
      description:
        'The whole cost beforehand, from the price sheet in force, kept as it was shown. The statement of the same units says the same to the cent.',
      credentials: ['pk', 'pt', 'session', 'sk'],
      body: NewQuote,
      idempotent: true,
      replies: { 201: { description: 'The quote.', schema: QuoteBody } },
      problems: ['plan_unknown', 'not_priced', 'partner_unknown', 'too_many_requests'],
    },
    async (call) => {
      const { services, body, credential, request } = call
      if (credential?.kind === 'pk') await limits.quote(addressOf(request))
      const own = ownPartner(call)
      const forWhom = own === undefined ? body.partnerId : whose(own, body.partnerId)
      // A page says nothing about partners, not even whether one exists.
      if (credential?.kind === 'pk' && forWhom !== undefined) throw new Problem('partner_unknown')
      return call.transact(async (trx, program) => {
        if (forWhom !== undefined) await requirePartner(trx, program.id, forWhom)
        const quote = await makeQuote(services, trx, program, {
          planId: body.planId,
          partnerId: forWhom ?? null,
          currency: body.currency,
          items: body.items ?? [],
          units: body.units ?? [],
          months: body.months,
        })
        return { status: 201, body: presentQuote(quote) }
      })
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/quotes/{id}',
      tag: 'Prices',
      summary: 'Look up a quote',
      credentials: ['pk', 'pt', 'session', 'sk'],
      params,
      replies: { 200: { description: 'As it was shown.', schema: QuoteBody } },
      problems: ['not_found'],
    },
    async (call) => {
      const { services, program, credential } = call
      const reach = credential?.kind === 'sk' ? undefined : (ownPartner(call) ?? null)
      return {
        status: 200,
        body: presentQuote(await findQuote(services.store.db, program, call.params.id, reach)),
      }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/orders',
      tag: 'Prices',
      summary: 'Register a resale order',
      description:
        "Priced by the partner's plan in force when it occurred, once and for ever. The same external id of the same partner again changes nothing.",
      credentials: ['sk', 'pt', 'session'],
      body: NewOrder,
      idempotent: true,
      replies: {
        201: { description: 'Registered: list price, wholesale price and margin.', schema: Order },
        200: { description: 'Was registered before; nothing changed.', schema: Order },
      },
      problems: ['partner_unknown', 'not_priced', 'order_conflict', 'occurred_in_future'],
    },
    async (call) => {
      const { services, body } = call
      const partner = whose(ownPartner(call), body.partnerId)
      return call.transact(async (trx, program) => {
        const input = { ...body, partnerId: partner, occurredAt: at(body.occurredAt) }
        const { created, order } = await registerOrder(services, trx, program, input)
        return { status: created ? 201 : 200, body: presentOrder(order) }
      })
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/orders',
      tag: 'Prices',
      summary: 'List resale orders',
      credentials: ['sk', 'pt', 'session'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(Order, 'OrderList') } },
      problems: ['invalid_cursor', 'partner_unknown'],
    },
    async (call) => {
      const own = ownPartner(call)
      const partner = own === undefined ? call.query.partnerId : whose(own, call.query.partnerId)
      const page = await listOrders(call.services, call.program, partner, call.query)
      return { status: 200, body: { data: page.data.map(presentOrder), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/orders/{id}',
      tag: 'Prices',
      summary: 'Look up a resale order',
      credentials: ['sk', 'pt', 'session'],
      params,
      replies: { 200: { description: 'As it now is, with what came back.', schema: Order } },
      problems: ['not_found'],
    },
    async (call) => {
      const { services, program } = call
      const order = await findOrder(services.store.db, program, call.params.id, ownPartner(call))
      return { status: 200, body: presentOrder(order) }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/order-corrections',
      tag: 'Prices',
      summary: 'An order was cancelled, or something came back',
      description:
        'An order is never edited. Before its order it is kept and counts when the order comes; after the statement of its month was closed it is in the next one.',
      credentials: ['sk'],
      body: NewOrderCorrection,
      idempotent: true,
      replies: {
        201: { description: 'Registered, with the order as it now is.', schema: OrderCorrectionReply },
        202: { description: 'Kept until its order comes.', schema: OrderCorrectionReply },
        200: { description: 'Was registered before; nothing changed.', schema: OrderCorrectionReply },
      },
      problems: ['partner_unknown', 'order_conflict', 'occurred_in_future'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const input = { ...body, items: body.items ?? [], occurredAt: at(body.occurredAt) }
        const { created, correction, order } = await correctOrder(services, trx, program, input)
        return {
          status: created ? (order ? 201 : 202) : 200,
          body: { correction: presentCorrection(correction), order: order ? presentOrder(order) : null },
        }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/usage',
      tag: 'Prices',
      summary: 'Report units in use',
      description:
        'Of several reports of a unit and month the latest to occur counts; every one is kept. After the statement of the month was closed the difference is in the next one.',
      credentials: ['sk', 'pt', 'session'],
      body: NewUsage,
      idempotent: true,
      replies: {
        201: { description: 'Recorded.', schema: Usage },
        200: { description: 'Was recorded before; nothing changed.', schema: Usage },
      },
      problems: ['partner_unknown', 'not_priced', 'usage_conflict', 'occurred_in_future'],
    },
    async (call) => {
      const { services, body } = call
      const partner = whose(ownPartner(call), body.partnerId)
      return call.transact(async (trx, program) => {
        const input = { ...body, partnerId: partner, occurredAt: at(body.occurredAt) }
        const { created, report } = await reportUsage(services, trx, program, input)
        return { status: created ? 201 : 200, body: presentUsage(report) }
      })
    },
  ),
]
