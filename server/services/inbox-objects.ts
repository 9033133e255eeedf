/** What is known of a provider's objects: kept by id, found by who names whom. */

import type { Known } from '../core/stripe/books.ts'
import { canonicalFacts, mergeFacts, noFacts, type ObjectFacts } from '../core/stripe/facts.ts'
import { hubs, type Told } from '../core/stripe/read.ts'
import type { Program, Trx } from './programs.ts'

const SOURCE = 'stripe'

/** @returns the objects of which something new was told. */
export async function rememberTold(trx: Trx, program: Program, { objects, links }: Told): Promise<string[]> {
  const known = await loadObjects(
    trx,
    program.id,
    objects.map(({ id }) => id),
  )
  const changed: string[] = []
  for (const told of objects) {
    const before = known.get(told.id)
    const facts = canonicalFacts(mergeFacts(before ?? noFacts(told.id), told))
    if (before && canonicalFacts(before) === facts) continue
    changed.push(told.id)
    await trx
      .insertInto('inbox_object')
      .values({ program_id: program.id, source: SOURCE, id: told.id, facts })
      .onConflict((conflict) => conflict.columns(['program_id', 'source', 'id']).doUpdateSet({ facts }))
      .execute()
  }
  const pairs = links.flatMap(([a, b]) => [
    { program_id: program.id, source: SOURCE, a, b },
    { program_id: program.id, source: SOURCE, a: b, b: a },
  ])
  if (pairs.length > 0) {
    await trx
      .insertInto('inbox_link')
      .values(pairs)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  return changed
}

async function loadObjects(trx: Trx, programId: string, ids: string[]): Promise<Map<string, ObjectFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('inbox_object')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('id', 'in', ids)
    .select(['id', 'facts'])
    .execute()
  return new Map(rows.map(({ id, facts }) => [id, { id, ...JSON.parse(facts) }]))
}

/**
 * Everything around these objects that can matter to them. Customers and the
 * like are looked at, but looked through only where the way starts from them.
 */
export async function loadAround(trx: Trx, programId: string, ids: string[]): Promise<Known> {
  const objects = new Map<string, ObjectFacts>()
  const links = new Map<string, Set<string>>()
  const start = new Set(ids)
  for (let front = ids; front.length > 0; ) {
    const found = await loadObjects(trx, programId, front)
    for (const [id, object] of found) objects.set(id, object)
    const through = [...found.values()].filter(({ id, kind }) => start.has(id) || !hubs.has(kind))
    const pairs = await linksOf(
      trx,
      programId,
      through.map(({ id }) => id),
    )
    for (const { a, b } of pairs) links.set(a, (links.get(a) ?? new Set()).add(b))
    front = [...new Set(pairs.map(({ b }) => b))].filter((id) => !objects.has(id))
  }
  return { objects, links }
}

async function linksOf(trx: Trx, programId: string, ids: string[]): Promise<{ a: string; b: string }[]> {
  if (ids.length === 0) return []
  return trx
    .selectFrom('inbox_link')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('a', 'in', ids)
    .select(['a', 'b'])
    .execute()
}
