/** Becoming a partner from a page, without anybody learning who is one already. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY_MS, PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const ORIGIN = 'https://refer.acme.example'

describe.each(engines)('POST /v1/partners/apply on %s', (engine) => {
  let app: TestApp
  let mara: { id: string }
  beforeAll(async () => {
    app = await startApp(engine)
    mara = (await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })).body
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    // What the last test ordered may still be on its way.
    await app.composed.sendMail()
    app.mails.length = 0
  })

  const apply = (body: object) => app.post('/v1/partners/apply', body, { as: PK })
  const lastToken = (): string => /#confirm=([\w-]+)/.exec(app.mails.at(-1)?.text ?? '')?.[1] ?? ''
  async function confirm(token: string) {
    const answer = await app.post('/v1/sessions', { token }, { as: null, headers: { Origin: ORIGIN } })
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    return { ...answer, cookie }
  }

  /** Everything that is made fresh is taken out; what is left must not depend on who asked. */
  const shapeOf = (answer: { status: number; text: string; headers: Headers }) => ({
    status: answer.status,
    text: answer.text
      .replaceAll(/lnk_[0-9a-f]+/g, 'ID')
      .replaceAll(/"code":"[^"]+"/g, '"code":"CODE"')
      .replaceAll(/\/r\/[a-z0-9_-]+/g, '/r/CODE'),
    headers: [...answer.headers].filter(([name]) => name !== 'x-request-id'),
  })

  test('the answer is the same for a partner and for a stranger', async () => {
    const known = await apply({ email: 'mara@agency.example', name: 'Anna Ro' })
    const unknown = await apply({ email: 'anna@new.example', name: 'Anna Ro' })
    expect(known.status).toBe(201)
    expect(shapeOf(known)).toEqual(shapeOf(unknown))
    expect(known.body).toEqual({
      status: 'confirm_by_mail',
      link: {
        id: expect.any(String),
        code: expect.any(String),
        url: expect.stringContaining(`${ORIGIN}/r/`),
        destination: 'https://acme.example/',
        createdAt: expect.any(String),
      },
    })
    for (const word of ['Mara', 'mara@', mara.id, 'par_']) expect(known.text).not.toContain(word)
  })

  test('without a name the code comes from the address given, not from the partner it belongs to', async () => {
    const known = await apply({ email: 'mara@agency.example' })
    expect(known.body.link.code).not.toBe('mara')
    expect((await app.click(known.body.link.code)).length).toBeGreaterThan(20)
  })

  test.each([
    ['a plan there is not', { planId: 'gold' }, 422, 'plan_unknown'],
    ['a destination elsewhere', { destination: 'https://evil.example' }, 422, 'destination_not_allowed'],
    ['an address that is none', { email: 'x' }, 422, 'validation_failed'],
    ['two addresses', { email: 'a@b.example,c@d.example' }, 422, 'validation_failed'],
    ['a header', { email: 'a@b.example\r\nBcc: c@d.example' }, 422, 'validation_failed'],
    ['a status', { status: 'active' }, 422, 'validation_failed'],
  ])('%s is refused, and nothing is mailed', async (_, change, status, code) => {
    const answer = await apply({ email: 'new@x.example', ...change })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    await app.composed.sendMail()
    expect(app.mails).toEqual([])
  })

  test('a new address becomes a partner with everything earned meanwhile', async () => {
    const { link } = (await apply({ email: 'Nora@fresh.example', name: 'Nora Lund', planId: 'stay' })).body
    await app.composed.sendMail()
    expect(app.mails.map((mail) => mail.to)).toEqual(['Nora@fresh.example'])
    const clickId = await app.click(link.code)
    await app.post('/v1/customers', { externalId: 'nora_c', clickId })
    await app.post('/v1/sales', {
      externalId: 'nora_s',
      customerExternalId: 'nora_c',
      amount: 10_000,
      currency: 'EUR',
    })
    // Nobody signs in with an address that nobody confirmed.
    await app.post('/v1/sign-in', { email: 'nora@fresh.example' }, { as: null })
    await app.composed.sendMail()
    expect(app.mails).toHaveLength(1)

    const confirmed = await confirm(lastToken())
    expect([confirmed.status, confirmed.body.partner.name]).toEqual([201, 'Nora Lund'])
    const headers = { Cookie: confirmed.cookie }
    const me = await app.get('/v1/me', { as: null, headers })
    expect(me.body).toMatchObject({
      partner: { status: 'active', planId: 'stay', email: 'Nora@fresh.example' },
    })
    // A busy machine answers before a click is stored.
    const summary = async () => (await app.get('/v1/me/summary', { as: null, headers })).body
    await vi.waitFor(async () => expect((await summary()).clicks).toBe(1), 5_000)
    expect(await summary()).toMatchObject({
      earned: 1_000,
      sales: 1,
      clicks: 1,
    })
    expect((await app.post('/v1/partners', { email: 'nora@fresh.example' })).status).toBe(200)
  })

  test('an existing partner receives the link, its lead and what it earned; one confirmation is enough', async () => {
    const { link } = (await apply({ email: 'MARA@agency.example', name: 'Somebody' })).body
    await app.composed.sendMail()
    const token = lastToken()
    expect(app.mails.at(-1)?.to).toBe('MARA@agency.example')
    const clickId = await app.click(link.code)
    await app.post('/v1/customers', { externalId: 'm_c', clickId })
    await app.post('/v1/sales', {
      externalId: 'm_s',
      customerExternalId: 'm_c',
      amount: 10_000,
      currency: 'EUR',
    })
    const lead = { code: link.code, company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'N' }
    await app.post('/v1/leads', lead, { as: PK })

    const confirmed = await confirm(token)
    expect([confirmed.status, confirmed.body.partner]).toEqual([201, { id: mara.id, name: 'Mara Ito' }])
    const headers = { Cookie: confirmed.cookie }
    const links = (await app.get('/v1/me/links', { as: null, headers })).body.data
    expect(links.map((one: { code: string }) => one.code)).toContain(link.code)
    expect((await app.get('/v1/me/summary', { as: null, headers })).body).toMatchObject({
      earned: 2_000,
      leads: 1,
    })
    expect((await app.get('/v1/me/leads', { as: null, headers })).body.data).toHaveLength(1)
    // Later sales of the same link are hers too.
    const later = await app.post('/v1/customers', { externalId: 'm_c2', clickId: await app.click(link.code) })
    expect(later.body.attribution.partnerId).toBe(mara.id)
    expect((await confirm(token)).body.code).toBe('token_spent')
    expect((await app.get(`/v1/partners/${mara.id}`)).body.email).toBe('mara@agency.example')
  })

  test('two applications of one new address, confirmed in any order, are one partner', async () => {
    const first = (await apply({ email: 'twice@x.example', name: 'Twice' })).body.link
    await app.composed.sendMail()
    const one = lastToken()
    const second = (await apply({ email: 'Twice@x.example', name: 'Twice' })).body.link
    await app.composed.sendMail()
    const two = lastToken()
    const partners = [await confirm(two), await confirm(one)].map((answer) => answer.body.partner.id)
    expect(new Set(partners).size).toBe(1)
    const { links } = (await app.get(`/v1/partners/${partners[0]}`)).body
    expect(links.map((link: { code: string }) => link.code).sort()).toEqual([first.code, second.code].sort())
  })

  test('the link works for good when nobody confirms; the confirmation ends after seven days', async () => {
    const { link } = (await apply({ email: 'late@x.example' })).body
    await app.composed.sendMail()
    app.clock.advance(7 * DAY_MS)
    expect((await confirm(lastToken())).body.code).toBe('token_spent')
    expect((await app.click(link.code)).length).toBeGreaterThan(20)
  })

  test('the mail carries nothing that the applicant wrote', async () => {
    const name = 'You have won! https://evil.example/prize'
    await apply({ email: 'victim@x.example', name })
    await app.composed.sendMail()
    const [mail] = app.mails
    expect(mail?.to).toBe('victim@x.example')
    expect(`${mail?.subject}\n${mail?.text}`).not.toContain('evil.example/prize')
    expect(`${mail?.subject}\n${mail?.text}`).not.toContain('You have won')
  })
})
