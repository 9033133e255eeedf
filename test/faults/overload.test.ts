/**
 * Twice as many clicks as the server can take, and sales between them: money
 * goes on, memory stays bounded, and afterwards nothing is wrong. Visitors, each
 * with a request of its own, wait; who sends without waiting is turned away.
 */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BROWSER } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { runCommand, startServer } from '../support/server-process.ts'
import { allIsWell, audit } from './audit.ts'
import { enrol, newBooks, rowOf, settleAll, startLoad } from './load.ts'
import { readMetrics } from './metrics.ts'
import { pause } from './through-fault.ts'

/** The minute is one of the long runs. */
const SECONDS = process.env.GOODWORD_LONG === '1' ? 60 : 4
/** As many connections are open at the same time; whoever comes later goes away. */
const crowds = [
  { name: 'visitors', connections: 1_000, ahead: 1 },
  // A program that sends on without waiting for answers.
  { name: 'pipelined', connections: 32, ahead: 100 },
]
const MEASURED_VISITORS = 64
const MEASURED_SECONDS = 1.5
const TICK_MS = 10
/** Of the rate at which facts are acknowledged when nobody clicks. */
const FAIR_SHARE = 0.1
const RSS_LIMIT_MB = 350

let cli: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
})
afterAll(() => rmSync(dirname(cli), { recursive: true }))

interface Flood {
  sent: number
  answered: number
  confirmed: Set<string>
  unconfirmed: number
  /** Told to come again. */
  turnedAway: number
  /** Status lines other than 302 and 503. */
  other: Map<string, number>
}

/**
 * Over plain connections: next to no work for who sends.
 *
 * @param ahead so many requests are sent in one go, and the next ones when all of them are answered.
 */
async function flood(port: number, code: string, connections: number, ahead = 1) {
  const seen: Flood = {
    sent: 0,
    answered: 0,
    confirmed: new Set(),
    unconfirmed: 0,
    turnedAway: 0,
    other: new Map(),
  }
  const request = `GET /r/${code} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${BROWSER}\r\n\r\n`
  const free: Socket[] = []
  const sockets: Socket[] = []
  for (let n = 0; n < connections; n++) {
    const socket = connect(port, 'localhost').setEncoding('latin1')
    let text = ''
    let open = ahead
    socket.on('data', (chunk: string) => {
      const answers = (text + chunk).split(/(?=HTTP\/1\.1 \d)/)
      text = isWhole(answers.at(-1) ?? '') ? '' : (answers.pop() ?? '')
      for (const answer of answers) count(seen, answer)
      open -= answers.length
      if (open > 0) return
      open = ahead
      free.push(socket)
    })
    socket.on('error', () => {})
    sockets.push(socket)
    free.push(socket)
  }
  // Together: a connection that brings no request for five seconds is cut.
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return {
    seen,
    /** For the rest there is no connection free. */
    send(requests: number): void {
      const now = free.splice(0, Math.max(0, Math.ceil(requests / ahead)))
      for (const socket of now) socket.write(request.repeat(ahead))
      seen.sent += now.length * ahead
    },
    close(): void {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  const length = Number(/^content-length: (\d+)/im.exec(answer)?.[1] ?? 0)
  return (
    end >= 0 &&
    (/^transfer-encoding/im.test(answer) ? answer.endsWith('0\r\n\r\n') : answer.length >= end + 4 + length)
  )
}

function count(seen: Flood, answer: string): void {
  seen.answered++
  const clickId = /[?&]gw=([\w-]+)/.exec(answer)?.[1]
  if (/^HTTP\/1\.1 503[\s\S]*\nretry-after: \d/i.test(answer)) seen.turnedAway++
  else if (!answer.startsWith('HTTP/1.1 302') || !clickId) {
    const [line = ''] = answer.split('\r\n')
    seen.other.set(line, (seen.other.get(line) ?? 0) + 1)
  } else if (/goodword-click: unconfirmed/i.test(answer)) seen.unconfirmed++
  else seen.confirmed.add(rowOf(clickId))
}

test.each(crowds)('twice what it can take: $name', async ({ name, connections, ahead }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-overload-'))
  const server = await startServer(cli, dataDir)
  const port = Number(new URL(server.url).port)
  const rssMb = (): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024
  try {
    const { code } = await enrol(server.url)
    // As fast as answers come: so much it can take.
    const measure = await flood(port, code, MEASURED_VISITORS)
    for (
      const until = performance.now() + MEASURED_SECONDS * 1_000;
      performance.now() < until;
      await pause(0)
    ) {
      measure.send(MEASURED_VISITORS)
    }
    const perSecond = measure.seen.answered / MEASURED_SECONDS
    await pause(300)
    measure.close()

    const books = newBooks()
    const acknowledged = () => books.facts.filter((fact) => fact.acknowledged).length
    const load = startLoad(server.url, code, books)
    await pause(MEASURED_SECONDS * 1_000)
    const before = acknowledged()
    const factsPerSecond = before / MEASURED_SECONDS
    const clicks = await flood(port, code, connections, ahead)
    let mb = 0
    let came = 0
    const begun = performance.now()
    for (let second = 0; performance.now() - begun < SECONDS * 1_000; await pause(TICK_MS)) {
      const due = Math.floor(((performance.now() - begun) / 1_000) * 2 * perSecond) - came
      clicks.send(due)
      came += due
      if (performance.now() - begun < second * 1_000) continue
      second++
      mb = Math.max(mb, rssMb())
    }
    const meanwhile = acknowledged() - before
    const { turnedAway } = books
    await pause(300)
    clicks.close()
    await load.stop()
    await settleAll(server.url, books)
    while ((await readMetrics(server.url)).goodword_clicks_waiting) await pause(100)
    const metrics = await readMetrics(server.url)
    const { answered, unconfirmed, turnedAway: shed, other } = clicks.seen
    console.info(
      `overload, ${name} | ${Math.round(perSecond)} clicks/s alone, ${Math.round(came / SECONDS)}/s came | ` +
        `${answered} answered, ${unconfirmed} of them unconfirmed, ${shed} turned away | ` +
        `${meanwhile} facts acknowledged meanwhile, ${Math.round(factsPerSecond * SECONDS)} without the clicks, ` +
        `${turnedAway} told to come again | ${metrics.goodword_clicks_dropped_total} clicks dropped | ${Math.round(mb)} MB`,
    )
    expect(Object.fromEntries(other)).toEqual({})
    expect(came).toBeGreaterThan(1.8 * perSecond * SECONDS)
    expect([books.unexpected, books.unanswered]).toEqual([[], 0])
    expect(metrics.goodword_clicks_dropped_total).toBe(0)
    expect(metrics.goodword_clicks_shed_total).toBeGreaterThanOrEqual(shed)
    // Visitors wait for their turn; only who sends without waiting is turned away.
    if (ahead === 1) expect(shed).toBe(0)
    else expect(shed).toBeGreaterThan(0)
    // Money goes on, and whoever is turned away is the exception.
    expect(meanwhile).toBeGreaterThan(FAIR_SHARE * factsPerSecond * SECONDS)
    expect(turnedAway).toBeLessThan(meanwhile / 10)
    expect(mb).toBeLessThan(RSS_LIMIT_MB)
    for (const id of clicks.seen.confirmed) books.clicks.add(id)
    expect(await audit({ dataDir }, books)).toEqual(allIsWell)
    expect(await runCommand(cli, ['verify'], dataDir)).toMatchObject({ code: 0 })
    expect(await server.end('SIGTERM')).toBe(0)
  } finally {
    await server.end('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
})
