/** Invitations and distributors, the agreement, and a partner's own choice of plan. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, PK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { everyWord } from '../support/every-word.ts'

describe.each(engines)('two tiers on %s', (engine) => {
  let app: TestApp
  const partner: Record<string, { id: string; token: string }> = {}
  beforeAll(async () => {
    app = await startApp(engine, { program: { ...everyWord, noticeDays: 0 } })
    for (const name of ['dora', 'mara']) {
      const { id } = (await app.post('/v1/partners', { email: `${name}@x.example`, name, planId: 'refer' }))
        .body
      partner[name] = { id, token: (await app.post('/v1/tokens', { partnerId: id })).body.token }
    }
  })
  afterAll(() => app.close())

  const of = (name: string) => partner[name] ?? { id: '', token: '' }
  const invite = async (name: string, body: object = {}) =>
    app.post('/v1/invitations', body, { as: of(name).token })
  const apply = (email: string, body: object) =>
    app.post('/v1/partners/apply', { email, planId: 'refer', ...body }, { as: PK })
  const confirm = async (email: string) => {
    await app.composed.sendMail()
    const text = app.mails.findLast(({ to }) => to === email)?.text ?? ''
    const token = /#confirm=(\S+)/.exec(text)?.[1]
    return app.post(
      '/v1/sessions',
      { token },
      { as: null, headers: { Origin: 'https://refer.acme.example' } },
    )
  }
  const recruits = async (name: string) =>
    (await app.get('/v1/me/recruits', { as: of(name).token })).body.data

  test('a link makes recruits, and its code is kept as a hash', async () => {
    const { status, body } = await invite('dora', { uses: 1 })
    expect([status, body.distributorId, body.uses]).toEqual([201, of('dora').id, 1])
    expect(new URL(body.url).searchParams.get('invitation')).toBe(body.code)
    const kept = await app.composed.services.store.db.selectFrom('invitation').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(body.code)

    expect((await apply('new@x.example', { name: 'Newcomer', invitation: body.code })).status).toBe(201)
    // Not shown before the address is confirmed: anybody can type in a name.
    expect(await recruits('dora')).toEqual([])
    expect((await confirm('new@x.example')).status).toBe(201)
    expect(await recruits('dora')).toEqual([{ name: 'Newcomer', since: expect.any(String), earned: [] }])
    const used = await apply('late@x.example', { invitation: body.code })
    expect([used.status, used.body.code]).toEqual([422, 'invitation_unknown'])
  })

  test('who invites can be read without using it, and only while it can be used', async () => {
    const { body } = await invite('dora', { uses: 1 })
    const look = () => app.get(`/v1/invitations/${body.code}`, { as: PK })
    for (let time = 0; time < 2; time++) expect((await look()).body).toEqual({ invitedBy: 'dora' })
    await apply('looker@x.example', { invitation: body.code })
    expect([(await look()).status, (await look()).body.code]).toEqual([422, 'invitation_unknown'])
    const own = (await app.post('/v1/invitations', {})).body
    expect((await app.get(`/v1/invitations/${own.code}`, { as: PK })).body).toEqual({ invitedBy: null })
    expect((await app.get('/v1/invitations/nonsense', { as: PK })).body.code).toBe('invitation_unknown')
  })

  test('an existing partner is not recruited by applying again', async () => {
    const { body } = await invite('dora')
    await apply('mara@x.example', { invitation: body.code })
    await confirm('mara@x.example')
    expect((await app.get(`/v1/partners/${of('mara').id}`)).body.distributorId).toBeNull()
  })

  test('what it earned them, and nothing about anybody else', async () => {
    expect(await recruits('mara')).toEqual([])
    const text = (await app.get('/v1/me/recruits', { as: of('dora').token })).text
    expect(text).not.toContain('@')
  })

  test('one level: no chains, no loops, no second distributor', async () => {
    const enrol = (email: string, distributorId: string) =>
      app.post('/v1/partners', { email, name: email.split('@')[0], distributorId })
    const { body: second } = await enrol('second@x.example', of('dora').id)
    expect(second.distributorId).toBe(of('dora').id)
    const chain = await enrol('third@x.example', second.id)
    expect([chain.status, chain.body.code]).toEqual([409, 'recruiting_refused'])
    expect((await app.get('/v1/partners')).text).not.toContain('third@x.example')
    const invited = await app.post('/v1/invitations', { distributorId: second.id })
    expect(invited.body.code).toBe('recruiting_refused')
    expect((await enrol('second@x.example', of('mara').id)).body.code).toBe('partner_conflict')
    expect((await enrol('second@x.example', of('dora').id)).status).toBe(200)
    const other = await app.post(
      '/v1/invitations',
      { distributorId: of('mara').id },
      { as: of('dora').token },
    )
    expect([other.status, other.body.code]).toEqual([422, 'partner_unknown'])
  })

  test('two at once make no chain', async () => {
    const [a, b] = await Promise.all(
      ['a', 'b'].map(
        async (name) => (await app.post('/v1/partners', { email: `${name}@loop.example`, name })).body.id,
      ),
    )
    const { setDistributor } = await import('../../server/services/recruiting.ts')
    const { services } = app.composed
    const { loadProgram } = await import('../../server/services/programs.ts')
    const id = (await app.get('/v1/program')).body.id
    const recruit = (partnerId: string, by: string) =>
      services.store.write(async (trx) =>
        setDistributor(services, trx, await loadProgram(trx, services.clock, id), partnerId, by),
      )
    const done = await Promise.allSettled([recruit(a, b), recruit(b, a)])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('an invitation ends', async () => {
    const { body } = await app.post('/v1/invitations', { days: 1 })
    expect(body.distributorId).toBeNull()
    app.clock.advance(DAY_MS)
    expect((await apply('x@x.example', { invitation: body.code })).body.code).toBe('invitation_unknown')
    app.clock.advance(-DAY_MS)
    expect((await apply('x@x.example', { invitation: body.code })).status).toBe(201)
  })

  test('a program without an override has no distributors', async () => {
    const { override: _none, ...without } = { ...everyWord, noticeDays: 0 }
    await app.call('PUT', '/v1/program', without)
    expect((await invite('dora')).body.code).toBe('recruiting_refused')
    await app.call('PUT', '/v1/program', { ...everyWord, noticeDays: 0 })
  })

  test('the agreement is kept with its text, version, time and person', async () => {
    const wrong = await apply('agree@x.example', { agreementVersion: '2025-01' })
    expect([wrong.status, wrong.body.code]).toEqual([409, 'agreement_changed'])
    const accept = (version: string) => app.post('/v1/me/agreement', { version }, { as: of('mara').token })
    const { status, body } = await accept('2026-11')
    expect([status, body.name, body.email]).toEqual([201, 'mara', 'mara@x.example'])
    expect((await accept('2026-11')).status).toBe(200)
    const shown = async () => (await app.get(`/v1/partners/${of('mara').id}`)).body.agreement
    expect(await shown()).toEqual({ ...body, text: everyWord.agreement?.text, current: true })
    const next = { version: '2027-01', text: 'Be kinder.' }
    await app.call('PUT', '/v1/program', { ...everyWord, noticeDays: 0, agreement: next })
    expect(await shown()).toMatchObject({
      version: '2026-11',
      text: everyWord.agreement?.text,
      current: false,
    })
    app.clock.advance(1000)
    expect((await accept('2027-01')).status).toBe(201)
    expect(await shown()).toMatchObject({ version: '2027-01', text: 'Be kinder.', current: true })
  })

  test('accepted while applying, it belongs to the partner after the confirmation', async () => {
    await apply('dora@x.example', { agreementVersion: '2027-01', name: 'D. at the door' })
    await confirm('dora@x.example')
    const { agreement } = (await app.get(`/v1/partners/${of('dora').id}`)).body
    expect(agreement).toMatchObject({ version: '2027-01', name: 'D. at the door', email: 'dora@x.example' })
  })

  test('a partner switches its plan by itself, for new customers only', async () => {
    const sell = async (externalId: string, customerExternalId: string) =>
      (await app.post('/v1/sales', { externalId, customerExternalId, amount: 10_000, currency: 'EUR' })).body
        .commissions[0]?.amount
    await app.post('/v1/customers', { externalId: 'old', code: 'mara' })
    expect(await sell('o1', 'old')).toBe(2000)
    app.clock.advance(1000)
    const { status, body } = await app.post('/v1/me/plan', { planId: 'create' }, { as: of('mara').token })
    expect([status, body.id, body.terms[0]]).toEqual([
      200,
      'create',
      'You earn 15 % of every sale made with your link or your code.',
    ])
    app.clock.advance(1000)
    await app.post('/v1/customers', { externalId: 'new', code: 'mara' })
    expect(await sell('n1', 'new')).toBe(1500)
    expect(await sell('o2', 'old')).toBeUndefined()
    const unknown = await app.post('/v1/me/plan', { planId: 'gold' }, { as: of('mara').token })
    expect(unknown.body.code).toBe('plan_unknown')
  })
})
