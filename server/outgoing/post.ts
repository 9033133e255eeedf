/**
 * A request to an address that somebody else chose. The name is resolved and
 * the connection made in one go, so that no answer can change in between, and
 * only to public addresses. Redirects are not followed, and little is read.
 */
import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress, webhookUrlFlaw } from '../services/public-address.ts'

export interface Posted {
  /** Null when no answer came; then `error` says why. */
  statusCode: number | null
  retryAfter: string | null
  /** The beginning of the body; null when no answer came. */
  response: string | null
  /** A code, such as `ECONNREFUSED`; never words of the other side. */
  error: string | null
  durationMs: number
}

/** Makes one request, a POST, or a GET when there is no body; never throws. */
export type Post = (
  url: string,
  headers: Record<string, string>,
  body: string | null,
  signal: AbortSignal,
) => Promise<Posted>

export interface PostOptions {
  /** While developing: also http, any port and private addresses. */
  allowPrivate: boolean
  /** Until the connection stands, TLS included. Default 10 000. */
  connectMs?: number
  /** For everything. Default 20 000. */
  totalMs?: number
  /** Of the answer's body; then the connection is cut. Default 16 384. */
  readBytes?: number
  resolve?: (hostname: string) => Promise<LookupAddress[]>
}

/** Why nothing was sent, or no answer came. */
class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export function poster({
  allowPrivate,
  connectMs = 10_000,
  totalMs = 20_000,
  readBytes = 16_384,
  resolve = resolveAll,
}: PostOptions): Post {
  const mayReach = (address: string) => allowPrivate || isPublicAddress(address)
  /** Every address of the name must be public: which of them is used is not ours to say. */
  const lookup: LookupFunction = (hostname, options, callback) => {
    const answer = (addresses: LookupAddress[]): void => {
      const [first] = addresses
      if (!first) callback(new Refused('ENOTFOUND'), '')
      else if (!addresses.every(({ address }) => mayReach(address))) {
        callback(new Refused('ADDRESS_NOT_PUBLIC'), '')
      } else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    }
    resolve(hostname).then(answer, (error: NodeJS.ErrnoException) => callback(error, ''))
  }

  return async (url, headers, body, signal) => {
    const started = performance.now()
    const durationMs = () => Math.round(performance.now() - started)
    try {
      const target = new URL(url)
      // Node connects to an address that stands in the URL without looking anything up.
      const literal = target.hostname.replace(/^\[|\]$/g, '')
      if (webhookUrlFlaw(url, allowPrivate) || (isIP(literal) !== 0 && !mayReach(literal))) {
        throw new Refused('ADDRESS_NOT_PUBLIC')
      }
      const send = target.protocol === 'https:' ? requestHttps : requestHttp
      // A connection of its own: one that was kept may have been closed, and a failure would be ours.
      const request = send(target, {
        method: body === null ? 'GET' : 'POST',
        headers,
        lookup,
        agent: false,
        signal,
      })
      const answer = await answered(request, body, { connectMs, totalMs, readBytes })
      return { ...answer, error: null, durationMs: durationMs() }
    } catch (error) {
      return {
        statusCode: null,
        retryAfter: null,
        response: null,
        error: codeOf(error),
        durationMs: durationMs(),
      }
    }
  }
}

function answered(
  request: ClientRequest,
  body: string | null,
  { connectMs, totalMs, readBytes }: { connectMs: number; totalMs: number; readBytes: number },
): Promise<Pick<Posted, 'statusCode' | 'retryAfter' | 'response'>> {
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined
    const chunks: Buffer[] = []
    let bytes = 0
    /** The status is the answer; a body that is cut or never ends changes nothing about it. */
    const finish = () => {
      clearTimeout(connecting)
      clearTimeout(total)
      request.destroy()
      if (!response?.statusCode) return
      const text = Buffer.concat(chunks).subarray(0, readBytes).toString('utf8')
      const retryAfter = response.headers['retry-after'] ?? null
      resolve({ statusCode: response.statusCode, retryAfter, response: text })
    }
    const fail = (error: Error) => {
      if (response) return finish()
      clearTimeout(connecting)
      clearTimeout(total)
      request.destroy()
      reject(error)
    }
    const connecting = setTimeout(() => fail(new Refused('CONNECT_TIMEOUT')), connectMs)
    const total = setTimeout(() => fail(new Refused('TIMEOUT')), totalMs)
    request.on('socket', (socket) => {
      const secure = 'encrypted' in socket
      socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
    })
    request.on('error', fail)
    request.on('response', (incoming) => {
      response = incoming
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes >= readBytes) finish()
      })
      incoming.on('end', finish)
      incoming.on('error', finish)
      incoming.on('close', finish)
    })
    request.end(body ?? undefined)
  })
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'UNKNOWN'
}

const resolveAll = (hostname: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
