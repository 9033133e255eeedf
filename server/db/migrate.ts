/** Brings a database up to this version's tables: all pending migrations or none. */
import { Migrator, sql } from 'kysely'
import { DatabaseTooNew } from './errors.ts'
import type { MigrationTarget, OpenStore } from './store.ts'

/**
 * Runs every pending migration, on a fresh as on a current database.
 *
 * Each database changes in one transaction, so a process killed on the way
 * leaves the old tables or the new ones. Several servers may start at once on
 * PostgreSQL: one migrates, the others wait for it.
 *
 * @returns the names of the migrations that ran; empty when there were none.
 * @throws {DatabaseTooNew} when a newer version has been at work here.
 *
 * @example
 * const store = await openStore({ dataDir: 'data' })
 * await migrate(store)
 */
export async function migrate(store: OpenStore): Promise<string[]> {
  const done: string[] = []
  for (const target of store.migrationTargets) {
    done.push(
      ...(await target.db.connection().execute(async (db) => {
        if (store.engine === 'postgres') await unhurried(db)
        try {
          return await migrateTarget({ ...target, db })
        } finally {
          if (store.engine === 'postgres') await sql`reset statement_timeout`.execute(db)
        }
      })),
    )
  }
  return done
}

/** A migration of a large table may take longer than any request should. */
const unhurried = (db: MigrationTarget['db']) => sql`set statement_timeout = 0`.execute(db)

async function migrateTarget({ name, db, migrations }: MigrationTarget): Promise<string[]> {
  const table = name === 'click' ? 'click_migration' : 'migration'
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  })
  await refuseNewer(db, table, migrations)
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => `${name}: ${result.migrationName}`)
}

async function refuseNewer(
  db: MigrationTarget['db'],
  table: string,
  migrations: MigrationTarget['migrations'],
): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((candidate) => candidate.name === table)) return
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(db)
  const unknown = rows.map((row) => row.name).filter((name) => !Object.hasOwn(migrations, name))
  if (unknown.length > 0) throw new DatabaseTooNew(unknown)
}
