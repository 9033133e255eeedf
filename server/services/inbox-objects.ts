/** What is known of a provider's objects: kept by id, found by who names whom. */

import type { Known } from '../core/stripe/books.ts'
import { canonicalFacts, mergeFacts, noFacts, type ObjectFacts } from '../core/stripe/facts.ts'
import { hubs, type Told } from '../core/stripe/read.ts'
import { inLists, prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'

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
    await storeObject(trx, { programId: program.id, id: told.id, facts })
  }
  for (const pairs of inLists(links)) {
    const [from, to] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
    await storeLinks(trx, { programId: program.id, a: [...from, ...to], b: [...to, ...from] })
  }
  return changed
}

const storeObject = prepared(
  (reader, { programId, id, facts }: { programId: string; id: string; facts: string }) =>
    reader
      .insertInto('inbox_object')
      .values({ program_id: programId, source: SOURCE, id, facts })
      .onConflict((conflict) => conflict.columns(['program_id', 'source', 'id']).doUpdateSet({ facts })),
)

const storeLinks = prepared((reader, { programId, a, b }: { programId: string; a: string[]; b: string[] }) =>
  reader
    .insertInto('inbox_link')
    .values(a.map((from, n) => ({ program_id: programId, source: SOURCE, a: from, b: b[n] ?? '' })))
    .onConflict((conflict) => conflict.doNothing()),
)

async function loadObjects(trx: Trx, programId: string, ids: string[]): Promise<Map<string, ObjectFacts>> {
  const found = new Map<string, ObjectFacts>()
  for (const some of inLists(ids)) {
    for (const { id, facts } of await objectsOf(trx, { programId, ids: some })) {
      found.set(id, { id, ...JSON.parse(facts) })
    }
  }
  return found
}

const objectsOf = prepared((reader: Reader, { programId, ids }: { programId: string; ids: string[] }) =>
  reader
    .selectFrom('inbox_object')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('id', 'in', ids)
    .select(['id', 'facts']),
)

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
  const found: { a: string; b: string }[] = []
  for (const some of inLists(ids))
    for (const pair of await linksFrom(trx, { programId, ids: some })) found.push(pair)
  return found
}

const linksFrom = prepared((reader: Reader, { programId, ids }: { programId: string; ids: string[] }) =>
  reader
    .selectFrom('inbox_link')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('a', 'in', ids)
    .select(['a', 'b']),
)
