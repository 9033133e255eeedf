/**
 * A server with two partners, everything they can own, and a test twin with a
 * partner of its own: what the contracts send every route against.
 */
import { type RawBuilder, sql } from 'kysely'
import type { AppOptions } from '../../server/api/app.ts'
import type { CredentialKind, Route } from '../../server/api/route.ts'
import { routes } from '../../server/api/routes/index.ts'
import { confirmStaffSession, createStaffToken, openStaffSession } from '../../server/auth/staff.ts'
import { createSession, createSignInToken } from '../../server/auth/tokens.ts'
import type { ProgramDefinition } from '../../server/core/types.ts'
import { hashSecret } from '../../server/services/keys.ts'
import { problems } from '../../server/services/problem.ts'
import { addStaff, type StaffRole } from '../../server/services/staff.ts'
import { type Answer, PK, SK, START, startApp, type TestApp } from '../support/app.ts'
import type { Engine } from '../support/engines.ts'
import { everyWord } from '../support/every-word.ts'
import { IBAN, papers } from '../support/payouts.ts'
import { deliver, eventOf } from '../support/stripe.ts'

/**
 * Every word of it, but for notice: what is published counts at once. Every plan has
 * a price sheet, so that whatever plan a request puts a partner on, it can order and report.
 */
export const program: ProgramDefinition = {
  ...everyWord,
  noticeDays: 0,
  plans: everyWord.plans.map((plan) => ({
    ...plan,
    prices: {
      resale: [{ productId: 'pro', name: 'Pro licence', list: { EUR: 12_345 }, discountBps: 2000 }],
      leadDiscountBps: 500,
      units: [{ unitId: 'seat', name: 'seats', bands: [{ from: 1, price: { EUR: 300 } }] }],
    },
  })),
}

export const ORIGIN = 'https://refer.acme.example'
export const COOKIE = '__Host-gw_session'
export const STAFF_COOKIE = '__Host-gw_staff'

/** Declarations only: no handler is called on this list, so it needs no server. */
export const declared: Route[] = routes({} as AppOptions)

export const nameOf = ({ spec }: Route): string => `${spec.method.toUpperCase()} ${spec.path}`

export interface Belongings {
  /** Secret and publishable key of the program it is in. */
  sk: string
  pk: string
  partnerId: string
  token: string
  email: string
  name: string
  code: string
  coupon: string
  leadId: string
  customer: string
  sale: string
  commissionId: string
  quoteId: string
  /** Ids of attributions that are held: one to be released, one to be rejected. */
  flagged: string
  doubted: string
  order: string
  orderId: string
  endpointId: string
  deliveryId: string
  postbackId: string
  /** An event from Stripe. */
  event: string
}

export interface World {
  app: TestApp
  mara: Belongings
  ben: Belongings
  /** In the test twin. */
  tilda: Belongings
  programId: string
  /** A number that was never used before. */
  next(): number
  session(partnerId: string): Promise<string>
  signInToken(partnerId: string): Promise<string>
  /** Of somebody on the staff of the program or its twin, confirmed a moment ago; finance when not said. */
  staffSession(mode?: 'live' | 'test', role?: StaffRole): Promise<string>
  /** Sign-in, or the confirmation of a session. */
  staffToken(session?: string): Promise<string>
  /** A locked run of the live program that pays Mara. */
  runId: string
  payoutId: string
}

