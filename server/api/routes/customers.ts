/** Customers: bound once to the partner that brought them. */
import { z } from '@hono/zod-openapi'
import type { CustomerTable } from '../../db/schema.ts'
import type { AttributionRow } from '../../services/attribute.ts'
import { findCustomer } from '../../services/customers.ts'
import { Problem } from '../../services/problem.ts'
import { decideCustomer, decisionOf, recordCustomer } from '../../services/record-customer.ts'
import { NO_TOUCH } from '../../services/record-sale.ts'
import { iso, presentAttribution } from '../present.ts'
import { type Route, route } from '../route.ts'
import { Customer, code, email, externalId, id, text, time, touchFields } from '../schemas.ts'

const params = z.object({ externalId })

export const NewCustomer = z
  .strictObject({
    externalId,
    email: email.optional(),
    name: text(200).optional(),
    ...touchFields,
    code: code.optional(),
    leadId: id.optional(),
    occurredAt: time.optional(),
  })
  .openapi('NewCustomer')

export const customerInput = (body: z.output<typeof NewCustomer>) => ({
  ...body,
  occurredAt: body.occurredAt === undefined ? undefined : Date.parse(body.occurredAt),
})

const Decision = z
  .strictObject({ partnerId: id.nullable(), reason: text(500) })
  .openapi('AttributionDecision')

const present = (customer: CustomerTable, attribution: AttributionRow | undefined) => ({
  id: customer.id,
  externalId: customer.external_id,
  email: customer.email,
  name: customer.name,
  occurredAt: customer.signed_up_at === null ? null : iso(customer.signed_up_at),
  createdAt: iso(customer.created_at),
  ...presentAttribution(attribution, NO_TOUCH),
})

export const customerRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/customers',
      tag: 'Customers',
      summary: 'A customer signed up',
      description:
        'Binds the customer to the partner that brought it. Sales that waited for it are credited now.',
      credentials: ['sk'],
      body: NewCustomer,
      idempotent: true,
      replies: {
        201: { description: 'Recorded.', schema: Customer },
        200: { description: 'Was recorded before; nothing changed.', schema: Customer },
      },
      problems: ['occurred_in_future'],
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => {
        const input = customerInput(body)
        const { created, customer, attribution } = await recordCustomer(services, trx, program, input)
        return { status: created ? 201 : 200, body: present(customer, attribution) }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/customers/{externalId}',
      tag: 'Customers',
      summary: 'Look up a customer',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'The customer with its attribution.', schema: Customer } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      const { db } = services.store
      const customer = await findCustomer(db, program.id, params.externalId)
      if (!customer) throw new Problem('not_found')
      return { status: 200, body: present(customer, await decisionOf(db, program.id, customer)) }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/customers/{externalId}/attribution',
      tag: 'Customers',
      summary: 'Decide by hand who is credited',
      description:
        'Stands above every touch, with your reason in the explanation. Naming the partner that is credited already confirms it and lifts a flag. Amounts move by adjusting entries.',
      credentials: ['sk'],
      params,
      body: Decision,
      idempotent: true,
      replies: { 200: { description: 'The customer as it now is.', schema: Customer } },
      problems: ['not_found', 'partner_unknown'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const { customer, attribution } = await decideCustomer(
          services,
          trx,
          program,
          params.externalId,
          body,
        )
        return { status: 200, body: present(customer, attribution) }
      }),
  ),
]
