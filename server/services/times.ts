/** Times that senders claim. */
import { Problem } from './problem.ts'

const SKEW_MS = 5 * 60_000
/** Nothing this product cares about happened earlier; such a time is a mistake of units. */
const EARLIEST = Date.UTC(2000, 0, 1)

/** A clock that is a little ahead is forgiven; more than that is an error, because windows depend on it. */
export function occurredAtOr(claimed: number | undefined, now: number): number {
  if (claimed === undefined) return now
  if (claimed > now + SKEW_MS) throw new Problem('occurred_in_future')
  if (claimed < EARLIEST) {
    throw new Problem('validation_failed', {
      errors: [{ path: 'occurredAt', message: 'Must not lie before the year 2000.' }],
    })
  }
  return Math.min(claimed, now)
}
