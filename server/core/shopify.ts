/**
 * Shopify (shopify.dev/docs/api/webhooks): what its topics say.
 *
 *   orders/paid, orders/create         a sale once the order is paid: its total, tax, shipping, items
 *   refunds/create                     what was given back: the refund's successful transactions
 *   disputes/create, disputes/update   a dispute, and how it ended
 *
 * Amounts are decimals in the shop's currency. Click ids come from the order's
 * note attributes (goodword_click_ids, likewise _code, _coupon, _customer,
 * _sale) or from the landing page's `gw`; a discount code of the order counts as a coupon.
 */
import { exponentOf, isCurrency } from '../../sdk/rules/money.ts'
import { at, listAt, textAt } from './json.ts'
import {
  nameAt,
  noFacts,
  type PayloadReader,
  type ProviderFacts,
  pairsAt,
  saleGroup,
  type ToldEvent,
  timeAt,
  writtenIn,
} from './provider.ts'
import type { Reversal } from './stripe/reversals.ts'

export const readShopify: PayloadReader = (event) => {
  if (/^orders\/(paid|create)$/.test(event.type)) return order(event)
  if (event.type === 'refunds/create') return refund(event)
  if (/^disputes\/(create|update)$/.test(event.type)) return dispute(event)
  return 'It is not about money or credit.'
}

const collected = ['paid', 'partially_refunded', 'refunded']

function order({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const id = nameAt(payload, 'id')
  const currency = textAt(payload, 'currency') ?? ''
  if (!id || !isCurrency(currency)) return 'It is an order without an id or a currency.'
  const status = textAt(payload, 'financial_status') ?? 'not paid'
  if (!collected.includes(status))
    return `The order is ${status.replaceAll('_', ' ')}: it counts once it is paid.`
  const money = (...path: string[]): number => minorAt(payload, currency, ...path) ?? 0
  const amountMinor = money('total_price')
  if (amountMinor <= 0) return 'Nothing was collected with it.'
  const taxMinor = Math.min(money('total_tax'), amountMinor)
  const sale = {
    amountMinor,
    taxMinor,
    shippingMinor: Math.min(shippingOf(payload, currency), amountMinor - taxMinor),
    currency,
    items: itemsOf(payload, currency),
    occurredAt: timeAt(payload, 'processed_at') ?? timeAt(payload, 'created_at') ?? occurredAt,
  }
  const coupons = listAt(payload, 'discount_codes').flatMap((discount) => textAt(discount, 'code') ?? [])
  const written = writtenIn(pairsAt(payload, 'note_attributes'), { clicks: landedWith(payload), coupons })
  const customer = nameAt(payload, 'customer', 'id')
  return { ...noFacts(), sales: [saleGroup({ source: 'shopify', id, written, customer, sale })] }
}

/** Where prices include tax, that of shipping is in the order's tax as well. */
function shippingOf(payload: unknown, currency: string): number {
  const lines = listAt(payload, 'shipping_lines')
  const sum = (amounts: (number | undefined)[]): number =>
    amounts.reduce<number>((all, one) => all + (one ?? 0), 0)
  const prices = sum(
    lines.map((line) => minorAt(line, currency, 'discounted_price') ?? minorAt(line, currency, 'price')),
  )
  if (at(payload, 'taxes_included') !== true) return prices
  const taxes = lines.flatMap((line) =>
    listAt(line, 'tax_lines').map((tax) => minorAt(tax, currency, 'price')),
  )
  return Math.max(prices - sum(taxes), 0)
}

function itemsOf(payload: unknown, currency: string): { productId: string; amount: number }[] {
  return listAt(payload, 'line_items').flatMap((line) => {
    const productId = nameAt(line, 'product_id')
    const price = minorAt(line, currency, 'price')
    const quantity = at(line, 'quantity')
    if (!productId || price === undefined || typeof quantity !== 'number' || !Number.isSafeInteger(quantity))
      return []
    const less = listAt(line, 'discount_allocations').map((one) => minorAt(one, currency, 'amount') ?? 0)
    const amount = price * quantity - less.reduce((sum, one) => sum + one, 0)
    return Number.isSafeInteger(amount) && amount >= 0 ? [{ productId, amount }] : []
  })
}

function landedWith(payload: unknown): string[] {
  const site = textAt(payload, 'landing_site')
  if (site === undefined || !URL.canParse(site, 'https://shop.invalid')) return []
  const click = new URL(site, 'https://shop.invalid').searchParams.get('gw')
  return click === null ? [] : [click]
}

function refund({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const [id, orderId] = [nameAt(payload, 'id'), nameAt(payload, 'order_id')]
  if (!id || !orderId) return 'It is a refund without ids.'
  const given = listAt(payload, 'transactions').filter(
    (one) => textAt(one, 'kind') === 'refund' && textAt(one, 'status') === 'success',
  )
  const amounts = given.map((one) => minorAt(one, textAt(one, 'currency') ?? '', 'amount') ?? 0)
  const amountMinor = amounts.reduce((sum, one) => sum + one, 0)
  if (amountMinor <= 0) return 'No money was given back with it.'
  const givenAt = timeAt(payload, 'processed_at') ?? timeAt(payload, 'created_at') ?? occurredAt
  const reversal: Reversal = {
    kind: 'refund',
    externalId: `shopify:refund:${id}`,
    amountMinor,
    occurredAt: givenAt,
    status: 'opened',
  }
  return { ...noFacts(), reversals: [{ saleExternalId: `shopify:${orderId}`, reversal }] }
}

const ends: Record<string, Reversal['status']> = {
  accepted: 'lost',
  lost: 'lost',
  won: 'won',
  // The money went back as a refund, which is told of by itself.
  charge_refunded: 'won',
}

function dispute({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const [id, orderId] = [nameAt(payload, 'id'), nameAt(payload, 'order_id')]
  const amountMinor = minorAt(payload, textAt(payload, 'currency') ?? '', 'amount')
  if (!id || !orderId || amountMinor === undefined) return 'It is a dispute without ids or an amount.'
  const status = ends[textAt(payload, 'status') ?? ''] ?? 'opened'
  const when = status === 'opened' ? timeAt(payload, 'initiated_at') : timeAt(payload, 'finalized_on')
  const reversal: Reversal = {
    kind: 'dispute',
    externalId: `shopify:dispute:${id}`,
    amountMinor,
    occurredAt: when ?? occurredAt,
    status,
  }
  return { ...noFacts(), reversals: [{ saleExternalId: `shopify:${orderId}`, reversal }] }
}

/** "199.90" in minor units; undefined for what is no amount, or finer than the currency. */
export function minorAt(value: unknown, currency: string, ...path: string[]): number | undefined {
  const [, whole = '', part = ''] =
    /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(String(nameAt(value, ...path) ?? '')) ?? []
  if (whole === '' || !isCurrency(currency)) return undefined
  const exponent = exponentOf(currency)
  // Shopify writes two decimals for every currency.
  if (/[1-9]/.test(part.slice(exponent))) return undefined
  const minor = Number(whole + part.slice(0, exponent).padEnd(exponent, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}
