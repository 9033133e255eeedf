/**
 * Idempotency-Key: the answer is stored in the transaction of its effect, so
 * that a repeated request gets the same bytes and causes nothing twice.
 * Requests that fail are not stored: after a rollback a retry is safe.
 */
import { createHash } from 'node:crypto'
import type { Services } from './context.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'

export interface StoredReply {
  status: number
  /** JSON text, byte for byte as it was answered. */
  body: string
  replayed: boolean
}

export interface IdempotentRequest {
  key: string
  /** Credential class, method and route template. */
  scope: string
  /** Path and body: what must be the same for the answer to be the same. */
  path: string
  body: unknown
}

export async function onceOnly(
  { store }: Pick<Services, 'store'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  request: IdempotentRequest,
  work: () => Promise<{ status: number; body: unknown }>,
): Promise<StoredReply> {
  const fingerprint = createHash('sha256')
    .update(`${request.path}\n${canonical(request.body)}`)
    .digest('hex')
  await store.lock(trx, `${program.id} idempotency ${request.scope} ${request.key}`)
  const known = await trx
    .selectFrom('idempotency')
    .where('program_id', '=', program.id)
    .where('scope', '=', request.scope)
    .where('key', '=', request.key)
    .select(['fingerprint', 'status', 'body'])
    .executeTakeFirst()
  if (known) {
    if (known.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused')
    return { status: known.status, body: known.body, replayed: true }
  }
  const { status, body } = await work()
  const text = JSON.stringify(body)
  await trx
    .insertInto('idempotency')
    .values({
      program_id: program.id,
      scope: request.scope,
      key: request.key,
      fingerprint,
      status,
      body: text,
      created_at: program.now,
    })
    .execute()
  return { status, body: text, replayed: false }
}

/** The same JSON value always gives the same text: keys sorted, nothing else changed. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
