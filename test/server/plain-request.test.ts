/** What is read at the socket is what Node's own parser reads from the same bytes, or it is left to it. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PlainRequest, readPlainRequest } from '../../server/api/plain-request.ts'
import { GET, manyRequests, POST, SALE } from '../support/wire.ts'

const SAMPLES = process.env.GOODWORD_LONG === '1' ? 50_000 : 1_000
const read = (text: string): PlainRequest | undefined => readPlainRequest(Buffer.from(text, 'latin1'), {})

describe('a plain request', () => {
  test('has what a click is made of, and a call all of its headers', () => {
    expect(read(GET)).toMatchObject({
      method: 'GET',
      code: 'Mara-1',
      query: 'to=https://acme.example/a%20b&x',
      isLast: false,
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Test',
        referer: 'https://blog.example/posts?page=2',
        'sec-fetch-dest': 'document',
      },
    })
    const click = read(POST)
    expect(click).toMatchObject({ method: 'POST', code: undefined, query: 'key=gw_pk_1' })
    expect(Buffer.from(click?.body ?? []).toString()).toBe('{"code":"mara"}')
    const sale = read(SALE)
    expect(sale).toMatchObject({ method: 'POST', path: '/v1/sales', query: 'x=1' })
    expect(sale?.fields).toEqual([
      ...['host', 'x', 'user-agent', 'node', 'authorization', 'Bearer gw_sk_1'],
      ...['content-type', 'application/json', 'idempotency-key', '"one"', 'content-length', '25'],
    ])
    const all = [
      'user-agent',
      'referer',
      'purpose',
      'sec-purpose',
      'sec-fetch-dest',
      'x-moz',
      'x-forwarded-for',
    ]
    const every = [...all, 'authorization', 'content-type'].map((name) => [name, `this is ${name}`])
    const lines = every.map(([name, value]) => `${name}: ${value}\r\n`).reverse()
    expect(read(`GET /r/mara HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`)?.headers).toEqual(
      Object.fromEntries(every),
    )
    expect(read(GET.replace('Accept: */*', 'Connection: Close'))?.isLast).toBe(true)
    expect(read(GET.replace('Accept: */*', 'Connection: keep-alive'))?.isLast).toBe(false)
  })

  test.each<[string, string]>([
    ['cut short', GET.slice(0, -1)],
    ['with more behind it', `${GET}G`],
    ['twice', GET + GET],
    ['with a header twice', SALE.replace('Host: x', 'Host: x\r\nX-A: a\r\nx-a: a')],
    ['with a line before it', `\r\n${GET}`],
    ['of HTTP/1.0', GET.replace('HTTP/1.1', 'HTTP/1.0')],
    ['with another method', GET.replace('GET', 'HEAD')],
    ['with a method in lower case', GET.replace('GET', 'get')],
    ['for another path', GET.replace('/r/', '/x/')],
    ['for a whole address', GET.replace('/r/', 'http://x/r/')],
    ['with an encoded code', GET.replace('Mara', '%4dara')],
    ['with a fragment', GET.replace('&x', '#x')],
    ['without a host', GET.replace('Host: x\r\n', '')],
    ['with two hosts', GET.replace('Host: x\r\n', 'Host: x\r\nhost: y\r\n')],
    ['with two user agents', GET.replace('Host: x\r\n', 'Host: x\r\nUSER-AGENT: y\r\n')],
    ['with a body', GET.replace('\r\n\r\n', '\r\nContent-Length: 1\r\n\r\na')],
    ['with a body of no length', GET.replace('\r\n\r\n', '\r\nContent-Length: 0\r\n\r\n')],
    ['in chunks', GET.replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n')],
    ['that waits for leave', POST.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n')],
    ['that wants another protocol', GET.replace('Accept: */*', 'Connection: Upgrade\r\nUpgrade: h2c')],
    ['with a folded line', GET.replace('Accept: */*', 'Accept: a\r\n b')],
    ['with a bare line feed', GET.replace('Accept: */*\r\n', 'Accept: */*\n')],
    ['with a carriage return in a value', GET.replace('*/*', 'a\rb')],
    ['with a NUL in a value', GET.replace('*/*', 'a\0b')],
    ['with a letter beyond ASCII in a value', GET.replace('*/*', '\xfc')],
    ['with a blank before the colon', GET.replace('Accept:', 'Accept :')],
    ['with no blank after the colon', GET.replace('Accept: ', 'Accept:')],
    ['with an empty value', GET.replace('Accept: */*', 'Accept: ')],
    ['with a length too short', POST.replace('length: 15', 'length: 14')],
    ['with a length too long', POST.replace('length: 15', 'length: 16')],
    ['with a length with a sign', POST.replace('length: 15', 'length: +15')],
    ['with a length with a zero before it', POST.replace('length: 15', 'length: 015')],
    ['with two lengths', POST.replace('\r\n\r\n', '\r\nContent-Length: 15\r\n\r\n')],
    ['too long', GET.replace('*/*', 'x'.repeat(8_000))],
  ])('%s is left to Node', (_, text) => {
    expect(read(text)).toBeUndefined()
  })
})

