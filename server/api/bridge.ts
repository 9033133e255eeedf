/**
 * Between the front, which answers clicks, and the back, which does everything
 * else, each on a thread of its own: questions and answers over a message port.
 * What is asked is either a whole HTTP request or one of a few look-ups.
 */
import type { MessagePort, Worker } from 'node:worker_threads'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Backlog } from '../services/backlog.ts'
import type { LinkChange } from '../services/link-cache.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { Bindings } from './address.ts'

export interface PassedRequest {
  method: string
  /** As the client wrote it: path and query. */
  url: string
  /** Name, value, name, value … */
  headers: string[]
  /**
   * Its bytes, one a character: of a view, a message takes along the whole
   * buffer behind it.
   */
  body: string | undefined
  /** The client's, once proxies are accounted for. */
  address: string
}

export interface PassedResponse {
  status: number
  headers: string[]
  /** Text in a string, anything else in bytes. */
  body: string | Uint8Array
}

/** What the front may ask: name, question, answer. */
export interface Questions {
  request: [PassedRequest, PassedResponse]
  targets: [string[], LinkTarget[]]
  salt: [number, string]
  /** The program of a publishable key, or null. */
  key: [string, string | null]
  /** What the last recount of the money found, and when it ended; null before the first. */
  verified: [null, { findings: number; at: number } | null]
  /** What waits to be done. */
  backlog: [null, Backlog]
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
  // What arrives in one turn of the event loop goes over together.
  const send = together<Asked>(setImmediate, (asked) => worker.postMessage(asked))
  let lastId = 0
  function hear(message: Answered | News): void {
    if ('linksChanged' in message) {
      linksChanged(message.linksChanged)
      return
    }
    const waiting = open.get(message.id)
    open.delete(message.id)
    if ('failure' in message) waiting?.reject(new Error(message.failure))
    else waiting?.resolve(message.answer as never)
  }
  worker.on('message', (messages: (Answered | News)[]) => messages.forEach(hear))
  worker.on('exit', () => {
    for (const { reject } of open.values()) reject(new Error('the back has ended'))
    open.clear()
  })
  return {
    ask: (name, question) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        open.set(id, { resolve, reject })
        send({ id, name, question })
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
  // Those of one commit leave together: nobody has to wait for the next commit, which begins a turn later.
  const send = together<Answered | News>(process.nextTick, (messages) => port.postMessage(messages))
  async function answer<N extends Name>({ id, name, question }: Asked<N>): Promise<void> {
    try {
      send({ id, answer: await answers[name](question) })
    } catch (error) {
      send({ id, failure: error instanceof Error ? error.message : String(error) })
    }
  }
  port.on('message', (asked: Asked[]) => {
    for (const one of asked) void answer(one)
  })
  return { tellLinksChanged: (change) => send({ linksChanged: change }) }
}

/** A message wakes the other thread, which takes longer than reading one: many are sent as one. */
function together<T>(later: (act: () => void) => unknown, post: (items: T[]) => void): (item: T) => void {
  let waiting: T[] = []
  return (item) => {
    if (waiting.push(item) > 1) return
    later(() => {
      const items = waiting
      waiting = []
      post(items)
    })
  }
}

type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * As much of a Response as the app reads, with its text beside it: a real one
 * puts the text into a stream, to be got out again, and checks every header
 * several times.
 */
class WrittenAnswer {
  readonly body = null
  readonly headers: Map<string, string>
  readonly status: number
  readonly text: string
  constructor(text: string, status: number, headers: Record<string, string>) {
    this.headers = new Map(Object.entries(headers))
    this.status = status
    this.text = text
  }
}

/** An answer of JSON that is written already. Headers of `c.header` are not in it: what it is to have stands in `headers`. */
export function answerJson(
  c: Context,
  text: string,
  status: number,
  headers: Record<string, string> = {},
): Response {
  const all = { 'Content-Type': 'application/json', ...headers }
  const isPassed = (c.env as Partial<Bindings> | undefined)?.isPassed === true
  return isPassed
    ? (new WrittenAnswer(text, status, all) as unknown as Response)
    : c.body(text, status as ContentfulStatusCode, all)
}

/** Runs a passed request through the app as if it had come over a socket. */
export async function fetchPassed(fetch: Fetch, passed: PassedRequest): Promise<PassedResponse> {
  // A method that nobody uses.
  if (!METHODS.has(passed.method)) return { status: 400, headers: [], body: '' }
  const bindings: Bindings = { incoming: { socket: { remoteAddress: passed.address } }, isPassed: true }
  const response = await fetch(readable(passed), bindings)
  const headers: string[] = []
  // The length is that of the body that arrives here; whoever writes it out counts it.
  for (const [name, value] of response.headers) if (name !== 'content-length') headers.push(name, value)
  const body =
    response instanceof WrittenAnswer ? response.text : new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers, body }
}

/** As much of a Request as the app reads. A real one makes streams and signals that nobody asks for. */
function readable({ method, url, headers, body }: PassedRequest): Request {
  const named = new Map<string, string>()
  for (let n = 0; n + 1 < headers.length; n += 2) named.set(headers[n] ?? '', headers[n + 1] ?? '')
  const bytes = body === undefined ? null : Buffer.from(body, 'latin1')
  const request = {
    method,
    url: `http://localhost${url.startsWith('/') ? '' : '/'}${url}`,
    headers: {
      get: (name: string) => named.get(name.toLowerCase()) ?? null,
      has: (name: string) => named.has(name.toLowerCase()),
      forEach(act: (value: string, name: string) => void) {
        for (const [name, value] of named) act(value, name)
      },
      entries: () => named.entries(),
      [Symbol.iterator]: () => named.entries(),
    },
    body: bytes,
    arrayBuffer: async () => bytes ?? new ArrayBuffer(0),
    text: async () => bytes?.toString() ?? '',
    json: async () => JSON.parse(bytes?.toString() ?? ''),
  }
  return request as unknown as Request
}
