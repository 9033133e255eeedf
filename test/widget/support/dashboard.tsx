/** The ambassador's page in a test: opened against a table of answers, taken down after each test. */
import { render } from 'preact'
import { afterEach, beforeEach, vi } from 'vitest'
import { App } from '../../../widget/dashboard/app.tsx'
import { type Asked, type Clipboard, fakeClipboard, fakeServer, problem, type Table, until } from './page.ts'

/** Nobody is known: no token and no session. */
export const signedOut: Table = {
  'GET /v1/me': () => problem(401, 'credential_missing'),
  'GET /v1/me/summary': () => problem(401, 'credential_missing'),
}

export interface Dashboard {
  app: HTMLElement
  clipboard: Clipboard
  text(): string
  /** Opens the page, waits for its first heading, and answers every request made since. */
  open(table: Table, hash?: string): Promise<Asked[]>
  close(): void
}

/** Call it once at the top of a test file. */
export function dashboard(): Dashboard {
  const page: Dashboard = {
    app: document.createElement('div'),
    clipboard: { text: '', refuse: false },
    text: () => page.app.textContent ?? '',
    async open(table, hash = '') {
      location.hash = hash
      const calls = fakeServer(table)
      render(<App />, page.app)
      await until(() => page.app.querySelector('h1'), page.app)
      return calls
    },
    close: () => render(null, page.app),
  }
  beforeEach(() => {
    page.clipboard = fakeClipboard()
    page.app = document.body.appendChild(document.createElement('div'))
    sessionStorage.clear()
    location.hash = ''
  })
  afterEach(async () => {
    page.close()
    // Effects are cleaned up after the next frame; until then the old page still listens for its mail link.
    await new Promise((done) => setTimeout(done, 60))
    document.body.replaceChildren()
    vi.unstubAllGlobals()
  })
  return page
}
