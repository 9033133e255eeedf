/** Reads JSON of somebody else, in which anything may be missing. */

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)
}

/** Without NUL and halves of characters, which not every database keeps. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found.toWellFormed().replaceAll('\0', '') : undefined
}

export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined
}

/** What stands there as an id, or expanded to the object. */
export function idAt(value: unknown, ...path: string[]): string | undefined {
  return textAt(value, ...path) ?? textAt(at(value, ...path), 'id')
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path)
  if (Array.isArray(found)) return found
  const data = at(found, 'data')
  return Array.isArray(data) ? data : []
}
