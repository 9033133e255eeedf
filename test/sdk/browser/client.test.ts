import { afterEach, describe, expect, test, vi } from 'vitest'
import { createGoodword } from '../../../sdk/index.ts'
import { json, KEY, kept, openPage, type PageOptions, SERVER } from './page.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const landing = 'https://acme.example/?via=mara&gw=gwc_new'
const clicked = (clickId: unknown = 'gwc_made') =>
  json({ clickId, expiresAt: '2027-01-20T10:00:00.000Z', partner: { name: 'Mara Ito' }, coupon: null }, 201)
const problem = (code: string, status: number) =>
  json({ type: code, title: code, status, code, detail: code, requestId: 'r' }, status)

function start(
  page: PageOptions = {},
  options: { consent?: 'required'; windowDays?: number; debug?: boolean } = {},
) {
  const opened = openPage(page)
  return { page: opened, goodword: createGoodword({ key: KEY, server: SERVER, ...options }) }
}

describe('landing through a partner link', () => {
  test('keeps the click id and the code, and takes only gw out of the address', async () => {
    const { page, goodword } = start({
      url: 'https://acme.example/p//x?a=%20b&gw=gwc_new&via=Mara&empty#top',
    })
    page.window.history.replaceState({ router: 7 }, '')
    expect(await goodword.getClickIds()).toEqual(['gwc_new'])
    expect(await goodword.getCode()).toBe('mara')
    expect(page.window.location.href).toBe('https://acme.example/p//x?a=%20b&via=Mara&empty#top')
    expect(page.window.history.state).toEqual({ router: 7 })
    expect(kept(page)).toEqual(['gwc_new', 'gwc_new'])
    expect(page.setCookies).toEqual(['gw_click=gwc_new;Path=/;Max-Age=5184000;SameSite=Lax;Secure'])
    expect(page.sent).toEqual([])
  })

  test.each([
    ['?gw=gwc_new', ''],
    ['?gw=gwc_new&a=1', '?a=1'],
    ['?a=1&gw=gwc_new', '?a=1'],
    ['?a=1&gw=gwc_new&b', '?a=1&b'],
    ['?gw=gwc_new&gw=gwc_two', ''],
    ['?bgw=1&gw=gwc_new', '?bgw=1'],
  ])('%s leaves %j', async (search, rest) => {
    const { page, goodword } = start({ url: `https://acme.example/${search}#gw=1` })
    await goodword.ready
    expect(page.window.location.href).toBe(`https://acme.example/${rest}#gw=1`)
  })

  test('is not bent by a <base> of the page', async () => {
    const opened = openPage({ url: landing })
    opened.window.document.head.innerHTML = '<base href="https://cdn.example/">'
    await createGoodword({ key: KEY, server: SERVER }).ready
    expect(opened.window.location.href).toBe('https://acme.example/?via=mara')
  })

  test('on http the cookie is not Secure; windowDays sets its life', async () => {
    const { page, goodword } = start({ url: 'http://localhost:8787/?gw=gwc_new' }, { windowDays: 7 })
    await goodword.ready
    expect(page.setCookies).toEqual(['gw_click=gwc_new;Path=/;Max-Age=604800;SameSite=Lax'])
  })

  test.each([
    'gwc_',
    'stripe',
    'gwc_<b>',
    `gwc_${'x'.repeat(117)}`,
    '%00',
    'GWC_a',
  ])('a gw that is no click id belongs to the page: %s', async (gw) => {
    const url = `https://acme.example/?gw=${gw}`
    const { page, goodword } = start({ url })
    const before = page.window.location.href
    expect(await goodword.getClickIds()).toEqual([])
    expect(page.window.location.href).toBe(before)
    expect(page.setCookies).toEqual([])
  })
})

