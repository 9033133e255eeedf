/** SIGTERM under load: what is under way is answered and stored, then the server leaves by itself. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SK } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { engines, newDatabase } from '../support/engines.ts'
import { runCommand, startServer } from '../support/server-process.ts'
import { allIsWell, audit } from './audit.ts'
import { enrol, newBooks, settleAll, startLoad } from './load.ts'
import { pause } from './through-fault.ts'

/** Open when the signal comes, each with a request under way. */
const CONNECTIONS = 40
const ROUNDS = process.env.GOODWORD_LONG === '1' ? 50 : 3

let cli: string
let mutant: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
  mutant = await bundleForChild('test/faults/early-ack.child.ts')
})
afterAll(() => {
  for (const file of [cli, mutant]) rmSync(dirname(file), { recursive: true })
})

async function drainOnce(file: string, dataDir: string, books = newBooks()) {
  const server = await startServer(file, dataDir)
  const { code } = await enrol(server.url)
  const load = startLoad(server.url, code, books)
  await load.acknowledged(5, 3)
  await pause(Math.random() * 300)
  const asked = performance.now()
  const exit = await server.end('SIGTERM')
  const seconds = (performance.now() - asked) / 1_000
  await load.stop()
  return { exit, seconds, found: await audit({ dataDir }, books) }
}

async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-drain-'))
  try {
    return await work(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test(
  'loses nothing acknowledged, ends by itself with 0, and the books are right',
  { timeout: 150_000 + ROUNDS * 10_000 },
  () =>
    inFolder(async (dataDir) => {
      const books = newBooks()
      const seconds: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const drained = await drainOnce(cli, dataDir, books)
        seconds.push(drained.seconds)
        expect(drained.exit).toBe(0)
        // Well before requests that are still under way would be cut.
        expect(drained.seconds).toBeLessThan(5)
        expect(drained.found).toMatchObject({ clicksLost: 0, factsLost: 0, doubled: 0 })
        expect((await runCommand(cli, ['verify'], dataDir)).code).toBe(0)
      }
      console.info(`drained in ${seconds.map((s) => s.toFixed(2)).join(', ')} s; ${books.facts.length} facts`)
      const server = await startServer(cli, dataDir)
      await settleAll(server.url, books)
      expect(await audit({ dataDir }, books)).toEqual(allIsWell)
      await server.end('SIGTERM')
      expect(books.unexpected).toEqual([])
      expect(books.facts.length).toBeGreaterThanOrEqual(ROUNDS * 3)
    }),
)

test('the same harness catches a server that leaves without storing', () =>
  inFolder(async (dataDir) => {
    // It loses only what it had answered a moment before the signal; not every round has that.
    let lost = 0
    for (let round = 0; round < 20 && lost === 0; round++) {
      const { found } = await drainOnce(mutant, dataDir)
      lost = found.clicksLost + found.factsLost
    }
    expect(lost).toBeGreaterThan(0)
  }))

describe.each(engines)('a connection that is open already, on %s', (engine) => {
  test('what was sent on it before the signal gets a whole answer', async () => {
    const database = await newDatabase(engine, { empty: true })
    const server = await startServer(cli, database.options)
    try {
      const { code } = await enrol(server.url)
      const port = Number(new URL(server.url).port)
      const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(port)))
      const visit = `GET /r/${code} HTTP/1.1\r\nHost: x\r\n\r\n`
      // Each has had an answer, so it is established beyond doubt.
      for (const { ask } of lines) await ask(visit)
      const answers = lines.map(({ ask }, n) => ask(n % 2 === 0 ? visit : sale(n)))
      await pause(0)
      const exit = server.end('SIGTERM')
      const statuses = (await Promise.all(answers)).map((answer) => answer.split(' ', 2)[1])
      expect(await exit).toBe(0)
      console.info(
        `SIGTERM, ${engine} | ${CONNECTIONS} requests under way | ${new Set(statuses).size} kinds of answers`,
      )
      expect(statuses).toEqual(lines.map((_, n) => (n % 2 === 0 ? '302' : '201')))
    } finally {
      await server.end('SIGKILL')
      await database.drop()
    }
  })
})

function sale(n: number): string {
  const body = JSON.stringify({ externalId: `s${n}`, amount: 5_000, currency: 'USD' })
  const head = `POST /v1/sales HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${SK}\r\nContent-Type: application/json\r\n`
  return `${head}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** A connection of its own, for one request after another. An answer that is not whole is 'broken'. */
async function openLine(port: number): Promise<{ ask(request: string): Promise<string> }> {
  const socket = connect(port, 'localhost').setEncoding('latin1')
  await once(socket, 'connect')
  let text = ''
  let answered = (_answer: string) => {}
  socket.on('data', (chunk: string) => {
    text += chunk
    if (!isWhole(text)) return
    const answer = text
    text = ''
    answered(answer)
  })
  socket.on('error', () => {})
  socket.on('close', () => answered('broken broken'))
  return {
    ask: (request) =>
      new Promise((resolve) => {
        answered = resolve
        socket.write(request)
      }),
  }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
  return end >= 0 && text.length >= end + 4 + length
}
