/** Clicks as the front answers them: from memory, waiting for nothing but their own commit. */
import { isbot } from 'isbot'
import { landingUrl } from '../services/landing.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import {
  flagsOf,
  REDIRECT_WAIT_MS,
  SCRIPT_WAIT_MS,
  scriptFlagsOf,
  type Visit,
} from '../services/record-click.ts'
import { remembered } from '../services/remembered.ts'
import type { FrontOptions } from './front.ts'
import { keyCache } from './key-cache.ts'
import { clickReply } from './plain-click.ts'
import { redirectAlways, redirectHeaders } from './redirect.ts'
import { apiHeaders, refuse } from './refuse.ts'
import { type Asked, forwardedFor, revealedBy, type Send } from './send.ts'

export interface ClickAnswers {
  /**
   * Where a link leads, from memory; undefined when it is not known well enough, then ask `find`.
   * @param code normalised @param key the publishable key of whoever reports a click
   */
  known(code: string, key?: string): LinkTarget | undefined
  /** Undefined for links and keys that there are not. Never rejects. */
  find(code: string, key?: string): Promise<LinkTarget | undefined>
  /** @param since when the request came, of `performance.now()`. @param query what stands behind the question mark. */
  redirect(request: Asked, target: LinkTarget, query: string, since: number, send: Send): void
  report(request: Asked, target: LinkTarget, referrer: string | undefined, since: number, send: Send): void
}

export function clickAnswers({ recorder, back, addressOf, makeRequestId, log }: FrontOptions): ClickAnswers {
  const isBot = remembered(isbot)
  const keys = keyCache((key) => back.ask('key', key))

  const visitOf = (request: Asked, referrer: string | undefined, flags: number): Visit => ({
    address: addressOf(request.socket.remoteAddress, forwardedFor(request)),
    userAgent: request.headers['user-agent'] ?? '',
    referrer,
    flags,
  })

  /** One answer that goes wrong must not take the others of its batch with it. */
  function guarded(route: string, send: Send, work: () => void): void {
    try {
      work()
    } catch (error) {
      const requestId = makeRequestId()
      log.error({ requestId, route, err: error })
      refuse(send, 'internal', requestId)
    }
  }

  /** The link, if the key is one of its program. */
  const ofProgram = (target: LinkTarget | undefined, programId: string | null | undefined) =>
    target?.programId === programId ? target : undefined

  return {
    known(code, key) {
      const target = recorder.known(code)
      return key === undefined ? target : ofProgram(target, keys.known(key))
    },

    async find(code, key) {
      const target = await recorder.target(code).catch(() => undefined)
      return key === undefined ? target : ofProgram(target, await keys.find(key).catch(() => null))
    },

    redirect(request, target, query, since, send) {
      const route = 'GET /r/:code'
      guarded(route, send, () => {
        const visit = visitOf(request, request.headers.referer, flagsOf(isBot, revealedBy(request)))
        recorder.recordThen(target, visit, since, REDIRECT_WAIT_MS, ({ clickId, stored }) =>
          guarded(route, send, () => {
            const to = query === '' ? undefined : (new URLSearchParams(query).get('to') ?? undefined)
            send(302, redirectHeaders(landingUrl(target, to, clickId), stored), undefined, redirectAlways)
          }),
        )
      })
    },

    report(request, target, referrer, since, send) {
      const route = 'POST /v1/clicks'
      guarded(route, send, () => {
        const visit = visitOf(request, referrer, scriptFlagsOf(isBot, revealedBy(request)))
        recorder.recordThen(target, visit, since, SCRIPT_WAIT_MS, (recorded) =>
          guarded(route, send, () => {
            const requestId = makeRequestId()
            if (!recorded.stored) return refuse(send, 'unavailable', requestId)
            const { headers, body } = clickReply(target, recorded)
            send(201, ['X-Request-Id', requestId, ...headers], body, apiHeaders)
          }),
        )
      })
    },
  }
}
