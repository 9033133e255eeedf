/** The ambassador's page once somebody is in: the answers, the lists, the new link. */
import { describe, expect, test } from 'vitest'
import { dashboard, signedOut } from '../support/dashboard.tsx'
import {
  announced,
  button,
  control,
  enter,
  errorOf,
  press,
  problem,
  styled,
  type Table,
  type,
  until,
} from '../support/page.ts'
import { commission, healthy, link, summary } from '../support/partner.ts'

const page = dashboard()

describe('the page', () => {
  test('answers first: yours so far, the next payout, what is on its way and why', async () => {
    await page.open(healthy, '#token=gw_pt_1')
    expect(page.app.querySelector('.largest')?.textContent).toBe('124.00 EUR')
    const hero = page.app.querySelector('.hero')?.textContent ?? ''
    expect(hero).toContain('Next payout on 5 December 202624.00 EURNothing is in the way.')
    expect(hero).toContain('On its way30.00 EURPayable from 21 December 2026, when its refund period ends.')
    expect(page.text()).toContain('20 % of 150.00 EUR (plan Refer once, version 3, first payment).')
    expect(page.text()).toContain('You earn 20 % of the first payment of every customer you bring.')
    expect(page.text()).toContain('640 clicks')
    expect(page.text()).toContain('Answer by 24 November 2026')
    expect(styled(page.app)).toBe(0)
    expect(page.app.querySelectorAll('main')).toHaveLength(1)
    expect(page.app.querySelectorAll('h1')).toHaveLength(1)
    expect(document.activeElement).toBe(page.app.querySelector('h1'))
    expect(page.app.querySelector('a.skip')?.getAttribute('href')).toBe(
      `#${page.app.querySelector('main')?.id}`,
    )
  })

  test('what is in the way of a payout is said in the server’s words', async () => {
    const nextPayout = { on: '2026-12-05', amount: 600, inTheWay: 'Payouts start at 10.00 EUR.', reasons: [] }
    await page.open({ ...healthy, 'GET /v1/me/summary': () => ({ body: { ...summary, nextPayout } }) })
    await until(() => page.text().includes('Payouts start at 10.00 EUR.'), page.app)
  })

  test('several currencies are several statements', async () => {
    const balances = [summary, { ...summary, currency: 'JPY', earned: 500, held: 0, payable: 500, paid: 0 }]
    await page.open({ ...healthy, 'GET /v1/me/summary': () => ({ body: { ...summary, balances } }) })
    await until(() => page.app.querySelectorAll('.hero').length === 2, page.app)
    expect(Array.from(page.app.querySelectorAll('.largest')).map((one) => one.textContent)).toEqual([
      '124.00 EUR',
      '500 JPY',
    ])
  })

  test('the chart shows earnings or clicks', async () => {
    await page.open(healthy, '#token=gw_pt_1')
    expect(page.app.querySelector('figcaption')?.textContent).toBe(
      '30.00 EUR earned. Best day: 21 November 2026.',
    )
    page.app.querySelector<HTMLInputElement>('input[value="clicks"]')?.click()
    await until(() => page.app.querySelector('figcaption')?.textContent?.startsWith('7 clicks.'), page.app)
  })

  test('a first day shows the first step: the link, with its button', async () => {
    const zero = { ...summary, earned: 0, held: 0, payable: 0, paid: 0, sales: 0 }
    const days = summary.days.map((one) => ({ ...one, clicks: 0, earned: 0 }))
    await page.open({
      ...healthy,
      'GET /v1/me/summary': () => ({ body: { ...zero, days } }),
      'GET /v1/me/commissions': () => ({ body: { data: [], nextCursor: null } }),
      'GET /v1/me/leads': () => ({ body: { data: [], nextCursor: null } }),
    })
    await until(() => page.text().includes('Your first earnings start with your link'), page.app)
    expect(page.text()).toContain('No clicks in the last 30 days.')
    expect(page.text()).toContain('No commission yet.')
    expect(page.text()).toContain('No lead yet.')
    press(page.app, 'Copy: Your link')
    await until(() => announced(page.app).includes('Copied'), page.app)
    expect(page.clipboard.text).toBe('https://refer.test/r/mara')
  })

  test('more commissions by cursor, each with its state in a word', async () => {
    const calls = await page.open({
      ...healthy,
      'GET /v1/me/commissions': ({ url }) =>
        url.searchParams.get('cursor') === 'c 1'
          ? {
              body: {
                data: [commission({ id: 'com_2', kind: 'clawback', amount: -1000, status: 'void' })],
                nextCursor: null,
              },
            }
          : { body: { data: [commission()], nextCursor: 'c 1' } },
    })
    await until(() => button(page.app, 'Show more'), page.app)
    expect(page.text()).toContain('1 commission shown.')
    press(page.app, 'Show more')
    await until(() => page.text().includes('2 commissions in all.'), page.app)
    expect(page.text()).toContain('Taken back after a payout.')
    expect(page.text()).toContain('-10.00 EUR')
    expect(page.text()).toContain('Void')
    expect(button(page.app, 'Show more')).toBeUndefined()
    expect(calls.at(-1)?.url.searchParams.get('limit')).toBe('20')
  })

  test('a part that failed says so and the rest is there; trying again brings it', async () => {
    const table: Table = { ...healthy, 'GET /v1/me/leads': () => ({ status: 500 }) }
    await page.open(table, '#token=gw_pt_1')
    expect(page.text()).toContain('124.00 EUR')
    expect(announced(page.app)).toContain('cannot answer right now')
    Object.assign(table, healthy)
    press(page.app, 'Try again')
    await until(() => page.text().includes('Client GmbH'), page.app)
  })

  test('when nothing loads, kind words and a button', async () => {
    const table: Table = {}
    await page.open(table)
    expect(page.app.querySelector('h1')?.textContent).toBe('Your earnings did not load')
    expect(page.text()).toContain('Nothing was lost.')
    Object.assign(table, healthy)
    press(page.app, 'Try again')
    await until(() => page.text().includes('124.00 EUR'), page.app)
  })

  test('coming back to the tab refreshes quietly, and a failed refresh changes nothing', async () => {
    const table: Table = { ...healthy }
    await page.open(table, '#token=gw_pt_1')
    table['GET /v1/me/summary'] = () => ({ body: { ...summary, earned: 15400, payable: 5400 } })
    document.dispatchEvent(new Event('visibilitychange'))
    expect(page.text()).toContain('124.00 EUR')
    await until(() => page.text().includes('154.00 EUR'), page.app)
    table['GET /v1/me'] = () => ({ status: 500 })
    document.dispatchEvent(new Event('visibilitychange'))
    await new Promise((done) => setTimeout(done, 30))
    expect(page.text()).toContain('154.00 EUR')
  })

  test('an access that ended meanwhile leads back to the door, and forgets the token', async () => {
    const table: Table = { ...healthy }
    await page.open(table, '#token=gw_pt_1')
    Object.assign(table, signedOut)
    document.dispatchEvent(new Event('visibilitychange'))
    await until(() => announced(page.app).includes('Your access has ended'), page.app)
    expect(sessionStorage.getItem('goodword.token')).toBeNull()
  })
})

