/**
 * Statements that are built and compiled once and then only run. Putting a
 * query together takes longer than running it, which counts where every sale
 * pays for it.
 */
import type { Compilable, CompiledQuery, InsertObject, QueryExecutor } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Reader, Trx } from './programs.ts'

/** An executor of an engine that answers at once: nobody has to wait for a promise. */
export interface RunsAtOnce {
  rowsAtOnce<O>(query: CompiledQuery<O>, parameters: readonly unknown[]): O[]
}

/** Stands for a value, or for one of a list, while the query is built. */
class Placeholder {
  readonly place: number
  readonly index: number | undefined
  constructor(place: number, index?: number) {
    this.place = place
    this.index = index
  }

  /** @param given the values in the order of their names: by place they are found faster than by name. */
  in(given: unknown[]): unknown {
    const value = given[this.place]
    return this.index === undefined ? value : (value as unknown[])[this.index]
  }
}

const LONGEST_LIST = 512

/**
 * A list for `prepared`, in parts of 512 at most: neither engine takes any
 * number of values. The last part has its last one again until there are 1, 2,
 * 4, 8 … of them, so that ten statements do for all.
 */
export function inLists<T>(list: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let n = 0; n < list.length; n += LONGEST_LIST) {
    const part = list.slice(n, n + LONGEST_LIST)
    const length = 2 ** Math.ceil(Math.log2(part.length))
    parts.push([...part, ...new Array<T>(length - part.length).fill(part.at(-1) as T)])
  }
  return parts
}

/**
 * `build` is called once for each engine and set of names in `values`, with
 * placeholders: it may ask which names are there, but not what they hold. Of a
 * list it may know the length; see `inLists`.
 *
 * @example
 * const linkOf = prepared((reader, { programId, code }: { programId: string; code: string }) =>
 *   reader.selectFrom('link').where('program_id', '=', programId).where('code', '=', code).selectAll())
 * const [link] = await linkOf(trx, { programId, code: 'mara' })
 */
export function prepared<V extends object, O>(
  build: (reader: Reader, values: V) => Compilable<O>,
): (reader: Reader, values: V) => Promise<O[]> {
  const known: Known<O>[] = []
  return async (reader, values) => {
    const executor = reader.getExecutor() as QueryExecutor & Partial<RunsAtOnce>
    const engine = executor.adapter.constructor
    const given: unknown[] = Object.values(values)
    let query = known.find((one) => one.engine === engine && fits(one, values, given))?.query
    if (!query) {
      query = build(reader, placeholdersFor(values)).compile()
      known.push({ engine, names: Object.keys(values), lengths: given.map(lengthOf), query })
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? parameter.in(given) : parameter,
    )
    return (
      executor.rowsAtOnce?.(query, parameters) ??
      (await executor.executeQuery<O>({ ...query, parameters })).rows
    )
  }
}

interface Known<O> {
  engine: object
  names: string[]
  /** Of each value, see `lengthOf`. */
  lengths: number[]
  query: CompiledQuery<O>
}

/** For every statement of every request: nothing is made to compare it. */
function fits(
  { names, lengths }: Pick<Known<unknown>, 'names' | 'lengths'>,
  values: object,
  given: unknown[],
): boolean {
  let n = 0
  for (const name in values) {
    if (name !== names[n] || lengthOf(given[n]) !== lengths[n]) return false
    n++
  }
  return n === names.length
}

/** Of a list; anything else has none. */
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : -1)

const placeholdersFor = <V extends object>(values: V): V =>
  Object.fromEntries(
    Object.entries(values).map(([name, value], place) => [
      name,
      Array.isArray(value) ? value.map((_, index) => new Placeholder(place, index)) : new Placeholder(place),
    ]),
  ) as V

/** One new row with every column of its table. */
export async function insertRow<T extends keyof Database>(
  trx: Trx,
  table: T,
  row: InsertObject<Database, T>,
): Promise<void> {
  const insert =
    inserts.get(table) ??
    prepared((reader, values: InsertObject<Database, T>) => reader.insertInto(table).values(values))
  inserts.set(table, insert as Insert)
  await insert(trx, row)
}

type Insert = (reader: Reader, row: object) => Promise<unknown[]>
const inserts = new Map<string, Insert>()
