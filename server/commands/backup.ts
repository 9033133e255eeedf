/** `goodword backup <folder>`: a copy that a server can start from, also made beside a running one. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { codeOf } from '../db/errors.ts'
import { backupSqlite } from '../db/sqlite-backup.ts'

export async function backupCommand(args: string[], config: Config): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) return refuse('Use: goodword backup <folder>')
  if (config.databaseUrl) {
    return refuse('This data is in PostgreSQL. Copy it with: pg_dump --format=custom --file=goodword.dump …')
  }
  try {
    const copied = await backupSqlite(config.dataDir, folder)
    const files = copied.map(({ name, bytes }) => `${name} (${Math.ceil(bytes / 1024)} KB)`).join(' and ')
    process.stdout.write(
      `Copied ${files} to ${folder}.\nCheck the copy with: DATA_DIR=${folder} goodword verify\n`,
    )
    return 0
  } catch (error) {
    const reason = reasons[codeOf(error)]
    if (!reason) throw error
    return refuse(`${folder} cannot be used: ${reason}`)
  }
}

const reasons: Record<string, string> = {
  ENOTEMPTY: 'there is something in it already. A backup never replaces another one.',
  EEXIST: 'another backup was begun there. If none is running, delete the folder that ends with .unfinished.',
  ENOENT: 'the folder that it is to be in does not exist.',
  ENOTDIR: 'there is a file in its place.',
  EACCES: 'this user may not write there.',
  EPERM: 'this user may not write there.',
  EROFS: 'nothing can be written there.',
  ENOSPC: 'there is no room left.',
  SQLITE_FULL: 'there is no room left.',
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}
