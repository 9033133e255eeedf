// @vitest-environment node
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { json, KEY, kept, openPage, type Page, type PageOptions, SERVER } from '../../sdk/browser/page.ts'
import { bundle } from './bundle.ts'

/** The shipped text, with import() handed to us: there is no network here. */
let run: (load: (address: string) => Promise<unknown>) => void
beforeAll(async () => {
  const { code } = await bundle('goodword', 'widget/loader/index.ts', 'iife')
  run = new Function('load', code.replaceAll(/\bimport\(/g, 'load(')) as typeof run
})
afterEach(() => vi.unstubAllGlobals())

type Attributes = Record<string, string>
interface Visit extends PageOptions {
  attributes?: Attributes
  html?: string
  /** Calls made before the script came, through the stub as the page carries it. */
  queue?: unknown[][]
  state?: DocumentReadyState
  modules?: Record<string, unknown>
}

interface Loaded extends Page {
  loaded: string[]
  /** Runs the script again, as a second tag would. */
  again: () => void
}

const landing = 'https://acme.example/?via=mara&gw=gwc_new'

function visit(options: Visit = {}): Loaded {
  const page = openPage(options)
  const { document } = page.window
  if (options.html) document.body.innerHTML = options.html
  if (options.state)
    Object.defineProperty(document, 'readyState', { value: options.state, configurable: true })
  const script = document.createElement('script')
  Object.defineProperty(script, 'src', { value: `${SERVER}/goodword.js?v=1` })
  for (const [name, value] of Object.entries({ 'data-goodword': KEY, ...options.attributes })) {
    script.setAttribute(name, value)
  }
  Object.defineProperty(document, 'currentScript', { value: script })
  if (options.queue) {
    // The documented stub, word for word.
    const goodword = new Function(
      'window',
      'window.goodword=window.goodword||function(){(goodword.q=goodword.q||[]).push(arguments)};return window.goodword',
    )
    vi.stubGlobal('goodword', goodword(page.window))
    for (const call of options.queue) window.goodword?.(...(call as [string]))
  }
  const loaded: string[] = []
  const again = () =>
    run(async (address) => {
      loaded.push(address)
      const found = options.modules?.[address.replace(`${SERVER}/`, '')]
      if (!found) throw new TypeError('Failed to fetch dynamically imported module')
      return found
    })
  again()
  return Object.assign(page, { loaded, again })
}

/** Calls the page's function and waits for its callback. */
const call = (name: string, ...given: unknown[]) =>
  new Promise((resolve) => window.goodword?.(name, ...given, resolve))

describe('the tag', () => {
  test('gives the client its key and its own origin as the server', async () => {
    const page = visit({ url: landing })
    expect(window.Goodword?.config).toEqual({ key: KEY, server: SERVER, consent: undefined })
    expect(await window.Goodword?.getClickIds()).toEqual(['gwc_new'])
    expect(kept(page)).toEqual(['gwc_new', 'gwc_new'])
    expect(page.loaded).toEqual([])
  })

  test('asks for consent, a window and the console', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {})
    const page = visit({
      url: 'https://acme.example/?via=mara',
      attributes: { 'data-consent': 'required', 'data-window-days': '7', 'data-debug': '' },
      answers: { clicks: json({ clickId: 'gwc_made' }, 201) },
    })
    await window.Goodword?.ready
    expect(page.touches).toEqual([])
    await call('consent', 'granted')
    expect(page.setCookies).toEqual([expect.stringContaining('gw_click=gwc_made;Path=/;Max-Age=604800;')])
    await call('getCode')
    window.goodword?.('widgets')
    await vi.waitFor(() => expect(debug).toHaveBeenCalled())
    debug.mockRestore()
  })

  test('without a key, or without a tag at all, nothing happens', () => {
    visit({ attributes: { 'data-goodword': '' } })
    expect(window.Goodword).toBe(undefined)
    openPage()
    run(async () => ({}))
    expect(window.Goodword).toBe(undefined)
  })

  test('twice is as good as once', async () => {
    const page = visit({
      url: 'https://acme.example/?via=mara',
      answers: { clicks: json({ clickId: 'gwc_made' }, 201) },
    })
    const first = window.Goodword
    page.again()
    expect(window.Goodword).toBe(first)
    expect(await call('getClickIds')).toEqual(['gwc_made'])
    expect(page.sent).toHaveLength(1)
  })

  test('is found by a module, which has no current script', () => {
    const { document } = openPage().window
    Object.defineProperty(document, 'currentScript', { value: null })
    const script = document.createElement('script')
    script.setAttribute('type', 'module')
    script.setAttribute('data-goodword', KEY)
    Object.defineProperty(script, 'src', { value: `${SERVER}/goodword.js` })
    document.body.append(script)
    run(async () => ({}))
    expect(window.Goodword?.config.server).toBe(SERVER)
  })
})

