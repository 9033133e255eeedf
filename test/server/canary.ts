/** A server whose log is caught, and one person who leaves a trace in everything it can send. */
import { compose } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'
import type { Mail } from '../../server/mail/transport.ts'
import { definition, PK, START } from '../support/app.ts'
import { testClock, testIds } from '../support/clock.ts'
import { type Engine, openTestStore } from '../support/engines.ts'

/** Shares no part with the publishable key, which may be read by everybody. */
const SK = 'gw_sk_Zq7Rk2Vn9Xt4Lw8Pm3Jd6Hs'
export const ORIGIN = 'https://refer.acme.example'

/** Words that occur nowhere by chance. */
export const canary = {
  ip: '203.0.113.77',
  ip6: '2001:db8:77:4d::cafe',
  userAgent: 'Mozilla/5.0 (CanaryBook; Zyxwv 9.9) CanaryFox/77.7',
  email: 'canary.zyxwv@plumage.example',
  name: 'Zyxwv Plumage',
  externalId: 'ext-zyxwv-1',
  company: 'Plumage Holdings',
  need: 'Zyxwv needs a cage for the on-call rota.',
  referrerPath: '/zyxwv/secret-post',
}

export interface Caught {
  /** Every line that was logged. */
  lines: string[]
  /** Everything secret that was handed out on the way: keys, tokens, cookies, click ids. */
  issued: Record<string, string>
  dataDir: string
  send(method: string, path: string, body?: unknown, options?: Options): Promise<Reply>
  close(): Promise<void>
  composed: Awaited<ReturnType<typeof compose>>
}

interface Options {
  as?: string | null
  headers?: Record<string, string>
  ip?: string
}

interface Reply {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any shape
  body: any
}

export async function startCaught(engine: Engine): Promise<Caught> {
  const { store, drop, options } = await openTestStore(engine)
  const lines: string[] = []
  const mails: Mail[] = []
  const composed = await compose({
    store,
    clock: testClock(START),
    ids: testIds('canary'),
    publicUrl: ORIGIN,
    definition,
    publishableKey: PK,
    secretKey: SK,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    mailTransport: { send: async (mail) => void mails.push(mail) },
  })
  const send: Caught['send'] = async (method, path, body, { as = SK, headers = {}, ip = canary.ip } = {}) => {
    const response = await composed.app.request(
      path,
      {
        method,
        headers: {
          'User-Agent': canary.userAgent,
          Referer: `https://blog.example${canary.referrerPath}`,
          ...(as === null ? {} : { Authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
      { incoming: { socket: { remoteAddress: ip } } },
    )
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
  const issued: Record<string, string> = { 'the given secret key': SK }
  for (const { mode, kind, key } of composed.newKeys)
    if (kind === 'secret') issued[`${mode} secret key`] = key
  await live(send, issued, async () => {
    await composed.sendMail()
    return mails
  })
  return {
    lines,
    issued,
    dataDir: options.dataDir,
    composed,
    send,
    async close() {
      await composed.close()
      await drop()
    },
  }
}

/** One life: everything a person and a vendor can do, right and wrong. */
async function live(
  send: Caught['send'],
  issued: Record<string, string>,
  deliver: () => Promise<Mail[]>,
): Promise<void> {
  const must = async (method: string, path: string, body?: unknown, options?: Options): Promise<Reply> => {
    const reply = await send(method, path, body, options)
    if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.text}`)
    return reply
  }
  const { email, name, externalId, company, need } = canary
  const partner = (await must('POST', '/v1/partners', { email, name, externalId })).body
  const { code } = partner.links[0]
  for (const ip of [canary.ip, canary.ip6, `::ffff:${canary.ip}`]) {
    const reply = await must('GET', `/r/${code}`, undefined, { as: null, ip })
    issued[`click id of ${ip}`] = new URL(reply.headers.get('location') ?? '').searchParams.get('gw') ?? ''
  }
  const url = `https://acme.example/?via=${code}&email=${email}`
  const clicked = await must(
    'POST',
    '/v1/clicks',
    { code, url, referrer: `https://blog.example${canary.referrerPath}` },
    { as: PK },
  )
  issued['click id of a page'] = clicked.body.clickId
  const { clickId } = clicked.body
  await must('POST', '/v1/customers', { externalId, email: `kim.${email}`, name, clickId })
  await must('POST', '/v1/sales', {
    externalId,
    customerExternalId: externalId,
    amount: 5_000,
    currency: 'EUR',
  })
  await must('POST', '/v1/refunds', { externalId, saleExternalId: externalId, amount: 50 })
  await must('GET', `/v1/customers/${externalId}`)
  await must('GET', `/v1/partners/${partner.id}`)
  await must('POST', '/v1/leads', { code, company, need, contact: { name, email } }, { as: PK })
  const key = { 'Idempotency-Key': 'zyxwv-key' }
  await must('POST', '/v1/links', { partnerId: partner.id }, { headers: key })
  await must('POST', '/v1/links', { partnerId: partner.id }, { headers: key })
  issued['partner token'] = (await must('POST', '/v1/tokens', { partnerId: partner.id })).body.token
  await must('GET', '/v1/me/summary', undefined, { as: issued['partner token'] })
  issued['further secret key'] = (await must('POST', '/v1/keys', { kind: 'secret' })).body.key
  await must('POST', '/v1/sign-in', { email }, { as: null })
  await must('POST', '/v1/partners/apply', { email: `apply.${email}`, name }, { as: PK })
  const mails = await deliver()
  const tokens = mails.map((mail) => /#(?:sign-in|confirm)=([\w-]+)/.exec(mail.text)?.[1] ?? '')
  issued['sign-in token'] = tokens[0] ?? ''
  issued['confirmation token'] = tokens[1] ?? ''
  const opened = await must(
    'POST',
    '/v1/sessions',
    { token: tokens[0] },
    { as: null, headers: { Origin: ORIGIN } },
  )
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  issued.session = cookie.split('=')[1] ?? ''
  await must('GET', '/v1/me', undefined, { as: null, headers: { Cookie: cookie } })
  // And what goes wrong.
  const wrong: [string, string, unknown?, Options?][] = [
    ['GET', `/v1/customers/${email}`],
    ['GET', `/v1/nothing/${email}?name=${name}`],
    ['GET', `/${email}`],
    ['GET', `/r/${email}?to=https://evil.example/${name}`, undefined, { as: null }],
    ['POST', '/v1/customers', { externalId, surprise: email }],
    ['POST', '/v1/partners', { email, externalId: `${externalId}-else` }],
    ['POST', '/v1/sales', { externalId, amount: 1, currency: 'EUR' }],
    ['GET', '/v1/me', undefined, { as: `gw_pt_${name.replace(' ', '')}` }],
    ['GET', `/v1/commissions?cursor=${email}`],
    ['DELETE', `/v1/partners/${email}`],
    ['POST', '/v1/sessions', { token: issued['sign-in token'] }, { as: null, headers: { Origin: ORIGIN } }],
    ['POST', `/v1/clicks?key=${SK}`, { code, url }, { as: null }],
  ]
  for (const [method, path, body, options] of wrong) {
    const { status } = await send(method, path, body, options)
    if (status >= 500) throw new Error(`${method} ${path}: ${status}`)
  }
}
