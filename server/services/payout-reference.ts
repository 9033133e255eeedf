/** What a payment says it is for: in every file, and in every result that comes back. */
import type { Ids } from './context.ts'

/** Without those that are read as another: bank clerks type these. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** `GW` and 16 of 32 characters (80 bits): fits PayPal's 30, SEPA's 35, and any character set. */
export const newReference = (ids: Ids): string =>
  `GW${Array.from(ids.bytes(16), (byte) => alphabet[byte % 32]).join('')}`
