/**
 * Keyset pages, newest first. The cursor says where the next page starts and
 * is signed together with program and filters, so that it fits only there.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Services } from './context.ts'
import { Problem } from './problem.ts'

export interface PageRequest {
  /** 1 to 100. */
  limit: number
  cursor?: string
}

export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

interface Position {
  createdAt: number
  id: string
}

type Signer = Pick<Services, 'signingKeys'>

const sign = (secret: Buffer, scope: string, position: string): Buffer =>
  createHmac('sha256', secret).update(`cursor\0${scope}\0${position}`).digest().subarray(0, 16)

function makeCursor({ signingKeys }: Signer, scope: string, { createdAt, id }: Position): string {
  const [key] = signingKeys
  if (!key) throw new Error('no signing key')
  const position = Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
  return `${position}.${sign(key.secret, scope, position).toString('base64url')}`
}

function readCursor(
  { signingKeys }: Signer,
  scope: string,
  cursor: string | undefined,
): Position | undefined {
  if (cursor === undefined) return undefined
  const [position = '', signature = ''] = cursor.split('.')
  const given = Buffer.from(signature, 'base64url')
  const ours = signingKeys.some(({ secret }) => {
    const expected = sign(secret, scope, position)
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  if (!ours) throw new Problem('invalid_cursor')
  const [createdAt, id] = JSON.parse(Buffer.from(position, 'base64url').toString()) as [number, string]
  return { createdAt, id }
}

/** The part of a query builder that a page needs. */
interface Rows<T> {
  where(condition: RawBuilder<boolean>): Rows<T>
  orderBy(column: RawBuilder<unknown>, direction: 'desc'): Rows<T>
  limit(rows: number): Rows<T>
  execute(): Promise<T[]>
}

/**
 * One page of what a query selects, newest first.
 *
 * @param scope program, list and filters: a cursor fits only where it was given out.
 * @param table whose `created_at` and `id` order the rows.
 */
export async function newestFirst<T extends { created_at: number; id: string }>(
  services: Signer,
  scope: string,
  table: string,
  { limit, cursor }: PageRequest,
  query: Rows<T>,
): Promise<Page<T>> {
  const after = readCursor(services, scope, cursor)
  const createdAt = sql.ref(`${table}.created_at`)
  const id = sql.ref(`${table}.id`)
  const older = after && sql<boolean>`(${createdAt}, ${id}) < (${after.createdAt}, ${after.id})`
  // One row more than asked for only tells that there are more.
  const rows = await (older ? query.where(older) : query)
    .orderBy(createdAt, 'desc')
    .orderBy(id, 'desc')
    .limit(limit + 1)
    .execute()
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  if (rows.length <= limit || !last) return { data, nextCursor: null }
  return { data, nextCursor: makeCursor(services, scope, { createdAt: last.created_at, id: last.id }) }
}
