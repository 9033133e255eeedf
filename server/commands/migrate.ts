/** `goodword migrate`: brings the database to this version. `serve` does the same when it starts. */
import type { Config } from '../config.ts'
import { migrate } from '../db/migrate.ts'
import { openStore } from '../db/open.ts'

export async function migrateCommand(_args: string[], config: Config): Promise<number> {
  const store = await openStore(config)
  try {
    const applied = await migrate(store)
    process.stdout.write(
      applied.length > 0 ? `Applied: ${applied.join(', ')}.\n` : 'The database is up to date.\n',
    )
    return 0
  } finally {
    await store.clicks.close()
    await store.close()
  }
}
