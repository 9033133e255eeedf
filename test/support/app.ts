/** A whole server in this process, on a fresh database, with a clock and ids that the test moves. */
import { type Composed, compose } from '../../server/compose.ts'
import type { ProgramDefinition } from '../../server/core/types.ts'
import { createLog } from '../../server/log.ts'
import type { Mail } from '../../server/mail/transport.ts'
import type { Post, Posted } from '../../server/outgoing/post.ts'
import { readClickId } from '../../server/services/click-id.ts'
import { testClock, testIds } from './clock.ts'
import { type Engine, openTestStore, type TestDatabase } from './engines.ts'

export const PK = 'gw_pk_0123456789abcdefghijkl'
export const SK = 'gw_sk_0123456789abcdefghijkl'
export const STRIPE_SECRET = 'whsec_0123456789abcdefghijkl'
export const STRIPE_TEST_SECRET = 'whsec_onlytest456789abcdefgh'
export const PADDLE_SECRET = 'pdl_ntfset_01h7zcgmdc6tmwtjehp3sh7azf_secret'
export const SHOPIFY_SECRET = '0123456789abcdef0123456789abcdef'
export const GENERIC_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const START = Date.parse('2026-11-21T10:00:00Z')
export const DAY_MS = 86_400_000

export const definition: ProgramDefinition = {
  name: 'Acme Partners',
  website: 'https://acme.example/',
  allowedOrigins: ['https://acme.example'],
  currencies: ['EUR', 'USD'],
  attribution: { model: 'last_click', windowDays: 60 },
  holdDays: 30,
  minimumPayout: { EUR: 1000, USD: 1000 },
  payoutDay: 5,
  plans: [
    { id: 'refer', name: 'Refer once', kind: 'one_time', rules: [{ rateBps: 2000, payments: 1 }] },
    { id: 'stay', name: 'Stay with us', kind: 'residual', rules: [{ rateBps: 1000, months: 12 }] },
    { id: 'create', name: 'Creator', kind: 'creator', rules: [{ rateBps: 1500 }] },
  ],
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any shape
  body: any
  headers: Headers
  text: string
}

export interface TestApp {
  composed: Composed
  /** What opens the same database from another process. */
  options: TestDatabase['options']
  clock: ReturnType<typeof testClock>
  mails: Mail[]
  /** Every line that was logged. */
  logged: string[]
  /** The first key is the secret key unless another credential is given; null sends none. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>
  get(path: string, options?: CallOptions): Promise<Answer>
  post(path: string, body: unknown, options?: CallOptions): Promise<Answer>
  /** Follows a link like a person with a browser; gives the click id. */
  click(code: string): Promise<string>
  close(): Promise<void>
}

/** What every receiver of webhooks answers that a test has nothing to do with. */
const received: Posted = { statusCode: 204, retryAfter: null, response: '', error: null, durationMs: 1 }

export interface CallOptions {
  as?: string | null
  headers?: Record<string, string>
}

export const BROWSER =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36'

/** On a busy machine an answer can leave before its click is stored; what a test counts next must include it. */
async function stored({ services }: Composed, clickId: string): Promise<void> {
  const rowId = readClickId(services.signingKeys, clickId)?.rowId
  if (!rowId) throw new Error('not a click id of this server')
  for (let tries = 0; tries < 500; tries++) {
    if ((await services.clicks.exists([rowId])).size > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the click was never stored')
}

export async function startApp(
  engine: Engine,
  options: {
    program?: ProgramDefinition
    start?: number
    publicUrl?: string
    postWebhook?: Post
    /** Receivers on this machine are taken, as while developing. */
    privateWebhooks?: boolean
    stripeKeys?: string[]
    stripeOrigin?: string
  } = {},
): Promise<TestApp> {
  const { store, drop, options: database } = await openTestStore(engine)
  const clock = testClock(options.start ?? START)
  const mails: Mail[] = []
  const logged: string[] = []
  const composed = await compose({
    store,
    clock,
    ids: testIds(1),
    publicUrl: options.publicUrl ?? 'https://refer.acme.example',
    definition: options.program ?? definition,
    ...(options.stripeKeys ? { stripeKeys: options.stripeKeys } : {}),
    ...(options.stripeOrigin ? { stripeOrigin: options.stripeOrigin } : {}),
    publishableKey: PK,
    secretKey: SK,
    hookSecrets: {
      stripe: [
        { secret: STRIPE_SECRET, modes: ['live', 'test'] },
        { secret: STRIPE_TEST_SECRET, modes: ['test'] },
      ],
      paddle: [{ secret: PADDLE_SECRET, modes: ['live'] }],
      shopify: [{ secret: SHOPIFY_SECRET, modes: ['live', 'test'] }],
      generic: [{ secret: GENERIC_SECRET, modes: ['live'] }],
    },
    detailsKey: Buffer.alloc(32, 7).toString('base64url'),
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    privateWebhooks: options.privateWebhooks === true,
    postWebhook: options.postWebhook ?? (async () => received),
    mailTransport: { send: async (mail) => void mails.push(mail) },
  })
  const call: TestApp['call'] = async (method, path, body, { as = SK, headers = {} } = {}) => {
    const response = await composed.app.request(path, {
      method,
      headers: {
        'User-Agent': BROWSER,
        ...(as === null ? {} : { Authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
  return {
    composed,
    options: database,
    clock,
    mails,
    logged,
    call,
    get: (path, callOptions) => call('GET', path, undefined, callOptions),
    post: (path, body, callOptions) => call('POST', path, body, callOptions),
    async click(code) {
      const { headers } = await call('GET', `/r/${code}`, undefined, { as: null })
      const id = new URL(headers.get('location') ?? '').searchParams.get('gw')
      if (!id) throw new Error('no click id')
      await stored(composed, id)
      return id
    },
    async close() {
      await composed.close()
      await drop()
    },
  }
}
