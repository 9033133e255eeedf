/**
 * Every migration there is, by name; names sort in the order they run.
 * A migration that has landed never changes: a new need is a new migration.
 */
import type { Migration } from 'kysely'
import { first } from './0001-first.ts'
import { firstClicks } from './0001-first-clicks.ts'
import { daysTogether } from './0002-days-together.ts'
import { salesInOrder } from './0002-sales-in-order.ts'
import type { Engine } from './sql.ts'

export const migrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
  '0002-sales-in-order': salesInOrder,
})

/** Apart from the others because clicks have a file of their own on SQLite. */
export const clickMigrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': firstClicks(engine),
  '0002-days-together': daysTogether(engine),
})
