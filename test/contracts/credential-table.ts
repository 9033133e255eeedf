/** Who may call what, as a table: written down beside the declarations, so that a change has to be meant twice. */
import type { Route } from '../../server/api/route.ts'
import { createKey, revokeKey } from '../../server/services/keys.ts'
import { DAY_MS, PK, SK } from '../support/app.ts'
import { bearer, COOKIE, ORIGIN, STAFF_COOKIE, type World } from './world.ts'

/** Written down a second time on purpose: a route that takes more than this has to be agreed here. */
export const takes: Record<string, string> = {
  'GET /v1/program': 'pk sk pt session',
  'PUT /v1/program': 'sk',
  'POST /v1/program/diff': 'sk',
  'POST /v1/program/lint': 'sk',
  'GET /v1/program/versions': 'sk',
  'POST /v1/clicks': 'pk',
  'POST /v1/partners/apply': 'pk',
  'POST /v1/partners': 'sk',
  'GET /v1/partners': 'sk',
  'GET /v1/partners/{id}': 'sk',
  'PATCH /v1/partners/{id}': 'sk',
  'POST /v1/tokens': 'sk',
  'POST /v1/links': 'sk pt session',
  'GET /v1/links': 'sk pt session',
  'POST /v1/coupons': 'sk',
  'GET /v1/coupons': 'sk',
  'POST /v1/leads': 'pk sk pt session',
  'GET /v1/leads': 'sk pt session',
  'GET /v1/leads/{id}': 'sk pt session',
  'POST /v1/leads/{id}/decision': 'sk',
  'POST /v1/customers': 'sk',
  'GET /v1/customers/{externalId}': 'sk',
  'POST /v1/customers/{externalId}/attribution': 'sk',
  'POST /v1/sales': 'sk',
  'GET /v1/sales/{externalId}': 'sk',
  'POST /v1/refunds': 'sk',
  'POST /v1/disputes': 'sk',
  'GET /v1/commissions': 'sk',
  'GET /v1/commissions/{id}': 'sk',
  'POST /v1/simulate': 'sk pt session',
  'GET /v1/holds': 'sk',
  'POST /v1/holds/{attributionId}/release': 'sk',
  'POST /v1/holds/{attributionId}/reject': 'sk',
  'POST /v1/quotes': 'pk sk pt session',
  'GET /v1/quotes/{id}': 'pk sk pt session',
  'POST /v1/orders': 'sk pt session',
  'GET /v1/orders': 'sk pt session',
  'GET /v1/orders/{id}': 'sk pt session',
  'POST /v1/order-corrections': 'sk',
  'POST /v1/usage': 'sk pt session',
  'GET /v1/price-statements': 'sk',
  'GET /v1/price-statements/{partnerId}/{month}': 'sk',
  'POST /v1/price-statements/close': 'sk',
  'GET /v1/me/price-statements': 'pt session',
  'GET /v1/me/price-statements/{month}': 'pt session',
  'GET /v1/hooks/{source}/events': 'sk',
  'GET /v1/hooks/{source}/events/{id}': 'sk',
  'POST /v1/hooks/{source}/events/{id}/process': 'sk',
  'POST /v1/adjustments': 'sk',
  'POST /v1/partners/{id}/completions': 'sk',
  'POST /v1/partners/{id}/certifications': 'sk',
  'POST /v1/partners/{id}/certifications/{awardId}/revoke': 'sk',
  'GET /v1/partners/{id}/standing': 'sk',
  'GET /v1/me/standing': 'pt session',
  'POST /v1/invitations': 'sk pt session',
  'GET /v1/invitations/{code}': 'pk',
  'GET /v1/me/recruits': 'pt session',
  'POST /v1/me/plan': 'pt session',
  'POST /v1/me/agreement': 'pt session',
  'GET /v1/me': 'pt session',
  'GET /v1/me/summary': 'pt session',
  'GET /v1/me/links': 'pt session',
  'GET /v1/me/leads': 'pt session',
  'GET /v1/me/commissions': 'pt session',
  'GET /v1/me/payouts': 'pt session',
  'POST /v1/payouts': 'sk staff',
  'GET /v1/payouts': 'sk staff',
  'GET /v1/payouts/{id}': 'sk staff',
  'POST /v1/payouts/{id}/lines/{payoutId}': 'sk staff',
  'POST /v1/payouts/{id}/results': 'sk staff',
  'GET /v1/payouts/{id}/file': 'staff',
  'GET /v1/me/payout-details': 'pt session',
  'PUT /v1/me/payout-details': 'pt session',
  'GET /v1/me/tax-profile': 'pt session',
  'PUT /v1/me/tax-profile': 'pt session',
  'GET /v1/me/statements': 'pt session',
  'GET /v1/me/statements/{period}': 'pt session',
  'POST /v1/staff': 'sk',
  'GET /v1/staff': 'sk staff',
  'POST /v1/staff/sign-in': '',
  'POST /v1/staff/sessions': '',
  'GET /v1/staff/sessions/current': 'staff',
  'DELETE /v1/staff/sessions/current': 'staff',
  'POST /v1/staff/confirm': 'staff',
  'POST /v1/staff/confirmations': 'staff',
  'GET /v1/payer': 'sk staff',
  'PUT /v1/payer': 'sk staff',
  'POST /v1/sign-in': '',
  'POST /v1/sessions': '',
  'DELETE /v1/sessions/current': 'session',
  'POST /v1/webhook-endpoints': 'sk',
  'GET /v1/webhook-endpoints': 'sk',
  'GET /v1/webhook-endpoints/{id}': 'sk',
  'PATCH /v1/webhook-endpoints/{id}': 'sk',
  'DELETE /v1/webhook-endpoints/{id}': 'sk',
  'POST /v1/webhook-endpoints/{id}/rotate-secret': 'sk',
  'GET /v1/webhook-endpoints/{id}/deliveries': 'sk',
  'POST /v1/webhook-endpoints/{id}/test': 'sk',
  'POST /v1/webhook-endpoints/{id}/replay': 'sk',
  'GET /v1/webhook-deliveries/{id}': 'sk',
  'POST /v1/webhook-deliveries/{id}/replay': 'sk',
  'POST /v1/me/postbacks': 'pt session',
  'GET /v1/me/postbacks': 'pt session',
  'PATCH /v1/me/postbacks/{id}': 'pt session',
  'DELETE /v1/me/postbacks/{id}': 'pt session',
  'POST /v1/me/postbacks/{id}/rotate-secret': 'pt session',
  'POST /v1/me/postbacks/{id}/test': 'pt session',
  'GET /v1/me/postbacks/{id}/deliveries': 'pt session',
  'GET /v1/partners/{id}/postbacks': 'sk',
  'DELETE /v1/partners/{id}/postbacks/{postbackId}': 'sk',
  'POST /v1/keys': 'sk',
  'GET /v1/keys': 'sk',
  'DELETE /v1/keys/{id}': 'sk',
  'POST /v1/test/clock': 'twin',
  'POST /v1/test/reset': 'twin',
}

