/**
 * Between the front, which answers clicks, and the back, which does everything
 * else, each on a thread of its own: questions and answers over a message port.
 * What is asked is either a whole HTTP request or one of a few look-ups.
 */
import type { MessagePort, Worker } from 'node:worker_threads'
import type { LinkChange } from '../services/link-cache.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { Bindings } from './address.ts'

export interface PassedRequest {
  method: string
  /** As the client wrote it: path and query. */
  url: string
  /** Name, value, name, value … */
  headers: string[]
  body: Uint8Array | undefined
  /** The client's, once proxies are accounted for. */
  address: string
}

export interface PassedResponse {
  status: number
  headers: string[]
  body: Uint8Array
}

/** What the front may ask: name, question, answer. */
export interface Questions {
  request: [PassedRequest, PassedResponse]
  targets: [string[], LinkTarget[]]
  salt: [number, string]
  /** The program of a publishable key, or null. */
  key: [string, string | null]
  close: [null, null]
}

type Name = keyof Questions
interface Asked<N extends Name = Name> {
  id: number
  name: N
  question: Questions[N][0]
}
type Answered = { id: number; answer: unknown } | { id: number; failure: string }
interface News {
  linksChanged: LinkChange
}

export interface Back {
  ask<N extends Name>(name: N, question: Questions[N][0]): Promise<Questions[N][1]>
  /** Questions that are not answered yet. */
  readonly underWay: number
}

/** The front's end. Every question that is open when the thread ends fails. */
export function askBack(worker: Worker, linksChanged: (change: LinkChange) => void): Back {
  const open = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>()
  let lastId = 0
  worker.on('message', (message: Answered | News) => {
    if ('linksChanged' in message) return linksChanged(message.linksChanged)
    const waiting = open.get(message.id)
    open.delete(message.id)
    if ('failure' in message) waiting?.reject(new Error(message.failure))
    else waiting?.resolve(message.answer as never)
  })
  worker.on('exit', () => {
    for (const { reject } of open.values()) reject(new Error('the back has ended'))
    open.clear()
  })
  return {
    ask: (name, question) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        open.set(id, { resolve, reject })
        worker.postMessage({ id, name, question } satisfies Asked)
      }),
    get underWay() {
      return open.size
    },
  }
}

export type Answers = { [N in Name]: (question: Questions[N][0]) => Promise<Questions[N][1]> }

/** The back's end. */
export function answerFront(
  port: MessagePort,
  answers: Answers,
): { tellLinksChanged(change: LinkChange): void } {
  async function answer<N extends Name>({ id, name, question }: Asked<N>): Promise<void> {
    try {
      port.postMessage({ id, answer: await answers[name](question) } satisfies Answered)
    } catch (error) {
      port.postMessage({
        id,
        failure: error instanceof Error ? error.message : String(error),
      } satisfies Answered)
    }
  }
  port.on('message', (asked: Asked) => void answer(asked))
  return { tellLinksChanged: (change) => port.postMessage({ linksChanged: change } satisfies News) }
}

type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>

/** Runs a passed request through the app as if it had come over a socket. */
export async function fetchPassed(fetch: Fetch, passed: PassedRequest): Promise<PassedResponse> {
  const headers = new Headers()
  for (let n = 0; n + 1 < passed.headers.length; n += 2) {
    headers.append(passed.headers[n] ?? '', passed.headers[n + 1] ?? '')
  }
  let request: Request
  try {
    request = new Request(`http://localhost${passed.url}`, {
      method: passed.method,
      headers,
      body: (passed.body as Uint8Array<ArrayBuffer> | undefined) ?? null,
    })
  } catch {
    // Nothing that could be meant for us: no path, or a method that nobody uses.
    return { status: 400, headers: [], body: new Uint8Array() }
  }
  const bindings: Bindings = { incoming: { socket: { remoteAddress: passed.address } } }
  const response = await fetch(request, bindings)
  const list: string[] = []
  // The length is that of the body that arrives here; whoever writes it out counts it.
  for (const [name, value] of response.headers) if (name !== 'content-length') list.push(name, value)
  return { status: response.status, headers: list, body: new Uint8Array(await response.arrayBuffer()) }
}
