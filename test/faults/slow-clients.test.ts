/** Clients that take their time, or never come to an end, are cut off and harm nobody. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SK } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { enrol } from './load.ts'
import { REDIRECT_LIMIT_MS, startVisits } from './steady.ts'
import { pause } from './through-fault.ts'

/** The short run has others beside it, so it judges no milliseconds. */
const LONG = process.env.GOODWORD_LONG === '1'
const IDLE = LONG ? 500 : 100
/** What nobody reads is held meanwhile: at most 16 answers a connection, in two threads. */
const RSS_LIMIT_MB = LONG ? 350 : 450

/** Longer than the server bears it: Node gives a write that got on a little a second time as long. */
const SILENCE_MS = 155_000

let cli: string
let dataDir: string
let server: ServerProcess
const sockets: Socket[] = []
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
  dataDir = mkdtempSync(join(tmpdir(), 'goodword-slow-'))
  server = await startServer(cli, dataDir)
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await server.end('SIGKILL')
  for (const path of [dirname(cli), dataDir]) rmSync(path, { recursive: true, force: true })
})

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), 'localhost', () => resolve(socket))
    socket.once('error', reject)
    socket.on('error', () => {})
    sockets.push(socket)
  })
}

/** Seconds until the server has closed the connection. */
const untilCut = (socket: Socket): Promise<number> => {
  const started = performance.now()
  socket.resume()
  return new Promise((resolve) => socket.once('close', () => resolve((performance.now() - started) / 1_000)))
}

const rssMb = (): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024

test('dribbled headers, a body without end, answers never read, and idle connections', async () => {
  const link = await enrol(server.url)
  const warmUp = startVisits(() => server.url, [link], 100)
  await pause(500)
  await warmUp.stop()
  const idle = await Promise.all(Array.from({ length: IDLE }, open))
  const idleCut = Promise.all(idle.map(untilCut))
  const visits = startVisits(() => server.url, [link], 100)
  const dribbling = await open()
  const letters = [...'GET /r/mara HTTP/1.1\r\nX-Slow: '.padEnd(1_000, 'a')]
  const dribble = setInterval(() => dribbling.writable && dribbling.write(letters.shift() ?? 'a'), 100)
  const endless = await open()
  endless.write(
    `POST /v1/sales HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${SK}\r\nContent-Type: application/json\r\n` +
      'Content-Length: 1000\r\n\r\n{"externalId": ',
  )
  const deaf = await Promise.all(Array.from({ length: 10 }, open))
  for (const socket of deaf) {
    socket.pause()
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20))
  }
  const [headers, body] = await Promise.all([untilCut(dribbling), untilCut(endless)])
  clearInterval(dribble)
  const mb = rssMb()
  const silent = Math.max(...(await idleCut))
  const { sent, right, slowestMs, ownDelayMs } = await visits.stop()
  console.info(
    `slow clients | headers cut after ${headers.toFixed(1)} s, body after ${body.toFixed(1)} s, ` +
      `${IDLE} idle ones after ${silent.toFixed(1)} s | ${right} of ${sent} redirects right, slowest ${Math.round(slowestMs)} ms | ${Math.round(mb)} MB`,
  )
  expect(headers).toBeLessThan(LONG ? 8 : 16)
  expect(body).toBeLessThan(LONG ? 13 : 26)
  expect(right).toBe(sent)
  if (LONG) {
    expect(ownDelayMs).toBeLessThan(REDIRECT_LIMIT_MS)
    expect(slowestMs - ownDelayMs).toBeLessThan(REDIRECT_LIMIT_MS)
  }
  expect(mb).toBeLessThan(RSS_LIMIT_MB)
  expect(silent).toBeLessThan(LONG ? 8 : 16)
  if (!LONG) return
  // Silent for so long, they were cut off: they find an end at once, and without all that they had asked for.
  await pause(SILENCE_MS)
  for (const socket of deaf) expect(await untilCut(socket)).toBeLessThan(2)
})
