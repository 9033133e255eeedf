/** Addresses of a partner's own tools: added, tried, switched off and deleted, with words that a person understands. */
import { describe, expect, test } from 'vitest'
import type { Postback, PostbackDelivery } from '../../../widget/dashboard/data.ts'
import { dashboard } from '../support/dashboard.tsx'
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
import { healthy } from '../support/partner.ts'

const page = dashboard()

const postback: Postback = {
  id: 'pbk_1',
  url: 'https://track.example.com/in?id={event_id}&a={amount}',
  events: ['commission.created', 'payout.paid'],
  status: 'active',
  failingSince: null,
  createdAt: '2026-11-20T10:00:00.000Z',
}
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const delivery: PostbackDelivery = {
  id: 'dlv_1',
  eventId: 'msg_1',
  eventType: 'webhook.test',
  status: 'delivered',
  attempts: 1,
  lastStatusCode: 204,
  lastError: null,
  nextAttemptAt: null,
  createdAt: '2026-11-21T10:05:00.000Z',
}
const listed = (...data: Postback[]) => ({ body: { data } })
const answers = (...data: PostbackDelivery[]) => ({ body: { data, nextCursor: null } })

const open = async (table: Table, ...data: Postback[]) => {
  const all: Table = { ...healthy, 'GET /v1/me/postbacks': () => listed(...data), ...table }
  const calls = await page.open(all, '#postbacks')
  await until(() => page.text().includes('Addresses we call'), page.app)
  return calls
}
const sent = (calls: { route: string; body: unknown }[], route: string) =>
  calls.filter((call) => call.route === route).map(({ body }) => body)
const at = (label: string) => `${label}: track.example.com`

describe('an address', () => {
  test('the overview leads there with one sentence', async () => {
    const calls = await page.open(healthy)
    await until(() => page.app.querySelector('a[href="#postbacks"]'), page.app)
    expect(page.text()).toContain('it can be told by itself')
    expect(calls.map(({ route }) => route)).not.toContain('GET /v1/me/postbacks')
  })

  test('is added for what is ticked; its secret is shown once, to copy', async () => {
    const calls = await open({
      'POST /v1/me/postbacks': () => ({ status: 201, body: { ...postback, secret } }),
    })
    expect(page.text()).toContain('There is none yet.')
    const box = page.app.querySelector<HTMLInputElement>('input[value="commission.reversed"]')
    expect(box?.checked).toBe(true)
    box?.click()
    page.app.querySelector<HTMLInputElement>('input[value="lead.accepted"]')?.click()
    await until(() => page.app.querySelector('input[value="lead.accepted"]:checked'), page.app)
    type(page.app, 'url', ` ${postback.url} `)
    enter(page.app, 'url')
    await until(() => announced(page.app).includes('Added. Try it with a test.'), page.app)
    expect(sent(calls, 'POST /v1/me/postbacks')).toEqual([
      { url: postback.url, events: ['commission.created', 'payout.paid', 'lead.accepted'] },
    ])
    expect(document.activeElement?.textContent).toBe('Addresses we call')
    expect(page.app.querySelector<HTMLInputElement>('[aria-label="Its secret"]')?.value).toBe(secret)
    expect(control(page.app, 'url').value).toBe('')
    expect(page.text()).toContain('Called when a commission was added or a payout was made.')
    expect(styled(page.app)).toBe(0)
  })

  test('without anything ticked nobody is asked', async () => {
    const calls = await open({})
    for (const value of ['commission.created', 'commission.reversed', 'payout.paid']) {
      page.app.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click()
      await until(() => !page.app.querySelector(`input[value="${value}"]:checked`), page.app)
    }
    type(page.app, 'url', postback.url)
    enter(page.app, 'url')
    await until(() => announced(page.app) && page.text().includes('Tick at least one.'), page.app)
    expect(sent(calls, 'POST /v1/me/postbacks')).toEqual([])
  })

  test('what the server says about it stands at the field, and what was typed stays', async () => {
    const errors = [{ path: 'url', message: '{email} is not known. Known are {event_id}.' }]
    await open({ 'POST /v1/me/postbacks': () => problem(422, 'validation_failed', { errors }) })
    type(page.app, 'url', 'https://track.example.com/in?m={email}')
    enter(page.app, 'url')
    await until(() => errorOf(page.app, 'url'), page.app)
    expect(errorOf(page.app, 'url')).toBe('{email} is not known. Known are {event_id}.')
    expect(document.activeElement).toBe(control(page.app, 'url'))
    expect(control(page.app, 'url').value).toBe('https://track.example.com/in?m={email}')
  })

  test('after five there is no form, and it says why', async () => {
    await open({}, ...[1, 2, 3, 4, 5].map((n) => ({ ...postback, id: `pbk_${n}` })))
    expect(page.app.querySelector('form')).toBeNull()
    expect(page.text()).toContain('which is the most there can be')
  })

  test.each<[Partial<Postback>, string, string]>([
    [{}, 'On', 'Called when'],
    [
      { failingSince: '2026-11-19T10:00:00.000Z' },
      'Not working',
      'Since 19 November 2026 no call has worked',
    ],
    [{ status: 'paused' }, 'Off', 'It is not called.'],
    [{ status: 'disabled' }, 'Off', 'nothing is at this address any more'],
  ])('that is %j says so in words', async (more, word, text) => {
    await open({}, { ...postback, ...more })
    expect(page.app.querySelector('.entry .status')?.textContent).toBe(word)
    expect(page.text()).toContain(text)
    expect(button(page.app, at('Test it')) !== undefined).toBe(word !== 'Off')
  })

  test('did not load: that is said, and asked again', async () => {
    let answer: ReturnType<Table[string]> = { status: 500 }
    await page.open({ ...healthy, 'GET /v1/me/postbacks': () => answer }, '#postbacks')
    await until(() => announced(page.app).includes('cannot answer right now'), page.app)
    expect(page.text()).not.toContain('There is none yet.')
    answer = listed(postback)
    press(page.app, 'Try again')
    await until(() => button(page.app, at('Test it')), page.app)
  })
})

