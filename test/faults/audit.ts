/** Compares what was acknowledged with what is in the database. */
import { sql } from 'kysely'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import type { Place } from '../support/server-process.ts'
import type { Books, Fact } from './load.ts'

export interface Audit {
  clicksLost: number
  factsLost: number
  /** External ids with more than one row. */
  doubled: number
  /** Links whose day counters are not the number of their clicks. */
  miscounted: number
  /** Sales whose commissions are not what the facts say; only when everything was acknowledged. */
  wrong: string[]
}

/** What an audit says when everything is as it must be. */
export const allIsWell: Audit = { clicksLost: 0, factsLost: 0, doubled: 0, miscounted: 0, wrong: [] }

/** Reads beside a running server, or after it. */
export function audit(place: Place, books: Books): Promise<Audit> {
  return reading(place, async (store) => {
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
      clicksLost: (await notStored(store, books.clicks)).length,
      factsLost: acknowledged.filter((fact) => !seen[fact.kind].has(fact.externalId)).length,
      doubled,
      miscounted: await miscounted(store),
      wrong: everything ? wrongSales(books.facts, commissions) : [],
    }
  })
}

/** Those of the clicks, given by their row ids as hex, that are not there. */
export const missingClicks = (place: Place, ids: Iterable<string>): Promise<string[]> =>
  reading(place, (store) => notStored(store, ids))

async function reading<T>(
  { dataDir, databaseUrl }: Place,
  look: (store: OpenStore) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dataDir, databaseUrl, readonly: true })
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}

async function notStored(store: OpenStore, ids: Iterable<string>): Promise<string[]> {
  const all = [...ids]
  const found = await store.clicks.exists(all.map((id) => Buffer.from(id, 'hex')))
  return all.filter((id) => !found.has(id))
}

/** Read in one transaction: a running server stores a batch and its counters in one, too. */
async function miscounted(store: OpenStore): Promise<number> {
  const { rows } = await sql<{ link_key: number }>`
    select link_key from (
      select link_key, 1 as counted, 0 as days from click where flags = 0
      union all select link_key, 0, clicks from click_day
    ) as counts group by link_key having sum(counted) <> sum(days)`.execute(store.db)
  return rows.length
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
