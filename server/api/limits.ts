/** How often one address or mailbox may make us send mail. */
import type { RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../services/problem.ts'

export interface Limits {
  /** @throws Problem `too_many_requests` */
  mail(address: string, email: string): Promise<void>
}

/** Per address: an office behind one address still gets in. Per mailbox: nobody is flooded. */
const PER_ADDRESS = { points: 20, duration: 60 }
const PER_MAILBOX = { points: 5, duration: 15 * 60 }

export function createLimits(): Limits {
  let made: ReturnType<typeof makeLimiters> | undefined
  return {
    async mail(address, email) {
      made ??= makeLimiters()
      const { byAddress, byMailbox } = await made
      try {
        await byAddress.consume(address)
        await byMailbox.consume(email.trim().toLowerCase())
      } catch (refused) {
        const seconds = Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000)
        throw new Problem('too_many_requests', { retryAfterSeconds: seconds })
      }
    },
  }
}

/** Loaded when it is first asked for: it comes with a limiter for every database there is. */
async function makeLimiters() {
  const { RateLimiterMemory } = await import('rate-limiter-flexible')
  return {
    byAddress: new RateLimiterMemory({ keyPrefix: 'address', ...PER_ADDRESS }),
    byMailbox: new RateLimiterMemory({ keyPrefix: 'mailbox', ...PER_MAILBOX }),
  }
}
