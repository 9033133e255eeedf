/** Stripe's objects in few words, in the shapes from before (acacia) and after 2025-03-31 (basil). */
import { eventOf, type StripeEvent } from '../../support/stripe.ts'

export type Fields = Record<string, unknown>

/** Seconds: the morning on which the tests' program starts. */
export const T = Date.parse('2026-11-21T10:00:00Z') / 1000
export const CLICK = '@click'

let serial = 0
/** An event so many seconds after the morning. Its id says where it stands in its fixture. */
export const on = (seconds: number, type: string, object: Fields): StripeEvent =>
  eventOf(`evt_${++serial}`, type, T + seconds, object)

export const session = (fields: Fields = {}): Fields => ({
  id: 'cs_1',
  object: 'checkout.session',
  created: T + 10,
  status: 'complete',
  payment_status: 'paid',
  mode: 'payment',
  client_reference_id: CLICK,
  customer: 'cus_1',
  payment_intent: 'pi_1',
  invoice: null,
  subscription: null,
  currency: 'eur',
  amount_total: 11900,
  total_details: { amount_tax: 1900, amount_shipping: 0, amount_discount: 0 },
  ...fields,
})

export const subscribing = (fields: Fields = {}): Fields =>
  session({ mode: 'subscription', payment_intent: null, invoice: 'in_1', subscription: 'sub_1', ...fields })

/** As it was before: the invoice names its payment. */
export const acacia = (fields: Fields = {}): Fields => ({
  id: 'in_1',
  object: 'invoice',
  created: T + 11,
  status: 'paid',
  customer: 'cus_1',
  subscription: 'sub_1',
  payment_intent: 'pi_1',
  charge: 'ch_1',
  currency: 'eur',
  billing_reason: 'subscription_create',
  total: 11900,
  total_excluding_tax: 10000,
  amount_due: 11900,
  amount_paid: 11900,
  status_transitions: { paid_at: T + 12 },
  lines: { data: [{ amount: 10000, price: { product: 'prod_pro' }, discount_amounts: [], tax_amounts: [] }] },
  ...fields,
})

/** As it is now: payments name the invoice, not the other way round. */
export const basil = (fields: Fields = {}): Fields => {
  const { subscription, payment_intent: _intent, charge: _charge, ...rest } = acacia()
  return {
    ...rest,
    parent: { type: 'subscription_details', subscription_details: { subscription, metadata: {} } },
    lines: {
      data: [
        {
          amount: 10000,
          pricing: { price_details: { product: 'prod_pro' } },
          discount_amounts: [],
          taxes: [],
        },
      ],
    },
    ...fields,
  }
}

export const part = (n: number, amount: number, invoice = 'in_1'): Fields => ({
  id: `inpay_${n}`,
  object: 'invoice_payment',
  created: T + 11 + n,
  invoice,
  status: 'paid',
  amount_paid: amount,
  currency: 'eur',
  payment: { type: 'payment_intent', payment_intent: `pi_${n}` },
  status_transitions: { paid_at: T + 11 + n },
})

export const intent = (fields: Fields = {}): Fields => ({
  id: 'pi_1',
  object: 'payment_intent',
  created: T + 11,
  status: 'succeeded',
  customer: 'cus_1',
  latest_charge: 'ch_1',
  currency: 'eur',
  amount: 11900,
  amount_received: 11900,
  ...fields,
})

export const charge = (fields: Fields = {}): Fields => ({
  id: 'ch_1',
  object: 'charge',
  created: T + 12,
  status: 'succeeded',
  captured: true,
  customer: 'cus_1',
  payment_intent: 'pi_1',
  currency: 'eur',
  amount: 11900,
  amount_captured: 11900,
  amount_refunded: 0,
  ...fields,
})

export const refund = (n: number, amount: number, status = 'succeeded', fields: Fields = {}): Fields => ({
  id: `re_${n}`,
  object: 'refund',
  created: T + 100 + n,
  status,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  currency: 'eur',
  amount,
  ...fields,
})

export const dispute = (status: string, fields: Fields = {}): Fields => ({
  id: 'dp_1',
  object: 'dispute',
  created: T + 200,
  status,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  currency: 'eur',
  amount: 11900,
  ...fields,
})

export const completed = (fields?: Fields) => on(13, 'checkout.session.completed', session(fields))
export const subscribed = (fields?: Fields) => on(13, 'checkout.session.completed', subscribing(fields))
export const paid = (invoice: Fields, seconds = 13) => on(seconds, 'invoice.paid', invoice)
