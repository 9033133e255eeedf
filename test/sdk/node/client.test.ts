import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { Goodword } from '../../../sdk/node/index.ts'
import { type Answer, answer, problem, serve, type TestServer } from './server.ts'

let server: TestServer | undefined
afterEach(() => server?.[Symbol.asyncDispose]())

async function client(...answers: Answer[]) {
  server = await serve(...answers)
  return {
    goodword: new Goodword({ secretKey: 'gw_sk_test_secret', baseUrl: `${server.baseUrl}/`, maxRetries: 0 }),
    asked: server.asked,
  }
}

type Call = (goodword: Goodword) => PromiseLike<unknown>
const contact = { name: 'Kim', email: 'kim@client.example' }
const definition = {
  name: 'Acme',
  website: 'https://acme.example',
  allowedOrigins: ['https://acme.example'],
  currencies: ['USD'],
  attribution: { model: 'last_click' as const, windowDays: 60 },
  holdDays: 30,
  minimumPayout: {},
  payoutDay: 5,
  plans: [{ id: 'refer', name: 'Refer', kind: 'one_time' as const, rules: [{ rateBps: 2000, payments: 1 }] }],
}

test.each<[string, string, unknown, Call]>([
  ['GET', '/v1/program', undefined, (g) => g.program.get()],
  ['PUT', '/v1/program', definition, (g) => g.program.update(definition)],
  ['POST', '/v1/partners', { email: 'm@a.example' }, (g) => g.partners.create({ email: 'm@a.example' })],
  ['GET', '/v1/partners?limit=7', undefined, (g) => g.partners.list({ limit: 7 })],
  ['GET', '/v1/partners/par_1', undefined, (g) => g.partners.retrieve('par_1')],
  [
    'PATCH',
    '/v1/partners/par_1',
    { status: 'paused' },
    (g) => g.partners.update('par_1', { status: 'paused' }),
  ],
  [
    'POST',
    '/v1/links',
    { partnerId: 'par_1', code: 'mara' },
    (g) => g.links.create({ partnerId: 'par_1', code: 'mara' }),
  ],
  ['GET', '/v1/links?partnerId=par_1', undefined, (g) => g.links.list({ partnerId: 'par_1' })],
  [
    'POST',
    '/v1/coupons',
    { partnerId: 'par_1', code: 'M20' },
    (g) => g.coupons.create({ partnerId: 'par_1', code: 'M20' }),
  ],
  ['GET', '/v1/coupons', undefined, (g) => g.coupons.list()],
  ['POST', '/v1/customers', { externalId: 'c' }, (g) => g.customers.create({ externalId: 'c' })],
  ['GET', '/v1/customers/a%2Fb%3Fc%23d%20e', undefined, (g) => g.customers.retrieve('a/b?c#d e')],
  [
    'POST',
    '/v1/customers/cus_9/attribution',
    { partnerId: null, reason: 'Came by phone' },
    (g) => g.customers.decide('cus_9', { partnerId: null, reason: 'Came by phone' }),
  ],
  [
    'POST',
    '/v1/sales',
    { externalId: 'o', amount: 1, currency: 'USD' },
    (g) => g.sales.create({ externalId: 'o', amount: 1, currency: 'USD' }),
  ],
  ['GET', '/v1/sales/o', undefined, (g) => g.sales.retrieve('o')],
  [
    'POST',
    '/v1/refunds',
    { externalId: 'r', saleExternalId: 'o', amount: 1 },
    (g) => g.refunds.create({ externalId: 'r', saleExternalId: 'o', amount: 1 }),
  ],
  [
    'POST',
    '/v1/disputes',
    { externalId: 'd', saleExternalId: 'o', amount: 1, status: 'won' },
    (g) => g.disputes.create({ externalId: 'd', saleExternalId: 'o', amount: 1, status: 'won' }),
  ],
  ['POST', '/v1/tokens', { partnerId: 'par_1' }, (g) => g.tokens.create({ partnerId: 'par_1' })],
  ['GET', '/v1/commissions?status=held', undefined, (g) => g.commissions.list({ status: 'held' })],
  ['GET', '/v1/commissions/com_1', undefined, (g) => g.commissions.retrieve('com_1')],
  [
    'POST',
    '/v1/leads',
    { partnerId: 'par_1', company: 'C', contact, need: 'n' },
    (g) => g.leads.create({ partnerId: 'par_1', company: 'C', contact, need: 'n' }),
  ],
  ['GET', '/v1/leads?partnerId=par_1', undefined, (g) => g.leads.list({ partnerId: 'par_1' })],
  ['GET', '/v1/leads/led_1', undefined, (g) => g.leads.retrieve('led_1')],
  [
    'POST',
    '/v1/leads/led_1/decision',
    { status: 'accepted' },
    (g) => g.leads.decide('led_1', { status: 'accepted' }),
  ],
  ['POST', '/v1/test/clock', { days: 31 }, (g) => g.test.advanceClock({ days: 31 })],
  ['POST', '/v1/test/reset', undefined, (g) => g.test.reset()],
])('%s %s', async (method, url, body, call) => {
  const { goodword, asked } = await client(answer(200, { the: 'answer' }))
  expect(await call(goodword)).toEqual({ the: 'answer' })
  expect(asked).toMatchObject([{ method, url, headers: { authorization: 'Bearer gw_sk_test_secret' } }])
  expect(asked[0]?.body).toEqual(body)
})

