/** API keys: made here, shown once, stored hashed. The publishable key is public and kept readable. */
import { hash } from 'node:crypto'
import type { Ids, Services } from './context.ts'
import { forgetKept, keptExactly } from './kept.ts'
import { prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Reader, Trx } from './programs.ts'

export type KeyKind = 'publishable' | 'secret'

export interface NewKey {
  id: string
  kind: KeyKind
  mode: 'live' | 'test'
  /** The whole key; for a secret key this is the only time it is seen. */
  key: string
}

const prefixes = { publishable: 'gw_pk_', secret: 'gw_sk_' } as const

/** What is stored of a secret: enough to find it, useless to whoever reads the database. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex')

/** 192 random bits in letters and digits, so that a key can be selected with a double click. */
export function randomToken(ids: Ids, length = 32): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let token = ''
  while (token.length < length) {
    for (const byte of ids.bytes(length)) {
      // 248 is the largest multiple of 62 below 256: above it, letters would be uneven.
      if (byte < 248 && token.length < length) token += alphabet[byte % 62]
    }
  }
  return token
}

export async function createKey(
  { ids }: Pick<Services, 'ids'>,
  trx: Trx,
  program: { id: string; mode: 'live' | 'test'; now: number },
  kind: KeyKind,
  given?: string,
): Promise<NewKey> {
  const key = given ?? `${prefixes[kind]}${program.mode === 'test' ? 'test_' : ''}${randomToken(ids)}`
  const id = ids.make('key')
  await trx
    .insertInto('api_key')
    .values({
      program_id: program.id,
      id,
      kind,
      hash: hashSecret(key),
      hint: kind === 'publishable' ? key : key.slice(-4),
      created_at: program.now,
      revoked_at: null,
    })
    .execute()
  return { id, kind, mode: program.mode, key }
}

export interface FoundKey {
  programId: string
  id: string
  kind: KeyKind
}

/** Asked for every request. A key that was revoked opens nothing from that moment on. */
export function findKey(
  services: Pick<Services, 'store' | 'clock'>,
  key: string,
): Promise<FoundKey | undefined> {
  const hash = hashSecret(key)
  return keptExactly(services, `key ${hash}`, async () => {
    const [row] = await keyOf(services.store.db, { hash })
    return row && { programId: row.program_id, id: row.id, kind: row.kind }
  })
}

const keyOf = prepared((reader, { hash }: { hash: string }) =>
  reader
    .selectFrom('api_key')
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .select(['program_id', 'id', 'kind']),
)

export interface KeyInUse {
  id: string
  kind: KeyKind
  /** A publishable key as a whole, of a secret one the last four characters. */
  hint: string
  createdAt: number
}

/** Those that were not revoked, the oldest first. */
export async function listKeys(reader: Reader, programId: string): Promise<KeyInUse[]> {
  const rows = await reader
    .selectFrom('api_key')
    .where('program_id', '=', programId)
    .where('revoked_at', 'is', null)
    .select(['id', 'kind', 'hint', 'created_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }))
}

/**
 * Opens nothing from the commit on; revoking it again changes nothing.
 *
 * @throws Problem `not_found`; `last_secret_key`, without which nobody could make another one.
 */
export async function revokeKey(
  services: Pick<Services, 'store' | 'clock'>,
  trx: Trx,
  program: { id: string; now: number },
  id: string,
): Promise<void> {
  await services.store.lock(trx, `${program.id} keys`)
  const row = await trx
    .selectFrom('api_key')
    .where('program_id', '=', program.id)
    .where('id', '=', id)
    .select(['kind', 'revoked_at'])
    .executeTakeFirst()
  if (!row) throw new Problem('not_found')
  if (row.revoked_at !== null) return
  const inUse = await listKeys(trx, program.id)
  if (row.kind === 'secret' && inUse.filter(({ kind }) => kind === 'secret').length === 1) {
    throw new Problem('last_secret_key')
  }
  await trx
    .updateTable('api_key')
    .set({ revoked_at: program.now })
    .where('program_id', '=', program.id)
    .where('id', '=', id)
    .execute()
  forgetKept(services, trx)
}
