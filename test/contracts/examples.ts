/** One request per route that is right: what the contracts bend, fuzz and send as somebody else. */
import type { Route } from '../../server/api/route.ts'
import { definition } from '../support/app.ts'
import { IBAN } from '../support/payouts.ts'
import { type Belongings, nameOf, ORIGIN, payer, program, STAFF_COOKIE, type World } from './world.ts'

export interface Example {
  path: string
  body?: Record<string, unknown>
  headers?: Record<string, string>
}

/** One request per route that is right, and new each time. `mine` is whose ids stand in it. */
const examples: Record<string, (world: World, mine: Belongings) => Example | Promise<Example>> = {
  'GET /v1/program': () => ({ path: '/v1/program' }),
  'PUT /v1/program': () => ({ path: '/v1/program', body: { ...program } }),
  'POST /v1/program/diff': () => ({ path: '/v1/program/diff', body: { ...definition } }),
  'POST /v1/program/lint': () => ({ path: '/v1/program/lint', body: { ...definition } }),
  'GET /v1/program/versions': () => ({ path: '/v1/program/versions' }),
  'POST /v1/clicks': (_, mine) => ({
    path: '/v1/clicks',
    body: { code: mine.code, url: 'https://acme.example/?via=x', referrer: 'https://blog.example/' },
  }),
  'POST /v1/partners/apply': async (world) => ({
    path: '/v1/partners/apply',
    body: {
      email: `new${world.next()}@apply.example`,
      name: 'New Person',
      planId: 'stay',
      destination: 'https://acme.example/new',
      invitation: (await world.app.post('/v1/invitations', {})).body.code,
      agreementVersion: '2026-11',
    },
  }),
  'POST /v1/partners': (world, mine) => {
    const n = world.next()
    const body = {
      email: `p${n}@partner.example`,
      name: 'Pia Noor',
      planId: 'refer',
      externalId: `u_${n}`,
      distributorId: mine.partnerId,
    }
    return { path: '/v1/partners', body }
  },
  'GET /v1/partners': () => ({ path: '/v1/partners' }),
  'GET /v1/partners/{id}': (_, mine) => ({ path: `/v1/partners/${mine.partnerId}` }),
  'PATCH /v1/partners/{id}': (world, mine) => ({
    path: `/v1/partners/${mine.partnerId}`,
    body: { name: mine.name, planId: 'refer', status: 'active', externalId: `x_${world.next()}` },
  }),
  'POST /v1/tokens': (_, mine) => ({ path: '/v1/tokens', body: { partnerId: mine.partnerId } }),
  'POST /v1/links': (world, mine) => ({
    path: '/v1/links',
    body: {
      partnerId: mine.partnerId,
      destination: 'https://acme.example/pricing',
      code: `code-${world.next()}`,
    },
  }),
  'GET /v1/links': (_, mine) => ({ path: `/v1/links?partnerId=${mine.partnerId}` }),
  'POST /v1/coupons': (world, mine) => ({
    path: '/v1/coupons',
    body: { partnerId: mine.partnerId, code: `SAVE-${world.next()}` },
  }),
  'GET /v1/coupons': (_, mine) => ({ path: `/v1/coupons?partnerId=${mine.partnerId}` }),
  'POST /v1/leads': (_, mine) => ({
    path: '/v1/leads',
    body: {
      code: mine.code,
      partnerId: mine.partnerId,
      company: 'Client GmbH',
      domain: 'client.example',
      contact: { name: 'Kim Sol', email: 'kim@client.example', role: 'Head of IT' },
      need: 'Their on-call rota lives in a spreadsheet and two incidents were missed.',
      timing: 'this_quarter',
      introduction: 'expects_your_call',
      budget: '10k_50k',
      decides: 'yes',
      successMeasure: 'No missed page in a quarter',
      nextStep: 'A call next week',
      companySize: 80,
      growthPercent: 45,
      product: 'pro',
      submittedBy: 'partner',
      consent: true,
    },
  }),
  'GET /v1/leads': (_, mine) => ({ path: `/v1/leads?partnerId=${mine.partnerId}` }),
  'GET /v1/leads/{id}': (_, mine) => ({ path: `/v1/leads/${mine.leadId}` }),
  'POST /v1/leads/{id}/decision': (_, mine) => ({
    path: `/v1/leads/${mine.leadId}/decision`,
    body: { status: 'accepted', reason: 'Welcome.' },
  }),
  'POST /v1/customers': (world) => ({
    path: '/v1/customers',
    body: {
      externalId: `cus_${world.next()}`,
      email: 'kim@client.example',
      name: 'Kim Sol',
      clickId: 'gwc_x',
      clickIds: ['gwc_y'],
      coupon: 'NOPE',
      code: 'nope',
      leadId: 'led_nope',
      occurredAt: '2026-11-20T10:00:00Z',
    },
  }),
  'GET /v1/customers/{externalId}': (_, mine) => ({ path: `/v1/customers/${mine.customer}` }),
  'POST /v1/customers/{externalId}/attribution': (_, mine) => ({
    path: `/v1/customers/${mine.customer}/attribution`,
    body: { partnerId: mine.partnerId, reason: 'They told us so.' },
  }),
  'POST /v1/sales': (world) => ({
    path: '/v1/sales',
    body: {
      externalId: `ord_${world.next()}`,
      customerExternalId: `cus_of_ord_${world.next()}`,
      clickId: 'gwc_x',
      clickIds: ['gwc_y'],
      coupon: 'NOPE',
      amount: 15_000,
      taxAmount: 1_000,
      shippingAmount: 500,
      currency: 'EUR',
      items: [{ productId: 'pro', quantity: 1, amount: 15_000 }],
      occurredAt: '2026-11-20T10:05:00Z',
    },
  }),
  'GET /v1/sales/{externalId}': (_, mine) => ({ path: `/v1/sales/${mine.sale}` }),
  'POST /v1/refunds': (world, mine) => ({
    path: '/v1/refunds',
    body: {
      externalId: `re_${world.next()}`,
      saleExternalId: mine.sale,
      amount: 1,
      occurredAt: '2026-11-21T09:00:00Z',
    },
  }),
  'POST /v1/disputes': (world, mine) => ({
    path: '/v1/disputes',
    body: {
      externalId: `dp_${world.next()}`,
      saleExternalId: mine.sale,
      amount: 1,
      status: 'won',
      occurredAt: '2026-11-21T09:00:00Z',
    },
  }),
  'GET /v1/commissions': (_, mine) => ({ path: `/v1/commissions?partnerId=${mine.partnerId}` }),
  'GET /v1/commissions/{id}': (_, mine) => ({ path: `/v1/commissions/${mine.commissionId}` }),
  'POST /v1/simulate': (_, mine) => ({ path: '/v1/simulate', body: { partnerId: mine.partnerId } }),
  'GET /v1/holds': () => ({ path: '/v1/holds' }),
  'POST /v1/holds/{attributionId}/release': (_, mine) => ({
    path: `/v1/holds/${mine.flagged}/release`,
    body: { reason: 'We know them.' },
  }),
  'POST /v1/holds/{attributionId}/reject': (_, mine) => ({
    path: `/v1/holds/${mine.doubted}/reject`,
    body: { reason: 'They told us that they never met.' },
  }),
  'POST /v1/quotes': (world) => ({
    path: '/v1/quotes',
    body: {
      planId: 'refer',
      currency: 'EUR',
      items: [{ productId: 'pro', quantity: 1 + world.next() }],
      units: [{ unitId: 'seat', quantity: 3 }],
      months: 12,
    },
  }),
  'GET /v1/quotes/{id}': (_, mine) => ({ path: `/v1/quotes/${mine.quoteId}` }),
  'POST /v1/orders': (world, mine) => ({
    path: '/v1/orders',
    body: {
      externalId: `po_${world.next()}`,
      partnerId: mine.partnerId,
      currency: 'EUR',
      items: [{ productId: 'pro', quantity: 1 }],
      leadId: mine.leadId,
      occurredAt: '2026-11-21T10:00:00Z',
    },
  }),
  'GET /v1/orders': (_, mine) => ({ path: `/v1/orders?partnerId=${mine.partnerId}` }),
  'GET /v1/orders/{id}': (_, mine) => ({ path: `/v1/orders/${mine.orderId}` }),
  'POST /v1/order-corrections': (world, mine) => ({
    path: '/v1/order-corrections',
    body: {
      externalId: `rma_${world.next()}`,
      partnerId: mine.partnerId,
      orderExternalId: mine.order,
      kind: 'return',
      items: [{ productId: 'pro', quantity: 1 }],
      reason: 'Not needed.',
      occurredAt: '2026-11-21T10:00:00Z',
    },
  }),
  'POST /v1/usage': (world, mine) => ({
    path: '/v1/usage',
    body: {
      externalId: `use_${world.next()}`,
      partnerId: mine.partnerId,
      unitId: 'seat',
      quantity: 5,
      month: '2026-11',
      currency: 'EUR',
      occurredAt: '2026-11-21T10:00:00Z',
    },
  }),
  'GET /v1/price-statements': (_, mine) => ({ path: `/v1/price-statements?partnerId=${mine.partnerId}` }),
  'GET /v1/price-statements/{partnerId}/{month}': (_, mine) => ({
    path: `/v1/price-statements/${mine.partnerId}/2026-11`,
  }),
  'POST /v1/price-statements/close': () => ({
    path: '/v1/price-statements/close',
    body: { month: '2026-10' },
  }),
  'GET /v1/me/price-statements': () => ({ path: '/v1/me/price-statements' }),
  'GET /v1/me/price-statements/{month}': () => ({ path: '/v1/me/price-statements/2026-11' }),
  'POST /v1/adjustments': (world, mine) => ({
    path: '/v1/adjustments',
    body: {
      partnerId: mine.partnerId,
      amount: -world.next(),
      currency: 'EUR',
      reason: 'Paid by bank transfer already.',
    },
  }),
  'POST /v1/partners/{id}/completions': (_, mine) => ({
    path: `/v1/partners/${mine.partnerId}/completions`,
    body: { courseId: 'basics', completedAt: '2026-11-20T10:00:00Z' },
  }),
  'POST /v1/partners/{id}/certifications': (_, mine) => ({
    path: `/v1/partners/${mine.partnerId}/certifications`,
    body: {
      certificationId: 'expert',
      validFrom: '2026-11-20T10:00:00Z',
      validUntil: '2027-11-20T10:00:00Z',
      reason: 'Taught the course.',
    },
  }),
  'POST /v1/partners/{id}/certifications/{awardId}/revoke': async (world, mine) => {
    const path = `/v1/partners/${mine.partnerId}/certifications`
    const { body } = await world.app.post(path, { certificationId: 'expert' }, { as: mine.sk })
    return { path: `${path}/${body.id}/revoke`, body: { reason: 'Left the company.' } }
  },
  'GET /v1/partners/{id}/standing': (_, mine) => ({ path: `/v1/partners/${mine.partnerId}/standing` }),
  'GET /v1/me/standing': () => ({ path: '/v1/me/standing' }),
  'POST /v1/invitations': (_, mine) => ({
    path: '/v1/invitations',
    body: { distributorId: mine.partnerId, uses: 3, days: 30 },
  }),
  'GET /v1/invitations/{code}': async (world, mine) => {
    const body = { distributorId: mine.partnerId }
    return { path: `/v1/invitations/${(await world.app.post('/v1/invitations', body)).body.code}` }
  },
  'GET /v1/me/recruits': () => ({ path: '/v1/me/recruits' }),
  'POST /v1/me/plan': () => ({ path: '/v1/me/plan', body: { planId: 'stay' } }),
  'POST /v1/me/agreement': () => ({ path: '/v1/me/agreement', body: { version: '2026-11' } }),
  'GET /v1/me': () => ({ path: '/v1/me' }),
  'GET /v1/me/summary': () => ({ path: '/v1/me/summary' }),
  'GET /v1/me/links': () => ({ path: '/v1/me/links' }),
  'GET /v1/me/leads': () => ({ path: '/v1/me/leads' }),
  'GET /v1/me/commissions': () => ({ path: '/v1/me/commissions' }),
  'GET /v1/me/payouts': () => ({ path: '/v1/me/payouts' }),
  'POST /v1/payouts': () => ({
    path: '/v1/payouts',
    body: {
      dryRun: true,
      currency: 'EUR',
      cutoff: '2026-11-20',
      payOn: '2026-12-05',
      limit: 10,
      cursor: 'par_',
    },
  }),
  'GET /v1/payouts': () => ({ path: '/v1/payouts' }),
  'GET /v1/payouts/{id}': (world) => ({ path: `/v1/payouts/${world.runId}` }),
  'POST /v1/payouts/{id}/lines/{payoutId}': (world) => ({
    path: `/v1/payouts/${world.runId}/lines/${world.payoutId}`,
    body: { status: 'paid', reference: 'B-1', reason: 'none' },
  }),
  'POST /v1/payouts/{id}/results': (world) => ({
    path: `/v1/payouts/${world.runId}/results`,
    body: { format: 'csv', content: 'reference,status\nNOBODY,paid\n' },
  }),
  'GET /v1/payouts/{id}/file': (world) => ({
    path: `/v1/payouts/${world.runId}/file?format=sepa`,
    headers: { Origin: ORIGIN },
  }),
  'GET /v1/me/payout-details': () => ({ path: '/v1/me/payout-details' }),
  'PUT /v1/me/payout-details': () => ({
    path: '/v1/me/payout-details',
    body: { method: 'bank', name: 'Some Body', iban: IBAN, bic: 'COBADEFFXXX' },
  }),
  'GET /v1/me/tax-profile': () => ({ path: '/v1/me/tax-profile' }),
  'PUT /v1/me/tax-profile': () => ({
    path: '/v1/me/tax-profile',
    body: { legalName: 'Some Body', address: 'Main Street 1', country: 'DE', taxId: 'DE9' },
  }),
  'GET /v1/me/statements': () => ({ path: '/v1/me/statements' }),
  'GET /v1/me/statements/{period}': () => ({ path: '/v1/me/statements/2026-11' }),
  'POST /v1/staff': (world) => ({
    path: '/v1/staff',
    body: { email: `staff${world.next()}@acme.example`, role: 'manager' },
  }),
  'GET /v1/staff': () => ({ path: '/v1/staff' }),
  'POST /v1/staff/sign-in': (world) => ({
    path: '/v1/staff/sign-in',
    body: { email: `who${world.next()}@nowhere.example` },
  }),
  'POST /v1/staff/sessions': async (world) => ({
    path: '/v1/staff/sessions',
    body: { token: await world.staffToken() },
    headers: { Origin: ORIGIN },
  }),
  'GET /v1/staff/sessions/current': () => ({ path: '/v1/staff/sessions/current' }),
  'DELETE /v1/staff/sessions/current': () => ({
    path: '/v1/staff/sessions/current',
    headers: { Origin: ORIGIN },
  }),
  'POST /v1/staff/confirm': () => ({ path: '/v1/staff/confirm', headers: { Origin: ORIGIN } }),
  'POST /v1/staff/confirmations': async (world) => {
    const session = await world.staffSession()
    return {
      path: '/v1/staff/confirmations',
      body: { token: await world.staffToken(session) },
      headers: { Origin: ORIGIN, Cookie: `${STAFF_COOKIE}=${session}` },
    }
  },
  'GET /v1/payer': () => ({ path: '/v1/payer' }),
  'PUT /v1/payer': () => ({ path: '/v1/payer', body: { ...payer } }),
  'POST /v1/sign-in': (world) => ({
    path: '/v1/sign-in',
    body: { email: `who${world.next()}@nowhere.example` },
  }),
  'POST /v1/sessions': async (world, mine) => ({
    path: '/v1/sessions',
    body: { token: await world.signInToken(mine.partnerId) },
    headers: { Origin: ORIGIN },
  }),
  'DELETE /v1/sessions/current': () => ({ path: '/v1/sessions/current', headers: { Origin: ORIGIN } }),
  'POST /v1/webhook-endpoints': async (world, mine) => {
    await forgetSpent(world, mine)
    return {
      path: '/v1/webhook-endpoints',
      body: {
        url: `https://acme.example/hooks/${world.next()}`,
        events: ['sale.recorded', 'commission.created'],
        description: SPENT,
      },
    }
  },
  'GET /v1/webhook-endpoints': () => ({ path: '/v1/webhook-endpoints' }),
  'GET /v1/webhook-endpoints/{id}': (_, mine) => ({ path: `/v1/webhook-endpoints/${mine.endpointId}` }),
  'PATCH /v1/webhook-endpoints/{id}': (world, mine) => ({
    path: `/v1/webhook-endpoints/${mine.endpointId}`,
    body: {
      url: `https://acme.example/hooks/${world.next()}`,
      events: ['lead.accepted'],
      description: 'Ours',
      status: 'active',
    },
  }),
  'DELETE /v1/webhook-endpoints/{id}': async (world, mine) => {
    await forgetSpent(world, mine)
    const body = { url: 'https://acme.example/gone', description: SPENT }
    const made = await world.app.post('/v1/webhook-endpoints', body, { as: mine.sk })
    return { path: `/v1/webhook-endpoints/${made.body.id}` }
  },
  'POST /v1/webhook-endpoints/{id}/rotate-secret': (_, mine) => ({
    path: `/v1/webhook-endpoints/${mine.endpointId}/rotate-secret`,
  }),
  'GET /v1/webhook-endpoints/{id}/deliveries': (_, mine) => ({
    path: `/v1/webhook-endpoints/${mine.endpointId}/deliveries?status=delivered`,
  }),
  'POST /v1/webhook-endpoints/{id}/test': (_, mine) => ({
    path: `/v1/webhook-endpoints/${mine.endpointId}/test`,
  }),
  'POST /v1/webhook-endpoints/{id}/replay': (_, mine) => ({
    path: `/v1/webhook-endpoints/${mine.endpointId}/replay`,
    body: { since: '2026-11-20T10:00:00Z', until: '2026-11-20T11:00:00Z' },
  }),
  'GET /v1/webhook-deliveries/{id}': (_, mine) => ({ path: `/v1/webhook-deliveries/${mine.deliveryId}` }),
  'POST /v1/webhook-deliveries/{id}/replay': (_, mine) => ({
    path: `/v1/webhook-deliveries/${mine.deliveryId}/replay`,
  }),
  'GET /v1/hooks/{source}/events': () => ({ path: '/v1/hooks/stripe/events' }),
  'GET /v1/hooks/{source}/events/{id}': (_, mine) => ({ path: `/v1/hooks/stripe/events/${mine.event}` }),
  'POST /v1/hooks/{source}/events/{id}/process': (_, mine) => ({
    path: `/v1/hooks/stripe/events/${mine.event}/process`,
  }),
  'POST /v1/me/postbacks': async (world, mine) => {
    await forgetPostbacks(world, mine)
    return {
      path: '/v1/me/postbacks',
      body: {
        url: `https://partner.example/in/${world.next()}?id={event_id}&amount={amount}`,
        events: ['commission.created', 'payout.paid'],
      },
    }
  },
  'GET /v1/me/postbacks': () => ({ path: '/v1/me/postbacks' }),
  'PATCH /v1/me/postbacks/{id}': (world, mine) => ({
    path: `/v1/me/postbacks/${mine.postbackId}`,
    body: {
      url: `https://partner.example/in/${world.next()}?id={event_id}`,
      events: ['lead.accepted'],
      status: 'active',
    },
  }),
  'DELETE /v1/me/postbacks/{id}': async (world, mine) => ({
    path: `/v1/me/postbacks/${await newPostback(world, mine)}`,
  }),
  'POST /v1/me/postbacks/{id}/rotate-secret': (_, mine) => ({
    path: `/v1/me/postbacks/${mine.postbackId}/rotate-secret`,
  }),
  'POST /v1/me/postbacks/{id}/test': (_, mine) => ({ path: `/v1/me/postbacks/${mine.postbackId}/test` }),
  'GET /v1/me/postbacks/{id}/deliveries': (_, mine) => ({
    path: `/v1/me/postbacks/${mine.postbackId}/deliveries?limit=5`,
  }),
  'GET /v1/partners/{id}/postbacks': (_, mine) => ({ path: `/v1/partners/${mine.partnerId}/postbacks` }),
  'DELETE /v1/partners/{id}/postbacks/{postbackId}': async (world, mine) => ({
    path: `/v1/partners/${mine.partnerId}/postbacks/${await newPostback(world, mine)}`,
  }),
  'POST /v1/keys': () => ({ path: '/v1/keys', body: { kind: 'publishable' } }),
  'GET /v1/keys': () => ({ path: '/v1/keys' }),
  'DELETE /v1/keys/{id}': async ({ app }, { sk }) => {
    const { id } = (await app.post('/v1/keys', { kind: 'secret' }, { as: sk })).body
    return { path: `/v1/keys/${id}` }
  },
  'POST /v1/test/clock': () => ({ path: '/v1/test/clock', body: { days: 1 } }),
  'POST /v1/test/reset': () => ({ path: '/v1/test/reset' }),
}

