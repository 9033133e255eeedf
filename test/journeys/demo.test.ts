/** The walk that a newcomer takes through the demo, in a real browser, on both engines. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDemo } from '../browser/demo.ts'
import { engines } from '../support/engines.ts'
import { asVisitor, buy, type DemoSite, earned, noSession, openDashboardOf, openSite } from './demo-site.ts'

describe.each(engines)('the demo on %s', (engine) => {
  let site: DemoSite
  let origin: string
  beforeAll(async () => {
    site = await openSite(engine)
    origin = site.demo.origin
  })
  afterAll(() => site?.close())

  const commissionsOf = async (secretKey: string): Promise<number> => {
    const headers = { authorization: `Bearer ${secretKey}` }
    const answer = await fetch(`${origin}/v1/commissions?limit=100`, { headers })
    return ((await answer.json()) as { data: unknown[] }).data.length
  }

  test('from Jo’s link to her commission, and back by a refund', () =>
    asVisitor(site, async (page) => {
      await openDashboardOf(page, origin, 'Jo')
      const before = await earned(page)
      const clicksBefore = Number(/From (\d+) clicks/.exec(await page.innerText('main'))?.[1])
      expect(page.url(), 'the token leaves the address bar').toBe(`${origin}/dashboard`)

      await page.goto(`${origin}/demo`)
      await page.getByRole('link', { name: 'Open Jo’s page' }).click()
      await page.getByRole('link', { name: 'See Tern' }).click()
      await page.waitForURL(`${origin}/demo/shop?via=jo`)
      await page.getByRole('link', { name: 'Choose Tern Company' }).click()
      await page.getByRole('button', { name: 'Place this order' }).click()

      await page.getByRole('heading', { name: 'What Goodword answered' }).waitFor()
      const order = page.url()
      expect(await page.innerText('main')).toMatch(
        /Credited to Jo Lindqvist: last click, less than a minute before sign-up, inside the 60-day window\./,
      )
      expect(await page.innerText('[data-total]')).toBe('75.00 EUR')

      await page.getByRole('button', { name: 'Open the partner’s dashboard' }).click()
      const explanation =
        /^15 % of 500\.00 EUR, without tax \(plan Creator, version 1\), payable from \d+ \w+ \d{4}\.$/
      await page.getByText(explanation).waitFor()
      expect((await earned(page)) - before).toBe(7_500)
      expect(await page.innerText('main')).toContain(`From ${clicksBefore + 1} clicks`)

      await page.goto(order)
      await page.getByRole('button', { name: 'Refund half, 300.00 EUR' }).click()
      await page.getByText('300.00 EUR of this order is left').waitFor()
      expect(await page.innerText('[data-total]')).toBe('37.50 EUR')
      await page.getByRole('button', { name: 'Refund the rest' }).click()
      await page.getByText('Everything is refunded').waitFor()
      expect(await page.innerText('[data-total]')).toBe('0.00 EUR')

      await page.getByRole('button', { name: 'Open the partner’s dashboard' }).click()
      await page.getByText(/300\.00 EUR of ord_\w+ was refunded\. Nothing remains\./).waitFor()
      expect(await earned(page)).toBe(before)
    }))

  test('a coupon credits without a click', () =>
    asVisitor(site, async (page) => {
      await buy(page, origin, { coupon: 'jo15' })
      await page.getByText('Credited to Jo Lindqvist: coupon JO15, used at sign-up.').waitFor()
      expect(await page.innerText('main')).toContain('Tern Team for 153.00 EUR')
      expect(await page.innerText('[data-total]')).toBe('19.12 EUR')
    }))

  test('nobody is credited when nobody brought the customer, and the page says why', () =>
    asVisitor(site, async (page) => {
      await buy(page, origin)
      await page.getByText('Nobody was credited: no click, coupon or lead.').waitFor()
      expect(await page.locator('[data-total]').count()).toBe(0)
    }))

  test('buying for oneself is held for a look, not refused', () =>
    asVisitor(site, async (page) => {
      await buy(page, origin, { email: 'jo@lindqvist.example', coupon: 'JO15' })
      await page.getByText("The customer's address is the partner's own.").waitFor()
      expect(await page.innerText('[data-total]')).toBe('19.12 EUR')
    }))

  test('a coupon that nobody gave out is said beside the field, and what was typed stays', () =>
    asVisitor(
      site,
      async (page) => {
        await buy(page, origin, { email: 'kim@client.example', coupon: 'NOPE' })
        await page.getByRole('alert').getByText('We do not know this code.').waitFor()
        expect(await page.getByLabel('E-mail').inputValue()).toBe('kim@client.example')
        expect(await page.getByLabel('Coupon').inputValue()).toBe('NOPE')
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('coupon')
      },
      { expected: [/status of 422 .*\/demo\/shop\/checkout/] },
    ))

  test('a request through Mara’s site, by keyboard alone, arrives on her dashboard', () =>
    asVisitor(site, async (page) => {
      await page.goto(`${origin}/demo/partner`)
      await page.getByLabel('Your company').waitFor()
      const focused = () =>
        page.evaluate(() => {
          let at = document.activeElement
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
          const label = (at as HTMLInputElement | null)?.labels?.[0]
          return (label ?? at)?.textContent?.trim() ?? ''
        })
      const tabTo = async (name: string) => {
        for (let press = 0; press < 30; press++) {
          await page.keyboard.press('Tab')
          if ((await focused()).startsWith(name)) return
        }
        throw new Error(`no way to "${name}" by keyboard; at "${await focused()}"`)
      }
      for (const [label, words] of [
        ['Your company', 'Client GmbH'],
        ['Your name', 'Kim Sol'],
        ['Your e-mail', 'kim@client-gmbh.example'],
        ['What you need', 'Our on-call rota lives in a spreadsheet and two incidents were missed.'],
      ] as const) {
        await tabTo(label)
        await page.keyboard.type(words)
      }
      await tabTo('I agree')
      await page.keyboard.press('Space')
      await tabTo('Send my request')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Your request is on its way' }).waitFor()
      expect(await focused(), 'the answer is where the person is').toBe('Your request is on its way')

      await openDashboardOf(page, origin, 'Mara')
      await page.getByText('Client GmbH', { exact: true }).waitFor()
    }))

  test('a lead from Mara’s own desk is framed, and answered by a date', () =>
    asVisitor(site, async (page) => {
      await page.goto(`${origin}/demo/partner/desk`)
      await page.getByLabel('Company', { exact: true }).fill('Quarry Mobility')
      await page.getByLabel('Contact name').fill('Ines Prado')
      await page.getByLabel('Contact e-mail').fill('ines@quarry.example')
      await page
        .getByLabel('What they need')
        .fill('Night shifts are planned on paper and swaps get lost every week.')
      await page.getByRole('button', { name: 'Register this lead' }).click()
      await page.getByRole('heading', { name: 'Quarry Mobility is registered' }).waitFor()
      await page.getByText(/We read it and answer you by \d+ \w+ \d{4}\./).waitFor()

      await openDashboardOf(page, origin, 'Mara')
      await page.getByText('Quarry Mobility', { exact: true }).waitFor()
    }))

  test('signing in by mail: a link that works once', () =>
    asVisitor(
      site,
      async (page) => {
        await page.goto(`${origin}/dashboard`)
        await page.getByLabel('Your e-mail').fill('jo@lindqvist.example')
        await page.getByRole('button', { name: 'Send me a link' }).click()
        await page.getByRole('heading', { name: 'Look in your mail' }).waitFor()
        const mail = page.locator('article', { hasText: 'To jo@lindqvist.example' }).first()
        await expect
          .poll(async () => {
            await page.goto(`${origin}/outbox`)
            return mail.count()
          })
          .toBe(1)
        const link = (await mail.getByRole('link').getAttribute('href')) ?? ''
        expect(link).toMatch(/\/dashboard#sign-in=\S{20,}$/)

        await page.goto(link)
        await page.getByRole('button', { name: 'Open my earnings' }).click()
        await page.getByRole('heading', { name: 'Hello, Jo Lindqvist' }).waitFor()
        expect(page.url()).toBe(`${origin}/dashboard`)
        await page.reload()
        await page.getByRole('heading', { name: 'Hello, Jo Lindqvist' }).waitFor()
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.getByLabel('Your e-mail').waitFor()

        await page.goto('about:blank')
        await page.goto(link)
        await page.getByRole('button', { name: 'Open my earnings' }).click()
        await page.getByText('This link was used before or is too old.').waitFor()
      },
      { expected: [noSession, /status of 410 .*\/v1\/sessions/] },
    ))

  test('joining with one field: a link that works at once, and is hers after the mail', () =>
    asVisitor(site, async (page) => {
      await page.goto(`${origin}/demo/partner`)
      const share = page.locator('goodword-share')
      await share.getByLabel('Your e-mail').fill(`nora@${engine}.example`)
      await share.getByRole('button', { name: 'Get my link' }).click()
      await share.getByRole('heading', { name: 'Here is your link' }).waitFor()
      const mail = page.locator('article', { hasText: `To nora@${engine}.example` })
      await expect
        .poll(async () => {
          await page.goto(`${origin}/outbox`)
          return mail.count()
        })
        .toBe(1)
      const [url, confirm] = await mail
        .getByRole('link')
        .evaluateAll((all) => all.map((one) => one.textContent ?? ''))
      await page.goto(url ?? '')
      expect(page.url()).toMatch(/\/demo\/shop\?via=/)

      await page.goto(confirm ?? '')
      await page.getByRole('button', { name: 'Confirm and open my earnings' }).click()
      await page.getByRole('heading', { name: 'Yours so far' }).waitFor()
      // Shown without its scheme, copied with it.
      await page
        .getByText((url ?? '').replace(/^https?:\/\//, ''))
        .first()
        .waitFor()
    }))

  test('where consent is required nothing is stored before it is given, and nothing stays after it is denied', () =>
    asVisitor(site, async (page) => {
      await page.addInitScript(() => {
        const writes: string[] = []
        Object.assign(window, { writes })
        const set = Storage.prototype.setItem
        Storage.prototype.setItem = function (name, value) {
          writes.push(name)
          set.call(this, name, value)
        }
      })
      const kept = async () => ({
        cookies: (await page.context().cookies()).map(({ name }) => name),
        entries: await page.evaluate(() => Object.keys(localStorage)),
        inTab: await page.evaluate(() => Object.keys(sessionStorage)),
      })
      const nothing = { cookies: [], entries: [], inTab: [] }
      await page.goto(`${origin}/r/jo?to=${encodeURIComponent(`${origin}/demo/consent`)}`)
      await page.waitForURL(/\/demo\/consent\?via=jo$/)
      await page.getByText('– Nothing.').waitFor()
      expect(await kept()).toEqual(nothing)
      expect(await page.evaluate(() => (window as unknown as { writes: string[] }).writes)).toEqual([])

      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      await page.getByText('✓ Kept: the cookie gw_click').waitFor()
      expect(await kept()).toEqual({ cookies: ['gw_click'], entries: ['gw_click'], inTab: [] })

      await page.getByRole('button', { name: 'Do not allow' }).click()
      await page.getByText('– Nothing.').waitFor()
      expect(await kept()).toEqual(nothing)
    }))

  test('it starts again with the same keys and past, says so when its port is taken, and stops when asked', async () => {
    const { demo, dataDir, database } = site
    expect(readdirSync(dataDir), 'the engine is the one that was asked for').toEqual(
      engine === 'sqlite' ? [new URL(origin).port] : ['demo.json'],
    )
    const port = Number(new URL(origin).port)
    const again = { dataDir, port, databaseUrl: database.options.databaseUrl }
    await expect(runDemo(again)).rejects.toThrow(`Port ${port} is taken`)
    const before = await commissionsOf(demo.secretKey)
    expect(before).toBeGreaterThan(10)
    expect(await demo.stop()).toBe(0)

    site.demo = await runDemo(again)
    expect([site.demo.publishableKey, site.demo.secretKey]).toEqual([demo.publishableKey, demo.secretKey])
    expect(await commissionsOf(demo.secretKey)).toBe(before)
  })

  test('a start that was cut short while it wrote the past writes it again, once', async () => {
    const { demo, dataDir, database } = site
    const port = Number(new URL(origin).port)
    const file = join(dataDir, engine === 'sqlite' ? String(port) : '', 'demo.json')
    const before = await commissionsOf(demo.secretKey)
    await demo.stop()
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), seeded: false }))
    site.demo = await runDemo({ dataDir, port, databaseUrl: database.options.databaseUrl })
    expect(await commissionsOf(demo.secretKey)).toBe(before)
  })
})
