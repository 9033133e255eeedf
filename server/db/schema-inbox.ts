/** The tables of what comes in: events of payment providers, and what is known of their objects. */

/** Stored before it is answered, processed from here. */
export interface InboxEventTable {
  program_id: string
  /** Who sent it: `stripe`. */
  source: string
  /** The sender's own id: the same event is stored once. */
  id: string
  type: string
  /** What it is about. */
  object_id: string
  /** Whose it is: events of one customer are processed in the order in which they happened. */
  customer: string | null
  /** JSON as it was sent. */
  payload: string
  /** By the sender's clock. */
  occurred_at: number
  created_at: number
  /**
   * `waiting` to be processed, `done`, `parked` until something else arrives,
   * `ignored` because it is not about money or credit, `failed` for good.
   */
  status: 'waiting' | 'done' | 'parked' | 'failed' | 'ignored'
  /** When to look at it (again), in real time; null while nothing is to be done. */
  due_at: number | null
  attempts: number
  /** What it did and why, or what it waits for, in words. */
  outcome: string
  processed_at: number | null
}

/** Everything that events told of one object, merged (server/core/stripe/facts.ts). */
export interface InboxObjectTable {
  program_id: string
  source: string
  id: string
  /** JSON of `ObjectFacts`. */
  facts: string
}

/** Two objects that name each other; each pair both ways round. */
export interface InboxLinkTable {
  program_id: string
  source: string
  a: string
  b: string
}

/** Up to when a provider was asked for what never came. */
export interface InboxWatermarkTable {
  program_id: string
  source: string
  reconciled_at: number
}

/** Other names of a sale, so that whoever reports it means the same one. */
export interface SaleAliasTable {
  program_id: string
  alias: string
  sale_external_id: string
}

export interface InboxTables {
  inbox_event: InboxEventTable
  inbox_object: InboxObjectTable
  inbox_link: InboxLinkTable
  inbox_watermark: InboxWatermarkTable
  sale_alias: SaleAliasTable
}
