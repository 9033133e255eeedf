/** `/demo`: the walk in four steps, and what else is worth a look. */
import { type Html, html } from '../html.ts'
import type { People } from '../people.ts'
import { dashboardButton, layout } from './layout.ts'

const step = (title: string, text: Html, action: Html): Html =>
  html`<li>
<h2>${title}</h2>
<p>${text}</p>
${action}
</li>`

export const startPage = (people: People, publishableKey: string, origin: string): string =>
  layout({
    site: 'tour',
    title: 'Goodword demo',
    body: html`
<h1>Follow one good word from a link to a commission</h1>
<p class="lead">Tern is a made-up shop with a partner program. Jo recommends it, you buy something, Jo earns. Four steps, two minutes, nothing is charged.</p>
<ol class="steps">
${step(
  'Follow Jo’s link',
  html`Jo writes about on-call work. Her page has a tracked link and a coupon.`,
  html`<a class="button primary" href="/demo/creator">Open Jo’s page</a>`,
)}
${step(
  'Buy something',
  html`The link brings you to the shop. Its checkout sends your click along; the order page shows what Goodword answered, and why.`,
  html`<a class="button" href="/demo/shop">Open the shop</a>`,
)}
${step(
  'See the commission',
  html`On Jo’s own dashboard: the amount, how it was worked out, and from when it is payable.`,
  dashboardButton(people.jo.id, 'Open Jo’s dashboard'),
)}
${step(
  'Refund the order, and see it go',
  html`On the order page. Then look at Jo’s dashboard again: the same sum is taken back, with its reason.`,
  html`<a class="button" href="/demo/shop/orders">Open your orders</a>`,
)}
</ol>
<h2>Six more things to try</h2>
<dl class="more">
<div><dt><a href="/demo/partner">A consultant’s site</a></dt><dd>A visitor asks for a call through Mara’s lead form, and Mara sees what becomes of it. On <a href="/demo/partner/desk">her own desk</a> she registers the leads she meets herself.</dd></div>
<div><dt><a href="/demo/shop/checkout?product=team">A coupon without a click</a></dt><dd>In a private window, buy with the code JO15. Jo is credited although nobody followed her link.</dd></div>
<div><dt><a href="/demo/shop/checkout?product=solo">Buying for oneself</a></dt><dd>Use Jo’s own address, ${people.jo.email}, with JO15. Nothing is refused: the commission waits until a person has looked, and says so.</dd></div>
<div><dt><a href="/demo/stripe">A subscription at Stripe</a></dt><dd>Trial, payment, upgrade, refund, dispute: play its life with buttons, in any order of events, and watch what is earned.</dd></div>
<div><dt><a href="/demo/consent?via=${people.jo.links[0]?.code}">Nothing stored without consent</a></dt><dd>A page that asks first. You see what is in your browser before and after.</dd></div>
<div><dt><a href="/dashboard">Signing in by mail</a></dt><dd>Type ${people.jo.email}. No mail leaves this machine: it lands in the <a href="/outbox">outbox</a>.</dd></div>
</dl>
<h2>For your own code</h2>
<p>This is all that a page needs. Keys and server are those of this demo; the secret key is in the terminal where it was started.</p>
<pre><code>&lt;script async
  src="${origin}/goodword.js"
  data-goodword="${publishableKey}"&gt;&lt;/script&gt;</code></pre>
<p>Every route, with its fields and errors, is in the <a href="/docs">API reference</a>.</p>
`,
  })
