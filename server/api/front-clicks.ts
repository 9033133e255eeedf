/** Clicks as the front answers them: from memory, waiting for nothing but their own commit. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isbot } from 'isbot'
import { normaliseCode } from '../../sdk/rules/codes.ts'
import { landingUrl } from '../services/landing.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import { flagsOf, SCRIPT_WAIT_MS, type Visit } from '../services/record-click.ts'
import { type FrontOptions, forwardedFor, headerOf } from './front.ts'
import { keyCache } from './key-cache.ts'
import { clickReply, type PlainClick } from './plain-click.ts'
import { redirectHeaders } from './redirect.ts'
import { apiHeaders, refuse } from './refuse.ts'

export interface ClickAnswers {
  /** @param query what stands behind the question mark. @param otherwise for codes that are not known. */
  redirect(
    request: IncomingMessage,
    response: ServerResponse,
    code: string,
    query: string,
    otherwise: () => void,
  ): void
  /** @param otherwise for keys and codes that are not known. */
  report(request: IncomingMessage, response: ServerResponse, plain: PlainClick, otherwise: () => void): void
}

export function clickAnswers({ recorder, back, addressOf, makeRequestId, log }: FrontOptions): ClickAnswers {
  const isBot = remembered(isbot)
  const keys = keyCache((key) => back.ask('key', key))

  const visitOf = (request: IncomingMessage, referrer: string | undefined, flags: number): Visit => ({
    address: addressOf(request.socket.remoteAddress, forwardedFor(request)),
    userAgent: request.headers['user-agent'] ?? '',
    referrer,
    flags,
  })

  function broken(response: ServerResponse, route: string, error: unknown): void {
    const requestId = makeRequestId()
    log.error({ requestId, route, err: error })
    refuse(response, 'internal', requestId)
  }

  async function follow(
    request: IncomingMessage,
    response: ServerResponse,
    target: LinkTarget,
    query: string,
    since: number,
  ): Promise<void> {
    const { headers, method = 'GET' } = request
    const flags = flagsOf(isBot, { method, header: (name) => headerOf(headers[name]) })
    const { clickId, stored } = await recorder.record(target, visitOf(request, headers.referer, flags), since)
    const to = query === '' ? undefined : (new URLSearchParams(query).get('to') ?? undefined)
    response.writeHead(302, redirectHeaders(landingUrl(target, to, clickId), stored)).end()
  }

  async function report(
    request: IncomingMessage,
    response: ServerResponse,
    { key, click }: PlainClick,
    otherwise: () => void,
  ): Promise<void> {
    const since = performance.now()
    const code = normaliseCode(click.code)
    if (!code) return otherwise()
    const programId = await keys.find(key)
    const target = recorder.known(code) ?? (await recorder.target(code).catch(() => undefined))
    if (!target || target.programId !== programId) return otherwise()
    const { headers } = request
    // A page that reports a visit does so from a script: its request is never a navigation.
    const flags = flagsOf(isBot, {
      method: 'POST',
      header: (name) => (name === 'sec-fetch-dest' ? undefined : headerOf(headers[name])),
    })
    const recorded = await recorder.record(
      target,
      visitOf(request, click.referrer, flags),
      since,
      SCRIPT_WAIT_MS,
    )
    const requestId = makeRequestId()
    if (!recorded.stored) return refuse(response, 'unavailable', requestId)
    const reply = clickReply(target, recorded)
    response.writeHead(201, { ...apiHeaders, 'X-Request-Id': requestId, ...reply.headers }).end(reply.body)
  }

  return {
    redirect(request, response, code, query, otherwise) {
      const failed = (error: unknown): void => broken(response, 'GET /r/:code', error)
      const since = performance.now()
      const known = recorder.known(code)
      if (known) follow(request, response, known, query, since).catch(failed)
      else {
        recorder
          .target(code)
          .catch(() => undefined)
          .then((target) => (target ? follow(request, response, target, query, since) : otherwise()))
          .catch(failed)
      }
    },
    report(request, response, plain, otherwise) {
      report(request, response, plain, otherwise).catch((error: unknown) =>
        broken(response, 'POST /v1/clicks', error),
      )
    },
  }
}

/** Browsers come in a few thousand spellings; asking the long list of bots once for each is enough. */
function remembered(isBot: (userAgent: string) => boolean, limit = 2_000): (userAgent: string) => boolean {
  const known = new Map<string, boolean>()
  return (userAgent) => {
    let answer = known.get(userAgent)
    if (answer === undefined) {
      answer = isBot(userAgent)
      if (known.size >= limit) known.clear()
      known.set(userAgent, answer)
    }
    return answer
  }
}
