/**
 * One request with its retries. The idempotency key is made before the first
 * attempt and kept for all of them, so that a lost answer never doubles an effect.
 */
import { randomUUID } from 'node:crypto'
import { GoodwordConnectionError, GoodwordError } from './errors.ts'
import type { Problem } from './types.ts'

export interface SendOptions {
  secretKey: string
  baseUrl: string
  timeoutMs: number
  maxRetries: number
  fetch: typeof globalThis.fetch
  /** Waits; rejects with the signal's reason when that comes first. */
  sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  /** From 0 to below 1, for the jitter. */
  random: () => number
}

/** What every call takes as its last argument. */
export interface RequestOptions {
  /**
   * Makes creating safe to repeat beyond this call's own retries, after a crash
   * for example: 1 to 255 visible ASCII characters, the same for the same
   * request. Default: a random one for each call. Source: draft-ietf-httpapi-idempotency-key-header.
   */
  idempotencyKey?: string
  /** Gives up the call, retries included; it rejects with the signal's reason. */
  signal?: AbortSignal
}

export interface Request extends RequestOptions {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, unknown> | undefined
  body?: unknown
  /** Not to be sent again when nobody knows whether it arrived: the route takes no idempotency key. */
  once?: boolean
}

export type Send = <T>(request: Request) => Promise<T>

/** First step and ceiling of the wait between attempts. */
const BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 30_000
/** A server that wants a longer break is told to the caller instead of waited for. */
const LONGEST_RETRY_AFTER_S = 60

/** Full jitter, so that clients that failed together do not come back together. */
export const backoffMs = (attempt: number, random: () => number): number =>
  random() * Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** attempt)

/** Seconds or an HTTP date; undefined for anything else. */
export function retryAfterSeconds(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - nowMs) / 1000))
}

const isRetryable = (status: number, retryAfter: number | undefined): boolean =>
  status === 408 ||
  (status === 409 && retryAfter !== undefined) ||
  status === 425 ||
  status === 429 ||
  status >= 500

export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

export function createSender(options: SendOptions): Send {
  return async <T>(request: Request): Promise<T> => {
    const { signal } = request
    const idempotencyKey = request.method === 'POST' ? (request.idempotencyKey ?? randomUUID()) : undefined
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptOnce<T>(options, request, idempotencyKey)
      if ('answer' in outcome) return outcome.answer
      const { error } = outcome
      const wait = error instanceof GoodwordError ? error.retryAfterSeconds : undefined
      const hopeless =
        !error.retryable ||
        attempt >= options.maxRetries ||
        (request.once && error instanceof GoodwordConnectionError) ||
        (wait !== undefined && wait > LONGEST_RETRY_AFTER_S)
      if (hopeless) throw error
      await options.sleep((wait ?? 0) * 1000 + backoffMs(attempt, options.random), signal)
    }
  }
}

type Outcome<T> = { answer: T } | { error: GoodwordError | GoodwordConnectionError }

async function attemptOnce<T>(
  options: SendOptions,
  request: Request,
  idempotencyKey: string | undefined,
): Promise<Outcome<T>> {
  const { method, body, signal } = request
  signal?.throwIfAborted()
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.secretKey}`,
    accept: 'application/json, application/problem+json',
  }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  let response: Response
  let text: string
  try {
    response = await options.fetch(addressOf(options.baseUrl, request), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      // The key must not follow to wherever something redirects us.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    text = await response.text()
  } catch (cause) {
    signal?.throwIfAborted()
    const message = timeout.aborted
      ? `No answer from ${options.baseUrl} within ${options.timeoutMs} ms.`
      : `${options.baseUrl} could not be reached.`
    return { error: new GoodwordConnectionError(message, { cause, idempotencyKey }) }
  }
  return read<T>(response, text, idempotencyKey)
}

function addressOf(baseUrl: string, { path, query }: Request): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return `${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`
}

function read<T>(response: Response, text: string, idempotencyKey: string | undefined): Outcome<T> {
  const { status } = response
  let body: unknown
  let broken: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    broken = cause
  }
  if (!response.ok) {
    const wait = retryAfterSeconds(response.headers.get('retry-after'), Date.now())
    const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {}
    return {
      error: new GoodwordError(status, problem, {
        retryable: isRetryable(status, wait),
        retryAfterSeconds: wait,
      }),
    }
  }
  if (broken !== undefined || (body === undefined && status !== 204)) {
    const message = `Something between here and the server answered ${status} with what is no JSON.`
    return { error: new GoodwordConnectionError(message, { cause: broken, idempotencyKey }) }
  }
  return { answer: body as T }
}
