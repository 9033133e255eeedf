/** Who is told what happened, what was said, and what came back. Deliveries stand in the outbox. */

export interface WebhookEndpointTable {
  program_id: string
  id: string
  /** Whose postback it is; null: the vendor's own endpoint. */
  partner_id: string | null
  /** Of a postback: a template with macros, called by GET; see server/core/postbacks.ts. */
  url: string
  /** JSON of the event types it asked for; null: all of them. */
  events: string | null
  description: string | null
  /** `paused` by the vendor or after days of failures, `disabled` by the receiver's 410. */
  status: 'active' | 'paused' | 'disabled'
  /** Why it is not active, in words. */
  status_reason: string | null
  /** Sealed like payout details: it signs, so a hash would not do. */
  secret: string
  /** Signs as well until then, so that the receiver can change over. */
  previous_secret: string | null
  previous_until: number | null
  /** The first failure since the last success. */
  failing_since: number | null
  /** The receiver asked for silence until then. */
  wait_until: number
  created_at: number
}

/** What was said, once, whoever is told. Kept for 30 days. */
export interface WebhookEventTable {
  program_id: string
  /** `msg_…`: the webhook-id. */
  id: string
  type: string
  object_id: string
  /** JSON as it is sent, byte for byte. */
  body: string
  created_at: number
}

/** How many events there were of an object. Kept for ever: a receiver compares it with what it has seen. */
export interface WebhookSequenceTable {
  program_id: string
  object_id: string
  sequence: number
}

/** One request and what came of it. Kept for 30 days. */
export interface WebhookAttemptTable {
  program_id: string
  id: string
  /** The row of the outbox. */
  delivery_id: string
  at: number
  /** Null when no answer came; then `error` says why. */
  status_code: number | null
  error: string | null
  /** The beginning of the answer's body. */
  response: string | null
  duration_ms: number
}

/** Up to which hold day it was told that commissions have become payable. */
export interface WebhookProgressTable {
  program_id: string
  hold_day: number
  commission_id: string
}

export interface WebhookTables {
  webhook_endpoint: WebhookEndpointTable
  webhook_event: WebhookEventTable
  webhook_sequence: WebhookSequenceTable
  webhook_attempt: WebhookAttemptTable
  webhook_progress: WebhookProgressTable
}
