/** A definition is published before it takes effect: both times are kept, as proof of the notice that was given. */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const notice = (engine: Engine): Migration =>
  migration([`alter table program_version add column published_at ${tableWords(engine).intOrNull}`])
