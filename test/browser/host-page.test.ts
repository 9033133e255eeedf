/** The script tag and the elements as guests on somebody else's page, across origins and under a strict policy. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clickIds, type Host, loaded, openHost } from './guest.ts'
import { strictPolicy } from './host-page.ts'

let host: Host
beforeAll(async () => {
  host = await openHost()
})
afterAll(() => host?.close())

describe('on a good day, across origins and under a strict policy', () => {
  test('a visitor through a link joins and sends a lead for that link’s partner', () =>
    host.visit(async ({ page, moved }) => {
      await page.goto(`${host.server}/r/mara`)
      await page.waitForURL(`${host.origin}/?via=mara`)
      expect(await clickIds(page)).toEqual([expect.stringMatching(/^gwc_[\w-]+$/)])

      await page.getByRole('heading', { name: 'Recommend Acme Partners' }).waitFor()
      await page.getByLabel('Company', { exact: true }).waitFor()
      expect(await moved(), 'nothing moves when the elements come').toBeLessThan(0.01)

      const share = page.locator('goodword-share')
      await share.getByLabel('Your e-mail').fill('nora@partner.example')
      await share.getByRole('button', { name: 'Get my link' }).click()
      await share.getByRole('heading', { name: 'Here is your link' }).waitFor()

      await page.getByLabel('Company', { exact: true }).fill('Client GmbH')
      await page.getByLabel('Contact name').fill('Kim Sol')
      await page.getByLabel('Contact e-mail').fill('kim@client.example')
      await page.getByLabel('What they need').fill('Their on-call rota lives in a spreadsheet.')
      await page.getByRole('button', { name: 'Register this lead' }).click()
      await page.getByRole('heading', { name: 'Client GmbH is registered' }).waitFor()
    }))

  test('the page’s own parameters and its fragment stay as they were written', () =>
    host.visit(async ({ page }) => {
      await page.goto(`${host.server}/r/mara?to=${encodeURIComponent(`${host.origin}/a?b=%7e+c&d#top`)}`)
      await page.waitForURL(`${host.origin}/a?b=%7e+c&d&via=mara#top`)
      await page.goto(`${host.origin}/?x=1&gw=garbage&y=2#z`)
      await loaded(page)
      await page.evaluate(() => window.Goodword?.ready)
      expect(await page.evaluate(() => location.hash)).toBe('#z')
    }))

  test('with the tag twice, everything happens once', () =>
    host.visit(
      async ({ page }) => {
        const clicks: string[] = []
        page.on('request', (request) => {
          if (request.url().includes('/v1/clicks')) clicks.push(request.url())
        })
        await page.goto(`${host.origin}/?via=mara`)
        await loaded(page)
        expect(await clickIds(page)).toHaveLength(1)
        await page.getByRole('heading', { name: 'Recommend Acme Partners' }).waitFor()
        expect(clicks).toHaveLength(1)
      },
      { tags: 2 },
    ))

  test('five click ids are kept: the newest', () =>
    host.visit(
      async ({ page }) => {
        const seen: string[] = []
        for (let visit = 0; visit < 6; visit++) {
          await page.goto(`${host.server}/r/mara`)
          await page.waitForURL(`${host.origin}/?via=mara`)
          seen.push((await clickIds(page))?.at(-1) ?? '')
        }
        expect(new Set(seen).size).toBe(6)
        expect(await clickIds(page)).toEqual(seen.slice(1))
        await page.goto(`${host.origin}/another-page`)
        await loaded(page)
        expect(await clickIds(page)).toEqual(seen.slice(1))
      },
      { body: '' },
    ))

  test('Global Privacy Control: the address is cleaned, nothing is kept, nothing is told', () =>
    host.visit(
      async ({ page }) => {
        await page.goto(`${host.server}/r/mara`)
        await page.waitForURL(`${host.origin}/?via=mara`)
        expect(await clickIds(page)).toEqual([])
        expect(await page.context().cookies()).toEqual([])
        expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
      },
      {
        body: '',
        before: () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
      },
    ))

  test('where storage is blocked, the click is known on this page all the same', () =>
    host.visit(
      async ({ page }) => {
        await page.goto(`${host.server}/r/mara`)
        await page.waitForLoadState()
        const refused = await page.evaluate(() => {
          try {
            return Boolean(localStorage)
          } catch (error) {
            return (error as Error).name
          }
        })
        expect(refused, 'the browser does refuse').toBe('SecurityError')
        await loaded(page)
        expect(await clickIds(page)).toHaveLength(1)
        await page.getByRole('heading', { name: 'Recommend Acme Partners' }).waitFor()
      },
      // An origin of its own for the page: what browsers do to frames without rights.
      { policy: `${strictPolicy('*')}; sandbox allow-scripts allow-forms` },
    ))
})
