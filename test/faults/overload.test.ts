/**
 * Twice as many visitors as the server can take, and sales between them: the
 * visitors wait, money goes on, memory stays bounded, and afterwards nothing
 * is wrong.
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

/** Needs the machine for itself, so it is one of the long runs. */
const LONG = process.env.GOODWORD_LONG === '1'
const SECONDS = 60
/** As many visitors wait at the same time, each with a request of its own; whoever comes later goes away. */
const VISITORS = 1_000
const MEASURED_VISITORS = 64
const TICK_MS = 10
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
  /** Status lines other than 302. */
  other: Map<string, number>
}

/** Over plain connections: next to no work for who sends. One request at a time on each. */
async function flood(port: number, code: string, visitors: number) {
  const seen: Flood = { sent: 0, answered: 0, confirmed: new Set(), unconfirmed: 0, other: new Map() }
  const request = `GET /r/${code} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${BROWSER}\r\n\r\n`
  const free: Socket[] = []
  const sockets: Socket[] = []
  for (let n = 0; n < visitors; n++) {
    const socket = connect(port, 'localhost').setEncoding('latin1')
    let text = ''
    socket.on('data', (chunk: string) => {
      text += chunk
      if (!text.endsWith('\r\n\r\n')) return
      count(seen, text)
      text = ''
      free.push(socket)
    })
    socket.on('error', () => {})
    sockets.push(socket)
    await once(socket, 'connect')
    free.push(socket)
  }
  return {
    seen,
    /** @returns how many there were visitors for. */
    send(requests: number): number {
      const now = free.splice(0, Math.max(0, requests))
      for (const socket of now) socket.write(request)
      seen.sent += now.length
      return now.length
    },
    close(): void {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function count(seen: Flood, answer: string): void {
  seen.answered++
  const clickId = /[?&]gw=([\w-]+)/.exec(answer)?.[1]
  if (!answer.startsWith('HTTP/1.1 302') || !clickId) {
    const [line = ''] = answer.split('\r\n')
    seen.other.set(line, (seen.other.get(line) ?? 0) + 1)
  } else if (/goodword-click: unconfirmed/i.test(answer)) seen.unconfirmed++
  else seen.confirmed.add(rowOf(clickId))
}

test.runIf(LONG)(`${SECONDS} seconds of twice what it can take`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-overload-'))
  const server = await startServer(cli, dataDir)
  const port = Number(new URL(server.url).port)
  const rssMb = (): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024
  try {
    const { code } = await enrol(server.url)
    // As fast as answers come: so much it can take.
    const measure = await flood(port, code, MEASURED_VISITORS)
    for (const until = performance.now() + 1_500; performance.now() < until; await pause(0)) {
      measure.send(MEASURED_VISITORS)
    }
    const perSecond = measure.seen.answered / 1.5
    await pause(500)
    measure.close()

    const books = newBooks()
    const load = startLoad(server.url, code, books)
    const clicks = await flood(port, code, VISITORS)
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
    const acknowledged = books.facts.filter((fact) => fact.acknowledged).length
    const { turnedAway } = books
    clicks.close()
    await load.stop()
    await settleAll(server.url, books)
    while ((await readMetrics(server.url)).goodword_clicks_waiting) await pause(100)
    const metrics = await readMetrics(server.url)
    console.info(
      `overload | ${Math.round(perSecond)} clicks/s alone, ${Math.round(came / SECONDS)}/s came | ` +
        `${clicks.seen.answered} answered, ${clicks.seen.unconfirmed} of them unconfirmed | ` +
        `${acknowledged} facts acknowledged meanwhile, ${turnedAway} requests turned away | ` +
        `${metrics.goodword_clicks_dropped_total} clicks dropped | ${Math.round(mb)} MB`,
    )
    expect(Object.fromEntries(clicks.seen.other)).toEqual({})
    expect(came).toBeGreaterThan(1.8 * perSecond * SECONDS)
    expect([books.unexpected, books.unanswered]).toEqual([[], 0])
    // Money goes on, and whoever is turned away is the exception.
    expect(acknowledged).toBeGreaterThan(SECONDS)
    expect(turnedAway).toBeLessThan(acknowledged)
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