describe('the queue', () => {
  test('is replayed before the address is looked at', async () => {
    const answers = new Map<string, unknown>()
    const calls = ['getClickIds', 'ready', 'getCode']
    const page = visit({
      url: landing,
      queue: [['consent', 'denied'], ...calls.map((name) => [name, (it: unknown) => answers.set(name, it)])],
    })
    await vi.waitFor(() => expect(answers.size).toBe(3))
    expect(answers.get('getClickIds')).toEqual([])
    expect(answers.get('getCode')).toBe('mara')
    expect(answers.get('ready')).toBe(window.Goodword)
    expect(kept(page)).toEqual([undefined, undefined])
    expect(page.touches).not.toContain('cookie read')
  })

  test('a callback is not mistaken for an argument', async () => {
    visit({ url: 'https://acme.example/?via=mara', answers: { clicks: json({ clickId: 'gwc_made' }, 201) } })
    expect(await call('click')).toBe('gwc_made')
  })

  test('unknown calls, and callbacks that throw, stay without effect', async () => {
    const page = visit({
      url: landing,
      queue: [
        ['nonsense'],
        ['__proto__'],
        [],
        [null],
        [
          'getCode',
          () => {
            throw new Error('of the page')
          },
        ],
      ],
    })
    expect(await call('getClickIds')).toEqual(['gwc_new'])
    expect(kept(page)[0]).toBe('gwc_new')
  })

  test('a global of that name that is no queue does no harm', async () => {
    const opened = visit({ url: landing, html: '<form id="goodword"></form>' })
    expect(await opened.window.document.querySelector('form')?.id).toBe('goodword')
    expect(await window.Goodword?.getClickIds()).toEqual(['gwc_new'])
  })
})

describe('the elements', () => {
  const html = '<main><goodword-lead></goodword-lead></main>'

  test.each([
    'goodword-share',
    'goodword-lead',
    'goodword-earnings',
  ])('are fetched for <%s>', async (name) => {
    const page = visit({ html: `<${name}></${name}>`, modules: { 'embed.js': {} } })
    expect(page.loaded).toEqual([`${SERVER}/embed.js`])
  })

  test('are not fetched for a page without any', async () => {
    const page = visit({ html: '<goodword-else></goodword-else>' })
    page.window.document.dispatchEvent(new page.window.Event('DOMContentLoaded'))
    expect(page.loaded).toEqual([])
  })

  test('are fetched when the page has been read, or when asked for', async () => {
    const page = visit({ state: 'loading', modules: { 'embed.js': { it: 1 } } })
    expect(page.loaded).toEqual([])
    page.window.document.body.innerHTML = html
    page.window.document.dispatchEvent(new page.window.Event('DOMContentLoaded'))
    expect(page.loaded).toEqual([`${SERVER}/embed.js`])
    expect(await call('widgets')).toEqual({ it: 1 })
  })

  test('that cannot be fetched leave the page as it was', async () => {
    const page = visit({ html, url: landing })
    expect(await window.Goodword?.getClickIds()).toEqual(['gwc_new'])
    expect(page.loaded).toEqual([`${SERVER}/embed.js`])
  })
})

describe('links and leads', () => {
  test('come with a file of their own', async () => {
    const actions = await import('../../../widget/loader/actions.ts')
    const page = visit({
      url: landing,
      modules: { 'actions.js': actions },
      answers: { leads: json({ id: 'led_1', status: 'submitted', framing: { score: 0, missing: [] } }, 201) },
    })
    expect(await call('link', 'mara')).toEqual({ url: `${SERVER}/r/mara` })
    expect(
      await window.Goodword?.lead({ company: 'C', contact: { name: 'K', email: 'k@c.example' }, need: 'n' }),
    ).toMatchObject({ id: 'led_1' })
    expect(page.loaded).toEqual([`${SERVER}/actions.js`, `${SERVER}/actions.js`])
    expect(page.sent).toMatchObject([{ body: { code: 'mara' } }])
  })

  test('that cannot be fetched are a problem, not an exception', async () => {
    visit()
    expect(await window.Goodword?.link('mara')).toMatchObject({ error: { code: 'unreachable' } })
  })

  test('to other sites are decorated when the tag names them', async () => {
    const followLinks = vi.fn()
    visit({ attributes: { 'data-domains': 'app.acme.example' }, modules: { 'actions.js': { followLinks } } })
    await vi.waitFor(() => expect(followLinks).toHaveBeenCalledWith(window.Goodword, 'app.acme.example'))
  })
})

test.each<[string, PageOptions]>([
  ['down', {}],
  ['hanging', { answers: { clicks: () => new Promise<Response>(() => {}) } }],
  ['answering nonsense', { answers: { clicks: () => new Response('<html>', { status: 200 }) } }],
  ['blocked storage', { blocked: true }],
])('with the server or storage %s, no exception leaves the script', async (_, how) => {
  const thrown: unknown[] = []
  const note = (error: unknown) => thrown.push(error)
  process.on('unhandledRejection', note)
  visit({ url: 'https://acme.example/?via=mara', html: '<goodword-share></goodword-share>', ...how })
  for (const name of [
    'getClickIds',
    'getCode',
    'link',
    'lead',
    'click',
    'capture',
    'widgets',
    'followLinks',
  ]) {
    window.goodword?.(name)
  }
  window.goodword?.('consent', 'denied')
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', note)
  expect(thrown).toEqual([])
})
