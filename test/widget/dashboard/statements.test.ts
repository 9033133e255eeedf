/** A month as a document: found on the overview, opened, added up, printed and saved. */
import { describe, expect, test, vi } from 'vitest'
import { placeOf } from '../../../widget/dashboard/place.ts'
import { papersOf } from '../../../widget/dashboard/statements.tsx'
import { dashboard } from '../support/dashboard.tsx'
import { announced, press, problem, styled, type Table, until } from '../support/page.ts'
import { prices, statement } from '../support/papers.ts'
import { healthy, me } from '../support/partner.ts'

const page = dashboard()

const months = (data: string[], priced: { month: string; status: 'draft' | 'closed' }[] = []) => ({
  'GET /v1/me/statements': () => ({ body: { data: data.map((period) => ({ period })), prices: priced } }),
})

const withStatement = (body: object = statement): Table => ({
  ...healthy,
  ...months(['2026-11', '2026-10']),
  'GET /v1/me/statements/2026-10': () => ({ body }),
})

/** Follows a link as a browser does, where happy-dom stays. */
async function go(fragment: string) {
  location.hash = fragment
  window.dispatchEvent(new Event('hashchange'))
  await new Promise((done) => setTimeout(done, 0))
}

const shown = () => until(() => page.app.querySelector('.document'), page.app)
const minor = (text: string | null | undefined): number => Number((text ?? '').replace(/[^\d-]/g, ''))

describe('the months', () => {
  test('newest first, the running one marked, each a link', async () => {
    await page.open(withStatement())
    await until(() => page.app.querySelector('.month'), page.app)
    const links = Array.from(page.app.querySelectorAll<HTMLAnchorElement>('a.month'))
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['November 2026so far', '#statements/2026-11'],
      ['October 2026', '#statements/2026-10'],
    ])
  })

  test('on a phone they are far down: links at the top lead to them', async () => {
    await page.open(withStatement())
    await until(() => page.app.querySelector('nav a'), page.app)
    const links = Array.from(page.app.querySelectorAll('nav a'))
    expect(links.map(({ textContent }) => textContent)).toEqual(['Statements', 'Getting paid'])
    for (const link of links) expect(page.app.querySelector(link.getAttribute('href') ?? '')).toBeTruthy()
    expect(placeOf('#payee')).toEqual({ name: 'overview' })
  })

  test('prices stand beside their month', () => {
    const list = {
      data: [{ period: '2026-11' }],
      prices: [
        { month: '2026-12', status: 'draft' as const },
        { month: '2026-11', status: 'closed' as const },
      ],
    }
    const papers = papersOf(list, '2026-12-01T00:00:00.000Z')
    expect(papers.map(({ href, running }) => [href, running])).toEqual([
      ['#prices/2026-12', true],
      ['#statements/2026-11', false],
      ['#prices/2026-11', false],
    ])
  })

  test('without any month there is nothing to read about them', async () => {
    await page.open(healthy)
    await until(() => page.text().includes('Getting paid'), page.app)
    expect(page.text()).not.toContain('Statements')
    expect(page.app.querySelector('nav')?.textContent).toBe('Getting paid')
  })

  test('what is older than half a year is one press away', async () => {
    const all = Array.from({ length: 9 }, (_, index) => `2026-0${9 - index}`)
    await page.open({ ...healthy, ...months(all) })
    await until(() => page.text().includes('Earlier months'), page.app)
    expect(page.app.querySelectorAll('a.month')).toHaveLength(9)
    expect(page.app.querySelectorAll('details a.month')).toHaveLength(3)
  })
})

