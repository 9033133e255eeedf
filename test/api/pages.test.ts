/** The pages that the server writes itself: nothing that somebody typed becomes markup, nothing foreign runs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'
import { problems } from '../../server/services/problem.ts'
import { definition, PK, SK, START, startApp, type TestApp } from '../support/app.ts'
import { testClock, testIds } from '../support/clock.ts'
import { openTestStore } from '../support/engines.ts'

describe('pages', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp('sqlite')
  })
  afterAll(() => app.close())

  const page = (path: string) => app.get(path, { as: null })

  test.each([
    '/',
    '/docs',
    '/docs/errors',
  ])('%s runs no script of others and stands in no frame', async (path) => {
    const { status, headers } = await page(path)
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('the dashboard may be framed by the sites of the program, and by no others', async () => {
    const policy = (await page('/dashboard')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'self' https://acme.example")
    expect(policy).not.toContain('unsafe')
    expect((await page('/dashboard')).headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('every code of the catalogue has its paragraph, where `type` points', async () => {
    const { text } = await page('/docs/errors')
    for (const code of Object.keys(problems)) expect(text).toContain(`id="${code}"`)
  })

  test('there is no outbox while mail leaves', async () => {
    expect((await page('/outbox')).status).toBe(404)
  })

  test('the local outbox shows mail as text', async () => {
    const { store, drop } = await openTestStore('sqlite')
    const name = '<img src=x onerror=alert(1)> & "Co"'
    const composed = await compose({
      store,
      clock: testClock(START),
      ids: testIds(2),
      publicUrl: 'http://localhost:8787',
      definition: { ...definition, name },
      publishableKey: PK,
      secretKey: SK,
      log: createLog('silent'),
    })
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      composed.app.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    const email = "o'hara@x.example"
    await post(
      '/v1/partners',
      { email, name: '<script>alert(1)</script>' },
      { Authorization: `Bearer ${SK}` },
    )
    await post('/v1/sign-in', { email })
    await composed.sendMail()
    const answer = await composed.app.request('/outbox')
    const text = await answer.text()
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toContain('<img')
    expect(text).not.toContain('<script>')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toMatch(/<a href="http:\/\/localhost:8787\/dashboard#sign-in=[\w-]{43}">/)
    await composed.close()
    await drop()
  })

  test('alive and ready', async () => {
    expect((await page('/healthz')).body).toEqual({ status: 'ok' })
    expect((await page('/readyz')).body).toEqual({ status: 'ready' })
  })
})
