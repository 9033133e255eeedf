/**
 * Bodies made from each route's own schema, right and almost right: whatever
 * comes, the answer is one that the route declares, and never a 5xx.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../../server/api/route.ts'
import { engines } from '../support/engines.ts'
import type { Schema } from './bad-bodies.ts'
import { exampleOf } from './examples.ts'
import { declared, flawOfProblem, headersFor, nameOf, startWorld, type World } from './world.ts'

/** A few hundred requests per route; each engine gets its own. */
const RUNS = { sqlite: 300, postgres: 100 }

/** What a field of this name usually holds, so that not everything is refused at the first look. */
const hints: Record<string, string[]> = {
  currency: ['EUR', 'USD'],
  destination: ['https://acme.example/x', 'https://acme.example'],
  planId: ['refer', 'stay'],
  url: ['https://acme.example/?via=x'],
}

const junk = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 53,
    -(2 ** 53),
    1e300,
    '',
    ' ',
    '\0',
    '\ud800',
    'NaN',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom([], {}, [null], { a: { b: { c: [] } } }),
)

describe.each(engines)('fuzz on %s', (engine) => {
  let world: World
  // biome-ignore lint/suspicious/noExplicitAny: a JSON document
  let document: any
  let clickId: string
  let calls = 0
  beforeAll(async () => {
    world = await startWorld(engine)
    clickId = await world.app.click(world.mara.code)
    document = (await world.app.get('/openapi.json', { as: null })).body
  })
  afterAll(() => world.app.close())

  const resolve = (schema: Schema): Schema =>
    schema.$ref ? resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']) : schema

  /** Values of a schema, now and then ones that are not. `known` are words that mean something here. */
  function valuesOf(given: Schema, known: string[]): fc.Arbitrary<unknown> {
    const schema = resolve(given)
    const right = rightOf(schema, known)
    return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: junk })
  }

  function rightOf(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
    const branches = schema.anyOf ?? schema.oneOf
    if (branches) return fc.oneof(...branches.map((branch) => valuesOf(branch, known)))
    if (schema.enum) return fc.constantFrom(...schema.enum)
    const types = [schema.type ?? []].flat()
    if (types.includes('null')) return fc.oneof(fc.constant(null), textOf(schema, known))
    switch (types[0]) {
      case 'object':
        return objectOf(schema, known)
      case 'array':
        return fc.array(valuesOf(schema.items ?? {}, known), { maxLength: Math.min(5, schema.maxItems ?? 5) })
      case 'integer': {
        const { minimum: min = -1_000, maximum: max = 1_000_000 } = schema
        return fc.oneof(
          fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) }),
          fc.constantFrom(min, max),
        )
      }
      case 'boolean':
        return fc.boolean()
      default:
        return textOf(schema, known)
    }
  }

  function textOf({ format, maxLength = 60 }: Schema, known: string[]): fc.Arbitrary<string> {
    if (format === 'date-time') {
      const [min, max] = [new Date('1999-12-01T00:00:00Z'), new Date('2026-11-22T00:00:00Z')]
      return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString())
    }
    if (format === 'email')
      return fc.oneof(fc.emailAddress(), fc.constantFrom('mara@agency.example', 'A@B.example'))
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 60) }) },
    )
  }

  function objectOf(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
    const fields = Object.entries(schema.properties ?? {})
    if (fields.length === 0) {
      const value = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
      return fc.dictionary(fc.constantFrom('EUR', 'USD', 'ZZZ', 'eur'), valuesOf(value, known), {
        maxKeys: 3,
      })
    }
    const shape = Object.fromEntries(
      fields.map(([name, field]) => {
        const meant = hints[name]
        const any = valuesOf(field, known)
        return [name, meant ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...meant) }, any) : any]
      }),
    )
    return fc.record(shape, { requiredKeys: schema.required ?? [] })
  }

  async function send(method: string, path: string, headers: Record<string, string>, body: unknown) {
    const response = await world.app.composed.app.request(
      path,
      { method, headers, body: JSON.stringify(body) },
      // An address of its own each time: how often one may ask is another test.
      { incoming: { socket: { remoteAddress: `2001:db8::${(++calls).toString(16)}` } } },
    )
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  const withBody = declared.filter(
    // Last: it can change what the others may use.
    (route) => route.spec.body && nameOf(route) !== 'PUT /v1/program',
  )

  test.each(
    [...withBody, ...declared.filter((route) => nameOf(route) === 'PUT /v1/program')].map(
      (route): [string, Route] => [nameOf(route), route],
    ),
  )('%s', async (_, route) => {
    const { spec } = route
    const operation = document.paths[spec.path][spec.method]
    const schema: Schema = operation.requestBody.content['application/json'].schema
    // Pausing the partner whose ids the others use would leave them little that is right.
    const pausable = spec.method === 'patch' && spec.credentials.includes('sk')
    const example = await exampleOf(world, route, pausable ? world.ben : world.mara)
    const headers = {
      ...(await headersFor(world, route)),
      ...example.headers,
      'Content-Type': 'application/json',
    }
    const { mara, ben, tilda } = world
    const known = [
      ...[mara, ben, tilda].flatMap((who) => [
        who.partnerId,
        who.code,
        who.coupon,
        who.leadId,
        who.sale,
        who.customer,
      ]),
      ...[
        'refer',
        'stay',
        'EUR',
        'USD',
        'https://acme.example',
        'https://acme.example/x',
        'client.example',
        'A name',
      ],
      clickId,
    ]
    let taken = 0
    await fc.assert(
      fc.asyncProperty(rightOf(resolve(schema), known), async (body) => {
        const answer = await send(spec.method.toUpperCase(), example.path, headers, body)
        expect(Object.keys(operation.responses)).toContain(String(answer.status))
        const reply = spec.replies[answer.status]
        if (reply) {
          taken++
          reply.schema?.parse(JSON.parse(answer.text))
        } else expect(flawOfProblem(answer.status, answer.headers, answer.text)).toBeUndefined()
      }),
      { numRuns: RUNS[engine], examples: [[example.body]] },
    )
    // If nothing was ever right, only the refusals were tried.
    expect(taken).toBeGreaterThan(0)
  })
})
