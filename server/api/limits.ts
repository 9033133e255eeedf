/** How often one address, mailbox or partner may make us send or keep something. */
import type { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../services/problem.ts'

export interface Limits {
  /** @throws Problem `too_many_requests` */
  mail(address: string, email: string): Promise<void>
  /** @throws Problem `too_many_requests` */
  quote(address: string): Promise<void>
  /** @throws Problem `too_many_requests` */
  postbackTest(partnerId: string): Promise<void>
}

/** Per address: an office behind one address still gets in. Per mailbox: nobody is flooded. */
const PER_ADDRESS = { points: 20, duration: 60 }
const PER_MAILBOX = { points: 5, duration: 15 * 60 }

/** A calculator that asks with every keystroke gets by. */
const QUOTES = { points: 120, duration: 60 }

/** Enough to try and try again, too little to bother whoever lives at the address. */
const POSTBACK_TESTS = { points: 10, duration: 60 }

export function createLimits(): Limits {
  let made: ReturnType<typeof makeLimiters> | undefined
  const limiters = () => (made ??= makeLimiters())
  return {
    async mail(address, email) {
      const { byAddress, byMailbox } = await limiters()
      await consume(byAddress, address)
      await consume(byMailbox, email.trim().toLowerCase())
    },
    async quote(address) {
      const { quotes } = await limiters()
      await consume(quotes, address)
    },
    async postbackTest(partnerId) {
      const { postbackTests } = await limiters()
      await consume(postbackTests, partnerId)
    },
  }
}

/** Loaded when it is first asked for: it comes with a limiter for every database there is. */
async function makeLimiters() {
  const { RateLimiterMemory } = await import('rate-limiter-flexible')
  return {
    byAddress: new RateLimiterMemory({ keyPrefix: 'address', ...PER_ADDRESS }),
    byMailbox: new RateLimiterMemory({ keyPrefix: 'mailbox', ...PER_MAILBOX }),
    quotes: new RateLimiterMemory({ keyPrefix: 'quotes', ...QUOTES }),
    postbackTests: new RateLimiterMemory({ keyPrefix: 'postbacks', ...POSTBACK_TESTS }),
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    const seconds = Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000)
    throw new Problem('too_many_requests', { retryAfterSeconds: seconds })
  }
}
