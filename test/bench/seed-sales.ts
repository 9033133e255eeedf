/**
 * A million sales that the server itself has written: it records the history
 * of some customers through the API, and each history is copied, row by row,
 * with fresh ids. Counters are multiplied. What a period owes does not grow
 * with the number of sales alone: one customer more for each partner, told to
 * the server, brings every period to where it belongs. `goodword verify` has
 * the last word.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { nanoid } from 'nanoid'
import { callAll, copyOf, type Database, startGoodword, verifyBooks } from './goodword.ts'
import type { BenchPartner } from './world.ts'

type Row = Record<string, unknown>

const TEMPLATES = 100
const SALES_EACH = 10
const PROOF_TIMES = 20
const DAY_MS = 86_400_000
/** Copies were recorded one after another, the last one most recently. */
const COPY_EVERY_MS = 10_000

/** Rows of one customer's history, in tables where every row is its own. */
const histories = ['customer', 'sale', 'attribution', 'commission', 'ledger_entry']
/** Sums over all customers, with the columns that add up. */
const counters = {
  partner_balance: ['amount_minor'],
  partner_day: ['leads', 'sales', 'earned_minor'],
  partner_period: ['amount_minor', 'posted_minor'],
}

/** @returns what `goodword verify` says about the result. */
export async function seedSales(
  database: Database,
  partners: BenchPartner[],
  sales: number,
  scratch: string,
): Promise<string> {
  const templates = partners.slice(0, TEMPLATES)
  const server = await startGoodword(database, scratch)
  const coupons = templates.map(({ id }, index) =>
    post('/v1/coupons', { partnerId: id, code: `SAVE${index}` }),
  )
  await callAll(server, coupons)
  const beside = new Sqlite(join(database.dataDir, 'goodword.db'), { readonly: true })
  const before = rowCounts(beside)
  beside.close()
  await callAll(
    server,
    templates.flatMap((_, index) => historyOf(index, '0')),
  )
  await server.stop()
  const grow = async (into: Database, times: number): Promise<void> => {
    multiply(into, before, times)
    const settling = await startGoodword(into, scratch)
    await callAll(
      settling,
      templates.flatMap((_, index) => historyOf(index, 'last')),
    )
    await settling.stop()
  }
  // The same copying, only fewer times: recounting a million sales takes longer than making them.
  const proof = copyOf(database, 'proof')
  await grow(proof, PROOF_TIMES)
  const proven = verifyBooks(proof)
  rmSync(proof.dataDir, { recursive: true })
  await grow(database, Math.round(sales / (templates.length * SALES_EACH)) - 1)
  return process.env.GOODWORD_LONG === '1' ? verifyBooks(database) : proven
}

const post = (path: string, body: object) => ({ method: 'POST', path, body: JSON.stringify(body) })

/** A coupon binds the customer with its first sale; the others follow week by week. */
function historyOf(index: number, customer: string) {
  const first = Date.now() - (66 + (index % 20)) * DAY_MS
  return Array.from({ length: SALES_EACH }, (_, sale) =>
    post('/v1/sales', {
      externalId: `sale-${index}-${sale}.${customer}`,
      customerExternalId: `customer-${index}.${customer}`,
      ...(sale === 0 ? { coupon: `SAVE${index}` } : {}),
      amount: 1_000 + ((index * 7919 + sale * 104_729) % 50_000),
      taxAmount: 100,
      currency: index % 4 === 0 ? 'USD' : 'EUR',
      occurredAt: new Date(first + sale * 7 * DAY_MS).toISOString(),
    }),
  )
}

const rowCounts = (db: Sqlite.Database): Map<string, number> =>
  new Map(
    (db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]).map(
      (name) => [name, db.prepare(`select count(*) from "${name}"`).pluck().get() as number],
    ),
  )

