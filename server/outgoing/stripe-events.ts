/** Reads the events of an account at Stripe, by Stripe's own package, which is loaded when it is needed. */
import type Stripe from 'stripe'
import type { AccountEvents } from '../services/reconcile.ts'

const PAGE = 100
const TIMEOUT_MS = 20_000
/** By the package, with pauses that grow; when Stripe says that it is asked too often, it is asked an hour later. */
const RETRIES = 3

/** @param origin instead of Stripe's own, for tests. */
export function stripeEvents(key: string, origin?: string): AccountEvents {
  let client: Promise<Stripe> | undefined
  const connect = async (): Promise<Stripe> => {
    const { default: Stripe } = await import('stripe')
    const url = origin === undefined ? undefined : new URL(origin)
    return new Stripe(key, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: RETRIES,
      telemetry: false,
      ...(url && {
        host: url.hostname,
        port: url.port,
        protocol: url.protocol === 'http:' ? 'http' : 'https',
      }),
    })
  }
  return {
    mode: modeOfKey(key),
    async page(since, before) {
      client ??= connect()
      try {
        const { data, has_more: more } = await (await client).events.list({
          limit: PAGE,
          created: { gte: Math.floor(since / 1_000) },
          ...(before === undefined ? {} : { starting_after: before }),
        })
        return { events: data, more }
      } catch (error) {
        throw explained(error)
      }
    },
  }
}

/** Secret and restricted keys say which mode they are of. */
export const modeOfKey = (key: string): 'live' | 'test' => (/^[a-z]+_live_/.test(key) ? 'live' : 'test')

/** Without what the package knows of the request, because the key is in it. */
function explained(error: unknown): Error {
  const { type, statusCode, code, message } = error as Record<string, unknown>
  const refused = statusCode === 401 || statusCode === 403
  const advice = refused ? ' Check STRIPE_API_KEYS: each needs to read Events.' : ''
  return new Error(`Stripe: ${[statusCode, type, code].filter(Boolean).join(' ')}: ${message}${advice}`)
}
