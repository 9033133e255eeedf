/** Sign-in by mail: the whole way, once only, in time, and without telling who is a partner. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS, PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const ORIGIN = 'https://refer.acme.example'
const MINUTE_MS = 60_000

describe.each(engines)('sign-in on %s', (engine) => {
  let app: TestApp
  let mara: { id: string }
  let addresses = 0
  beforeAll(async () => {
    app = await startApp(engine)
    mara = (await app.post('/v1/partners', { email: 'Mara@agency.example', name: 'Mara Ito' })).body
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    // What the last test ordered may still be on its way.
    await app.composed.sendMail()
    app.mails.length = 0
  })

  /** From an address of its own, so that only the limit's own test meets the limit. */
  async function ask(email: string, address = `198.51.100.${++addresses}`) {
    const response = await app.composed.app.request(
      '/v1/sign-in',
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email }) },
      { incoming: { socket: { remoteAddress: address } } },
    )
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const open = (token: string, headers: Record<string, string> = { Origin: ORIGIN }) =>
    app.post('/v1/sessions', { token }, { as: null, headers })

  /** A new partner each time: a mailbox gets only so many mails. */
  async function mailed(): Promise<{ token: string; partnerId: string }> {
    const email = `p${++addresses}@x.example`
    const { id } = (await app.post('/v1/partners', { email, name: 'Pia' })).body
    await ask(email)
    await app.composed.sendMail()
    const mail = app.mails.find((one) => one.to === email)
    return { token: /#sign-in=([\w-]{43})\n/.exec(mail?.text ?? '')?.[1] ?? '', partnerId: id }
  }

  test('mail, token in the fragment, session, me, sign-out', async () => {
    const asked = await ask('mara@AGENCY.example')
    expect([asked.status, asked.text]).toEqual([202, '{"status":"sent"}'])
    await app.composed.sendMail()
    const [mail] = app.mails
    expect([app.mails.length, mail?.to]).toEqual([1, 'Mara@agency.example'])
    expect(mail?.subject).toBe('Your sign-in link for Acme Partners')
    const link = /https:\S+/.exec(mail?.text ?? '')?.[0] ?? ''
    const url = new URL(link)
    expect([url.origin, url.pathname, url.search]).toEqual([ORIGIN, '/dashboard', ''])
    const token = /^#sign-in=([\w-]{43})$/.exec(url.hash)?.[1] ?? ''

    const opened = await open(token)
    expect([opened.status, opened.body]).toEqual([201, { partner: { id: mara.id, name: 'Mara Ito' } }])
    expect(opened.headers.get('cache-control')).toBe('no-store')
    const [pair = '', ...attributes] = (opened.headers.get('set-cookie') ?? '').split('; ')
    expect(pair).toMatch(/^__Host-gw_session=[\w-]{43}$/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'])

    const cookie = { Cookie: pair }
    expect((await app.get('/v1/me', { as: null, headers: cookie })).body.partner.id).toBe(mara.id)
    const foreign = { ...cookie, Origin: 'https://evil.example' }
    const refused = await app.call('DELETE', '/v1/sessions/current', undefined, {
      as: null,
      headers: foreign,
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'cross_site'])
    const own = { ...cookie, Origin: ORIGIN }
    const left = await app.call('DELETE', '/v1/sessions/current', undefined, { as: null, headers: own })
    expect([left.status, left.text]).toEqual([204, ''])
    const gone = left.headers.get('set-cookie') ?? ''
    expect(gone).toMatch(/^__Host-gw_session=;/)
    for (const part of ['Max-Age=0', 'Path=/', 'Secure']) expect(gone).toContain(part)
    const after = await app.get('/v1/me', { as: null, headers: cookie })
    expect([after.status, after.body.code]).toEqual([401, 'credential_invalid'])
  })

  test('on plain http the cookie has a name that browsers take, and no Secure', async () => {
    const local = await startApp(engine, { publicUrl: 'http://localhost:8787' })
    const origin = { Origin: 'http://localhost:8787' }
    await local.post('/v1/partners', { email: 'a@x.example' })
    await local.post('/v1/sign-in', { email: 'a@x.example' }, { as: null })
    await local.composed.sendMail()
    const token = /#sign-in=([\w-]+)/.exec(local.mails[0]?.text ?? '')?.[1]
    const opened = await local.post('/v1/sessions', { token }, { as: null, headers: origin })
    const cookie = opened.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^gw_session=[\w-]{43}; /)
    expect(cookie).not.toContain('Secure')
    const headers = { ...origin, Cookie: cookie.split(';')[0] ?? '' }
    expect(
      (await local.call('DELETE', '/v1/sessions/current', undefined, { as: null, headers })).status,
    ).toBe(204)
    await local.close()
  })

  test('a page that shows the link spends nothing, a mail scanner neither', async () => {
    const { token } = await mailed()
    for (let n = 0; n < 3; n++) {
      await app.get('/dashboard', { as: null })
      expect((await app.get('/v1/sessions', { as: null })).status).toBe(405)
    }
    expect((await open(token)).status).toBe(201)
  })

  test('eight at once: one session', async () => {
    const { token } = await mailed()
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(token)))
    expect(answers.map((one) => one.status).sort()).toEqual([201, 410, 410, 410, 410, 410, 410, 410])
    const lost = answers.filter((one) => one.status === 410)
    expect(
      lost.every((one) => one.body.code === 'token_spent' && one.headers.get('set-cookie') === null),
    ).toBe(true)
    const sessions = await app.composed.services.store.db.selectFrom('session').selectAll().execute()
    const opened = answers.find((one) => one.status === 201)
    expect(sessions.filter((one) => one.partner_id === opened?.body.partner.id)).toHaveLength(1)
  })

  test.each([
    ['made up', 'x'.repeat(43), 410],
    ['a partner token', 'gw_pt_x', 410],
    ['too long', 'x'.repeat(201), 422],
    ['empty', '', 422],
  ])('a token that is %s', async (_, token, status) => {
    expect((await open(token)).status).toBe(status)
  })

  test('fifteen minutes, to the millisecond', async () => {
    const [one, two] = [await mailed(), await mailed()]
    app.clock.advance(15 * MINUTE_MS - 1)
    expect((await open(one.token)).status).toBe(201)
    app.clock.advance(1)
    const late = await open(two.token)
    expect([late.status, late.body.code]).toEqual([410, 'token_spent'])
  })

  test('a session ends after thirty days', async () => {
    const { token } = await mailed()
    const cookie = { Cookie: ((await open(token)).headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
    app.clock.advance(30 * DAY_MS - 1)
    expect((await app.get('/v1/me', { as: null, headers: cookie })).status).toBe(200)
    app.clock.advance(1)
    expect((await app.get('/v1/me', { as: null, headers: cookie })).status).toBe(401)
  })

  test.each([
    [{}, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Origin: `${ORIGIN}.evil.example` }, 403],
    [{ Origin: ORIGIN }, 201],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 201],
  ] as [
    Record<string, string>,
    number,
  ][])('nobody is signed in from another site: %j', async (headers, status) => {
    const { token } = await mailed()
    const answer = await open(token, headers)
    expect(answer.status).toBe(status)
    if (status !== 403) return
    expect([answer.body.code, answer.headers.get('set-cookie')]).toEqual(['cross_site', null])
    // Being refused spends nothing.
    expect((await open(token)).status).toBe(201)
  })

  test('the answer never tells whether an address is known', async () => {
    await app.post('/v1/partners/apply', { email: 'unconfirmed@x.example' }, { as: PK })
    const known = (await app.post('/v1/partners', { email: 'known@x.example', name: 'K' })).body
    await app.call('PATCH', `/v1/partners/${known.id}`, { status: 'paused' })
    const shapes = []
    for (const email of [
      'Mara@agency.example',
      'nobody@x.example',
      'unconfirmed@x.example',
      'known@x.example',
    ]) {
      const { status, text, headers } = await ask(email)
      shapes.push({ status, text, headers: [...headers].filter(([name]) => name !== 'x-request-id') })
    }
    expect(new Set(shapes.map((one) => JSON.stringify(one))).size).toBe(1)
    await app.composed.sendMail()
    const asked = app.mails.filter((mail) => mail.subject.startsWith('Your sign-in'))
    expect(asked.map((mail) => mail.to).sort()).toEqual(['Mara@agency.example', 'known@x.example'])
  })

  test('a partner of the test twin does not sign in here', async () => {
    const sk = app.composed.newKeys.find((one) => one.mode === 'test' && one.kind === 'secret')?.key ?? ''
    await app.post('/v1/partners', { email: 'tilda@twin.example', name: 'T' }, { as: sk })
    await ask('tilda@twin.example')
    await app.composed.sendMail()
    expect(app.mails).toEqual([])
  })

  describe('how often', () => {
    test('a mailbox gets five mails in a quarter of an hour, known or not', async () => {
      for (const email of ['often@x.example', 'Mara@Agency.example']) {
        const statuses: number[] = []
        let last: Awaited<ReturnType<typeof ask>> | undefined
        for (let n = 0; n < 7; n++) {
          last = await ask(n % 2 ? email : email.toUpperCase())
          statuses.push(last.status)
        }
        const allowed = statuses.filter((status) => status === 202).length
        // Mara has asked above already.
        expect(allowed).toBe(email.startsWith('often') ? 5 : 3)
        expect(JSON.parse(last?.text ?? '')).toMatchObject({ code: 'too_many_requests', status: 429 })
        const wait = Number(last?.headers.get('retry-after'))
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(900)
        expect(last?.text).not.toContain(email)
      }
    })

    test('an address asks twenty times a minute', async () => {
      const statuses: number[] = []
      for (let n = 0; n < 22; n++) statuses.push((await ask(`many${n}@x.example`, '203.0.113.5')).status)
      expect(statuses).toEqual([...Array(20).fill(202), 429, 429])
      expect((await ask('many99@x.example', '203.0.113.6')).status).toBe(202)
    })

    test('applications count as well', async () => {
      const apply = async () =>
        (await app.post('/v1/partners/apply', { email: 'flood@x.example' }, { as: PK })).status
      const statuses: number[] = []
      for (let n = 0; n < 7; n++) statuses.push(await apply())
      expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429])
      expect((await ask('flood@x.example')).status).toBe(429)
    })
  })
})
