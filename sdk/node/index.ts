/** The SDK for your own server: `import { Goodword } from 'goodword/node'`. Nothing to install beside it. */
export { type CheckoutFields, type CheckoutTouches, stripeCheckout, stripeLink } from '../stripe.ts'
export { Goodword, type GoodwordOptions } from './client.ts'
export {
  type ClickCookie,
  type ClickCookieOptions,
  type CookieRequest,
  type CookieResponse,
  clickCookie,
  goodwordCookie,
} from './cookie.ts'
export { GoodwordConnectionError, GoodwordError } from './errors.ts'
export type { HeaderSource } from './headers.ts'
export type { Listing, Page } from './listing.ts'
export type { RequestOptions } from './send.ts'
export type * from './types.ts'
export {
  unwrap,
  type VerifyWebhookOptions,
  verifyPostback,
  verifyWebhook,
  WebhookError,
  type WebhookEvent,
} from './webhooks.ts'
