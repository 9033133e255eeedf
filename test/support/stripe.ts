/** Events as Stripe sends them, signed as Stripe signs. */
import { createHmac } from 'node:crypto'
import type { Answer, TestApp } from './app.ts'
import { STRIPE_SECRET } from './app.ts'

export interface StripeEvent {
  id: string
  object: 'event'
  type: string
  created: number
  livemode: boolean
  account?: string
  data: { object: Record<string, unknown> }
}

/** @param at seconds */
export const eventOf = (
  id: string,
  type: string,
  at: number,
  object: Record<string, unknown>,
): StripeEvent => ({
  id,
  object: 'event',
  type,
  created: at,
  livemode: true,
  data: { object },
})

/** @param at seconds */
export function stripeSignature(body: string | Buffer, at: number, ...secrets: string[]): string {
  const signed = secrets.map((secret) => {
    const hmac = createHmac('sha256', secret).update(`${at}.`).update(body)
    return `v1=${hmac.digest('hex')}`
  })
  return [`t=${at}`, ...signed].join(',')
}

/** As it comes over the wire, at the time of the test's clock. */
export function deliver(app: TestApp, event: unknown, secret = STRIPE_SECRET): Promise<Answer> {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const at = Math.floor(app.clock.now() / 1000)
  return app.call('POST', '/hooks/stripe', body, {
    as: null,
    headers: { 'Stripe-Signature': stripeSignature(body, at, secret) },
  })
}
