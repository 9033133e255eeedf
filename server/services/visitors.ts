/**
 * Which visitors used which link a short while ago: statistics only, so it is
 * kept in memory, bounded, and forgotten when the server stops.
 *
 * Two tables of numbers instead of a Map of strings, which for 100 000 pairs
 * took 9 MB instead of 4, and a good part of a click's time. New pairs go
 * into the young table; when it is half of the limit, it becomes the old one
 * and the old one is forgotten. Whoever is found in the old one moves on.
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

/** Open addressing: a pair lies in its own slot or in the next free one. */
interface Table {
  /** Both halves of a pair's 64 bits; both 0 in a free slot. */
  high: Uint32Array
  low: Uint32Array
  /** When it was seen last, UTC milliseconds. */
  at: Float64Array
  count: number
}

/** @param limit how many pairs of link and visitor are kept at most; at least the latest half of them are. */
export function recentVisitors(limit = LIMIT): RecentVisitors {
  const half = Math.max(1, Math.floor(limit / 2))
  // A power of two with at least as many free slots as taken ones.
  const slots = 2 ** Math.ceil(Math.log2(half * 2))
  const newTable = (): Table => ({
    high: new Uint32Array(slots),
    low: new Uint32Array(slots),
    at: new Float64Array(slots),
    count: 0,
  })
  let young = newTable()
  let old = newTable()

  /** The slot of a pair, or the free one where it belongs. */
  function slotOf({ high, low }: Table, a: number, b: number): number {
    for (let slot = b & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      if ((high[slot] === a && low[slot] === b) || (high[slot] === 0 && low[slot] === 0)) return slot
    }
  }

  function remember(slot: number, a: number, b: number, at: number): void {
    young.high[slot] = a
    young.low[slot] = b
    young.at[slot] = at
    if (++young.count < half) return
    const emptied = old
    old = young
    for (const numbers of [emptied.high, emptied.low, emptied.at]) numbers.fill(0)
    young = Object.assign(emptied, { count: 0 })
  }

  return {
    seenRecently(linkKey, visitor, at) {
      // The visitor is the begin of a hash, so the link only has to move it elsewhere.
      const a = (visitor.readUInt32LE(0) ^ Math.imul(linkKey / 2 ** 32, 0x85ebca6b)) >>> 0
      const b = (visitor.readUInt32LE(4) ^ Math.imul(linkKey, 0x9e3779b1)) >>> 0 || 1
      const slot = slotOf(young, a, b)
      let last = young.at[slot]
      if (young.low[slot] === b) {
        young.at[slot] = Math.max(last ?? at, at)
      } else {
        const earlier = slotOf(old, a, b)
        last = old.low[earlier] === b ? old.at[earlier] : undefined
        remember(slot, a, b, Math.max(last ?? at, at))
      }
      return last !== undefined && at - last < WINDOW_MS
    },
  }
}
