/** Addresses with macros: what they are filled with, and that no filling leads to another server. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fillTemplate,
  macros,
  macroValues,
  postbackEvents,
  templateFlaw,
} from '../../server/core/postbacks.ts'
import { eventTypes } from '../../server/core/webhooks.ts'

const everyMacro = `https://p.example/in?${macros.map((name) => `${name}={${name}}`).join('&')}`

const bodyOf = (type: string, data: object): string =>
  JSON.stringify({ type, timestamp: '2026-11-21T10:00:00.000Z', sequence: 1, data })

/** What a receiver reads in its query, without what is empty. */
function read(type: string, data: object): Record<string, string> {
  const url = new URL(fillTemplate(everyMacro, macroValues('msg_1', bodyOf(type, data))))
  return Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))
}

const shared = (event: string) => ({ event_id: 'msg_1', event, timestamp: '2026-11-21T10:00:00.000Z' })
const lead = { id: 'led_1', partnerId: 'par_1', status: 'accepted' }
const commission = {
  id: 'com_1',
  kind: 'earned',
  partnerId: 'par_1',
  saleId: 'sal_1',
  amount: 3000,
  currency: 'EUR',
  status: 'held',
}
const payout = {
  id: 'pay_1',
  runId: 'run_1',
  partnerId: 'par_1',
  amount: 500,
  currency: 'JPY',
  reference: 'GW-1',
}
const earned = { amount: '30.00', amount_minor: '3000', currency: 'EUR' }
const yen = { payout_id: 'pay_1', amount: '500', amount_minor: '500', currency: 'JPY' }

describe('macros', () => {
  test.each<[string, object, Record<string, string>]>([
    ['lead.submitted', { ...lead, status: 'submitted' }, { lead_id: 'led_1', status: 'submitted' }],
    ['lead.accepted', lead, { lead_id: 'led_1', status: 'accepted' }],
    ['lead.declined', { ...lead, status: 'declined' }, { lead_id: 'led_1', status: 'declined' }],
    [
      'customer.bound',
      { id: 'cst_1', externalId: 'kim@client.example', partnerId: 'par_1', planId: 'refer' },
      { customer_id: 'cst_1', status: 'bound' },
    ],
    [
      'sale.recorded',
      {
        id: 'sal_1',
        externalId: 'kim@client.example',
        customerExternalId: 'kim@client.example',
        partnerId: 'par_1',
        amount: 1234,
        netAmount: 1000,
        currency: 'KWD',
      },
      { sale_id: 'sal_1', status: 'recorded', amount: '1.234', amount_minor: '1234', currency: 'KWD' },
    ],
    [
      'commission.created',
      commission,
      { commission_id: 'com_1', sale_id: 'sal_1', status: 'held', ...earned },
    ],
    [
      'commission.payable',
      { ...commission, saleId: null, status: 'payable' },
      { commission_id: 'com_1', status: 'payable', ...earned },
    ],
    ['commission.held', commission, { commission_id: 'com_1', sale_id: 'sal_1', status: 'held', ...earned }],
    [
      'commission.reversed',
      { ...commission, kind: 'reversal', amount: -5, status: 'payable' },
      {
        commission_id: 'com_1',
        sale_id: 'sal_1',
        status: 'reversed',
        amount: '-0.05',
        amount_minor: '-5',
        currency: 'EUR',
      },
    ],
    ['payout.created', payout, { ...yen, status: 'created' }],
    ['payout.paid', payout, { ...yen, status: 'paid' }],
    ['payout.failed', payout, { ...yen, status: 'failed' }],
    ['webhook.test', { id: 'pbk_1' }, { status: 'test' }],
  ])('of %s', (type, data, values) => {
    const got = read(type, data)
    expect(got).toEqual({ ...shared(type), ...values })
    expect(JSON.stringify(got)).not.toMatch(/kim|client|GW-1|par_1/)
  })

  test('every event that can be chosen is one that webhooks know', () => {
    expect(postbackEvents.filter((type) => !eventTypes.includes(type))).toEqual([])
  })

  test('what an event does not have is empty, wherever it stands', () => {
    const values = macroValues('msg_1', bodyOf('lead.accepted', lead))
    expect(fillTemplate('https://p.example/{payout_id}/x?a={amount}&l={lead_id}', values)).toBe(
      'https://p.example//x?a=&l=led_1',
    )
  })

  test('the same macro is filled as often as it stands there', () => {
    const values = macroValues('msg_1', bodyOf('lead.accepted', lead))
    expect(fillTemplate('https://p.example/{event}/{event}?e={event}', values)).toBe(
      'https://p.example/lead.accepted/lead.accepted?e=lead.accepted',
    )
  })
})

