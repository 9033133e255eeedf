/** Turns what arrived into what a route declared, or into a problem that names every wrong field. */
import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type FieldError, Problem } from '../services/problem.ts'

const BODY_LIMIT_BYTES = 64 * 1024
/** What banks and providers answer to a whole run. */
const RESULTS_LIMIT_BYTES = 4 * 1024 * 1024

/** An invoice with many lines. */
const HOOK_LIMIT_BYTES = 1024 * 1024

export const bodyLimitOf = (path: string): number =>
  path.startsWith('/hooks/')
    ? HOOK_LIMIT_BYTES
    : /^\/v1\/payouts\/[^/]+\/results$/.test(path)
      ? RESULTS_LIMIT_BYTES
      : BODY_LIMIT_BYTES

const DEPTH_LIMIT = 12

const decoder = new TextDecoder('utf-8', { fatal: true })

export async function readJson(c: Context, textBody: boolean): Promise<unknown> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && !(textBody && (type === 'text/plain' || type === ''))) {
    throw new Problem('unsupported_media_type')
  }
  return parseJson(await c.req.arrayBuffer())
}

/** @throws Problem `malformed_json` or `validation_failed` */
export function parseJson(bytes: ArrayBuffer | Uint8Array): unknown {
  let value: unknown
  let text: string
  try {
    text = decoder.decode(bytes)
    value = JSON.parse(text)
  } catch (cause) {
    throw new Problem('malformed_json', { cause })
  }
  checkText(value)
  if (namesIn(value) !== namesWritten(text)) {
    throw new Problem('malformed_json', { detail: 'A field stands twice in the same object. Send it once.' })
  }
  return value
}

/** Of two fields with one name parsers keep either: what was checked elsewhere may not be what we read. */
function namesWritten(json: string): number {
  let names = 0
  for (const [, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) names++
  return names
}

function namesIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  const items = Object.values(value)
  return items.reduce<number>((sum, item) => sum + namesIn(item), Array.isArray(value) ? 0 : items.length)
}

/**
 * PostgreSQL refuses NUL and lone surrogates are stored as something else, so
 * neither gets in anywhere: not as a value and not as a name.
 */
export function checkText<T>(value: T): T {
  walk(value, '', 0)
  return value
}

function walk(value: unknown, path: string, depth: number): void {
  if (depth > DEPTH_LIMIT) throw new Problem('malformed_json', { detail: 'The JSON is nested too deeply.' })
  if (typeof value === 'string') checkString(value, path)
  if (value === null || typeof value !== 'object') return
  for (const [name, item] of Object.entries(value)) {
    checkString(name, path)
    // No field is called so, and code that copies objects by assignment trips over it.
    if (name === '__proto__') throw new Problem('validation_failed', { errors: [noSuchField(path, name)] })
    walk(item, path ? `${path}.${name}` : name, depth + 1)
  }
}

function checkString(text: string, path: string): void {
  if (text.isWellFormed() && !text.includes('\0')) return
  throw new Problem('validation_failed', {
    errors: [
      {
        path: path.toWellFormed().replaceAll('\0', ''),
        message: 'Must be well-formed Unicode text without NUL.',
      },
    ],
  })
}

export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Problem('validation_failed', { errors: result.error.issues.flatMap(fieldErrors).slice(0, 50) })
}

const noSuchField = (path: string, name: string): FieldError => ({
  path: path ? `${path}.${name}` : name,
  message: 'There is no such field.',
})

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    // The path of an unknown field ends at its object: add the name, so that it can be found.
    return issue.keys.map((key) => noSuchField(path, key))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Several shapes are taken: the one that was most nearly met says what is missing.
    const [nearest = []] = [...issue.errors].sort((a, b) => a.length - b.length)
    return nearest.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  return [{ path, message: issue.message }]
}
