import fc from 'fast-check'
import { expect, test } from 'vitest'
import { referrerHost } from '../../server/services/referrer.ts'

test.each([
  ['https://blog.example/posts/which?page=2#top', 'blog.example'],
  ['http://blog.example', 'blog.example'],
  ['https://blog.example:8443/a', 'blog.example'],
  ['https://blog.example:99999/a', null],
  ['https://blog.example?to=https://other.example/', 'blog.example'],
  ['HTTPS://Blog.Example/a', 'blog.example'],
  ['https://ada:secret@blog.example/a', 'blog.example'],
  ['https://blog.example@other.example/a', 'other.example'],
  ['https://blog.example\\@other.example/', 'blog.example'],
  ['https:////blog.example/a', 'blog.example'],
  ['https://bücher.example/', 'xn--bcher-kva.example'],
  ['https://192.0.2.1/a', '192.0.2.1'],
  ['https://1.2/a', '1.0.0.2'],
  ['https://[2001:db8::1]/a', '[2001:db8::1]'],
  [`https://${'a'.repeat(60)}.example/`, 'a'.repeat(40)],
  ['android-app://com.example.mail/', null],
  ['ftp://blog.example/', null],
  ['https://', null],
  ['blog.example', null],
  ['', null],
  [undefined, null],
])('%s comes from %s, said once or twice', (referrer, host) => {
  expect(referrerHost(referrer)).toBe(host)
  expect(referrerHost(referrer)).toBe(host)
})

test('whatever stands behind it, the host is the one that URL finds', () => {
  const begin = fc.constantFrom('https://', 'http://', 'https:', 'https:/', 'https:\\', 'HTTPS://')
  const rest = fc.array(
    fc.constantFrom('a', 'b.c', '.', '-', ':', '80', '/', '?', '#', '@', '\\', '%41', ' ', '\t'),
  )
  fc.assert(
    fc.property(begin, rest, (start, parts) => {
      const address = start + parts.join('')
      const expected = URL.canParse(address) ? new URL(address).hostname.slice(0, 40) : null
      expect(referrerHost(address)).toBe(expected)
    }),
    { numRuns: 2_000 },
  )
})
