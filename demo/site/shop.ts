/** The shop's pages: what it sells, the checkout, and the orders of this run. */
import { type Html, html } from '../html.ts'
import { COUPON } from '../people.ts'
import { CURRENCY, type Order, type Product, products, taxIn } from '../shop.ts'
import { layout, pageScript, scriptTag } from './layout.ts'
import { money, time } from './words.ts'

export const shopPage = (publishableKey: string): string =>
  layout({
    site: 'tern',
    title: 'The calm on-call rota',
    step: 'Step 2 of 4: buy something',
    scripts: scriptTag(publishableKey),
    body: html`
<h1>The calm on-call rota</h1>
<p class="lead">Know a month ahead which nights are yours. Swap in the open. Sleep in between.</p>
<ul class="products">
${products.map(
  (product) => html`<li class="card">
<h2>${product.name}</h2>
<p>${product.forWhom}</p>
<p class="price">${money(product.priceMinor, CURRENCY)}</p>
<p class="muted">A year, including ${money(taxIn(product.priceMinor), CURRENCY)} VAT</p>
<a class="button primary" href="/demo/shop/checkout?product=${product.id}">Choose ${product.name}</a>
</li>`,
)}
</ul>`,
  })

export interface CheckoutForm {
  product: Product
  email: string
  coupon: string
  problem?: 'email' | 'coupon'
}

const problems = {
  email: 'This does not look like an e-mail address. It needs a name, an @ and a domain.',
  coupon: `We do not know this code. Leave it empty, or try ${COUPON}.`,
}

interface Field {
  name: 'email' | 'coupon'
  label: Html
  help: string
  value: string
  attributes: Html
}

const field = ({ name, label, help, value, attributes }: Field, problem: string | undefined): Html => html`
<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" ${attributes} aria-describedby="${name}-help${problem === name && html` ${name}-problem`}"${problem === name && html` aria-invalid="true" autofocus`}>
<p class="muted" id="${name}-help">${help}</p>
${problem === name && html`<p class="problem" id="${name}-problem" role="alert">– ${problems[name]}</p>`}
</div>`

export const checkoutPage = (publishableKey: string, form: CheckoutForm): string =>
  layout({
    site: 'tern',
    title: 'Checkout',
    step: 'Step 2 of 4: buy something',
    scripts: html`${scriptTag(publishableKey)}${pageScript('checkout')}`,
    body: html`
<h1>Your order</h1>
<div class="two">
<form class="stack" method="post" action="/demo/shop/checkout" data-checkout>
<input type="hidden" name="product" value="${form.product.id}">
<input type="hidden" name="clickIds" value="">
${field(
  {
    name: 'email',
    label: html`E-mail`,
    help: 'Filled in for you. Another address is another customer.',
    value: form.email,
    attributes: html`type="email" autocomplete="email" maxlength="254" required`,
  },
  form.problem,
)}
${field(
  {
    name: 'coupon',
    label: html`Coupon <span class="muted">(optional)</span>`,
    help: 'If someone gave you a code, it lowers the price and thanks them.',
    value: form.coupon,
    attributes: html`autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="64"`,
  },
  form.problem,
)}
<button class="button primary">Place this order</button>
<p class="muted">This is a demo: nothing is charged and no mail is sent.</p>
</form>
<section class="card" aria-labelledby="cart">
<h2 id="cart">${form.product.name}</h2>
<p>${form.product.forWhom}</p>
<p class="price">${money(form.product.priceMinor, CURRENCY)}</p>
<p class="muted">A year, including ${money(taxIn(form.product.priceMinor), CURRENCY)} VAT. <a href="/demo/shop">Choose another</a></p>
</section>
</div>`,
  })

export const ordersPage = (orders: Iterable<Order>): string => {
  const list = [...orders].reverse()
  return layout({
    site: 'tern',
    title: 'Orders',
    step: 'Step 4 of 4: refund an order, then look at the dashboard again',
    body:
      list.length === 0
        ? html`<h1>No order yet</h1>
<p>Orders of this demo live until it is stopped. Place the first one.</p>
<p><a class="button primary" href="/demo/shop">Open the shop</a></p>`
        : html`<h1>Your orders</h1>
<ul class="orders">
${list.map(
  (order) =>
    html`<li><a href="/demo/shop/orders/${order.id}">${order.product.name}</a><span class="muted">${time(order.placedAt)} UTC${order.refunds > 0 && ', refunded at least in part'}</span><span class="amount">${money(order.amountMinor, CURRENCY)}</span></li>`,
)}
</ul>`,
  })
}
