/** The two ways in which a call can fail: the server said no, or it could not be asked. */
import type { Problem } from './types.ts'

/** The server answered with a problem. */
export class GoodwordError extends Error {
  override readonly name = 'GoodwordError'
  /** Stable; decide by this. `unexpected_answer` when the answer was no problem document. */
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** What is wrong and what to do, for people. */
  readonly detail: string
  /** Which fields, when it is about fields. */
  readonly errors: { path: string; message: string }[]
  /** To be named when asking for help. */
  readonly requestId: string | undefined
  /** Sending the same request again later may work. It has been tried `maxRetries` times already. */
  readonly retryable: boolean
  /** How long the server asked to wait, in seconds. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    problem: Partial<Problem>,
    more: { retryable: boolean; retryAfterSeconds?: number | undefined },
  ) {
    const code = problem.code ?? 'unexpected_answer'
    const detail = problem.detail ?? `The server answered ${status} without saying why.`
    super(`${code} (${status}): ${detail}`)
    this.code = code
    this.status = status
    this.detail = detail
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId
    this.retryable = more.retryable
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

/**
 * No answer came, or one that is none: the network failed, the time was up, or
 * something in between spoke. Whether the request took effect is not known;
 * sending it again with the same `idempotencyKey` is safe.
 */
export class GoodwordConnectionError extends Error {
  override readonly name = 'GoodwordConnectionError'
  /** The key that this request was sent with, to send it again; undefined for reading requests. */
  readonly idempotencyKey: string | undefined
  readonly retryable = true

  constructor(message: string, options: { cause: unknown; idempotencyKey?: string | undefined }) {
    super(message, { cause: options.cause })
    this.idempotencyKey = options.idempotencyKey
  }
}
