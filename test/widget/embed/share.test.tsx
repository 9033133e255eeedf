/** The first minute of a new partner, and a known partner's links. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineGoodwordElements, type GoodwordShare } from '../../../widget/embed/index.ts'
import {
  announced,
  button,
  type Clipboard,
  control,
  enter,
  errorOf,
  fakeClipboard,
  fakeServer,
  press,
  problem,
  type Reply,
  styled,
  type Table,
  type,
  until,
} from '../support/page.ts'

const link = {
  id: 'lnk_1',
  code: 'k7',
  url: 'https://refer.test/r/k7',
  destination: 'https://acme.example/',
  createdAt: '2026-11-22T10:00:00.000Z',
}
const program = {
  name: 'Acme',
  website: 'https://acme.example',
  plans: [
    { id: 'refer', name: 'Refer once', kind: 'one_time', version: 3, terms: ['You earn 20 %.'] },
    { id: 'stay', name: 'Residual', kind: 'residual', version: 1, terms: ['You earn 8 % of every payment.'] },
  ],
}
const healthy: Table = {
  'GET /v1/program': () => ({ body: program }),
  'POST /v1/partners/apply': () => ({ status: 201, body: { status: 'confirm_by_mail', link } }),
}

let clipboard: Clipboard
beforeEach(() => {
  clipboard = fakeClipboard()
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

function place(attributes: Record<string, string> = { server: 'https://refer.test/', key: 'gw_pk_1' }) {
  const element = document.createElement('goodword-share') as GoodwordShare
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  document.body.append(element)
  const root = element.shadowRoot
  if (!root) throw new Error('no shadow root')
  return { element, root }
}

describe('an invitation in the page’s address', () => {
  const invited = (reply: () => Reply): Table => ({ ...healthy, 'GET /v1/invitations/abc%2F1': reply })
  const join = async (table: Table) => {
    history.replaceState(null, '', '/?invitation=abc%2F1')
    const calls = fakeServer(table)
    const { root } = place()
    await until(() => button(root, 'Get my link'), root)
    type(root, 'email', 'mara@agency.example')
    enter(root, 'email')
    await until(() => calls.find((call) => call.route === 'POST /v1/partners/apply'), root)
    return { root, sent: calls.at(-1)?.body, asked: calls.map(({ headers }) => headers.get('authorization')) }
  }
  afterEach(() => history.replaceState(null, '', '/'))

  test('says by whom, and is sent', async () => {
    const table = invited(() => ({ body: { invitedBy: 'Dora Distribution' } }))
    history.replaceState(null, '', '/?invitation=abc%2F1')
    fakeServer(table)
    const { root } = place()
    await until(() => root.textContent?.includes('Dora Distribution invited you.'), root)
    const { sent, asked } = await join(table)
    expect(sent).toEqual({ email: 'mara@agency.example', planId: 'refer', invitation: 'abc/1' })
    expect(new Set(asked)).toEqual(new Set(['Bearer gw_pk_1']))
  })

  test('of the vendor itself names nobody, and is sent', async () => {
    const { sent, root } = await join(invited(() => ({ body: { invitedBy: null } })))
    expect(sent).toMatchObject({ invitation: 'abc/1' })
    expect(root.textContent).not.toContain('invited you')
  })

  test('that is over is said before joining, and joining works without it', async () => {
    const table = invited(() => problem(422, 'invitation_unknown'))
    history.replaceState(null, '', '/?invitation=abc%2F1')
    fakeServer(table)
    const { root } = place()
    await until(() => root.textContent?.includes('This invitation is used up or too old.'), root)
    expect((await join(table)).sent).toEqual({ email: 'mara@agency.example', planId: 'refer' })
  })

  test('that was used up meanwhile does not stand in the way twice', async () => {
    const errors = [{ path: 'invitation', message: 'This invitation is used up. You can join without it.' }]
    const table = invited(() => ({ body: { invitedBy: 'Dora' } }))
    table['POST /v1/partners/apply'] = ({ body }) =>
      body.invitation ? problem(422, 'invitation_unknown', { errors }) : { status: 201, body: { link } }
    const { root } = await join(table)
    await until(() => announced(root).includes('You can join without it.'), root)
    enter(root, 'email')
    await until(() => root.textContent?.includes('Here is your link'), root)
  })

  test('that could not be looked up is sent all the same', async () => {
    const { sent } = await join(invited(() => ({ status: 500 })))
    expect(sent).toMatchObject({ invitation: 'abc/1' })
  })

  test('none, and nobody is asked about one', async () => {
    const calls = fakeServer(healthy)
    const { root } = place()
    await until(() => button(root, 'Get my link'), root)
    expect(calls.map(({ route }) => route)).toEqual(['GET /v1/program'])
  })
})

describe('joining', () => {
  test('terms first, then one field and one button', async () => {
    const calls = fakeServer(healthy)
    const { root } = place()
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    expect(root.querySelector('h2')?.textContent).toBe('Recommend Acme')
    expect(root.querySelectorAll('input:not([type="radio"]), textarea, select')).toHaveLength(1)
    expect(root.querySelectorAll('button')).toHaveLength(1)
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer gw_pk_1')
    expect(styled(root)).toBe(0)
    expect(root.adoptedStyleSheets).toHaveLength(1)
  })

  test('Enter makes the link, which is copied, announced and told to the page', async () => {
    const calls = fakeServer(healthy)
    const { root } = place()
    const heard: unknown[] = []
    for (const name of ['goodword:joined', 'goodword:copied']) {
      document.addEventListener(name, (event) => heard.push((event as CustomEvent).detail), { once: true })
    }
    await until(() => button(root, 'Get my link')?.getAttribute('aria-disabled') !== 'true' && root, root)
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    type(root, 'email', ' mara@agency.example ')
    enter(root, 'email')
    await until(() => announced(root).includes('already copied'), root)
    expect(calls.at(-1)?.body).toEqual({ email: 'mara@agency.example', planId: 'refer' })
    expect(clipboard.text).toBe(link.url)
    expect(root.querySelector<HTMLInputElement>('input[readonly]')?.value).toBe(link.url)
    expect(root.activeElement?.textContent).toBe('Here is your link')
    expect(root.textContent).toContain('I earn a commission if you buy through this link.')
    expect(root.textContent).toContain('We sent a mail to')
    expect(root.querySelectorAll('.places > li')).toHaveLength(3)
    expect(root.querySelector('a')?.href).toMatch(/^mailto:\?subject=Acme&body=.*refer\.test%2Fr%2Fk7/)
    expect(heard).toEqual(expect.arrayContaining([{ code: 'k7', url: link.url }, { url: link.url }]))
    expect(styled(root)).toBe(0)
  })

  test('another plan can be chosen and is the one joined', async () => {
    const calls = fakeServer(healthy)
    const { root } = place()
    const other = await until(() => root.querySelector<HTMLInputElement>('[value="stay"]'), root)
    other.click()
    await until(() => root.querySelector('.terms')?.textContent?.includes('8 %'), root)
    type(root, 'email', 'mara@agency.example')
    enter(root, 'email')
    await until(() => root.textContent?.includes('Here is your link'), root)
    expect(calls.at(-1)?.body.planId).toBe('stay')
  })

  test('a clipboard that refuses leaves a button that copies, and says so', async () => {
    fakeServer(healthy)
    clipboard.refuse = true
    const { root } = place()
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    type(root, 'email', 'mara@agency.example')
    enter(root, 'email')
    await until(() => announced(root).includes('Your link is ready.'), root)
    clipboard.refuse = false
    press(root, /^Copy: Your link/)
    await until(() => announced(root).includes('Copied'), root)
    expect(clipboard.text).toBe(link.url)
  })

  test('a missing address is said beside the field, and the field has the focus', async () => {
    const calls = fakeServer(healthy)
    const { root } = place()
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    type(root, 'email', 'mara')
    enter(root, 'email')
    await until(() => errorOf(root, 'email'), root)
    expect(errorOf(root, 'email')).toMatch(/Enter an e-mail address/)
    expect(control(root, 'email').getAttribute('aria-invalid')).toBe('true')
    expect(root.activeElement).toBe(control(root, 'email'))
    expect(announced(root)).toContain('One answer needs another look.')
    expect(calls.map((call) => call.route)).toEqual(['GET /v1/program'])
  })

  test.each([
    ['a fault', { status: 503, headers: { 'retry-after': '20' } }, /in 20 seconds/],
    [
      'a refusal',
      problem(422, 'invalid', { errors: [{ path: 'email', message: 'This address bounces.' }] }),
      null,
    ],
  ])('%s keeps what was typed and works when tried again', async (_, reply, words) => {
    let broken = true
    fakeServer({ ...healthy, 'POST /v1/partners/apply': () => (broken ? reply : apply()) })
    const { root } = place()
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    type(root, 'email', 'mara@agency.example')
    enter(root, 'email')
    if (words) await until(() => words.test(announced(root)), root)
    else await until(() => errorOf(root, 'email') === 'This address bounces.', root)
    expect(control(root, 'email').value).toBe('mara@agency.example')
    broken = false
    enter(root, 'email')
    await until(() => root.textContent?.includes('Here is your link'), root)
  })

  const apply = () => ({ status: 201, body: { status: 'confirm_by_mail', link } })

  test('nobody joins without the terms: when they do not load, the button tries again', async () => {
    fakeServer({})
    const { root } = place()
    await until(() => button(root, 'Try again'), root)
    expect(button(root, 'Get my link')).toBeUndefined()
    type(root, 'email', 'mara@agency.example')
    fakeServer(healthy)
    press(root, 'Try again')
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    expect(control(root, 'email').value).toBe('mara@agency.example')
  })
})

describe('with a partner token', () => {
  const token = { server: 'https://refer.test', token: 'gw_pt_1' }

  test('the own links are there at once, to copy and share', async () => {
    const calls = fakeServer({
      ...healthy,
      'GET /v1/me/links': () => ({ body: { data: [{ ...link, clicks: 1 }], nextCursor: null } }),
    })
    const { root } = place(token)
    await until(() => root.querySelector('input[readonly]'), root)
    expect(root.textContent).toContain('1 click')
    expect(calls.every((call) => call.headers.get('authorization') === 'Bearer gw_pt_1')).toBe(true)
    press(root, /^Copy: /)
    await until(() => announced(root).includes('Copied'), root)
    expect(clipboard.text).toBe(link.url)
    expect(styled(root)).toBe(0)
  })

  test('no link yet: the first step is a button', async () => {
    const calls = fakeServer({
      ...healthy,
      'GET /v1/me/links': () => ({ body: { data: [], nextCursor: null } }),
      'POST /v1/links': () => ({ status: 201, body: link }),
    })
    const { root } = place(token)
    await until(() => button(root, 'Make my link'), root)
    press(root, 'Make my link')
    await until(() => root.querySelector('input[readonly]'), root)
    expect(calls.at(-1)?.body).toEqual({ destination: 'https://acme.example' })
  })

  test('an ended token says what to do', async () => {
    fakeServer({ 'GET /v1/me/links': () => problem(401, 'credential_invalid') })
    const { root } = place(token)
    await until(() => announced(root).includes('Your access has ended'), root)
    expect(button(root, 'Try again')).toBeUndefined()
  })
})

describe('settings', () => {
  test('come from the script tag when there are no attributes', async () => {
    vi.stubGlobal('Goodword', { config: { server: 'https://refer.test', key: 'gw_pk_script' } })
    const calls = fakeServer(healthy)
    const { root } = place({})
    await until(() => root.textContent?.includes('You earn 20 %.'), root)
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer gw_pk_script')
    expect(calls[0]?.url.origin).toBe('https://refer.test')
  })

  test('without any the element says what is missing, and asks nobody', async () => {
    const calls = fakeServer({})
    const { root } = place({})
    await until(() => root.textContent?.includes('needs a server and a key'), root)
    expect(calls).toHaveLength(0)
  })

  test('the words can be replaced, also before the element is connected', async () => {
    fakeServer(healthy)
    const element = document.createElement('goodword-share') as GoodwordShare
    element.strings = { join: 'Meinen Link holen' }
    element.setAttribute('server', 'https://refer.test')
    element.setAttribute('key', 'gw_pk_1')
    element.lang = 'de'
    document.body.append(element)
    const root = element.shadowRoot as ShadowRoot
    await until(() => button(root, 'Meinen Link holen'), root)
    expect(root.querySelector('.frame')?.getAttribute('lang')).toBe('de')
  })

  test('defining twice changes nothing', () => {
    const before = customElements.get('goodword-share')
    defineGoodwordElements()
    expect(customElements.get('goodword-share')).toBe(before)
  })
})
