/** Pages of commissions: nothing twice, nothing left out, while others write; and cursors fit only their list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const SALES = 25

describe.each(engines)('GET /v1/commissions on %s', (engine) => {
  let app: TestApp
  const partners: string[] = []
  let sold = 0
  beforeAll(async () => {
    app = await startApp(engine)
    for (const name of ['Mara', 'Ben']) {
      const { id } = (await app.post('/v1/partners', { email: `${name}@x.example`, name, planId: 'create' }))
        .body
      await app.post('/v1/coupons', { partnerId: id, code: name })
      partners.push(id)
    }
    for (let n = 0; n < SALES; n++) await sell('MARA')
    await sell('BEN')
  })
  afterAll(() => app.close())

  async function sell(coupon: string): Promise<void> {
    const sale = { externalId: `s${++sold}`, amount: 100 + sold, currency: 'EUR', coupon }
    expect((await app.post('/v1/sales', sale)).status).toBe(201)
    // Several in one millisecond, so that the order needs more than the time.
    if (sold % 4 === 0) app.clock.advance(1)
  }

  async function walk(query: string, between: () => Promise<void> = async () => {}): Promise<string[]> {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path: string = `/v1/commissions?${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const { status, body } = await app.get(path)
      expect(status).toBe(200)
      seen.push(...body.data.map((one: { id: string }) => one.id))
      cursor = body.nextCursor
      await between()
    }
    return seen
  }

  test.each([1, 2, 7, 25, 26, 100])('in pages of %i, newest first', async (limit) => {
    const mine = `partnerId=${partners[0]}`
    const all = (await app.get(`/v1/commissions?${mine}&limit=100`)).body.data as {
      id: string
      createdAt: string
    }[]
    expect(all).toHaveLength(SALES)
    expect(all.map((one) => one.createdAt)).toEqual(
      all
        .map((one) => one.createdAt)
        .sort()
        .reverse(),
    )
    expect(await walk(`${mine}&limit=${limit}`)).toEqual(all.map((one) => one.id))
  })

  test('without a limit there are 25', async () => {
    expect((await app.get('/v1/commissions')).body.data).toHaveLength(25)
  })

  test('what is written meanwhile changes nothing on the pages behind', async () => {
    const before = await walk('limit=100')
    const seen = await walk('limit=3', () => sell('BEN'))
    expect(seen).toEqual(before)
    expect((await walk('limit=100')).length).toBeGreaterThan(before.length)
  })

  test('filters', async () => {
    expect(await walk('status=payable&limit=100')).toEqual([])
    expect(await walk('status=held&limit=100')).toEqual(await walk('limit=100'))
    expect((await app.get('/v1/commissions?partnerId=par_nobody')).body).toEqual({
      data: [],
      nextCursor: null,
    })
  })

  test('a cursor fits its own list, filters and program only', async () => {
    const [mara, ben] = partners
    const cursor = encodeURIComponent(
      (await app.get(`/v1/commissions?partnerId=${mara}&limit=2`)).body.nextCursor,
    )
    const { token } = (await app.post('/v1/tokens', { partnerId: mara })).body
    const twin = app.composed.newKeys.find((key) => key.mode === 'test' && key.kind === 'secret')?.key
    const tries: [string, string | undefined][] = [
      [`/v1/commissions?cursor=${cursor}`, undefined],
      [`/v1/commissions?partnerId=${ben}&cursor=${cursor}`, undefined],
      [`/v1/commissions?partnerId=${mara}&status=held&cursor=${cursor}`, undefined],
      [`/v1/partners?cursor=${cursor}`, undefined],
      [`/v1/me/leads?cursor=${cursor}`, token],
      [`/v1/me/payouts?cursor=${cursor}`, token],
      [`/v1/commissions?partnerId=${mara}&cursor=${cursor}`, twin],
    ]
    for (const [path, as] of tries) {
      const answer = await app.get(path, as ? { as } : {})
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'invalid_cursor'])
    }
    // Another size of page is the same list; the partner's own view is the same filter.
    expect(
      (await app.get(`/v1/commissions?partnerId=${mara}&limit=9&cursor=${cursor}`)).body.data,
    ).toHaveLength(9)
  })

  test('every bit of a cursor is held by its signature', async () => {
    const { nextCursor } = (await app.get('/v1/commissions?limit=2')).body as { nextCursor: string }
    const [position = '', signature = ''] = nextCursor.split('.')
    const other = Buffer.from(JSON.stringify([0, 'com_0'])).toString('base64url')
    const tampered = [
      `${other}.${signature}`,
      position,
      `${position}.`,
      `.${signature}`,
      `${position}.${signature.slice(0, -2)}`,
      `${position}.${'A'.repeat(signature.length)}`,
      `${signature}.${position}`,
      nextCursor.toUpperCase(),
      ...Array.from(position, (_, at) => {
        const flipped = position[at] === 'A' ? 'B' : 'A'
        return `${position.slice(0, at)}${flipped}${position.slice(at + 1)}.${signature}`
      }),
    ]
    for (const cursor of tampered.filter((one) => one !== nextCursor)) {
      const answer = await app.get(`/v1/commissions?limit=2&cursor=${encodeURIComponent(cursor)}`)
      expect([cursor, answer.status, answer.body.code]).toEqual([cursor, 400, 'invalid_cursor'])
    }
  })
})