describe('a test', () => {
  const tried = async (one: PostbackDelivery, after: Postback = postback) => {
    let asked = 0
    const pending = { ...delivery, status: 'pending' as const, attempts: 0, lastStatusCode: null }
    let now = postback
    const calls = await open({
      'GET /v1/me/postbacks': () => listed(now),
      'POST /v1/me/postbacks/pbk_1/test': () => ({ status: 201, body: pending }),
      'GET /v1/me/postbacks/pbk_1/deliveries': () => {
        now = after
        return answers(++asked === 1 ? pending : one)
      },
    })
    press(page.app, at('Test it'))
    press(page.app, at('Test it'))
    await until(() => announced(page.app).includes('Calling it'), page.app)
    await until(() => /It (works|did not work)/.test(announced(page.app)), page.app)
    // However often it is pressed.
    expect(sent(calls, 'POST /v1/me/postbacks/pbk_1/test')).toHaveLength(1)
  }

  test('that arrived says so, once the answer is there', async () => {
    await tried(delivery)
    expect(announced(page.app)).toContain('It works: your tool answered with 204.')
  })

  test('that failed says what came back, and the state follows', async () => {
    const failing = { ...postback, failingSince: '2026-11-21T10:05:00.000Z' }
    await tried({ ...delivery, status: 'pending', lastStatusCode: 404 }, failing)
    expect(announced(page.app)).toContain('It did not work: your tool answered with 404.')
    await until(() => page.text().includes('Not working'), page.app)
  })

  test.each([
    ['ENOTFOUND', 'the name of that server was not found.'],
    // It may be there: only our own look-up failed.
    ['EAI_AGAIN', 'the name of that server was not found.'],
    ['ECONNREFUSED', 'that server does not take calls.'],
    ['CONNECT_TIMEOUT', 'no answer came in time.'],
    ['ETIMEDOUT', 'no answer came in time.'],
    ['ADDRESS_NOT_PUBLIC', 'that server cannot be reached from the internet.'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate of that server is not valid.'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of that server is not valid.'],
    ['EPROTO', 'no answer came (EPROTO).'],
  ])('that met nobody says why: %s', async (lastError, why) => {
    await tried({ ...delivery, status: 'pending', lastStatusCode: null, lastError })
    expect(announced(page.app)).toContain(`It did not work: ${why}`)
  })

  test('too often is told with the wait', async () => {
    const headers = { 'Retry-After': '40' }
    const refused = { ...problem(429, 'too_many_requests'), headers }
    await open({ 'POST /v1/me/postbacks/pbk_1/test': () => refused }, postback)
    press(page.app, at('Test it'))
    await until(() => announced(page.app).includes('Try again in 40 seconds.'), page.app)
  })

  test('ends what the page said before, also when it is refused', async () => {
    await open({
      'POST /v1/me/postbacks': () => ({ status: 201, body: { ...postback, secret } }),
      'POST /v1/me/postbacks/pbk_1/test': () => problem(429, 'too_many_requests'),
    })
    type(page.app, 'url', postback.url)
    enter(page.app, 'url')
    await until(() => announced(page.app).includes('Added. Try it with a test.'), page.app)
    press(page.app, at('Test it'))
    await until(() => announced(page.app) && !announced(page.app).includes('Added.'), page.app)
    expect(page.text()).not.toContain('Added. Try it with a test.')
  })
})

