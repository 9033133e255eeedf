/** `/demo/stripe`: a subscription's life, step by step, and what the books say after each. */
import type { Goodword, Partner, ProviderEvent, SaleReply } from 'goodword/node'
import { type Html, html } from '../html.ts'
import { inAnyOrder, type Life, live, newLife, nextStep, post, type Step, steps } from '../stripe.ts'
import type { Answer, Visit } from './http.ts'
import { dashboardButton, layout } from './layout.ts'
import { money } from './words.ts'

export interface Subscriptions {
  show(): Promise<Answer>
  act(visit: Visit): Promise<Answer>
}

/** Long enough for a few events on a slow machine; the page says what is still waiting. */
const PATIENCE_MS = 3_000
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'

/** @param secret that the server believes to be Stripe's. */
export function playSubscriptions(
  goodword: Goodword,
  partner: Partner,
  origin: string,
  secret: string,
): Subscriptions {
  let life = newLife()
  let clickId: string | undefined

  /** The visitor of the checkout came through the partner's link. */
  async function click(): Promise<string> {
    const link = `${origin}/r/${partner.links[0]?.code}`
    const answer = await fetch(link, { redirect: 'manual', headers: { 'User-Agent': BROWSER } })
    const id = new URL(answer.headers.get('location') ?? origin).searchParams.get('gw')
    if (!id) throw new Error(`${link} gave no click id`)
    // Stripe's clock has whole seconds: what it tells must not seem to come before the click.
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (Date.now() % 1_000)))
    return id
  }

  async function take(step: Step): Promise<void> {
    clickId ??= await click()
    const before = life.events.length
    live(life, step, clickId, Date.now())
    await send(life.events.slice(before))
  }

  async function send(events: Life['events']): Promise<void> {
    for (const event of inAnyOrder(events)) await post(origin, secret, event)
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
      const known = await eventsOf()
      const isProcessed = known.every(({ status }) => status !== 'waiting')
      if (isProcessed && known.length === life.events.length) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async function eventsOf(): Promise<ProviderEvent[]> {
    if (life.events.length === 0) return []
    const { data } = await goodword.providerEvents.list('stripe', { limit: 100 })
    return data.filter(({ id }) => id.startsWith(`evt_${life.id}_`))
  }

  return {
    async show() {
      const sales = await Promise.all(
        life.sales.map((name) => goodword.sales.retrieve(name).catch(() => null)),
      )
      return { page: page(life, partner, sales, await eventsOf()) }
    },
    async act({ form }) {
      const wanted = form.get('do') ?? ''
      const step = steps.find(({ id }) => id === wanted)
      if (step) await take(step.id)
      else if (wanted === 'again') await send(life.events)
      else if (wanted === 'new') {
        life = newLife()
        clickId = undefined
      }
      return { to: '/demo/stripe' }
    },
  }
}

const page = (life: Life, partner: Partner, sales: (SaleReply | null)[], events: ProviderEvent[]): string =>
  layout({
    site: 'tern',
    title: 'A subscription at Stripe',
    step: 'Play a subscription, and watch what is earned',
    body: html`
<h1>A subscription at Stripe</h1>
<p class="lead">A customer who came through the link of ${partner.name} subscribes. Each button sends what Stripe would send: signed, in any order, one event twice. No line of code reports a sale here.</p>
<div class="two">
<section class="card" aria-labelledby="life">
<h2 id="life">Its life</h2>
${lifeForm(life)}
</section>
<section class="card" aria-labelledby="books">
<h2 id="books">What is earned</h2>
${life.sales.length === 0 ? html`<p>Nothing yet. ${life.done.length > 0 ? 'A trial costs nothing, so it earns nothing.' : 'Start with the first step.'}</p>` : html`${sales.map((sale, n) => saleTable(sale, life.sales[n] ?? ''))}`}
<p>Together <strong class="amount" data-total>${money(earned(sales), 'EUR')}</strong></p>
${dashboardButton(partner.id, `Open the dashboard of ${partner.name}`)}
</section>
</div>
${events.length > 0 && told(events)}`,
  })

const earned = (sales: (SaleReply | null)[]): number =>
  sales.flatMap((sale) => sale?.commissions ?? []).reduce((sum, { amount }) => sum + amount, 0)

function lifeForm(life: Life): Html {
  const next = nextStep(life)
  return html`
<form method="post" action="/demo/stripe">
<ol class="life">
${steps.map(
  ({ id, title, gives }) => html`<li>
${id === next ? html`<button class="button primary" name="do" value="${id}">${title}</button>` : html`<span>${life.done.includes(id) ? '✓ ' : ''}${title}</span>`}
<span class="muted">${gives}</span>
</li>`,
)}
</ol>
${
  life.done.length > 0 &&
  html`<div class="row">
<button class="button" name="do" value="again">Send it all again, shuffled</button>
<button class="button" name="do" value="new">Start over</button>
</div>`
}
</form>`
}

function saleTable(reply: SaleReply | null, name: string): Html {
  if (!reply) return html`<p class="wait">◷ ${name} is being recorded. Reload this page in a moment.</p>`
  const { sale, commissions } = reply
  return html`
<table>
<caption>${money(sale.amount, sale.currency)} paid, ${money(sale.netAmount, sale.currency)} left</caption>
<thead><tr><th scope="col">Why</th><th scope="col" class="amount">Commission</th></tr></thead>
<tbody>
${commissions.map(
  ({ explanation, amount, currency, heldBecause }) =>
    html`<tr><td>${explanation}${heldBecause !== null && html`<br><span class="wait">◷ ${heldBecause}</span>`}</td><td class="amount">${money(amount, currency)}</td></tr>`,
)}
</tbody>
</table>`
}

const told = (events: ProviderEvent[]): Html => html`
<section aria-labelledby="told">
<h2 id="told">What each event did</h2>
<dl class="more">
${events.map(
  ({ type, objectId, outcome }) =>
    html`<div><dt>${type}</dt><dd>${outcome || 'Not processed yet.'} <span class="muted">${objectId}</span></dd></div>`,
)}
</dl>
</section>`
