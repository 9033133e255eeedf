/**
 * Triggers that keep history as it was written. Only rows of a test twin may
 * be deleted, so that the twin can be reset; nothing is ever updated.
 */
import type { Engine } from './sql.ts'

/** The tables must have a `program_id`. Statements for 0001-first, which also makes what the triggers call. */
export const appendOnly = (engine: Engine, tables: readonly string[]): string[] =>
  engine === 'sqlite' ? sqlite(tables) : postgres(tables)

/** The same for the tables of a later migration. */
export const appendOnlyTriggers = (engine: Engine, tables: readonly string[]): string[] =>
  tables.flatMap(engine === 'sqlite' ? sqliteTriggers : postgresTriggers)

// A row whose program is gone counts as live: deleting the program first is no way round.
const sqliteTriggers = (table: string) => [
  `create trigger ${table}_no_update before update on ${table}
     begin select raise(abort, '${table} is append-only'); end`,
  `create trigger ${table}_no_delete before delete on ${table}
     when (select mode from program where id = old.program_id) is not 'test'
     begin select raise(abort, '${table} is append-only'); end`,
]

const sqlite = (tables: readonly string[]) => [
  ...tables.flatMap(sqliteTriggers),
  // Nor is turning a live program into a twin.
  `create trigger program_mode_fixed before update of mode on program
   begin select raise(abort, 'the mode of a program is fixed'); end`,
]

const postgresTriggers = (table: string) => [
  `create trigger ${table}_no_update before update or truncate on ${table}
     for each statement execute function goodword_append_only()`,
  `create trigger ${table}_no_delete before delete on ${table}
     for each row execute function goodword_only_twin()`,
]

// 23001 restrict_violation: not a class that anything retries.
const postgres = (tables: readonly string[]) => [
  `create function goodword_append_only() returns trigger language plpgsql as $$
   begin
     raise exception '% is append-only', tg_table_name using errcode = '23001';
   end $$`,
  `create function goodword_only_twin() returns trigger language plpgsql as $$
   begin
     if (select mode from program where id = old.program_id) is distinct from 'test' then
       raise exception '% is append-only', tg_table_name using errcode = '23001';
     end if;
     return old;
   end $$`,
  ...tables.flatMap(postgresTriggers),
  `create trigger program_mode_fixed before update of mode on program
   for each statement execute function goodword_append_only()`,
]
