/** A person with a browser of their own, and a record of everything the browser complained about. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Nothing but these: other arguments would switch off what the tests look for. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ARGS })

/** As people have it: by its own name a headless browser counts as a bot, and its clicks not at all. */
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'

export interface Visitor {
  page: Page
  /** Exceptions, console errors, refused loads and broken policies, in words. */
  complaints: string[]
  leave(): Promise<void>
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    userAgent: USER_AGENT,
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) {
      complaints.push(`console: ${message.text()} ${message.location().url}`)
    }
  })
  return { page, complaints, leave: () => context.close() }
}
