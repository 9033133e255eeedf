/** The front answers clicks itself: to the byte as the routes do, and it hands over whatever is unusual. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, PK, SK, startApp, type TestApp } from '../support/app.ts'
import { frontOf } from '../support/front.ts'

interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** What differs from one answer to the next, and nothing else. */
const alike = (text: string): string =>
  text
    .replaceAll(/gwc_[\w-]{58}/g, 'CLICK')
    .replaceAll(/req_[\w-]+/g, 'REQUEST')
    .replaceAll(/(connection|keep-alive|date|content-length|transfer-encoding): [^\n]*\n/g, '')

describe('the front', () => {
  let app: TestApp
  let routes: Server
  let front: Server
  beforeAll(async () => {
    app = await startApp('sqlite')
    const { id } = (await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })).body
    await app.post('/v1/coupons', { partnerId: id, code: 'MARA10' })
    await app.post('/v1/partners', { email: 'pia@x.example', name: 'Pia' })
    routes = createServer(app.composed.listener)
    front = createServer(frontOf(app.composed).listener)
    for (const server of [routes, front]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    }
  })
  afterAll(async () => {
    for (const server of [routes, front]) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    await app.close()
  })

  const ask = (server: Server, { method = 'GET', path, headers = {}, body }: Asked): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const options = { port, method, path, headers: { 'User-Agent': BROWSER, ...headers } }
      const sent = request(options, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => {
          const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\n`)
          resolve(`${response.statusCode}\n${lines.sort().join('')}\n${text}`)
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const both = async (asked: Asked): Promise<[string, string]> => {
    const withoutId = (text: string) =>
      // A redirect of the front is logged nowhere, so nobody could look its id up.
      asked.path.startsWith('/r/') ? text.replace('x-request-id: REQUEST\n', '') : text
    return [withoutId(alike(await ask(front, asked))), withoutId(alike(await ask(routes, asked)))]
  }

  const report = { code: 'mara', url: 'https://acme.example/?via=mara' }
  const click = (body: unknown, headers: Record<string, string> = {}): Asked => ({
    method: 'POST',
    path: '/v1/clicks',
    headers: { Authorization: `Bearer ${PK}`, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

  test.each<[string, Asked]>([
    ['a link', { path: '/r/mara' }],
    ['in capitals', { path: '/r/MARA' }],
    ['HEAD', { method: 'HEAD', path: '/r/mara' }],
    ['a deep link', { path: '/r/mara?to=https%3A%2F%2Facme.example%2Fdeep%3Fa%3D1%23b' }],
    ['a deep link elsewhere', { path: '/r/mara?to=https://evil.example' }],
    ['two targets', { path: '/r/mara?to=https://evil.example&to=https://acme.example/b' }],
    ['a plus in the target', { path: '/r/mara?to=https://acme.example/a+b' }],
    ['other parameters', { path: '/r/mara?utm_source=x&via=other' }],
    ['an encoded code', { path: '/r/%6Dara' }],
    ['a code with a slash', { path: '/r/mara/' }],
    ['a code with more', { path: '/r/mara/x' }],
    ['no code', { path: '/r/' }],
    ['an unknown code', { path: '/r/nobody' }],
    ['POST to a link', { method: 'POST', path: '/r/mara', body: '{}' }],
    ['a bot', { path: '/r/mara', headers: { 'User-Agent': 'curl/8' } }],
    ['a click', click(report)],
    ['with a referrer', click({ ...report, referrer: 'https://news.example/a' })],
    ['of a partner without a coupon', click({ ...report, code: 'pia' })],
    ['as text', { ...click(report, { 'Content-Type': 'text/plain;charset=UTF-8' }) }],
    [
      'with the key in the address',
      { method: 'POST', path: `/v1/clicks?key=${PK}`, body: JSON.stringify(report) },
    ],
    ['with another query', { ...click(report), path: '/v1/clicks?a=1' }],
    ['with the secret key', click(report, { Authorization: `Bearer ${SK}` })],
    ['with a wrong key', click(report, { Authorization: `Bearer ${PK}x` })],
    ['with no bearer', click(report, { Authorization: PK })],
    ['without a key', { method: 'POST', path: '/v1/clicks', body: JSON.stringify(report) }],
    ['as a form', click('code=mara', { 'Content-Type': 'application/x-www-form-urlencoded' })],
    ['an unknown code', click({ ...report, code: 'nobody' })],
    ['no code', click({ url: report.url })],
    ['an impossible code', click({ ...report, code: 'ä'.repeat(100) })],
    ['a long code', click({ ...report, code: 'a'.repeat(101) })],
    ['an address that is none', click({ ...report, url: 'https://' })],
    ['another protocol', click({ ...report, url: 'ftp://acme.example' })],
    ['a long address', click({ ...report, url: `https://acme.example/${'a'.repeat(2_000)}` })],
    ['a referrer of another type', click({ ...report, referrer: 7 })],
    ['a field too many', click({ ...report, extra: 1 })],
    ['a field twice', click('{"code":"mara","code":"pia","url":"https://acme.example/"}')],
    ['in another order', click('{"url":"https://acme.example/", "referrer" : "","code":"mara"}')],
    ['on several lines', click('{\n "code": "mara",\n "url": "https://acme.example/"\n}\n')],
    ['with escapes', click('{"code":"m\\u0061ra","url":"https:\\/\\/acme.example\\/"}')],
    ['with a name in another alphabet', click({ ...report, url: 'https://bücher.example/straße' })],
    ['a comma too many', click('{"code":"mara","url":"https://acme.example/",}')],
    ['a comma too few', click('{"code":"mara" "url":"https://acme.example/"}')],
    ['something behind it', click('{"code":"mara","url":"https://acme.example/"}{}')],
    ['a space in the address', click({ ...report, url: 'https://acme.example/a b' })],
    ['a field in a field', click('{"code":"mara","url":"https://acme.example/","referrer":{"code":"pia"}}')],
    ['a forbidden field', click('{"code":"mara","url":"https://acme.example/","__proto__":{}}')],
    ['a lone surrogate', click('{"code":"mara","url":"https://acme.example/","referrer":"\\ud800"}')],
    ['a NUL', click('{"code":"mara","url":"https://acme.example/","referrer":"\\u0000"}')],
    ['no JSON', click('{')],
    ['a list', click([report])],
    ['null', click('null')],
    ['an empty body', click('')],
    ['GET', { path: '/v1/clicks' }],
    ['a preflight', { method: 'OPTIONS', path: '/v1/clicks', headers: { Origin: 'https://acme.example' } }],
    ['a page', { path: '/docs/errors' }],
    ['nothing', { path: '/nothing' }],
    ['a health check', { path: '/healthz', method: 'HEAD' }],
  ])('%s: the same answer', async (_, asked) => {
    const [fromFront, fromRoutes] = await both(asked)
    expect(fromFront).toBe(fromRoutes)
  })

  test('a method that no app can be given is refused', async () => {
    expect(await ask(front, { path: '/v1/program', method: 'TRACE' })).toMatch(/^400\n/)
  })

  test('both kinds of clicks were counted the same', async () => {
    const before = await counted()
    for (const server of [front, routes]) {
      await ask(server, { path: '/r/pia' })
      await ask(server, click({ ...report, code: 'pia' }))
      await ask(server, { path: '/r/pia', headers: { 'User-Agent': 'curl/8' } })
      const after = await counted()
      expect(after.clicks - before.clicks).toBe(2)
      expect(after.flagged - before.flagged).toBe(1)
      Object.assign(before, after)
    }
  })

  async function counted(): Promise<{ clicks: number; flagged: number }> {
    const { store, clicks } = app.composed.services
    while (clicks.stats.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const rows = await store.db
      .selectFrom('click_day')
      .innerJoin('link', 'link.key', 'click_day.link_key')
      .where('link.code', '=', 'pia')
      .select(['clicks', 'flagged'])
      .execute()
    return {
      clicks: rows.reduce((sum, row) => sum + row.clicks, 0),
      flagged: rows.reduce((sum, row) => sum + row.flagged, 0),
    }
  }

  test('metrics count what was stored', async () => {
    const read = async () =>
      Number(/^goodword_clicks_stored_total (\d+)$/m.exec(await ask(front, { path: '/metrics' }))?.[1])
    const before = await read()
    await ask(front, { path: '/r/mara' })
    expect((await read()) - before).toBe(1)
  })
})
