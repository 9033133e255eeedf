/** The few places where the two engines want different words for the same table. */
import { type Kysely, type Migration, sql } from 'kysely'

export type Engine = 'sqlite' | 'postgres'

/** 2^53 − 1: the largest integer that JavaScript counts exactly. */
const LARGEST_AMOUNT = Number.MAX_SAFE_INTEGER

const words = {
  sqlite: {
    text: 'text',
    int: 'integer',
    bytes: 'blob',
    strict: ' strict',
    isInteger: (column: string) => `typeof(${column}) = 'integer' and `,
  },
  postgres: {
    // The C collation compares bytes, as SQLite does: both engines sort ids and page lists the same way.
    text: 'text collate "C"',
    int: 'bigint',
    bytes: 'bytea',
    strict: '',
    isInteger: () => '',
  },
} as const

/** A table of text and integer columns, written once for both engines. */
export interface TableWords {
  text: string
  textOrNull: string
  int: string
  intOrNull: string
  bytes: string
  /** An integer column that JavaScript can hold exactly. */
  money(column: string): string
  /** 0 or 1. */
  flag(column: string): string
  strict: string
}

export function tableWords(engine: Engine): TableWords {
  const word = words[engine]
  return {
    text: `${word.text} not null`,
    textOrNull: word.text,
    int: `${word.int} not null`,
    intOrNull: word.int,
    bytes: `${word.bytes} not null`,
    money: (column) =>
      `${column} ${word.int} not null check (${word.isInteger(column)}${column} between -${LARGEST_AMOUNT} and ${LARGEST_AMOUNT})`,
    flag: (column) => `${column} ${word.int} not null check (${column} in (0, 1))`,
    strict: word.strict,
  }
}

export const migration = (statements: readonly string[]): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
