/** Walks through every page and element and takes its picture. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromePath } from '../setup/browser.ts'
import { type RunningDemo, runDemo } from './demo.ts'
import { dashboardOf, JO, joHasPapers, NORTHGATE, northgateOrders } from './papers.ts'
import { launch, visit } from './visitor.ts'

type Walk = (
  page: Page,
  shoot: (name: string, selector?: string) => Promise<void>,
  origin: string,
) => Promise<void>

/** Opens an address even when only its fragment changes. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(address)
  await page.waitForLoadState('networkidle')
}

const walks: Record<string, Walk> = {
  async demo(page, shoot, origin) {
    for (const path of [
      '',
      '/creator',
      '/shop',
      '/shop/orders',
      '/partner',
      '/partner/desk',
      '/consent?via=jo',
    ]) {
      await open(page, `${origin}/demo${path}`)
      await shoot(`demo${path.replace(/\?.*/, '').replaceAll('/', '-') || '-start'}`)
    }
  },
  async order(page, shoot, origin) {
    await open(page, `${origin}/r/jo`)
    await open(page, `${origin}/demo/stripe`)
    const startOver = page.getByRole('button', { name: 'Start over' })
    if ((await startOver.count()) > 0) await startOver.click()
    for (const step of [
      'Start a free trial',
      'The first month is paid',
      'Upgrade in mid-month',
      'Refund half',
    ]) {
      await page.getByRole('button', { name: step }).click()
      await page.getByText(`✓ ${step}`).waitFor()
    }
    await shoot('demo-stripe-played')
    await open(page, `${origin}/demo/shop/checkout?product=team`)
    await shoot('demo-shop-checkout')
    await page.fill('#coupon', 'NOPE')
    await page.click('text=Place this order')
    await page.waitForSelector('[role=alert]')
    await shoot('demo-shop-checkout-problem')
    await page.fill('#coupon', 'jo15')
    await page.click('text=Place this order')
    await page.waitForURL(/orders/)
    await shoot('demo-shop-order')
    await page.click('text=Refund half')
    await page.waitForLoadState('networkidle')
    await page.click('text=Refund the rest')
    await page.waitForLoadState('networkidle')
    await shoot('demo-shop-order-refunded')
  },
  async dashboard(page, shoot, origin) {
    for (const [name, from] of [
      ['jo', '/demo/creator'],
      ['mara', '/demo/partner'],
    ] as const) {
      await open(page, `${origin}${from}`)
      await page.click('text=/Open .* dashboard/')
      await page.waitForURL(/dashboard/)
      await page.waitForLoadState('networkidle')
      await shoot(`dashboard-${name}`)
    }
  },
  async 'sign-in'(page, shoot, origin) {
    await open(page, `${origin}/dashboard`)
    await shoot('dashboard-sign-in')
    await page.fill('input[type=email]', 'jo@lindqvist.example')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=Look in your mail')
    await shoot('dashboard-sent')
    await open(page, `${origin}/outbox`)
    await shoot('outbox')
    const link = await page.getAttribute('a[href*="sign-in="]', 'href')
    await open(page, link ?? '')
    await shoot('dashboard-welcome')
  },
  async elements(page, shoot, origin) {
    await open(page, `${origin}/demo/partner`)
    await shoot('lead-prospect', 'goodword-lead')
    await shoot('share', 'goodword-share')
    await page.locator('goodword-share').locator('button[type=submit]').click()
    await shoot('share-problem', 'goodword-share')
    await page.locator('goodword-share').locator('input[type=email]').fill('new@partner.example')
    await page.locator('goodword-share').locator('button[type=submit]').click()
    await page.locator('goodword-share').locator('text=Here is your link').waitFor()
    await shoot('share-joined', 'goodword-share')
    await open(page, `${origin}/demo/partner/desk`)
    const lead = page.locator('goodword-lead')
    await lead.locator('button[type=submit]').click()
    await shoot('lead-problem', 'goodword-lead')
    await lead.locator('summary').click()
    await shoot('lead-more', 'goodword-lead')
    await shoot('share-links', 'goodword-share')
    await lead.locator('[name=company]').fill('Client GmbH')
    await lead.locator('[name="contact.name"]').fill('Kim Sol')
    await lead.locator('[name="contact.email"]').fill('kim@client.example')
    await lead
      .locator('[name=need]')
      .fill('Their on-call rota lives in a spreadsheet and two incidents were missed.')
    await lead.locator('button[type=submit]').click()
    await lead.locator('text=Client GmbH is registered').waitFor()
    await shoot('lead-done', 'goodword-lead')
  },
  async server(page, shoot, origin) {
    for (const [name, path] of [
      ['server', '/'],
      ['errors', '/docs/errors'],
      ['docs', '/docs'],
    ] as const) {
      await open(page, origin + path)
      await shoot(name)
    }
  },
}

const TWO_CURRENCIES = 'partners@harbour-it.example'

/** Statements, prices, and the forms about being paid. */
const papers =
  (demo: RunningDemo): Walk =>
  async (page, shoot, origin) => {
    const month = new Date().toISOString().slice(0, 7)
    await open(page, await dashboardOf(demo, JO))
    await shoot('dashboard-jo-papers')
    await open(page, `${origin}/dashboard#statements/${month}`)
    await shoot('statement')
    await page.emulateMedia({ media: 'print' })
    await shoot('statement-printed')
    await page.emulateMedia({ media: 'screen' })
    await open(page, `${origin}/dashboard#payout`)
    await shoot('payee-waiting')
    await page.click('text=Change where you are paid')
    await page.check('input[value=bank]')
    await page.fill('[name=name]', 'Jo Lindqvist')
    await page.fill('[name=iban]', 'DE00 3704')
    await page.click('text=Save where to pay you')
    await page.waitForSelector('[name=iban][aria-invalid]')
    await shoot('payee-bank-problem')
    await open(page, `${origin}/dashboard#postbacks`)
    for (const deleted of await page.getByRole('button', { name: /^Delete/ }).all()) {
      await deleted.click()
      await page.click('text=Yes, delete it')
      await page.waitForSelector('text=There is none yet.')
    }
    await shoot('postbacks-none')
    await page.click('text=How it works')
    await page.click('text=More to choose from')
    await page.fill('[name=url]', 'https://track.partner.example/in?who={email}')
    await page.click('button:has-text("Add this address")')
    await page.waitForSelector('[name=url][aria-invalid]')
    await shoot('postbacks-how-and-problem')
    await page.fill(
      '[name=url]',
      'https://track.partner.example/in?campaign=autumn-2026&id={event_id}&status={status}&amount={amount}&currency={currency}',
    )
    await page.click('button:has-text("Add this address")')
    await page.waitForSelector('text=Added. Try it')
    await shoot('postbacks-added')
    await page.getByRole('button', { name: /^Test it/ }).click()
    await page.waitForSelector('text=/It (works|did not work)/')
    await page.click('text=Last answers')
    await page.waitForSelector('.timeline')
    await page.getByRole('button', { name: /^Delete/ }).click()
    await shoot('postbacks-tested')
    await open(page, await dashboardOf(demo, TWO_CURRENCIES))
    await open(page, `${origin}/dashboard#statements/${month}`)
    await shoot('statement-two-currencies')
    await open(page, `${origin}/dashboard#payout`)
    await shoot('payee-empty')
    await open(page, await dashboardOf(demo, NORTHGATE))
    await shoot('dashboard-prices')
    await open(page, `${origin}/dashboard#prices/${month}`)
    await shoot('prices')
  }

