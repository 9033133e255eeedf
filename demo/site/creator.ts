/** Jo's page: an article with a tracked link and a coupon, and for the demo a way to her earnings. */
import { html } from '../html.ts'
import { COUPON, type Partner } from '../people.ts'
import { dashboardButton, layout } from './layout.ts'

export const creatorPage = (jo: Partner): string =>
  layout({
    site: 'jo',
    title: 'Three habits that let me sleep on call',
    step: 'Step 1 of 4: follow the link in the text',
    body: html`
<article class="prose">
<h1>Three habits that let me sleep on call</h1>
<p class="muted">Jo Lindqvist, on work that wakes you up</p>
<p>I have carried a pager for nine years. What changed my nights was no new tool for alerts. It was knowing, a month ahead, which nights are mine.</p>
<p>First: hand over by talking, ten minutes, every time. Second: whoever was woken starts late, without asking. Third: keep the rota where everyone can see it, swap in the open, and let it count who had the last holiday.</p>
<p>For the third I use Tern. It is a rota and nothing else.</p>
<aside class="offer">
<p><a class="button primary" href="${jo.links[0]?.url}">See Tern</a></p>
<p>With the code <strong>${COUPON}</strong> you pay 15 % less.</p>
<p class="muted">I earn a commission if you buy through this link or with this code.</p>
</aside>
</article>
<section class="behind" aria-labelledby="behind">
<h2 id="behind">If you were Jo</h2>
<p>The link is <code>${jo.links[0]?.url}</code>. Her dashboard shows each click within a minute, and each commission with its reason.</p>
${dashboardButton(jo.id, 'Open Jo’s dashboard')}
</section>`,
  })
