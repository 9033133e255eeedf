/** How much was done since this server started, and how it ended: numbers in memory, for `/metrics`. */
import type { Next } from '../core/webhooks.ts'
import type { InboxEventTable } from '../db/schema-inbox.ts'

/** `again`: it failed and is tried later; `failed`: somebody has to look. */
export type EventOutcome = Exclude<InboxEventTable['status'], 'waiting'> | 'again'

export interface Totals {
  /** Events of payment providers. */
  events: { source: string; outcome: EventOutcome; count: number }[]
  /** Attempts to tell a receiver. */
  deliveries: { outcome: Next['outcome']; count: number }[]
}

export const noTotals = (): Totals => ({ events: [], deliveries: [] })

export function countEvent({ events }: Totals, source: string, outcome: EventOutcome): void {
  const known = events.find((one) => one.source === source && one.outcome === outcome)
  if (known) known.count++
  else events.push({ source, outcome, count: 1 })
}

export function countDelivery({ deliveries }: Totals, outcome: Next['outcome']): void {
  const known = deliveries.find((one) => one.outcome === outcome)
  if (known) known.count++
  else deliveries.push({ outcome, count: 1 })
}
