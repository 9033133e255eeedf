/** Clicks that a page reports. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, DAY_MS, PK, SK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('POST /v1/clicks on %s', (engine) => {
  let app: TestApp
  let partnerId: string
  beforeAll(async () => {
    app = await startApp(engine)
    const made = await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })
    partnerId = made.body.id
  })
  afterAll(() => app.close())

  const click = {
    code: 'mara',
    url: 'https://acme.example/?via=mara',
    referrer: 'https://blog.example/post?x=1',
  }

  test('JSON with the key in the header', async () => {
    const answer = await app.post('/v1/clicks', click, { as: PK })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      clickId: expect.stringMatching(/^gwc_[\w-]{58}$/),
      expiresAt: new Date(START + 60 * DAY_MS).toISOString(),
      partner: { name: 'Mara Ito' },
      coupon: null,
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    for (const secret of ['mara@agency.example', partnerId]) expect(answer.text).not.toContain(secret)
  })

  test.each([
    'text/plain',
    'text/plain;charset=UTF-8',
    'TEXT/PLAIN; charset=utf-8',
  ])('%s with the key in the address, as a beacon sends it', async (type) => {
    const answer = await app.post(`/v1/clicks?key=${PK}`, click, {
      as: null,
      headers: { 'Content-Type': type },
    })
    expect(answer.status).toBe(201)
  })

  test.each([
    ['another type', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['HTML', 'text/html', 415, 'unsupported_media_type'],
  ])('%s is refused', async (_, type, status, code) => {
    const answer = await app.post(`/v1/clicks?key=${PK}`, click, {
      as: null,
      headers: { 'Content-Type': type },
    })
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('a secret key has no place in an address, and is not repeated', async () => {
    const answer = await app.post(`/v1/clicks?key=${SK}`, click, { as: null })
    expect([answer.status, answer.body.code]).toEqual([401, 'credential_missing'])
    expect(answer.text).not.toContain(SK)
  })

  test.each([
    ['unknown', { code: 'nobody' }, 404, 'code_unknown', undefined],
    ['no code at all', { code: '<script>' }, 404, 'code_unknown', undefined],
    ['an address that is none', { url: 'acme' }, 422, 'validation_failed', 'url'],
    ['a script address', { url: 'javascript:alert(1)' }, 422, 'validation_failed', 'url'],
    ['a time of its own', { at: 1 }, 422, 'validation_failed', 'at'],
    ['an address of the visitor', { ip: '203.0.113.9' }, 422, 'validation_failed', 'ip'],
    ['a user agent', { userAgent: 'x' }, 422, 'validation_failed', 'userAgent'],
  ])('%s', async (_, change, status, code, path) => {
    const answer = await app.post('/v1/clicks', { ...click, ...change }, { as: PK })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.errors?.[0]?.path).toBe(path)
    expect(answer.text).not.toContain('<script>')
  })

  test('a code of the test twin is unknown here, and the other way round', async () => {
    const key = (kind: string) =>
      app.composed.newKeys.find((one) => one.mode === 'test' && one.kind === kind)?.key ?? ''
    await app.post('/v1/partners', { email: 't@x.example', name: 'Tilda' }, { as: key('secret') })
    const theirs = await app.post('/v1/clicks', { ...click, code: 'tilda' }, { as: PK })
    expect([theirs.status, theirs.body.code]).toEqual([404, 'code_unknown'])
    const ours = await app.post('/v1/clicks', click, { as: key('publishable') })
    expect([ours.status, ours.body.code]).toEqual([404, 'code_unknown'])
    expect(ours.text).not.toContain('Mara')
    const own = await app.post('/v1/clicks', { ...click, code: 'tilda' }, { as: key('publishable') })
    expect([own.status, own.body.partner.name]).toEqual([201, 'Tilda'])
  })

  test("the partner's first coupon comes along", async () => {
    await app.post('/v1/coupons', { partnerId, code: 'mara20' })
    app.clock.advance(1)
    await app.post('/v1/coupons', { partnerId, code: 'aaa' })
    expect((await app.post('/v1/clicks', click, { as: PK })).body.coupon).toBe('MARA20')
  })

  test('a click from a page binds a customer like one through the redirect', async () => {
    const { clickId } = (await app.post('/v1/clicks', click, { as: PK })).body
    const bound = await app.post('/v1/customers', { externalId: 'c1', clickId })
    expect(bound.body.attribution).toMatchObject({ partnerId, by: 'click', touchId: clickId })
  })

  test('bots are answered and not counted; a script of the page is a person', async () => {
    const link = (await app.post('/v1/links', { partnerId, code: 'counts' })).body
    const ask = (headers: Record<string, string>) =>
      app.post('/v1/clicks', { ...click, code: 'counts' }, { as: PK, headers })
    const { token } = (await app.post('/v1/tokens', { partnerId })).body
    const clicks = async () =>
      (await app.get('/v1/me/links', { as: token })).body.data.find(
        (one: { id: string }) => one.id === link.id,
      ).clicks
    await ask({ 'User-Agent': 'curl/8.5.0' })
    await ask({ 'User-Agent': '' })
    expect(await clicks()).toBe(0)
    await ask({ 'User-Agent': BROWSER, 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors' })
    expect(await clicks()).toBe(1)
  })
})
