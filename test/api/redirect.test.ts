/** The tracked link: where it leads, where it never leads, and which visits count. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { definition, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const ID = /^gwc_[\w-]{58}$/

/** Every one of these has sent a browser to another host somewhere. */
const tricks = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\t//evil.example',
  '/\t/evil.example',
  '///evil.example',
  'https://acme.example@evil.example/',
  'https://acme.example:pass@evil.example/',
  'https://acme.example\\@evil.example/',
  'https://acme。example/',
  'https://аcme.example/',
  'https://acme.example.evil.example/',
  'https:evil.example',
  'javascript:alert(1)//https://acme.example',
  'data:text/html,https://acme.example',
  'http://acme.example/',
  'https://acme.example:8443/',
  'https://acme.example./',
  'https://127.1/',
  'https://acme.example\r\nSet-Cookie: a=b',
  ' https://acme.example/',
  '/pricing',
  '',
]

describe.each(engines)('GET /r/:code on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine, {
      program: { ...definition, allowedOrigins: ['https://acme.example', 'https://docs.acme.example'] },
    })
    await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })
  })
  afterAll(() => app.close())

  const follow = (path: string, headers: Record<string, string> = {}) => app.get(path, { as: null, headers })
  const landing = async (path: string): Promise<URL> => {
    const answer = await follow(path)
    expect(answer.status).toBe(302)
    return new URL(answer.headers.get('location') ?? '')
  }
  const link = async (destination: string): Promise<string> => {
    const { id } = (await app.get('/v1/partners')).body.data[0]
    const made = await app.post('/v1/links', { partnerId: id, destination })
    expect(made.status).toBe(201)
    return made.body.code
  }

  test('leads to the destination with the code and a click id', async () => {
    const answer = await follow('/r/mara')
    expect(answer.headers.get('location')).toMatch(/^https:\/\/acme\.example\/\?via=mara&gw=gwc_[\w-]{58}$/)
    expect(answer.text).toBe('')
  })

  test('is not kept, not framed, and sets nothing', async () => {
    const { headers } = await follow('/r/mara')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('set-cookie')).toBeNull()
  })

  test('codes ignore upper and lower case, and the answer names the code as it is', async () => {
    expect((await landing('/r/MaRa')).searchParams.get('via')).toBe('mara')
  })

  test.each([
    ['https://acme.example/p?a=1&b=%20x+y', 'https://acme.example/p?a=1&b=%20x+y&via=CODE&gw='],
    ['https://acme.example/p?', 'https://acme.example/p?via=CODE&gw='],
    ['https://acme.example/#/app?x=1', 'https://acme.example/?via=CODE&gw=ID#/app?x=1'],
    ['https://acme.example/p?q=%23#top', 'https://acme.example/p?q=%23&via=CODE&gw=ID#top'],
    ['https://acme.example/#a#b', 'https://acme.example/?via=CODE&gw=ID#a#b'],
    ['https://acme.example', 'https://acme.example/?via=CODE&gw='],
    ['https://acme.example/p?via=other&gw=old&a=1', 'https://acme.example/p?a=1&via=CODE&gw='],
  ])('keeps the query and fragment of %s', async (destination, expected) => {
    const code = await link(destination)
    const location = (await follow(`/r/${code}`)).headers.get('location') ?? ''
    const id = /gw=([^#]*)/.exec(location)?.[1] ?? ''
    expect(id).toMatch(ID)
    const [before = '', after = ''] = expected.replace('CODE', code).split('ID')
    expect(location).toBe(expected.includes('ID') ? `${before}${id}${after}` : `${before}${id}`)
  })

  test.each([
    'https://acme.example/deep?x=1#y',
    'https://docs.acme.example/guide',
    'HTTPS://ACME.EXAMPLE/deep',
  ])('a deeper page inside the origins: %s', async (to) => {
    const url = await landing(`/r/mara?to=${encodeURIComponent(to)}`)
    const wanted = new URL(to)
    expect([url.origin, url.pathname, url.hash]).toEqual([wanted.origin, wanted.pathname, wanted.hash])
    expect(url.searchParams.get('gw')).toMatch(ID)
  })

  test.each(tricks)('never elsewhere: %j', async (to) => {
    const answer = await follow(`/r/mara?to=${encodeURIComponent(to)}`)
    expect(answer.status).toBe(302)
    const location = answer.headers.get('location') ?? ''
    expect(location).toMatch(/^https:\/\/acme\.example\/\?via=mara&gw=gwc_[\w-]{58}$/)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test.each([
    'nobody',
    '%22%3E%3Cscript%3E',
    '%0d%0aX-Evil:1',
    '%00',
    'a'.repeat(500),
    '%E0%A4',
  ])('an unknown code %j leads to the website and is not repeated', async (code) => {
    const answer = await follow(`/r/${code}?to=https://evil.example`)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://acme.example/'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.text).toBe('')
  })

  test('a program whose website is this very server answers 404 instead of going in circles', async () => {
    const own = 'https://refer.acme.example'
    const alone = await startApp(engine, {
      program: { ...definition, website: `${own}/`, allowedOrigins: [own] },
    })
    const answer = await alone.get('/r/%3Cscript%3E', { as: null })
    expect([answer.status, answer.body.code]).toEqual([404, 'code_unknown'])
    expect(answer.text).not.toContain('script')
    await alone.close()
  })

  test('a paused partner links to the website', async () => {
    const made = await app.post('/v1/partners', { email: 'pia@x.example', name: 'Pia' })
    await app.call('PATCH', `/v1/partners/${made.body.id}`, { status: 'paused' })
    expect((await follow('/r/pia')).headers.get('location')).toBe('https://acme.example/')
    await app.call('PATCH', `/v1/partners/${made.body.id}`, { status: 'active' })
    expect((await follow('/r/pia')).headers.get('location')).toContain('via=pia')
  })

  describe('what counts', () => {
    /** A busy machine answers before the click is stored: then it is waited for. */
    async function counted(code: string, visits: number) {
      const { store } = app.composed.services
      const sum = { clicks: 0, flagged: 0, visitors: 0 }
      for (let tries = 0; tries < 200 && sum.clicks + sum.flagged < visits; tries++) {
        if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 25))
        const rows = await store.db
          .selectFrom('click_day')
          .innerJoin('link', 'link.key', 'click_day.link_key')
          .where('link.code', '=', code)
          .select(['clicks', 'flagged', 'visitors'])
          .execute()
        for (const name of ['clicks', 'flagged', 'visitors'] as const) {
          sum[name] = rows.reduce((total, row) => total + row[name], 0)
        }
      }
      return sum
    }

    test.each([
      ['Sec-Purpose prefetch', { 'Sec-Purpose': 'prefetch' }],
      ['Sec-Purpose prerender', { 'Sec-Purpose': 'prefetch;prerender' }],
      ['Purpose', { Purpose: 'prefetch' }],
      ['X-Moz', { 'X-Moz': 'prefetch' }],
      ['an image', { 'Sec-Fetch-Dest': 'image' }],
      ['a frame', { 'Sec-Fetch-Dest': 'iframe' }],
      ['a fetch', { 'Sec-Fetch-Dest': 'empty' }],
      ['no user agent', { 'User-Agent': '' }],
      ['curl', { 'User-Agent': 'curl/8.5.0' }],
      ['Slack', { 'User-Agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }],
      [
        'Googlebot',
        { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
      ],
      ['GPTBot', { 'User-Agent': 'Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)' }],
      ['WhatsApp', { 'User-Agent': 'WhatsApp/2.23.20.0' }],
      ['headless Chrome', { 'User-Agent': 'Mozilla/5.0 HeadlessChrome/143.0 Safari/537.36' }],
    ])('%s is answered with a click id, and flagged', async (_, headers) => {
      const code = await link('https://acme.example/')
      const answer = await follow(`/r/${code}`, headers)
      expect(new URL(answer.headers.get('location') ?? '').searchParams.get('gw')).toMatch(ID)
      expect(await counted(code, 1)).toEqual({ clicks: 0, flagged: 1, visitors: 0 })
    })

    test('HEAD', async () => {
      const code = await link('https://acme.example/')
      const answer = await app.call('HEAD', `/r/${code}`, undefined, { as: null })
      expect([answer.status, answer.text]).toEqual([302, ''])
      expect(answer.headers.get('location')).toContain(`via=${code}`)
      expect(await counted(code, 1)).toEqual({ clicks: 0, flagged: 1, visitors: 0 })
    })

    test('people count: twice the same within half an hour is one visitor and two clicks', async () => {
      const code = await link('https://acme.example/')
      const navigation = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' }
      await follow(`/r/${code}`, navigation)
      await follow(`/r/${code}`)
      expect(await counted(code, 2)).toEqual({ clicks: 2, flagged: 0, visitors: 1 })
      await follow(`/r/${code}`, {
        'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Instagram 300',
      })
      expect(await counted(code, 3)).toEqual({ clicks: 3, flagged: 0, visitors: 2 })
    })

    test('every visit has a click id of its own', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => app.click('mara')))
      expect(new Set(ids).size).toBe(20)
    })
  })
})
