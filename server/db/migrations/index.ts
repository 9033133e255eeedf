/**
 * Every migration there is, by name; names sort in the order they run.
 * A migration that has landed never changes: a new need is a new migration.
 */
import type { Migration } from 'kysely'
import { first } from './0001-first.ts'
import { firstClicks } from './0001-first-clicks.ts'
import { daysTogether } from './0002-days-together.ts'
import { salesInOrder } from './0002-sales-in-order.ts'
import { clicksPending } from './0003-clicks-pending.ts'
import { lists } from './0003-lists.ts'
import { plans } from './0005-plans.ts'
import { partners } from './0006-partners.ts'
import { payouts } from './0007-payouts.ts'
import { prices } from './0008-prices.ts'
import { notice } from './0009-notice.ts'
import { webhooks } from './0010-webhooks.ts'
import { inbox } from './0011-inbox.ts'
import { postbacks } from './0012-postbacks.ts'
import { fewerIndexes } from './0013-fewer-indexes.ts'
import { inKeyOrder } from './0014-in-key-order.ts'
import type { Engine } from './sql.ts'

export const migrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
  '0002-sales-in-order': salesInOrder,
  '0003-lists': lists,
  '0005-plans': plans(engine),
  '0006-partners': partners(engine),
  '0007-payouts': payouts(engine),
  '0008-prices': prices(engine),
  '0009-notice': notice(engine),
  '0010-webhooks': webhooks(engine),
  '0011-inbox': inbox(engine),
  '0012-postbacks': postbacks(engine),
  '0013-fewer-indexes': fewerIndexes,
  '0014-in-key-order': inKeyOrder(engine),
})

/** Apart from the others because clicks have a file of their own on SQLite. */
export const clickMigrations = (engine: Engine): Record<string, Migration> => ({
  '0001-first': firstClicks(engine),
  '0002-days-together': daysTogether(engine),
  ...(engine === 'postgres' ? { '0003-clicks-pending': clicksPending } : {}),
})
