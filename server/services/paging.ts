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

/** Where a row stands in a list. */
export interface Position {
  created_at: number
  id: string
}

type Signer = Pick<Services, 'signingKeys'>

const sign = (secret: Buffer, scope: string, position: string): Buffer =>
  createHmac('sha256', secret).update(`cursor\0${scope}\0${position}`).digest().subarray(0, 16)

function makeCursor({ signingKeys }: Signer, scope: string, { created_at, id }: Position): string {
  const [key] = signingKeys
  if (!key) throw new Error('no signing key')
  const position = Buffer.from(JSON.stringify([created_at, id])).toString('base64url')
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
  const [created_at, id] = JSON.parse(Buffer.from(position, 'base64url').toString()) as [number, string]
  return { created_at, id }
}

/** The part of a query builder that a page needs. */
interface Rows<T> {
  where(condition: RawBuilder<boolean>): Rows<T>
  orderBy(column: RawBuilder<unknown>, direction: 'desc'): Rows<T>
  limit(rows: number): Rows<T>
  execute(): Promise<T[]>
}

/** Some rows of a list from a position on. */
export interface Portion<T> {
  rows: T[]
  /** Given up looking here, though there may be more behind it. */
  lookedTo?: Position | undefined
}

/**
 * One page of a list.
 *
 * @param scope program, list and filters: a cursor fits only where it was given out.
 * @param read rows older than a position, newest first; no more than `most` are needed.
 */
export async function pageOf<T extends Position>(
  services: Signer,
  scope: string,
  { limit, cursor }: PageRequest,
  read: (after: Position | undefined, most: number) => Promise<Portion<T>>,
): Promise<Page<T>> {
  // One row more than asked for only tells that there are more.
  const { rows, lookedTo } = await read(readCursor(services, scope, cursor), limit + 1)
  const data = rows.slice(0, limit)
  const last = rows.length > limit ? data.at(-1) : lookedTo
  return { data, nextCursor: last ? makeCursor(services, scope, last) : null }
}

/**
 * One page of what a query selects, newest first.
 *
 * @param table whose `created_at` and `id` order the rows.
 */
export function newestFirst<T extends Position>(
  services: Signer,
  scope: string,
  table: string,
  page: PageRequest,
  query: Rows<T>,
): Promise<Page<T>> {
  return pageOf(services, scope, page, async (after, most) => ({
    rows: await newest(table, after ? query.where(olderThan(table, after)) : query, most),
  }))
}

const place = (table: string) => sql`(${sql.ref(`${table}.created_at`)}, ${sql.ref(`${table}.id`)})`

export const olderThan = (table: string, { created_at, id }: Position) =>
  sql<boolean>`${place(table)} < (${created_at}, ${id})`

export const notOlderThan = (table: string, { created_at, id }: Position) =>
  sql<boolean>`${place(table)} >= (${created_at}, ${id})`

export const newest = <T>(table: string, query: Rows<T>, most: number): Promise<T[]> =>
  query
    .orderBy(sql.ref(`${table}.created_at`), 'desc')
    .orderBy(sql.ref(`${table}.id`), 'desc')
    .limit(most)
    .execute()
