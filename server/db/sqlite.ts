/**
 * The embedded engine: two files in one folder, one process.
 *
 *   goodword.db   everything but clicks
 *   clicks.db     clicks and their counters, so that click load never delays money
 *   lock.db       empty; held by the process that may write
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { Kysely } from 'kysely'
import { commitHooks } from './after-commit.ts'
import { codeOf, DatabaseMissing, DataDirInUse } from './errors.ts'
import { groupCommit } from './group-commit.ts'
import { clickMigrations, migrations } from './migrations/index.ts'
import { sqliteClicks } from './sqlite-clicks.ts'
import { BUSY_TIMEOUT_MS, CLICKS, durable, loadSqlite, MONEY } from './sqlite-file.ts'
import { kyselyAtOnce, sqliteDialect, transactionsAtOnce } from './sqlite-kysely.ts'
import type { OpenStore } from './store.ts'

type Connection = BetterSqlite3.Database

export interface SqliteOptions {
  /** Made when missing, readable by its owner only. */
  dir: string
  /** Refuses every write; needs an existing database. Default false. */
  readonly?: boolean
  /**
   * Keeps every other process from opening the folder exclusively. The lock
   * dies with the process, however it dies. Default: unless `readonly`.
   */
  exclusive?: boolean
}

/**
 * Opens the database in `dir`; its tables are `migrate`'s business.
 *
 * @throws {EngineMissing} when better-sqlite3 is not installed.
 * @throws {DataDirInUse} when another process has the folder.
 * @throws {DatabaseMissing} when it is opened for reading and there is none.
 */
export async function openSqlite({
  dir,
  readonly = false,
  exclusive = !readonly,
}: SqliteOptions): Promise<OpenStore> {
  const Sqlite = await loadSqlite()
  const file = join(dir, 'goodword.db')
  if (!readonly) mkdirSync(dir, { recursive: true, mode: 0o700 })
  else if (!existsSync(file)) throw new DatabaseMissing(dir)
  const clicksFile = join(dir, 'clicks.db')
  const opened: Connection[] = []
  const open = (path: string, options: BetterSqlite3.Options): Connection => {
    const connection = new Sqlite(path, { ...options, timeout: BUSY_TIMEOUT_MS })
    opened.push(connection)
    return connection
  }
  // The reader goes first: whoever closes a file last empties its log, and a reader may not.
  const closeAll = () => {
    for (const connection of opened.reverse()) connection.close()
    opened.length = 0
  }

  try {
    if (exclusive) holdLock(open(join(dir, 'lock.db'), {}), dir)
    const writer = readonly ? null : durable(open(file, {}), MONEY)
    // Money can be read and verified without the click file: a backup may be without it.
    const noClicks = readonly && !existsSync(clicksFile)
    const clicks = noClicks
      ? open(':memory:', {})
      : readonly
        ? open(clicksFile, { readonly: true })
        : durable(open(clicksFile, {}), CLICKS)
    const reader = open(file, { readonly: true })
    reader.pragma('cache_size = -8000')
    // So that `db` reads clicks by the same table names as on PostgreSQL.
    reader.prepare('attach ? as clicks').run(noClicks ? ':memory:' : clicksFile)

    const db = kyselyAtOnce(reader)
    const writing = writer && {
      group: groupCommit(groupConnection(writer)),
      within: transactionsAtOnce(writer),
    }
    const clicksDb = new Kysely<unknown>({ dialect: sqliteDialect(clicks) })
    const hooks = commitHooks()
    const clickStore = sqliteClicks(clicks)

    return {
      engine: 'sqlite',
      db,
      clicks: clickStore,
      migrationTargets: writer
        ? [
            {
              name: 'database',
              db: new Kysely<unknown>({ dialect: sqliteDialect(writer) }),
              migrations: migrations('sqlite'),
            },
            { name: 'click', db: clicksDb, migrations: clickMigrations('sqlite') },
          ]
        : [],
      async write(work) {
        if (!writing) throw new Error('This store was opened for reading.')
        return hooks.write((hooked) => writing.group.submit(() => writing.within(hooked)), work)
      },
      afterCommit: hooks.afterCommit,
      async lock() {},
      async close() {
        await Promise.all([writing?.group.idle(), clickStore.close()])
        closeAll()
      },
    }
  } catch (error) {
    closeAll()
    throw error
  }
}

/** The operating system releases the lock when the process ends, also after kill -9. */
function holdLock(connection: Connection, dir: string): void {
  connection.pragma('busy_timeout = 0')
  try {
    connection.exec('begin exclusive')
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw new DataDirInUse(dir, error)
    throw error
  }
}

/** What groups of works need of the writing connection. */
function groupConnection(connection: Connection) {
  const written = connection.prepare('select total_changes()').pluck()
  const known = new Map<string, BetterSqlite3.Statement>()
  return {
    get inTransaction() {
      return connection.inTransaction
    },
    exec(statement: string) {
      const prepared = known.get(statement) ?? connection.prepare(statement)
      known.set(statement, prepared)
      prepared.run()
    },
    rowsWritten: () => written.get() as number,
  }
}