describe('a statement', () => {
  test('has both parties, every line with its reason, and adds up', async () => {
    const calls = await page.open(withStatement(), '#statements/2026-10')
    const paper = await shown()
    const text = paper.textContent ?? ''
    expect(page.app.querySelector('h1')?.textContent).toBe('Statement for October 2026')
    expect(document.title).toBe('Statement for October 2026')
    expect(document.activeElement).toBe(page.app.querySelector('h1'))
    expect(Array.from(paper.querySelectorAll('address')).map((one) => one.textContent)).toEqual([
      'Acme GmbHHafen 1\n20457 HamburgGermany',
      'Mara Ito ConsultingRingstraße 4\n10115 BerlinGermanyTax id DE123456789',
    ])
    expect(text).toContain('Number 202610-0123456789')
    expect(text).toContain('Self-billing: made out by Acme GmbH on behalf of Mara Ito Consulting.')
    expect(text).toContain('20 % of 200.00 EUR (plan Refer once, version 3, first payment).')
    expect(text).toContain('Taken back after a payout. 50.00 EUR of ord_0 was refunded.')
    expect(text).toContain('Reference GW-1')
    expect(text).not.toContain('still running')
    const lines = Array.from(paper.querySelectorAll('tbody .number')).map((one) => minor(one.textContent))
    expect(lines).toEqual([4000, -2500, -1000])
    expect(minor(paper.querySelector('tfoot .number')?.textContent)).toBe(500)
    const sums = Array.from(paper.querySelectorAll('.sums .sum')).map((one) => minor(one.textContent))
    expect(sums).toEqual([1000, 3000, -2500, 1500])
    expect(text).toContain('Balance at the end of 31 October 2026')
    expect(calls.filter(({ route }) => route.includes('/statements/'))).toHaveLength(1)
    expect(styled(page.app)).toBe(0)
  })

  test('of a running month says so, and who is missing leads to the form', async () => {
    const body = {
      ...statement,
      closed: false,
      vendor: null,
      partner: null,
      selfBilling: null,
      lines: [],
      balances: [],
    }
    await page.open(withStatement(body), '#statements/2026-10')
    const text = (await shown()).textContent ?? ''
    expect(text).toContain('October 2026 is still running. This is how it stands on 22 November 2026.')
    expect(text).toContain('Acme Partners has not given its address yet.')
    expect(text).toContain('Nothing moved in this month.')
    expect(page.app.querySelector('.document a')?.getAttribute('href')).toBe('#payout')
  })

  test('of two currencies has a part for each, with only its lines', async () => {
    const dollars = { ...statement.lines[0], id: 'com_3', currency: 'USD', amount: 700 }
    const balances = [
      ...statement.balances,
      { currency: 'USD', opening: 0, earned: 700, payouts: 0, closing: 700 },
    ]
    const body = { ...statement, balances, lines: [...statement.lines, dollars] }
    await page.open(withStatement(body), '#statements/2026-10')
    const tables = Array.from((await shown()).querySelectorAll('table'))
    expect(tables.map((table) => table.querySelectorAll('tbody tr').length)).toEqual([3, 1])
    expect(page.text()).toContain('In USD')
  })

  test('with more lines than are shown says where all of them are', async () => {
    await page.open(withStatement({ ...statement, moreLines: true }), '#statements/2026-10')
    expect((await shown()).textContent).toContain('The first 3 are listed here. The CSV has all of them.')
  })

  test('prints, and is saved as the API makes it', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const saved: [string, string][] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push([this.download, this.href])
    })
    const calls = await page.open(withStatement(), '#statements/2026-10')
    await shown()
    press(page.app, 'Print or save as PDF')
    expect(print).toHaveBeenCalledOnce()
    press(page.app, 'Download as CSV')
    await until(() => announced(page.app).includes('Downloaded: statement-2026-10.csv'), page.app)
    expect(calls.at(-1)?.url.search).toBe('?format=csv')
    expect(saved).toEqual([['statement-2026-10.csv', expect.stringMatching(/^blob:/)]])
    vi.restoreAllMocks()
  })

  test('a download that failed says so and can be tried again', async () => {
    const table = withStatement()
    await page.open(table, '#statements/2026-10')
    await shown()
    table['GET /v1/me/statements/2026-10'] = () => ({ status: 500 })
    press(page.app, 'Download as CSV')
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
  })

  test('that did not load is asked for again', async () => {
    const table: Table = {
      ...withStatement(),
      'GET /v1/me/statements/2026-10': () => problem(404, 'not_found'),
    }
    await page.open(table, '#statements/2026-10')
    await until(() => announced(page.app).includes('About not_found.'), page.app)
    Object.assign(table, withStatement())
    press(page.app, 'Try again')
    await shown()
  })

  test('the way back ends at the month that was opened, and nothing is fetched again meanwhile', async () => {
    document.title = 'Your earnings'
    const calls = await page.open(withStatement())
    await until(() => page.app.querySelector('.month'), page.app)
    await go('#statements/2026-10')
    await shown()
    const before = calls.length
    document.dispatchEvent(new Event('visibilitychange'))
    await go('#earnings')
    await until(() => page.app.querySelector('.hero'), page.app)
    expect(document.activeElement?.getAttribute('href')).toBe('#statements/2026-10')
    expect(calls).toHaveLength(before)
    await until(() => document.title === 'Your earnings')
  })

  test('a mail link that is opened meanwhile ends at the overview', async () => {
    const signIn = { 'POST /v1/sessions': () => ({ status: 201, body: { partner: me.partner } }) }
    await page.open({ ...withStatement(), ...signIn }, '#statements/2026-10')
    await shown()
    await go('#sign-in=tok_1')
    await until(() => page.text().includes('Welcome back'), page.app)
    press(page.app, 'Open my earnings')
    await until(() => page.app.querySelector('.hero'), page.app)
    expect(page.app.querySelector('.document')).toBeNull()
  })

  test('in test mode says that it is no real money', async () => {
    const program = { ...me.program, mode: 'test' }
    const table = { ...withStatement(), 'GET /v1/me': () => ({ body: { ...me, program } }) }
    await page.open(table, '#statements/2026-10')
    await shown()
    expect(page.text()).toContain('none of this is real money')
  })
})

describe('a statement of prices', () => {
  const open = (body: object) =>
    page.open({ ...healthy, 'GET /v1/me/price-statements/2026-10': () => ({ body }) }, '#prices/2026-10')

  test('says what is to be paid, line by line, and that it is no invoice', async () => {
    await open(prices)
    const paper = await shown()
    expect(page.app.querySelector('h1')?.textContent).toBe('Prices for October 2026')
    expect(paper.textContent).toContain('October 2026 is open: this changes with what is reported.')
    expect(paper.textContent).toContain('This is no invoice.')
    expect(paper.textContent).toContain('40 mailboxes × 2.50 EUR (band from 25) = 100.00 EUR.')
    const sums = Array.from(paper.querySelectorAll('.sums .sum')).map((one) => minor(one.textContent))
    expect(sums).toEqual([12_345, 2469, 19_876])
    const lines = Array.from(paper.querySelectorAll('tbody .number')).map((one) => minor(one.textContent))
    expect(lines.reduce((sum, amount) => sum + amount, 0)).toBe(19_876)
  })

  test('once closed, it says since when', async () => {
    await open({ ...prices, status: 'closed', closedAt: '2026-11-06T00:00:00.000Z' })
    expect((await shown()).textContent).toContain('Closed on 6 November 2026. It does not change any more.')
  })
})