describe('what can be done with one', () => {
  test('switched off and on again', async () => {
    const calls = await open(
      {
        'PATCH /v1/me/postbacks/pbk_1': ({ body }) => ({
          body: { ...postback, status: body.status as Postback['status'] },
        }),
      },
      postback,
    )
    press(page.app, at('Switch off'))
    await until(() => announced(page.app).includes('Switched off.'), page.app)
    expect(page.app.querySelector('.entry .status')?.textContent).toBe('Off')
    press(page.app, at('Switch on'))
    await until(() => announced(page.app).includes('Switched on.'), page.app)
    expect(sent(calls, 'PATCH /v1/me/postbacks/pbk_1')).toEqual([{ status: 'paused' }, { status: 'active' }])
  })

  test('deleting asks first, with the harmless answer focused', async () => {
    const calls = await open({ 'DELETE /v1/me/postbacks/pbk_1': () => ({ status: 204 }) }, postback)
    press(page.app, at('Delete'))
    await until(() => document.activeElement?.textContent === 'Keep it', page.app)
    press(page.app, 'Keep it')
    await until(() => document.activeElement?.textContent === at('Delete'), page.app)
    expect(sent(calls, 'DELETE /v1/me/postbacks/pbk_1')).toEqual([])
    press(page.app, at('Delete'))
    await until(() => button(page.app, 'Yes, delete it'), page.app)
    press(page.app, 'Yes, delete it')
    await until(() => announced(page.app).includes('Deleted. It is not called any more.'), page.app)
    expect(page.text()).toContain('There is none yet.')
    expect(document.activeElement?.textContent).toBe('Addresses we call')
  })

  test('the last answers are fetched when they are opened', async () => {
    const late = { ...delivery, id: 'dlv_2', status: 'pending' as const, eventType: 'commission.created' }
    const nextAttemptAt = '2026-11-21T10:10:00.000Z'
    const calls = await open(
      {
        'GET /v1/me/postbacks/pbk_1/deliveries': () =>
          answers({ ...late, lastStatusCode: 500, nextAttemptAt }, delivery),
      },
      postback,
    )
    const route = 'GET /v1/me/postbacks/pbk_1/deliveries'
    expect(sent(calls, route)).toEqual([])
    const fold = page.app.querySelector<HTMLDetailsElement>('.entry details')
    if (!fold) throw new Error('nothing to open')
    fold.open = true
    fold.dispatchEvent(new Event('toggle'))
    await until(() => page.text().includes('A test of yours'), page.app)
    expect(page.text()).toContain('A commission was added')
    expect(page.text()).toMatch(/21 November.*10:05 UTC · Your tool answered with 500\. Next try on/)
    expect(Array.from(fold.querySelectorAll('.status')).map((one) => one.textContent)).toEqual([
      'On its way',
      'Arrived',
    ])
  })

  test('every macro that the explanation names is one that the server knows', async () => {
    const { macros } = await import('../../../server/core/postbacks.ts')
    await open({})
    const named = Array.from(page.app.querySelectorAll('.macros code')).map((one) => one.textContent)
    expect(named.sort()).toEqual(macros.map((name) => `{${name}}`).sort())
  })

  test('every event that the server knows can be ticked, in words', async () => {
    const { postbackEvents } = await import('../../../server/core/postbacks.ts')
    await open({})
    const boxes = Array.from(page.app.querySelectorAll<HTMLInputElement>('input[name="events"]'))
    expect(boxes.map(({ value }) => value).sort()).toEqual([...postbackEvents].sort())
    for (const box of boxes) expect(box.closest('label')?.textContent).not.toContain('.')
  })
})
