/** Leads: from a page, by the partner, by the vendor; and who learns what became of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, PK, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const full = {
  company: 'Client GmbH',
  domain: 'client.example',
  contact: { name: 'Kim Sol', email: 'kim@client.example', role: 'Head of IT' },
  need: 'Their on-call rota lives in a spreadsheet and two incidents were missed.',
  timing: 'this_quarter',
  introduction: 'expects_your_call',
  budget: '10k_50k',
  decides: 'yes',
  successMeasure: 'No missed page in a quarter',
  companySize: 80,
  growthPercent: 45,
  product: 'pro',
}

describe.each(engines)('leads on %s', (engine) => {
  let app: TestApp
  let mara: string
  let token: string
  let ben: string
  beforeAll(async () => {
    app = await startApp(engine)
    mara = (await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })).body.id
    const other = (await app.post('/v1/partners', { email: 'ben@other.example', name: 'Ben Okoro' })).body.id
    token = (await app.post('/v1/tokens', { partnerId: mara })).body.token
    ben = (await app.post('/v1/tokens', { partnerId: other })).body.token
  })
  afterAll(() => app.close())

  const page = (body: object) => app.post('/v1/leads', { ...full, code: 'mara', ...body }, { as: PK })

  test('a page hears the same whoever the company is', async () => {
    await app.post('/v1/customers', { externalId: 'kim', email: 'kim@client.example' })
    const first = await page({})
    const accepted = await app.post(`/v1/leads/${first.body.id}/decision`, { status: 'accepted' })
    expect(accepted.body.status).toBe('accepted')
    const answers = [first, await page({}), await page({ company: 'Nobody Ltd', domain: 'nobody.example' })]
    const shapes = answers.map(({ status, text, body }) => [status, text.replace(body.id, 'ID')])
    expect(shapes[1]).toEqual(shapes[0])
    expect(shapes[2]).toEqual(shapes[0])
    expect(first.body).toEqual({
      id: expect.stringMatching(/^led_/),
      status: 'submitted',
      framing: { score: expect.any(Number), missing: expect.any(Array) },
    })
    for (const word of ['Mara', mara, 'decideBy', 'accepted', 'timeline'])
      expect(first.text).not.toContain(word)
  })

  test('a page cannot look leads up', async () => {
    const { id } = (await page({})).body
    for (const path of ['/v1/leads', `/v1/leads/${id}`]) {
      expect((await app.get(path, { as: PK })).body.code).toBe('credential_not_allowed')
    }
  })

  test.each([
    ['no code', { code: undefined }, 404, 'code_unknown', 'code'],
    ['an unknown code', { code: 'nobody' }, 404, 'code_unknown', 'code'],
    ['no company', { company: undefined }, 422, 'validation_failed', 'company'],
    ['blanks for a company', { company: '  ' }, 422, 'validation_failed', 'company'],
    ['no need', { need: undefined }, 422, 'validation_failed', 'need'],
    ['no contact', { contact: undefined }, 422, 'validation_failed', 'contact'],
    ['no address', { contact: { name: 'Kim' } }, 422, 'validation_failed', 'contact.email'],
    ['a prospect without consent', { submittedBy: 'prospect' }, 422, 'validation_failed', 'consent'],
    [
      'a prospect who says no',
      { submittedBy: 'prospect', consent: false },
      422,
      'validation_failed',
      'consent',
    ],
    ['a status of its own', { status: 'accepted' }, 422, 'validation_failed', 'status'],
    ['a budget in figures', { budget: 10_000 }, 422, 'validation_failed', 'budget'],
    ['shrinking to nothing twice', { growthPercent: -101 }, 422, 'validation_failed', 'growthPercent'],
    ['half a person', { companySize: 0.5 }, 422, 'validation_failed', 'companySize'],
    ['an address for a domain', { domain: 'https://client.example/' }, 422, 'validation_failed', 'domain'],
  ])('%s', async (_, change, status, code, path) => {
    const answer = await page(change)
    expect([answer.status, answer.body.code, answer.body.errors?.[0]?.path]).toEqual([status, code, path])
  })

  test('a prospect who agrees is taken', async () => {
    const { status, body } = await page({ submittedBy: 'prospect', consent: true })
    expect(status).toBe(201)
    expect((await app.get(`/v1/leads/${body.id}`)).body.submittedBy).toBe('prospect')
  })

  test('as text/plain, from a page that asks nobody first', async () => {
    const body = JSON.stringify({ ...full, code: 'mara' })
    const headers = { 'Content-Type': 'text/plain;charset=UTF-8' }
    expect((await app.post(`/v1/leads?key=${PK}`, body, { as: null, headers })).status).toBe(201)
  })

  test('the partner is told when an answer is due, and what is missing', async () => {
    const { status, body } = await app.post('/v1/leads', full, { as: token })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      company: 'Client GmbH',
      status: 'submitted',
      submittedBy: 'partner',
      decideBy: new Date(START + 5 * DAY_MS).toISOString(),
      timeline: [{ status: 'submitted', at: new Date(START).toISOString() }],
    })
    const { score, missing } = body.framing as { score: number; missing: { gain: number }[] }
    expect(score + missing.reduce((sum, one) => sum + one.gain, 0)).toBe(100)
    expect(missing.map((one) => one.gain)).toEqual(missing.map((one) => one.gain).sort((a, b) => b - a))
    const bare = await app.post(
      '/v1/leads',
      { company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'x' },
      { as: token },
    )
    expect(bare.body.framing.score).toBeLessThan(score)
  })

  test('a partner sees its own only', async () => {
    const { id } = (await app.post('/v1/leads', { ...full, company: 'Secret AG' }, { as: token })).body
    expect((await app.get(`/v1/leads/${id}`, { as: token })).body.company).toBe('Secret AG')
    const other = await app.get(`/v1/leads/${id}`, { as: ben })
    expect([other.status, other.body.code]).toEqual([404, 'not_found'])
    expect((await app.get('/v1/leads', { as: ben })).body.data).toEqual([])
    const filtered = await app.get(`/v1/leads?partnerId=${mara}`, { as: ben })
    expect(filtered.status).toBe(422)
    for (const answer of [other, filtered]) expect(answer.text).not.toContain('Secret AG')
    const named = await app.post('/v1/leads', { ...full, partnerId: mara }, { as: ben })
    expect([named.status, named.body.code]).toEqual([422, 'partner_unknown'])
  })

  test('the first answer stands', async () => {
    const { id } = (await app.post('/v1/leads', { ...full, partnerId: mara })).body
    const decide = (status: string, reason?: string) =>
      app.post(`/v1/leads/${id}/decision`, { status, reason })
    const declined = await decide('declined', 'We know them already.')
    expect(declined.body).toMatchObject({ status: 'declined', protectedUntil: null })
    expect(declined.body.timeline.map((entry: { text: string }) => entry.text)).toContain(
      'We know them already.',
    )
    expect((await decide('declined')).text).toBe(declined.text)
    const changed = await decide('accepted')
    expect([changed.status, changed.body.code]).toEqual([409, 'lead_decided'])
    const seen = (await app.get('/v1/me/leads?limit=100', { as: token })).body.data
    expect(seen.find((one: { id: string }) => one.id === id).status).toBe('declined')
    expect((await app.post('/v1/leads/led_none/decision', { status: 'accepted' })).body.code).toBe(
      'not_found',
    )
  })

  test('an accepted lead credits its partner inside the protection, and not after', async () => {
    const { id } = (await app.post('/v1/leads', { ...full, partnerId: mara })).body
    const before = await app.post('/v1/customers', { externalId: 'early', leadId: id })
    expect(before.body.attributionReason).toContain('not accepted')
    await app.post('/v1/sales', {
      externalId: 'first order',
      customerExternalId: 'early',
      amount: 10_000,
      currency: 'EUR',
    })
    await app.post(`/v1/leads/${id}/decision`, { status: 'accepted' })
    // Whether the answer or the customer came first makes no difference.
    const early = await app.get('/v1/customers/early')
    expect(early.body.attribution).toMatchObject({ partnerId: mara, by: 'lead', touchId: id })
    expect((await app.get('/v1/sales/first%20order')).body.commissions).toMatchObject([{ amount: 2000 }])
    const inside = await app.post('/v1/customers', { externalId: 'inside', leadId: id })
    expect(inside.body.attribution).toMatchObject({ partnerId: mara, by: 'lead', touchId: id })
    app.clock.advance(90 * DAY_MS)
    const late = await app.post('/v1/customers', { externalId: 'late', leadId: id })
    expect(late.body.attribution).toBeNull()
  })
})