/**
 * What somebody else's id gets: nothing (404, 422), or `own`, where the route
 * has no id of another, or looks only among the caller's own rows.
 */
type Fate = 404 | 422 | 'own'
export const foreign: Record<string, Fate | ((column: string) => Fate)> = {
  'GET /v1/program': 'own',
  'PUT /v1/program': 'own',
  'POST /v1/program/diff': 'own',
  'POST /v1/program/lint': 'own',
  'GET /v1/program/versions': 'own',
  'POST /v1/clicks': 404,
  'POST /v1/partners/apply': 422,
  'POST /v1/partners': 422,
  'GET /v1/partners': 'own',
  'GET /v1/partners/{id}': 404,
  'PATCH /v1/partners/{id}': 404,
  'POST /v1/tokens': 422,
  'POST /v1/links': 422,
  'GET /v1/links': 422,
  'POST /v1/coupons': 422,
  'GET /v1/coupons': 'own',
  'POST /v1/leads': (column) => (column === "the twin's pk" ? 404 : 422),
  'GET /v1/leads': (column) => (column === "the twin's sk" ? 'own' : 422),
  'GET /v1/leads/{id}': 404,
  'POST /v1/leads/{id}/decision': 404,
  'POST /v1/customers': 'own',
  'GET /v1/customers/{externalId}': 404,
  'POST /v1/customers/{externalId}/attribution': 404,
  'POST /v1/sales': 'own',
  'GET /v1/sales/{externalId}': 404,
  'POST /v1/refunds': 'own',
  'POST /v1/disputes': 'own',
  'GET /v1/commissions': 'own',
  'GET /v1/commissions/{id}': 404,
  'POST /v1/simulate': 422,
  'GET /v1/holds': 'own',
  'POST /v1/holds/{attributionId}/release': 404,
  'POST /v1/holds/{attributionId}/reject': 404,
  'POST /v1/quotes': 'own',
  // Made for nobody in particular: whoever has its id may see it, inside the program.
  'GET /v1/quotes/{id}': (column) => (column.startsWith("the twin's") ? 404 : 'own'),
  'POST /v1/orders': 422,
  'GET /v1/orders': (column) => (column === "the twin's sk" ? 'own' : 422),
  'GET /v1/orders/{id}': 404,
  'POST /v1/order-corrections': 422,
  'POST /v1/usage': 422,
  'GET /v1/price-statements': 'own',
  'GET /v1/price-statements/{partnerId}/{month}': 404,
  'POST /v1/price-statements/close': 'own',
  'GET /v1/me/price-statements': 'own',
  'GET /v1/me/price-statements/{month}': 'own',
  'GET /v1/hooks/{source}/events': 'own',
  'GET /v1/hooks/{source}/events/{id}': 404,
  'POST /v1/hooks/{source}/events/{id}/process': 404,
  'POST /v1/adjustments': 422,
  'POST /v1/partners/{id}/completions': 404,
  'POST /v1/partners/{id}/certifications': 404,
  'POST /v1/partners/{id}/certifications/{awardId}/revoke': 404,
  'GET /v1/partners/{id}/standing': 404,
  'GET /v1/me/standing': 'own',
  'POST /v1/invitations': 422,
  'GET /v1/invitations/{code}': 422,
  'GET /v1/me/recruits': 'own',
  'POST /v1/me/plan': 'own',
  'POST /v1/me/agreement': 'own',
  'GET /v1/me': 'own',
  'GET /v1/me/summary': 'own',
  'GET /v1/me/links': 'own',
  'GET /v1/me/leads': 'own',
  'GET /v1/me/commissions': 'own',
  'GET /v1/me/payouts': 'own',
  'POST /v1/payouts': 'own',
  'GET /v1/payouts': 'own',
  'GET /v1/payouts/{id}': 404,
  'POST /v1/payouts/{id}/lines/{payoutId}': 404,
  'POST /v1/payouts/{id}/results': 404,
  'GET /v1/payouts/{id}/file': 404,
  'GET /v1/me/payout-details': 'own',
  'PUT /v1/me/payout-details': 'own',
  'GET /v1/me/tax-profile': 'own',
  'PUT /v1/me/tax-profile': 'own',
  'GET /v1/me/statements': 'own',
  'GET /v1/me/statements/{period}': 'own',
  'POST /v1/staff': 'own',
  'GET /v1/staff': 'own',
  'POST /v1/staff/sign-in': 'own',
  'POST /v1/staff/sessions': 'own',
  'GET /v1/staff/sessions/current': 'own',
  'DELETE /v1/staff/sessions/current': 'own',
  'POST /v1/staff/confirm': 'own',
  'POST /v1/staff/confirmations': 'own',
  'GET /v1/payer': 'own',
  'PUT /v1/payer': 'own',
  'POST /v1/sign-in': 'own',
  'POST /v1/sessions': 'own',
  'DELETE /v1/sessions/current': 'own',
  'POST /v1/webhook-endpoints': 'own',
  'GET /v1/webhook-endpoints': 'own',
  'GET /v1/webhook-endpoints/{id}': 404,
  'PATCH /v1/webhook-endpoints/{id}': 404,
  'DELETE /v1/webhook-endpoints/{id}': 404,
  'POST /v1/webhook-endpoints/{id}/rotate-secret': 404,
  'GET /v1/webhook-endpoints/{id}/deliveries': 404,
  'POST /v1/webhook-endpoints/{id}/test': 404,
  'POST /v1/webhook-endpoints/{id}/replay': 404,
  'GET /v1/webhook-deliveries/{id}': 404,
  'POST /v1/webhook-deliveries/{id}/replay': 404,
  'POST /v1/me/postbacks': 'own',
  'GET /v1/me/postbacks': 'own',
  'PATCH /v1/me/postbacks/{id}': 404,
  'DELETE /v1/me/postbacks/{id}': 404,
  'POST /v1/me/postbacks/{id}/rotate-secret': 404,
  'POST /v1/me/postbacks/{id}/test': 404,
  'GET /v1/me/postbacks/{id}/deliveries': 404,
  'GET /v1/partners/{id}/postbacks': 404,
  'DELETE /v1/partners/{id}/postbacks/{postbackId}': 404,
  'POST /v1/keys': 'own',
  'GET /v1/keys': 'own',
  'DELETE /v1/keys/{id}': 404,
  'POST /v1/test/clock': 'own',
  'POST /v1/test/reset': 'own',
}

