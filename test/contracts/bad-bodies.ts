/** Bodies that are wrong on purpose, made from the schema of a route and a body that is right. */

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  type?: string | string[]
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  format?: string
  default?: unknown
}

export type Resolve = (schema: Schema) => Schema

export interface BadBody {
  label: string
  /** JSON text: much of what is wrong cannot be said by a value. */
  text: string
}

type Json = Record<string, unknown>
type Step = string | number

const HOLE = '@@hole@@'

/** The body as text, with raw JSON in one place. */
function withRaw(body: unknown, path: Step[], raw: string): string {
  const copy = structuredClone(body)
  let parent = copy as Record<Step, unknown>
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<Step, unknown>
  const last = path.at(-1)
  if (last === undefined) return raw
  parent[last] = HOLE
  return JSON.stringify(copy).replace(`"${HOLE}"`, () => raw)
}

function without(body: unknown, path: Step[]): string {
  const copy = structuredClone(body)
  let parent = copy as Record<Step, unknown>
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<Step, unknown>
  delete parent[path.at(-1) ?? '']
  return JSON.stringify(copy)
}

/** The same object with text added before its closing brace. */
const withMore = (body: unknown, path: Step[], value: Json, more: string): string =>
  withRaw(
    body,
    path,
    `${JSON.stringify(value).replace(/\}$/, '')}${Object.keys(value).length ? ',' : ''}${more}}`,
  )

const wrongFor: Record<string, string[]> = {
  string: ['1', '0', '-0', 'true', 'false', '{}', '["x"]', '[]', '{"length":3}', '1e400'],
  integer: [
    '"1"',
    '"1e3"',
    '"NaN"',
    '"Infinity"',
    '"0x10"',
    '""',
    '" 1 "',
    'true',
    '[1]',
    '{}',
    '1.5',
    '1e400',
    '-1e400',
    '9007199254740993',
    '-9007199254740993',
    '1e-7',
  ],
  boolean: ['"true"', '1', '0', '"no"', '[]', '{}'],
  array: ['{}', '"x"', '1', 'true', '{"0":"x","length":1}'],
  object: ['[]', '"x"', '1', 'true', '[{}]'],
}

const wrongText = [
  '"\\ud800"',
  '"a\\udc00b"',
  '"a\\u0000b"',
  '"\\u0000"',
  `"${'x'.repeat(1_000_000)}"`,
  '"\\ud83d\\ud83d"',
]

/** Everything that one place in the body may not be. */
function wrongValues(schema: Schema): string[] {
  const types = [schema.type ?? []].flat()
  const main = types.find((type) => type !== 'null') ?? ''
  const wrong = [...(wrongFor[main] ?? [])]
  if (!types.includes('null')) wrong.push('null')
  if (main === 'string') {
    wrong.push(...wrongText)
    if (schema.maxLength !== undefined) wrong.push(JSON.stringify('a'.repeat(schema.maxLength + 1)))
    if ((schema.minLength ?? 0) > 0) wrong.push('""')
    if (schema.enum) wrong.push('"no such word"', '"__proto__"', '"constructor"')
    if (schema.format === 'email') {
      wrong.push(
        '"a@b"',
        '"a b@c.example"',
        '"a@c.example\\r\\nBcc: x@y.example"',
        '"a@c.example, x@y.example"',
      )
    }
    if (schema.format === 'date-time') {
      wrong.push('"2026-02-30T10:00:00Z"', '"2026-11-20"', '"2026-11-20T10:00:00"', '"1795165200000"')
      wrong.push('"0001-01-01T00:00:00Z"', '"1969-12-31T23:59:59Z"', '"2026-11-21T10:05:01Z"')
      wrong.push('"9999-12-31T23:59:59Z"', '"2026-11-20T24:00:00Z"', '"now"', '""')
    }
  }
  if (main === 'integer') {
    if (schema.minimum !== undefined) wrong.push(String(schema.minimum - 1))
    if (schema.maximum !== undefined) wrong.push(String(schema.maximum + 1))
  }
  if (main === 'array') {
    if (schema.minItems) wrong.push('[]')
    if (schema.maxItems !== undefined) wrong.push(JSON.stringify(Array(schema.maxItems + 1).fill(null)))
    wrong.push('[null]', '[[]]')
  }
  return wrong
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text)

