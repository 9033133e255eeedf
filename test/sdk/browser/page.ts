/** A page of its own for every test: address, storage that reports each touch, and a server made of answers. */
import { Window } from 'happy-dom'
import { vi } from 'vitest'

export const SERVER = 'https://refer.acme.example'
export const KEY = 'gw_pk_test_1'

export interface Sent {
  method: string
  path: string
  body: unknown
  init: RequestInit
}

export interface PageOptions {
  url?: string
  referrer?: string
  gpc?: boolean
  navigation?: 'navigate' | 'reload' | 'back_forward'
  /** Touching storage throws, as in a sandboxed frame or with storage switched off. */
  blocked?: boolean
  /** What the server answers, by path. A function may throw or never settle. */
  answers?: Record<string, () => Promise<Response> | Response>
  /** The same browser on another page: keeps cookie and localStorage. */
  after?: Page
}

export interface Page {
  window: Window
  touches: string[]
  sent: Sent[]
  cookies: Map<string, string>
  items: Map<string, string>
  setCookies: string[]
}

export const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

export function openPage(options: PageOptions = {}): Page {
  const window = new Window({ url: options.url ?? 'https://acme.example/' })
  const page: Page = {
    window,
    touches: [],
    sent: [],
    cookies: options.after?.cookies ?? new Map(),
    items: options.after?.items ?? new Map(),
    setCookies: [],
  }
  const touch = (what: string) => {
    page.touches.push(what)
    if (options.blocked) throw new DOMException('storage is blocked', 'SecurityError')
  }
  Object.defineProperty(window.document, 'referrer', { value: options.referrer ?? '' })
  Object.defineProperty(window.document, 'cookie', {
    get: () => {
      touch('cookie read')
      return [...page.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    set: (text: string) => {
      touch('cookie write')
      page.setCookies.push(text)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (/;Max-Age=0(;|$)/i.test(text)) page.cookies.delete(name)
      else page.cookies.set(name, value)
    },
  })
  Object.defineProperty(window.navigator, 'globalPrivacyControl', { value: options.gpc })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('location', window.location)
  vi.stubGlobal('history', window.history)
  vi.stubGlobal('HTMLAnchorElement', window.HTMLAnchorElement)
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  // Over the real one: Node's fetch takes what it needs from this global, at whatever time it is first used.
  const timing = {
    now: () => 0,
    getEntriesByType: () => [{ type: options.navigation ?? 'navigate' }],
  }
  vi.stubGlobal('performance', Object.assign(Object.create(performance), timing))
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => {
      touch('item read')
      return page.items.get(name) ?? null
    },
    setItem: (name: string, value: string) => {
      touch('item write')
      page.items.set(name, value)
    },
    removeItem: (name: string) => {
      touch('item write')
      page.items.delete(name)
    },
  })
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    const path = input.href.replace(`${SERVER}/v1/`, '')
    page.sent.push({
      method: init.method ?? 'GET',
      path,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      init,
    })
    const answer = options.answers?.[path.replace(/\?.*/, '')]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer()
  })
  return page
}

/** What is kept now: the cookie's and the mirror's click ids. */
export const kept = (page: Page): [cookie: string | undefined, mirror: string | undefined] => [
  page.cookies.get('gw_click'),
  page.items.get('gw_click')?.split('|')[1],
]
