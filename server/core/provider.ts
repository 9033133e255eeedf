/**
 * What a payment provider's payload says, in the words of the books. A provider
 * whose payloads each say all that matters (Paddle, Shopify) needs no more than
 * a function from one payload to this; Stripe spreads one payment over many
 * objects, and puts them together in `stripe/`.
 */
import { at, isObject, listAt, textAt } from './json.ts'
import type { CustomerInBooks, Group, SaleInBooks, Touch } from './stripe/books.ts'
import type { Reversal } from './stripe/reversals.ts'

export interface ProviderFacts {
  signUps: CustomerInBooks[]
  sales: Group[]
  reversals: { saleExternalId: string; reversal: Reversal }[]
}

export interface ToldEvent {
  type: string
  /** JSON as it came. */
  payload: unknown
  occurredAt: number
}

/** A sentence when there is nothing to record: it is shown as what came of the event. */
export type PayloadReader = (event: ToldEvent) => ProviderFacts | string

export const noFacts = (): ProviderFacts => ({ signUps: [], sales: [], reversals: [] })

/** Customers that only a provider knows: the vendor's own name for one is worth more. */
export const isProviders = (customerExternalId: string | null): boolean =>
  customerExternalId === null || /^(stripe|paddle|shopify):/.test(customerExternalId)

/** The fields that our SDKs write into a checkout, wherever the provider keeps them. */
export interface Written {
  touches: Touch[]
  /** The vendor's own ids. */
  customer: string | undefined
  sale: string | undefined
}

const CLICK_ID = /^gwc_[A-Za-z0-9_-]{20,116}$/
const MOST_CLICK_IDS = 10

/** @param more click ids and coupons from elsewhere in the payload. */
export function writtenIn(fields: unknown, more: { clicks?: string[]; coupons?: string[] } = {}): Written {
  const field = (name: string) => textAt(fields, name)?.trim() || undefined
  const clicks = `${field('goodword_click_ids') ?? ''},${more.clicks?.join() ?? ''}`
    .split(/[,\s]+/)
    .filter((one) => CLICK_ID.test(one))
    .slice(0, MOST_CLICK_IDS)
  const touches: Touch[] = [...new Set(clicks)].map((value) => ({ by: 'click', value }))
  const code = field('goodword_code')
  // A sale takes one coupon: the one that was said on purpose.
  const [coupon] = [field('goodword_coupon'), ...(more.coupons ?? [])].filter((one) => one !== undefined)
  if (code !== undefined) touches.push({ by: 'code', value: code })
  if (coupon !== undefined) touches.push({ by: 'coupon', value: coupon })
  return { touches, customer: field('goodword_customer'), sale: field('goodword_sale') }
}

/** Undefined for what is no time. */
export function timeAt(value: unknown, ...path: string[]): number | undefined {
  const ms = Date.parse(textAt(value, ...path) ?? '')
  return Number.isNaN(ms) ? undefined : ms
}

export interface NamedSale {
  source: string
  /** The provider's id of it. */
  id: string
  written: Written
  /** The provider's id of the customer. */
  customer: string | undefined
  sale: Omit<SaleInBooks, 'touches'>
}

/** One payload, one sale: under the vendor's own name for it when it says one. */
export function saleGroup({ source, id, written, customer, sale }: NamedSale): Group {
  const name = `${source}:${id}`
  return {
    ids: [id],
    externalId: written.sale ?? name,
    aliases: [name],
    customer:
      written.customer === undefined && customer === undefined
        ? undefined
        : customerNamed(source, customer, written.customer),
    sale: { ...sale, touches: written.touches },
    because: '',
    waitUntil: undefined,
    reversals: [],
  }
}

export const customerNamed = (
  source: string,
  id: string | undefined,
  vendors: string | undefined,
  more: Partial<Pick<CustomerInBooks, 'signedUpAt' | 'email' | 'name'>> = {},
): CustomerInBooks => ({
  externalId: vendors ?? `${source}:${id}`,
  providersName: id === undefined ? undefined : `${source}:${id}`,
  vendors: vendors !== undefined,
  signedUpAt: undefined,
  touches: [],
  email: undefined,
  name: undefined,
  ...more,
})

/** Ids come as numbers from some. */
export function nameAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' && Number.isSafeInteger(found) ? String(found) : textAt(value, ...path)
}

/** `[{ name, value }]` as an object. */
export const pairsAt = (value: unknown, ...path: string[]): Record<string, unknown> =>
  Object.fromEntries(
    listAt(value, ...path).flatMap((pair) => {
      const name = textAt(pair, 'name')
      return isObject(pair) && name !== undefined ? [[name, pair.value]] : []
    }),
  )
