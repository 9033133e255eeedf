/** The key that seals payout details: from the environment, or on SQLite a file of its own beside the database. */
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from './db/errors.ts'
import type { Ids } from './services/context.ts'
import { Problem } from './services/problem.ts'

const KEY_BYTES = 32

/** 32 bytes in base64url, as `goodword details-key` prints them. */
export const isDetailsKey = (text: string): boolean =>
  /^[\w-]{43}=?$/.test(text) && Buffer.from(text, 'base64url').length === KEY_BYTES

export const makeDetailsKey = (ids: Ids): string => ids.bytes(KEY_BYTES).toString('base64url')

/** Read, and on SQLite made, when it is needed for the first time. */
export function detailsKeyOf(
  ids: Ids,
  { detailsKey, dataDir }: { detailsKey?: string | undefined; dataDir?: string | undefined },
): () => Buffer {
  let known: Buffer | undefined
  return () => {
    const text =
      detailsKey ?? (dataDir === undefined ? undefined : keyInFile(join(dataDir, 'details.key'), ids))
    if (text === undefined) throw new Problem('details_key_missing')
    known ??= Buffer.from(text, 'base64url')
    return known
  }
}

/** Written whole and then given its name, which never replaces one that is there: what that sealed would not open again. */
function keyInFile(path: string, ids: Ids): string {
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, makeDetailsKey(ids), { mode: 0o600, flush: true })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
  }
  return readFileSync(path, 'utf8').trim()
}
