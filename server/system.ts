/** Time, ids and randomness of a real server; tests bring their own. */
import { randomBytes } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { Clock, Ids } from './services/context.ts'

export const systemClock: Clock = { now: () => Date.now() }

export const systemIds: Ids = { make: (prefix) => `${prefix}_${nanoid()}`, bytes: pooled }

/** Asking the system for a few bytes costs more than making a click id; it is asked for many at once. */
const POOL_BYTES = 8_192
let pool = Buffer.alloc(0)

function pooled(count: number): Buffer {
  if (count > 64) return randomBytes(count)
  if (pool.length < count) pool = randomBytes(POOL_BYTES)
  // A copy: what stays of the pool must not be reachable through what was given out.
  const bytes = Buffer.from(pool.subarray(0, count))
  pool.fill(0, 0, count)
  pool = pool.subarray(count)
  return bytes
}
