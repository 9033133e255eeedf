/** Checks a value against the part of JSON Schema that the OpenAPI document uses. */
import type { Resolve, Schema } from './bad-bodies.ts'

/** Every way in which a value is not what the schema says; undeclared fields count as one. */
export function misfits(resolve: Resolve, given: Schema, value: unknown, path = '$'): string[] {
  const schema = merged(resolve, given)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) {
    const tries = branches.map((branch) => misfits(resolve, branch, value, path))
    return tries.some((errors) => errors.length === 0) ? [] : tries.flat()
  }
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.some((type) => hasType(type, value))) {
    return [`${path} is ${JSON.stringify(value)}, not ${types.join(' or ')}`]
  }
  if (value === null) return []
  if (schema.enum && !schema.enum.includes(value))
    return [`${path} is ${JSON.stringify(value)}, not in the list`]
  if (typeof value === 'string') return textMisfits(schema, value, path)
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema
    return value < minimum || value > maximum ? [`${path} is ${value}`] : []
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => misfits(resolve, schema.items ?? {}, item, `${path}[${index}]`))
  }
  if (typeof value === 'object') return objectMisfits(resolve, schema, value as Record<string, unknown>, path)
  return []
}

/** What extends another schema, with everything it inherits. */
function merged(resolve: Resolve, given: Schema): Schema {
  const schema = resolve(given)
  if (!schema.allOf) return schema
  const parts = [...schema.allOf.map((part) => merged(resolve, part)), { ...schema, allOf: undefined }]
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})),
    required: parts.flatMap((part) => part.required ?? []),
  }
}

function objectMisfits(
  resolve: Resolve,
  schema: Schema,
  value: Record<string, unknown>,
  path: string,
): string[] {
  const errors: string[] = []
  for (const name of schema.required ?? []) if (!(name in value)) errors.push(`${path}.${name} is missing`)
  for (const [name, item] of Object.entries(value)) {
    const field =
      schema.properties?.[name] ??
      (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)
    if (field) errors.push(...misfits(resolve, field, item, `${path}.${name}`))
    else errors.push(`${path}.${name} is not declared`)
  }
  return errors
}

function textMisfits(
  { pattern, format, minLength = 0, maxLength = Infinity }: Schema,
  value: string,
  path: string,
) {
  if (value.length < minLength || value.length > maxLength) return [`${path} has ${value.length} characters`]
  if (pattern && !new RegExp(pattern, 'u').test(value)) return [`${path} "${value}" does not fit ${pattern}`]
  // Answers are always in UTC; requests may carry an offset.
  if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) {
    return [`${path} "${value}" is no RFC 3339 time`]
  }
  return []
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      // The other names of JSON Schema are those of JavaScript.
      return typeof value === type
  }
}
