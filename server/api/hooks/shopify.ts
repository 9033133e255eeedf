/** Shopify: `X-Shopify-Hmac-Sha256` over the body (shopify.dev/docs/apps/build/webhooks/subscribe/https). */
import { at } from '../../core/json.ts'
import { nameAt, timeAt } from '../../core/provider.ts'
import { type HookProvider, hmac, isSame } from './provider.ts'

export const shopify: HookProvider = {
  source: 'shopify',
  // No time is signed: a request that is sent again tells what is known already.
  signedWith: (secret, { body, header }) =>
    isSame(hmac(secret, body), header('x-shopify-hmac-sha256'), 'base64'),
  envelope(payload, { header, now }) {
    const type = header('x-shopify-topic')
    // The same for every subscription that hears of the event.
    const id = header('x-shopify-event-id') ?? header('x-shopify-webhook-id')
    if (!id || !type) return undefined
    const triggered = Date.parse(header('x-shopify-triggered-at') ?? '')
    const occurredAt = Number.isNaN(triggered) ? (timeAt(payload, 'updated_at') ?? now) : triggered
    const customer = nameAt(payload, 'customer', 'id')
    // Test orders are the twin's.
    const mode = at(payload, 'test') === true ? 'test' : undefined
    return { id, type, objectId: nameAt(payload, 'id') ?? '', customer, occurredAt, mode }
  },
}
