/** The store as it is opened: what services see, and what only the one who opened it needs. */
import type { Kysely, Migration } from 'kysely'
import type { ClickStore } from '../services/clicks.ts'
import type { Store } from '../services/context.ts'

/** One set of migrations and the database it belongs to. */
export interface MigrationTarget {
  /** `database` for everything but clicks, which can be in a file of their own. */
  name: 'database' | 'click'
  db: Kysely<unknown>
  migrations: Record<string, Migration>
}

export interface OpenStore extends Store {
  clicks: ClickStore
  /** For `migrate`; empty on a store that was opened for reading. */
  migrationTargets: MigrationTarget[]
}
