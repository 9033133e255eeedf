/** Events of other payment providers, signed as each of them signs. */
import { createHmac } from 'node:crypto'
import type { Answer, TestApp } from './app.ts'
import { GENERIC_SECRET, PADDLE_SECRET, SHOPIFY_SECRET } from './app.ts'

export interface Delivery {
  path: string
  body: string
  headers: Record<string, string>
}

export const deliverTo = (app: TestApp, { path, body, headers }: Delivery): Promise<Answer> =>
  app.call('POST', path, body, { as: null, headers })

const seconds = (app: TestApp): number => Math.floor(app.clock.now() / 1000)

/** @param at UTC seconds of the signature. */
export function paddleEvent(
  app: TestApp,
  id: string,
  type: string,
  data: object,
  { at = seconds(app), secrets = [PADDLE_SECRET], occurredAt = app.clock.now() } = {},
): Delivery {
  const event = {
    event_id: id,
    event_type: type,
    occurred_at: new Date(occurredAt).toISOString(),
    notification_id: 'ntf_1',
    data,
  }
  const body = JSON.stringify(event)
  const signed = secrets.map(
    (secret) => `h1=${createHmac('sha256', secret).update(`${at}:${body}`).digest('hex')}`,
  )
  return { path: '/hooks/paddle', body, headers: { 'Paddle-Signature': [`ts=${at}`, ...signed].join(';') } }
}

export function shopifyEvent(
  app: TestApp,
  id: string,
  topic: string,
  payload: object,
  secret = SHOPIFY_SECRET,
): Delivery {
  const body = JSON.stringify(payload)
  return {
    path: '/hooks/shopify',
    body,
    headers: {
      'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'X-Shopify-Topic': topic,
      'X-Shopify-Event-Id': id,
      'X-Shopify-Webhook-Id': `delivery-${id}`,
      'X-Shopify-Triggered-At': new Date(app.clock.now()).toISOString(),
    },
  }
}

/** Standard Webhooks 1.0.0. */
export function genericEvent(
  app: TestApp,
  id: string,
  event: object,
  { at = seconds(app), secret = GENERIC_SECRET } = {},
): Delivery {
  const body = JSON.stringify(event)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return {
    path: '/hooks/generic',
    body,
    headers: { 'webhook-id': id, 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,${signature}` },
  }
}
