/**
 * One way of asking the server, for every surface: it always resolves, and what
 * went wrong arrives sorted by what a person can do about it.
 */
import { fill, type SharedWords } from './strings.ts'

/** Where to ask and as whom. Without `bearer` the session cookie speaks, on our own origin only. */
export interface Connection {
  /** Origin of the server, such as `https://refer.vendor.example`; empty on the server's own pages. */
  server: string
  /** Publishable key or partner token. */
  bearer?: string
}

export interface Problem {
  /** What a person can do: check the network, wait, sign in again, or change something. */
  kind: 'offline' | 'timeout' | 'busy' | 'signed_out' | 'refused'
  /** HTTP status, 0 when there was no answer. */
  status: number
  code: string
  detail: string
  errors: { path: string; message: string }[]
  /** Codes that are free, when the one asked for was taken. */
  suggestions: string[]
  retryAfterSeconds: number | null
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Longer than any healthy answer, shorter than a person's patience. */
const timeoutMs = 15_000

const problem = (kind: Problem['kind'], more: Partial<Problem> = {}): { ok: false; problem: Problem } => ({
  ok: false,
  problem: {
    status: 0,
    code: '',
    detail: '',
    errors: [],
    suggestions: [],
    retryAfterSeconds: null,
    ...more,
    kind,
  },
})

const kindOf = (status: number): Problem['kind'] =>
  status === 401 ? 'signed_out' : status >= 500 || status === 429 || status === 425 ? 'busy' : 'refused'

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

async function readProblem(response: Response): Promise<{ ok: false; problem: Problem }> {
  const said: unknown = await response.json().catch(() => null)
  const body = (said && typeof said === 'object' ? said : {}) as Record<string, unknown>
  const wait = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  return problem(kindOf(response.status), {
    status: response.status,
    code: text(body.code),
    detail: text(body.detail),
    errors: list(body.errors).map((error) => {
      const { path, message } = (error ?? {}) as Record<string, unknown>
      return { path: text(path), message: text(message) }
    }),
    suggestions: list(body.suggestions).map(text).filter(Boolean),
    retryAfterSeconds: wait > 0 ? wait : null,
  })
}

/**
 * Sends one request. Never rejects.
 * @param body sent as JSON when given
 * @param idempotencyKey the same for every repeat of the same request, so that a lost answer cannot double it
 * @param read what the body of a good answer is
 */
export async function ask<T>(
  connection: Connection,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  idempotencyKey?: string,
  read: 'json' | 'blob' = 'json',
): Promise<Answer<T>> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const headers: Record<string, string> = {}
    if (connection.bearer) headers.Authorization = `Bearer ${connection.bearer}`
    if (body) headers['Content-Type'] = 'application/json'
    if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey
    const response = await fetch(connection.server + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: connection.bearer ? 'omit' : 'same-origin',
      signal: abort.signal,
    })
    if (!response.ok) return await readProblem(response)
    return { ok: true, value: (response.status === 204 ? undefined : await response[read]()) as T }
  } catch {
    return problem(abort.signal.aborted ? 'timeout' : 'offline')
  } finally {
    clearTimeout(timer)
  }
}

/** What to tell a person about a problem that belongs to no single field. */
export function problemText(found: Problem, words: SharedWords): string {
  if (found.kind === 'refused') return found.detail || words.refused
  if (found.kind === 'signed_out') return words.signedOut
  if (found.kind === 'busy' && found.retryAfterSeconds) {
    return fill(words.busyFor, { seconds: found.retryAfterSeconds })
  }
  return words[found.kind]
}

/** A key for one attempt: 128 random bits. `randomUUID` is missing on plain http, so they are asked for directly. */
export const newAttemptKey = (): string => crypto.getRandomValues(new BigUint64Array(2)).join('-')
