/**
 * Puts what Goodword needs to know into Stripe's Checkout: on a page as
 * `goodword/stripe`, on a server also from `goodword/node`. Talks to nobody
 * and needs no package.
 */

export interface CheckoutTouches {
  /** From the page (`getClickIds()`) or the cookie, newest last; the last seven are passed on. */
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
 * import { stripeCheckout } from 'goodword/stripe'
 * import Stripe from 'stripe'
 *
 * async function checkout(stripe: Stripe, clickIds: string[]) {
 *   return stripe.checkout.sessions.create({
 *     mode: 'subscription',
 *     line_items: [{ price: 'price_1', quantity: 1 }],
 *     success_url: 'https://acme.example/thanks',
 *     ...stripeCheckout({ clickIds, customerExternalId: 'u_17' }),
 *   })
 * }
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

/**
 * A payment link with the newest click in its `client_reference_id`: Goodword
 * credits the partner when Stripe reports the payment to `/hooks/stripe`. A
 * pricing table or buy button has the attribute `client-reference-id` for the
 * same value.
 *
 * @param url of the payment link; what else is in it stays as it is.
 * @param clickIds from `getClickIds()`, newest last. With none of them the link comes back unchanged.
 * @throws TypeError when `url` is no absolute address.
 * @example
 * import { createGoodword } from 'goodword'
 * import { stripeLink } from 'goodword/stripe'
 *
 * const goodword = createGoodword({ key: 'gw_pk_…', server: 'https://refer.acme.example' })
 * const link = document.querySelector<HTMLAnchorElement>('a.buy')
 * if (link) link.href = stripeLink(link.href, await goodword.getClickIds())
 */
export function stripeLink(url: string, clickIds: readonly string[]): string {
  const link = new URL(url)
  const newest = clickIds.at(-1)
  if (newest === undefined) return url
  link.searchParams.set('client_reference_id', newest)
  return link.href
}
