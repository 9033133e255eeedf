/** Clicks answered at the socket: to the byte as through Node's HTTP, on connections that live and end as there. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerAtSocket, type SocketAnswers } from '../../server/api/socket.ts'
import { BROWSER, PK, SK, startApp, type TestApp } from '../support/app.ts'
import { frontOf } from '../support/front.ts'
import { manyRequests } from '../support/wire.ts'

const SAMPLES = process.env.GOODWORD_LONG === '1' ? 20_000 : 300
const AT_ONCE = 50
const limits = { headersTimeout: 1_000, keepAliveTimeout: 2_000, connectionsCheckingInterval: 500 }

const visit = `GET /r/mara HTTP/1.1\r\nHost: x\r\nUser-Agent: ${BROWSER}\r\n\r\n`
const body = JSON.stringify({ code: 'mara', url: 'https://acme.example/?via=mara' })
const report =
  `POST /v1/clicks HTTP/1.1\r\nHost: x\r\nUser-Agent: ${BROWSER}\r\nAuthorization: Bearer ${PK}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`

const order = JSON.stringify({ externalId: 'order-1', amount: 1_000, currency: 'EUR' })
const sale = (key: string): string =>
  `POST /v1/sales HTTP/1.1\r\nHost: x\r\nUser-Agent: node\r\nAuthorization: Bearer ${key}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`

let app: TestApp
let byHttp: Server
let bySocket: Server
let atSocket: SocketAnswers
/** Requests that were answered at the socket. */
let taken = 0

beforeAll(async () => {
  app = await startApp('sqlite')
  await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Māra Ito' })
  await app.post('/v1/sales', JSON.parse(order))
  const { listener, answerPlain } = frontOf(app.composed)
  byHttp = createServer(limits, listener)
  bySocket = createServer(limits, listener)
  atSocket = answerAtSocket(bySocket, (request, send, pass) => {
    taken++
    answerPlain(request, send, () => {
      taken--
      pass()
    })
  })
  for (const server of [byHttp, bySocket]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  }
})
afterAll(async () => {
  atSocket.closeAll()
  for (const server of [byHttp, bySocket]) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  await app.close()
})

/** What differs from one answer to the next, and nothing else. */
const alike = (text: string): string =>
  text
    .replaceAll(/gwc_[\w-]{58}/g, 'CLICK')
    .replaceAll(/req_[\w-]+/g, 'REQUEST')
    .replaceAll(/(Date|date): [^\r]*GMT/g, '$1: NOW')
    // A machine that is busy with something else confirms one and not the other.
    .replaceAll('Goodword-Click: unconfirmed\r\n', '')
    .replaceAll(/"expiresAt":"[^"]*"/g, '"expiresAt":"THEN"')
    // Node breaks off at bytes that are no request, whether the answers before them have left or not.
    .replace(/^[\s\S]*(?=HTTP\/1\.1 400 Bad Request\r\nConnection: close)/, '')

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Line {
  socket: Socket
  text(): string
  closed: Promise<void>
}

async function open(server: Server): Promise<Line> {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true })
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise((resolve) => socket.once('connect', resolve))
  return { socket, text: () => text, closed }
}

const answersIn = (text: string): number => text.split(/HTTP\/1\.1 \d/).length - 1

async function untilAnswered({ text, socket }: Line, answers: number): Promise<void> {
  for (let tries = 0; tries < 500 && !socket.destroyed && answersIn(text()) < answers; tries++) await pause(2)
}

/** Writes parts one by one and waits for the answer to the last of them. */
async function ask(server: Server, ...parts: string[]): Promise<string> {
  const line = await open(server)
  for (const [n, part] of parts.entries()) {
    if (n > 0) await pause(1)
    line.socket.write(part)
  }
  await untilAnswered(line, 1)
  line.socket.destroy()
  return alike(line.text())
}

/** What the same bytes are answered at the socket and through Node. Some have no answer on either. */
async function bothWays(bytes: Buffer | string): Promise<[string, string]> {
  const lines = await Promise.all([bySocket, byHttp].map(open))
  for (const { socket } of lines) socket.write(bytes)
  const texts = (): string[] => lines.map((line) => alike(line.text()))
  const isSettled = (): boolean => texts()[0] !== '' && texts()[0] === texts()[1]
  const isAnsweredOnce = (): boolean => (texts()[0] === '') !== (texts()[1] === '')
  for (let tries = 0; !isSettled() && (tries < 30 || (isAnsweredOnce() && tries < 300)); tries++)
    await pause(10)
  // Another answer, where there should be none, is given a moment to come.
  await pause(5)
  const [fromSocket = '', throughHttp = ''] = texts()
  for (const { socket } of lines) socket.destroy()
  return [fromSocket, throughHttp]
}

