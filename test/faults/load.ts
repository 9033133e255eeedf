/**
 * Mixed load over HTTP from somebody who keeps books: every acknowledged click
 * and fact is remembered, and what was not acknowledged is sent again under
 * the same external id.
 */
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
  /** Redirects that said themselves that their click was not confirmed. */
  unconfirmed: number
  facts: Fact[]
  /** Answers that neither acknowledge nor ask to try again. */
  unexpected: string[]
}

export const newBooks = (): Books => ({ clicks: new Set(), unconfirmed: 0, facts: [], unexpected: [] })

export interface Load {
  /** The first answer has come. */
  underWay: Promise<void>
  /** Lets requests under way end and starts no more. */
  stop(): Promise<void>
}

const WORKERS = 8
const PATIENCE_MS = 5_000

/** The row behind a click id: time and random bytes of its signed part. */
const rowOf = (clickId: string): string =>
  Buffer.from(clickId.slice('gwc_'.length), 'base64url').subarray(11, 27).toString('hex')

const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
const upTo = (most: number): number => 1 + Math.floor(Math.random() * most)

const headers = (key: string) => ({ Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' })

/** @returns undefined when there was no answer. */
async function send(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    const options = { ...init, redirect: 'manual' as const, signal: AbortSignal.timeout(PATIENCE_MS) }
    const response = await fetch(url, options)
    // An answer counts when it has arrived whole.
    const body = await response.arrayBuffer()
    return new Response(response.status === 204 || response.status === 302 ? null : body, response)
  } catch {
    return undefined
  }
}

async function visit(url: string, code: string, books: Books): Promise<string | undefined> {
  const response = await send(`${url}/r/${code}`, { headers: { 'User-Agent': BROWSER } })
  if (!response) return undefined
  const clickId = new URL(response.headers.get('location') ?? url).searchParams.get('gw')
  if (response.status !== 302 || !clickId) {
    books.unexpected.push(`redirect ${response.status}`)
    return undefined
  }
  if (response.headers.has('goodword-click')) books.unconfirmed++
  else books.clicks.add(rowOf(clickId))
  return clickId
}

async function report(url: string, code: string, books: Books): Promise<void> {
  const body = JSON.stringify({ code, url: `${url}/?via=${code}` })
  const response = await send(`${url}/v1/clicks`, { method: 'POST', headers: headers(PK), body })
  if (!response) return
  if (response.status !== 201) {
    if (response.status !== 503) books.unexpected.push(`click ${response.status} ${await response.text()}`)
    return
  }
  const { clickId } = (await response.json()) as { clickId: string }
  books.clicks.add(rowOf(clickId))
}

async function tell(url: string, fact: Fact, books: Books): Promise<void> {
  const body = JSON.stringify(fact.body)
  const response = await send(`${url}${fact.path}`, { method: 'POST', headers: headers(SK), body })
  if (!response) return
  if (response.ok) fact.acknowledged = true
  else if (response.status !== 503)
    books.unexpected.push(`${fact.kind} ${response.status} ${await response.text()}`)
}

function newFact(books: Books, clickId: string): Fact {
  const known = (kind: Kind): Fact[] => books.facts.filter((fact) => fact.kind === kind)
  const externalId = `x${books.facts.length}`
  const occurredAt = new Date().toISOString()
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

/** Sends until it is stopped; what is still unacknowledged from before goes first. */
export function startLoad(url: string, code: string, books: Books): Load {
  const retries = books.facts.filter((fact) => !fact.acknowledged)
  let running = true
  let answered = () => {}
  const underWay = new Promise<void>((resolve) => {
    answered = resolve
  })
  const work = async (): Promise<void> => {
    let clickId: string | undefined
    while (running) {
      const late = retries.shift()
      const dice = Math.random()
      if (late) await tell(url, late, books)
      else if (dice < 0.4 || !clickId) clickId = (await visit(url, code, books)) ?? clickId
      else if (dice < 0.7) await report(url, code, books)
      else {
        const fact = newFact(books, clickId)
        books.facts.push(fact)
        await tell(url, fact, books)
      }
      answered()
    }
  }
  const workers = Array.from({ length: WORKERS }, work)
  return {
    underWay,
    async stop() {
      running = false
      await Promise.all(workers)
    },
  }
}

/** Sends what was never acknowledged until all of it is. */
export async function settleAll(url: string, books: Books): Promise<void> {
  for (const fact of books.facts) {
    for (let attempt = 0; !fact.acknowledged && attempt < 20; attempt++) await tell(url, fact, books)
  }
}

/** A partner to bring everybody; returns its code. */
export async function enrol(url: string): Promise<string> {
  const body = JSON.stringify({ email: 'mara@agency.example', name: 'Mara Ito' })
  const response = await send(`${url}/v1/partners`, { method: 'POST', headers: headers(SK), body })
  const partner = (await response?.json()) as { links: { code: string }[] } | undefined
  const code = partner?.links[0]?.code
  if (!code) throw new Error('no partner')
  return code
}
