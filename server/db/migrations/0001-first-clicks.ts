/**
 * Clicks and their daily counters. There is no index but the id: totals come
 * from the counters, which are written in the same transaction.
 */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const firstClicks = (engine: Engine): Migration => migration(clickTables(engine))

function clickTables(engine: Engine): string[] {
  const { textOrNull, int, bytes, strict } = tableWords(engine)
  const columns = `link_key ${int}, visitor ${bytes}, flags ${int}, referrer ${textOrNull}`
  const day = `create table click_day (link_key ${int}, day ${int}, clicks ${int}, visitors ${int}, flagged ${int},
    primary key (link_key, day))`
  if (engine === 'sqlite') {
    // Without a row id the table is its own index; ids grow with time, so rows are appended to it.
    return [
      `create table click (id ${bytes} primary key, ${columns})${strict}, without rowid`,
      `${day}${strict}, without rowid`,
    ]
  }
  // `at` is the time in the id, so (id, at) is as unique as the id; partitions are made ahead by month.
  return [
    `create table click (id ${bytes}, at ${int}, ${columns}, primary key (id, at)) partition by range (at)`,
    'create table click_default partition of click default',
    day,
  ]
}
