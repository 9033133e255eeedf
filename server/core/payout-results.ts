/** What providers call the end of a payment, in our two words; undefined while they are still at it. */

export interface Result {
  /** Ours, as it stood in the file. */
  reference: string
  status: 'paid' | 'failed' | undefined
  /** As it was written, for whoever wonders. */
  said: string
  /** What the bank or provider calls the payment. */
  theirs?: string | undefined
  reason?: string | undefined
}

/** Lower case, letters only: "Returned/Refunded" is "returnedrefunded". */
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')

/**
 * PayPal's item states, Wise's transfer states, and what people write by hand.
 * Unclaimed and held ones are missing on purpose: they are still on their way.
 */
const words: Record<'paid' | 'failed', readonly string[]> = {
  paid: ['success', 'succeeded', 'completed', 'processed', 'paid', 'outgoingpaymentsent', 'sent'],
  failed: [
    ...[
      'failed',
      'denied',
      'returned',
      'refunded',
      'reversed',
      'blocked',
      'canceled',
      'cancelled',
      'rejected',
    ],
    ...['fundsrefunded', 'bouncedback', 'chargedback'],
  ],
}

export function statusIn(said: string): Result['status'] {
  const word = bare(said)
  if (words.paid.includes(word)) return 'paid'
  return words.failed.includes(word) ? 'failed' : undefined
}

/**
 * ISO 20022 payment transaction status (external code set): ACSC and ACCC mean
 * the money has moved, RJCT and CANC that it will not. ACCP, ACTC, ACSP and
 * PDNG only promise.
 */
export function isoStatus(code: string): Result['status'] {
  if (code === 'ACSC' || code === 'ACCC') return 'paid'
  return code === 'RJCT' || code === 'CANC' ? 'failed' : undefined
}
