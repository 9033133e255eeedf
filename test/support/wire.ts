/** Requests as bytes: plain ones, and ones that somebody has tampered with. */
import fc from 'fast-check'

export const GET = [
  'GET /r/Mara-1?to=https://acme.example/a%20b&x HTTP/1.1',
  'Host: x',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) Test',
  'Accept: */*',
  'Referer: https://blog.example/posts?page=2',
  'Sec-Fetch-Dest: document',
  '\r\n',
].join('\r\n')

export const POST = [
  'POST /v1/clicks?key=gw_pk_1 HTTP/1.1',
  'host: x',
  'user-agent: Mozilla/5.0 (X11; Linux x86_64) Test',
  'content-type: text/plain;charset=UTF-8',
  'content-length: 15',
  '\r\n{"code":"mara"}',
].join('\r\n')

export const SALE = [
  'POST /v1/sales?x=1 HTTP/1.1',
  'Host: x',
  'User-Agent: node',
  'Authorization: Bearer gw_sk_1',
  'Content-Type: application/json',
  'Idempotency-Key: "one"',
  'Content-Length: 25',
  '\r\n{"externalId":"order-1"}\n',
].join('\r\n')

const lines = [
  'Host: y',
  'User-Agent: other',
  'User-Agent:   blank',
  'Referer:\thttps://x.example/',
  'X-Forwarded-For: 192.0.2.1',
  'X-Forwarded-For: 192.0.2.2, 192.0.2.3',
  'Purpose: prefetch',
  'Connection: close',
  'Connection: keep-alive',
  'Connection: close, x',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: 5, 5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity',
  'Transfer_Encoding: chunked',
  'Expect: 100-continue',
  'Trailer: X-A',
  'X-A: a\tb',
  'X-A:',
  'X-A: \xe9',
  'X A: b',
  ' folded',
  ':',
  '',
]
const bits = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  ':',
  '/',
  '#',
  '%',
  '\x7f',
  '\xff',
  ',',
  '0',
  '?',
  ' HTTP/1.1\r\n',
]
const tails = [
  GET,
  POST,
  SALE,
  'GET /r/other HTTP/1.1\r\nHost: x\r\n\r\n',
  'hello',
  '0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\n',
]

type Change = (text: string) => string
const lineAdded: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom(...lines), fc.nat({ max: 8 }))
  .map(([line, at]) => (text) => {
    const all = text.split('\r\n')
    all.splice(1 + (at % Math.max(1, all.length - 2)), 0, line)
    return all.join('\r\n')
  })
const tailAdded: fc.Arbitrary<Change> = fc.constantFrom(...tails).map((tail) => (text) => text + tail)
const bitChanged: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom(...bits), fc.nat(), fc.nat({ max: 2 }))
  .map(([bit, where, removed]) => (text) => {
    const at = where % (text.length + 1)
    return text.slice(0, at) + bit + text.slice(at + removed)
  })
const harmless: fc.Arbitrary<Change> = fc
  .constantFrom('Accept-Language: de', 'X-Request-Id: 1', 'Cookie: a=b; c=d', 'connection: close')
  .map((line) => (text) => text.replace('\r\n', `\r\n${line}\r\n`))

const tampered = fc
  .tuple(
    fc.constantFrom(GET, POST, SALE),
    fc.array(fc.oneof(lineAdded, lineAdded, bitChanged, tailAdded, harmless), { maxLength: 3 }),
  )
  .map(([text, changes]) =>
    Buffer.from(
      changes.reduce((changed, change) => change(changed), text),
      'latin1',
    ),
  )

/** Other ones in each run; the one that fails is shown by whoever compares. */
export const manyRequests = (count: number): Buffer[] => fc.sample(tampered, count)
