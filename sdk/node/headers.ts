/** Headers as frameworks hold them: a Headers object, or a plain record in any spelling. */
export type HeaderSource = Headers | Record<string, string | readonly string[] | undefined>

/** The value of a header; null when it is missing. Several values are joined as HTTP says. */
export function headerOf(headers: HeaderSource, name: string, separator = ', '): string | null {
  if (headers instanceof Headers) return headers.get(name)
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  const value = key === undefined ? undefined : headers[key]
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(separator)
}