describe('the answer', () => {
  test.each([
    ['a visit', visit],
    ['a reported click', report],
    ['a deep link', visit.replace('mara', 'mara?to=https://acme.example/deep')],
    ['the last visit of its connection', visit.replace('Host', 'Connection: close\r\nHost')],
    ['the last click of its connection', report.replace('Host', 'connection: Close\r\nHost')],
    ['a sale that is there already', sale(SK)],
    ['the last sale of its connection', sale(SK).replace('Host', 'Connection: close\r\nHost')],
    ['a sale with another key', sale('gw_sk_nobodys')],
    ['a sale that is none', sale(SK).replace('"EUR"', '"EU" ')],
  ])('to %s is the same, to the byte', async (_, request) => {
    const before = taken
    const [fromSocket, fromHttp] = await bothWays(request)
    expect(fromSocket).toBe(fromHttp)
    expect(fromSocket).toMatch(/^HTTP\/1\.1 (302|201|200|401|422) /)
    expect(taken - before).toBe(1)
  })

  test('to whatever is not plain is the same, too', async () => {
    const before = taken
    const plain = (text: string) => text.replace('Mara-1', 'mara').replace('"mara"', '"mara"')
    const samples = manyRequests(SAMPLES).map((bytes) =>
      Buffer.from(plain(bytes.toString('latin1')), 'latin1'),
    )
    for (let first = 0; first < samples.length; first += AT_ONCE) {
      const some = samples.slice(first, first + AT_ONCE)
      const both = await Promise.all(some.map((bytes) => bothWays(bytes)))
      for (const [n, [fromSocket, fromHttp]] of both.entries()) {
        expect(fromSocket, JSON.stringify(some[n]?.toString('latin1'))).toBe(fromHttp)
      }
    }
    expect(taken - before).toBeGreaterThan(SAMPLES / 20)
  })

  test('does not depend on where the request is cut', async () => {
    const [, whole] = await bothWays(report)
    const cuts = [...Array(report.length - 1).keys()].map((n) => n + 1)
    for (let first = 0; first < cuts.length; first += AT_ONCE) {
      await Promise.all(
        cuts.slice(first, first + AT_ONCE).map(async (cut) => {
          expect(await ask(bySocket, report.slice(0, cut), report.slice(cut)), `cut at ${cut}`).toBe(whole)
        }),
      )
    }
  })
})

describe('a connection', () => {
  test('stays at the socket for one plain request after another', async () => {
    const line = await open(bySocket)
    const before = taken
    for (let n = 1; n <= 20; n++) {
      line.socket.write(n % 2 ? visit : report)
      await untilAnswered(line, n)
    }
    expect([answersIn(line.text()), taken - before]).toEqual([20, 20])
    line.socket.destroy()
  })

  test('goes on through Node after anything else, in order', async () => {
    const line = await open(bySocket)
    const others = [visit, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n', visit + report, visit.slice(0, 30)]
    for (const other of others) line.socket.write(other)
    await pause(5)
    line.socket.write(visit.slice(30))
    await untilAnswered(line, 5)
    expect(line.text().match(/HTTP\/1\.1 \d+/g)).toEqual(
      [302, 200, 302, 201, 302].map((status) => `HTTP/1.1 ${status}`),
    )
    line.socket.destroy()
  })

  test('whose client says goodbye with its request is answered, then closed', async () => {
    const line = await open(bySocket)
    line.socket.end(visit)
    await line.closed
    expect(line.text()).toMatch(/^HTTP\/1\.1 302 /)
  })

  test('is closed when it stays silent, sooner before its first request', async () => {
    const [silent, used] = [await open(bySocket), await open(bySocket)]
    const from = performance.now()
    used.socket.write(visit)
    const seconds = ({ closed }: Line) => closed.then(() => (performance.now() - from) / 1_000)
    const [first, second] = await Promise.all([seconds(silent), seconds(used)])
    expect(first).toBeGreaterThan(0.9)
    expect(first).toBeLessThan(3)
    expect(second).toBeGreaterThan(1.9)
    expect(second).toBeLessThan(5)
    expect([silent.text(), answersIn(used.text())]).toEqual(['', 1])
  })

  test('whose client never reads is left to Node, which reads no further', async () => {
    const line = await open(bySocket)
    line.socket.write(visit)
    await untilAnswered(line, 1)
    line.socket.pause()
    let sent = 0
    while (sent < 100_000 && line.socket.writableLength === 0) {
      line.socket.write(visit.repeat(50))
      sent += 50
      await new Promise((resolve) => setImmediate(resolve))
    }
    // It was slowed down long before its answers filled the memory.
    expect(sent).toBeLessThan(100_000)
    line.socket.destroy()
  })

  test('at the end gets its answer as the last one, and an idle one is closed', async () => {
    const { listener, answerPlain } = frontOf(app.composed)
    const server = createServer(limits, listener)
    const leaving = answerAtSocket(server, answerPlain)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await ask(server, visit)
    const [idle, used] = [await open(server), await open(server)]
    for (const line of [idle, used]) {
      line.socket.write(visit)
      await untilAnswered(line, 1)
    }
    leaving.leave()
    used.socket.write(visit)
    await used.closed
    expect(
      used
        .text()
        .match(/^Connection: .*$/gm)
        ?.map((text) => text.trim()),
    ).toEqual(['Connection: keep-alive', 'Connection: close'])
    expect(idle.socket.destroyed).toBe(false)
    leaving.closeIdle()
    await idle.closed
    await new Promise((resolve) => server.close(resolve))
  })
})
