/** Stripe's amounts as ours, and which part of what was collected commission counts on. */
import { mulDivHalfEven } from '../money.ts'

/**
 * Where Stripe's smallest unit is not that of ISO 4217: it writes ISK and UGX
 * with two decimals that are always 00, and MGA without any
 * (docs.stripe.com/currencies).
 */
const STRIPE_PER_MINOR: Record<string, number> = { ISK: 100, UGX: 100 }
const MINOR_PER_STRIPE: Record<string, number> = { MGA: 100 }

export function minorOf(stripeAmount: number, currency: string): number {
  const per = STRIPE_PER_MINOR[currency]
  return per === undefined ? stripeAmount * (MINOR_PER_STRIPE[currency] ?? 1) : Math.round(stripeAmount / per)
}

export interface Collected {
  amountMinor: number
  taxMinor: number
  shippingMinor: number
}

/**
 * `P` of `T` was collected, of which `X` is neither tax nor shipping: then
 * `X × P / T` is commissionable, and never more than `X`.
 */
export function collectedOf(bill: {
  totalMinor: number
  taxMinor: number
  shippingMinor: number
  paidMinor: number
}): Collected {
  const { totalMinor, taxMinor, shippingMinor, paidMinor } = bill
  if (paidMinor >= totalMinor || totalMinor <= 0) {
    // What was paid over the bill belongs to the customer: it earns nothing, like tax.
    const over = totalMinor > 0 ? paidMinor - totalMinor : 0
    return { amountMinor: paidMinor, taxMinor: taxMinor + over, shippingMinor }
  }
  const share = (minor: number): number => mulDivHalfEven(BigInt(minor), paidMinor, BigInt(totalMinor))
  const base = share(Math.max(totalMinor - taxMinor - shippingMinor, 0))
  const shipping = Math.min(share(shippingMinor), paidMinor - base)
  return { amountMinor: paidMinor, taxMinor: paidMinor - base - shipping, shippingMinor: shipping }
}
