/**
 * Short rows that are found by their key stand in its order: on SQLite they are
 * found by one search instead of two, and a commit writes one page of them
 * where it wrote two. PostgreSQL has no such tables.
 */
import type { Migration } from 'kysely'
import { appendOnlyTriggers } from './append-only.ts'
import { type Engine, migration, tableWords } from './sql.ts'

const { text, textOrNull, int, money, strict } = tableWords('sqlite')

const tables = {
  ledger_entry: {
    columns: `program_id ${text}, transaction_id ${text}, entry ${int}, account ${text}, partner_id ${text},
      currency ${text}, ${money('amount_minor')}, commission_id ${textOrNull}, created_at ${int}`,
    key: 'program_id, transaction_id, entry',
  },
  partner_balance: {
    columns: `program_id ${text}, partner_id ${text}, currency ${text}, hold_day ${int}, ${money('amount_minor')}`,
    key: 'program_id, partner_id, currency, hold_day',
  },
  partner_day: {
    columns: `program_id ${text}, partner_id ${text}, day ${int}, currency ${text},
      leads ${int}, sales ${int}, ${money('earned_minor')}`,
    key: 'program_id, partner_id, day, currency',
  },
}

const anew = Object.entries(tables).flatMap(([name, { columns, key }]) => [
  `alter table ${name} rename to ${name}_before`,
  `create table ${name} (${columns}, primary key (${key}))${strict}, without rowid`,
  `insert into ${name} select * from ${name}_before order by ${key}`,
  // With its triggers; dropping asks none of them.
  `drop table ${name}_before`,
])

export const inKeyOrder = (engine: Engine): Migration =>
  migration(engine === 'sqlite' ? [...anew, ...appendOnlyTriggers('sqlite', ['ledger_entry'])] : [])
