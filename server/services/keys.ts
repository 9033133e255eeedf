/** API keys: made here, shown once, stored hashed. The publishable key is public and kept readable. */
import { hash } from 'node:crypto'
import type { Ids, Services } from './context.ts'
import { prepared } from './prepared.ts'
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

/** Asked for every request, and never kept: a key that was revoked opens nothing from that moment on. */
export async function findKey(
  reader: Reader,
  key: string,
): Promise<{ programId: string; id: string; kind: KeyKind } | undefined> {
  const [row] = await keyOf(reader, { hash: hashSecret(key) })
  return row && { programId: row.program_id, id: row.id, kind: row.kind }
}

const keyOf = prepared((reader, { hash }: { hash: string }) =>
  reader
    .selectFrom('api_key')
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .select(['program_id', 'id', 'kind']),
)
