/** Every way into the ambassador's page, and out of it. */
import { describe, expect, test, vi } from 'vitest'
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
import { healthy, me } from '../support/partner.ts'

const page = dashboard()

describe('the door', () => {
  test('a token is taken out of the address, kept for this tab, and used', async () => {
    const calls = await page.open(healthy, '#token=gw_pt_abc-1')
    expect(location.hash).toBe('')
    expect(sessionStorage.getItem('goodword.token')).toBe('gw_pt_abc-1')
    expect(calls.every((call) => call.headers.get('authorization') === 'Bearer gw_pt_abc-1')).toBe(true)
    expect(button(page.app, 'Sign out')).toBeUndefined()
    page.close()
    const again = await page.open(healthy)
    expect(again[0]?.headers.get('authorization')).toBe('Bearer gw_pt_abc-1')
  })

  test('storage that refuses does not keep anybody out', async () => {
    vi.stubGlobal('sessionStorage', {
      getItem: () => {
        throw new Error('refused')
      },
      setItem: () => {
        throw new Error('refused')
      },
      clear: () => undefined,
    })
    await page.open(healthy, '#token=gw_pt_1')
    expect(page.text()).toContain('124.00 EUR')
  })

  test('nobody known: one field, one button, the same answer for every address', async () => {
    const calls = await page.open({ ...signedOut, 'POST /v1/sign-in': () => ({ status: 202, body: {} }) })
    expect(page.app.querySelectorAll('input')).toHaveLength(1)
    expect(page.app.querySelectorAll('button')).toHaveLength(1)
    expect(document.activeElement).toBe(page.app.querySelector('h1'))
    type(page.app, 'email', 'mara')
    enter(page.app, 'email')
    await until(() => errorOf(page.app, 'email'), page.app)
    type(page.app, 'email', 'mara@agency.example')
    enter(page.app, 'email')
    await until(() => page.text().includes('If mara@agency.example belongs to a partner'), page.app)
    expect(calls.at(-1)?.body).toEqual({ email: 'mara@agency.example' })
    expect(document.activeElement?.textContent).toBe('Look in your mail')
    expect(styled(page.app)).toBe(0)
  })

  test('a sign-in that fails keeps the address and says what to do', async () => {
    await page.open({ ...signedOut, 'POST /v1/sign-in': () => ({ status: 500 }) })
    type(page.app, 'email', 'mara@agency.example')
    enter(page.app, 'email')
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
    expect(control(page.app, 'email').value).toBe('mara@agency.example')
  })

  test.each([
    ['sign-in', 'Open my earnings'],
    ['confirm', 'Confirm and open my earnings'],
  ])('a mail link (%s) waits for its button, then opens', async (name, label) => {
    const calls = await page.open(
      { ...healthy, 'POST /v1/sessions': () => ({ status: 201, body: { partner: me.partner } }) },
      `#${name}=tok_1`,
    )
    expect(location.hash).toBe('')
    expect(calls).toHaveLength(0)
    expect(page.app.querySelectorAll('button')).toHaveLength(1)
    press(page.app, label)
    await until(() => page.text().includes('124.00 EUR'), page.app)
    expect(calls[0]?.body).toEqual({ token: 'tok_1' })
    expect(calls[1]?.credentials).toBe('same-origin')
    expect(sessionStorage.getItem('goodword.token')).toBeNull()
  })

  test('a used mail link offers a new one', async () => {
    await page.open(
      { ...signedOut, 'POST /v1/sessions': () => problem(410, 'token_spent') },
      '#confirm=tok_1',
    )
    press(page.app, /^Confirm/)
    await until(() => announced(page.app).includes('used before or is too old'), page.app)
    expect(control(page.app, 'email')).toBeTruthy()
  })

  test('a broken connection does not use a mail link up', async () => {
    const table: Table = { ...healthy }
    await page.open(table, '#sign-in=tok_1')
    press(page.app, 'Open my earnings')
    await until(() => announced(page.app).includes('Check your network'), page.app)
    table['POST /v1/sessions'] = () => ({ status: 201, body: {} })
    press(page.app, 'Open my earnings')
    await until(() => page.text().includes('124.00 EUR'), page.app)
  })

  test('a mail link opened in the same tab is noticed', async () => {
    await page.open(signedOut)
    location.hash = '#sign-in=tok_2'
    window.dispatchEvent(new Event('hashchange'))
    await until(() => page.text().includes('Welcome back'), page.app)
  })

  test('signing out ends the session', async () => {
    const calls = await page.open({ ...healthy, 'DELETE /v1/sessions/current': () => ({ status: 204 }) })
    await until(() => button(page.app, 'Sign out'), page.app)
    press(page.app, 'Sign out')
    await until(() => announced(page.app).includes('You are signed out.'), page.app)
    expect(calls.at(-1)?.route).toBe('DELETE /v1/sessions/current')
    expect(page.text()).not.toContain('124.00')
  })

  test('a sign-out that did not work is said, and the page stays', async () => {
    await page.open(healthy)
    await until(() => button(page.app, 'Sign out'), page.app)
    press(page.app, 'Sign out')
    await until(() => announced(page.app).includes('Check your network'), page.app)
    expect(page.text()).toContain('124.00 EUR')
  })
})
