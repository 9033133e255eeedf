/**
 * Reads a request that is beyond doubt from the bytes of one chunk: a whole
 * `GET /r/:code` or `POST /v1/clicks`, with nothing before or behind it, in
 * the spelling that browsers, proxies and HTTP libraries use. It is no HTTP
 * parser and must not become one: for whatever it does not fully understand
 * it gives up, and Node's parser reads the same bytes. So it may refuse too
 * much; it must never see another request than Node would.
 */
import type { Asked } from './send.ts'

export interface PlainRequest extends Asked {
  method: 'GET' | 'POST'
  /** Of `/r/:code`, as written; only then. */
  code: string | undefined
  /** What stands behind the question mark. */
  query: string
  body: Uint8Array
  /** The client wants the connection closed after the answer. */
  isLast: boolean
}

/** Larger ones are rare. */
const LONGEST_BYTES = 8 * 1024
/** A fragment, a space or anything beyond ASCII in the address is for Node to judge. */
const requestLine =
  /^(?:GET \/r\/([\w-]{2,64})|POST \/v1\/clicks)(?:\?([\w.~:/?@!$&'()*+,;=%[\]-]*))? HTTP\/1\.1\r\n/
/** A name, a colon, one space, and a value of visible ASCII that neither begins nor ends with a blank. */
const fields = /(?:[\w-]+: [!-~](?:[\t -~]*[!-~])?\r\n)+\r\n/y

/** What a click is made of. */
const kept = [
  'user-agent',
  'referer',
  'purpose',
  'sec-purpose',
  'sec-fetch-dest',
  'x-moz',
  'x-forwarded-for',
  'authorization',
  'content-type',
]
/** Where the request ends, and what happens to the connection afterwards. */
const framing = ['host', 'connection', 'content-length']
/** They may change how everything else is meant. */
const unusual = [
  'transfer-encoding',
  'content-encoding',
  'expect',
  'upgrade',
  'http2-settings',
  'trailer',
  'te',
  'keep-alive',
  'proxy-connection',
]
/** By name. Undefined: means nothing here, whatever it says. */
const meanings = new Map<string, { name: string; isKept: boolean; isUnusual: boolean }>(
  [...kept, ...framing, ...unusual].map((name) => [
    name,
    { name, isKept: kept.includes(name), isUnusual: unusual.includes(name) },
  ]),
)

/** Most of a browser's headers mean nothing here; length and first letter tell before the name is read. */
const sketch = (length: number, letter: number): number => (length << 5) | (letter & 31)
const mayMean = new Uint8Array(sketch(LONGEST_BYTES, 31) + 1)
for (const name of meanings.keys()) mayMean[sketch(name.length, name.charCodeAt(0))] = 1

const noBody = new Uint8Array()

/**
 * @param socket where it came from.
 * @returns undefined when the chunk is anything else; the headers are only those that a click is made of.
 */
export function readPlainRequest(chunk: Buffer, socket: Asked['socket']): PlainRequest | undefined {
  if (chunk.length > LONGEST_BYTES) return undefined
  const text = chunk.toString('latin1')
  const line = requestLine.exec(text)
  if (!line) return undefined
  const [{ length: start }, code, query = ''] = line
  fields.lastIndex = start
  if (!fields.test(text)) return undefined
  const bodyAt = fields.lastIndex

  const headers: Record<string, string> = {}
  const frame: Record<string, string> = {}
  for (let at = start; at < bodyAt - 2; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    if (mayMean[sketch(colon - at, text.charCodeAt(at))] === 1) {
      const meaning = meanings.get(text.slice(at, colon).toLowerCase())
      if (meaning) {
        const { name, isKept, isUnusual } = meaning
        const into = isKept ? headers : frame
        // Which of two the next one believes is nothing to guess about.
        if (isUnusual || into[name] !== undefined) return undefined
        into[name] = text.slice(colon + 2, end)
      }
    }
    at = end + 2
  }
  const { host, connection, 'content-length': length = '' } = frame
  if (host === undefined) return undefined
  if (connection !== undefined && !/^(keep-alive|close)$/i.test(connection)) return undefined
  const isLast = connection !== undefined && /^close$/i.test(connection)
  if (code !== undefined) {
    if (length !== '' || bodyAt !== chunk.length) return undefined
    return { method: 'GET', code, query, headers, socket, body: noBody, isLast }
  }
  if (!/^[1-9]\d{0,3}$/.test(length) || bodyAt + Number(length) !== chunk.length) return undefined
  return { method: 'POST', code, query, headers, socket, body: chunk.subarray(bodyAt), isLast }
}
