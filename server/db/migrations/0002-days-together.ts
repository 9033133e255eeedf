/**
 * The counters of one day side by side. SQLite keeps a table in the order of
 * its key and commits whole pages: with the link first, every link that is
 * clicked had its counter of today on a page of its own; with the day first,
 * those of a thousand links lie on a dozen. The index is for reading by link;
 * counting up does not touch it.
 */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const daysTogether = (engine: Engine): Migration =>
  migration([
    ...(engine === 'sqlite' ? tableAnew() : keyAnew),
    'create index click_day_link on click_day (link_key, day)',
  ])

function tableAnew(): string[] {
  const { int, strict } = tableWords('sqlite')
  return [
    'alter table click_day rename to click_day_by_link',
    `create table click_day (link_key ${int}, day ${int}, clicks ${int}, visitors ${int}, flagged ${int},
      primary key (day, link_key))${strict}, without rowid`,
    'insert into click_day select link_key, day, clicks, visitors, flagged from click_day_by_link order by day, link_key',
    'drop table click_day_by_link',
  ]
}

const keyAnew = ['alter table click_day drop constraint click_day_pkey, add primary key (day, link_key)']
