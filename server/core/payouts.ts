/** What stands between a partner and its money, and what may be shown of where it is paid. */
import { formatMoney } from '../../sdk/rules/money.ts'
import { bareIban, ibanFlaw, isBic } from './iban.ts'
import { writtenDate } from './time.ts'

export type PayoutDetails =
  | { method: 'paypal'; email: string }
  | { method: 'wise'; email: string }
  | { method: 'bank'; name: string; iban: string; bic?: string | undefined }
  | { method: 'other'; instructions: string }

/** A changed account waits so long before money goes there: whoever it belongs to has read the mail by then. */
export const DETAILS_WAIT_MS = 72 * 3_600_000

/** As they are stored: account numbers bare and in capitals. */
export const normalDetails = (details: PayoutDetails): PayoutDetails =>
  details.method === 'bank'
    ? { ...details, iban: bareIban(details.iban), ...(details.bic ? { bic: bareIban(details.bic) } : {}) }
    : details

/** @param details as `normalDetails` gives them */
export function detailsFlaw(details: PayoutDetails): { path: string; message: string } | undefined {
  if (details.method !== 'bank') return undefined
  const flaw = ibanFlaw(details.iban)
  if (flaw) return { path: 'iban', message: flaw }
  if (details.bic !== undefined && !isBic(details.bic)) {
    return { path: 'bic', message: 'A BIC has 8 or 11 letters and digits. It may be left out.' }
  }
  return undefined
}

/** Enough to know one's own account, too little for anybody else. */
export function hintOf(details: PayoutDetails): string {
  if (details.method === 'bank') return `${details.iban.slice(0, 2)}… ${details.iban.slice(-4)}`
  if (details.method === 'other') return 'as agreed'
  const [name = '', host = ''] = details.email.split('@')
  return `${name.slice(0, 1)}…@${host}`
}

export type BlockerCode =
  | 'nothing_due'
  | 'negative'
  | 'below_minimum'
  | 'no_tax_profile'
  | 'no_details'
  | 'details_waiting'
  | 'currency_not_carried'

export interface Blocker {
  code: BlockerCode
  /** For the vendor. */
  message: string
  /** For the partner: what it can do. */
  advice: string
}

export interface Payee {
  currency: string
  /** Everything open whose day has come. */
  amountMinor: number
  minimumMinor: number
  hasTaxProfile: boolean
  details: { method: PayoutDetails['method']; usableAt: number } | undefined
  now: number
}

/** Everything that is in the way, the amount first; empty: it can be paid. */
export function blockersOf(payee: Payee): Blocker[] {
  const amount = amountBlocker(payee)
  // Who has nothing to get is not asked for papers.
  return amount ? [amount] : paperBlockers(payee)
}

function amountBlocker({ amountMinor, minimumMinor, currency }: Payee): Blocker | undefined {
  if (amountMinor === 0)
    return { code: 'nothing_due', message: 'Nothing is due.', advice: 'Nothing is due yet.' }
  if (amountMinor < 0) {
    const owed = formatMoney(-amountMinor, currency)
    return {
      code: 'negative',
      message: `Refunds took back ${owed} more than was earned since; it is carried to the next payout.`,
      advice: `Refunds took back more than you have earned since: ${owed} is settled with your next commissions.`,
    }
  }
  if (amountMinor >= minimumMinor) return undefined
  const minimum = formatMoney(minimumMinor, currency)
  const missing = formatMoney(minimumMinor - amountMinor, currency)
  return {
    code: 'below_minimum',
    message: `Below the minimum of ${minimum}; it is carried over.`,
    advice: `Payouts start at ${minimum}. ${missing} more and it is on its way; until then it stays yours and waits.`,
  }
}

function paperBlockers({ hasTaxProfile, details, currency, now }: Payee): Blocker[] {
  const blockers: Blocker[] = []
  if (!hasTaxProfile) {
    blockers.push({
      code: 'no_tax_profile',
      message: 'The partner has not given its name and address for the statement.',
      advice: 'Your name and address for the statement are missing. Add them, and the amount goes out.',
    })
  }
  if (!details) {
    blockers.push({
      code: 'no_details',
      message: 'The partner has not said where to pay.',
      advice: 'Say where to pay you. Until then the amount stays yours and waits.',
    })
  } else if (details.usableAt > now) {
    const until = writtenDate(details.usableAt)
    blockers.push({
      code: 'details_waiting',
      message: `Where to pay was changed less than 72 hours ago; the change waits until ${until}.`,
      advice: `You changed where you are paid. For your safety the change waits until ${until}; nothing goes to the old place meanwhile.`,
    })
  }
  if (details?.method === 'bank' && currency !== 'EUR') {
    blockers.push({
      code: 'currency_not_carried',
      message: `A SEPA account takes EUR only, and this amount is in ${currency}.`,
      advice: `Your bank details take EUR only, and this amount is in ${currency}. Choose another way to be paid.`,
    })
  }
  return blockers
}
