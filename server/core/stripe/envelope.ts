/** What the inbox has to know of an event of Stripe, however it came. */
import { idAt, numberAt, textAt } from '../json.ts'

export interface StripeEnvelope {
  id: string
  type: string
  objectId: string
  customer: string | undefined
  occurredAt: number
  mode: 'live' | 'test'
}

/** Undefined for what is not an event. */
export function stripeEnvelope(event: unknown): StripeEnvelope | undefined {
  const [id, type, created] = [textAt(event, 'id'), textAt(event, 'type'), numberAt(event, 'created')]
  if (!id || !type || created === undefined || id.length > 255 || type.length > 255) return undefined
  const objectId = textAt(event, 'data', 'object', 'id') ?? ''
  const isCustomer = textAt(event, 'data', 'object', 'object') === 'customer'
  return {
    id,
    type,
    objectId,
    customer: isCustomer ? objectId : idAt(event, 'data', 'object', 'customer'),
    occurredAt: created * 1000,
    mode: (event as { livemode?: unknown }).livemode === true ? 'live' : 'test',
  }
}