describe('the last five', () => {
  test('newest last, none twice, across pages', async () => {
    let page = openPage()
    for (const id of ['a', 'b', 'c', 'b', 'd', 'e', 'f']) {
      page = openPage({ url: `https://acme.example/?gw=gwc_${id}`, after: page })
      await createGoodword({ key: KEY, server: SERVER }).ready
    }
    expect(kept(page)[0]).toBe('gwc_b.gwc_c.gwc_d.gwc_e.gwc_f')
    const { goodword } = start({ after: page })
    expect(await goodword.getClickIds()).toEqual(['gwc_b', 'gwc_c', 'gwc_d', 'gwc_e', 'gwc_f'])
  })

  test('the mirror stands in for a lost cookie until its time is over, code included', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] })
    const first = start({ url: landing }, { windowDays: 1 })
    await first.goodword.ready
    first.page.cookies.clear()
    vi.setSystemTime(86_399_999)
    const before = start({ after: first.page }).goodword
    expect([await before.getClickIds(), await before.getCode()]).toEqual([['gwc_new'], 'mara'])
    first.page.cookies.clear()
    vi.setSystemTime(86_400_000)
    const later = start({ after: first.page }).goodword
    expect([await later.getClickIds(), await later.getCode()]).toEqual([[], null])
  })

  test('a cookie with junk, or there twice, gives what is valid in it', async () => {
    const page = openPage()
    page.cookies.set('other', 'gwc_not_ours')
    page.cookies.set('gw_click', 'gwc_a.<script>..gwc_b.nonsense')
    page.cookies.set(' gw_click', 'gwc_c')
    page.items.set('gw_click', 'garbage')
    const { goodword } = start({ after: page })
    expect(await goodword.getClickIds()).toEqual(['gwc_a', 'gwc_b', 'gwc_c'])
  })

  test('a click in another tab is seen at the checkout', async () => {
    const { page, goodword } = start({ url: landing })
    await goodword.ready
    page.cookies.set('gw_click', 'gwc_new.gwc_tab')
    expect(await goodword.getClickIds()).toEqual(['gwc_new', 'gwc_tab'])
  })
})

describe('consent', () => {
  const matrix: [
    consent: 'required' | undefined,
    gpc: boolean,
    decision: 'granted' | 'denied' | undefined,
    stored: boolean,
    shown: boolean,
  ][] = [
    [undefined, false, undefined, true, true],
    [undefined, false, 'granted', true, true],
    [undefined, false, 'denied', false, false],
    [undefined, true, undefined, false, false],
    [undefined, true, 'granted', true, true],
    [undefined, true, 'denied', false, false],
    ['required', false, undefined, false, true],
    ['required', false, 'granted', true, true],
    ['required', false, 'denied', false, false],
    ['required', true, undefined, false, false],
    ['required', true, 'granted', true, true],
    ['required', true, 'denied', false, false],
  ]
  test.each(
    matrix,
  )('%s, GPC %s, decision %s: stored %s, shown %s', async (consent, gpc, decision, stored, shown) => {
    for (const early of [true, false]) {
      const { page, goodword } = start({ url: landing, gpc }, { consent })
      if (!early) await goodword.ready
      if (decision) await goodword.consent(decision)
      expect(await goodword.getClickIds()).toEqual(shown ? ['gwc_new'] : [])
      expect(kept(page)).toEqual(stored ? ['gwc_new', 'gwc_new'] : [undefined, undefined])
      expect(page.window.location.href).toBe('https://acme.example/?via=mara')
      expect(await goodword.getCode()).toBe('mara')
      if (consent && !decision) expect(page.touches).toEqual([])
      if (decision === 'denied' && early) expect(page.touches).not.toContain('cookie read')
    }
  })

  test('granting adds what this page saw to what was kept before', async () => {
    const before = openPage()
    before.cookies.set('gw_click', 'gwc_old')
    const { page, goodword } = start({ url: landing, after: before }, { consent: 'required' })
    expect(await goodword.getClickIds()).toEqual(['gwc_new'])
    await goodword.consent('granted')
    expect(await goodword.getClickIds()).toEqual(['gwc_old', 'gwc_new'])
    expect(kept(page)[0]).toBe('gwc_old.gwc_new')
  })

  test('denying deletes what was kept and stops; a click on its way does not come back', async () => {
    let answer: (response: Response) => void = () => {}
    const before = openPage()
    before.cookies.set('gw_click', 'gwc_old')
    const { page, goodword } = start({
      url: 'https://acme.example/?via=mara',
      after: before,
      answers: {
        clicks: () =>
          new Promise((resolve) => {
            answer = resolve
          }),
      },
    })
    await vi.waitFor(() => expect(page.sent).toHaveLength(1))
    await goodword.consent('denied')
    answer(clicked()())
    expect(await goodword.getClickIds()).toEqual([])
    expect(kept(page)).toEqual([undefined, undefined])
    expect(await goodword.click('mara')).toBe(null)
    expect(page.sent).toHaveLength(1)
  })

  test('anything but granted counts as denied', async () => {
    const { page, goodword } = start({ url: landing })
    await goodword.consent('maybe' as 'denied')
    expect(kept(page)).toEqual([undefined, undefined])
  })

  test('Global Privacy Control deletes what was kept and sends nothing', async () => {
    const before = openPage()
    before.cookies.set('gw_click', 'gwc_old')
    const { page, goodword } = start({ url: 'https://acme.example/?via=mara', gpc: true, after: before })
    await goodword.ready
    expect(kept(page)).toEqual([undefined, undefined])
    expect(page.sent).toEqual([])
  })
})