async function settle(
  app: TestApp,
  keys: { sk: string; pk: string },
  who: { email: string; name: string; code: string },
): Promise<Belongings> {
  const must = async (path: string, body: unknown): Promise<Answer['body']> => {
    const answer = await app.post(path, body, { as: keys.sk })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const { id: partnerId } = await must('/v1/partners', { email: who.email, name: who.name })
  await must('/v1/links', { partnerId, code: who.code })
  const coupon = `${who.code.toUpperCase()}-OFF`
  await must('/v1/coupons', { partnerId, code: coupon })
  const lead = await must('/v1/leads', {
    partnerId,
    company: `${who.name} Brought Ltd`,
    contact: { name: `Contact of ${who.name}`, email: `contact-${who.email}` },
    need: `What ${who.name} heard they need.`,
  })
  const customer = `cus_of_${who.code}`
  const sale = `ord_of_${who.code}`
  await must('/v1/customers', { externalId: customer, email: `customer-${who.email}`, coupon })
  const sold = await must('/v1/sales', {
    externalId: sale,
    customerExternalId: customer,
    amount: 10_000,
    currency: 'EUR',
  })
  const { token } = await must('/v1/tokens', { partnerId })
  const endpoint = await must('/v1/webhook-endpoints', { url: `https://${who.code}.example/hooks` })
  const delivery = await must(`/v1/webhook-endpoints/${endpoint.id}/test`, undefined)
  const pro = { currency: 'EUR', items: [{ productId: 'pro', quantity: 2 }] }
  const postback = await app.post(
    '/v1/me/postbacks',
    { url: `https://${who.code}.example/in?id={event_id}` },
    { as: token },
  )
  if (postback.status !== 201) throw new Error(postback.text)
  const quote = await must('/v1/quotes', { planId: 'refer', ...pro })
  const order = `po_of_${who.code}`
  const ordered = await must('/v1/orders', { externalId: order, partnerId, ...pro })
  await must('/v1/usage', {
    externalId: `use_of_${who.code}`,
    partnerId,
    unitId: 'seat',
    quantity: 7,
    month: '2026-11',
  })
  for (const one of ['a', 'b']) {
    await must('/v1/customers', { externalId: `${one}_${who.code}`, email: `${one}+${who.email}`, coupon })
  }
  const event = `evt_of_${who.code}`
  const happened = eventOf(event, 'customer.created', START / 1000, {
    id: `cus_${who.code}`,
    object: 'customer',
  })
  await deliver(app, { ...happened, livemode: keys.sk === SK })
  const held = await app.get(`/v1/holds?partnerId=${partnerId}`, { as: keys.sk })
  // By name: what was decided in the same moment comes in any order.
  const heldOf = (externalId: string): string =>
    held.body.data.find((hold: { externalId: string }) => hold.externalId === externalId).attributionId
  return {
    ...keys,
    ...who,
    partnerId,
    token,
    coupon,
    leadId: lead.id,
    customer,
    sale,
    commissionId: sold.commissions[0].id,
    quoteId: quote.id,
    flagged: heldOf(`a_${who.code}`),
    doubted: heldOf(`b_${who.code}`),
    order,
    orderId: ordered.id,
    endpointId: endpoint.id,
    deliveryId: delivery.id,
    postbackId: postback.body.id,
    event,
  }
}

/** Everything that is due, paid out once, so that there is a run to look at. */
async function payMara(app: TestApp, mara: Belongings): Promise<{ runId: string; payoutId: string }> {
  await app.post('/v1/sales', {
    externalId: 'ord_long_ago',
    customerExternalId: 'cus_long_ago',
    amount: 20_000,
    currency: 'EUR',
    coupon: mara.coupon,
    occurredAt: '2026-10-01T10:00:00Z',
  })
  await papers(app, mara)
  await app.call('PUT', '/v1/payer', payer)
  const run = await app.post('/v1/payouts', {})
  if (run.status !== 201) throw new Error(run.text)
  const { lines } = (await app.get(`/v1/payouts/${run.body.id}`)).body
  return { runId: run.body.id, payoutId: lines[0].id }
}

export const payer = {
  legalName: 'Acme GmbH',
  address: 'Ring 1\n10115 Berlin',
  country: 'DE',
  taxId: 'DE1',
  iban: IBAN,
  bic: 'COBADEFFXXX',
}

export async function startWorld(engine: Engine): Promise<World> {
  const app = await startApp(engine, { program })
  const twinKey = (kind: string): string => {
    const made = app.composed.newKeys.find((key) => key.mode === 'test' && key.kind === kind)
    if (!made) throw new Error(`the twin has no ${kind} key`)
    return made.key
  }
  const live = { sk: SK, pk: PK }
  const twin = { sk: twinKey('secret'), pk: twinKey('publishable') }
  const mara = await settle(app, live, { email: 'mara@agency.example', name: 'Mara Ito', code: 'mara-world' })
  const ben = await settle(app, live, { email: 'ben@other.example', name: 'Ben Okoro', code: 'ben-world' })
  const tilda = await settle(app, twin, {
    email: 'tilda@twin.example',
    name: 'Tilda Rey',
    code: 'tilda-world',
  })
  // The first click of a day makes its salt: not part of what a request stores.
  await app.click(mara.code)
  const { services } = app.composed
  const { programId } = { programId: (await app.get('/v1/program')).body.id as string }
  const programs = await services.store.db.selectFrom('program').select(['id', 'mode']).execute()
  const staffOf = (mode: 'live' | 'test', role: StaffRole) => {
    const id = programs.find((program) => program.mode === mode)?.id ?? ''
    const email = `${role}@acme.example`
    return services.store.write(async (trx) => {
      const now = services.clock.now()
      return addStaff(services, trx, { id, now }, { email, role, atOnce: true })
    })
  }
  const { runId, payoutId } = await payMara(app, mara)
  let count = 0
  return {
    runId,
    payoutId,
    async staffSession(mode = 'live', role = 'finance') {
      const staff = await staffOf(mode, role)
      return services.store.write(async (trx) => {
        const token = await createStaffToken(services, trx, staff.program_id, staff.id, null)
        const { session } = await openStaffSession(services, trx, token)
        const hash = hashSecret(session)
        const proof = await createStaffToken(services, trx, staff.program_id, staff.id, hash)
        await confirmStaffSession(services, trx, { hash }, proof)
        return session
      })
    },
    async staffToken(session) {
      const staff = await staffOf('live', 'finance')
      const hash = session === undefined ? null : hashSecret(session)
      return services.store.write((trx) => createStaffToken(services, trx, staff.program_id, staff.id, hash))
    },
    app,
    mara,
    ben,
    tilda,
    programId,
    next: () => ++count,
    session: (partnerId) => services.store.write((trx) => createSession(services, trx, programId, partnerId)),
    signInToken: (partnerId) =>
      services.store.write((trx) =>
        createSignInToken(services, trx, { id: programId }, partnerId, 'sign_in'),
      ),
  }
}

/** The headers of a credential that a route takes; the strongest one, on the program where it may. */
export async function headersFor(world: World, route: Route): Promise<Record<string, string>> {
  const takes = (kind: CredentialKind) => route.spec.credentials.includes(kind)
  if (route.spec.path.startsWith('/v1/test/')) return bearer(world.tilda.sk)
  if (takes('sk')) return bearer(SK)
  if (takes('pk')) return bearer(PK)
  if (takes('pt')) return bearer(world.mara.token)
  if (takes('staff')) return { Cookie: `${STAFF_COOKIE}=${await world.staffSession()}`, Origin: ORIGIN }
  if (takes('session')) return { Cookie: `${COOKIE}=${await world.session(world.mara.partnerId)}` }
  return {}
}

export const bearer = (credential: string): Record<string, string> => ({
  Authorization: `Bearer ${credential}`,
})

/**
 * How many rows each table has, clicks included; partitions are part of their
 * table. What is being told to receivers meanwhile is no answer to a request.
 * Counters of clicks are those that are read: `click_day`, of which PostgreSQL
 * moves the parts from one table to another a second later.
 */
export async function rowCounts(world: World): Promise<Record<string, number>> {
  await world.app.composed.sendWebhooks()
  const { db, engine } = world.app.composed.services.store
  const names = await (engine === 'sqlite'
    ? sql<{ name: string }>`select name from main.sqlite_master where type = 'table'
        union all select name from clicks.sqlite_master where type = 'table'`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'
        union all select viewname from pg_views where schemaname = 'public'`
  ).execute(db)
  const counts: RawBuilder<unknown>[] = names.rows
    .filter(({ name }) => !/^(sqlite_|click_(default|\d|pending$|counted$)|webhook_attempt$)/.test(name))
    .map(({ name }) => sql`(select count(*) from ${sql.table(name)}) as ${sql.ref(name)}`)
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db)
  return rows[0] ?? {}
}

/** What every refusal looks like. Gives what is wrong with it, or nothing. */
export function flawOfProblem(status: number, headers: Headers, text: string): string | undefined {
  if (status < 400 || status > 499) return `status ${status}`
  const type = headers.get('content-type')
  if (type !== 'application/problem+json') return `content type ${type}`
  const body = JSON.parse(text) as Record<string, unknown>
  const kind = problems[body.code as keyof typeof problems]
  if (!kind) return `code ${String(body.code)} is in no catalogue`
  if (kind.status !== status || body.status !== status)
    return `status ${status} does not fit ${String(body.code)}`
  if (body.type !== `/docs/errors#${String(body.code)}` || body.title !== kind.title) return 'type or title'
  if (typeof body.detail !== 'string' || body.detail === '') return 'no detail'
  if (typeof body.requestId !== 'string' || body.requestId !== headers.get('x-request-id'))
    return 'request id'
  return undefined
}
