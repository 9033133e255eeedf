/** Over a real socket: what only the wire can get wrong. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SK, startApp, type TestApp } from '../support/app.ts'
import { frontOf } from '../support/front.ts'

describe.each(['one thread', 'the front'])('over HTTP, %s', (kind) => {
  let app: TestApp
  let server: Server
  let port: number
  beforeAll(async () => {
    app = await startApp('sqlite')
    await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })
    server = createServer(kind === 'the front' ? frontOf(app.composed).listener : app.composed.listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await app.close()
  })

  /** Writes bytes as they are and reads until the other side is done. */
  function raw(...parts: (string | Uint8Array)[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.setTimeout(5_000, () => socket.destroy(new Error(`no end after: ${text}`)))
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1')
      })
      socket.on('close', () => resolve(text))
      socket.on('error', (error: NodeJS.ErrnoException) => {
        // Cut off after an answer is an answer.
        if (text !== '') resolve(text)
        else reject(error)
      })
      for (const part of parts) socket.write(part)
    })
  }
  const auth = `Host: x\r\nConnection: close\r\nAuthorization: Bearer ${SK}\r\n`
  const json = 'Content-Type: application/json\r\n'
  const statusOf = (answer: string): number => Number(answer.slice(9, 12))
  const problemOf = (answer: string): string => /"code":"(\w+)"/.exec(answer)?.[1] ?? ''
  const alive = async () => {
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  }
  const sale = JSON.stringify({ externalId: 'wire', amount: 1, currency: 'EUR' })

  test('a body with its length, and one in chunks, are the same', async () => {
    const whole = await raw(
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Length: ${sale.length}\r\n\r\n${sale}`,
    )
    expect(statusOf(whole)).toBe(201)
    const [a, b] = [sale.slice(0, 10), sale.slice(10)]
    const chunked = await raw(
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Transfer-Encoding: chunked\r\n\r\n`,
      `${a.length.toString(16)}\r\n${a}\r\n`,
      `${b.length.toString(16)}\r\n${b}\r\n0\r\n\r\n`,
    )
    expect(statusOf(chunked)).toBe(200)
  })

  test('more than 64 kB is refused, announced or in chunks', async () => {
    const big = `{"externalId":"${'x'.repeat(70_000)}"}`
    const announced = await raw(
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Length: ${big.length}\r\n\r\n`,
      big,
    )
    expect([statusOf(announced), problemOf(announced)]).toEqual([413, 'body_too_large'])
    const chunks = [`POST /v1/sales HTTP/1.1\r\n${auth}${json}Transfer-Encoding: chunked\r\n\r\n`]
    for (let at = 0; at < big.length; at += 7_000) {
      const part = big.slice(at, at + 7_000)
      chunks.push(`${part.length.toString(16)}\r\n${part}\r\n`)
    }
    const chunked = await raw(...chunks, '0\r\n\r\n')
    expect([statusOf(chunked), problemOf(chunked)]).toEqual([413, 'body_too_large'])
    await alive()
  })

  test('a length that lies hangs nobody else up', async () => {
    const short = await raw(`POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Length: 5\r\n\r\n${sale}`)
    expect(statusOf(short)).toBe(400)
    await alive()
  })

  test('gzip is not unpacked', async () => {
    const zipped = gzipSync(sale)
    const answer = await raw(
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`,
      zipped,
    )
    expect([statusOf(answer), problemOf(answer)]).toEqual([400, 'malformed_json'])
  })

  test.each([
    ['a huge header', `GET /v1/program HTTP/1.1\r\n${auth}X-Big: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a huge path', `GET /v1/partners/${'x'.repeat(20_000)} HTTP/1.1\r\n${auth}\r\n`, 431],
    ['a line end in a header', `GET /v1/program HTTP/1.1\r\n${auth}X-A: a\rb\r\n\r\n`, 400],
    ['a NUL in a header', `GET /v1/program HTTP/1.1\r\n${auth}X-A: a\0b\r\n\r\n`, 400],
    [
      'two lengths',
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`,
      400,
    ],
    [
      'a length and chunks',
      `POST /v1/sales HTTP/1.1\r\n${auth}${json}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['no method', `/v1/program HTTP/1.1\r\n\r\n`, 400],
    ['half a percent', `GET /v1/partners/%E0%A4 HTTP/1.1\r\n${auth}\r\n`, 404],
    ['a percent', `GET /v1/partners/% HTTP/1.1\r\n${auth}\r\n`, 404],
    ['an encoded NUL', `GET /v1/partners/%00 HTTP/1.1\r\n${auth}\r\n`, 422],
    ['an encoded line end', `GET /v1/customers/%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n${auth}\r\n`, 404],
    ['a path that climbs', `GET /../../etc/passwd HTTP/1.1\r\n${auth}\r\n`, 404],
    ['a path that climbs, encoded', `GET /docs/%2e%2e/%2e%2e/package.json HTTP/1.1\r\n${auth}\r\n`, 404],
    ['a whole address', `GET http://evil.example/v1/nothing HTTP/1.1\r\n${auth}\r\n`, 404],
  ])('%s', async (_, request, status) => {
    const answer = await raw(request)
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toMatch(/\r\nset-cookie:/i)
    expect(answer).not.toContain('    at ')
    await alive()
  })

  test('a redirect takes no header from the code or the target', async () => {
    const answer = await raw(
      `GET /r/mara?to=https://acme.example/%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: x\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(302)
    expect(answer).not.toMatch(/\r\nx-evil:/i)
    expect(answer).toMatch(/location: https:\/\/acme\.example\/\?via=mara&gw=/i)
  })

  test('another Host changes no link', async () => {
    const answer = await raw(
      `GET /v1/partners HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\nAuthorization: Bearer ${SK}\r\n\r\n`,
    )
    expect(answer).toContain('https://refer.acme.example/r/mara')
    expect(answer).not.toContain('evil.example')
  })

  test('every header arrives, whatever the answer is', async () => {
    const headersOf = async (request: string): Promise<Record<string, string>> => {
      const [head = ''] = (await raw(request)).split('\r\n\r\n')
      const lines = head.split('\r\n').slice(1)
      const pairs = lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]+: /, '')])
      expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length)
      return Object.fromEntries(pairs)
    }
    const nobody = 'Host: x\r\nConnection: close\r\n'
    const always = {
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After, X-Request-Id, Idempotency-Replayed',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_/),
    }
    const problem = { ...always, 'content-type': 'application/problem+json' }
    expect(await headersOf(`GET /v1/partners HTTP/1.1\r\n${auth}\r\n`)).toMatchObject({
      ...always,
      'content-type': 'application/json',
    })
    expect(await headersOf(`HEAD /v1/partners HTTP/1.1\r\n${auth}\r\n`)).toMatchObject({
      ...always,
      'content-type': 'application/json',
    })
    expect(await headersOf(`GET /v1/partners HTTP/1.1\r\n${nobody}\r\n`)).toMatchObject({
      ...problem,
      'www-authenticate': 'Bearer',
    })
    expect(await headersOf(`DELETE /v1/sales HTTP/1.1\r\n${auth}\r\n`)).toMatchObject({
      ...problem,
      allow: 'POST',
    })
    expect(await headersOf(`OPTIONS /v1/sales HTTP/1.1\r\n${nobody}\r\n`)).toMatchObject({
      ...always,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      'access-control-max-age': '7200',
    })
    const twice = `POST /v1/sales HTTP/1.1\r\n${auth}${json}Idempotency-Key: wire\r\nContent-Length: ${sale.length}\r\n\r\n${sale}`
    expect(await headersOf(twice)).not.toHaveProperty('idempotency-replayed')
    expect(await headersOf(twice)).toMatchObject({ ...always, 'idempotency-replayed': 'true' })

    expect((await app.post('/v1/sign-in', { email: 'mara@agency.example' }, { as: null })).status).toBe(202)
    const mailed = () => /#sign-in=([\w-]{43})\n/.exec(app.mails.at(-1)?.text ?? '')?.[1]
    await expect.poll(mailed).toBeDefined()
    const token = JSON.stringify({ token: mailed() })
    const signedIn = await headersOf(
      `POST /v1/sessions HTTP/1.1\r\n${nobody}${json}Origin: https://refer.acme.example\r\nContent-Length: ${token.length}\r\n\r\n${token}`,
    )
    expect(signedIn).toMatchObject({ ...always, 'set-cookie': expect.stringMatching(/^__Host-gw_session=/) })
    const [session = ''] = (signedIn['set-cookie'] ?? '').split(';')
    const signedOut = await headersOf(
      `DELETE /v1/sessions/current HTTP/1.1\r\n${nobody}Cookie: ${session}\r\nOrigin: https://refer.acme.example\r\n\r\n`,
    )
    expect(signedOut).toMatchObject({
      ...always,
      'set-cookie': '__Host-gw_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    })
  })
})
