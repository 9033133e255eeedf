/** One way to ask the server: an answer or a problem, never an exception, and not for ever. */
import type { Failed, Problem } from './types.ts'

/** Longer than any healthy answer, shorter than a visitor's patience at a checkout. */
const TIMEOUT_MS = 5000

/** A problem that was found here, before or instead of an answer. */
export const failed = (
  code = 'unreachable',
  detail = 'The server gave no answer. Nothing was lost; try again.',
): Failed => ({ error: { type: code, title: detail, status: 0, code, detail } })

export type Ask = <T>(path: string, wanted: keyof T & string, body?: string) => Promise<T | Failed>

/**
 * The key travels in the address and the body, a string, goes as text/plain,
 * so that browsers need not ask the server for permission first.
 *
 * @param wanted the member that makes an answer an answer: a proxy's page of HTML is none.
 */
export const asker =
  (server: string, key: string, log: (...words: unknown[]) => void): Ask =>
  async (path, wanted, body) => {
    try {
      const response = await fetch(new URL(`/v1/${path}?key=${key}`, server), {
        method: body && 'POST',
        body,
        credentials: 'omit',
        keepalive: true,
        signal: AbortSignal.timeout?.(TIMEOUT_MS),
      })
      const answer = await response.json()
      if (answer[wanted]) return answer
      log(path, answer)
      if (answer.code) return { error: answer as Problem }
    } catch (error) {
      log(path, error)
    }
    return failed()
  }
