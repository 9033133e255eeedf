import { createHmac, randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { verifyWebhook, WebhookError } from '../../../sdk/node/index.ts'

/** The golden vector of the Standard Webhooks reference libraries. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const seconds = 1614265330
const body = '{"test": 2432232314}'
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const headers = {
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': signature,
}
const now = seconds * 1000
const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

const code = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof WebhookError) return error.code
    throw error
  }
  return 'believed'
}

describe('believes', () => {
  const cases: [string, Parameters<typeof verifyWebhook>][] = [
    ['the golden vector', [body, headers, secret, { now }]],
    ['a body in bytes', [new TextEncoder().encode(body), headers, secret, { now }]],
    ['a Headers object', [body, new Headers(headers), secret, { now }]],
    [
      'headers in any spelling',
      [
        body,
        { 'Webhook-Id': id, 'WEBHOOK-TIMESTAMP': String(seconds), 'webhook-Signature': signature },
        secret,
        { now },
      ],
    ],
    ['headers in lists', [body, { ...headers, 'webhook-signature': [signature] }, secret, { now }]],
    ['a secret without prefix', [body, headers, secret.slice(6), { now }]],
    ['the second of two secrets', [body, headers, [other, secret], { now }]],
    [
      'one of several signatures',
      [
        body,
        {
          ...headers,
          'webhook-signature': `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,junk v1 ${signature} v1a,x`,
        },
        secret,
        { now },
      ],
    ],
    ['a webhook exactly at the tolerance', [body, headers, secret, { now: now + 300_000 }]],
    ['one from ahead at the tolerance', [body, headers, secret, { now: now - 300_000 }]],
    ['an old one when asked to', [body, headers, secret, { now: now + 900_000, toleranceSeconds: 900 }]],
  ]
  test.each(cases)('%s', (_, input) => {
    expect(verifyWebhook(...input)).toEqual({ test: 2432232314, id })
  })

  test('and takes the id from the signed header, not from the body', () => {
    const text = JSON.stringify({ id: 'msg_fake', type: 'sale.created', timestamp: 't', data: {} })
    const signed = new Webhook(secret).sign(id, new Date(now), text)
    expect(verifyWebhook(text, { ...headers, 'webhook-signature': signed }, secret, { now })).toEqual({
      id,
      type: 'sale.created',
      timestamp: 't',
      data: {},
    })
  })
})

describe('does not believe', () => {
  const without = (name: keyof typeof headers) => ({ ...headers, [name]: undefined })
  const cases: [string, string, Parameters<typeof verifyWebhook>][] = [
    ['no id', 'bad_header', [body, without('webhook-id'), secret, { now }]],
    ['no timestamp', 'bad_header', [body, without('webhook-timestamp'), secret, { now }]],
    ['no signature', 'bad_header', [body, without('webhook-signature'), secret, { now }]],
    ['an empty signature', 'bad_header', [body, { ...headers, 'webhook-signature': '' }, secret, { now }]],
    [
      'a timestamp that is no integer',
      'bad_header',
      [body, { ...headers, 'webhook-timestamp': 'hello' }, secret, { now }],
    ],
    [
      'a timestamp with a fraction',
      'bad_header',
      [body, { ...headers, 'webhook-timestamp': `${seconds}.0` }, secret, { now }],
    ],
    ['an id with a dot', 'bad_header', [body, { ...headers, 'webhook-id': 'msg.1' }, secret, { now }]],
    [
      'a wrong signature',
      'bad_signature',
      [body, { ...headers, 'webhook-signature': 'v1,dawfeoifkpqwoekfpqoekf' }, secret, { now }],
    ],
    [
      'part of a signature',
      'bad_signature',
      [body, { ...headers, 'webhook-signature': signature.slice(0, 8) }, secret, { now }],
    ],
    [
      'a version and nothing',
      'bad_signature',
      [body, { ...headers, 'webhook-signature': 'v1,' }, secret, { now }],
    ],
    [
      'another version of the same',
      'bad_signature',
      [body, { ...headers, 'webhook-signature': signature.replace('v1,', 'v2,') }, secret, { now }],
    ],
    ['a changed body', 'bad_signature', [`${body} `, headers, secret, { now }]],
    ['a changed id', 'bad_signature', [body, { ...headers, 'webhook-id': 'msg_2' }, secret, { now }]],
    [
      'a changed timestamp',
      'bad_signature',
      [body, { ...headers, 'webhook-timestamp': String(seconds + 1) }, secret, { now }],
    ],
    ['another secret', 'bad_signature', [body, headers, other, { now }]],
    ['an old one', 'too_old', [body, headers, secret, { now: now + 300_001 }]],
    ['one from the future', 'too_new', [body, headers, secret, { now: now - 300_001 }]],
    ['the clock of today', 'too_old', [body, headers, secret]],
    ['a secret that is too short', 'bad_secret', [body, headers, 'whsec_c2hvcnQ=', { now }]],
    ['a secret that is no base64', 'bad_secret', [body, headers, `${secret}!`, { now }]],
    ['a secret cut short', 'bad_secret', [body, headers, secret.slice(0, -1), { now }]],
    ['an empty secret', 'bad_secret', [body, headers, '', { now }]],
    ['no secrets', 'bad_secret', [body, headers, [], { now }]],
    ['one bad secret among good ones', 'bad_secret', [body, headers, [secret, 'x'], { now }]],
    ['a body that was parsed before', 'bad_body', [JSON.parse(body) as string, headers, secret, { now }]],
  ]
  test.each(cases)('%s: %s', (_, expected, input) => {
    expect(code(() => verifyWebhook(...input))).toBe(expected)
  })

  test.each(['', 'text', '7', 'null', '[1]'])('a signed body %j that is no JSON object', (text) => {
    const signed = new Webhook(secret).sign(id, new Date(now), text)
    expect(
      code(() => verifyWebhook(text, { ...headers, 'webhook-signature': signed }, secret, { now })),
    ).toBe('bad_body')
  })

  test('bytes that are no text', () => {
    const bytes = Uint8Array.of(0x22, 0xff, 0x22)
    const key = Buffer.from(secret.slice(6), 'base64')
    const digest = createHmac('sha256', key).update(`${id}.${seconds}.`).update(bytes).digest('base64')
    expect(
      code(() => verifyWebhook(bytes, { ...headers, 'webhook-signature': `v1,${digest}` }, secret, { now })),
    ).toBe('bad_body')
  })

  test('says nothing of the secret or the right signature', () => {
    for (const bad of [secret.slice(0, -1), other]) {
      try {
        verifyWebhook(body, headers, bad, { now })
        expect.unreachable()
      } catch (error) {
        expect(String(error)).not.toContain(bad.slice(6, 20))
      }
    }
  })
})

test('agrees with the standardwebhooks package, either way round', () => {
  for (let size = 24; size <= 64; size += 1) {
    const key = `whsec_${randomBytes(size).toString('base64')}`
    const text = JSON.stringify({
      type: 'lead.accepted',
      timestamp: new Date().toISOString(),
      data: { text: 'ä€\u{1f600}', size },
    })
    const sent = new Date()
    const signed = {
      'webhook-id': `msg_${size}`,
      'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(`msg_${size}`, sent, text),
    }
    expect(verifyWebhook(text, signed, key)).toEqual({ ...JSON.parse(text), id: `msg_${size}` })
    expect(new Webhook(key).verify(text, signed)).toEqual(JSON.parse(text))
  }
})