describe('a code without a click id', () => {
  const url = 'https://acme.example/pricing?via=mara&email=kim@client.example'

  test('becomes a click, without a preflight and without the rest of the address', async () => {
    const { page, goodword } = start({
      url,
      referrer: 'https://blog.example/',
      answers: { clicks: clicked() },
    })
    expect(await goodword.getClickIds()).toEqual(['gwc_made'])
    expect(kept(page)).toEqual(['gwc_made', 'gwc_made'])
    expect(page.sent).toHaveLength(1)
    const [sent] = page.sent
    expect(sent?.method).toBe('POST')
    expect(sent?.path).toBe(`clicks?key=${KEY}`)
    expect(sent?.body).toEqual({
      code: 'mara',
      url: 'https://acme.example/pricing',
      referrer: 'https://blog.example/',
    })
    // A string body goes as text/plain; any header of ours would cost a preflight.
    expect(typeof sent?.init.body).toBe('string')
    expect(sent?.init).toMatchObject({ keepalive: true, credentials: 'omit' })
    expect(sent?.init.headers).toBe(undefined)
    expect(page.window.location.href).toBe(url)
  })

  test('is one click, however often it is asked for', async () => {
    const { page, goodword } = start({ url, answers: { clicks: clicked() } })
    expect(await Promise.all([goodword.click(), goodword.click('MARA'), goodword.capture()])).toEqual([
      'gwc_made',
      'gwc_made',
      undefined,
    ])
    page.window.dispatchEvent(new page.window.Event('popstate'))
    await goodword.getClickIds()
    expect(page.sent).toHaveLength(1)
  })

  test('an unknown code leads to nobody and is not asked for again', async () => {
    const { page, goodword } = start({ url, answers: { clicks: problem('code_unknown', 404) } })
    expect(await goodword.getCode()).toBe(null)
    await goodword.capture()
    expect([await goodword.getCode(), await goodword.click('mara'), await goodword.getClickIds()]).toEqual([
      null,
      null,
      [],
    ])
    expect(page.sent).toHaveLength(1)
    expect(kept(page)).toEqual([undefined, undefined])
  })

  test('coming back later through the same partner is a new click', async () => {
    const first = start({ url, answers: { clicks: clicked('gwc_one') } })
    await first.goodword.ready
    const second = start({
      url,
      after: first.page,
      referrer: 'https://blog.example/',
      answers: { clicks: clicked('gwc_two') },
    })
    expect(await second.goodword.getClickIds()).toEqual(['gwc_one', 'gwc_two'])
  })

  test.each<[string, PageOptions]>([
    ['a reload', { navigation: 'reload' }],
    ['going back', { navigation: 'back_forward' }],
    ['a page behind it', { referrer: 'https://acme.example/' }],
  ])('%s is no new click, unless nothing was kept', async (_, how) => {
    for (const consent of [undefined, 'required'] as const) {
      const first = start({ url, answers: { clicks: clicked() } })
      await first.goodword.ready
      const again = start(
        { url, after: first.page, answers: { clicks: clicked('gwc_no') }, ...how },
        { consent },
      )
      await again.goodword.ready
      await again.goodword.consent('granted')
      expect(await again.goodword.getClickIds()).toEqual(['gwc_made'])
      expect(again.page.sent).toEqual([])
    }
    const fresh = start({ url, answers: { clicks: clicked('gwc_yes') }, ...how })
    expect(await fresh.goodword.getClickIds()).toEqual(['gwc_yes'])
  })

  test('a navigation without page load is captured on asking, and going back by itself', async () => {
    const { page, goodword } = start()
    await goodword.ready
    page.window.history.pushState(null, '', '/?gw=gwc_push')
    await goodword.capture()
    page.window.history.pushState(null, '', '/?gw=gwc_back')
    page.window.dispatchEvent(new page.window.Event('popstate'))
    expect(await goodword.getClickIds()).toEqual(['gwc_push', 'gwc_back'])
  })
})

