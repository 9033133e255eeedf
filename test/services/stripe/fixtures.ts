/** Thirty things that happen at Stripe, each as its events in the order in which Stripe means them. */
import type { StripeEvent } from '../../support/stripe.ts'
import * as o from './objects.ts'

const { on, T } = o
const charged = (fields?: o.Fields) => on(12, 'charge.succeeded', o.charge(fields))
const succeeded = (fields?: o.Fields) => on(12, 'payment_intent.succeeded', o.intent(fields))
const refunded = (n: number, amount: number, status?: string) =>
  on(100 + n, 'refund.created', o.refund(n, amount, status))
const inCurrency = (currency: string, total: number, tax: number): o.Fields => ({
  currency,
  amount_total: total,
  total_details: { amount_tax: tax, amount_shipping: 0, amount_discount: 0 },
})
const bill = (total: number, net: number, more: o.Fields = {}): o.Fields =>
  o.acacia({ total, total_excluding_tax: net, amount_due: total, amount_paid: total, ...more })
const second = (seconds: number, more: o.Fields): o.Fields => ({
  id: 'in_2',
  payment_intent: 'pi_2',
  charge: 'ch_2',
  created: T + seconds,
  status_transitions: { paid_at: T + seconds },
  ...more,
})

/** By name. Every fixture starts with a click on Mara's link before its first event. */
export const fixtures: Record<string, StripeEvent[]> = {
  'one-off': [succeeded(), charged(), o.completed()],
  subscription: [o.subscribed(), o.paid(o.basil()), on(14, 'invoice_payment.paid', o.part(1, 11900))],
  renewal: [
    o.subscribed(),
    o.paid(o.basil()),
    o.paid(o.basil(second(2_592_000, { billing_reason: 'subscription_cycle' })), 2_592_000),
  ],
  trial: [
    o.subscribed({ payment_status: 'no_payment_required', amount_total: 0, invoice: 'in_1' }),
    o.paid(bill(0, 0)),
    o.paid(o.acacia(second(1_209_600, { billing_reason: 'subscription_cycle' })), 1_209_600),
  ],
  'coupon of 100 %': [
    o.completed({ payment_status: 'no_payment_required', amount_total: 0, payment_intent: null }),
  ],
  'partial coupon': [
    on(1, 'promotion_code.created', { id: 'promo_1', object: 'promotion_code', code: 'MARA20', created: T }),
    o.completed({
      client_reference_id: null,
      discounts: [{ coupon: 'co_1', promotion_code: 'promo_1' }],
      ...inCurrency('eur', 9520, 1520),
    }),
    charged({ amount: 9520, amount_captured: 9520 }),
  ],
  'exclusive tax': [o.subscribed(), o.paid(bill(12000, 10000))],
  'inclusive tax': [o.subscribed(), o.paid(bill(10000, 8403))],
  'tax before it was spelt out': [
    o.subscribed(),
    o.paid(o.acacia({ total_excluding_tax: null, total_tax_amounts: [{ amount: 1900, inclusive: false }] })),
  ],
  shipping: [
    o.completed({ total_details: { amount_tax: 1900, amount_shipping: 500, amount_discount: 0 } }),
    succeeded(),
  ],
  JPY: [
    o.completed(inCurrency('jpy', 11000, 1000)),
    succeeded({ currency: 'jpy', amount: 11000, amount_received: 11000 }),
  ],
  KWD: [
    o.completed(inCurrency('kwd', 10500, 500)),
    succeeded({ currency: 'kwd', amount: 10500, amount_received: 10500 }),
  ],
  'proration up': [
    o.subscribed(),
    o.paid(o.acacia()),
    o.paid(
      o.acacia(
        second(1_296_000, { total: 5950, total_excluding_tax: 5000, amount_due: 5950, amount_paid: 5950 }),
      ),
      1_296_000,
    ),
  ],
  'proration down': [
    o.subscribed(),
    o.paid(o.acacia()),
    o.paid(
      o.acacia(
        second(1_296_000, { total: -3570, total_excluding_tax: -3000, amount_due: 0, amount_paid: 0 }),
      ),
      1_296_000,
    ),
    o.paid(
      o.acacia({
        ...second(2_592_000, { amount_due: 8330, amount_paid: 8330 }),
        id: 'in_3',
        payment_intent: 'pi_3',
        charge: 'ch_3',
      }),
      2_592_000,
    ),
  ],
  negative: [o.subscribed({ amount_total: 0 }), o.paid(bill(-500, -420, { amount_paid: 0 }))],
  'partial payments': [
    o.subscribed({ payment_status: 'unpaid' }),
    on(20, 'invoice_payment.paid', o.part(1, 4000)),
    on(21, 'invoice_payment.paid', o.part(2, 3000)),
    on(
      22,
      'invoice.updated',
      o.basil({ status: 'open', amount_paid: 7000, status_transitions: { paid_at: null } }),
    ),
  ],
  'paid in two parts': [
    o.subscribed({ payment_status: 'unpaid' }),
    on(20, 'invoice_payment.paid', o.part(1, 4000)),
    on(21, 'invoice_payment.paid', o.part(2, 7900)),
    o.paid(o.basil({ status_transitions: { paid_at: T + 13 } }), 21),
  ],
  'out of band': [
    o.paid(
      o.acacia({
        charge: null,
        payment_intent: null,
        paid_out_of_band: true,
        metadata: { goodword_click_ids: o.CLICK },
      }),
    ),
  ],
  'credit note out of band': [
    o.subscribed(),
    o.paid(o.basil()),
    on(50, 'credit_note.created', {
      id: 'cn_1',
      object: 'credit_note',
      created: T + 50,
      status: 'issued',
      invoice: 'in_1',
      currency: 'eur',
      out_of_band_amount: 5950,
    }),
  ],
  'credit note voided': [
    o.subscribed(),
    o.paid(o.basil()),
    on(50, 'credit_note.created', {
      id: 'cn_1',
      object: 'credit_note',
      created: T + 50,
      status: 'issued',
      invoice: 'in_1',
      currency: 'eur',
      out_of_band_amount: 5950,
    }),
    on(60, 'credit_note.voided', {
      id: 'cn_1',
      object: 'credit_note',
      created: T + 50,
      status: 'void',
      invoice: 'in_1',
      currency: 'eur',
      out_of_band_amount: 5950,
    }),
  ],
  'asynchronous, succeeds': [
    o.completed({ payment_status: 'unpaid' }),
    on(90, 'checkout.session.async_payment_succeeded', o.session()),
    on(89, 'payment_intent.succeeded', o.intent()),
  ],
  'asynchronous, fails': [
    o.completed({ payment_status: 'unpaid' }),
    on(90, 'checkout.session.async_payment_failed', o.session({ payment_status: 'unpaid' })),
  ],
  'full refund': [
    o.completed(),
    charged(),
    refunded(1, 11900),
    on(102, 'charge.refunded', o.charge({ amount_refunded: 11900, refunded: true })),
  ],
  'partial refund': [
    o.completed(),
    charged(),
    refunded(1, 5950),
    on(102, 'charge.refunded', o.charge({ amount_refunded: 5950 })),
  ],
  'two refunds, one by the charge alone': [
    o.completed(),
    charged(),
    refunded(1, 3000),
    on(102, 'charge.refunded', o.charge({ amount_refunded: 3000 })),
    on(104, 'charge.refunded', o.charge({ amount_refunded: 5950 })),
  ],
  'refund that fails': [
    o.completed(),
    charged(),
    refunded(1, 5950, 'pending'),
    on(110, 'refund.updated', o.refund(1, 5950, 'succeeded')),
    on(120, 'refund.failed', o.refund(1, 5950, 'failed')),
  ],
  'dispute won': [
    o.completed(),
    charged(),
    on(200, 'charge.dispute.created', o.dispute('needs_response')),
    on(210, 'charge.dispute.funds_withdrawn', o.dispute('needs_response')),
    on(300, 'charge.dispute.closed', o.dispute('won')),
  ],
  'dispute lost': [
    o.completed(),
    charged(),
    on(200, 'charge.dispute.created', o.dispute('needs_response')),
    on(300, 'charge.dispute.closed', o.dispute('lost')),
  ],
  'dispute warning': [
    o.completed(),
    charged(),
    on(200, 'charge.dispute.created', o.dispute('warning_needs_response')),
  ],
  'refund and dispute': [
    o.completed(),
    charged(),
    refunded(1, 5950),
    on(200, 'charge.dispute.created', o.dispute('under_review', { amount: 5950 })),
    on(300, 'charge.dispute.closed', o.dispute('lost', { amount: 5950 })),
  ],
  'refund of a renewal': [
    o.subscribed(),
    o.paid(o.basil()),
    on(14, 'invoice_payment.paid', o.part(1, 11900)),
    charged(),
    refunded(1, 2380),
    on(15, 'customer.subscription.deleted', {
      id: 'sub_1',
      object: 'subscription',
      status: 'canceled',
      customer: 'cus_1',
      created: T + 11,
    }),
  ],
  'payment that an invoice claims later': [
    succeeded({ metadata: { goodword_click_ids: o.CLICK } }),
    charged(),
    o.paid(o.basil(), 1000),
    on(1001, 'invoice_payment.paid', o.part(1, 11900)),
  ],
  'known by the vendor': [
    on(5, 'customer.created', {
      id: 'cus_1',
      object: 'customer',
      created: T + 5,
      email: 'kim@client.example',
      metadata: {},
    }),
    o.paid(o.basil()),
    o.subscribed({ metadata: { goodword_customer: 'u_17' } }),
  ],
}