describe('a template', () => {
  test.each([
    'https://p.example/in',
    'https://p.example/in?x=%7Bevent%7D',
    'https://p.example/{event}',
    'https://p.example?e={event}',
    'HTTPS://p.example:8443/a/{event}/b?c={currency}&d={amount}{amount_minor}',
    'http://[2001:4860::1]/{event}',
  ])('may be %s', (template) => expect(templateFlaw(template)).toBeUndefined())

  test('with a macro that is not known says which are', () => {
    const flaw = templateFlaw('https://p.example/in?e={event}&m={email}')
    expect(flaw).toContain('{email} is not known')
    for (const name of macros) expect(flaw).toContain(`{${name}}`)
  })

  test.each([
    '{}',
    '{Event}',
    '{ event }',
    '{{event}}',
    '{click_id}',
    '{constructor}',
    '{__proto__}',
  ])('with %s is refused', (macro) => expect(templateFlaw(`https://p.example/in?x=${macro}`)).toBeDefined())

  test.each([
    'https://p.example/in?x={',
    'https://p.example/}',
    'https://p.example/}{',
  ])('with a brace that belongs to no macro is refused: %s', (template) =>
    expect(templateFlaw(template)).toContain('%7B'))

  test.each([
    '{event}',
    '{event}://p.example/',
    'https://{event}/',
    'https://{event}.p.example/',
    'https://p.example{event}/',
    'https://p.example:{amount_minor}/',
    'https://{event}@p.example/',
    'https://u:{event}@p.example/',
    'https:{event}/x',
    'https:/{event}/x',
    'https:///{event}/x',
    'https:\\\\{event}/x',
    'https://p.example\\@{event}/',
    'https://p.example#{event}',
    ' https://p.example/{event}',
    'ht\ntps://p.example/{event}',
    'https://p.ex\tample/{event}',
    'javascript://p.example/{event}',
  ])('with a macro where the server is named is refused: %j', (template) =>
    expect(templateFlaw(template)).toContain('never in the name of the server'))
})

const macroArb = fc.constantFrom(...macros).map((name) => `{${name}}`)
const piece = fc.oneof(
  macroArb,
  fc.constantFrom('/', '?', '&', '=', '.', '..', '@', ':', '//', '\\', '#', '%2e', ' ', 'a', 'x=1'),
  fc.string({ maxLength: 4 }),
)
const anyTemplate = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'https:', '', 'https://p.example'),
    fc.array(piece, { maxLength: 12 }),
  )
  .map(([start, pieces]) => start + pieces.join(''))
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '//evil.example',
    '@evil.example',
    '\\evil.example/',
    '../../',
    '?x#y',
    'a&b=c',
    '%2f',
    '{event}',
  ),
)
const anyValues = fc
  .tuple(...macros.map(() => anyText.filter((text) => text.isWellFormed())))
  .map((texts) => Object.fromEntries(macros.map((name, n) => [name, texts[n] ?? ''])))

describe('whatever the macros stand for', () => {
  test('the server that is called stays the same', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyTemplate, anyValues, anyValues, (template, one, other) => {
        const bare = template.replaceAll(/[{}]/g, '')
        if (templateFlaw(template) !== undefined || !URL.canParse(bare)) return
        accepted++
        const { origin, username, password } = new URL(bare)
        for (const values of [one, other, {}]) {
          const called = new URL(fillTemplate(template, values))
          expect([called.origin, called.username, called.password]).toEqual([origin, username, password])
          expect(called.href).not.toMatch(/#/)
        }
      }),
      { numRuns: 3_000 },
    )
    expect(accepted).toBeGreaterThan(300)
  })

  test('a receiver reads each of them back from the query as it was', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const { searchParams } = new URL(fillTemplate(everyMacro, values))
        expect([...searchParams]).toEqual(macros.map((name) => [name, values[name]]))
      }),
      { numRuns: 1_000 },
    )
  })
})
