/** A page that asks before anything is stored, and shows what is. */
import { html } from '../html.ts'
import { layout, pageScript, scriptTag } from './layout.ts'

export const consentPage = (publishableKey: string): string =>
  layout({
    site: 'tern',
    title: 'Nothing stored without consent',
    step: 'The script tag with data-consent="required"',
    scripts: html`${scriptTag(publishableKey, true)}${pageScript('consent')}`,
    body: html`
<h1>May we remember who recommended us to you?</h1>
<p class="lead">If you allow it, your browser keeps the number of your click for 60 days, so that whoever recommended us is thanked. If not, nothing is kept, and every page works the same.</p>
<div class="row"><button class="button primary" type="button" data-decision="granted">Allow</button><button class="button" type="button" data-decision="denied">Do not allow</button></div>
<section class="behind" aria-labelledby="kept">
<h2 id="kept">What Goodword keeps in your browser now</h2>
<p role="status" data-kept>Not looked at yet. This line needs JavaScript.</p>
<p class="muted">Other pages of this demo share this browser’s storage. If you came through one of them, its click is still here; “Do not allow” deletes it.</p>
</section>`,
  })
