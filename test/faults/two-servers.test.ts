/** Two servers on one PostgreSQL are one server to everybody: same answers, one effect, and one may die. */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import { BROWSER, SK } from '../support/app.ts'
import { bundleForChild } from '../support/child.ts'
import { newDatabase, type TestDatabase } from '../support/engines.ts'
import { type Place, runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { allIsWell, audit } from './audit.ts'
import { enrol, newBooks, settleAll, startLoad, WORKERS } from './load.ts'
import { pause } from './through-fault.ts'

/** What one server changed is seen by the others within this time. */
const SEEN_WITHIN_MS = 5_000

interface Answer {
  status: number
  headers: Headers
  text: string
}

async function call(
  url: string,
  method: string,
  path: string,
  body?: object,
  headers: object = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'User-Agent': BROWSER,
      Authorization: `Bearer ${SK}`,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const clickIdOf = ({ headers }: Answer): string =>
  new URL(headers.get('location') ?? '').searchParams.get('gw') ?? ''

/** From the link to the refund; every step at the next server. */
async function story(next: () => string): Promise<string[]> {
  const seen: string[] = []
  const step = async (method: string, path: string, body?: object, headers?: object): Promise<Answer> => {
    const answer = await call(next(), method, path, body, headers)
    const replayed = answer.headers.get('idempotency-replayed') ?? ''
    seen.push(`${method} ${path.split('?')[0]} ${answer.status} ${replayed} ${anonymous(answer.text)}`)
    return answer
  }
  const partner = JSON.parse(
    (await step('POST', '/v1/partners', { email: 'ann@agency.example', name: 'Ann Bell' })).text,
  )
  await step('POST', '/v1/coupons', { partnerId: partner.id, code: 'ANN10' })
  const clickId = clickIdOf(await step('GET', `/r/${partner.links[0].code}`))
  await step('POST', '/v1/customers', { externalId: 'kim', clickId })
  const order = { externalId: 's1', customerExternalId: 'kim', amount: 15_000, currency: 'USD' }
  const key = { 'Idempotency-Key': 'order-s1' }
  const sold = await step('POST', '/v1/sales', order, key)
  const again = await step('POST', '/v1/sales', order, key)
  expect(again.text).toBe(sold.text)
  await step('POST', '/v1/sales', { ...order, amount: 1 }, key)
  await step('POST', '/v1/sales', { ...order, amount: 1 })
  await step('POST', '/v1/sales', { externalId: 's2', amount: 900, currency: 'USD', coupon: 'ANN10' })
  await step('POST', '/v1/refunds', { externalId: 'r1', saleExternalId: 's1', amount: 5_000 })
  await step('POST', '/v1/disputes', {
    externalId: 'd1',
    saleExternalId: 's1',
    amount: 10_000,
    status: 'opened',
  })
  for (const path of ['/v1/customers/kim', '/v1/sales/s1', '/v1/commissions', '/v1/links?partnerId=']) {
    await step('GET', path.endsWith('=') ? `${path}${partner.id}` : path)
  }
  return seen
}

/** Without what is different every time: ids, times, and the server's own address. */
const anonymous = (text: string): string =>
  text
    .replaceAll(/\b(gwc|[a-z]{3})_[\w-]{20,}/g, '$1_…')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/http:\/\/localhost:\d+/g, '<server>')

describe.skipIf(process.env.GOODWORD_TEST_ENGINES === 'sqlite')('two servers on one PostgreSQL', () => {
  let cli: string
  const databases: TestDatabase[] = []
  const newPlace = async (): Promise<Place> => {
    const database = await newDatabase('postgres', { empty: true })
    databases.push(database)
    return database.options
  }
  let place: Place
  let servers: ServerProcess[] = []
  let url: [string, string]
  beforeAll(async () => {
    cli = await bundleForChild('server/cli.ts')
    place = await newPlace()
    // At once: they have to agree on who makes the database ready.
    servers = await Promise.all([startServer(cli, place), startServer(cli, place)])
    url = [servers[0]?.url ?? '', servers[1]?.url ?? '']
  })
  afterAll(async () => {
    for (const server of servers) await server.end('SIGKILL')
    for (const { drop } of databases) await drop()
    rmSync(dirname(cli), { recursive: true })
  })

  /** Until it is so; how long that took. */
  async function within(limitMs: number, isSo: () => Promise<boolean>): Promise<number> {
    const started = performance.now()
    while (!(await isSo())) {
      if (performance.now() - started > limitMs) throw new Error(`not so within ${limitMs} ms`)
      await pause(50)
    }
    return performance.now() - started
  }

  test('a story told to both in turn has the answers that one alone gives', async () => {
    const alone = await startServer(cli, await newPlace())
    let turn = 0
    try {
      const expected = await story(() => alone.url)
      const seen = await story(() => url[turn++ % 2] as string)
      expect(seen).toEqual(expected)
      expect(expected.length).toBeGreaterThan(12)
    } finally {
      await alone.end('SIGTERM')
    }
  })

  test('a key made on one works on the other', async () => {
    const made = await call(url[0], 'POST', '/v1/keys', { kind: 'secret' })
    const { key } = JSON.parse(made.text)
    const used = await call(url[1], 'GET', '/v1/partners', undefined, { Authorization: `Bearer ${key}` })
    expect([made.status, used.status]).toEqual([201, 200])
  })

  test('the same visitor on the same day has the same hash on both', async () => {
    const { code } = await enrol(url[0], 'salt@agency.example')
    const ids: string[] = []
    for (const at of [...url, ...url]) ids.push(clickIdOf(await call(at, 'GET', `/r/${code}`)))
    const rows = ids.map((id) => Buffer.from(id.slice(4), 'base64url').subarray(11, 27))
    const store = await openStore({ ...place, readonly: true })
    try {
      await within(SEEN_WITHIN_MS, async () => (await store.clicks.exists(rows)).size === rows.length)
      const stored = await store.db.selectFrom('click').where('id', 'in', rows).select('visitor').execute()
      expect(stored).toHaveLength(4)
      expect(new Set(stored.map(({ visitor }) => visitor.toString('hex'))).size).toBe(1)
    } finally {
      await store.close()
    }
  })

  test('a link made or closed on one is seen by the other within five seconds', async () => {
    const { code } = await enrol(url[0], 'seen@agency.example')
    const follow = async (at: string) => clickIdOf(await call(at, 'GET', `/r/${code}`))
    const isCredited = async (at: string) => (await follow(at)).startsWith('gwc_')
    const made = await within(SEEN_WITHIN_MS, () => isCredited(url[1]))
    const { data } = JSON.parse((await call(url[0], 'GET', '/v1/partners?limit=100')).text)
    const { id } = data.find(({ email }: { email: string }) => email === 'seen@agency.example')
    expect((await call(url[0], 'PATCH', `/v1/partners/${id}`, { status: 'paused' })).status).toBe(200)
    const closed = await within(SEEN_WITHIN_MS, async () => {
      const answer = await call(url[1], 'GET', `/r/${code}`)
      return answer.status !== 302 || clickIdOf(answer) === ''
    })
    console.info(
      `two servers | a link made is seen in ${Math.round(made)} ms, closed in ${Math.round(closed)} ms`,
    )
  })

  test('one Idempotency-Key sent to both at once has one effect', async () => {
    const { data } = JSON.parse((await call(url[0], 'GET', '/v1/partners')).text)
    const partnerId = data[0].id
    const links = async () => {
      const { data: list } = JSON.parse(
        (await call(url[0], 'GET', `/v1/links?partnerId=${partnerId}&limit=100`)).text,
      )
      return list.length as number
    }
    const before = await links()
    for (let n = 0; n < 10; n++) {
      const key = { 'Idempotency-Key': `both-${n}` }
      const answers = await Promise.all(url.map((at) => call(at, 'POST', '/v1/links', { partnerId }, key)))
      expect(answers.map(({ status }) => status)).toEqual([201, 201])
      expect(new Set(answers.map(({ text }) => text.replaceAll(/localhost:\d+/g, '')))).toHaveProperty(
        'size',
        1,
      )
      expect(answers.filter(({ headers }) => headers.has('idempotency-replayed'))).toHaveLength(1)
    }
    expect(await links()).toBe(before + 10)
  })

  test('each mail leaves once, whichever server sends it', async () => {
    const emails = Array.from({ length: 10 }, (_, n) => `mail-${n}@agency.example`)
    for (const email of emails) await enrol(url[0], email)
    await Promise.all(emails.map((email, n) => call(url[n % 2] ?? '', 'POST', '/v1/sign-in', { email })))
    const outboxes = async () =>
      (await Promise.all(url.map((at) => call(at, 'GET', '/outbox')))).map(({ text }) => text).join()
    const times = (text: string, email: string) => text.split(email).length - 1
    await within(10_000, async () => {
      const text = await outboxes()
      return emails.every((email) => text.includes(email))
    })
    // The job looks every five seconds: a second one would have come by then.
    await pause(5_500)
    const text = await outboxes()
    const once = times(text, emails[0] ?? '')
    expect(emails.map((email) => times(text, email))).toEqual(emails.map(() => once))
    const store = await openStore({ ...place, readonly: true })
    const rows = await store.db.selectFrom('outbox').select(['attempts', 'done_at']).execute()
    await store.close()
    expect(rows.every(({ attempts, done_at }) => attempts === 1 && done_at !== null)).toBe(true)
    expect(rows.length).toBeGreaterThanOrEqual(emails.length)
  })

  test('one is killed under load, and the other serves on', async () => {
    const books = newBooks()
    const alive = [...url]
    const anyUrl = () => alive[Math.floor(Math.random() * alive.length)] ?? ''
    const other = await newPlace()
    for (const server of servers) await server.end('SIGTERM')
    servers = await Promise.all([startServer(cli, other), startServer(cli, other)])
    alive.splice(0, 2, ...servers.map((server) => server.url))
    const { code } = await enrol(anyUrl())
    const load = startLoad(anyUrl, code, books)
    await load.acknowledged(20, 10)
    alive.pop()
    await servers[1]?.end('SIGKILL')
    await pause(500)
    const atTheKill = books.unanswered
    const acknowledged = books.clicks.size
    await pause(1_500)
    await load.stop()
    console.info(
      `two servers, one killed | ${atTheKill} requests lost with it | ` +
        `${books.unanswered - atTheKill} unanswered and ${books.turnedAway} turned away by the other, ` +
        `which stored ${books.clicks.size - acknowledged} clicks after it`,
    )
    expect([books.unexpected, books.unanswered - atTheKill]).toEqual([[], 0])
    // What the killed one had locked stays so until PostgreSQL notices: who waits for it is told to come again, once.
    expect(books.turnedAway).toBeLessThanOrEqual(WORKERS)
    expect(books.clicks.size).toBeGreaterThan(acknowledged)
    await settleAll(anyUrl, books)
    expect(await audit(other, books)).toEqual(allIsWell)
    expect(await runCommand(cli, ['verify'], other)).toMatchObject({ code: 0 })
  })
})
