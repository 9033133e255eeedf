/** Time, ids and randomness of a real server; tests bring their own. */
import { randomBytes, randomFillSync } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { Clock, Ids } from './services/context.ts'

export const systemClock: Clock = { now: () => Date.now() }

/**
 * Ids begin with the time and so grow with it: new rows stand together at the
 * end of every index, where random ones would change a page of their own each.
 * The 78 random bits after it keep them apart; no id is a secret.
 */
export const systemIds: Ids = {
  make: (prefix) => `${prefix}_${written(Date.now())}${nanoid(13)}`,
  bytes: pooled,
}

/** 64 characters in the order of their codes, by which both engines compare. */
const SORTED = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
let lastMs = 0
let lastWritten = ''

/** Eight characters, six bits each, highest first. */
function written(ms: number): string {
  if (ms === lastMs) return lastWritten
  lastMs = ms
  lastWritten = ''
  for (let rest = ms, n = 0; n < 8; n++, rest = Math.floor(rest / 64)) {
    lastWritten = SORTED.charAt(rest % 64) + lastWritten
  }
  return lastWritten
}

/** Asking the system for a few bytes costs more than making a click id; it is asked for many at once. */
const POOL_BYTES = 8_192
const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

function pooled(count: number): Buffer {
  if (count > 64) return randomBytes(count)
  if (used + count > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  // A copy: what stays of the pool must not be reachable through what was given out.
  const bytes = Buffer.allocUnsafe(count)
  for (let n = 0; n < count; n++, used++) {
    bytes[n] = pool[used] ?? 0
    pool[used] = 0
  }
  return bytes
}
