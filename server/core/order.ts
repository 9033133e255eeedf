/** The one order of texts and of sales, the same on every machine and engine. */

/** By code point, as both engines compare: a locale's own order would differ from machine to machine. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at))
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(a.length - b.length)
}

/** The halves of a pair stand for a character that comes after all that need no pair. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** By when they happened, then by the vendor's own id: a total order that does not depend on arrival. */
export function compareOccurrence(
  a: { occurredAt: number; externalId: string },
  b: { occurredAt: number; externalId: string },
): number {
  return a.occurredAt - b.occurredAt || compareText(a.externalId, b.externalId)
}
