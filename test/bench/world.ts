/** A program with partners and links, made through the API as a vendor would make it. */
import { callAll, type Database, startGoodword } from './goodword.ts'

export interface BenchPartner {
  id: string
  /** Of its first link. */
  code: string
}

const plans = [
  { id: 'refer', name: 'Refer once', kind: 'one_time', rules: [{ rateBps: 2000, payments: 1 }] },
  { id: 'stay', name: 'Stay with us', kind: 'residual', rules: [{ rateBps: 1000, months: 12 }] },
  { id: 'create', name: 'Creator', kind: 'creator', rules: [{ rateBps: 1500 }] },
]

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

/** Fills an empty database; nothing has it open afterwards. */
export async function makeWorld(
  database: Database,
  partnerCount: number,
  scratch: string,
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
          planId: plans[index % plans.length]?.id,
        }),
      })),
      SEED_CONNECTIONS,
    )
    return partners.map(({ id, links }) => ({ id, code: links[0].code }))
  } finally {
    await server.stop()
  }
}
