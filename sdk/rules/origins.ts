/**
 * Where a link may lead. Browsers read addresses more generously than people
 * do (`/\evil`, `//evil`, `good@evil` all go elsewhere), so an address is taken
 * apart by the same parser that browsers use, and only its origin is compared.
 */

/** Control characters and blanks, which parsers drop or trim, the backslash, which they turn round, halves of characters. */
const smuggled = /[\p{Cc}\p{Cf}\p{Z}\p{Surrogate}\\]/u

/** The scheme in full, two slashes and the start of a host; an `@` before the path would name a user. */
const plain = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i

function originOf(text: string): string | null {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : null
  } catch {
    return null
  }
}

/**
 * Whether an address may be the destination of a link: absolute, http or
 * https, without user name or password, without characters that parsers read
 * differently, and on exactly one of the allowed origins (scheme, host and port).
 *
 * @param allowedOrigins such as `https://acme.example`; a path behind it is ignored.
 * @example isAllowedDestination('https://acme.example/pricing', ['https://acme.example']) // true
 */
export function isAllowedDestination(url: string, allowedOrigins: readonly string[]): boolean {
  if (smuggled.test(url) || !plain.test(url)) return false
  const origin = originOf(url)
  return origin !== null && allowedOrigins.some((allowed) => originOf(allowed) === origin)
}