export type Expected =
  | 'taken'
  | 'foreign'
  | 'credential_missing'
  | 'credential_invalid'
  | 'credential_not_allowed'
  | 'cross_site'
  | 'role_not_allowed'
  | 'token_spent'

export interface Given {
  headers?: Record<string, string>
  query?: string
}

interface Column {
  give(world: World): Given | Promise<Given>
  expected(route: Route, kinds: string[]): Expected
}

/** Routes without credentials do not look at any. */
const open = (kinds: string[]): boolean => kinds.length === 0
const always =
  (code: Expected) =>
  (_: Route, kinds: string[]): Expected =>
    open(kinds) ? 'taken' : code
const ifTakes =
  (kind: string, yes: Expected) =>
  (_: Route, kinds: string[]): Expected => {
    if (open(kinds)) return 'taken'
    if (kinds.includes('twin')) return kind === 'sk' && yes === 'foreign' ? 'taken' : 'credential_not_allowed'
    return kinds.includes(kind) ? yes : 'credential_not_allowed'
  }
/** Cookies and keys in addresses are not even looked at where they cannot be used. */
const ifLookedAt =
  (kind: string, yes: Expected) =>
  (_: Route, kinds: string[]): Expected =>
    open(kinds) ? 'taken' : kinds.includes(kind) ? yes : 'credential_missing'

