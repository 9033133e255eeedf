/** Courses and certifications, and what follows from them: leads, and nothing that depends on revenue. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import { DAY_MS, START, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { everyWord } from '../support/every-word.ts'

describe.each(engines)('standing on %s', (engine) => {
  let app: TestApp
  let id = ''
  let token = ''
  beforeAll(async () => {
    app = await startApp(engine, { program: everyWord })
    id = (await app.post('/v1/partners', { email: 'mara@agency.example', planId: 'residual' })).body.id
  })
  afterAll(() => app.close())

  const day = (n: number) => new Date(START + n * DAY_MS).toISOString()
  const standing = async () => (await app.get(`/v1/partners/${id}/standing`)).body
  const complete = (courseId: string, completedAt?: string) =>
    app.post(`/v1/partners/${id}/completions`, { courseId, completedAt })
  const acceptedLead = async () => {
    const lead = await app.post('/v1/leads', {
      partnerId: id,
      company: 'Client GmbH',
      contact: { name: 'Kim Sol', email: 'kim@client.example' },
      need: 'A rota.',
    })
    const { body } = await app.post(`/v1/leads/${lead.body.id}/decision`, { status: 'accepted' })
    return body.timeline.at(-1).text
  }

  test('before any course it says what each would unlock', async () => {
    const { courses, certifications, leadProtectionDays } = await standing()
    expect(courses[0]).toEqual({
      id: 'basics',
      name: 'Basics',
      url: 'https://learn.acme.example/basics',
      completedAt: null,
      unlocks: ['It is one of the 2 courses that make you certified as Acme Expert.'],
    })
    expect(certifications).toEqual([
      {
        id: 'expert',
        name: 'Acme Expert',
        valid: false,
        courses: ['basics', 'setup'],
        unlocks: [
          'Residual: You also earn 5 % of every payment for the first 12 months.',
          'Residual: This is at most 100.00 EUR or 120.00 USD for one payment.',
          'Your accepted leads are protected 30 days longer.',
        ],
        awards: [],
      },
    ])
    expect(leadProtectionDays).toBe(90)
    expect(await acceptedLead()).toBe('Accepted. This company is yours for 90 days.')
  })

  test('the last course awards the certification, from that day on, once', async () => {
    const first = await complete('setup', day(-5))
    expect([first.status, first.body.awards]).toEqual([201, []])
    const last = await complete('basics', day(-1))
    expect(last.body.awards).toEqual([
      expect.objectContaining({
        certificationId: 'expert',
        validFrom: day(-1),
        validUntil: '2027-11-20T10:00:00.000Z',
        reason: 'All its courses are completed.',
      }),
    ])
    const again = await complete('basics', day(-1))
    expect([again.status, again.body.awards]).toEqual([200, []])
    // An older completion that is reported late says nothing new.
    expect((await complete('basics', day(-9))).body.awards).toEqual([])
    const { certifications, leadProtectionDays } = await standing()
    expect([certifications[0].valid, certifications[0].awards.length, leadProtectionDays]).toEqual([
      true,
      1,
      120,
    ])
    expect(await acceptedLead()).toBe('Accepted. This company is yours for 120 days.')
  })

  test('the partner sees the same', async () => {
    token = (await app.post('/v1/tokens', { partnerId: id })).body.token
    expect((await app.get('/v1/me/standing', { as: token })).body).toEqual(await standing())
    expect((await app.get('/v1/me/standing', { as: token })).text).not.toMatch(/tier|gold|silver|revenue/i)
  })

  test('it ends on its day, and a course taken again renews it', async () => {
    app.clock.set(Date.parse('2027-11-20T10:00:00.000Z') - 1)
    expect((await standing()).certifications[0].valid).toBe(true)
    app.clock.advance(1)
    expect((await standing()).certifications[0].valid).toBe(false)
    expect((await standing()).leadProtectionDays).toBe(90)
    expect((await complete('setup')).body.awards).toHaveLength(1)
    expect((await standing()).certifications[0].valid).toBe(true)
  })

  test('by hand with dates and a reason; revoked with a reason, and the first one stands', async () => {
    const award = await app.post(`/v1/partners/${id}/certifications`, {
      certificationId: 'expert',
      validUntil: '2030-01-01T00:00:00Z',
      reason: 'Wrote the course.',
    })
    expect([award.status, award.body.reason, award.body.validUntil]).toEqual([
      201,
      'Wrote the course.',
      '2030-01-01T00:00:00.000Z',
    ])
    const { certifications } = await standing()
    for (const { id: awardId } of certifications[0].awards) {
      await app.post(`/v1/partners/${id}/certifications/${awardId}/revoke`, { reason: 'Left.' })
    }
    expect((await standing()).certifications[0].valid).toBe(false)
    const twice = await app.post(`/v1/partners/${id}/certifications/${award.body.id}/revoke`, {
      reason: 'No.',
    })
    expect(twice.body.revokedReason).toBe('Left.')
  })

  test.each([
    ['completions', { courseId: 'nothing' }, 'courseId'],
    ['certifications', { certificationId: 'nothing' }, 'certificationId'],
    [
      'certifications',
      { certificationId: 'expert', validFrom: '2027-01-02T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
      'validUntil',
    ],
  ])('%s %j', async (path, body, field) => {
    const answer = await app.post(`/v1/partners/${id}/${path}`, body)
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, field])
  })
})

describe.each(engines)('what a certification earns on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine, { program: everyWord })
  })
  afterAll(() => app.close())

  test('counts for the next sale and not for the one before, until it is revoked', async () => {
    const { body: partner } = await app.post('/v1/partners', {
      email: 'finn@agency.example',
      planId: 'residual',
    })
    await app.post('/v1/coupons', { partnerId: partner.id, code: 'FINN' })
    const sell = async (externalId: string, coupon?: string): Promise<number[]> => {
      app.clock.advance(1_000)
      const sale = { externalId, customerExternalId: 'kim', amount: 10_000, currency: 'EUR', coupon }
      const { body } = await app.post('/v1/sales', sale)
      return body.commissions.map(({ amount }: { amount: number }) => amount)
    }
    /** Everything that was ever posted, by sale. */
    const posted = async () => {
      const { body } = await app.get(`/v1/commissions?partnerId=${partner.id}&limit=100`)
      const sums: Record<string, number> = {}
      for (const { saleExternalId, amount } of body.data) {
        sums[saleExternalId] = (sums[saleExternalId] ?? 0) + amount
      }
      return sums
    }
    expect(await sell('before', 'FINN')).toEqual([2_000])

    app.clock.advance(1_000)
    const award = await app.post(`/v1/partners/${partner.id}/certifications`, {
      certificationId: 'expert',
      reason: 'Passed on the phone.',
    })
    expect(award.status).toBe(201)
    expect(await posted()).toEqual({ before: 2_000 })
    expect(await sell('after')).toEqual([2_000, 500])

    app.clock.advance(1_000)
    await app.post(`/v1/partners/${partner.id}/certifications/${award.body.id}/revoke`, { reason: 'Left.' })
    expect(await sell('at last')).toEqual([2_000])
    expect(await posted()).toEqual({ before: 2_000, after: 2_500, 'at last': 2_000 })
    expect((await verify(app.composed.services.store.db)).findings).toEqual([])
  })
})
