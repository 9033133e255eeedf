import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type CookieRequest, clickCookie, goodwordCookie } from '../../../sdk/node/index.ts'

const url = 'https://acme.example/?via=mara&gw=gwc_new'

describe('clickCookie', () => {
  test('keeps the click id of the address', () => {
    expect(clickCookie({ url, headers: {} })).toEqual({
      setCookie: 'gw_click=gwc_new.http; Path=/; Max-Age=5184000; SameSite=Lax; Secure',
      clickIds: ['gwc_new'],
    })
  })

  test('has nothing to do on the next page, nor without ids', () => {
    expect(clickCookie({ url: '/cart', headers: { cookie: 'a=1; gw_click=gwc_new.http' } })).toEqual({
      setCookie: null,
      clickIds: ['gwc_new'],
    })
    expect(clickCookie({ url: '/cart?gw=stripe', headers: { cookie: 'gw_click=' } })).toEqual({
      setCookie: null,
      clickIds: [],
    })
  })

  test('takes over what the script stored, once', () => {
    const taken = clickCookie({ url: '/cart', headers: { cookie: 'gw_click=gwc_a.gwc_b' } })
    expect(taken.setCookie).toMatch(/^gw_click=gwc_a\.gwc_b\.http; /)
    const cookie = taken.setCookie?.split(';')[0] ?? ''
    expect(clickCookie({ url: '/cart', headers: { cookie } })).toEqual({
      setCookie: null,
      clickIds: ['gwc_a', 'gwc_b'],
    })
  })

  test('joins a cookie for the domain and one for the host; keeps five, none twice', () => {
    const { clickIds, setCookie } = clickCookie({
      url: '/?gw=gwc_6.gwc_2',
      headers: new Headers({
        cookie: 'gw_click=gwc_1.gwc_2.gwc_3.http; x=gwc_no; gw_click=gwc_4.junk.gwc_5; my_gw_click=gwc_no',
      }),
    })
    expect(clickIds).toEqual(['gwc_2', 'gwc_3', 'gwc_4', 'gwc_5', 'gwc_6'])
    expect(setCookie).toContain('gw_click=gwc_2.gwc_3.gwc_4.gwc_5.gwc_6.http;')
  })

  test('nothing that a visitor sends gets into the header unchecked', () => {
    for (const gw of ['gwc_a%0d%0aSet-Cookie:x=1', 'gwc_a;Domain=evil', 'gwc_%F0%9F%98%80', 'gwc_a b']) {
      expect(clickCookie({ url: `/?gw=${gw}`, headers: {} })).toEqual({ setCookie: null, clickIds: [] })
    }
    expect(clickCookie({ url: 'https://[', headers: { cookie: 'gw_click=gwc_a.http' } }).clickIds).toEqual([
      'gwc_a',
    ])
  })

  test.each([
    [{ windowDays: 7 }, 'Path=/; Max-Age=604800; SameSite=Lax; Secure'],
    [{ windowDays: 9999 }, 'Path=/; Max-Age=34560000; SameSite=Lax; Secure'],
    [
      { domain: 'acme.example', httpOnly: true },
      'Path=/; Max-Age=5184000; SameSite=Lax; Domain=acme.example; Secure; HttpOnly',
    ],
    [{ secure: false }, 'Path=/; Max-Age=5184000; SameSite=Lax'],
  ])('options %j', (options, attributes) => {
    expect(clickCookie({ url, headers: {} }, options).setCookie).toBe(`gw_click=gwc_new.http; ${attributes}`)
  })

  test('on http the cookie is not Secure; a path alone counts as https', () => {
    expect(clickCookie({ url: 'http://localhost/?gw=gwc_a', headers: {} }).setCookie).not.toContain('Secure')
    expect(clickCookie({ url: '/?gw=gwc_a', headers: {} }).setCookie).toContain('Secure')
  })

  const deleted = 'gw_click=; Path=/; Max-Age=0; SameSite=Lax; Secure'
  test.each([
    [undefined, false, ['gwc_old', 'gwc_new'], 'set'],
    [undefined, true, [], deleted],
    ['required', false, ['gwc_new'], null],
    ['required', true, ['gwc_new'], null],
    ['granted', false, ['gwc_old', 'gwc_new'], 'set'],
    ['granted', true, ['gwc_old', 'gwc_new'], 'set'],
    ['denied', false, [], deleted],
    ['denied', true, [], deleted],
  ] as const)('consent %s, GPC %s', (consent, gpc, clickIds, expected) => {
    const headers = { cookie: 'gw_click=gwc_old.http', ...(gpc ? { 'sec-gpc': '1' } : {}) }
    const result = clickCookie({ url, headers }, { consent })
    expect(result.clickIds).toEqual(clickIds)
    if (expected === 'set') expect(result.setCookie).toContain('gw_click=gwc_old.gwc_new.http;')
    else expect(result.setCookie).toBe(expected)
  })

  test('denied with nothing to delete sets nothing', () => {
    expect(clickCookie({ url, headers: {} }, { consent: 'denied' }).setCookie).toBe(null)
  })
})

describe('goodwordCookie', () => {
  test('works in a plain node server and leaves other cookies alone', async () => {
    const cookie = goodwordCookie<CookieRequest>({
      windowDays: 1,
      consent: ({ headers }) => (headers['x-consent'] === 'no' ? 'denied' : undefined),
    })
    const server = createServer((req: CookieRequest, res) => {
      res.appendHeader('Set-Cookie', 'shop=1')
      cookie(req, res, () => res.end(JSON.stringify(req.goodword)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers })
    try {
      const landed = await ask('/?gw=gwc_new')
      expect(await landed.json()).toEqual({ clickIds: ['gwc_new'] })
      expect(landed.headers.getSetCookie()).toEqual([
        'shop=1',
        'gw_click=gwc_new.http; Path=/; Max-Age=86400; SameSite=Lax',
      ])
      const next = await ask('//x?y', { cookie: 'gw_click=gwc_new.http' })
      expect(await next.json()).toEqual({ clickIds: ['gwc_new'] })
      expect(next.headers.getSetCookie()).toEqual(['shop=1'])
      expect(await (await ask('/?gw=gwc_new', { 'x-consent': 'no' })).json()).toEqual({ clickIds: [] })
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })

  test('under a mounted Express app it reads the whole address and the protocol behind the proxy', () => {
    const request: CookieRequest = {
      url: '/',
      originalUrl: '/shop/?gw=gwc_a',
      protocol: 'https',
      headers: {},
    }
    const set: string[] = []
    let went = 0
    goodwordCookie()(request, { appendHeader: (_, value) => set.push(value) }, () => {
      went += 1
    })
    expect(request.goodword).toEqual({ clickIds: ['gwc_a'] })
    expect(set).toEqual([expect.stringContaining('; Secure')])
    expect(went).toBe(1)
  })
})
