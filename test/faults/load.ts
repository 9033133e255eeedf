/**
 * Mixed load over HTTP from somebody who keeps books: every acknowledged click
 * and fact is remembered, and what was not acknowledged is sent again under
 * the same external id.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { BROWSER, PK, SK } from '../support/app.ts'

type Kind = 'customer' | 'sale' | 'refund'

export interface Fact {
  kind: Kind
  path: string
  externalId: string
  body: Record<string, unknown> & { externalId: string }
  acknowledged: boolean
}

export interface Books {
  /** Row ids of acknowledged clicks, as lower-case hex. */
  clicks: Set<string>
  /** The same of redirects that said themselves that their click was not confirmed. */
  unconfirmed: Set<string>
  facts: Fact[]
  /** Answers that neither acknowledge nor ask to try again. */
  unexpected: string[]
  /** Requests that got no answer: right for a server that is killed, and for no other. */
  unanswered: number
  /** Answers that asked to try again. */
  turnedAway: number
  /** When the last of these came, by `performance.now()`. */
  lastTurnedAway: number
}

export const newBooks = (): Books => ({
  clicks: new Set(),
  unconfirmed: new Set(),
  facts: [],
  unexpected: [],
  unanswered: 0,
  turnedAway: 0,
  lastTurnedAway: 0,
})

export const acknowledgedFacts = (books: Books): number =>
  books.facts.filter((fact) => fact.acknowledged).length

export interface Link {
  code: string
  destination: string
}

/** Where the next request goes. */
export type Where = string | (() => string)
const address = (where: Where): string => (typeof where === 'string' ? where : where())

export interface Load {
  /** Resolves when so many more have been acknowledged. */
  acknowledged(clicks: number, facts: number): Promise<void>
  /** Lets requests under way end and starts no more. */
  stop(): Promise<void>
}

export const WORKERS = 8
/** Whoever was turned away waits a little, as one should. */
const TURNED_AWAY_MS = 300
const UNANSWERED_MS = 20
/** Facts that two parts of a shop report at the same time, each without knowing of the other. */
const TOLD_TWICE = 0.15
/** Longer than the server lets anybody wait. */
const PATIENCE_MS = 20_000

/** The row behind a click id: time and random bytes of its signed part. */
export const rowOf = (clickId: string): string =>
  Buffer.from(clickId.slice('gwc_'.length), 'base64url').subarray(11, 27).toString('hex')

const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
const upTo = (most: number): number => 1 + Math.floor(Math.random() * most)

