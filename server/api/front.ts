/**
 * The front: what stands at the socket. It answers clicks itself, from memory,
 * so that nothing slow (a sale's commit, a long report, a store in trouble) is
 * ever in front of a visitor; everything else it hands to the back.
 *
 * The path of a click:
 *   socket.ts          a chunk of bytes comes
 *   plain-request.ts   it is a whole click beyond doubt, or Node's HTTP goes on with it
 *   front-clicks.ts    the link is known; who asks, and does the visit count?
 *   record-click.ts    visitor hash and signed id
 *   db/clicks.ts       packed into the batch that is gathering
 *   db/click-thread.ts the click writer commits the batch, db/sqlite-clicks.ts with its counters
 *   front-clicks.ts    each click of the batch is answered, or was after 40 ms without it
 *   socket.ts          one write for each answer
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { normaliseCode } from '../../sdk/rules/codes.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { ClickRecorder } from '../services/record-click.ts'
import type { AddressReader } from './address.ts'
import type { Back } from './bridge.ts'
import { bodyLimitOf } from './check.ts'
import { clickAnswers } from './front-clicks.ts'
import { readPlainClick } from './plain-click.ts'
import { refuse } from './refuse.ts'
import { type Asked, forwardedFor, headerOf, latin1, type Send, sendOver } from './send.ts'
import type { AnswerPlain } from './socket.ts'

export interface FrontOptions {
  recorder: ClickRecorder
  back: Back
  addressOf: AddressReader
  makeRequestId(): string
  log: Logger
  /** The answer of `/metrics`. */
  metrics: { text(): Promise<string>; type: string }
  counters: FrontCounters
}

export interface FrontCounters {
  /** API requests that were turned away because too many were under way. */
  shed: number
}

/** More than this waiting for the back would wait for seconds: they are told at once to come again. */
const UNDER_WAY_LIMIT = 500
const BACK_PATIENCE_MS = 15_000

export interface Front {
  listener: RequestListener
  /** Clicks through links that there are, and calls of the API; see `answerAtSocket`. */
  answerPlain: AnswerPlain
}

export function createFront(options: FrontOptions): Front {
  const { back, addressOf, makeRequestId, log, metrics, counters } = options
  const clicks = clickAnswers(options)

  /** The first answer counts: the back's, or that it takes too long. */
  function askBack(
    request: Asked,
    url: string,
    headers: string[],
    body: string | undefined,
    send: Send,
  ): void {
    const { method = 'GET' } = request
    const unavailable = (): void => refuse(send, 'unavailable', makeRequestId())
    if (back.underWay >= UNDER_WAY_LIMIT) {
      counters.shed++
      unavailable()
      return
    }
    let answered = false
    const once = (answer: () => void): void => {
      clearTimeout(patience)
      if (!answered) answer()
      answered = true
    }
    const patience = setTimeout(once, BACK_PATIENCE_MS, unavailable)
    const address = addressOf(request.socket.remoteAddress, forwardedFor(request))
    back.ask('request', { method, url, headers, body, address }).then(
      ({ status, headers, body: answer }) =>
        once(() => {
          const hasBody = method !== 'HEAD' && status !== 204 && status !== 304
          if (hasBody) headers.push('Content-Length', String(Buffer.byteLength(answer)))
          send(status, headers, hasBody ? answer : undefined)
        }),
      (error: unknown) => {
        const requestId = makeRequestId()
        log.error({ requestId, err: error })
        once(() => refuse(send, 'unavailable', requestId))
      },
    )
  }

  const pass = (request: IncomingMessage, response: ServerResponse, body?: Uint8Array): void =>
    askBack(request, request.url ?? '/', headerList(request, body), body && latin1(body), sendOver(response))

  function knownOrFound(
    code: string,
    key: string | undefined,
    answer: (target: LinkTarget) => void,
    otherwise: () => void,
  ): void {
    const target = clicks.known(code, key)
    if (target) answer(target)
    else void clicks.find(code, key).then((found) => (found ? answer(found) : otherwise()))
  }

  const listener: RequestListener = (request, response) => {
    const { method = 'GET', url = '/' } = request
    const mark = url.indexOf('?')
    const path = mark < 0 ? url : url.slice(0, mark)
    const query = mark < 0 ? '' : url.slice(mark + 1)
    if (method === 'GET' || method === 'HEAD') {
      const since = performance.now()
      const code = path.startsWith('/r/') ? normaliseCode(path.slice('/r/'.length)) : null
      if (code) {
        knownOrFound(
          code,
          undefined,
          (target) => clicks.redirect(request, target, query, since, sendOver(response)),
          () => pass(request, response),
        )
      } else if (path !== '/metrics') pass(request, response)
      else {
        void metrics
          .text()
          .then((text) => response.writeHead(200, { 'Content-Type': metrics.type }).end(text))
      }
      return
    }
    readBody(request, bodyLimitOf(path), (body) => {
      const since = performance.now()
      const plain =
        method === 'POST' && path === '/v1/clicks' ? readPlainClick(request, query, body) : undefined
      if (!plain) return pass(request, response, body)
      knownOrFound(
        plain.code,
        plain.key,
        (target) => clicks.report(request, target, plain.referrer, since, sendOver(response)),
        () => pass(request, response, body),
      )
    })
  }
  const answerPlain: AnswerPlain = (request, send, pass) => {
    const since = performance.now()
    const { code, path, query, body, fields } = request
    if (code !== undefined) {
      const answer = (target: LinkTarget) => clicks.redirect(request, target, query, since, send)
      return knownOrFound(code.toLowerCase(), undefined, answer, pass)
    }
    if (path !== '/v1/clicks') {
      const url = query === '' ? path : `${path}?${query}`
      return askBack(request, url, fields, latin1(body), send)
    }
    const plain = readPlainClick(request, query, body)
    if (!plain) return pass()
    const answer = (target: LinkTarget) => clicks.report(request, target, plain.referrer, since, send)
    knownOrFound(plain.code, plain.key, answer, pass)
  }

  return { listener, answerPlain }
}

/** The body was read here: it has a length now, and no encoding of its own. */
function headerList({ headers }: IncomingMessage, body: Uint8Array | undefined): string[] {
  const list: string[] = []
  for (const name in headers) {
    const value = headerOf(headers[name])
    if (value === undefined || name === 'transfer-encoding' || name === 'content-length') continue
    list.push(name, value)
  }
  if (body) list.push('content-length', String(body.byteLength))
  return list
}

/** Gives the body once: whole, or as much as shows that it is too large. Whoever goes away gets no answer. */
function readBody(request: IncomingMessage, limit: number, done: (body: Uint8Array) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  let given = false
  const give = (): void => {
    if (given) return
    given = true
    done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
  }
  request.on('data', (chunk: Buffer) => {
    if (given) return
    length += chunk.length
    chunks.push(chunk)
    if (length > limit) give()
  })
  request.on('end', give)
  request.on('error', () => {
    given = true
  })
}