describe('a new link', () => {
  const make = async (table: Table, values: Record<string, string>) => {
    const calls = await page.open({ ...healthy, ...table }, '#token=gw_pt_1')
    for (const [name, value] of Object.entries(values)) type(page.app, name, value)
    enter(page.app, 'destination')
    return calls
  }

  test('is shown at once, with its copy button', async () => {
    const calls = await make(
      { 'POST /v1/links': () => ({ status: 201, body: { ...link('mara-shop'), clicks: undefined } }) },
      { destination: 'https://acme.example/shop', code: 'Mara-Shop' },
    )
    await until(() => page.text().includes('refer.test/r/mara-shop'), page.app)
    expect(calls.at(-1)?.body).toEqual({ destination: 'https://acme.example/shop', code: 'mara-shop' })
    expect(calls.at(-1)?.headers.get('idempotency-key')).toBeTruthy()
    expect(announced(page.app)).toContain('Your new link is ready.')
    press(page.app, 'Copy: refer.test/r/mara-shop')
    await until(() => page.clipboard.text === 'https://refer.test/r/mara-shop')
  })

  test('a taken code is said at the code, with free ones to press', async () => {
    await make(
      { 'POST /v1/links': () => problem(409, 'code_taken', { suggestions: ['mara-2', 'mito'] }) },
      { code: 'mara' },
    )
    await until(() => errorOf(page.app, 'code'), page.app)
    expect(errorOf(page.app, 'code')).toBe('About code_taken.')
    expect(control(page.app, 'code').value).toBe('mara')
    press(page.app, 'mito')
    await until(() => control(page.app, 'code').value === 'mito', page.app)
    expect(errorOf(page.app, 'code')).toBe('')
  })

  test('a destination that is not allowed is said at the destination', async () => {
    await make(
      { 'POST /v1/links': () => problem(422, 'destination_not_allowed') },
      { destination: 'https://elsewhere.example/' },
    )
    await until(() => errorOf(page.app, 'destination'), page.app)
    expect(document.activeElement).toBe(control(page.app, 'destination'))
    expect(control(page.app, 'destination').value).toBe('https://elsewhere.example/')
  })

  test('what can be no code is said before anybody is asked', async () => {
    const calls = await make({}, { code: 'mara ito!' })
    await until(() => errorOf(page.app, 'code'), page.app)
    expect(errorOf(page.app, 'code')).toMatch(/letters, digits/)
    expect(calls.some((call) => call.route === 'POST /v1/links')).toBe(false)
  })
})
