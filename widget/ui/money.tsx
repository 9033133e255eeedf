/** Amounts as people read them: with their currency, in figures that line up, never broken over two lines. */
import { formatMoney } from '../../sdk/rules/money.ts'

/** One amount in minor units of `currency`, for example `3,000.00 EUR`. */
export function Money({ amountMinor, currency }: { amountMinor: number; currency: string }) {
  return <span class="amount">{formatMoney(amountMinor, currency)}</span>
}
