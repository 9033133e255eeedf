/**
 * The custom elements of Goodword. Importing this defines them where there is
 * a browser and does nothing where there is none.
 */
import { type Draw, GoodwordElement } from './element.ts'

/**
 * `<goodword-share>`: a visitor becomes a partner with one e-mail address and
 * gets a working link; a known partner sees its links, ready to copy and share.
 *
 * Attributes
 * - `server`: origin of your Goodword server, `https://refer.vendor.example`. Default: the script tag's.
 * - `key`: publishable key, `gw_pk_…`. Default: the script tag's.
 * - `token`: partner token, `gw_pt_…`, made by your server with `POST /v1/tokens`. With it the partner's own
 *   links are shown; without it the form to join. Changing it draws the element anew.
 * - `lang`: language of dates and numbers, BCP 47. Default `en`. The words come from `strings`.
 *
 * Events (bubble, cross shadow roots)
 * - `goodword:joined` with `detail: { code, url }` when a link was made.
 * - `goodword:copied` with `detail: { url }` whenever a link was put on the clipboard.
 *
 * CSS custom properties
 * - `--gw-accent` colour of the main button; the text on it is black or white, at least 4.5:1.
 * - `--gw-bg --gw-surface --gw-text --gw-muted --gw-line --gw-accent-text --gw-good --gw-wait --gw-stop`
 * - `--gw-font` font family. Default: the system's. Light or dark follows the element's `color-scheme`.
 *
 * Side effects: `GET /v1/program`, `POST /v1/partners/apply`; with a token `GET /v1/me/links`. Where the page's
 * address has `?invitation=…`, as the links of `POST /v1/invitations` do, `GET /v1/invitations/…` says by whom, and
 * whoever joins is that partner's recruit. After joining the
 * link is put on the clipboard where the browser allows it. No storage is read or written. Problems are told
 * inside the element, nothing is thrown.
 *
 * To keep the page still before the script arrives:
 * `goodword-share:not(:defined) { display: block; min-height: 400px }` (700px for `goodword-lead`)
 *
 * @example
 * <goodword-share server="https://refer.vendor.example" key="gw_pk_…"></goodword-share>
 */
export class GoodwordShare extends GoodwordElement {
  /** @internal */
  protected override load(): Promise<Draw> {
    return import('./share-view.tsx').then((view) => view.drawShare)
  }
}

/**
 * `<goodword-lead>`: a short form to register a lead. Four answers are needed;
 * more are asked for with a reason each, and a live score says which would help most.
 *
 * Attributes
 * - `server`, `key`, `lang`: as for {@link GoodwordShare}.
 * - `code`: the partner's code. Default: the code the visitor came with (`window.Goodword.getCode()`).
 * - `token`: partner token; takes the place of `key` and `code`, and the answer then says until when we decide.
 * - `submitted-by`: `partner` (default) or `prospect`. A prospect speaks for itself: other wording, no score, and
 *   a consent to tick.
 *
 * Events (bubble, cross shadow roots)
 * - `goodword:lead` with `detail: { id }` when the lead was registered.
 *
 * CSS custom properties: as for {@link GoodwordShare}.
 *
 * Side effects: one `POST /v1/leads` per press, with an `Idempotency-Key` that stays the same while the answers
 * do, so that trying again cannot register twice. What was typed stays until the lead is registered, also when
 * the element is moved in the page.
 *
 * @example
 * <goodword-lead server="https://refer.vendor.example" key="gw_pk_…" code="mara"></goodword-lead>
 */
export class GoodwordLead extends GoodwordElement {
  /** @internal */
  protected override load(): Promise<Draw> {
    return import('./lead-view.tsx').then((view) => view.drawLead)
  }
}

/**
 * Defines `<goodword-share>` and `<goodword-lead>`. Importing this module calls it. A second call, or a second
 * copy of the script on a page, changes nothing; without `customElements` (in Node) it does nothing.
 *
 * @example
 * import { defineGoodwordElements } from 'goodword/widget'
 * defineGoodwordElements()
 */
export function defineGoodwordElements(): void {
  const registry = globalThis.customElements
  if (!registry) return
  if (!registry.get('goodword-share')) registry.define('goodword-share', GoodwordShare)
  if (!registry.get('goodword-lead')) registry.define('goodword-lead', GoodwordLead)
}

defineGoodwordElements()

export type { LeadWords } from './lead-strings.ts'
export type { ShareWords } from './share-strings.ts'

declare global {
  interface HTMLElementTagNameMap {
    'goodword-share': GoodwordShare
    'goodword-lead': GoodwordLead
  }
}
