/** Compares what was acknowledged with what is in the database. */
import { openStore } from '../../server/db/open.ts'
import type { Books, Fact } from './load.ts'

export interface Audit {
  clicksLost: number
  factsLost: number
  /** External ids with more than one row. */
  doubled: number
  /** Sales whose commissions are not what the facts say; only when everything was acknowledged. */
  wrong: string[]
}

/** Reads beside a running server, or after it. */
export async function audit(dataDir: string, books: Books): Promise<Audit> {
  const store = await openStore({ dataDir, readonly: true })
  try {
    const clicks = [...books.clicks]
    const found = await store.clicks.exists(clicks.map((id) => Buffer.from(id, 'hex')))
    const rows = {
      customer: await store.db.selectFrom('customer').select('external_id').execute(),
      sale: await store.db.selectFrom('sale').select('external_id').execute(),
      refund: await store.db.selectFrom('refund').select('external_id').execute(),
    }
    const seen = { customer: new Set(), sale: new Set(), refund: new Set() }
    let doubled = 0
    for (const kind of ['customer', 'sale', 'refund'] as const) {
      for (const { external_id: id } of rows[kind]) {
        if (seen[kind].has(id)) doubled++
        seen[kind].add(id)
      }
    }
    const acknowledged = books.facts.filter((fact) => fact.acknowledged)
    const commissions = await store.db
      .selectFrom('commission')
      .innerJoin('sale', 'sale.id', 'commission.sale_id')
      .select(['sale.external_id', 'commission.amount_minor'])
      .execute()
    const everything = acknowledged.length === books.facts.length
    return {
      clicksLost: clicks.length - found.size,
      factsLost: acknowledged.filter((fact) => !seen[fact.kind].has(fact.externalId)).length,
      doubled,
      wrong: everything ? wrongSales(books.facts, commissions) : [],
    }
  } finally {
    await store.close()
  }
}

/** The plan of an empty database: 20 % of the first payment of every customer. */
function wrongSales(facts: Fact[], commissions: { external_id: string; amount_minor: number }[]): string[] {
  const posted = new Map<string, number>()
  for (const { external_id: id, amount_minor: amount } of commissions) {
    posted.set(id, (posted.get(id) ?? 0) + amount)
  }
  const firsts = new Map<unknown, Fact>()
  const order = (fact: Fact): string => `${fact.body.occurredAt} ${fact.externalId}`
  for (const fact of facts.filter(({ kind }) => kind === 'sale')) {
    const first = firsts.get(fact.body.customerExternalId)
    if (!first || order(fact) < order(first)) firsts.set(fact.body.customerExternalId, fact)
  }
  const owed = new Map([...firsts.values()].map((sale) => [sale.externalId, commissionOf(sale, facts)]))
  return [...new Set([...owed.keys(), ...posted.keys()])].filter(
    (id) => (owed.get(id) ?? 0) !== (posted.get(id) ?? 0),
  )
}

function commissionOf(sale: Fact, facts: Fact[]): number {
  let net = Number(sale.body.amount)
  for (const { kind, body } of facts) {
    if (kind === 'refund' && body.saleExternalId === sale.externalId) net -= Number(body.amount)
  }
  // A fifth has no halves, so the nearest is always one.
  return Math.round(Math.max(net, 0) / 5)
}
