/** The frame of every page: whose site it is, and the way back to the walk. */
import { type Html, html } from '../html.ts'

/** Tern is the vendor, Mara a consultant, Jo a creator; `tour` is the demo speaking for itself. */
export type Site = 'tour' | 'tern' | 'mara' | 'jo'

const brands: Record<Site, { name: string; home: string }> = {
  tour: { name: 'Goodword demo', home: '/demo' },
  tern: { name: 'Tern', home: '/demo/shop' },
  mara: { name: 'Mara Ito', home: '/demo/partner' },
  jo: { name: 'Jo Lindqvist', home: '/demo/creator' },
}

export interface Page {
  site: Site
  title: string
  /** Where in the walk this page is; shown above it. */
  step?: string
  /** Script tags of the page. */
  scripts?: Html
  body: Html
}

/** The line that a vendor puts on its pages. `consent`: wait for the visitor's decision. */
export const scriptTag = (key: string, consent = false): Html =>
  consent
    ? html`<script async src="/goodword.js" data-goodword="${key}" data-consent="required"></script>`
    : html`<script async src="/goodword.js" data-goodword="${key}"></script>`

export const pageScript = (name: string): Html =>
  html`<script type="module" src="/demo/pages/${name}.js"></script>`

/**
 * A button that goes to Goodword's dashboard with a token that this server has just made.
 *
 * @param isNext whether it is the next thing to do
 */
export const dashboardButton = (partnerId: string, words: string, isNext = false): Html =>
  html`<form method="post" action="/demo/dashboard">
<input type="hidden" name="partnerId" value="${partnerId}">
<button class="button${isNext && ' primary'}">${words}</button>
</form>`

export function layout({ site, title, step, scripts, body }: Page): string {
  const brand = brands[site]
  const isTour = site === 'tour'
  return html`<!doctype html>
<html lang="en" class="${site}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${title === brand.name ? '' : html` · ${brand.name}`}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/demo/style.css">
${scripts ?? ''}
</head>
<body>
${!isTour && html`<aside class="tour-bar" aria-label="About this demo"><a href="/demo">Goodword demo</a>${step && html`<span>${step}</span>`}</aside>`}
<header class="site"><a href="${brand.home}">${brand.name}</a></header>
<main>
${body}
</main>
</body>
</html>
`.markup
}
