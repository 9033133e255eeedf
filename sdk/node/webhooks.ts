/**
 * Whether a webhook really came from your Goodword server: Standard Webhooks
 * 1.0.0, symmetric signatures (https://www.standardwebhooks.com).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type HeaderSource, headerOf } from './headers.ts'
import type { GoodwordEvent } from './types.ts'

/** A webhook whose signature was right. */
export interface WebhookEvent {
  /** The same over all attempts to deliver: drop what you have seen. */
  id: string
  /** Such as `commission.created`. */
  type: string
  /** When it happened, RFC 3339. */
  timestamp: string
  data: unknown
}

/** Why a webhook was not believed. Answer 400; do not act on it. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  /**
   * `bad_secret`: the secret itself is not one, so nothing can be verified.
   * `bad_header`: one of the three headers is missing or malformed.
   * `too_old`, `too_new`: sent outside the tolerance; check this machine's clock.
   * `bad_signature`: changed on the way, or signed by someone else.
   * `bad_body`: the signature is right, the body is no JSON object. Or the body
   * was parsed before it came here: pass it as it arrived.
   */
  readonly code: 'bad_secret' | 'bad_header' | 'too_old' | 'too_new' | 'bad_signature' | 'bad_body'

  constructor(code: WebhookError['code'], message: string) {
    super(message)
    this.code = code
  }
}

export interface VerifyWebhookOptions {
  /** How far the sender's clock and ours may be apart, both ways. Default 300. */
  toleranceSeconds?: number
  /** UTC milliseconds. Default: now. */
  now?: number
}

const PREFIX = 'whsec_'
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Node reads broken base64 generously and would give a key that never matches. */
function keyOf(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const key = Buffer.from(text, 'base64')
  if (!base64.test(text) || key.length < 24 || key.length > 64) {
    throw new WebhookError('bad_secret', 'A secret is "whsec_" and the base64 of 24 to 64 bytes.')
  }
  return key
}

function requiredHeader(headers: HeaderSource, name: string, shape: RegExp): string {
  const value = headerOf(headers, name)
  if (value === null || !shape.test(value)) {
    throw new WebhookError('bad_header', `The header ${name} is missing or malformed.`)
  }
  return value
}

/**
 * Verifies a webhook and returns what it says.
 *
 * @param body exactly as it arrived, before any JSON middleware.
 * @param headers of the request: `webhook-id`, `webhook-timestamp` and `webhook-signature` count.
 * @param secret of the endpoint, or several while one replaces the other.
 * @throws WebhookError with a `code`; sending the same request again will not help.
 * @example
 * import { verifyWebhook } from 'goodword/node'
 *
 * async function receive(request: Request): Promise<Response> {
 *   const event = verifyWebhook(await request.text(), request.headers, process.env.GOODWORD_WEBHOOK_SECRET ?? '')
 *   console.log(event.id, event.type)
 *   return new Response(null, { status: 204 })
 * }
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: HeaderSource,
  secret: string | readonly string[],
  options?: VerifyWebhookOptions,
): WebhookEvent {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new WebhookError('bad_body', 'Pass the body as it arrived, not what was read from it.')
  }
  const id = verified(body, headers, secret, options)
  return { ...contentOf(body), id }
}

/**
 * Verifies the call of a postback. It is a GET without a body: what it says
 * stands in its address, and that is what is signed.
 *
 * @param url the whole address as it was called, such as
 *   `https://track.partner.example/in?id=msg_1&amount=30.00`. Behind a proxy: the one outside.
 * @param headers of the request: `webhook-id`, `webhook-timestamp` and `webhook-signature` count.
 * @param secret of the postback, or several while one replaces the other.
 * @returns the id of the event, the same over all attempts: drop what you have seen.
 * @throws WebhookError with a `code`, never `bad_body`; sending the same request again will not help.
 * @example
 * import { verifyPostback } from 'goodword/node'
 *
 * function receive(request: Request): Response {
 *   const id = verifyPostback(request.url, request.headers, process.env.GOODWORD_POSTBACK_SECRET ?? '')
 *   console.log(id, new URL(request.url).searchParams.get('amount'))
 *   return new Response(null, { status: 204 })
 * }
 */
export function verifyPostback(
  url: string,
  headers: HeaderSource,
  secret: string | readonly string[],
  options?: VerifyWebhookOptions,
): string {
  return verified(url, headers, secret, options)
}

/** @returns the id. @throws WebhookError */
function verified(
  content: string | Uint8Array,
  headers: HeaderSource,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now() }: VerifyWebhookOptions = {},
): string {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(keyOf)
  if (keys.length === 0) throw new WebhookError('bad_secret', 'There is no secret to verify with.')

  // A dot in the id would let parts of a signed message change places.
  const id = requiredHeader(headers, 'webhook-id', /^[^\s.]+$/)
  const timestamp = requiredHeader(headers, 'webhook-timestamp', /^\d{1,12}$/)
  const signatures = requiredHeader(headers, 'webhook-signature', /\S/)
  const ageSeconds = now / 1000 - Number(timestamp)
  if (ageSeconds > toleranceSeconds) throw new WebhookError('too_old', 'The webhook was sent too long ago.')
  if (ageSeconds < -toleranceSeconds) throw new WebhookError('too_new', 'The webhook was sent in the future.')

  const given = signatures.split(' ').filter((part) => part.startsWith('v1,'))
  const matches = keys.some((key) => {
    const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(content)
    const expected = Buffer.from(`v1,${hmac.digest('base64')}`)
    return given.some((part) => {
      const found = Buffer.from(part)
      return found.length === expected.length && timingSafeEqual(found, expected)
    })
  })
  if (!matches) throw new WebhookError('bad_signature', 'No signature fits this content and secret.')
  return id
}

/**
 * `verifyWebhook` with the catalogue's types: what a switch over `type` leaves
 * is known to the compiler. Answer 2xx also to types that you do not know: a
 * later version of the server has more of them.
 *
 * @param body exactly as it arrived, before any JSON middleware.
 * @param secret of the endpoint, or both while one replaces the other.
 * @throws WebhookError with a `code`; sending the same request again will not help.
 * @example
 * import { unwrap } from 'goodword/node'
 *
 * async function receive(request: Request): Promise<Response> {
 *   const event = unwrap(await request.text(), request.headers, process.env.GOODWORD_WEBHOOK_SECRET ?? '')
 *   if (event.type === 'commission.payable') console.log(event.data.partnerId, event.data.amount)
 *   return new Response(null, { status: 204 })
 * }
 */
export function unwrap(
  body: string | Uint8Array,
  headers: HeaderSource,
  secret: string | readonly string[],
  options?: VerifyWebhookOptions,
): GoodwordEvent {
  return verifyWebhook(body, headers, secret, options) as GoodwordEvent
}

function contentOf(body: string | Uint8Array): Omit<WebhookEvent, 'id'> {
  let content: unknown
  try {
    content = JSON.parse(
      typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body),
    )
  } catch {
    // Reported below, with everything else that is no JSON object.
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new WebhookError('bad_body', 'The signature is right, but the body is no JSON object.')
  }
  return content as Omit<WebhookEvent, 'id'>
}
