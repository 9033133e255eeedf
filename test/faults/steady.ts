/**
 * Visitors who do not care how the server feels: redirects at a fixed rate,
 * each sent when its time has come, whether or not the ones before it were
 * answered. Every answer is judged.
 */
import { Agent, type IncomingMessage, request } from 'node:http'
import { BROWSER } from '../support/app.ts'
import { type Link, rowOf } from './load.ts'

/** Promised for the redirect of a known link, whatever happens to the store. */
export const REDIRECT_LIMIT_MS = 250

export interface Visits {
  sent: number
  /** Answered with 302 to where the link leads, with the click's id. */
  right: number
  /** What else came, each kind once, with how often. */
  wrong: Map<string, number>
  slowestMs: number
  /** Answers that took longer than promised. */
  late: number
  /** Row ids as lower-case hex. */
  confirmed: Set<string>
  unconfirmed: Set<string>
  /** A click id whose answer said that it is not confirmed. */
  anUnconfirmedId?: string
  /** How late this process itself was at most when it sent: more than a little, and nothing else counts. */
  ownDelayMs: number
}

const newVisits = (): Visits => ({
  sent: 0,
  right: 0,
  wrong: new Map(),
  slowestMs: 0,
  late: 0,
  confirmed: new Set(),
  unconfirmed: new Set(),
  ownDelayMs: 0,
})

const TICK_MS = 5
const PATIENCE_MS = 30_000

/** @param url where to send, chosen anew for every visit. */
export function startVisits(url: () => string, links: readonly Link[], perSecond: number) {
  const agent = new Agent({ keepAlive: true })
  const visits = newVisits()
  const open = new Set<Promise<void>>()
  const started = performance.now()
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    while (visits.sent * 1_000 < elapsed * perSecond) {
      const link = links[visits.sent % links.length]
      if (!link) throw new Error('no links')
      visits.ownDelayMs = Math.max(visits.ownDelayMs, elapsed - (visits.sent * 1_000) / perSecond)
      visits.sent++
      const one = visit(agent, url(), link, visits).finally(() => open.delete(one))
      open.add(one)
    }
  }, TICK_MS)
  return {
    visits,
    async stop(): Promise<Visits> {
      clearInterval(timer)
      await Promise.all(open)
      agent.destroy()
      return visits
    },
  }
}

function visit(agent: Agent, url: string, link: Link, visits: Visits): Promise<void> {
  const sent = performance.now()
  const judged = (what: string | undefined): void => {
    const ms = performance.now() - sent
    visits.slowestMs = Math.max(visits.slowestMs, ms)
    if (ms >= REDIRECT_LIMIT_MS) visits.late++
    if (what === undefined) visits.right++
    else visits.wrong.set(what, (visits.wrong.get(what) ?? 0) + 1)
  }
  return new Promise((resolve) => {
    const headers = { 'User-Agent': BROWSER }
    const options = { agent, headers, timeout: PATIENCE_MS }
    const outgoing = request(`${url}/r/${link.code}`, options, (response) => {
      response.resume()
      response.on('end', () => {
        judged(verdict(response, link, visits))
        resolve()
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')))
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      judged(error.code ?? error.message)
      resolve()
    })
    outgoing.end()
  })
}

/** @returns what is wrong. */
function verdict({ statusCode, headers }: IncomingMessage, link: Link, visits: Visits): string | undefined {
  if (statusCode !== 302) return `status ${statusCode}`
  const location = new URL(headers.location ?? 'about:blank')
  const clickId = location.searchParams.get('gw')
  const there = `${location.origin}${location.pathname}`
  if (there !== new URL(link.destination).href || location.searchParams.get('via') !== link.code) {
    return 'the wrong place'
  }
  if (!clickId?.startsWith('gwc_')) return 'no click id'
  if (headers['goodword-click'] === 'unconfirmed') {
    visits.unconfirmed.add(rowOf(clickId))
    visits.anUnconfirmedId = clickId
  } else visits.confirmed.add(rowOf(clickId))
  return undefined
}
