/** Everything a browser opens here: scripts for other sites, the dashboard, the docs, the local outbox. */
import type { Context, Hono } from 'hono'
import type { SentMail } from '../mail/transport.ts'
import type { Services } from '../services/context.ts'
import { problems } from '../services/problem.ts'
import { loadProgram } from '../services/programs.ts'
import { loadAssets } from './assets.ts'
import { escapeHtml, plainCss, plainPage } from './html.ts'

export interface PageOptions {
  services: Services
  /** Where the build put the browser files; undefined: none are served. */
  assetsDir?: string
  /** The mails of this server while no SMTP is configured; undefined: there is no such page. */
  localMails?: () => SentMail[]
}

/** Named by their content: they never change. */
const FOREVER = 'public, max-age=31536000, immutable'
/** Scripts with a fixed name: pages everywhere load them, and an update should arrive within minutes. */
const SHORT = 'public, max-age=300, stale-while-revalidate=86400'
const ALWAYS_ASK = 'no-cache'

const plainPolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountPages(app: Hono<any>, { services, assetsDir, localMails }: PageOptions): void {
  const assets = loadAssets(assetsDir)
  const named = (c: Context, route: string) => c.set('route', `GET ${route}`)

  for (const path of assets.paths('').filter((file) => /^(goodword|actions|embed)[\w.-]*\.js$/.test(file))) {
    app.get(`/${path}`, (c) => {
      named(c, `/${path}`)
      // Other origins import these: a module is fetched by the rules of CORS.
      c.header('Access-Control-Allow-Origin', '*')
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      return withHeaders(c, assets.answer(c, path, /-[\w-]{8}\.js$/.test(path) ? FOREVER : SHORT))
    })
  }
  for (const path of [...assets.paths('pages/'), ...assets.paths('docs/')]) {
    app.get(`/${path}`, (c) => {
      named(c, `/${path.split('/')[0]}/*`)
      return assets.answer(c, path, path.startsWith('pages/') ? FOREVER : SHORT)
    })
  }

  app.get('/dashboard', async (c) => {
    named(c, '/dashboard')
    c.header('Content-Security-Policy', await dashboardPolicy(services))
    c.header('Referrer-Policy', 'no-referrer')
    return withHeaders(c, assets.answer(c, 'widget/dashboard/index.html', ALWAYS_ASK))
  })

  app.get('/docs', (c) => {
    named(c, '/docs')
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
    )
    return c.html(docsPage)
  })

  const plain = (path: string, page: () => string): void => {
    app.get(path, (c) => {
      named(c, path)
      c.header('Content-Security-Policy', plainPolicy)
      return c.html(page())
    })
  }
  plain('/', () => plainPage('Goodword is running', welcome(localMails !== undefined)))
  plain('/docs/errors', () => plainPage('Errors', errorList()))
  if (localMails) plain('/outbox', () => plainPage('Outbox', outbox(localMails())))
  app.get('/plain.css', (c) => {
    named(c, '/plain.css')
    return c.body(plainCss, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': SHORT })
  })
}

/** Headers that were set on the context belong on a response that was made elsewhere, too. */
function withHeaders(c: Context, response: Response): Response {
  const headers = new Headers(response.headers)
  c.res.headers.forEach((value, name) => {
    if (!headers.has(name)) headers.set(name, value)
  })
  return new Response(response.body, { status: response.status, headers })
}

/** The dashboard may stand in a frame on the program's own sites. */
async function dashboardPolicy({ store, clock }: Services): Promise<string> {
  const live = await store.db.selectFrom('program').where('mode', '=', 'live').select('id').executeTakeFirst()
  const origins = live ? (await loadProgram(store.db, clock, live.id)).definition.allowedOrigins : []
  return `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self' ${origins.join(' ')}`
}

const welcome = (hasOutbox: boolean): string => `
<p>This is your Goodword server. Partners open their <a href="/dashboard">dashboard</a> here.</p>
<ul>
<li><a href="/docs">API reference</a>, also as <a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/docs/errors">What each error means</a></li>
${hasOutbox ? '<li><a href="/outbox">Outbox</a>: mail that this server would have sent</li>' : ''}
</ul>
<p>To see links at work, make a partner with your secret key:</p>
<pre>curl -X POST /v1/partners -H 'Authorization: Bearer gw_sk_…' \\
  -H 'Content-Type: application/json' -d '{"email":"mara@agency.example","name":"Mara Ito"}'</pre>`

const errorList = (): string =>
  Object.entries(problems)
    .map(
      ([code, { status, title, detail }]) =>
        `<article id="${code}"><h2><code>${code}</code></h2><p>${escapeHtml(title)}. ${escapeHtml(detail)}</p><p class="muted">Status ${status}</p></article>`,
    )
    .join('\n')

function outbox(mails: SentMail[]): string {
  const intro =
    '<p>No SMTP_URL is set, so mail stays here instead of leaving. The last 50 are kept until the server stops.</p>'
  if (mails.length === 0)
    return `${intro}<p>No mail yet. Ask for a sign-in link on the <a href="/dashboard">dashboard</a>.</p>`
  const shown = mails.map(
    (mail) =>
      `<article><h2>${escapeHtml(mail.subject)}</h2><p class="muted">To ${escapeHtml(mail.to)}, ${new Date(mail.at).toISOString()}</p><pre>${withLinks(mail.text)}</pre></article>`,
  )
  return intro + shown.join('\n')
}

const withLinks = (text: string): string =>
  escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)

const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Goodword API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`
