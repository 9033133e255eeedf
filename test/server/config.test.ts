/** What the environment may say, and that everything wrong with it is said at once. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.name)
    throw error
  }
  return []
}

describe('readConfig', () => {
  test('nothing set is a server for looking around', () => {
    expect(readConfig({})).toEqual({
      port: 8787,
      dataDir: 'data',
      databaseUrl: undefined,
      publicUrl: undefined,
      trustProxy: undefined,
      smtpUrl: undefined,
      mailFrom: '',
      publishableKey: undefined,
      secretKey: undefined,
      privateWebhooks: false,
      stripeKeys: [],
      hookSecrets: {},
      logLevel: 'info',
    })
  })

  test('secrets of payment providers, each for the modes that it says', () => {
    const { hookSecrets } = readConfig({
      STRIPE_WEBHOOK_SECRETS: 'whsec_12345678, live:whsec_live1234,test:whsec_test1234',
    })
    expect(hookSecrets.stripe).toEqual([
      { secret: 'whsec_12345678', modes: ['live', 'test'] },
      { secret: 'whsec_live1234', modes: ['live'] },
      { secret: 'whsec_test1234', modes: ['test'] },
    ])
    for (const name of ['STRIPE', 'PADDLE', 'SHOPIFY', 'GENERIC']) {
      const variable = `${name}_WEBHOOK_SECRETS`
      expect(problemsOf({ [variable]: 'sk_live_1' })).toEqual([variable])
    }
  })

  test('keys of Stripe: one of each mode at most, secret or restricted', () => {
    const keys = (text: string) => readConfig({ STRIPE_API_KEYS: text }).stripeKeys
    expect(keys('rk_live_12345678')).toEqual(['rk_live_12345678'])
    expect(keys('sk_test_12345678, rk_live_12345678')).toEqual(['sk_test_12345678', 'rk_live_12345678'])
    for (const wrong of ['pk_live_12345678', 'whsec_12345678', 'rk_live_12345678,sk_live_12345678']) {
      expect(problemsOf({ STRIPE_API_KEYS: wrong })).toEqual(['STRIPE_API_KEYS'])
    }
  })

  test('blanks are nothing', () => {
    const blank = Object.fromEntries(
      ['PORT', 'DATA_DIR', 'DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL', 'TRUST_PROXY', 'LOG_LEVEL'].map(
        (name) => [name, ' '],
      ),
    )
    expect(readConfig(blank)).toEqual(readConfig({}))
  })

  test('every problem is reported, each once, with its name', () => {
    const env = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x/y',
      PUBLIC_URL: 'https://acme.example/path',
      SMTP_URL: 'mail.acme.example',
      MAIL_FROM: 'nobody',
      GOODWORD_PUBLISHABLE_KEY: 'gw_sk_0123456789',
      GOODWORD_SECRET_KEY: 'short',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: '10.0.0.0/33',
    }
    expect(problemsOf(env).sort()).toEqual(Object.keys(env).sort())
    try {
      readConfig(env)
    } catch (error) {
      const { message } = error as Error
      for (const name of Object.keys(env)) expect(message).toContain(`${name}: `)
      // Passwords and keys stand in the environment: what was given is not repeated.
      for (const value of [env.GOODWORD_PUBLISHABLE_KEY, env.DATABASE_URL])
        expect(message).not.toContain(value)
    }
  })

  test.each([
    ['PORT', ['0', '1', '8787', '65535'], ['-1', '65536', '80a', '8.5', '1e3', '0x50', '99999']],
    [
      'PUBLIC_URL',
      ['https://refer.acme.example', 'http://localhost:8787', 'https://refer.acme.example/'],
      [
        'refer.acme.example',
        'ftp://x.example',
        'https://a.example/x',
        'https://u:p@a.example',
        'https://a.example?x',
      ],
    ],
    ['DATABASE_URL', ['postgres://u:p@h:5432/d', 'postgresql://h/d'], ['h/d', 'mysql://h/d', 'file:x']],
    [
      'TRUST_PROXY',
      ['127.0.0.1', '10.0.0.0/8, 127.0.0.1', '::1', 'fd00::/8 10.0.0.1', '0.0.0.0/0'],
      [
        'all',
        '10.0.0.0/x',
        '10.0.0',
        '10.0.0.0/-1',
        '::/129',
        'proxy.acme.example',
        '10.0.0.0/',
        '10.0.0.0/8/8',
      ],
    ],
    ['LOG_LEVEL', ['silent', 'fatal', 'debug'], ['trace', 'INFO']],
    [
      'GOODWORD_SECRET_KEY',
      ['gw_sk_01234567', 'gw_sk_test_01234567'],
      ['gw_sk_', 'gw_pk_01234567', 'gw_sk_a b c d e', `gw_sk_${'x'.repeat(121)}`],
    ],
    ['GOODWORD_PUBLISHABLE_KEY', ['gw_pk_01234567'], ['gw_sk_01234567', 'pk']],
  ])('%s', (name, good, bad) => {
    for (const value of good) expect([value, problemsOf({ [name]: value })]).toEqual([value, []])
    for (const value of bad) expect([value, problemsOf({ [name]: value })]).toEqual([value, [name]])
  })

  test('mail needs a sender', () => {
    const SMTP_URL = 'smtps://user:password@mail.acme.example:465'
    expect(problemsOf({ SMTP_URL })).toEqual(['MAIL_FROM'])
    expect(problemsOf({ SMTP_URL, MAIL_FROM: 'Acme Partners <partners@acme.example>' })).toEqual([])
    expect(problemsOf({ SMTP_URL, MAIL_FROM: 'partners@acme.example' })).toEqual([])
    for (const MAIL_FROM of ['Acme', 'a@b\r\nBcc: c@d.example', '@']) {
      expect([MAIL_FROM, problemsOf({ SMTP_URL, MAIL_FROM })]).toEqual([MAIL_FROM, ['MAIL_FROM']])
    }
  })

  test('a public address loses its trailing slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://refer.acme.example/' }).publicUrl).toBe(
      'https://refer.acme.example',
    )
  })
})
