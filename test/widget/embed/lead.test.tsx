/** Registering a lead: what is asked, what is sent, what happens when it fails. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../../widget/embed/index.ts'
import { framingScore } from '../../../sdk/rules/framing.ts'
import { domainOf, leadFrom, optionalFields, requiredFields } from '../../../widget/embed/lead-fields.ts'
import {
  announced,
  button,
  control,
  enter,
  errorOf,
  fakeClipboard,
  fakeServer,
  press,
  problem,
  styled,
  type,
  until,
} from '../support/page.ts'

beforeEach(() => {
  fakeClipboard()
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

async function place(attributes: Record<string, string>) {
  const element = document.createElement('goodword-lead')
  const all = { server: 'https://refer.test', key: 'gw_pk_1', ...attributes }
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value)
  document.body.append(element)
  const root = element.shadowRoot as ShadowRoot
  await until(() => root.querySelector('form'), root)
  return { element, root }
}

const answers = {
  company: 'Client GmbH',
  'contact.name': 'Kim Sol',
  'contact.email': 'kim@client.example',
  need: 'Their on-call rota lives in a spreadsheet and two incidents were missed.',
}

const fillIn = (root: ShadowRoot, values: Record<string, string> = answers) => {
  for (const [name, value] of Object.entries(values)) type(root, name, value)
}

const receipt = { id: 'led_1', status: 'submitted', framing: { score: 30, missing: [] } }

describe('a partner', () => {
  test('registers with four answers, the code and a key for the attempt', async () => {
    const calls = fakeServer({ 'POST /v1/leads': () => ({ status: 201, body: receipt }) })
    const { root } = await place({ code: 'mara' })
    const heard: unknown[] = []
    document.addEventListener('goodword:lead', (event) => heard.push((event as CustomEvent).detail), {
      once: true,
    })
    fillIn(root)
    enter(root, 'company')
    await until(() => root.textContent?.includes('Client GmbH is registered'), root)
    expect(calls[0]?.body).toEqual({
      code: 'mara',
      company: 'Client GmbH',
      contact: { name: 'Kim Sol', email: 'kim@client.example' },
      need: answers.need,
      submittedBy: 'partner',
    })
    expect(calls[0]?.headers.get('idempotency-key')).toMatch(/^\d+-\d+$/)
    expect(root.textContent).toContain('answer you by mail')
    expect(root.activeElement?.textContent).toContain('is registered')
    expect(heard).toEqual([{ id: 'led_1' }])
    press(root, 'Register another lead')
    await until(() => root.querySelector('form'), root)
    expect(control(root, 'company').value).toBe('')
  })

  test('with a token needs no code and hears until when we decide', async () => {
    const calls = fakeServer({
      'POST /v1/leads': () => ({ status: 201, body: { ...receipt, decideBy: '2026-11-24T10:00:00.000Z' } }),
    })
    const { root } = await place({ token: 'gw_pt_1', code: 'mara' })
    fillIn(root)
    enter(root, 'company')
    await until(() => root.textContent?.includes('by 24 November 2026'), root)
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer gw_pt_1')
    expect(calls[0]?.body.code).toBeUndefined()
  })

  test('the code can be the one the visitor came with', async () => {
    vi.stubGlobal('Goodword', { getCode: async () => 'from-link' })
    const calls = fakeServer({ 'POST /v1/leads': () => ({ status: 201, body: receipt }) })
    const { root } = await place({})
    fillIn(root)
    enter(root, 'company')
    await until(() => root.textContent?.includes('is registered'), root)
    expect(calls[0]?.body.code).toBe('from-link')
  })

  test('sees the score rise and what would help most, and is taken there', async () => {
    fakeServer({})
    const { root } = await place({ code: 'mara' })
    const hint = () => root.querySelector('.framing')?.textContent ?? ''
    expect(hint()).toContain('0 of 100')
    expect(hint()).toContain('+20')
    fillIn(root)
    const { score, missing } = framingScore(leadFrom(answers))
    await until(() => hint().includes(`${score} of 100`), root)
    expect(missing[0]?.field).toBe('introduction')
    expect(hint()).toContain(`+${missing[0]?.gain}`)
    expect(hint()).toContain(missing[0]?.why)
    press(root, 'Introduction')
    expect(root.activeElement).toBe(control(root, 'introduction'))
    expect(root.querySelector('details')?.open).toBe(true)
    control(root, 'need').dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => announced(root).includes(`${score} of 100`), root)
  })

  test('every gap in the score is a field of the form', () => {
    const names = [...requiredFields, ...optionalFields].map((one) => one.name)
    const gaps = framingScore({}).missing.map((one) => one.field)
    expect(names.sort()).toEqual(gaps.sort())
  })
})

describe('when it fails', () => {
  test('nothing typed is lost, and the same answers carry the same key', async () => {
    let reply: () => { status?: number; body?: unknown } = () => ({ status: 500 })
    const calls = fakeServer({ 'POST /v1/leads': () => reply() })
    const { root } = await place({ code: 'mara' })
    fillIn(root)
    enter(root, 'company')
    await until(() => announced(root).includes('cannot answer right now'), root)
    for (const [name, value] of Object.entries(answers)) expect(control(root, name).value).toBe(value)
    enter(root, 'company')
    await until(() => calls.length === 2)
    type(root, 'company', 'Client AG')
    reply = () => ({ status: 201, body: receipt })
    await until(() => button(root, 'Register this lead')?.getAttribute('aria-disabled') !== 'true', root)
    enter(root, 'company')
    await until(() => root.textContent?.includes('Client AG is registered'), root)
    const keys = calls.map((call) => call.headers.get('idempotency-key'))
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })

  test('errors go to their fields, also inside the fold, and the rest is said below', async () => {
    fakeServer({
      'POST /v1/leads': () =>
        problem(422, 'invalid', {
          errors: [
            { path: 'domain', message: 'A domain like client.example.' },
            { path: 'code', message: 'This code is not known.' },
          ],
        }),
    })
    const { root } = await place({ code: 'nobody' })
    fillIn(root, { ...answers, domain: 'client' })
    enter(root, 'company')
    await until(() => errorOf(root, 'domain'), root)
    expect(errorOf(root, 'domain')).toBe('A domain like client.example.')
    expect(announced(root)).toContain('This code is not known.')
    expect(root.querySelector('details')?.open).toBe(true)
    expect(root.activeElement).toBe(control(root, 'domain'))
    type(root, 'domain', 'client.example')
    await until(() => errorOf(root, 'domain') === '', root)
  })

  test('empty answers are named one by one, and nothing is sent', async () => {
    const calls = fakeServer({})
    const { root } = await place({ code: 'mara' })
    type(root, 'contact.email', 'kim')
    enter(root, 'company')
    await until(() => errorOf(root, 'company'), root)
    expect(errorOf(root, 'contact.email')).toMatch(/e-mail address/)
    expect(announced(root)).toContain('4 answers need another look.')
    expect(root.activeElement).toBe(control(root, 'company'))
    expect(calls).toHaveLength(0)
    expect(styled(root)).toBe(0)
  })

  test('moving the element in the page keeps what was typed', async () => {
    fakeServer({})
    const { element, root } = await place({ code: 'mara' })
    fillIn(root)
    const elsewhere = document.body.appendChild(document.createElement('section'))
    elsewhere.append(element)
    await new Promise((done) => setTimeout(done, 20))
    expect(control(root, 'company').value).toBe('Client GmbH')
  })
})

describe('a prospect', () => {
  test('reads its own words, has no score, and must agree', async () => {
    const calls = fakeServer({ 'POST /v1/leads': () => ({ status: 201, body: receipt }) })
    const { root } = await place({ code: 'mara', 'submitted-by': 'prospect' })
    expect(root.querySelector('h2')?.textContent).toBe('Ask to be contacted')
    expect(root.querySelector('.framing')).toBeNull()
    expect(root.querySelector('[name="introduction"]')).toBeNull()
    fillIn(root)
    enter(root, 'company')
    await until(() => errorOf(root, 'consent'), root)
    expect(calls).toHaveLength(0)
    ;(control(root, 'consent') as HTMLInputElement).click()
    await until(() => errorOf(root, 'consent') === '', root)
    enter(root, 'company')
    await until(() => root.textContent?.includes('writes to kim@client.example'), root)
    expect(calls[0]?.body).toMatchObject({ submittedBy: 'prospect', consent: true, code: 'mara' })
  })
})

describe('what goes on the wire', () => {
  test('blank answers are left out, numbers are numbers, pasted addresses become domains', () => {
    expect(
      leadFrom({
        company: ' Client GmbH ',
        'contact.name': 'Kim',
        'contact.role': '',
        domain: 'https://www.Client.example/about?x=1',
        companySize: '80',
        growthPercent: '-5',
        timing: '',
      }),
    ).toEqual({
      company: 'Client GmbH',
      contact: { name: 'Kim' },
      domain: 'client.example',
      companySize: 80,
      growthPercent: -5,
    })
    expect(domainOf('client.example:8080')).toBe('client.example')
  })
})
