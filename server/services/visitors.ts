/**
 * Which visitors used which link a short while ago: statistics only, so it is
 * kept in memory, bounded, and forgotten when the server stops.
 */

/** Source: a repeat within 30 minutes is the same visit. */
const WINDOW_MS = 30 * 60_000
const LIMIT = 100_000

export interface RecentVisitors {
  /**
   * True when this visitor used this link less than 30 minutes before `at`.
   * Remembers this use, so a visitor who keeps coming back stays a repeat.
   */
  seenRecently(linkKey: number, visitor: Buffer, at: number): boolean
}

/** @param limit how many pairs of link and visitor are kept; the longest unseen goes first. */
export function recentVisitors(limit = LIMIT): RecentVisitors {
  // A Map keeps the order of insertion, so its first entry is always the one to forget.
  const lastSeen = new Map<string, number>()
  return {
    seenRecently(linkKey, visitor, at) {
      const key = `${linkKey} ${visitor.toString('latin1')}`
      const last = lastSeen.get(key)
      lastSeen.delete(key)
      lastSeen.set(key, last === undefined ? at : Math.max(last, at))
      if (lastSeen.size > limit) {
        const oldest = lastSeen.keys().next()
        if (!oldest.done) lastSeen.delete(oldest.value)
      }
      return last !== undefined && at - last < WINDOW_MS
    },
  }
}
