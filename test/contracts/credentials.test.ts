/**
 * Who may call what: every route with every kind of credential there is, and
 * every id with somebody else's. A cell that nobody thought of fails.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../../server/api/route.ts'
import { engines } from '../support/engines.ts'
import { columns, type Expected, foreign, type Given, takes } from './credential-table.ts'
import { exampleOf } from './examples.ts'
import { type Belongings, declared, flawOfProblem, nameOf, startWorld, type World } from './world.ts'

/** What only the owner and its vendor may read. */
const privateWords = (who: Belongings): string[] => [
  who.name,
  who.email,
  who.code,
  who.coupon,
  who.leadId,
  who.commissionId,
  who.customer,
  who.sale,
  `contact-${who.email}`,
]

describe.each(engines)('credentials on %s', (engine) => {
  let world: World
  let calls = 0
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  afterAll(() => world.app.close())

  test('every route has its row', () => {
    const names = declared.map(nameOf).sort()
    expect(Object.keys(takes).sort()).toEqual(names)
    expect(Object.keys(foreign).sort()).toEqual(names)
    for (const route of declared) {
      const kinds = takes[nameOf(route)] === 'twin' ? 'sk' : takes[nameOf(route)]
      expect([nameOf(route), [...route.spec.credentials].sort().join(' ')]).toEqual([
        nameOf(route),
        (kinds ?? '').split(' ').sort().join(' '),
      ])
    }
  })

  async function send(route: Route, mine: Belongings, { headers = {}, query = '' }: Given) {
    const example = await exampleOf(world, route, mine)
    // Who is asking is the column's business.
    const { Cookie: _own, ...exampleHeaders } = example.headers ?? {}
    const path = query ? `${example.path}${example.path.includes('?') ? '&' : '?'}${query}` : example.path
    const text = example.body && JSON.stringify(example.body)
    const response = await world.app.composed.app.request(
      path,
      {
        method: route.spec.method.toUpperCase(),
        headers: { ...exampleHeaders, ...(text ? { 'Content-Type': 'application/json' } : {}), ...headers },
        body: text,
      },
      // An address of its own each time: how often one may ask is another test.
      { incoming: { socket: { remoteAddress: `10.0.${Math.floor(++calls / 250)}.${calls % 250}` } } },
    )
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      sent: `${path} ${text}`,
    }
  }

  type Sent = Awaited<ReturnType<typeof send>>

  function flawOf(
    route: Route,
    column: string,
    expected: Expected,
    answer: Sent,
    leaked: string[],
  ): string | undefined {
    const got = `${answer.status} ${answer.text.slice(0, 160)}`
    if (expected === 'taken') return answer.status in route.spec.replies ? undefined : got
    const words = leaked.filter((word) => answer.text.includes(word) && !answer.sent.includes(word))
    if (words.length > 0) return `tells ${words.join(', ')}: ${got}`
    if (expected === 'foreign') {
      const fate = foreign[nameOf(route)]
      const wanted = typeof fate === 'function' ? fate(column) : fate
      if (wanted === 'own') return answer.status in route.spec.replies ? undefined : got
      return answer.status === wanted ? flawOfProblem(answer.status, answer.headers, answer.text) : got
    }
    const code = answer.status >= 400 ? (JSON.parse(answer.text) as { code: string }).code : ''
    return code === expected ? flawOfProblem(answer.status, answer.headers, answer.text) : got
  }

  test.each(declared.map((route) => [nameOf(route), route] as const))('%s', async (name, route) => {
    const kinds = (takes[name] ?? '').split(' ').filter(Boolean)
    const flaws: string[] = []
    for (const [label, column] of Object.entries(columns)) {
      // The example's own headers would make a stranger's request one of ours.
      const expected = expectedIn(name, label, column.expected(route, kinds))
      const given = await column.give(world)
      const answer = await send(route, world.mara, given)
      const wrong = flawOf(route, label, expected, answer, privateWords(world.mara))
      if (wrong) flaws.push(`${label} should be ${expected}: ${wrong}`)
    }
    expect(flaws).toEqual([])
  })

  /** The few cells that do not follow from the rule. */
  function expectedIn(name: string, label: string, expected: Expected): Expected {
    // A confirmation is for the session that asked for it, and for no other.
    if (name === 'POST /v1/staff/confirmations' && (expected === 'taken' || expected === 'foreign')) {
      return 'token_spent'
    }
    const opens = ['POST /v1/sessions', 'DELETE /v1/sessions/current', 'POST /v1/staff/sessions']
    if (!opens.includes(name)) return expected
    // Their examples name our origin; only columns with an origin of their own differ.
    if (label === 'session with {}') return 'taken'
    if (label === 'session with {"Origin":"null"}') return 'cross_site'
    return expected
  }

  test('touches of another program tell nothing about it', async () => {
    const { app, mara, tilda } = world
    const clickId = await app.click(mara.code)
    const touches = { clickId, coupon: mara.coupon }
    const customer = await app.post(
      '/v1/customers',
      { externalId: 'spy', ...touches, code: mara.code, leadId: mara.leadId },
      { as: tilda.sk },
    )
    const sale = await app.post(
      '/v1/sales',
      { externalId: 'spy', amount: 100, currency: 'EUR', ...touches },
      { as: tilda.sk },
    )
    for (const answer of [customer, sale]) {
      expect([answer.status, answer.body.attribution]).toEqual([201, null])
      for (const word of [mara.name, mara.email, mara.partnerId, 'Brought Ltd'])
        expect(answer.text).not.toContain(word)
    }
  })

  test("a filter for somebody else's partner finds nothing", async () => {
    const { app, mara, tilda } = world
    for (const path of ['/v1/coupons', '/v1/commissions', '/v1/leads']) {
      const answer = await app.get(`${path}?partnerId=${mara.partnerId}`, { as: tilda.sk })
      if (answer.status === 200) expect([path, answer.body.data]).toEqual([path, []])
      else expect([path, answer.status]).toEqual([path, 422])
    }
  })

  test('what is refused has not happened', async () => {
    const { app, mara, ben, tilda } = world
    const before = (await app.get(`/v1/partners/${mara.partnerId}`)).text
    await app.call('PATCH', `/v1/partners/${mara.partnerId}`, { name: 'Stolen' }, { as: tilda.sk })
    await app.post('/v1/links', { partnerId: mara.partnerId, code: 'stolen' }, { as: ben.token })
    await app.post(`/v1/leads/${mara.leadId}/decision`, { status: 'declined' }, { as: tilda.sk })
    expect((await app.get(`/v1/partners/${mara.partnerId}`)).text).toBe(before)
    expect((await app.get('/r/stolen', { as: null })).headers.get('location')).toBe('https://acme.example/')
  })
})
