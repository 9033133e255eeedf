/** Collects what one event tells of several objects, in few words. */

import { idAt, numberAt, textAt } from '../json.ts'
import { mergeFacts, noFacts, type ObjectFacts } from './facts.ts'

export interface EventHead {
  id: string
  type: string
  /** UTC milliseconds. */
  at: number
}

export class Telling {
  readonly head: EventHead
  readonly #objects = new Map<string, ObjectFacts>()
  /** Which objects name each other, each pair once. */
  readonly links: [string, string][] = []

  constructor(head: EventHead) {
    this.head = head
  }

  get objects(): ObjectFacts[] {
    return [...this.#objects.values()]
  }

  tell(id: string, facts: Partial<Omit<ObjectFacts, 'id'>>): void {
    const told = { ...noFacts(id), ...facts }
    const known = this.#objects.get(id)
    this.#objects.set(id, known ? mergeFacts(known, told) : told)
  }

  /** The object itself is told, not only named by another one. */
  kind(id: string, kind: string): void {
    this.tell(id, { kind, most: { told: 1 } })
  }

  /** `a` names `b`. Either can be looked up from the other. */
  link(a: string, name: string, b: string | undefined): void {
    if (b === undefined || a === b) return
    this.tell(a, { sets: { [name]: [b] } })
    this.tell(b, { kind: name })
    this.links.push([a, b])
  }

  linkAll(id: string, object: unknown, names: Record<string, string[]>): void {
    for (const [name, path] of Object.entries(names)) this.link(id, name, idAt(object, ...path))
  }

  most(id: string, name: string, value: number | undefined): void {
    if (value !== undefined) this.tell(id, { most: { [name]: value } })
  }

  first(id: string, name: string, at: number | undefined): void {
    if (at !== undefined) this.tell(id, { first: { [name]: at } })
  }

  /** @param stage what an object has reached counts before when somebody said so. */
  last(id: string, name: string, value: string | number | undefined, stage = 0): void {
    if (value === undefined) return
    this.tell(id, { last: { [name]: [stage, this.head.at, this.head.id, value] } })
  }

  add(id: string, name: string, values: readonly (string | undefined)[]): void {
    const known = values.filter((value) => value !== undefined)
    if (known.length > 0) this.tell(id, { sets: { [name]: known } })
  }

  currency(id: string, object: unknown): string | undefined {
    const currency = textAt(object, 'currency')?.toUpperCase()
    this.last(id, 'currency', currency)
    return currency
  }

  created(id: string, object: unknown): void {
    this.first(id, 'created', milliseconds(numberAt(object, 'created')))
  }
}

export const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000
