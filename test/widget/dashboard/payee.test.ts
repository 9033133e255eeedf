/** Where a partner is paid and who it is on statements: what the overview says, and the forms. */
import { describe, expect, test } from 'vitest'
import { detailsBody } from '../../../widget/dashboard/paperwork/details-form.tsx'
import { countries, countryName } from '../../../widget/ui/countries.ts'
import { dashboard } from '../support/dashboard.tsx'
import {
  announced,
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
import { details, profile } from '../support/papers.ts'
import { healthy, me, summary } from '../support/partner.ts'

const page = dashboard()

const known: Table = {
  ...healthy,
  'GET /v1/me/payout-details': () => ({ body: details }),
  'GET /v1/me/tax-profile': () => ({ body: profile }),
}

const choose = async (method: string) => {
  page.app.querySelector<HTMLInputElement>(`input[value="${method}"]`)?.click()
  await until(() => page.app.querySelector(`input[value="${method}"]:checked`), page.app)
}

const form = () => until(() => page.app.querySelector('form'), page.app)
const bodies = (calls: { route: string; body: unknown }[], route: string) =>
  calls.filter((call) => call.route === route).map(({ body }) => body)

describe('the overview', () => {
  test('says where the money goes, as a hint, and under which name', async () => {
    await page.open(known)
    await until(() => page.text().includes('You are paid by bank transfer: DE… 3000'), page.app)
    expect(page.text()).toContain('On statements you are Mara Ito Consulting, Germany.')
    expect(page.app.querySelector('a[href="#payout"]')?.textContent).toBe('Change how you are paid')
  })

  test('a payout that waits for a missing profile says so, with the way to the form beside it', async () => {
    const inTheWay = 'Your name and address for the statement are missing. Add them, and the amount goes out.'
    const nextPayout = { ...summary.nextPayout, inTheWay, reasons: ['no_tax_profile', 'no_details'] }
    await page.open({ ...healthy, 'GET /v1/me/summary': () => ({ body: { ...summary, nextPayout } }) })
    await until(() => page.app.querySelector('.hero'), page.app)
    const hero = page.app.querySelector('.hero')
    expect(hero?.textContent).toContain(inTheWay)
    expect(hero?.querySelector('a')?.getAttribute('href')).toBe('#payout')
    expect(page.text()).toContain('You have not said where to pay you yet.')
  })

  test('an amount that is too small asks for no papers', async () => {
    const nextPayout = {
      ...summary.nextPayout,
      inTheWay: 'Payouts start at 10.00 EUR.',
      reasons: ['below_minimum'],
    }
    await page.open({ ...healthy, 'GET /v1/me/summary': () => ({ body: { ...summary, nextPayout } }) })
    await until(() => page.app.querySelector('.hero'), page.app)
    expect(page.app.querySelector('.hero a')).toBeNull()
  })

  test('a change that waits is said with its date', async () => {
    const waiting = { ...details, usableFrom: '2026-11-24T10:00:00.000Z' }
    await page.open({ ...known, 'GET /v1/me/payout-details': () => ({ body: waiting }) })
    await until(() => page.text().includes('the change counts from 24 November 2026'), page.app)
  })

  test('what did not load is not said to be missing', async () => {
    await page.open({ ...known, 'GET /v1/me/tax-profile': () => ({ status: 500 }) })
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
    expect(page.text()).not.toContain('are missing')
  })
})

describe('where to pay', () => {
  const open = async (table: Table) => {
    const calls = await page.open({ ...healthy, ...table }, '#payout')
    await form()
    return calls
  }

  test('the first answer counts at once; only what belongs to the chosen way is sent', async () => {
    const saved = { ...details, changedAt: me.now, usableFrom: me.now }
    const calls = await open({ 'PUT /v1/me/payout-details': () => ({ body: saved }) })
    await choose('paypal')
    type(page.app, 'email', 'mara@agency.example')
    await choose('bank')
    type(page.app, 'name', ' Mara Ito ')
    type(page.app, 'iban', 'DE89 3704 0044 0532 0130 00')
    enter(page.app, 'iban')
    await until(() => announced(page.app).includes('Saved. Your next payout goes there.'), page.app)
    expect(bodies(calls, 'PUT /v1/me/payout-details')).toEqual([
      { method: 'bank', name: 'Mara Ito', iban: 'DE89 3704 0044 0532 0130 00' },
    ])
    expect(page.text()).toContain('Now: bank transfer, DE… 3000.')
    expect(page.app.innerHTML, 'what was typed is nowhere any more').not.toContain('0532 0130 00')
    expect(document.activeElement?.textContent).toBe('Where to pay you')
    expect(styled(page.app)).toBe(0)
  })

  test('a change says kindly that it waits, and until when', async () => {
    const saved = { ...details, changedAt: me.now, usableFrom: '2026-11-25T10:00:00.000Z' }
    await open({ ...known, 'PUT /v1/me/payout-details': () => ({ body: saved }) })
    expect(page.app.querySelector('details')?.open).toBe(false)
    await choose('wise')
    type(page.app, 'email', 'mara@agency.example')
    enter(page.app, 'email')
    await until(() => announced(page.app).includes('the change counts from 25 November 2026'), page.app)
    expect(announced(page.app)).toContain('neither to the old place nor to the new one')
  })

  test('the same again says that nothing was changed', async () => {
    await open({ ...known, 'PUT /v1/me/payout-details': () => ({ body: details }) })
    await choose('other')
    type(page.app, 'instructions', 'Cheque')
    enter(page.app, 'instructions')
    await until(() => announced(page.app).includes('You are paid there already.'), page.app)
  })

  test('without a choice nobody is asked, and the person is taken to it', async () => {
    const calls = await open({})
    press(page.app, 'Save where to pay you')
    await until(() => errorOf(page.app, 'method'), page.app)
    expect(errorOf(page.app, 'method')).toBe('Choose one.')
    expect(document.activeElement).toBe(control(page.app, 'method'))
    expect(bodies(calls, 'PUT /v1/me/payout-details')).toEqual([])
  })

  test('what the API says stands at its field, and what was typed stays', async () => {
    const errors = [{ path: 'iban', message: 'This IBAN has a typing error.' }]
    await open({ 'PUT /v1/me/payout-details': () => problem(422, 'validation_failed', { errors }) })
    await choose('bank')
    type(page.app, 'name', 'Mara Ito')
    type(page.app, 'iban', 'DE00')
    enter(page.app, 'iban')
    await until(() => errorOf(page.app, 'iban'), page.app)
    expect(errorOf(page.app, 'iban')).toBe('This IBAN has a typing error.')
    expect(document.activeElement).toBe(control(page.app, 'iban'))
    expect(control(page.app, 'iban').value).toBe('DE00')
  })

  test('details that cannot be kept are told as the server tells it', async () => {
    await open({ 'PUT /v1/me/payout-details': () => problem(503, 'details_key_missing') })
    await choose('paypal')
    type(page.app, 'email', 'mara@agency.example')
    enter(page.app, 'email')
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
    expect(control(page.app, 'email').value).toBe('mara@agency.example')
  })

  test('a way sends its own fields', () => {
    const values = {
      method: 'wise',
      email: ' a@b.example ',
      name: 'x',
      iban: 'y',
      bic: '',
      instructions: 'z',
    }
    expect(detailsBody(values)).toEqual({ method: 'wise', email: 'a@b.example' })
    expect(detailsBody({ ...values, method: 'bank' })).toEqual({ method: 'bank', name: 'x', iban: 'y' })
  })
})

describe('who I am', () => {
  test('is sent as it was written, without an empty tax id', async () => {
    const calls = await page.open(
      { ...healthy, 'PUT /v1/me/tax-profile': () => ({ body: { ...profile, taxId: null } }) },
      '#payout',
    )
    await form()
    expect(page.text()).toContain('Needed before your first payout.')
    press(page.app, 'Save who you are')
    await until(() => errorOf(page.app, 'legalName'), page.app)
    expect([errorOf(page.app, 'address'), errorOf(page.app, 'country'), errorOf(page.app, 'taxId')]).toEqual([
      'Fill this in.',
      'Fill this in.',
      '',
    ])
    type(page.app, 'legalName', 'Mara Ito Consulting')
    type(page.app, 'address', 'Ringstraße 4\n10115 Berlin')
    type(page.app, 'country', 'DE')
    enter(page.app, 'legalName')
    await until(() => announced(page.app).includes('Saved. Your statements say so from now on.'), page.app)
    const { taxId: _none, since: _since, ...sent } = profile
    expect(bodies(calls, 'PUT /v1/me/tax-profile')).toEqual([sent])
  })

  test('what is stored stands in the form', async () => {
    await page.open(known, '#payout')
    await form()
    const values = ['legalName', 'address', 'country', 'taxId'].map((name) => control(page.app, name).value)
    expect(values).toEqual([profile.legalName, profile.address, 'DE', 'DE123456789'])
    expect(control(page.app, 'address').getAttribute('autocomplete')).toBe('street-address')
  })

  test('a form whose stored answers did not load is not shown empty', async () => {
    await page.open({ ...known, 'GET /v1/me/tax-profile': () => ({ status: 500 }) }, '#payout')
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
    expect(page.app.querySelector('form')).toBeNull()
  })

  test('coming back, the overview has what was saved', async () => {
    const table: Table = { ...healthy, 'PUT /v1/me/tax-profile': () => ({ body: profile }) }
    await page.open(table, '#payout')
    await form()
    Object.assign(table, known)
    location.hash = '#earnings'
    window.dispatchEvent(new Event('hashchange'))
    await until(() => page.text().includes('On statements you are Mara Ito Consulting'), page.app)
  })
})

describe('countries', () => {
  test('have names in the reader’s language, in its order', () => {
    expect(countryName('DE', 'fr')).toBe('Allemagne')
    expect(countryName('not a code')).toBe('not a code')
    const names = countries('en').map(([, name]) => name)
    expect(names).toHaveLength(249)
    expect(names.every((name) => name.length > 2)).toBe(true)
    expect(names[0]).toBe('Afghanistan')
  })
})
