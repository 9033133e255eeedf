/** Publishable keys in memory, for the front. */
import { inTime } from '../services/in-time.ts'

/** What another server revoked is seen within this time. */
const TTL_MS = 5_000
/** A store that takes longer than this is in trouble. */
const PATIENCE_MS = 100
/** For a key of which nothing is known; then the back says what is wrong. */
const UNKNOWN_PATIENCE_MS = 2_000
const KEYS_IN_MEMORY = 100

export interface KeyCache {
  /** The program of a key that was asked for a short while ago; undefined: ask `find`. */
  known(key: string): string | undefined
  /** The program of a publishable key, or null. A store that does not answer leaves what is known in force. */
  find(key: string): Promise<string | null>
}

export function keyCache(ask: (key: string) => Promise<string | null>): KeyCache {
  const known = new Map<string, { programId: string; at: number }>()
  return {
    known(key) {
      const entry = known.get(key)
      return entry && performance.now() - entry.at < TTL_MS ? entry.programId : undefined
    },
    async find(key) {
      const entry = known.get(key)
      // Of a monotonic clock: that of the wall can step.
      const at = performance.now()
      if (entry && at - entry.at < TTL_MS) return entry.programId
      const answer = ask(key).then((programId) => {
        if (known.size >= KEYS_IN_MEMORY) known.clear()
        if (programId !== null) known.set(key, { programId, at })
        else known.delete(key)
        return programId
      })
      return inTime(answer, entry ? PATIENCE_MS : UNKNOWN_PATIENCE_MS, () => entry?.programId ?? null)
    },
  }
}
