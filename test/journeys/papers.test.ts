/** A partner's papers in a real browser: said who it is, and read, printed and saved what a month came to. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asVisitor, type DemoSite, euros, openDashboardOf, openSite } from './demo-site.ts'

let site: DemoSite
beforeAll(async () => {
  site = await openSite('sqlite')
})
afterAll(() => site?.close())

/** Everything in the ledger that is Jo's, as the vendor's own key reads it: nothing was paid out yet. */
async function inTheLedger(): Promise<number> {
  const { origin, secretKey } = site.demo
  const headers = { authorization: `Bearer ${secretKey}` }
  const get = async (path: string) =>
    (await (await fetch(origin + path, { headers })).json()) as { data: Row[] }
  const { data: partners } = await get('/v1/partners?limit=100')
  const jo = partners.find(({ email }) => email === 'jo@lindqvist.example')
  const { data } = await get('/v1/commissions?limit=100')
  return data.filter(({ partnerId }) => partnerId === jo?.id).reduce((sum, { amount }) => sum + amount, 0)
}

interface Row {
  id: string
  email: string
  partnerId: string
  amount: number
}

const sumOf = (texts: string[]): number => texts.reduce((sum, text) => sum + euros(text), 0)

test('who Jo is, where to pay her, and a statement that agrees with the ledger', () =>
  asVisitor(
    site,
    async (page) => {
      const wider = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await openDashboardOf(page, site.demo.origin, 'Jo')
      await page.getByRole('link', { name: 'Add what is missing' }).first().click()
      await page.getByRole('heading', { name: 'Getting paid', level: 1 }).waitFor()

      await page.getByLabel('Bank transfer').check()
      await page.getByLabel('Holder of the account').fill('Jo Lindqvist')
      await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01')
      await page.getByRole('button', { name: 'Save where to pay you' }).click()
      await page.getByText(/check digits|typing error/i).waitFor()
      await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
      await page.keyboard.press('Enter')
      await page.getByText('Saved. Your next payout goes there.').waitFor()
      await page.getByText('Now: bank transfer, DE… 3000.').waitFor()

      await page.getByLabel('Your name or company').fill('Jo Lindqvist')
      await page.getByLabel('Address').fill('Kungsgatan 9\n411 19 Göteborg')
      await page.getByLabel('Country').selectOption({ label: 'Sweden' })
      await page.getByRole('button', { name: 'Save who you are' }).click()
      await page.getByText('Saved. Your statements say so from now on.').waitFor()
      expect(await wider()).toBe(0)

      await page.getByRole('link', { name: 'Back to your earnings' }).last().click()
      await page.getByText('On statements you are Jo Lindqvist, Sweden.').waitFor()
      await page.getByRole('region', { name: 'Statements' }).getByRole('link').first().click()
      await page.getByRole('heading', { name: /^Statement for \w+ \d{4}$/ }).waitFor()
      await page.getByText('Self-billing: made out by Tern Rota GmbH on behalf of Jo Lindqvist.').waitFor()

      const lines = await page.locator('tbody .number').allTextContents()
      const owed = await inTheLedger()
      expect(lines.length).toBeGreaterThan(5)
      expect(sumOf(lines)).toBe(owed)
      expect(euros(await page.locator('tfoot .number').textContent())).toBe(owed)
      expect(euros(await page.locator('.answer-row').textContent())).toBe(owed)
      expect(await wider(), 'nothing is wider than a phone').toBe(0)

      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download as CSV' }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/^statement-\d{4}-\d\d\.csv$/)
      const rows = readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n')
      expect(rows).toHaveLength(lines.length + 1)

      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button').count(), 'paper has no buttons').toBe(0)
      const colours = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.querySelector('.document') as Element)
        return [color, backgroundColor].map((one) => Number(/oklch\(([\d.]+)/.exec(one)?.[1]))
      })
      expect(colours[0], 'dark on white, whatever the screen is').toBeLessThan(0.4)
      expect(colours[1]).toBe(1)
    },
    {
      viewport: { width: 360, height: 800 },
      colorScheme: 'dark',
      expected: [/status of 422 .*\/v1\/me\/payout-details/],
    },
  ))
