/** Every page that the demo shows: readable for everyone, light and dark, and never wider than the window. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asVisitor, buy, type DemoSite, noSession, openDashboardOf, openSite } from './demo-site.ts'

type Step = (page: Page, origin: string) => Promise<unknown>

/** A part of Jo's dashboard, by its fragment. */
const partOf =
  (fragment: string): Step =>
  async (page, origin) => {
    await openDashboardOf(page, origin, 'Jo')
    await page.goto(`${origin}/dashboard${fragment}`)
    await page.locator('.card').first().waitFor()
  }

const thisMonth = new Date().toISOString().slice(0, 7)

const at =
  (path: string): Step =>
  (page, origin) =>
    page.goto(origin + path)

const pages: Record<string, Step> = {
  start: at('/demo'),
  'creator’s page': at('/demo/creator'),
  shop: at('/demo/shop'),
  checkout: at('/demo/shop/checkout?product=team'),
  'checkout with a problem': (page, origin) => buy(page, origin, { coupon: 'NOPE' }),
  'order, credited': (page, origin) => buy(page, origin, { coupon: 'JO15' }),
  orders: at('/demo/shop/orders'),
  'consultant’s site': at('/demo/partner'),
  'consultant’s desk': at('/demo/partner/desk'),
  consent: at('/demo/consent'),
  stripe: at('/demo/stripe'),
  'unknown page': at('/demo/nothing-here'),
  'Jo’s dashboard': (page, origin) => openDashboardOf(page, origin, 'Jo'),
  'Mara’s dashboard': (page, origin) => openDashboardOf(page, origin, 'Mara'),
  'Jo’s statement': partOf(`#statements/${thisMonth}`),
  'how Jo is paid, with a problem': async (page, origin) => {
    await partOf('#payout')(page, origin)
    await page.getByRole('button', { name: 'Save where to pay you' }).click()
    await page.getByRole('button', { name: 'Save who you are' }).click()
  },
  'Jo’s own tools, with all there is to read': async (page, origin) => {
    await partOf('#postbacks')(page, origin)
    await page.getByLabel('Address to call').fill('https://track.partner.example/in?id={event_id}')
    await page.keyboard.press('Enter')
    await page.getByText('Added. Try it with a test.').waitFor()
    for (const fold of await page.locator('summary').all()) await fold.click()
    await page.getByText('It was not called yet.').waitFor()
    await page.getByRole('button', { name: /^Delete/ }).click()
  },
  'sign-in': at('/dashboard'),
  outbox: at('/outbox'),
  server: at('/'),
  errors: at('/docs/errors'),
}

/** What axe found wrong, short enough to read in a failed test. */
async function violations(page: Page): Promise<string[]> {
  // Not as a script of the page: its policy would refuse that.
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(),
  )
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, target }) => `${target} ${html.slice(0, 120)}`).join(' | ')}`,
  )
}

const wider = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('the pages of the demo', () => {
  let site: DemoSite
  beforeAll(async () => {
    site = await openSite('sqlite')
  })
  afterAll(() => site?.close())

  test.each(Object.entries(pages))('%s: no violation and no sideways scroll', (_name, open) =>
    asVisitor(
      site,
      async (page) => {
        await open(page, site.demo.origin)
        await page.waitForLoadState('networkidle')
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme })
          for (const width of [360, 1280]) {
            await page.setViewportSize({ width, height: 800 })
            const found = { violations: await violations(page), widerByPx: await wider(page) }
            expect(found, `${width} px, ${colorScheme}`).toEqual({ violations: [], widerByPx: 0 })
          }
        }
      },
      {
        viewport: { width: 360, height: 800 },
        colorScheme: 'dark',
        reducedMotion: 'reduce',
        expected: [
          noSession,
          /status of 422 .*\/demo\/shop\/checkout/,
          /status of 404 .*\/demo\/nothing-here/,
        ],
      },
    ))

  test('a planted violation is found, also inside an element', () =>
    asVisitor(site, async (page) => {
      await page.goto(`${site.demo.origin}/demo/partner`)
      await page.getByLabel('Your company').waitFor()
      await page.evaluate(() => {
        const label = document.querySelector('goodword-lead')?.shadowRoot?.querySelector('label[for]')
        label?.removeAttribute('for')
      })
      expect((await violations(page)).join()).toContain('label: goodword-lead')
    }))
})
