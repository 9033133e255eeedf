/**
 * The shop's own server part: products, prices, orders in memory. Everything
 * that a real shop would have to write for Goodword is `tellGoodword` and
 * `refundOrder`.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { Goodword } from 'goodword/node'

export interface Product {
  id: string
  name: string
  forWhom: string
  /** Minor units of EUR, VAT included. */
  priceMinor: number
}

export const CURRENCY = 'EUR'
/** VAT in the price, in per cent of the price without it. */
const VAT_PERCENT = 20

export const products: Product[] = [
  { id: 'solo', name: 'Tern Solo', forWhom: 'One rota, for a team of up to five.', priceMinor: 6_000 },
  {
    id: 'team',
    name: 'Tern Team',
    forWhom: 'Up to five rotas that cover for each other.',
    priceMinor: 18_000,
  },
  {
    id: 'company',
    name: 'Tern Company',
    forWhom: 'Every rota you have, across countries and holidays.',
    priceMinor: 60_000,
  },
]

/** What a coupon takes off belongs to the shop; Goodword only knows whose coupon it is. */
const percentOff: Record<string, number> = { JO15: 15 }

export interface Order {
  id: string
  product: Product
  email: string
  coupon: string | undefined
  clickIds: string[]
  /** What was paid, VAT included. */
  amountMinor: number
  taxMinor: number
  placedAt: Date
  refunds: number
}

export interface Shop {
  orders: Map<string, Order>
  place(wish: Wish): Order | { problem: 'email' | 'coupon' | 'product' }
  /** Sends sign-up and sale. Safe to repeat: the same ids give the same answer. */
  tellGoodword(order: Order): Promise<void>
  /** Gives money back, and tells Goodword the same. */
  refund(order: Order, amountMinor: number): Promise<void>
}

export interface Wish {
  productId: string
  email: string
  coupon: string
  clickIds: string[]
}

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254

/** One customer per address; the shop's own id, so that Goodword's follows the shop's. */
const customerIdOf = (email: string): string =>
  `cus_${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16)}`

export const taxIn = (amountMinor: number): number =>
  Math.round((amountMinor * VAT_PERCENT) / (100 + VAT_PERCENT))

export function createShop(goodword: Goodword): Shop {
  const orders = new Map<string, Order>()
  return {
    orders,
    place({ productId, email, coupon, clickIds }) {
      const product = products.find(({ id }) => id === productId)
      const code = coupon.trim().toUpperCase()
      if (!product) return { problem: 'product' }
      if (!isEmail(email)) return { problem: 'email' }
      if (code && percentOff[code] === undefined) return { problem: 'coupon' }
      const amountMinor = Math.round((product.priceMinor * (100 - (percentOff[code] ?? 0))) / 100)
      const order: Order = {
        id: `ord_${randomUUID().slice(0, 8)}`,
        product,
        email,
        coupon: code || undefined,
        clickIds: clickIds.slice(0, 10),
        amountMinor,
        taxMinor: taxIn(amountMinor),
        placedAt: new Date(),
        refunds: 0,
      }
      orders.set(order.id, order)
      return order
    },
    async tellGoodword(order) {
      const { clickIds, coupon, email } = order
      const occurredAt = order.placedAt.toISOString()
      const externalId = customerIdOf(email)
      await goodword.customers.create({ externalId, email, clickIds, coupon, occurredAt })
      await goodword.sales.create({
        externalId: order.id,
        customerExternalId: externalId,
        clickIds,
        coupon,
        amount: order.amountMinor,
        taxAmount: order.taxMinor,
        currency: CURRENCY,
        items: [{ productId: order.product.id, quantity: 1, amount: order.amountMinor }],
        occurredAt,
      })
    },
    async refund(order, amountMinor) {
      const externalId = `${order.id}_refund_${order.refunds + 1}`
      await goodword.refunds.create({ externalId, saleExternalId: order.id, amount: amountMinor })
      order.refunds++
    },
  }
}
