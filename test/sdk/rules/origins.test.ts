import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAllowedDestination } from '../../../sdk/rules/origins.ts'

const allowed = ['https://acme.example', 'http://localhost:8787', 'https://shop.acme.example/ignored?too=1']

test.each([
  'https://acme.example',
  'https://acme.example/',
  'https://acme.example/pricing?plan=pro&to=a@b.example#top',
  'https://ACME.example:443/x',
  'HTTPS://acme.example?x',
  'http://localhost:8787/demo/',
  'https://shop.acme.example/cart',
])('takes %j', (url) => expect(isAllowedDestination(url, allowed)).toBe(true))

test.each([
  ['another scheme', 'http://acme.example/'],
  ['another port', 'https://acme.example:8443/'],
  ['a parent domain', 'https://example/'],
  ['a subdomain', 'https://evil.acme.example/'],
  ['a prefix of another host', 'https://acme.example.evil.com/'],
  ['a trailing dot', 'https://acme.example./'],
  ['an address without a scheme', '//acme.example/'],
  ['a path', '/pricing'],
  ['nothing', ''],
  ['script', 'javascript:alert(1)//https://acme.example'],
  ['data', 'data:text/html,https://acme.example'],
  ['a user name', 'https://acme.example@evil.com/'],
  ['our host as a password', 'https://user:acme.example@evil.com/'],
  ['a user name on our host', 'https://good@acme.example/'],
  ['empty credentials', 'https://:@acme.example/'],
  ['a backslash for a slash', 'https:\\\\acme.example/'],
  ['a backslash before the user', 'https://evil.com\\@acme.example/'],
  ['a backslash in the path', 'https://acme.example/\\evil.com'],
  ['a tab inside', 'https://acme.exa\tmple/'],
  ['a newline inside', 'https://acme.example/\nx'],
  ['a blank before', ' https://acme.example/'],
  ['NUL', 'https://acme.example/\0'],
  ['half a character', 'https://acme.example/\ud800'],
  ['right-to-left override', 'https://acme.example/\u202egnp.exe'],
  ['one slash', 'https:/acme.example/'],
  ['three slashes', 'https:///acme.example/'],
  ['no slash', 'https:acme.example'],
  ['a fullwidth dot', 'https://evil.com\uff0eacme.example/'],
  ['a Cyrillic letter', 'https://\u0430cme.example/'],
  ['a number for a host', 'http://2130706433:8787/'],
  ['a blob', 'blob:https://acme.example/1'],
])('refuses %s', (_, url) => expect(isAllowedDestination(url, allowed)).toBe(false))

describe('the list', () => {
  test('empty or unreadable allows nothing', () => {
    expect(isAllowedDestination('https://acme.example/', [])).toBe(false)
    expect(isAllowedDestination('https://acme.example/', ['acme.example', '*', 'null', 'file:///'])).toBe(
      false,
    )
  })

  test('a browser that follows an allowed address arrives on an allowed origin', () => {
    const piece = fc.constantFrom(
      'https:',
      'http:',
      '/',
      '//',
      '\\',
      '@',
      ':',
      '.',
      '?',
      '#',
      '\t',
      'evil.com',
      'acme.example',
      '%2f',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = pieces.join('')
        if (!isAllowedDestination(url, allowed)) return
        expect(new URL(url, 'https://base.example').origin).toBe('https://acme.example')
      }),
      { numRuns: 2000, examples: [[['https:', '//', 'acme.example', '/', '@', 'evil.com']]] },
    )
  })
})
