/** Stripe's signatures, checked by Stripe's own package, which is loaded when the first event comes. */
import { idAt, numberAt, textAt } from '../../core/json.ts'
import { type HookProvider, TOLERANCE_MS } from './provider.ts'

export const stripe: HookProvider = {
  source: 'stripe',
  async signedWith(secret, { body, header, now }) {
    const { default: Stripe } = await import('stripe')
    const { signature } = Stripe.webhooks
    if (!signature) throw new Error('the stripe package does not check signatures')
    return (
      signature
        // Its lower function checks no time unless it is told how much.
        .verifyHeaderAsync(
          body,
          header('stripe-signature') ?? '',
          secret,
          TOLERANCE_MS / 1000,
          undefined,
          now,
        )
        .catch(() => false)
    )
  },
  envelope(event) {
    const [id, type, created] = [textAt(event, 'id'), textAt(event, 'type'), numberAt(event, 'created')]
    if (!id || !type || created === undefined) return undefined
    const objectId = textAt(event, 'data', 'object', 'id') ?? ''
    const isCustomer = textAt(event, 'data', 'object', 'object') === 'customer'
    return {
      id,
      type,
      objectId,
      customer: isCustomer ? objectId : idAt(event, 'data', 'object', 'customer'),
      occurredAt: created * 1000,
      mode: event.livemode === true ? 'live' : 'test',
    }
  },
}
