/** The order page: what Goodword answered about this sale, in its own words. */
import type { Candidate, SaleReply } from 'goodword/node'
import { type Html, html } from '../html.ts'
import { CURRENCY, type Order } from '../shop.ts'
import { dashboardButton, layout } from './layout.ts'
import { money } from './words.ts'

/** @param answer null when Goodword could not be told; the shop works all the same. */
export const orderPage = (order: Order, answer: SaleReply | null): string =>
  layout({
    site: 'tern',
    title: 'Thank you for your order',
    step: 'Steps 3 and 4 of 4: see the commission, refund, see it go',
    body: html`
<h1>Thank you for your order</h1>
<p class="lead">${order.product.name} for <span class="amount">${money(order.amountMinor, CURRENCY)}</span>, order ${order.id}.</p>
${answer ? told(order, answer) : notTold}`,
  })

const notTold = html`<section class="behind"><h2>Goodword has not heard of it yet</h2>
<p>Your order stands and nothing is lost. Reload this page: the shop tells Goodword again, and it counts once.</p></section>`

const told = (order: Order, reply: SaleReply): Html => html`
<div class="two">
<section class="card" aria-labelledby="answer">
<h2 id="answer">What Goodword answered</h2>
${credit(reply)}
${reply.commissions.length > 0 && commissionTable(reply)}
${reply.attribution ? dashboardButton(reply.attribution.partnerId, 'Open the partner’s dashboard', true) : ''}
</section>
<section class="card" aria-labelledby="refund">
<h2 id="refund">Changed your mind?</h2>
${refundForm(order, reply.sale.netAmount)}
</section>
</div>`

const touchNames: Record<Candidate['by'], string> = {
  manual: 'Decision',
  lead: 'Lead',
  coupon: 'Coupon',
  code: 'Link code',
  click: 'Click',
}

/** Who was credited and why, and every touch that was looked at when there was more than one. */
function credit({ attribution, attributionReason = '' }: SaleReply): Html {
  if (!attribution) return html`<p class="answer">${sentence(attributionReason)}</p>`
  const { explanation, flags, candidates } = attribution
  return html`
<p class="answer">${explanation}</p>
${flags.map(({ reason }) => html`<p class="wait">◷ ${reason}</p>`)}
${
  candidates.length > 1 &&
  html`<p>All that was looked at:</p>
<ul>${candidates.map(({ by, won, reason }) => html`<li>${won ? '✓' : '–'} ${touchNames[by]}: ${reason}</li>`)}</ul>`
}`
}

const commissionTable = ({ commissions, sale }: SaleReply): Html => html`
<table>
<caption>Commission on this sale</caption>
<thead><tr><th scope="col">Why</th><th scope="col" class="amount">Amount</th></tr></thead>
<tbody>
${commissions.map(
  ({ explanation, amount, currency }) =>
    html`<tr><td>${explanation}</td><td class="amount">${money(amount, currency)}</td></tr>`,
)}
</tbody>
<tfoot><tr><th scope="row">Together</th><td class="amount" data-total>${money(sum(commissions), sale.currency)}</td></tr></tfoot>
</table>`

const sum = (commissions: { amount: number }[]): number =>
  commissions.reduce((total, { amount }) => total + amount, 0)

const refundForm = (order: Order, leftMinor: number): Html => {
  if (leftMinor === 0)
    return html`<p>✓ Everything is refunded. What was earned on this order is taken back in full.</p>`
  const half = Math.min(Math.round(order.amountMinor / 2), leftMinor)
  return html`
<p>${money(leftMinor, CURRENCY)} of this order ${leftMinor < order.amountMinor ? 'is left' : 'can be refunded'}. The commission falls in proportion.</p>
<form class="row" method="post" action="/demo/shop/orders/${order.id}/refund">
<button class="button" name="part" value="all">Refund ${leftMinor < order.amountMinor ? 'the rest' : 'this order'}</button>
${half < leftMinor && html`<button class="button" name="part" value="half">Refund half, ${money(half, CURRENCY)}</button>`}
</form>`
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `Nobody was credited: ${words}.`)
