/** A subscription's life at Stripe, played with the buttons of the demo, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../support/engines.ts'
import { asVisitor, type DemoSite, euros, openSite } from './demo-site.ts'

/** 10 % of what is left of each payment, without tax; a dispute that is open holds what it is about. */
const life: [button: string, together: number, says: RegExp][] = [
  ['Start a free trial', 0, /A trial costs nothing, so it earns nothing/],
  ['The first month is paid', 1_000, /10 % of 100\.00 EUR/],
  ['Upgrade in mid-month', 1_500, /59\.50 EUR paid, 59\.50 EUR left/],
  ['Refund half of the first month', 1_000, /59\.50 EUR of stripe:in_\w+ was refunded/],
  ['Dispute the upgrade', 1_000, /◷ .*dispute/],
  ['Win the dispute', 1_000, /dispute dp_\w+ of 59\.50 EUR \(won\)/],
  ['Renew for another month', 2_500, /178\.50 EUR paid/],
  ['Cancel', 2_500, /✓ Cancel/],
]

describe.each(engines)('a subscription at Stripe, on %s', (engine) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await openSite(engine)
  })
  afterAll(() => site?.close())

  test('is earned as a person would expect, whatever order its events come in', () =>
    asVisitor(site, async (page) => {
      const { origin } = site.demo
      const total = async () => euros(await page.locator('[data-total]').textContent())
      /** It has sales in two currencies. */
      const onDashboard = async (): Promise<number> => {
        await page.goto(`${origin}/demo/stripe`)
        await page.getByRole('button', { name: 'Open the dashboard of Harbour IT Services' }).click()
        await page.getByRole('heading', { name: 'Yours so far' }).first().waitFor()
        const [, inEuros = ''] = /Yours so far\s+([\d,]+\.\d\d EUR)/.exec(await page.innerText('main')) ?? []
        return euros(inEuros)
      }
      const before = await onDashboard()
      await page.goto(`${origin}/demo/stripe`)
      for (const [button, together, says] of life) {
        await page.getByRole('button', { name: button }).click()
        await page.getByText(`✓ ${button}`).waitFor()
        expect(await total(), button).toBe(together)
        expect(await page.innerText('main'), button).toMatch(says)
        const isHeld = button === 'Dispute the upgrade'
        expect(await page.locator('.wait').count(), button).toBe(isHeld ? 1 : 0)
      }
      await page.getByRole('button', { name: 'Send it all again, shuffled' }).click()
      await page.waitForLoadState()
      expect(await total()).toBe(2_500)
      expect((await onDashboard()) - before).toBe(2_500)
      await page.goto(`${origin}/demo/stripe`)
      await page.getByRole('button', { name: 'Start over' }).click()
      await page.getByText('Start with the first step.').waitFor()
    }))
})