/** Everything, four times. Takes about a minute. */
export async function takeShots(): Promise<void> {
  const out = join(process.cwd(), 'shots')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-shots-'))
  const demo = await runDemo({ dataDir })
  await joHasPapers(demo)
  await northgateOrders(demo)
  const browser = await launch(await chromePath())
  try {
    for (const width of [360, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' as const }
        const wanted: Record<string, Walk> = {
          ...walks,
          papers: papers(demo),
          async currencies(page, shoot) {
            await open(page, await dashboardOf(demo, TWO_CURRENCIES))
            await shoot('dashboard-two-currencies')
          },
        }
        for (const [name, walk] of Object.entries(wanted)) {
          const { page, complaints, leave } = await visit(browser, options)
          page.setDefaultTimeout(8_000)
          const shoot = async (picture: string, selector?: string) => {
            const path = join(out, `${picture}-${width}-${colorScheme}.png`)
            if (selector) await page.locator(selector).screenshot({ path })
            else await page.screenshot({ path, fullPage: true })
          }
          try {
            await walk(page, shoot, demo.origin)
          } catch (error) {
            process.exitCode = 1
            console.error(`${name} at ${width} ${colorScheme}: ${error}`)
          }
          for (const complaint of complaints.filter((words) => !/Failed to load resource/.test(words))) {
            console.error(`${name} at ${width} ${colorScheme}: ${complaint}`)
          }
          await leave()
        }
      }
    }
  } finally {
    await browser.close()
    await demo.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  console.log(`Pictures are in ${out}`)
}