describe('a guest never harms the page', () => {
  const silent = [
    null,
    [],
    false,
    7,
    'x',
    {},
    { clickId: 7 },
    { clickId: null },
    { clickId: 'nonsense' },
    { error: 1 },
  ]
  test.each(
    silent.map((answer) => [JSON.stringify(answer), answer]),
  )('a garbage answer %s', async (_, answer) => {
    for (const status of [200, 201, 400, 500]) {
      const { goodword, page } = start({
        url: 'https://acme.example/?via=mara',
        answers: { clicks: json(answer, status), leads: json(answer, status), program: json(answer, status) },
      })
      expect(await goodword.getClickIds()).toEqual([])
      expect(await goodword.click()).toBe(null)
      expect(
        await goodword.lead({ company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'n' }),
      ).toMatchObject({
        error: { code: 'unreachable', status: 0 },
      })
      expect(await goodword.link('https://acme.example/x')).toMatchObject({ error: { code: 'unreachable' } })
      expect(kept(page)).toEqual([undefined, undefined])
    }
  })

  test.each<[string, () => Response]>([
    ['an HTML page', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['an empty body', () => new Response('', { status: 201 })],
    [
      'a refused connection',
      () => {
        throw new TypeError('Failed to fetch')
      },
    ],
  ])('%s', async (_, answer) => {
    const { goodword } = start({ url: 'https://acme.example/?via=mara', answers: { clicks: answer } })
    expect(await goodword.getClickIds()).toEqual([])
    expect(await goodword.getCode()).toBe('mara')
  })

  test('after a failure the click is made at the next chance', async () => {
    let up = false
    const { goodword } = start({
      url: 'https://acme.example/?via=mara',
      answers: { clicks: () => (up ? clicked()() : problem('unavailable', 503)()) },
    })
    expect(await goodword.click()).toBe(null)
    up = true
    expect(await goodword.click()).toBe('gwc_made')
  })

  test('a server that hangs is given up after five seconds', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal)
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real(ms / 250))
    openPage({ url: 'https://acme.example/?via=mara' })
    vi.stubGlobal('fetch', (_: URL, init: RequestInit) => {
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    })
    expect(await createGoodword({ key: KEY, server: SERVER }).getClickIds()).toEqual([])
    expect(timeout.mock.calls).toEqual([[5000]])
    timeout.mockRestore()
  })

  test('storage that throws: the ids of this page still work', async () => {
    const { goodword } = start({ url: landing, blocked: true })
    expect(await goodword.getClickIds()).toEqual(['gwc_new'])
    expect(await goodword.getCode()).toBe('mara')
    await goodword.consent('denied')
    expect(await goodword.getClickIds()).toEqual([])
  })

  test('a history that throws, and settings that make no sense', async () => {
    const opened = openPage({ url: landing })
    vi.stubGlobal('history', {
      state: null,
      replaceState: () => {
        throw new Error('SecurityError')
      },
    })
    const goodword = createGoodword({ key: KEY, server: 'no address' })
    expect(await goodword.getClickIds()).toEqual(['gwc_new'])
    expect(await goodword.link('mara')).toMatchObject({ error: { status: 0 } })
    expect(await goodword.click('mara x')).toBe(null)
    expect(opened.sent).toEqual([])
  })

  test('says nothing on the console unless it is asked to', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {})
    const url = 'https://acme.example/?via=mara'
    await start({ url }).goodword.ready
    expect(debug).not.toHaveBeenCalled()
    await start({ url }, { debug: true }).goodword.ready
    expect(debug).toHaveBeenCalledOnce()
    debug.mockRestore()
  })
})

