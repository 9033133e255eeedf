/** The demo's own server part: pages, the checkout, refunds, and minting partner tokens. */
import { existsSync, readFileSync } from 'node:fs'
import type { Goodword, SaleReply } from 'goodword/node'
import type { People } from '../people.ts'
import { createShop, type Order, products, type Shop } from '../shop.ts'
import { consentPage } from './consent.ts'
import { creatorPage } from './creator.ts'
import { type Answer, type Handler, notFound, type Route, serveRoutes } from './http.ts'
import { orderPage } from './order.ts'
import { deskPage, partnerPage } from './partner.ts'
import { checkoutPage, ordersPage, shopPage } from './shop.ts'
import { startPage } from './start.ts'
import css from './style.css?inline'
import { playSubscriptions } from './subscription.ts'

export interface SiteOptions {
  goodword: Goodword
  people: People
  publishableKey: string
  origin: string
  /** What the server believes Stripe to sign with. */
  stripeSecret: string
  /** The built scripts of the pages. */
  scripts: URL
}

export const createSite = (options: SiteOptions) => serveRoutes(routesOf(options), options.origin)

function routesOf(options: SiteOptions): Route[] {
  const { goodword, people, publishableKey, origin, stripeSecret } = options
  const shop = createShop(goodword)
  const subscriptions = playSubscriptions(goodword, people.harbour, origin, stripeSecret)
  const token = async (partnerId: string) => (await goodword.tokens.create({ partnerId })).token
  const page =
    (make: () => string): Handler =>
    () => ({ page: make() })
  return [
    ['GET', /^\/demo\/?$/, page(() => startPage(people, publishableKey, origin))],
    ['GET', /^\/demo\/creator$/, page(() => creatorPage(people.jo))],
    ['GET', /^\/demo\/partner$/, page(() => partnerPage(people.mara, publishableKey))],
    [
      'GET',
      /^\/demo\/partner\/desk$/,
      async () => ({ page: deskPage(people.mara, publishableKey, await token(people.mara.id)) }),
    ],
    ['GET', /^\/demo\/consent$/, page(() => consentPage(publishableKey))],
    ['GET', /^\/demo\/shop\/?$/, page(() => shopPage(publishableKey))],
    ['GET', /^\/demo\/shop\/checkout$/, ({ url }) => startCheckout(publishableKey, url)],
    ['POST', /^\/demo\/shop\/checkout$/, ({ form }) => placeOrder(shop, publishableKey, form)],
    ['GET', /^\/demo\/shop\/orders$/, page(() => ordersPage(shop.orders.values()))],
    ['GET', /^\/demo\/shop\/orders\/(\w+)$/, ({ id }) => showOrder(goodword, shop, id)],
    ['POST', /^\/demo\/shop\/orders\/(\w+)\/refund$/, ({ id, form }) => refund(goodword, shop, id, form)],
    ['GET', /^\/demo\/stripe$/, subscriptions.show],
    ['POST', /^\/demo\/stripe$/, subscriptions.act],
    [
      'POST',
      /^\/demo\/dashboard$/,
      async ({ form }) => ({ to: `/dashboard#token=${await token(form.get('partnerId') ?? '')}` }),
    ],
    ['GET', /^\/demo\/style\.css$/, () => ({ file: css, type: 'text/css' })],
    ['GET', /^\/demo\/pages\/([\w-]+\.js)$/, ({ id }) => script(new URL(id, options.scripts))],
  ]
}

/** The pattern of the route leaves no way out of the folder. */
const script = (file: URL): Answer =>
  existsSync(file) ? { file: readFileSync(file, 'utf8'), type: 'text/javascript' } : notFound

function startCheckout(publishableKey: string, url: URL): Answer {
  const product = products.find(({ id }) => id === url.searchParams.get('product')) ?? products[0]
  if (!product) return notFound
  // A new visitor of the demo is a new customer, without having to invent one.
  const email = `visitor-${Math.floor(1000 + Math.random() * 9000)}@client.example`
  return { page: checkoutPage(publishableKey, { product, email, coupon: '' }) }
}

async function placeOrder(shop: Shop, publishableKey: string, form: URLSearchParams): Promise<Answer> {
  const field = (name: string) => form.get(name)?.trim() ?? ''
  const clickIds = field('clickIds').split('.').filter(Boolean)
  const email = field('email')
  const coupon = field('coupon')
  const placed = shop.place({ productId: field('product'), email, coupon, clickIds })
  if (!('problem' in placed)) {
    await tell(shop, placed)
    return { to: `/demo/shop/orders/${placed.id}` }
  }
  const product = products.find(({ id }) => id === field('product'))
  if (!product || placed.problem === 'product') return notFound
  return {
    page: checkoutPage(publishableKey, { product, email, coupon, problem: placed.problem }),
    status: 422,
  }
}

/** The order stands whatever Goodword says; it is told again when somebody looks at the order. */
async function tell(shop: Shop, order: Order): Promise<boolean> {
  try {
    await shop.tellGoodword(order)
    return true
  } catch (error) {
    console.error(
      `Goodword was not told about ${order.id}: ${error instanceof Error ? error.message : error}`,
    )
    return false
  }
}

async function showOrder(goodword: Goodword, shop: Shop, id: string): Promise<Answer> {
  const order = shop.orders.get(id)
  if (!order) return notFound
  const sale: SaleReply | null = (await tell(shop, order)) ? await goodword.sales.retrieve(order.id) : null
  return { page: orderPage(order, sale) }
}

async function refund(goodword: Goodword, shop: Shop, id: string, form: URLSearchParams): Promise<Answer> {
  const order = shop.orders.get(id)
  if (!order) return notFound
  const { netAmount } = (await goodword.sales.retrieve(order.id)).sale
  const half = Math.round(order.amountMinor / 2)
  const amount = form.get('part') === 'half' ? Math.min(half, netAmount) : netAmount
  if (amount > 0) await shop.refund(order, amount)
  return { to: `/demo/shop/orders/${order.id}` }
}
