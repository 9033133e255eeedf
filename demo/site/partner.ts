/** Mara's site, as her visitors see it and as she sees it herself. */
import { html } from '../html.ts'
import type { Partner } from '../people.ts'
import { dashboardButton, layout, scriptTag } from './layout.ts'

export const partnerPage = (mara: Partner, publishableKey: string): string =>
  layout({
    site: 'mara',
    title: 'On-call, thought through',
    step: 'A partner’s site, with the lead form and the share element',
    scripts: scriptTag(publishableKey),
    body: html`
<h1>On-call, thought through</h1>
<p class="lead">I help small teams share the nights fairly: a rota that fits, a handover that works, and fewer alerts. For the rota I recommend <a href="${mara.links[0]?.url}">Tern</a>.</p>
<div class="two">
<section aria-label="Ask for help">
<p>Write what keeps you awake. Tern gets it with my recommendation. I earn a commission if you buy.</p>
<goodword-lead code="${mara.links[0]?.code}" submitted-by="prospect"></goodword-lead>
</section>
<section aria-label="Recommend it yourself">
<p>Do you advise teams too? Recommend Tern yourself: one address, and you have a link of your own.</p>
<goodword-share></goodword-share>
</section>
</div>
<section class="behind" aria-labelledby="behind">
<h2 id="behind">If you were Mara</h2>
<p>Requests from this page arrive on her dashboard. On her own desk she registers the leads that she meets in person.</p>
<div class="row"><a class="button" href="/demo/partner/desk">Open Mara’s desk</a>${dashboardButton(mara.id, 'Open Mara’s dashboard')}</div>
</section>`,
  })

/** @param token partner token of Mara, made for this one view. */
export const deskPage = (mara: Partner, publishableKey: string, token: string): string =>
  layout({
    site: 'mara',
    title: 'My desk',
    step: 'Mara’s own pages: the same elements, opened with a partner token',
    scripts: scriptTag(publishableKey),
    body: html`
<h1>My desk</h1>
<div class="two">
<section aria-label="A client I talked to">
<p>A client I talked to, registered with all that helps the first call.</p>
<goodword-lead token="${token}"></goodword-lead>
</section>
<section aria-label="My links">
<p>My own links, ready to copy.</p>
<goodword-share token="${token}"></goodword-share>
<p>What became of my leads, and what I earned, is on the dashboard.</p>
${dashboardButton(mara.id, 'Open Mara’s dashboard')}
</section>
</div>`,
  })
