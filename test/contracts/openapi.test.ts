/** The OpenAPI document: whole in itself, and true. What it declares is what is answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problems } from '../../server/services/problem.ts'
import { type Answer, type CallOptions, DAY_MS, PK, SK } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import type { Schema } from './bad-bodies.ts'
import { exampleOf } from './examples.ts'
import { misfits } from './json-schema.ts'
import { bearer, declared, headersFor, nameOf, ORIGIN, startWorld, type World } from './world.ts'

type Json = Record<string, unknown>

const schemes = {
  pk: 'publishableKey',
  sk: 'secretKey',
  pt: 'partnerToken',
  session: 'session',
  staff: 'staff',
}

describe.each(engines)('OpenAPI on %s', (engine) => {
  let world: World
  // biome-ignore lint/suspicious/noExplicitAny: a JSON document
  let document: any
  beforeAll(async () => {
    world = await startWorld(engine)
    document = (await world.app.get('/openapi.json', { as: null })).body
  })
  afterAll(() => world.app.close())

  const resolve = (schema: Schema): Schema =>
    schema.$ref ? resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']) : schema

  function* everything(value: unknown, path: string): Generator<[string, Json]> {
    if (value === null || typeof value !== 'object') return
    if (!Array.isArray(value)) yield [path, value as Json]
    for (const [name, item] of Object.entries(value)) yield* everything(item, `${path}/${name}`)
  }

  test('it is a 3.1 document', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    expect(document.servers).toEqual([{ url: ORIGIN }])
    const known = ['openapi', 'info', 'servers', 'paths', 'components', 'webhooks', 'tags', 'security']
    expect(Object.keys(document).filter((key) => !known.includes(key))).toEqual([])
  })

  test('every $ref leads somewhere, and every pattern is an expression', () => {
    let refs = 0
    for (const [path, node] of everything(document, '#')) {
      if (typeof node.$ref === 'string') {
        refs++
        const target = node.$ref
          .slice(2)
          .split('/')
          .reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document)
        expect([path, typeof target]).toEqual([path, 'object'])
      }
      if (typeof node.pattern === 'string') {
        const { pattern } = node
        expect(() => new RegExp(pattern, 'u')).not.toThrow()
        // A flag has no place in JSON Schema: it would become part of the text.
        expect([path, /\/[a-z]*$/.test(pattern)]).toEqual([path, false])
      }
      // 3.1 says it in the type.
      expect([path, 'nullable' in node && typeof node.nullable === 'boolean']).toEqual([path, false])
    }
    expect(refs).toBeGreaterThan(50)
  })

  test('every route is there, with its words, parameters, credentials and problems', () => {
    const listed = Object.entries(document.paths as Record<string, Json>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(listed.sort()).toEqual(declared.map(nameOf).sort())
    const names: string[] = Object.keys(document.components.securitySchemes)
    expect(names.sort()).toEqual(Object.values(schemes).sort())

    for (const route of declared) {
      const { spec } = route
      const operation = document.paths[spec.path][spec.method]
      const name = nameOf(route)
      expect([name, operation.summary, operation.tags]).toEqual([
        name,
        expect.stringMatching(/\S/),
        [spec.tag],
      ])
      expect([name, operation.security]).toEqual([
        name,
        spec.credentials.map((kind) => ({ [schemes[kind]]: [] })),
      ])
      const inPath = [...spec.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const parameters: { name: string; in: string; required?: boolean }[] = operation.parameters ?? []
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath)
      expect(parameters.every((one) => one.in !== 'path' || one.required)).toBe(true)
      expect([name, operation.requestBody?.required]).toEqual([name, spec.body ? true : undefined])

      for (const [status, reply] of Object.entries(operation.responses as Record<string, Json>)) {
        expect([name, reply.description]).toEqual([name, expect.stringMatching(/\S/)])
        const content = reply.content as Json | undefined
        if (Number(status) < 400) expect(Number(status) in spec.replies).toBe(true)
        else
          expect([name, status, Object.keys(content ?? {})]).toEqual([
            name,
            status,
            ['application/problem+json'],
          ])
      }
      const statuses = Object.keys(operation.responses)
      for (const code of spec.problems ?? []) expect(statuses).toContain(String(problems[code].status))
      if (spec.credentials.length > 0) expect(statuses).toEqual(expect.arrayContaining(['401', '403']))
      if (spec.body) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415', '422']))
      expect(statuses).toContain('503')
    }
  })

  /** What was answered, held against the document and against the declaration. */
  function hold(name: string, path: string, answer: Answer): void {
    const [method = ''] = name.split(' ')
    const operation = document.paths[path][method.toLowerCase()]
    const response = operation.responses[String(answer.status)]
    expect([name, answer.status, response === undefined]).toEqual([name, answer.status, false])
    const contents = Object.entries((response.content ?? {}) as Record<string, { schema: Schema }>)
    const sent = answer.headers.get('content-type') ?? ''
    const [type, { schema }] = contents.find(([one]) => sent.startsWith(one)) ??
      contents[0] ?? ['', { schema: undefined }]
    if (!schema) {
      expect([name, answer.text]).toEqual([name, ''])
      return
    }
    expect(answer.headers.get('content-type')).toContain(type)
    expect([name, misfits(resolve, schema, answer.body ?? answer.text)]).toEqual([name, []])
    const own = declared.find((route) => nameOf(route) === name)?.spec.replies[answer.status]?.schema
    if (answer.status < 400 && answer.body !== undefined) {
      expect(own).toBeDefined()
      expect([name, own?.parse(answer.body)]).toEqual([name, answer.body])
    }
  }

  async function tell(name: string, body?: unknown, options: CallOptions & { at?: string } = {}) {
    const [method = '', template = ''] = name.split(' ')
    const answer = await world.app.call(method, options.at ?? template, body, options)
    hold(name, template, answer)
    return answer
  }

  test('every example fits the schemas of its route, there and back', async () => {
    const last = ['POST /v1/test/reset']
    const rest = declared.filter((route) => !last.includes(nameOf(route)))
    for (const route of [...rest, ...declared.filter((one) => last.includes(nameOf(one)))]) {
      const { spec } = route
      const example = await exampleOf(world, route, world.mara)
      const operation = document.paths[spec.path][spec.method]
      if (example.body) {
        const { schema } = operation.requestBody.content['application/json']
        expect([nameOf(route), misfits(resolve, schema, example.body)]).toEqual([nameOf(route), []])
      }
      const headers = { ...(await headersFor(world, route)), ...example.headers }
      const answer = await world.app.call(spec.method.toUpperCase(), example.path, example.body, {
        as: null,
        headers,
      })
      expect([nameOf(route), answer.status in spec.replies]).toEqual([nameOf(route), true])
      hold(nameOf(route), spec.path, answer)
    }
  })

  test('a story with all its turns is answered as declared', async () => {
    const { app, mara } = world
    const partner = (await tell('POST /v1/partners', { email: 'story@x.example', name: 'Story Teller' })).body
    await tell('POST /v1/partners', { email: 'story@x.example' })
    await tell('POST /v1/partners', { email: 'story@x.example', externalId: 'conflict' })
    await tell('POST /v1/partners', { email: 'else@x.example', planId: 'none' })
    await tell('POST /v1/links', { partnerId: partner.id, code: 'story-told' })
    const taken = await tell('POST /v1/links', { partnerId: partner.id, code: 'story-told' })
    expect(taken.body.suggestions.length).toBeGreaterThan(0)
    await tell('POST /v1/links', { partnerId: partner.id, destination: 'https://evil.example' })
    await tell('POST /v1/coupons', { partnerId: partner.id, code: 'STORY' })
    await tell('POST /v1/coupons', { partnerId: partner.id, code: 'story' })
    await tell('POST /v1/coupons', { partnerId: mara.partnerId, code: 'story' })
    const click = await tell(
      'POST /v1/clicks',
      { code: 'story-told', url: 'https://acme.example/' },
      { as: PK },
    )
    await tell('POST /v1/clicks', { code: 'nobodys', url: 'https://acme.example/' }, { as: PK })
    const customer = { externalId: 'st_c', email: 'story@x.example', clickId: click.body.clickId }
    const bound = await tell('POST /v1/customers', customer)
    expect(bound.body.attribution.flags.length).toBeGreaterThan(0)
    await tell('POST /v1/customers', customer)
    await tell('POST /v1/customers', { externalId: 'st_none' })
    await tell('POST /v1/customers', {
      externalId: 'st_lost',
      clickIds: ['x'],
      coupon: 'NO',
      code: 'no-no',
      leadId: 'no',
    })
    const sale = { externalId: 'st_s', customerExternalId: 'st_c', amount: 5_000, currency: 'EUR' }
    const sold = await tell('POST /v1/sales', sale)
    expect(sold.body.commissions[0].heldBecause).toEqual(expect.any(String))
    await tell('POST /v1/sales', sale)
    await tell('POST /v1/sales', { ...sale, amount: 5_001 })
    await tell('POST /v1/sales', { ...sale, externalId: 'st_2', currency: 'JPY' })
    await tell('POST /v1/sales', { ...sale, externalId: 'st_3', occurredAt: '2030-01-01T00:00:00Z' })
    await tell('POST /v1/sales', {
      externalId: 'st_waits',
      customerExternalId: 'st_later',
      amount: 1,
      currency: 'USD',
    })
    await tell('POST /v1/refunds', { externalId: 'st_r', saleExternalId: 'st_s', amount: 1_000 })
    await tell('POST /v1/refunds', { externalId: 'st_r', saleExternalId: 'st_s', amount: 1_000 })
    await tell('POST /v1/refunds', { externalId: 'st_r', saleExternalId: 'st_s', amount: 1_001 })
    await tell('POST /v1/refunds', { externalId: 'st_r0', saleExternalId: 'st_nowhere', amount: 1 })
    const dispute = { externalId: 'st_d', saleExternalId: 'st_s', amount: 500 }
    for (const status of ['opened', 'opened', 'lost', 'won'])
      await tell('POST /v1/disputes', { ...dispute, status })
    await tell('POST /v1/disputes', { ...dispute, amount: 501 })
    await tell('POST /v1/disputes', { ...dispute, externalId: 'st_d0', saleExternalId: 'st_nowhere' })
    const at = '/v1/customers/st_c/attribution'
    await tell('POST /v1/customers/{externalId}/attribution', { partnerId: null, reason: 'Ours.' }, { at })
    await tell('GET /v1/sales/{externalId}', undefined, { at: '/v1/sales/st_s' })
    await tell('GET /v1/customers/{externalId}', undefined, { at: '/v1/customers/st_c' })
    await tell('GET /v1/sales/{externalId}', undefined, { at: '/v1/sales/nowhere' })
    const lead = {
      partnerId: partner.id,
      company: 'Bare',
      contact: { name: 'A', email: 'a@b.example' },
      need: 'Help.',
    }
    const { id } = (await tell('POST /v1/leads', lead)).body
    await tell('POST /v1/leads', { ...lead, code: 'story-told', partnerId: undefined }, { as: PK })
    await tell('POST /v1/leads', { ...lead, submittedBy: 'prospect' })
    await tell('POST /v1/leads/{id}/decision', { status: 'declined' }, { at: `/v1/leads/${id}/decision` })
    await tell('POST /v1/leads/{id}/decision', { status: 'accepted' }, { at: `/v1/leads/${id}/decision` })
    const as = (await tell('POST /v1/tokens', { partner: { email: 'story@x.example' } })).body.token
    await tell('POST /v1/tokens', { partnerId: 'par_nobody' })
    const adjustment = { partnerId: mara.partnerId, amount: 500, currency: 'EUR', reason: 'For the talk' }
    await tell('POST /v1/adjustments', adjustment)
    await tell('POST /v1/adjustments', { ...adjustment, currency: 'JPY' })
    await tell('POST /v1/adjustments', { ...adjustment, partnerId: 'par_nobody' })
    app.clock.advance(40 * DAY_MS)
    const fresh = (await tell('POST /v1/tokens', { partnerId: mara.partnerId })).body.token
    await tell('GET /v1/me', undefined, { as })
    for (const path of ['', '/summary', '/links', '/leads', '/commissions', '/payouts']) {
      await tell(`GET /v1/me${path}`, undefined, { as: fresh })
    }
    await tell('GET /v1/commissions', undefined, { at: '/v1/commissions?limit=1' })
    await tell('GET /v1/commissions', undefined, { at: '/v1/commissions?limit=1&cursor=x' })
    await tell('GET /v1/partners', undefined, { at: '/v1/partners?limit=2' })
    await tell('POST /v1/sign-in', { email: 'story@x.example' }, { as: null })
    await tell('POST /v1/sessions', { token: 'spent' }, { as: null, headers: { Origin: ORIGIN } })
    await tell('POST /v1/sessions', { token: 'spent' }, { as: null })
    await tell('POST /v1/partners/apply', { email: 'apply@x.example' }, { as: PK })
    await tell('GET /v1/hooks/{source}/events', undefined, { at: '/v1/hooks/stripe/events?status=waiting' })
    await tell('GET /v1/hooks/{source}/events/{id}', undefined, {
      at: `/v1/hooks/stripe/events/${mara.event}`,
    })
    await tell('GET /v1/hooks/{source}/events/{id}', undefined, { at: '/v1/hooks/stripe/events/evt_nowhere' })
    const again = { at: `/v1/hooks/stripe/events/${mara.event}/process` }
    await tell('POST /v1/hooks/{source}/events/{id}/process', undefined, again)
    await tell('POST /v1/test/clock', { days: 1 }, { as: SK })
    await tell('POST /v1/test/clock', {}, { as: world.tilda.sk })
  })

  test.each([
    ['GET', '/v1/nothing', 404],
    ['POST', '/v1', 404],
    ['GET', '/v2/program', 404],
    ['GET', '/v1/partners/a/b', 404],
    ['POST', '/v1/program', 405],
    ['DELETE', '/v1/program', 405],
    ['GET', '/v1/clicks', 405],
    ['PATCH', '/v1/sales', 405],
    ['PUT', '/v1/partners/par_x', 405],
    ['DELETE', '/v1/me', 405],
    ['PROPFIND', '/v1/commissions', 405],
  ])('%s %s is a %i', async (method, path, status) => {
    const answer = await world.app.call(method, path, undefined, { headers: bearer(SK) })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status, code: status === 404 ? 'not_found' : 'method_not_allowed' })
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    expect(answer.text).not.toContain(path)
    if (status === 404) return
    const template = path.replace('par_x', '{id}')
    const takes = declared.filter((route) => route.spec.path === template)
    const allowed = takes.map((route) => route.spec.method.toUpperCase())
    expect((answer.headers.get('allow') ?? '').split(', ').sort()).toEqual(allowed.sort())
  })

  test('HEAD is GET without the body', async () => {
    const answer = await world.app.composed.app.request('/v1/program', {
      method: 'HEAD',
      headers: bearer(SK),
    })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  test('a page of any origin may ask, without cookies', async () => {
    const answer = await world.app.call('OPTIONS', '/v1/clicks', undefined, {
      as: null,
      headers: {
        Origin: 'https://acme.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/,\s*/)
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'idempotency-key']))
  })
})
