/** Publishable keys in memory, for the front. */

/** What another server revoked is seen within this time. */
const TTL_MS = 5_000
const KEYS_IN_MEMORY = 100

export interface KeyCache {
  /** The program of a publishable key, or null. A store that does not answer leaves what is known in force. */
  find(key: string): Promise<string | null>
}

export function keyCache(ask: (key: string) => Promise<string | null>): KeyCache {
  const known = new Map<string, { programId: string; at: number }>()
  return {
    async find(key) {
      const entry = known.get(key)
      // Of a monotonic clock: that of the wall can step.
      const at = performance.now()
      if (entry && at - entry.at < TTL_MS) return entry.programId
      try {
        const programId = await ask(key)
        if (known.size >= KEYS_IN_MEMORY) known.clear()
        if (programId !== null) known.set(key, { programId, at })
        else known.delete(key)
        return programId
      } catch {
        return entry?.programId ?? null
      }
    },
  }
}