const SPENT = 'Made by an example'

/** There may be a hundred at most, and a fuzzer asks for more. */
async function forgetSpent({ app }: World, { sk }: Belongings): Promise<void> {
  const { data } = (await app.get('/v1/webhook-endpoints', { as: sk })).body
  if (data.length < 50) return
  for (const { id, description } of data) {
    if (description === SPENT) await app.call('DELETE', `/v1/webhook-endpoints/${id}`, undefined, { as: sk })
  }
}

/** All but the one that the others are about: there may be five at most. */
async function forgetPostbacks({ app }: World, { sk, partnerId, postbackId }: Belongings): Promise<void> {
  const { data } = (await app.get(`/v1/partners/${partnerId}/postbacks`, { as: sk })).body
  for (const { id } of data) {
    if (id === postbackId) continue
    await app.call('DELETE', `/v1/partners/${partnerId}/postbacks/${id}`, undefined, { as: sk })
  }
}

async function newPostback(world: World, mine: Belongings): Promise<string> {
  await forgetPostbacks(world, mine)
  const { token } = (await world.app.post('/v1/tokens', { partnerId: mine.partnerId }, { as: mine.sk })).body
  const body = { url: 'https://partner.example/gone?id={event_id}' }
  return (await world.app.post('/v1/me/postbacks', body, { as: token })).body.id
}

export async function exampleOf(world: World, route: Route, mine: Belongings): Promise<Example> {
  const example = examples[nameOf(route)]
  if (!example) throw new Error(`no example for ${nameOf(route)}: write one`)
  return example(world, mine)
}
