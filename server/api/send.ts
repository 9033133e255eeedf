/** What answering a click needs of a request and of its answer, whether Node's HTTP or `socket.ts` read it. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

export interface Asked {
  method?: string | undefined
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/**
 * @param headers name, value, name, value … with the length of the body.
 * @param always more of them, from a list that never changes.
 */
export type Send = (
  status: number,
  headers: string[],
  body?: string | Uint8Array,
  always?: readonly string[],
) => void

/** Does nothing when an answer has begun. */
export const sendOver =
  (response: ServerResponse): Send =>
  (status, headers, body, always = []) => {
    if (!response.headersSent) response.writeHead(status, [...headers, ...always]).end(body)
  }

export const headerOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value

export const forwardedFor = (request: Asked): string | undefined =>
  headerOf(request.headers['x-forwarded-for'])