const cookie = (session: string, more: Record<string, string>) => ({
  headers: { Cookie: `${COOKIE}=${session}`, ...more },
})

const staffCookie = (session: string, more: Record<string, string>) => ({
  headers: { Cookie: `${STAFF_COOKIE}=${session}`, ...more },
})

/** Headers of requests that other sites cause. */
const strangers: Record<string, string>[] = [
  { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'https://evil.refer.acme.example', 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'null' },
  {},
]

export const columns: Record<string, Column> = {
  none: { give: () => ({}), expected: always('credential_missing') },
  'no bearer': {
    give: () => ({ headers: { Authorization: `Basic ${SK}` } }),
    expected: always('credential_invalid'),
  },
  'no scheme': { give: () => ({ headers: { Authorization: SK } }), expected: always('credential_invalid') },
  'unknown sk': {
    give: () => ({ headers: bearer('gw_sk_unknown0123456789') }),
    expected: always('credential_invalid'),
  },
  'unknown pk': {
    give: () => ({ headers: bearer('gw_pk_unknown0123456789') }),
    expected: always('credential_invalid'),
  },
  'unknown pt': {
    give: () => ({ headers: bearer('gw_pt_unknown0123456789') }),
    expected: always('credential_invalid'),
  },
  'a session as a bearer': {
    give: async (world) => ({ headers: bearer(await world.session(world.mara.partnerId)) }),
    expected: always('credential_invalid'),
  },
  pk: { give: () => ({ headers: bearer(PK) }), expected: ifTakes('pk', 'taken') },
  sk: { give: () => ({ headers: bearer(SK) }), expected: ifTakes('sk', 'taken') },
  'pk in the address': { give: () => ({ query: `key=${PK}` }), expected: ifLookedAt('pk', 'taken') },
  'sk in the address': { give: () => ({ query: `key=${SK}` }), expected: always('credential_missing') },
  'pt in the address': {
    give: (world) => ({ query: `key=${world.mara.token}` }),
    expected: always('credential_missing'),
  },
  // Before the secret key, which can start the twin over.
  "the twin's pt": {
    give: (world) => ({ headers: bearer(world.tilda.token) }),
    expected: ifTakes('pt', 'foreign'),
  },
  "the twin's pk": {
    give: (world) => ({ headers: bearer(world.tilda.pk) }),
    expected: ifTakes('pk', 'foreign'),
  },
  "the twin's sk": {
    give: (world) => ({ headers: bearer(world.tilda.sk) }),
    expected: ifTakes('sk', 'foreign'),
  },
  'own pt': { give: (world) => ({ headers: bearer(world.mara.token) }), expected: ifTakes('pt', 'taken') },
  "another's pt": {
    give: (world) => ({ headers: bearer(world.ben.token) }),
    expected: ifTakes('pt', 'foreign'),
  },
  'expired pt': {
    async give({ app, mara }) {
      app.clock.advance(-2 * 3_600_000)
      const { token } = (await app.post('/v1/tokens', { partnerId: mara.partnerId })).body
      app.clock.advance(2 * 3_600_000)
      return { headers: bearer(token) }
    },
    expected: always('credential_invalid'),
  },
  'revoked sk': {
    async give({ app, programId }) {
      const { services } = app.composed
      const { key, id } = await services.store.write((trx) =>
        createKey(services, trx, { id: programId, mode: 'live', now: 0 }, 'secret'),
      )
      if ((await app.get('/v1/partners', { as: key })).status !== 200) throw new Error('it never worked')
      await services.store.write((trx) => revokeKey(services, trx, { id: programId, now: 1 }, id))
      return { headers: bearer(key) }
    },
    expected: always('credential_invalid'),
  },
  'session, same site': {
    give: async (world) => cookie(await world.session(world.mara.partnerId), { Origin: ORIGIN }),
    expected: ifLookedAt('session', 'taken'),
  },
  'session, same origin by fetch metadata': {
    give: async (world) =>
      cookie(await world.session(world.mara.partnerId), { 'Sec-Fetch-Site': 'same-origin' }),
    expected: ifLookedAt('session', 'taken'),
  },
  "another's session": {
    give: async (world) => cookie(await world.session(world.ben.partnerId), { Origin: ORIGIN }),
    expected: ifLookedAt('session', 'foreign'),
  },
  ...Object.fromEntries(
    strangers.map((headers: Record<string, string>): [string, Column] => [
      `session with ${JSON.stringify(headers)}`,
      {
        give: async (world) => cookie(await world.session(world.mara.partnerId), headers),
        expected: ({ spec }, kinds) =>
          ['/v1/sessions', '/v1/staff/sessions'].includes(spec.path)
            ? 'cross_site'
            : ifLookedAt('session', spec.method === 'get' ? 'taken' : 'cross_site')({ spec } as Route, kinds),
      },
    ]),
  ),
  staff: {
    give: async (world) => staffCookie(await world.staffSession(), { Origin: ORIGIN }),
    expected: ifLookedAt('staff', 'taken'),
  },
  "the twin's staff": {
    give: async (world) => staffCookie(await world.staffSession('test'), { Origin: ORIGIN }),
    expected: ifLookedAt('staff', 'foreign'),
  },
  'a manager': {
    give: async (world) => staffCookie(await world.staffSession('live', 'manager'), { Origin: ORIGIN }),
    expected: (route, kinds) =>
      route.spec.roles
        ? ifLookedAt('staff', 'role_not_allowed')(route, kinds)
        : ifLookedAt('staff', 'taken')(route, kinds),
  },
  'staff from another site': {
    give: async (world) =>
      staffCookie(await world.staffSession(), {
        Origin: 'https://evil.example',
        'Sec-Fetch-Site': 'cross-site',
      }),
    expected: ({ spec }, kinds) =>
      ['/v1/sessions', '/v1/staff/sessions'].includes(spec.path)
        ? 'cross_site'
        : ifLookedAt('staff', spec.method === 'get' ? 'taken' : 'cross_site')({ spec } as Route, kinds),
  },
  'a made-up staff session': {
    give: () => staffCookie('x'.repeat(43), { Origin: ORIGIN }),
    expected: ifLookedAt('staff', 'credential_invalid'),
  },
  "a partner's session as staff": {
    give: async (world) => staffCookie(await world.session(world.mara.partnerId), { Origin: ORIGIN }),
    expected: ifLookedAt('staff', 'credential_invalid'),
  },
  'expired session': {
    async give(world) {
      world.app.clock.advance(-31 * DAY_MS)
      const session = await world.session(world.mara.partnerId)
      world.app.clock.advance(31 * DAY_MS)
      return cookie(session, { Origin: ORIGIN })
    },
    expected: ifLookedAt('session', 'credential_invalid'),
  },
  'a made-up session': {
    give: () => cookie('x'.repeat(43), { Origin: ORIGIN }),
    expected: ifLookedAt('session', 'credential_invalid'),
  },
  'a session under the name of plain http': {
    give: async (world) => ({
      headers: { Cookie: `gw_session=${await world.session(world.mara.partnerId)}`, Origin: ORIGIN },
    }),
    expected: always('credential_missing'),
  },
}
