/**
 * Somebody else's page, on another origin than the Goodword server and with the
 * strictest policy that lets it in; and in place of that server whatever may
 * stand there on a bad day.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  origin: string
  close(): Promise<void>
}

export async function listen(handle: RequestListener): Promise<Listening> {
  const server: Server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface HostPage {
  /** Origin of the Goodword server that the page names. */
  goodword: string
  key: string
  /** How often the script tag stands on the page. Default 1. */
  tags?: number
  body?: string
}

/** What Goodword needs and nothing else; the page's own style sheet is the page's own affair. */
export const strictPolicy = (goodword: string): string =>
  `default-src 'none'; script-src ${goodword}; connect-src ${goodword}; style-src 'self'`

/** As our documentation says: room for the elements, so that nothing moves when they come. */
export const hostStyle = `
goodword-share:not(:defined) { display: block; min-height: 400px }
goodword-lead:not(:defined) { display: block; min-height: 700px }
`

export function hostPage({ goodword, key, tags = 1, body = '' }: HostPage): string {
  const tag = `<script async src="${goodword}/goodword.js" data-goodword="${key}"></script>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page of somebody else</title>
<link rel="stylesheet" href="/host.css">
${tag.repeat(tags)}
</head>
<body>
<h1>A page of somebody else</h1>
${body}
<p id="below">Words below.</p>
</body>
</html>`
}

/** Serves one page, whatever the path and query. */
export const hostListener =
  (page: HostPage, policy = strictPolicy(page.goodword)): RequestListener =>
  (request, response) => {
    const isStyle = request.url === '/host.css'
    response.writeHead(200, {
      'Content-Type': isStyle ? 'text/css' : 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
    })
    response.end(isStyle ? hostStyle : hostPage(page))
  }