const headers = (key: string) => ({ Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' })

interface Answer {
  status: number
  headers: Headers
  text: string
}

/** @returns undefined when there was no answer, which the books remember. */
async function send(url: string, init: RequestInit, books?: Books): Promise<Answer | undefined> {
  try {
    const options = { ...init, redirect: 'manual' as const, signal: AbortSignal.timeout(PATIENCE_MS) }
    const response = await fetch(url, options)
    // An answer counts when it has arrived whole.
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch {
    if (books) books.unanswered++
    await pause(UNANSWERED_MS)
    return undefined
  }
}

/** Notes an answer that does not acknowledge; one that asks to try again must do so properly. */
async function note(what: string, { status, headers, text }: Answer, books: Books): Promise<void> {
  const proper =
    status === 503 &&
    headers.has('retry-after') &&
    headers.get('content-type')?.startsWith('application/problem+json') === true &&
    JSON.parse(text).code === 'unavailable'
  if (!proper) {
    books.unexpected.push(`${what} ${status} ${text}`)
    return
  }
  books.turnedAway++
  books.lastTurnedAway = performance.now()
  await pause(TURNED_AWAY_MS)
}

async function visit(url: string, code: string, books: Books): Promise<string | undefined> {
  const response = await send(`${url}/r/${code}`, { headers: { 'User-Agent': BROWSER } }, books)
  if (!response) return undefined
  const clickId = new URL(response.headers.get('location') ?? url).searchParams.get('gw')
  if (response.status !== 302 || !clickId) {
    books.unexpected.push(`redirect ${response.status}`)
    return undefined
  }
  const confirmed = !response.headers.has('goodword-click')
  books[confirmed ? 'clicks' : 'unconfirmed'].add(rowOf(clickId))
  return clickId
}

async function report(url: string, code: string, books: Books): Promise<void> {
  const body = JSON.stringify({ code, url: `${url}/?via=${code}` })
  const response = await send(`${url}/v1/clicks`, { method: 'POST', headers: headers(PK), body }, books)
  if (response?.status === 201) books.clicks.add(rowOf(JSON.parse(response.text).clickId))
  else if (response) await note('click', response, books)
}

async function tell(url: string, fact: Fact, books: Books): Promise<void> {
  const body = JSON.stringify(fact.body)
  const response = await send(`${url}${fact.path}`, { method: 'POST', headers: headers(SK), body }, books)
  if (!response) return
  if (response.status >= 200 && response.status < 300) fact.acknowledged = true
  else await note(fact.kind, response, books)
}

function newFact(books: Books, clickId: string, now: number): Fact {
  const known = (kind: Kind): Fact[] => books.facts.filter((fact) => fact.kind === kind)
  const externalId = `x${books.facts.length}`
  const occurredAt = new Date(now).toISOString()
  const fact = (kind: Kind, more: Record<string, unknown>): Fact => ({
    kind,
    path: `/v1/${kind}s`,
    externalId,
    body: { externalId, occurredAt, ...more },
    acknowledged: false,
  })
  const dice = Math.random()
  const customer = anyOf(known('customer'))
  const sale = anyOf(known('sale'))
  if (dice < 0.3 || !customer) return fact('customer', { clickId })
  if (dice < 0.8 || !sale) {
    const amount = upTo(50_000)
    return fact('sale', { customerExternalId: customer.externalId, amount, currency: 'USD' })
  }
  return fact('refund', { saleExternalId: sale.externalId, amount: upTo(Number(sale.body.amount)) })
}

/**
 * Sends until it is stopped; what is still unacknowledged from before goes first.
 *
 * @param clock the shop's.
 */
export function startLoad(where: Where, code: string, books: Books, clock = { now: () => Date.now() }): Load {
  const retries = books.facts.filter((fact) => !fact.acknowledged)
  let running = true
  const work = async (): Promise<void> => {
    let clickId: string | undefined
    while (running) {
      const url = address(where)
      const late = retries.shift()
      const dice = Math.random()
      if (late) await tell(url, late, books)
      else if (dice < 0.4 || !clickId) clickId = (await visit(url, code, books)) ?? clickId
      else if (dice < 0.7) await report(url, code, books)
      else {
        const fact = newFact(books, clickId, clock.now())
        books.facts.push(fact)
        const times = Math.random() < TOLD_TWICE ? 2 : 1
        await Promise.all(Array.from({ length: times }, () => tell(address(where), fact, books)))
      }
    }
  }
  const workers = Array.from({ length: WORKERS }, work)
  return {
    async acknowledged(clicks, facts) {
      const enough = { clicks: books.clicks.size + clicks, facts: acknowledgedFacts(books) + facts }
      while (books.clicks.size < enough.clicks || acknowledgedFacts(books) < enough.facts) await pause(5)
    },
    async stop() {
      running = false
      await Promise.all(workers)
    },
  }
}

/** Sends what was never acknowledged until all of it is. */
export async function settleAll(where: Where, books: Books): Promise<void> {
  const open = books.facts.filter((fact) => !fact.acknowledged)
  const work = async (): Promise<void> => {
    for (let fact = open.shift(); fact; fact = open.shift()) {
      for (let attempt = 0; !fact.acknowledged && attempt < 20; attempt++) {
        await tell(address(where), fact, books)
      }
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
}

/** A partner to bring everybody; returns its link. */
export async function enrol(url: string, email = 'mara@agency.example'): Promise<Link> {
  const body = JSON.stringify({ email, name: 'Mara Ito' })
  const response = await send(`${url}/v1/partners`, { method: 'POST', headers: headers(SK), body })
  const [link] = JSON.parse(response?.text ?? '{}').links ?? []
  if (!link) throw new Error('no partner')
  return link
}
