/** What a partner's papers need beyond the demo's past: names and accounts, and a partner that pays prices. */
import type { RunningDemo } from './demo.ts'

type Sent = (method: string, path: string, body?: object, as?: string) => Promise<Record<string, unknown>>

const senderTo =
  ({ origin, secretKey }: RunningDemo): Sent =>
  async (method, path, body, as = secretKey) => {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' }
    const answer = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }

/** A partner token of whoever has this address. */
export const tokenOf = async (demo: RunningDemo, email: string): Promise<string> =>
  String((await senderTo(demo)('POST', '/v1/tokens', { partner: { email } })).token)

/** The address that opens somebody's dashboard. */
export const dashboardOf = async (demo: RunningDemo, email: string): Promise<string> =>
  `${demo.origin}/dashboard#token=${await tokenOf(demo, email)}`

export const JO = 'jo@lindqvist.example'
export const NORTHGATE = 'desk@northgate.example'

/** Jo has said who she is, and has just changed where she is paid. */
export async function joHasPapers(demo: RunningDemo): Promise<void> {
  const token = await tokenOf(demo, JO)
  const say = senderTo(demo)
  const profile = { legalName: 'Jo Lindqvist', address: 'Kungsgatan 9\n411 19 Göteborg', country: 'SE' }
  await say('PUT', '/v1/me/tax-profile', { ...profile, taxId: 'SE556000000001' }, token)
  for (const email of ['jo@lindqvist.example', 'money@lindqvist.example']) {
    await say('PUT', '/v1/me/payout-details', { method: 'paypal', email }, token)
  }
}

const managed = {
  id: 'managed',
  name: 'Run it for clients',
  kind: 'managed',
  rules: [],
  prices: {
    units: [
      {
        unitId: 'seat',
        name: 'seats',
        bands: [
          { from: 1, price: { EUR: 300 } },
          { from: 25, price: { EUR: 250 } },
        ],
      },
    ],
    minimumMonthly: { EUR: 12_000 },
    resale: [
      { productId: 'company', name: 'Tern Company licence', list: { EUR: 60_000 }, discountBps: 2000 },
    ],
  },
}

/** A managed-service provider with orders and units in use this month. */
export async function northgateOrders(demo: RunningDemo): Promise<void> {
  const say = senderTo(demo)
  const { data } = await say('GET', '/v1/program/versions')
  const [{ definition }] = data as [{ definition: { plans: object[] } }]
  await say('PUT', '/v1/program', { ...definition, plans: [...definition.plans, managed] })
  const partner = { email: NORTHGATE, name: 'Northgate Managed IT', planId: managed.id }
  const { id: partnerId } = await say('POST', '/v1/partners', partner)
  const month = new Date().toISOString().slice(0, 7)
  const items = [{ productId: 'company', quantity: 2 }]
  await say('POST', '/v1/orders', { externalId: 'PO-2041', partnerId, currency: 'EUR', items })
  await say('POST', '/v1/usage', { externalId: 'use-1', partnerId, unitId: 'seat', quantity: 40, month })
}