describe('link', () => {
  const answers = {
    program: json({ id: 'prg_1', allowedOrigins: ['https://acme.example', 'https://app.acme.example'] }),
  }

  test('a code becomes the tracked link, without asking anyone', async () => {
    const { page, goodword } = start()
    expect(await goodword.link('Mara')).toEqual({ url: `${SERVER}/r/mara` })
    expect(page.sent).toEqual([])
  })

  test('an address of the program takes the visitor along', async () => {
    const { goodword } = start({ url: 'https://acme.example/?via=mara&gw=gwc_a.gwc_b', answers })
    expect(await goodword.link('https://app.acme.example/join?x=%20#y')).toEqual({
      url: 'https://app.acme.example/join?x=%20&gw=gwc_a.gwc_b&via=mara#y',
    })
    expect(await goodword.link('/pricing')).toEqual({
      url: 'https://acme.example/pricing?gw=gwc_a.gwc_b&via=mara',
    })
    expect(await goodword.link('https://acme.example/?gw=gwc_own')).toEqual({
      url: 'https://acme.example/?gw=gwc_own',
    })
    await goodword.consent('denied')
    expect(await goodword.link('https://app.acme.example/')).toEqual({ url: 'https://app.acme.example/' })
  })

  test.each([
    'https://evil.example/',
    'https://acme.example@evil.example/',
    '//evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'http://acme.example/',
    'https://[',
  ])('%s is not the program’s', async (to) => {
    const { goodword } = start({ url: landing, answers })
    expect(await goodword.link(to)).toMatchObject({ error: { code: 'destination_not_allowed' } })
  })
})

describe('lead', () => {
  const fields = {
    company: 'Client GmbH',
    contact: { name: 'Kim', email: 'kim@client.example' },
    need: 'A rota',
  }
  const receipt = { id: 'led_1', status: 'submitted', framing: { score: 20, missing: [] } }

  test('is sent without a preflight, for the partner the visitor came with', async () => {
    const { page, goodword } = start({ url: landing, answers: { leads: json(receipt, 201) } })
    expect(await goodword.lead(fields)).toEqual(receipt)
    expect(page.sent).toMatchObject([
      { method: 'POST', path: `leads?key=${KEY}`, body: { ...fields, code: 'mara' } },
    ])
    expect(page.sent[0]?.init.headers).toBe(undefined)
    await goodword.lead({ ...fields, code: 'other' })
    expect(page.sent[1]?.body).toMatchObject({ code: 'other' })
  })

  test('the server’s problem is the result, not an exception', async () => {
    const { goodword } = start({ answers: { leads: problem('validation_failed', 422) } })
    expect(await goodword.lead(fields)).toMatchObject({ error: { code: 'validation_failed', status: 422 } })
    expect(await goodword.lead({ ...fields, company: 1n as never })).toMatchObject({
      error: { code: 'unreachable' },
    })
  })
})

describe('one client', () => {
  test('the same key gives the client that is there', () => {
    const { goodword } = start({}, { consent: 'required' })
    expect(createGoodword({ key: KEY, server: SERVER })).toBe(goodword)
    expect(window.Goodword).toBe(goodword)
    expect(goodword.config).toEqual({ key: KEY, server: SERVER, consent: 'required' })
    expect(createGoodword({ key: 'gw_pk_other', server: SERVER })).not.toBe(goodword)
    expect(window.Goodword).toBe(goodword)
  })

  test('on a server it knows no visitor, and can still register a lead', async () => {
    vi.stubGlobal('fetch', async () => json({ id: 'led_1', status: 'submitted' }, 201)())
    const goodword = createGoodword({ key: KEY, server: SERVER })
    expect(await goodword.ready).toBe(goodword)
    expect([await goodword.getClickIds(), await goodword.getCode(), await goodword.click('mara')]).toEqual([
      [],
      null,
      null,
    ])
    await goodword.consent('denied')
    await goodword.capture()
    expect(await goodword.link('mara')).toEqual({ url: `${SERVER}/r/mara` })
    expect(
      await goodword.lead({ company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'n' }),
    ).toMatchObject({ id: 'led_1' })
  })
})
