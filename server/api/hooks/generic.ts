/**
 * For every other provider, and for whoever writes a bridge to one: events in
 * our own words, `{ type, data }` with the body of the API's own call as data,
 * signed as Standard Webhooks (standardwebhooks.com), as ours are.
 */
import type { z } from '@hono/zod-openapi'
import { at, textAt } from '../../core/json.ts'
import type { GenericEvent } from '../../services/generic-event.ts'
import { Problem } from '../../services/problem.ts'
import { check, checkText } from '../check.ts'
import { customerInput, NewCustomer } from '../routes/customers.ts'
import { NewDispute, NewRefund, reversalInput } from '../routes/reversals.ts'
import { NewSale, saleInput } from '../routes/sales.ts'
import { type HookProvider, hmac, isSame, TOLERANCE_MS } from './provider.ts'

const SECRET = 'whsec_'

export const generic: HookProvider = {
  source: 'generic',
  signedWith(secret, { body, header, now }) {
    const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp') ?? '']
    if (!id || !/^\d{1,12}$/.test(timestamp)) return false
    if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) return false
    const key = Buffer.from(secret.slice(SECRET.length), 'base64')
    const digest = hmac(key, `${id}.${timestamp}.`, body)
    return (header('webhook-signature') ?? '')
      .split(' ')
      .some((one) => one.startsWith('v1,') && isSame(digest, one.slice('v1,'.length), 'base64'))
  },
  envelope(payload, { header }) {
    const event = eventIn(textAt(payload, 'type'), checkText(at(payload, 'data')))
    const { input } = event
    const customer =
      event.type === 'customer'
        ? event.input.externalId
        : event.type === 'sale'
          ? event.input.customerExternalId
          : undefined
    return {
      id: header('webhook-id') ?? '',
      type: event.type,
      objectId: input.externalId,
      customer,
      occurredAt: input.occurredAt ?? Number(header('webhook-timestamp')) * 1000,
      mode: undefined,
      payload: JSON.stringify(event),
    }
  },
}

/** @throws Problem `validation_failed`, with every wrong field. */
function eventIn(type: string | undefined, data: unknown): GenericEvent {
  const body = <T>(schema: z.ZodType<T>): T => inData(() => check(schema, data))
  switch (type) {
    case 'sale':
      return { type, input: saleInput(body(NewSale)) }
    case 'refund':
      return { type, input: reversalInput(body(NewRefund)) }
    case 'dispute': {
      const dispute = body(NewDispute)
      return { type, input: { ...reversalInput(dispute), status: dispute.status } }
    }
    case 'customer':
      return { type, input: customerInput(body(NewCustomer)) }
    default:
      throw new Problem('validation_failed', {
        errors: [{ path: 'type', message: 'One of: sale, refund, dispute, customer.' }],
      })
  }
}

function inData<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    const errors = error.errors.map(({ path, message }) => ({
      path: path ? `data.${path}` : 'data',
      message,
    }))
    throw new Problem('validation_failed', { errors })
  }
}
