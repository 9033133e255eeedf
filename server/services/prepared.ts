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
  rowsAtOnce<O>(query: CompiledQuery<O>): O[]
}

/** Stands for a value while the query is built. */
class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * `build` is called once for each engine and set of names in `values`, with
 * placeholders: it may ask which names are there, but not what they hold.
 *
 * @example
 * const linkOf = prepared((reader, { programId, code }: { programId: string; code: string }) =>
 *   reader.selectFrom('link').where('program_id', '=', programId).where('code', '=', code).selectAll())
 * const [link] = await linkOf(trx, { programId, code: 'mara' })
 */
export function prepared<V extends object, O>(
  build: (reader: Reader, values: V) => Compilable<O>,
): (reader: Reader, values: V) => Promise<O[]> {
  const known = new Map<object, Map<string, CompiledQuery<O>>>()
  return async (reader, values) => {
    const names = Object.keys(values)
    const executor = reader.getExecutor() as QueryExecutor & Partial<RunsAtOnce>
    const engine = executor.adapter.constructor
    const ofEngine = known.get(engine) ?? new Map<string, CompiledQuery<O>>()
    known.set(engine, ofEngine)
    let query = ofEngine.get(names.join())
    if (!query) {
      const placeholders = Object.fromEntries(names.map((name) => [name, new Placeholder(name)])) as V
      query = build(reader, placeholders).compile()
      ofEngine.set(names.join(), query)
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof V] : parameter,
    )
    const filled = { ...query, parameters }
    return executor.rowsAtOnce?.(filled) ?? (await executor.executeQuery<O>(filled)).rows
  }
}

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
