/** Requests in, pages out: the little that the demo's sites need of a web framework. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemPage } from './problem.ts'

/** Strict, so that the demo proves what a page may demand of Goodword. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export type Answer =
  | { page: string; status?: number }
  | { to: string }
  | { file: string; type: 'text/css' | 'text/javascript' }

export interface Visit {
  url: URL
  form: URLSearchParams
  id: string
}

export type Handler = (visit: Visit) => Promise<Answer> | Answer

export type Route = [method: string, path: RegExp, handler: Handler]

export const notFound: Answer = {
  page: problemPage(
    'There is no such page',
    'Nothing was lost. The address may be from an earlier start of this demo.',
  ),
  status: 404,
}

/** @param origin against which addresses are read */
export function serveRoutes(routes: Route[], origin: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, await answer(routes, request, new URL(request.url ?? '/', origin)))
    } catch (error) {
      console.error(error)
      const page = problemPage(
        'That did not work',
        'Nothing was lost. Go back and try it again; the terminal says more.',
      )
      send(response, { page, status: 500 })
    }
  }
}

async function answer(routes: Route[], request: IncomingMessage, url: URL): Promise<Answer> {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  for (const [wanted, path, handler] of routes) {
    const found = method === wanted && path.exec(url.pathname)
    if (!found) continue
    const form = method === 'POST' ? await readForm(request) : new URLSearchParams()
    if (!form)
      return {
        page: problemPage('This came from somewhere else', 'Use the button on the page itself.'),
        status: 403,
      }
    return handler({ url, form, id: found[1] ?? '' })
  }
  return notFound
}

/** A form of our own pages, and of a sane size. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return undefined
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > 20_000) return undefined
  }
  return new URLSearchParams(text)
}

function send(response: ServerResponse, answered: Answer): void {
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if ('to' in answered) {
    response.writeHead(303, { Location: answered.to }).end()
  } else if ('file' in answered) {
    response.writeHead(200, { 'Content-Type': `${answered.type}; charset=utf-8` }).end(answered.file)
  } else {
    response.writeHead(answered.status ?? 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
    })
    response.end(answered.page)
  }
}
