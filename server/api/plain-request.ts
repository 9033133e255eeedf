/**
 * Reads a request that is beyond doubt from the bytes of one chunk: a whole
 * `GET /r/:code`, `POST /v1/…` or `POST /hooks/…`, with nothing before or behind it, in the
 * spelling that browsers, proxies and HTTP libraries use. It is no HTTP
 * parser and must not become one: for whatever it does not fully understand
 * it gives up, and Node's parser reads the same bytes. So it may refuse too
 * much; it must never see another request than Node would.
 */
import type { Asked } from './send.ts'

export interface PlainRequest extends Asked {
  method: 'GET' | 'POST'
  /** Of `/r/:code`, as written; only then. */
  code: string | undefined
  /** Without what stands behind the question mark. */
  path: string
  /** What stands behind the question mark. */
  query: string
  body: Uint8Array
  /** Of a request that is not for a click, all headers: name in lower case, value, name, value … */
  fields: string[]
  /** The client wants the connection closed after the answer. */
  isLast: boolean
}

/** Larger ones are rare. */
const LONGEST_BYTES = 8 * 1024
/** A fragment, a space or anything beyond ASCII in the address is for Node to judge. */
const requestLine =
  /^(?:GET \/r\/([\w-]{2,64})|POST (\/(?:v1|hooks)\/[\w/-]{1,200}))(?:\?([\w.~:/?@!$&'()*+,;=%[\]-]*))? HTTP\/1\.1\r\n/
/** A name, a colon, one space, and a value of visible ASCII that neither begins nor ends with a blank. */
const heads = /(?:[\w-]+: [!-~](?:[\t -~]*[!-~])?\r\n)+\r\n/y

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
/** Longer ones mean nothing here. */
const LONGEST_NAME = 32

/** Where the value of a header is kept; of an unusual one it is not. */
const places = [...kept, ...framing]

interface Meaning {
  name: string
  /** In `places`; -1 when unusual. */
  place: number
}

/** Most of a browser's headers mean nothing here; length and first letter tell before the name is read. */
const sketch = (length: number, letter: number): number => (length << 5) | (letter & 31)
const meanings = new Array<Meaning[] | undefined>(sketch(LONGEST_NAME, 31) + 1).fill(undefined)
for (const [index, name] of [...places, ...unusual].entries()) {
  const at = sketch(name.length, name.charCodeAt(0))
  const meaning = { name, place: index < places.length ? index : -1 }
  meanings[at] = [...(meanings[at] ?? []), meaning]
}

const noBody = new Uint8Array()
/** Of the request that is being read: one is read at a time. */
const values: (string | undefined)[] = places.map(() => undefined)

/**
 * @param socket where it came from.
 * @returns undefined when the chunk is anything else; `headers` are only those that a click is made of.
 */
export function readPlainRequest(chunk: Buffer, socket: Asked['socket']): PlainRequest | undefined {
  if (chunk.length > LONGEST_BYTES) return undefined
  const text = chunk.toString('latin1')
  const line = requestLine.exec(text)
  if (!line) return undefined
  const [{ length: start }, code, posted, query = ''] = line
  const path = posted ?? `/r/${code}`
  heads.lastIndex = start
  if (!heads.test(text)) return undefined
  const bodyAt = heads.lastIndex

  for (let place = 0; place < values.length; place++) values[place] = undefined
  const fields = code === undefined && path !== '/v1/clicks' ? allFields(text, start, bodyAt) : none
  if (!fields) return undefined
  for (let at = start; at < bodyAt - 2; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    const alike = meanings[sketch(colon - at, text.charCodeAt(at))]
    if (alike) {
      const written = text.slice(at, colon).toLowerCase()
      const meaning = alike.find(({ name }) => name === written)
      if (meaning) {
        const { place } = meaning
        // Which of two the next one believes is nothing to guess about.
        if (place < 0 || values[place] !== undefined) return undefined
        values[place] = text.slice(colon + 2, end)
      }
    }
    at = end + 2
  }
  const host = values[kept.length]
  const connection = values[kept.length + 1]
  const length = values[kept.length + 2] ?? ''
  if (host === undefined) return undefined
  if (connection !== undefined && !/^(keep-alive|close)$/i.test(connection)) return undefined
  const isLast = connection !== undefined && /^close$/i.test(connection)
  const headers = headersRead()
  if (code !== undefined) {
    if (length !== '' || bodyAt !== chunk.length) return undefined
    return { method: 'GET', code, path, query, headers, socket, body: noBody, fields, isLast }
  }
  if (!/^[1-9]\d{0,3}$/.test(length) || bodyAt + Number(length) !== chunk.length) return undefined
  return { method: 'POST', code, path, query, headers, socket, body: chunk.subarray(bodyAt), fields, isLast }
}

/** Made in one go, in the order of `kept`: one that grows name by name costs several times as much. */
const headersRead = (): Asked['headers'] => ({
  'user-agent': values[0],
  referer: values[1],
  purpose: values[2],
  'sec-purpose': values[3],
  'sec-fetch-dest': values[4],
  'x-moz': values[5],
  'x-forwarded-for': values[6],
  authorization: values[7],
  'content-type': values[8],
})

const none: string[] = []

/** Undefined when a name stands there twice: what that means depends on the name. */
function allFields(text: string, start: number, bodyAt: number): string[] | undefined {
  const fields: string[] = []
  for (let at = start; at < bodyAt - 2; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    const name = text.slice(at, colon).toLowerCase()
    for (let n = 0; n < fields.length; n += 2) if (fields[n] === name) return undefined
    fields.push(name, text.slice(colon + 2, end))
    at = end + 2
  }
  return fields
}
