/** Partners, their links, coupons and tokens, as the vendor's server manages them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('partners on %s', (engine) => {
  let app: TestApp
  let mara: { id: string; links: { code: string }[] }
  beforeAll(async () => {
    app = await startApp(engine)
    const person = { email: 'Mara@Agency.example', name: 'Mara Ito', externalId: 'u_17' }
    mara = (await app.post('/v1/partners', person)).body
    await app.post('/v1/partners', { email: 'ben@other.example', name: 'Ben Okoro', externalId: 'u_18' })
  })
  afterAll(() => app.close())

  describe('enrolling', () => {
    test.each([
      ['the same again', { email: 'Mara@Agency.example', name: 'Mara Ito', externalId: 'u_17' }, 200],
      ['in other letters', { email: 'MARA@agency.EXAMPLE' }, 200],
      ['by email alone', { email: 'mara@agency.example' }, 200],
      ['with another name, which changes nothing', { email: 'mara@agency.example', name: 'M. I.' }, 200],
      ['with another external id', { email: 'mara@agency.example', externalId: 'u_99' }, 409],
      ['another email with her external id', { email: 'new@x.example', externalId: 'u_17' }, 409],
      ["her email with Ben's external id", { email: 'mara@agency.example', externalId: 'u_18' }, 409],
    ])('%s', async (_, body, status) => {
      const answer = await app.post('/v1/partners', body)
      expect(answer.status).toBe(status)
      if (status === 200) expect(answer.body).toEqual(mara)
      else {
        expect(answer.body.code).toBe('partner_conflict')
        expect(answer.text).not.toContain('Mara Ito')
        expect(answer.text).not.toContain(mara.id)
      }
    })

    test('eight at once are one partner', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => app.post('/v1/partners', { email: 'eight@x.example', name: 'Otto' })),
      )
      expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
      expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
      expect(new Set(answers.map((one) => one.text)).size).toBe(1)
    })

    test.each([
      ['mara.de-witt@x.example', 'Mara De Witt'],
      ['  padded@x.example', null],
      ['9@x.example', 'Partner'],
    ])('without a name %s is called %s', async (email, name) => {
      const answer = await app.post('/v1/partners', { email })
      if (name === null) expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'email'])
      else expect([answer.status, answer.body.name]).toEqual([201, name])
    })

    test('an unknown plan names the plans there are', async () => {
      const answer = await app.post('/v1/partners', { email: 'x@y.example', planId: 'gold' })
      expect([answer.status, answer.body.code]).toEqual([422, 'plan_unknown'])
      expect(answer.body.detail).toContain('refer, stay, create')
    })

    test('names become codes, each its own', async () => {
      const codes: string[] = []
      for (const email of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const made = await app.post('/v1/partners', { email: `${email}@same.example`, name: 'Jörg Ähnlich' })
        codes.push(made.body.links[0].code)
      }
      expect(codes.slice(0, 2)).toEqual(['jorg', 'jorg-ahnlich'])
      expect(new Set(codes).size).toBe(6)
    })
  })

  describe('looking up and changing', () => {
    test('what is answered is what was enrolled', async () => {
      expect((await app.get(`/v1/partners/${mara.id}`)).body).toEqual({ ...mara, agreement: null })
    })

    test.each([
      ['a name', { name: 'Mara I.' }, { name: 'Mara I.' }],
      ['a plan', { planId: 'stay' }, { planId: 'stay' }],
      ['an external id', { externalId: 'u_20' }, { externalId: 'u_20' }],
      ['a pause', { status: 'paused' }, { status: 'paused' }],
      ['a return', { status: 'active' }, { status: 'active' }],
      ['nothing', {}, { name: 'Mara I.', planId: 'stay', externalId: 'u_20', status: 'active' }],
    ])('%s', async (_, change, expected) => {
      const answer = await app.call('PATCH', `/v1/partners/${mara.id}`, change)
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject(expected)
      const found = (await app.get(`/v1/partners/${mara.id}`)).body
      expect(found).toEqual({ ...answer.body, agreement: null })
    })

    test.each([
      ["somebody else's external id", { externalId: 'u_18' }, 409, 'partner_conflict'],
      ['an email', { email: 'other@x.example' }, 422, 'validation_failed'],
      ['a status of ours', { status: 'merged' }, 422, 'validation_failed'],
      ['an unknown plan', { planId: 'gold' }, 422, 'plan_unknown'],
    ])('%s is refused', async (_, change, status, code) => {
      const before = (await app.get(`/v1/partners/${mara.id}`)).text
      const answer = await app.call('PATCH', `/v1/partners/${mara.id}`, change)
      expect([answer.status, answer.body.code]).toEqual([status, code])
      expect((await app.get(`/v1/partners/${mara.id}`)).text).toBe(before)
    })

    test('pages go through all of them, once each', async () => {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: string = `/v1/partners?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
        const { body } = await app.get(page)
        seen.push(...body.data.map((one: { id: string }) => one.id))
        cursor = body.nextCursor
      }
      const all = (await app.get('/v1/partners?limit=100')).body
      expect(all.nextCursor).toBeNull()
      expect(seen).toEqual(all.data.map((one: { id: string }) => one.id))
      expect(new Set(seen).size).toBe(seen.length)
    })
  })

  describe('links', () => {
    const make = (body: object, as?: string) =>
      app.post('/v1/links', { partnerId: mara.id, ...body }, as ? { as } : {})

    test('codes are folded, and keep their place for ever', async () => {
      const made = await make({ code: 'Spring_Sale-26', destination: 'https://acme.example/spring' })
      expect(made.body).toMatchObject({
        code: 'spring_sale-26',
        url: 'https://refer.acme.example/r/spring_sale-26',
        destination: 'https://acme.example/spring',
        partnerId: mara.id,
      })
      const taken = await make({ code: 'SPRING_sale-26' })
      expect([taken.status, taken.body.code]).toEqual([409, 'code_taken'])
    })

    test('a taken code suggests ones that are free', async () => {
      await make({ code: 'wanted' })
      await make({ code: 'wanted-2' })
      const { status, body } = await make({ code: 'wanted' })
      expect(status).toBe(409)
      expect(body.suggestions).toHaveLength(3)
      expect(body.suggestions).not.toContain('wanted-2')
      for (const code of body.suggestions) expect((await make({ code })).status).toBe(201)
    })

    test('a long code has suggestions as well', async () => {
      const code = 'x'.repeat(64)
      await make({ code })
      const { body } = await make({ code })
      for (const suggestion of body.suggestions) expect((await make({ code: suggestion })).status).toBe(201)
    })

    test.each([
      'https://evil.example/',
      'http://acme.example/',
      'https://acme.example:8443/',
      'https://acme.example.evil.example/',
      'https://acme.example@evil.example/',
      '//acme.example',
      '/pricing',
      'javascript:alert(1)',
      'https://acme.example\\@evil.example',
      'https://user:pass@acme.example/',
      'https://acme.example/\r\nX: y',
      'acme.example',
    ])('%j is no destination', async (destination) => {
      const before = (await app.get(`/v1/links?partnerId=${mara.id}`)).text
      const answer = await make({ destination })
      expect([answer.status, answer.body.code]).toEqual([422, 'destination_not_allowed'])
      expect(answer.body.errors[0].path).toBe('destination')
      expect(answer.body.detail).toContain('https://acme.example')
      expect((await app.get(`/v1/links?partnerId=${mara.id}`)).text).toBe(before)
    })

    test.each([
      'a',
      'ä-code',
      'a b',
      'a/b',
      '../x',
      'a'.repeat(65),
      '',
      '😀😀',
    ])('%j is no code', async (code) => {
      const answer = await make({ code })
      expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
        422,
        'validation_failed',
        'code',
      ])
    })

    test('the vendor says whose, a partner need not', async () => {
      const nobody = await app.post('/v1/links', {})
      expect([nobody.status, nobody.body.errors]).toEqual([
        422,
        [{ path: 'partnerId', message: 'Say which partner.' }],
      ])
      const { token } = (await app.post('/v1/tokens', { partnerId: mara.id })).body
      const own = await app.post('/v1/links', { destination: 'https://acme.example/x' }, { as: token })
      expect([own.status, own.body.partnerId]).toEqual([201, mara.id])
    })

    test('sixteen for one code at once: one has it', async () => {
      const answers = await Promise.all(Array.from({ length: 16 }, () => make({ code: 'raced' })))
      expect(answers.filter((one) => one.status === 201)).toHaveLength(1)
      expect(answers.filter((one) => one.status === 409)).toHaveLength(15)
    })
  })

  describe('coupons', () => {
    test('are folded, one partner each, and the same again is the same', async () => {
      const made = await app.post('/v1/coupons', { partnerId: mara.id, code: 'mara20' })
      expect([made.status, made.body.code]).toEqual([201, 'MARA20'])
      const again = await app.post('/v1/coupons', { partnerId: mara.id, code: 'Mara20' })
      expect([again.status, again.text]).toEqual([200, made.text])
      const ben = (await app.get('/v1/partners?limit=100')).body.data.find(
        (one: { email: string }) => one.email === 'ben@other.example',
      )
      const taken = await app.post('/v1/coupons', { partnerId: ben.id, code: 'mara20' })
      expect([taken.status, taken.body.code]).toEqual([409, 'code_taken'])
      expect(taken.text).not.toContain(mara.id)
      const list = await app.get(`/v1/coupons?partnerId=${mara.id}`)
      expect(list.body.data.map((one: { code: string }) => one.code)).toEqual(['MARA20'])
    })
  })

  describe('tokens', () => {
    test('open one partner for one hour', async () => {
      const { status, body } = await app.post('/v1/tokens', { partnerId: mara.id })
      expect([status, body.partnerId]).toEqual([201, mara.id])
      expect(body.token).toMatch(/^gw_pt_[\w-]{43}$/)
      expect(Date.parse(body.expiresAt) - app.clock.now()).toBe(3_600_000)
      app.clock.advance(3_599_999)
      expect((await app.get('/v1/me', { as: body.token })).body.partner.id).toBe(mara.id)
      app.clock.advance(1)
      const late = await app.get('/v1/me', { as: body.token })
      expect([late.status, late.body.code]).toEqual([401, 'credential_invalid'])
    })

    test('enrol a partner that is new, and find one that is not', async () => {
      const person = { email: 'fresh@x.example', name: 'Fresh', externalId: 'u_50' }
      const first = await app.post('/v1/tokens', { partner: person })
      const second = await app.post('/v1/tokens', { partner: person })
      expect([first.status, second.status]).toEqual([201, 201])
      expect(second.body.partnerId).toBe(first.body.partnerId)
      expect(second.body.token).not.toBe(first.body.token)
      const conflict = await app.post('/v1/tokens', { partner: { ...person, externalId: 'u_18' } })
      expect([conflict.status, conflict.body.code]).toEqual([409, 'partner_conflict'])
    })

    test.each([
      ['nobody', {}, ['partnerId']],
      ['an email that is none', { partner: { email: 'x' } }, ['partner.email']],
      ['a field too many', { partner: { email: 'a@b.example', admin: true } }, ['partner.admin']],
    ])('%s is refused by name', async (_, body, paths) => {
      const answer = await app.post('/v1/tokens', body)
      expect([answer.status, answer.body.errors.map((one: { path: string }) => one.path)]).toEqual([
        422,
        paths,
      ])
    })
  })
})