function multiply({ dataDir }: Database, before: Map<string, number>, times: number): void {
  const db = new Sqlite(join(dataDir, 'goodword.db'))
  // Nobody else is here, and what breaks is made again.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -2000000']) db.pragma(pragma)
  const known = new Set([...histories, ...Object.keys(counters)])
  for (const [table, rows] of rowCounts(db)) {
    if (rows !== before.get(table) && !known.has(table)) throw new Error(`sales also write to ${table}`)
  }
  const rows = histories.map((table) => db.prepare(`select * from ${table}`).all() as Row[])
  const customers = rows[0]?.map((row) => `${row.external_id}`) ?? []
  const indexes = withoutIndexes(db)
  db.transaction(() => {
    const inserts = histories.map((table, index) => insertInto(db, table, rows[index]?.[0] ?? {}))
    for (const history of byCustomer(rows, customers)) {
      const stencil = stencilOf(history)
      for (let copy = 1; copy < times; copy++) {
        stencil(copy).forEach((copied, index) => {
          for (const row of copied) inserts[index]?.run(row)
        })
      }
    }
    for (const [table, columns] of Object.entries(counters)) {
      db.exec(`update ${table} set ${columns.map((column) => `${column} = ${column} * ${times}`).join(', ')}`)
    }
  })()
  for (const index of indexes) db.exec(index)
  db.pragma('journal_mode = WAL')
  db.close()
}

/** Built at the end they cost much less. @returns what makes them again. */
function withoutIndexes(db: Sqlite.Database): string[] {
  const indexes = db
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`drop index ${name}`)
  return indexes.map(({ sql }) => sql)
}

function insertInto(db: Sqlite.Database, table: string, row: Row): Sqlite.Statement {
  const columns = Object.keys(row)
  const names = columns.map((column) => `"${column}"`).join(', ')
  return db.prepare(`insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`)
}

/** Each customer's rows, by table in the order of `histories`. */
function byCustomer([customers = [], sales = [], ...others]: Row[][], names: string[]): Row[][][] {
  const ofSale = new Map(sales.map((row) => [row.id, row.customer_external_id]))
  const ofCustomer = new Map(customers.map((row) => [row.id, row.external_id]))
  const [attributions = [], commissions = [], entries = []] = others
  // What is posted for a period names the sale that moved it.
  const saleOf = (commission: Row) =>
    ofSale.get(isOfPeriod(commission) ? commission.cause_id : commission.sale_id)
  const ofCommission = new Map(commissions.map((row) => [row.id, saleOf(row)]))
  const grouped = [
    group(customers, (row) => row.external_id),
    group(sales, (row) => row.customer_external_id),
    group(attributions, (row) => ofCustomer.get(row.subject_id)),
    group(commissions, saleOf),
    group(entries, (row) => ofCommission.get(row.commission_id)),
  ]
  return names.map((name) => grouped.map((rows) => rows.get(name) ?? []))
}

const isOfPeriod = (commission: Row): boolean => commission.period !== ''

function group(rows: Row[], nameOf: (row: Row) => unknown): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>()
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row])
  return groups
}

type Cell = (fresh: Map<string, string>, copy: number) => unknown

/** What copies a history: ids become others, the same everywhere, also inside of texts. */
function stencilOf(history: Row[][]): (copy: number) => unknown[][][] {
  const [customers = [], sales = [], attributions = [], commissions = []] = history
  const ids = [customers, sales, attributions, commissions].flat().map((row) => `${row.id}`)
  const names = [...customers, ...sales].map((row) => `${row.external_id}`)
  const own = new RegExp([...ids, ...names].map((text) => text.replaceAll('.', '\\.')).join('|'), 'g')
  // What is posted for a period counts for the day on which it was posted, and that counter is one for all copies.
  const ofPeriods = new Set(commissions.filter(isOfPeriod).map(({ id }) => id))
  const cellOf = (row: Row, [column, value]: [string, unknown]): Cell => {
    const shifts = !ofPeriods.has(row.commission_id ?? row.id)
    if (shifts && (column === 'created_at' || column === 'decided_at')) {
      return (_, copy) => (value as number) - copy * COPY_EVERY_MS
    }
    if (typeof value !== 'string') return () => value
    if (value.replace(own, '') === '') return (fresh) => fresh.get(value) ?? value
    if (value.search(own) < 0) return () => value
    return (fresh) => value.replaceAll(own, (found) => fresh.get(found) ?? found)
  }
  const cells = history.map((rows) => rows.map((row) => Object.entries(row).map((cell) => cellOf(row, cell))))
  return (copy) => {
    const fresh = new Map<string, string>()
    for (const id of ids) fresh.set(id, `${id.slice(0, id.indexOf('_'))}_${nanoid()}`)
    for (const name of names) fresh.set(name, `${name.slice(0, -1)}${copy}`)
    return cells.map((rows) => rows.map((row) => row.map((cell) => cell(fresh, copy))))
  }
}
