/** What one connection, and all clicks together, may have open. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { limitCrowd } from '../../server/api/crowd.ts'

const OPEN_PER_CONNECTION = 16
const OPEN_CLICKS = 2_000
/** What is read in one go, at the most. */
const CHUNK_BYTES = 65_536

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that answers when it is told to. */
async function start() {
  const open: ServerResponse[] = []
  const counters = { clicksShed: 0 }
  let seen = 0
  const listener = limitCrowd(
    (_request, response) => {
      seen++
      open.push(response)
    },
    counters,
    () => 'req_1',
  )
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    open,
    counters,
    get seen() {
      return seen
    },
    answerAll() {
      for (const response of open.splice(0)) response.writeHead(302, { 'Content-Length': '0' }).end()
    },
    async client(): Promise<Socket & { text(): string }> {
      const socket = connect(port, '127.0.0.1').setEncoding('latin1')
      socket.on('error', () => {})
      closing.push(() => socket.destroy())
      let text = ''
      socket.on('data', (chunk) => (text += chunk))
      await new Promise((resolve) => socket.once('connect', resolve))
      return Object.assign(socket, { text: () => text })
    },
  }
}

const click = 'GET /r/mara HTTP/1.1\r\nHost: x\r\n\r\n'
const sale = 'GET /v1/sales/s1 HTTP/1.1\r\nHost: x\r\n\r\n'
const times = (text: string, part: string): number => text.split(part).length - 1
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200))

async function until(isSo: () => boolean): Promise<void> {
  for (
    const end = performance.now() + 10_000;
    !isSo();
    await new Promise((resolve) => setTimeout(resolve, 5))
  ) {
    if (performance.now() > end) throw new Error('not so within ten seconds')
  }
}

test('who sends without waiting has a few answers open, and is not read from meanwhile', async () => {
  const server = await start()
  const client = await server.client()
  const sent = 5_000
  client.write(click.repeat(sent))
  await until(() => server.seen === OPEN_PER_CONNECTION)
  await settled()
  expect(server.seen).toBe(OPEN_PER_CONNECTION)
  expect(server.counters.clicksShed).toBeLessThanOrEqual(CHUNK_BYTES / click.length)
  const answered = () => times(client.text(), 'HTTP/1.1 302') + times(client.text(), 'HTTP/1.1 503')
  // It is read again as its answers leave, and every request has one in the end.
  await until(() => {
    server.answerAll()
    return answered() === sent
  })
  expect(times(client.text(), 'HTTP/1.1 503')).toBe(server.counters.clicksShed)
  expect(times(client.text(), 'Retry-After: 1')).toBe(server.counters.clicksShed)
})

test('with too many clicks open, clicks are turned away and money is not', async () => {
  const server = await start()
  const crowd = await Promise.all(
    Array.from({ length: OPEN_CLICKS / OPEN_PER_CONNECTION }, () => server.client()),
  )
  for (const [index, client] of crowd.entries()) {
    client.write(click.repeat(OPEN_PER_CONNECTION))
    await until(() => server.seen === (index + 1) * OPEN_PER_CONNECTION)
  }
  const late = await server.client()
  late.write(click)
  await until(() => late.text().includes('HTTP/1.1 503'))
  const shop = await server.client()
  shop.write(sale)
  await until(() => server.seen === OPEN_CLICKS + 1)
  expect(server.counters.clicksShed).toBe(1)
  // Connections that break give back what they had open, also what stood behind another answer.
  for (const client of crowd) client.destroy()
  const half = server.open.splice(0).filter((_, n) => n % OPEN_PER_CONNECTION <= OPEN_PER_CONNECTION / 2)
  for (const response of half) response.writeHead(302, { 'Content-Length': '0' }).end()
  await settled()
  for (let n = 0; n < OPEN_PER_CONNECTION; n++) late.write(click)
  await until(() => server.open.length === OPEN_PER_CONNECTION)
  expect(server.counters.clicksShed).toBe(1)
})
