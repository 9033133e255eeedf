/** Puts what Goodword needs to know into a Checkout session of Stripe. Talks to nobody and needs no package. */

export interface CheckoutTouches {
  /** From the page (`getClickIds()`) or the cookie; the last seven are passed on. */
  clickIds?: readonly string[] | undefined
  /** A partner's code. */
  code?: string | undefined
  /** A coupon of a partner that is not a promotion code at Stripe. */
  coupon?: string | undefined
  /** Your own id of the customer, as in `customers.create`. Without it the customer is called by Stripe's id. */
  customerExternalId?: string | undefined
  /** Your own id of the order, if you report it with `sales.create` as well: then both are one sale. */
  saleExternalId?: string | undefined
}

/** Fields of `stripe.checkout.sessions.create`. */
export interface CheckoutFields {
  client_reference_id?: string
  metadata: Record<string, string>
}

/** A value of Stripe's metadata has at most 500 characters. */
const MOST_CLICK_IDS = 7

/**
 * Fields to spread into `stripe.checkout.sessions.create`: Goodword credits the
 * partner when Stripe reports the payment to `/hooks/stripe`. Whatever you
 * have in `metadata` yourself goes beside it.
 *
 * @example
 * const session = await stripe.checkout.sessions.create({
 *   mode: 'subscription',
 *   line_items: [{ price: 'price_1', quantity: 1 }],
 *   success_url: 'https://acme.example/thanks',
 *   ...stripeCheckout({ clickIds: ['gwc_…'], customerExternalId: 'u_17' }),
 * })
 */
export function stripeCheckout(touches: CheckoutTouches): CheckoutFields {
  const clickIds = (touches.clickIds ?? []).slice(-MOST_CLICK_IDS)
  const newest = clickIds.at(-1)
  const written: Record<string, string | undefined> = {
    goodword_click_ids: clickIds.join(',') || undefined,
    goodword_code: touches.code,
    goodword_coupon: touches.coupon,
    goodword_customer: touches.customerExternalId,
    goodword_sale: touches.saleExternalId,
  }
  const metadata = Object.fromEntries(
    Object.entries(written).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  return { ...(newest === undefined ? {} : { client_reference_id: newest }), metadata }
}
