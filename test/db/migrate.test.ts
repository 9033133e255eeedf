import { readdirSync, readFileSync } from 'node:fs'
import { type Migration, sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { DatabaseTooNew } from '../../server/db/errors.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openStore } from '../../server/db/open.ts'
import type { MigrationTarget, OpenStore } from '../../server/db/store.ts'
import { type Engine, engines, newDatabase, openTestStore } from '../support/engines.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

async function openEmpty(engine: Engine): Promise<{ store: OpenStore; again(): Promise<OpenStore> }> {
  const database = await newDatabase(engine, { empty: true })
  cleanUp.push(database.drop)
  const open = async () => {
    const store = await openStore(database.options)
    cleanUp.push(() => store.close())
    return store
  }
  return { store: await open(), again: open }
}

function mainOf(store: OpenStore): MigrationTarget {
  const [main] = store.migrationTargets
  if (!main) throw new Error('a store for writing has something to migrate')
  return main
}

/** Table and column names, as the engine itself reports them. */
async function shape(store: OpenStore): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { db } of store.migrationTargets) {
    for (const { name, columns, isView } of await db.introspection.getTables()) {
      // What PostgreSQL has not counted yet stands apart; the view of both has the table's name and columns.
      if (isView || /migration|^click_(default|pending)$/.test(name)) continue
      found[name === 'click_counted' ? 'click_day' : name] = columns
        .map((column) => `${column.name}${column.isNullable ? '?' : ''}`)
        // PostgreSQL needs the time of a click apart from its id, to partition by it.
        .filter((column) => !(name === 'click' && column === 'at'))
        .sort()
    }
  }
  return found
}

