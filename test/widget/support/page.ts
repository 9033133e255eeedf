/** What every widget test needs: a server made of functions, and hands and eyes for a shadow root or a page. */
import { vi } from 'vitest'

export interface Asked {
  route: string
  url: URL
  headers: Headers
  body: Record<string, unknown>
  credentials: string | undefined
}

export interface Reply {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

export type Table = Record<string, (asked: Asked) => Reply | Promise<Reply>>

/** Replaces `fetch` by a table of `METHOD /path` → reply. What is not in the table is a broken connection. */
export function fakeServer(table: Table): Asked[] {
  const calls: Asked[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'https://refer.test')
    const asked: Asked = {
      route: `${init.method ?? 'GET'} ${url.pathname}`,
      url,
      headers: new Headers(init.headers),
      body: init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {},
      credentials: init.credentials,
    }
    calls.push(asked)
    const reply = table[asked.route]
    if (!reply) throw new TypeError('Failed to fetch')
    const { status = 200, body, headers } = await reply(asked)
    return new Response(status === 204 ? null : JSON.stringify(body === undefined ? {} : body), {
      status,
      headers,
    })
  })
  return calls
}

export interface Clipboard {
  text: string
  refuse: boolean
}

/** A clipboard that can be read, and told to refuse. */
export function fakeClipboard(): Clipboard {
  const clipboard: Clipboard = { text: '', refuse: false }
  const take = (text: string) => {
    if (clipboard.refuse) throw new DOMException('no', 'NotAllowedError')
    clipboard.text = text
  }
  vi.stubGlobal(
    'ClipboardItem',
    class {
      readonly parts: Record<string, Promise<Blob>>
      constructor(parts: Record<string, Promise<Blob>>) {
        this.parts = parts
      }
    },
  )
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {
      writeText: async (text: string) => take(text),
      write: async ([item]: { parts: Record<string, Promise<Blob>> }[]) => {
        const blob = await item?.parts['text/plain']
        take((await blob?.text()) ?? '')
      },
    },
  })
  return clipboard
}

type Root = Document | ShadowRoot | HTMLElement

/** Waits until `look` finds something; fails with what is on the page instead. */
export async function until<T>(look: () => T | null | undefined | false, root?: Root): Promise<T> {
  const end = Date.now() + 3000
  while (Date.now() < end) {
    const found = look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 5))
  }
  throw new Error(`Not found in: ${(root ?? document.body).textContent}`)
}

export const button = (root: Root, label: string | RegExp): HTMLButtonElement | undefined =>
  Array.from(root.querySelectorAll('button')).find((one) => {
    const text = one.textContent?.trim() ?? ''
    return typeof label === 'string' ? text === label : label.test(text)
  })

export function press(root: Root, label: string | RegExp): void {
  const found = button(root, label)
  if (!found) throw new Error(`No button ${label} in: ${root.textContent}`)
  found.click()
}

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export function control(root: Root, name: string): Control {
  const found = root.querySelector<Control>(`[name="${name}"]`)
  if (!found) throw new Error(`No field ${name}`)
  return found
}

export function type(root: Root, name: string, text: string): void {
  const field = control(root, name)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
}

/** What Enter in a field does: the browser submits through the form's one submit button. */
export function enter(root: Root, name: string): void {
  const form = control(root, name).closest('form')
  if (form?.querySelectorAll('[type="submit"]').length !== 1) throw new Error('not one submit button')
  form.requestSubmit()
}

/** The error that a screen reader reads with the field. */
export function errorOf(root: Root, name: string): string {
  const ids = control(root, name).getAttribute('aria-describedby')?.split(' ') ?? []
  const error = ids.find((id) => id.endsWith('-error'))
  return error ? (root.querySelector(`[id="${error}"]`)?.textContent ?? '') : ''
}

/** Everything that is announced right now. */
export const announced = (root: Root): string =>
  Array.from(root.querySelectorAll('[role="status"]'))
    .map((one) => one.textContent)
    .join(' ')

/** Style attributes would be refused by a strict content security policy. */
export const styled = (root: Root): number => root.querySelectorAll('[style]').length

export const problem = (status: number, code: string, more: object = {}): Reply => ({
  status,
  body: { type: `/docs/errors#${code}`, title: code, status, code, detail: `About ${code}.`, ...more },
})
