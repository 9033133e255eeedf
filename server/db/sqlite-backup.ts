/**
 * A copy of the two files while a server goes on writing them. VACUUM INTO
 * reads one snapshot, so the copy is one consistent state however much is
 * written meanwhile; SQLite's backup API would begin anew with every commit of
 * another process. What was deleted, such as a visitor salt, is not in it.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DatabaseMissing } from './errors.ts'
import { loadSqlite } from './sqlite-file.ts'

/** Money first: a click that the copied money knows of is then in the copied clicks, too. */
const FILES = ['goodword.db', 'clicks.db']
/** For a checkpoint or a migration that is just under way. */
const BUSY_TIMEOUT_MS = 5_000

export interface CopiedFile {
  name: string
  bytes: number
}

/**
 * Copies the database in `dir` into `folder`, which must not exist or be
 * empty, in a folder that exists. The copy appears only when it is whole and
 * on disk.
 *
 * @throws {DatabaseMissing} when there is nothing to copy; what the file
 *   system says (`ENOTEMPTY`, `EEXIST` …) when `folder` cannot be used.
 */
export async function backupSqlite(dir: string, folder: string): Promise<CopiedFile[]> {
  if (!existsSync(join(dir, 'goodword.db'))) throw new DatabaseMissing(dir)
  const target = resolve(folder)
  const unfinished = `${target}.unfinished`
  await mkdir(unfinished, { mode: 0o700 })
  try {
    const copied: CopiedFile[] = []
    for (const name of FILES.filter((one) => existsSync(join(dir, one)))) {
      await copy(join(dir, name), join(unfinished, name))
      copied.push({ name, bytes: (await stat(join(unfinished, name))).size })
    }
    await sync(unfinished)
    // Fails when something is there already.
    await rename(unfinished, target)
    await sync(dirname(target))
    return copied
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function copy(from: string, to: string): Promise<void> {
  const Sqlite = await loadSqlite()
  // Ours from the first byte on; SQLite fills an empty file.
  await (await open(to, 'wx', 0o600)).close()
  const source = new Sqlite(from, { readonly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  await sync(to)
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