test.each(['', '.', '..'])('the id %j does not become another route', async (id) => {
  const { goodword, asked } = await client(answer(200, {}))
  await expect(goodword.customers.decide(id, { partnerId: null, reason: 'x' })).rejects.toThrow(TypeError)
  await expect(goodword.partners.retrieve(id)).rejects.toThrow(TypeError)
  expect(asked).toEqual([])
})

describe('a list', () => {
  const pages: Answer = (response, asked) => {
    const cursor = new URL(asked.url, 'http://x').searchParams.get('cursor')
    const at = cursor === null ? 0 : Number(cursor)
    const data = [at, at + 1].map((n) => ({ id: `par_${n}` }))
    answer(200, { data, nextCursor: at < 4 ? String(at + 2) : null })(response, asked)
  }

  test('is every entry in a loop, a page at a time, filters kept', async () => {
    const { goodword, asked } = await client(pages)
    const ids: string[] = []
    for await (const partner of goodword.partners.list({ limit: 2 })) ids.push(partner.id)
    expect(ids).toEqual(['par_0', 'par_1', 'par_2', 'par_3', 'par_4', 'par_5'])
    expect(asked.map((request) => request.url)).toEqual([
      '/v1/partners?limit=2',
      '/v1/partners?limit=2&cursor=2',
      '/v1/partners?limit=2&cursor=4',
    ])
  })

  test('is one page when waited for, and goes on from its cursor', async () => {
    const { goodword, asked } = await client(pages)
    const page = await goodword.partners.list()
    expect(page).toEqual({ data: [{ id: 'par_0' }, { id: 'par_1' }], nextCursor: '2' })
    const rest: string[] = []
    for await (const partner of goodword.partners.list({ cursor: '4' })) rest.push(partner.id)
    expect(rest).toEqual(['par_4', 'par_5'])
    expect(asked).toHaveLength(2)
  })

  test('asks no further than the loop goes, and nothing before it starts', async () => {
    const { goodword, asked } = await client(pages)
    const listing = goodword.partners.list()
    expect(asked).toHaveLength(0)
    for await (const partner of listing) if (partner.id === 'par_1') break
    expect(asked).toHaveLength(1)
  })

  test('fails where a page fails', async () => {
    const { goodword } = await client(problem(400, 'invalid_cursor'))
    await expect(goodword.partners.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
    const walk = async () => {
      for await (const partner of goodword.partners.list()) expect.unreachable(partner.id)
    }
    await expect(walk()).rejects.toMatchObject({ code: 'invalid_cursor' })
  })
})

describe('the client', () => {
  test.each([
    'gw_pk_1',
    'gw_pt_1',
    '',
    'sk',
    'gw_sk_',
    'gw_sk_1\r\nx: y',
  ])('refuses %j as its key, without repeating it', (key) => {
    const make = () => new Goodword({ secretKey: key, baseUrl: 'https://refer.acme.example' })
    expect(make).toThrow(new TypeError('secretKey must be a secret key: it starts with gw_sk_.'))
  })

  test.each([
    '',
    'refer.acme.example',
    'ftp://refer.acme.example',
  ])('refuses %j as its address', (baseUrl) => {
    expect(() => new Goodword({ secretKey: 'gw_sk_1', baseUrl })).toThrow(TypeError)
  })

  test('printed or serialised does not show its key', async () => {
    const { goodword } = await client(problem(401, 'credential_invalid'))
    const error = await goodword.program.get().catch((reason: unknown) => reason)
    for (const text of [
      inspect(goodword, { depth: 9, showHidden: true }),
      JSON.stringify(goodword),
      inspect(error),
    ]) {
      expect(text).not.toContain('gw_sk_test_secret')
    }
  })

  test('uses the fetch that it is given, under a path if the server lives there', async () => {
    const addresses: string[] = []
    const goodword = new Goodword({
      secretKey: 'gw_sk_1',
      baseUrl: 'https://acme.example/refer/',
      fetch: async (input) => {
        addresses.push(String(input))
        return Response.json({ id: 'prg_1' })
      },
    })
    expect(await goodword.program.get()).toEqual({ id: 'prg_1' })
    expect(addresses).toEqual(['https://acme.example/refer/v1/program'])
  })
})