describe("beside Node's parser", () => {
  let server: Server
  let seen: { request: IncomingMessage; body: string }[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.setEncoding('latin1')
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        seen.push({ request, body })
        response.end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** What Node makes of these bytes: its requests, or that it refuses them. */
  function byNode(bytes: Buffer): Promise<{ request: IncomingMessage; body: string }[]> {
    seen = []
    return new Promise((resolve, reject) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
      socket.on('error', reject)
      socket.on('close', () => resolve(seen))
      socket.resume()
      socket.end(bytes)
    })
  }

  /** How many requests were taken, until the first of which Node thinks otherwise. */
  async function compare(reader: typeof readPlainRequest, samples: Buffer[]) {
    let taken = 0
    let otherwise: string | undefined
    for (const bytes of samples) {
      if (otherwise !== undefined) break
      const plain = reader(bytes, {})
      if (!plain) continue
      taken++
      const [one, ...more] = await byNode(bytes)
      const { method, url, headers } = one?.request ?? {}
      const same =
        more.length === 0 &&
        method === plain.method &&
        url?.replace('?', '') === plain.path + plain.query &&
        (plain.path === '/v1/clicks' || plain.code !== undefined || isEveryField(plain.fields, headers)) &&
        one?.body === Buffer.from(plain.body).toString('latin1') &&
        Object.entries(plain.headers).every(([name, value]) => headers?.[name] === value) &&
        // None was overlooked.
        Object.keys(headers ?? {}).every((name) => plain.headers[name] !== undefined || !KEPT.test(name)) &&
        plain.isLast === /close/i.test(headers?.connection ?? '')
      if (!same) otherwise = bytes.toString('latin1')
    }
    return { taken, otherwise }
  }
  const isEveryField = (fields: string[], headers: IncomingMessage['headers'] = {}): boolean =>
    fields.length === Object.keys(headers).length * 2 &&
    fields.every((value, n) => n % 2 === 0 || headers[fields[n - 1] ?? ''] === value)
  const KEPT = /^(user-agent|referer|(sec-)?purpose|sec-fetch-dest|x-moz|x-forwarded-for|authorization)$/

  test('thousands of requests that are nearly plain', async () => {
    const { taken, otherwise } = await compare(readPlainRequest, manyRequests(SAMPLES))
    expect(otherwise).toBeUndefined()
    // Enough of them are still plain for this to mean something.
    expect(taken).toBeGreaterThan(SAMPLES / 20)
  })

  test.each<[string, (text: string) => string]>([
    ['takes chunks for part of the head', (text) => text.replace(/transfer-encoding/gi, 'X-Encoding')],
    ['takes the last of two', (text) => text.replace(/user-agent: [^\r]*\r\n(?=[\s\S]*user-agent)/gi, '')],
    ['takes a second request for nothing', (text) => text.replace(/^([\s\S]*?\r\n\r\n)GET[\s\S]*$/, '$1')],
  ])('a reader that %s is found out', async (_, careless) => {
    const mutant: typeof readPlainRequest = (chunk, socket) =>
      readPlainRequest(Buffer.from(careless(chunk.toString('latin1')), 'latin1'), socket)
    const { otherwise } = await compare(mutant, manyRequests(3_000))
    expect(otherwise).toBeDefined()
  })
})