/** Table and column names as server/db/schema*.ts declare them, which is what the queries are checked against. */
function declared(): Record<string, string[]> {
  const files = readdirSync('server/db').filter((name) => /^schema.*\.ts$/.test(name))
  const source = files
    .map((name) => readFileSync(`server/db/${name}`, 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, ''))
    .join('\n')
  const columns = (body: string) =>
    [...body.matchAll(/^ +(\w+): (.+)$/gm)].map(
      ([, name, type]) => `${name}${/\| null$/.test(type ?? '') ? '?' : ''}`,
    )
  const interfaces = new Map(
    [...source.matchAll(/interface (\w+)\s+(?:extends [\w\s,]+ )?\{\n([\s\S]*?)\n\}/g)].map(
      ([, name, body]) => [name, body ?? ''],
    ),
  )
  const found: Record<string, string[]> = {}
  const parts = source.match(/interface Database\s+extends ([\w\s,]+) \{/)?.[1]?.split(/,\s+/) ?? []
  for (const part of ['Database', ...parts].filter((name) => name !== 'ClickTables')) {
    for (const [, table, type] of (interfaces.get(part) ?? '').matchAll(/(\w+): (\w+)/g)) {
      found[table ?? ''] = columns(interfaces.get(type) ?? '').sort()
    }
  }
  for (const [, table, body] of (interfaces.get('ClickTables') ?? '').matchAll(
    /(\w+): \{\n([\s\S]*?)\n {2}\}/g,
  )) {
    found[table ?? ''] = columns(body ?? '').sort()
  }
  return found
}

describe.each(engines)('migrations on %s', (engine) => {
  test('make every table on an empty database and change nothing the second time', async () => {
    const { store, again } = await openEmpty(engine)
    expect(await migrate(store)).toEqual([
      'database: 0001-first',
      'database: 0002-sales-in-order',
      'database: 0003-lists',
      'database: 0005-plans',
      'database: 0006-partners',
      'database: 0007-payouts',
      'database: 0008-prices',
      'database: 0009-notice',
      'database: 0010-webhooks',
      'database: 0011-inbox',
      'database: 0012-postbacks',
      'database: 0013-fewer-indexes',
      'database: 0014-in-key-order',
      'click: 0001-first',
      'click: 0002-days-together',
      ...(engine === 'postgres' ? ['click: 0003-clicks-pending'] : []),
    ])
    const before = await shape(store)
    expect(before).toEqual(declared())
    expect(await migrate(store)).toEqual([])
    await store.close()

    const reopened = await again()
    expect(await migrate(reopened)).toEqual([])
    expect(await shape(reopened)).toEqual(before)
  })

  test('refuse a database that a newer version has migrated', async () => {
    const { store, drop } = await openTestStore(engine)
    cleanUp.push(drop)
    await sql`insert into migration (name, timestamp) values ('0999-tomorrow', '2030-01-01')`.execute(
      mainOf(store).db,
    )
    await expect(migrate(store)).rejects.toThrow(DatabaseTooNew)
    await expect(migrate(store)).rejects.toThrow('0999-tomorrow')
  })

  test('leave the old tables when one of them fails half-way', async () => {
    const { store, drop } = await openTestStore(engine)
    cleanUp.push(drop)
    const main = mainOf(store)
    const half: Migration = {
      async up(db) {
        await sql`create table half_way (id text)`.execute(db)
        throw new Error('the power failed')
      },
    }
    const broken = {
      ...store,
      migrationTargets: [{ ...main, migrations: { ...main.migrations, '9999-half': half } }],
    }
    await expect(migrate(broken)).rejects.toThrow('the power failed')
    expect(Object.keys(await shape(store))).not.toContain('half_way')
    expect(await migrate(store)).toEqual([])
  })

  // On SQLite one process at a time may open the folder, see kill.test.ts.
  test.runIf(engine === 'postgres')('run once when two servers start together', async () => {
    const { store, again } = await openEmpty(engine)
    const other = await again()
    const ran = await Promise.all([migrate(store), migrate(other)])
    expect(ran.flat().sort()).toEqual([
      'click: 0001-first',
      'click: 0002-days-together',
      ...(engine === 'postgres' ? ['click: 0003-clicks-pending'] : []),
      'database: 0001-first',
      'database: 0002-sales-in-order',
      'database: 0003-lists',
      'database: 0005-plans',
      'database: 0006-partners',
      'database: 0007-payouts',
      'database: 0008-prices',
      'database: 0009-notice',
      'database: 0010-webhooks',
      'database: 0011-inbox',
      'database: 0012-postbacks',
      'database: 0013-fewer-indexes',
      'database: 0014-in-key-order',
    ])
  })
})

test.each(engines)('counters from before the days came together are kept, on %s', async (engine) => {
  const { store } = await openEmpty(engine)
  const target = store.migrationTargets.find(({ name }) => name === 'click')
  if (!target) throw new Error('no click tables')
  const [oldest = ''] = Object.keys(target.migrations)
  const first = { [oldest]: target.migrations[oldest] as Migration }
  await migrate({ ...store, migrationTargets: [{ ...target, migrations: first }] })
  for (const [link, day] of [
    [2, 20_001],
    [1, 20_002],
    [1, 20_001],
  ]) {
    await sql`insert into click_day (link_key, day, clicks, visitors, flagged)
      values (${link}, ${day}, 3, 2, 1)`.execute(target.db)
  }
  expect(await migrate(store)).toContain('click: 0002-days-together')
  expect(await store.clicks.linkTotals([1, 2])).toEqual(
    new Map([
      [1, 6],
      [2, 3],
    ]),
  )
  expect(await store.clicks.linkDays([1], 20_002)).toEqual([
    { linkKey: 1, day: 20_002, clicks: 3, visitors: 2 },
  ])
})

test.each(
  engines,
)('the books from before they came in the order of their keys are kept, on %s', async (engine) => {
  const { store } = await openEmpty(engine)
  const main = mainOf(store)
  const before = Object.entries(main.migrations).filter(([name]) => name < '0014')
  await migrate({ ...store, migrationTargets: [{ ...main, migrations: Object.fromEntries(before) }] })
  for (const entry of [2, 1]) {
    await sql`insert into ledger_entry
      (program_id, transaction_id, entry, account, partner_id, currency, amount_minor, commission_id, created_at)
      values ('prg_1', 'txn_1', ${entry}, 'partner', 'par_1', 'EUR', ${entry * 100}, null, 7)`.execute(
      main.db,
    )
  }
  await sql`insert into partner_balance (program_id, partner_id, currency, hold_day, amount_minor)
    values ('prg_1', 'par_1', 'EUR', 20001, 300)`.execute(main.db)
  await sql`insert into partner_day (program_id, partner_id, day, currency, leads, sales, earned_minor)
    values ('prg_1', 'par_1', 20001, 'EUR', 1, 2, 300)`.execute(main.db)
  const books = async () => ({
    entries: await sql`select * from ledger_entry order by entry`.execute(main.db).then(({ rows }) => rows),
    balances: await sql`select * from partner_balance`.execute(main.db).then(({ rows }) => rows),
    days: await sql`select * from partner_day`.execute(main.db).then(({ rows }) => rows),
  })
  const written = await books()
  expect(written.entries).toHaveLength(2)

  expect(await migrate(store)).toContain('database: 0014-in-key-order')
  expect(await books()).toEqual(written)
  for (const change of [sql`update ledger_entry set amount_minor = 0`, sql`delete from ledger_entry`]) {
    await expect(change.execute(main.db)).rejects.toThrow('append-only')
  }
})

test.runIf(engines.length > 1)('both engines have the same tables, columns and indexes', async () => {
  const sqlite = await openTestStore('sqlite')
  const postgres = await openTestStore('postgres')
  cleanUp.push(sqlite.drop, postgres.drop)
  expect(await shape(postgres.store)).toEqual(await shape(sqlite.store))

  const named = (rows: { name: string }[]) => rows.map((row) => row.name).sort()
  const { rows: inSqlite } = await sql<{ name: string }>`
    select name from main.sqlite_master where type = 'index' and sql is not null
    union all
    select name from clicks.sqlite_master where type = 'index' and sql is not null`.execute(sqlite.store.db)
  const { rows: inPostgres } = await sql<{ name: string }>`
    select indexname as name from pg_indexes where schemaname = 'public'
      and indexname not like '%_pkey' and indexname not like '%_short_id_key'`.execute(postgres.store.db)
  expect(named(inPostgres)).toEqual(named(inSqlite))
  expect(inSqlite.length).toBeGreaterThanOrEqual(27)
})

test('every table on SQLite is strict', async () => {
  const { store, drop } = await openTestStore('sqlite')
  cleanUp.push(drop)
  const { rows } = await sql<{ name: string; strict: number }>`
    select name, strict from pragma_table_list
    where type = 'table' and name not like 'sqlite_%' and name not like '%migration%'`.execute(store.db)
  expect(rows.length).toBeGreaterThanOrEqual(Object.keys(declared()).length - 2)
  expect(rows.filter((row) => row.strict !== 1)).toEqual([])
})
