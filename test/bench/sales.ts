/** Sales with durable commits beside a server that only parses and answers; and whether a million of them slow it. */
import { ask } from './client.ts'
import { copyOf, SK, startGoodword } from './goodword.ts'
import { apiHeaders, type Load, type Request } from './load.ts'
import type { Running } from './processes.ts'
import { type Pace, race, ratioOf } from './race.ts'
import { redirectLoad, startBaseline } from './redirect.ts'
import { SALES, type Seeds } from './seeds.ts'
import { printBound, printRatio } from './table.ts'
import { type BenchPartner, hasVolumePlan } from './world.ts'

const CONNECTIONS = 16
const SALES_EACH = 10
/** A follow-up comes so many customers later: its customer's first sale has been answered by then. */
const LATER = 20
/** More than any of our servers answers; the bare one starts again from the first. */
const MOST_PER_SECOND = 6_000

export async function salesRow(pace: Pace, seeds: Seeds): Promise<void> {
  const { scratch } = pace
  const none = await seeds.clicks()
  const many = await seeds.sales()
  const onNone = await startGoodword(copyOf(none.database, 'no-sales'), scratch)
  const onMany = await startGoodword(copyOf(many.database, 'more-sales'), scratch)
  const hono = await startBaseline('hono', undefined, scratch)
  const most = MOST_PER_SECOND * pace.seconds
  const contestant = async (what: string, server: Running, path: string, partners: BenchPartner[]) => {
    const clicks = await clickIds(server === hono ? onNone : server, partners)
    return { name: what, server, load: () => salesLoad(path, clicks, most) }
  }
  const bySale = none.partners.filter((partner) => !hasVolumePlan(partner))
  const byVolume = none.partners.filter(hasVolumePlan)
  const [bare, empty, full, emptyVolume, fullVolume] = await race(
    `sales: new customers with a click, and up to ${SALES_EACH} sales each, ${CONNECTIONS} connections, SQLite`,
    [
      await contestant('bare Hono, JSON', hono, '/json', bySale),
      await contestant('POST /v1/sales, no sales yet', onNone, '/v1/sales', bySale),
      await contestant(`POST /v1/sales, ${SALES} sales`, onMany, '/v1/sales', bySale),
      await contestant('… volume plan, no sales yet', onNone, '/v1/sales', byVolume),
      await contestant(`… volume plan, ${SALES} sales`, onMany, '/v1/sales', byVolume),
    ],
    pace,
  )
  await Promise.all([onNone, onMany, hono].map((server) => server.stop()))
  for (const mine of [empty, full, emptyVolume, fullVolume]) printRatio(mine, bare, 0.1)
  printBound(`how much slower with ${SALES} sales`, ratioOf(empty, full), '≤', 2, '×')
  printBound(
    `how much slower with ${SALES} sales, volume plan`,
    ratioOf(emptyVolume, fullVolume),
    '≤',
    2,
    '×',
  )
}

/** Real click ids of some links. */
export async function clickIds(server: Running, partners: BenchPartner[]): Promise<string[]> {
  const ids: string[] = []
  const codes = partners.map(({ code }) => code)
  const load = { ...redirectLoad(codes), connections: CONNECTIONS }
  await ask(server.url, load, {
    more: (sent) => sent < 200,
    answered({ headers }) {
      const id = new URL(headers.location ?? '').searchParams.get('gw')
      if (id) ids.push(id)
    },
  })
  return ids
}

let loads = 0

/** Every sale is a new one: one in ten brings a new customer with its click, the others follow. */
function salesLoad(path: string, clicks: string[], count: number): Load {
  const prefix = `load${++loads}`
  const requests = Array.from({ length: count }, (_, index): Request => {
    const customer = Math.floor(index / SALES_EACH)
    const followUp = index % SALES_EACH
    const of = followUp === 0 ? customer : customer - LATER - followUp
    const isNew = followUp === 0 || of < 0
    const sale = {
      externalId: `${prefix}-sale-${index}`,
      customerExternalId: of < 0 ? `${prefix}-early-${index}` : `${prefix}-customer-${of}`,
      ...(isNew ? { clickIds: [clicks[customer % clicks.length]] } : {}),
      amount: 1_000 + ((index * 7919) % 50_000),
      taxAmount: 100,
      currency: 'EUR',
      items: [{ productId: 'seat', quantity: 1 + (index % 5), amount: 900 }],
    }
    return { method: 'POST', path, body: JSON.stringify(sale) }
  })
  return { connections: CONNECTIONS, headers: apiHeaders(SK), requests }
}
