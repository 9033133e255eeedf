/** Picks the engine: a database address means PostgreSQL, otherwise a folder means SQLite. */
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { OpenStore } from './store.ts'

export interface StoreOptions {
  /** Folder of the embedded database; not used with a `databaseUrl`. */
  dataDir: string
  /** `postgres://…`; absent or empty means SQLite. */
  databaseUrl?: string | undefined
  /** For `verify` and backups beside a running server: refuses every write, takes no lock. */
  readonly?: boolean
}

/**
 * Opens the store. A new or older database also needs `migrate`.
 *
 * @throws {EngineMissing} when the engine's package is not installed; the message says how to install it.
 * @throws {DataDirInUse} when another process has the folder open for writing.
 *
 * @example
 * const store = await openStore({ dataDir: 'data' })
 * await migrate(store)
 */
export function openStore({ dataDir, databaseUrl, readonly = false }: StoreOptions): Promise<OpenStore> {
  return databaseUrl ? openPostgres({ url: databaseUrl, readonly }) : openSqlite({ dir: dataDir, readonly })
}