const surprises = [
  '"surprise":1',
  '"__proto__":{"admin":true}',
  '"constructor":{"prototype":{"admin":true}}',
  '"toString":"x"',
  '"":1',
  '"\\u0000":1',
  '"\\ud800":1',
]

export function* badBodies(resolve: Resolve, top: Schema, body: Json): Generator<BadBody> {
  yield* badAt(resolve, top, body, body, [])
}

function* badAt(
  resolve: Resolve,
  given: Schema,
  body: Json,
  value: unknown,
  path: Step[],
): Generator<BadBody> {
  const schema = branchOf(resolve, given, value)
  const place = path.join('.') || 'the body'
  for (const raw of wrongValues(schema)) {
    yield { label: `${place} = ${short(raw)}`, text: withRaw(body, path, raw) }
  }
  if (Array.isArray(value) && schema.items) {
    for (const [index, item] of value.slice(0, 1).entries()) {
      yield* badAt(resolve, schema.items, body, item, [...path, index])
    }
    return
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const object = value as Json
  for (const more of surprises) {
    yield { label: `${place} with ${more}`, text: withMore(body, path, object, more) }
  }
  const [name] = Object.keys(object)
  if (name !== undefined) {
    const twice = `${JSON.stringify(name)}:${JSON.stringify(object[name])}`
    yield { label: `${place} with ${name} twice`, text: withMore(body, path, object, twice) }
  }
  for (const required of schema.required ?? []) {
    yield { label: `${place} without ${required}`, text: without(body, [...path, required]) }
  }
  for (const [field, fieldSchema] of Object.entries(schema.properties ?? {})) {
    if (field in object) yield* badAt(resolve, fieldSchema, body, object[field], [...path, field])
  }
  if (typeof schema.additionalProperties === 'object') {
    for (const [field, item] of Object.entries(object).slice(0, 1)) {
      yield* badAt(resolve, schema.additionalProperties, body, item, [...path, field])
    }
  }
}

/** Of several shapes the one that the right body has. */
function branchOf(resolve: Resolve, given: Schema, value: unknown): Schema {
  const schema = resolve(given)
  const branches = schema.anyOf ?? schema.oneOf
  if (!branches) return schema
  const names = Object.keys((value ?? {}) as Json)
  const fits = branches
    .map(resolve)
    .find((branch) => names.every((name) => name in (branch.properties ?? {})))
  return fits ?? schema
}

/** Whole bodies that are no JSON object at all. `null`: no body is sent. */
export const notObjects: { label: string; body: string | Uint8Array | null }[] = [
  { label: 'no body', body: null },
  { label: 'an empty body', body: '' },
  { label: 'blanks', body: ' \n' },
  { label: 'null', body: 'null' },
  { label: 'a number', body: '1' },
  { label: 'a text', body: '"x"' },
  { label: 'a list', body: '[]' },
  { label: 'half an object', body: '{"a":' },
  { label: 'two objects', body: '{}{}' },
  { label: 'a trailing comma', body: '{"a":1,}' },
  { label: 'NaN', body: '{"a":NaN}' },
  { label: 'a form', body: 'email=a%40b.example&name=x' },
  { label: 'only a byte order mark', body: '\ufeff' },
  { label: 'invalid UTF-8', body: Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d) },
  { label: 'overlong UTF-8', body: Uint8Array.of(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d) },
  { label: 'UTF-16', body: Uint8Array.from(Buffer.from('{"a":1}', 'utf16le')) },
  { label: 'deep lists', body: '['.repeat(30_000) },
  { label: 'deep lists, closed', body: `${'['.repeat(30_000)}${']'.repeat(30_000)}` },
  { label: 'deep objects', body: `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}` },
  {
    label: 'thousands of fields',
    body: `{${Array.from({ length: 5_000 }, (_, n) => `"f${n}":1`).join(',')}}`,
  },
]
