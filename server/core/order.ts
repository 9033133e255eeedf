/** The one order of texts and of sales, the same on every machine and engine. */

/** By code unit: a locale's own order would differ from machine to machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** By when they happened, then by the vendor's own id: a total order that does not depend on arrival. */
export function compareOccurrence(
  a: { occurredAt: number; externalId: string },
  b: { occurredAt: number; externalId: string },
): number {
  return a.occurredAt - b.occurredAt || compareText(a.externalId, b.externalId)
}
