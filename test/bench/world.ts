/** A program with partners and links, made through the API as a vendor would make it. */
import { callAll, type Database, startGoodword } from './goodword.ts'

export interface BenchPartner {
  id: string
  /** Of its first link. */
  code: string
  planId: string
}

/** What sales add up to in a quarter, and what more of them earns. */
const VOLUME = 'volume'

const plans = [
  { id: 'refer', name: 'Refer once', kind: 'one_time', rules: [{ rateBps: 2000, payments: 1 }] },
  { id: 'stay', name: 'Stay with us', kind: 'residual', rules: [{ rateBps: 1000, months: 12 }] },
  { id: 'create', name: 'Creator', kind: 'creator', rules: [{ rateBps: 1500 }] },
  {
    id: VOLUME,
    name: 'Volume',
    kind: 'volume',
    rules: [
      {
        bands: {
          per: 'quarter',
          mode: 'marginal',
          steps: [
            { from: { EUR: 0, USD: 0 }, rateBps: 300 },
            { from: { EUR: 1_000_000, USD: 1_000_000 }, rateBps: 500 },
            { from: { EUR: 50_000_000, USD: 50_000_000 }, rateBps: 800 },
          ],
        },
      },
    ],
  },
]

export const hasVolumePlan = ({ planId }: BenchPartner): boolean => planId === VOLUME
/** Plans that pay for every sale, not for what came together in a quarter. */
export const plansBySale = plans.map(({ id }) => id).filter((id) => id !== VOLUME)

const definition = {
  name: 'Acme Partners',
  website: 'https://acme.example/pricing',
  allowedOrigins: ['https://acme.example'],
  currencies: ['EUR', 'USD'],
  attribution: { model: 'last_click', windowDays: 60 },
  holdDays: 30,
  minimumPayout: { EUR: 1000, USD: 1000 },
  payoutDay: 5,
  plans,
}

/** As many as share one commit, where the order is of no matter. */
export const SEED_CONNECTIONS = 16

/** Fills an empty database; nothing has it open afterwards. Partners take the plans in turn. */
export async function makeWorld(
  database: Database,
  partnerCount: number,
  scratch: string,
  planIds = plans.map(({ id }) => id),
): Promise<BenchPartner[]> {
  const server = await startGoodword(database, scratch)
  try {
    await callAll(server, [{ method: 'PUT', path: '/v1/program', body: JSON.stringify(definition) }])
    const partners = await callAll(
      server,
      Array.from({ length: partnerCount }, (_, index) => ({
        method: 'POST',
        path: '/v1/partners',
        body: JSON.stringify({
          email: `partner${index}@partners.example`,
          name: `Partner Number ${index}`,
          planId: planIds[index % planIds.length],
        }),
      })),
      SEED_CONNECTIONS,
    )
    return partners.map(({ id, planId, links }) => ({ id, planId, code: links[0].code }))
  } finally {
    await server.stop()
  }
}
