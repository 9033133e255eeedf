/** Stripe's signatures, checked by Stripe's own package, which is loaded when the first event comes. */
import { stripeEnvelope } from '../../core/stripe/envelope.ts'
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
  envelope: stripeEnvelope,
}
