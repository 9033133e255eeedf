/** What answering a click needs of a request and of its answer, whether Node's HTTP or `socket.ts` read it. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Revealed } from '../services/record-click.ts'

export interface Asked {
  method?: string | undefined
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/**
 * @param headers name, value, name, value … with the length of the body.
 * @param always more of them.
 */
export type Send = (
  status: number,
  headers: string[],
  body?: string | Uint8Array,
  always?: FixedHeaders,
) => void

/** Does nothing when an answer has begun. */
export const sendOver =
  (response: ServerResponse): Send =>
  (status, headers, body, always) => {
    if (!response.headersSent) response.writeHead(status, [...headers, ...(always?.list ?? [])]).end(body)
  }

/** Headers that never change: checked and put together once. */
export interface FixedHeaders {
  /** Name, value, name, value … */
  list: readonly string[]
  /** As they are sent. */
  lines: string
}

export const fixedHeaders = (list: readonly string[]): FixedHeaders => ({ list, lines: headerLines(list) })

/** As Node refuses them: a line end in a value would be the begin of another header. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/

/** @param headers name, value, name, value … */
export function headerLines(headers: readonly string[]): string {
  let lines = ''
  for (let n = 0; n + 1 < headers.length; n += 2) {
    const value = headers[n + 1] ?? ''
    if (unsendable.test(value)) throw new TypeError(`The value of ${headers[n]} cannot be sent.`)
    lines += `${headers[n]}: ${value}\r\n`
  }
  return lines
}

export const headerOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value

/** What `flagsOf` judges a visit by. */
export const revealedBy = ({ method = 'GET', headers }: Pick<Asked, 'method' | 'headers'>): Revealed => ({
  method,
  userAgent: headers['user-agent'],
  purpose: headerOf(headers['sec-purpose'] ?? headers.purpose ?? headers['x-moz']),
  destination: headerOf(headers['sec-fetch-dest']),
})

export const forwardedFor = (request: Asked): string | undefined =>
  headerOf(request.headers['x-forwarded-for'])

/** Each byte is one character. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
