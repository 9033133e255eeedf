/**
 * What is known of an object of a payment provider, told piece by piece in any
 * order and any number of times. Every field has a rule by which two tellings
 * become one, and each rule is commutative, associative and idempotent: so the
 * order in which events arrive cannot matter, by construction.
 */
import { compareText } from '../order.ts'

/** A telling that replaces earlier ones: what the object's stage is first, then when, then by which event. */
export type Told = [stage: number, at: number, eventId: string, value: string | number]

export interface ObjectFacts {
  id: string
  /** Empty while other objects have only named it. */
  kind: string
  /** Sums that only grow, and what was once true (1). The largest stays. */
  most: Record<string, number>
  /** Times. The earliest stays. */
  first: Record<string, number>
  /** The newest stays. */
  last: Record<string, Told>
  /** Everything that was ever named. */
  sets: Record<string, string[]>
}

export const noFacts = (id: string): ObjectFacts => ({
  id,
  kind: '',
  most: {},
  first: {},
  last: {},
  sets: {},
})

export function mergeFacts(a: ObjectFacts, b: ObjectFacts): ObjectFacts {
  return {
    id: a.id,
    kind: a.kind || b.kind,
    most: merged(a.most, b.most, Math.max),
    first: merged(a.first, b.first, Math.min),
    last: merged(a.last, b.last, newer),
    sets: merged(a.sets, b.sets, (one, other) => [...new Set([...one, ...other])].sort(compareText)),
  }
}

/** The same facts always give the same text. */
export function canonicalFacts(facts: ObjectFacts): string {
  const sorted = <T>(fields: Record<string, T>): [string, T][] =>
    Object.entries(fields).sort(([a], [b]) => compareText(a, b))
  const { kind, most, first, last, sets } = facts
  return JSON.stringify({
    kind,
    most: Object.fromEntries(sorted(most)),
    first: Object.fromEntries(sorted(first)),
    last: Object.fromEntries(sorted(last)),
    sets: Object.fromEntries(sorted(sets)),
  })
}

export const newer = (a: Told | undefined, b: Told): Told =>
  a === undefined || compareTold(a, b) < 0 ? b : a

/** An event can be told again after it was written another way: the value makes the order total. */
const compareTold = (a: Told, b: Told): number =>
  a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(String(a[3]), String(b[3]))

function merged<T>(a: Record<string, T>, b: Record<string, T>, both: (a: T, b: T) => T): Record<string, T> {
  const all: Record<string, T> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const known = all[name]
    all[name] = known === undefined ? value : both(known, value)
  }
  return all
}
