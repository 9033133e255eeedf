// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGoodword } from '../../../sdk/index.ts'
import { json, KEY, openPage, type Page, type PageOptions, SERVER } from '../../sdk/browser/page.ts'

// The module remembers that it follows: every test gets it fresh.
beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())

const program = json({ id: 'prg_1', allowedOrigins: ['https://acme.example', 'https://app.acme.example'] })
const html = `
  <a id="app" href="https://app.acme.example/join?x=1#y"><b id="inside">Join</b></a>
  <a id="unlisted" href="https://shop.acme.example/">Shop</a>
  <a id="foreign" href="https://evil.example/">Evil</a>
  <a id="own" href="/pricing">Pricing</a>
  <a id="broken" href="https://[">Broken</a>
  <a id="none">No link</a><p id="text">Text</p>`

interface Followed {
  page: Page
  /** Fires an event on an element and tells what its link said while the event was under way. */
  fire(type: string, id: string): string | null | undefined
}

async function follow(domains: string, options: PageOptions = {}): Promise<Followed> {
  const page = openPage({
    url: 'https://acme.example/?via=mara&gw=gwc_a.gwc_b',
    answers: { program },
    ...options,
  })
  const { document } = page.window
  document.body.innerHTML = html
  const { followLinks } = await import('../../../widget/loader/actions.ts')
  const client = createGoodword({ key: KEY, server: SERVER })
  followLinks(client, domains)
  followLinks(client, domains)
  await client.ready
  await new Promise((resolve) => setTimeout(resolve, 5))
  const fire = (type: string, id: string) => {
    const element = document.getElementById(id)
    let during: string | null | undefined
    const look = (event: { preventDefault(): void }) => {
      event.preventDefault()
      during = element?.closest('a')?.getAttribute('href')
    }
    element?.addEventListener(type, look)
    element?.dispatchEvent(
      new page.window.MouseEvent(type, { bubbles: true, composed: true, cancelable: true }),
    )
    element?.removeEventListener(type, look)
    return during
  }
  return { page, fire }
}

const domains = 'app.acme.example, evil.example acme.example'
const decorated = 'https://app.acme.example/join?x=1&gw=gwc_a.gwc_b&via=mara#y'

describe('followed links', () => {
  test.each(['click', 'auxclick'])('%s takes the ids along for that moment only', async (type) => {
    const { page, fire } = await follow(domains)
    expect(fire(type, 'app')).toBe(decorated)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(page.window.document.getElementById('app')?.getAttribute('href')).toBe(
      'https://app.acme.example/join?x=1#y',
    )
    expect(fire(type, 'inside')).toBe(decorated)
  })

  test.each([
    ['unlisted', 'https://shop.acme.example/'],
    ['foreign', 'https://evil.example/'],
    ['own', '/pricing'],
    ['broken', 'https://['],
    ['none', null],
    ['text', undefined],
  ])('%s stays as it is', async (id, href) => {
    const { fire } = await follow(domains)
    expect(fire('click', id)).toBe(href)
  })

  test('the program is asked once, and hovering changes nothing', async () => {
    const { page, fire } = await follow(domains)
    for (const type of ['pointerover', 'focusin', 'click', 'click']) fire(type, 'app')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(fire('pointerover', 'app')).not.toContain('gw=')
    expect(page.sent.map((sent) => sent.path)).toEqual([`program?key=${KEY}`])
  })

  test('without click ids nobody is asked', async () => {
    const { page, fire } = await follow(domains, { url: 'https://acme.example/' })
    expect(fire('click', 'app')).toBe('https://app.acme.example/join?x=1#y')
    expect(page.sent).toEqual([])
  })

  test('an origin that the program does not allow gets nothing, and a failure is asked again', async () => {
    let answer = json({ code: 'unavailable' }, 503)
    const { fire } = await follow(domains, { answers: { program: () => answer() } })
    expect(fire('click', 'app')).not.toContain('gw=')
    answer = json({ allowedOrigins: ['https://acme.example'] })
    fire('pointerover', 'app')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(fire('click', 'app')).not.toContain('gw=')
  })

  test('after a denial nothing goes along', async () => {
    const { fire } = await follow(domains)
    await window.Goodword?.consent('denied')
    fire('pointerover', 'app')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(fire('click', 'app')).toBe('https://app.acme.example/join?x=1#y')
  })
})
