/** Programs: which definition is or was in force, and the plan versions that follow from it. */
import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql, type Transaction } from 'kysely'
import type { Plan, PlanTerms, ProgramDefinition } from '../core/types.ts'
import type { Database } from '../db/schema.ts'
import type { Clock, Services } from './context.ts'
import { isKeptExactly, kept } from './kept.ts'
import { prepared } from './prepared.ts'
import { Problem } from './problem.ts'

/** A connection or a transaction; reads take either. */
export type Reader = Kysely<Database> | Transaction<Database>
export type Trx = Transaction<Database>

export interface Program {
  id: string
  mode: 'live' | 'test'
  shortId: number
  definition: ProgramDefinition
  version: number
  /** When that version took effect. */
  inForceSince: number
  /** When the next one takes effect; null when none is waiting. */
  nextAt: number | null
  /** The program's own time: the twin's clock can be moved. */
  now: number
}

export async function loadProgram(reader: Reader, clock: Clock, programId: string): Promise<Program> {
  const program = await readProgram(reader, clock, programId)
  return programAt(program, clock.now() + program.clockOffsetMs)
}

async function readProgram(reader: Reader, clock: Clock, programId: string) {
  const programNow = sql<number>`${clock.now()} + clock_offset_ms`
  const row = await reader
    .selectFrom('program')
    .innerJoin('program_version', 'program_version.program_id', 'program.id')
    .where('program.id', '=', programId)
    .select((eb) => [
      'program.id',
      'mode',
      'short_id',
      'clock_offset_ms',
      'version',
      'definition',
      'effective_at',
      eb
        .selectFrom('program_version as later')
        .whereRef('later.program_id', '=', 'program.id')
        .whereRef('later.version', '>', 'program_version.version')
        .select((inner) => inner.fn.min('later.effective_at').as('at'))
        .as('next_at'),
    ])
    .orderBy(newestThenFirst(programNow))
    .limit(1)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    mode: row.mode,
    shortId: row.short_id,
    definition: JSON.parse(row.definition) as ProgramDefinition,
    version: row.version,
    inForceSince: row.effective_at,
    nextAt: row.next_at,
    clockOffsetMs: row.clock_offset_ms,
  }
}

/** For reading: another server may have changed it a moment ago. */
export async function keptProgram(
  services: Pick<Services, 'store' | 'clock'>,
  programId: string,
): Promise<Program> {
  const { store, clock } = services
  const found = await kept(services, `program ${programId}`, () => readProgram(store.db, clock, programId))
  if (!found) throw new Error('a credential of no program')
  const now = clock.now() + found.clockOffsetMs
  // What was waiting takes effect on its millisecond, whatever is kept here.
  if (found.nextAt !== null && now >= found.nextAt) return loadProgram(store.db, clock, programId)
  return programAt(found, now)
}

/** Twice for every request: written out, which takes an eighth of the time that copying does. */
const programAt = (program: Omit<Program, 'now'>, now: number): Program => ({
  id: program.id,
  mode: program.mode,
  shortId: program.shortId,
  definition: program.definition,
  version: program.version,
  inForceSince: program.inForceSince,
  nextAt: program.nextAt,
  now,
})

/** For writing: the program as the transaction sees it, of which mostly nothing but the version is read. */
export async function programIn(
  services: Pick<Services, 'store' | 'clock'>,
  trx: Trx,
  program: Program,
): Promise<Program> {
  if (isKeptExactly(services)) return keptProgram(services, program.id)
  const at = services.clock.now()
  const [current] = await versionInForce(trx, { programId: program.id, at })
  if (current?.version !== program.version || current.effective_at !== program.inForceSince) {
    return loadProgram(trx, services.clock, program.id)
  }
  return programAt(program, at + current.clock_offset_ms)
}

/** For what does not look at the definition, which takes longest to read. Undefined before there is a program. */
export async function programOfMode(
  reader: Reader,
  clock: Clock,
  mode: Program['mode'],
): Promise<Pick<Program, 'id' | 'now'> | undefined> {
  const [row] = await clockOfMode(reader, { mode })
  return row && { id: row.id, now: clock.now() + row.clock_offset_ms }
}

const clockOfMode = prepared((reader, { mode }: Pick<Program, 'mode'>) =>
  reader.selectFrom('program').where('mode', '=', mode).select(['id', 'clock_offset_ms']),
)

const versionInForce = prepared((reader, { programId, at }: { programId: string; at: number }) =>
  reader
    .selectFrom('program')
    .innerJoin('program_version', 'program_version.program_id', 'program.id')
    .where('program.id', '=', programId)
    .where('effective_at', '<=', sql<number>`${at} + clock_offset_ms`)
    .select(['version', 'effective_at', 'clock_offset_ms'])
    .orderBy('version', 'desc')
    .limit(1),
)

/**
 * The definition in force at a time; the first one for times before it.
 *
 * @param program as the transaction sees it: mostly it is the one in force now.
 */
export async function definitionAt(reader: Reader, program: Program, at: number): Promise<ProgramDefinition> {
  if (program.inForceSince <= at && at <= program.now) return program.definition
  const [row] = await newestOrFirst(definitionsByAge, reader, { programId: program.id, at })
  if (!row) throw new Error('a program without a definition')
  return JSON.parse(row.definition) as ProgramDefinition
}

type Age = { at: number } | { first: true }

const definitionsByAge = prepared((reader, { programId, ...age }: { programId: string } & Age) => {
  const versions = reader
    .selectFrom('program_version')
    .where('program_id', '=', programId)
    .select('definition')
  return inForce(versions, age)
})

/**
 * Of some versions the newest one in force at that time, or the first there is.
 * Each is the next entry of an index; sorting both ways at once takes ten times as long.
 */
const inForce = <T extends 'program_version' | 'plan_version', O>(
  versions: SelectQueryBuilder<Database, T, O>,
  age: Age,
): SelectQueryBuilder<Database, T, O> => {
  const newest =
    'at' in age
      ? versions.where(sql<boolean>`effective_at <= ${age.at}`).orderBy(sql`version desc`)
      : versions.orderBy(sql`version`)
  return newest.limit(1)
}

/** @param byAge see `inForce`. */
async function newestOrFirst<V extends { at: number }, O>(
  byAge: (reader: Reader, values: Omit<V, 'at'> & Age) => Promise<O[]>,
  reader: Reader,
  { at, ...which }: V,
): Promise<O[]> {
  const newest = await byAge(reader, { ...which, at })
  return newest.length > 0 ? newest : byAge(reader, { ...which, first: true })
}

/** Sorts versions: the newest one in force at that time, otherwise the first there is. */
const newestThenFirst = (at: number | RawBuilder<number>) =>
  sql`case when effective_at <= ${at} then 1 else 0 end desc, case when effective_at <= ${at} then -version else version end`

export interface PlanVersion {
  planId: string
  version: number
  terms: PlanTerms
}

/** The terms a customer bound at that time gets; the plan's first ones for times before it. */
export async function planVersionAt(
  reader: Reader,
  programId: string,
  planId: string,
  at: number,
): Promise<PlanVersion> {
  const [row] = await newestOrFirst(plansByAge, reader, { programId, planId, at })
  if (!row) throw new Problem('plan_unknown')
  return { planId, version: row.version, terms: JSON.parse(row.terms) as PlanTerms }
}

const plansByAge = prepared(
  (reader, { programId, planId, ...age }: { programId: string; planId: string } & Age) => {
    const versions = reader
      .selectFrom('plan_version')
      .where('program_id', '=', programId)
      .where('plan_id', '=', planId)
      .select(['version', 'terms'])
    return inForce(versions, age)
  },
)

export async function planVersion(
  reader: Reader,
  programId: string,
  planId: string,
  version: number,
): Promise<PlanVersion> {
  const [row] = await onePlanVersion(reader, { programId, planId, version })
  if (!row) throw new Error('a plan version that was never published')
  return { planId, version, terms: JSON.parse(row.terms) as PlanTerms }
}

const onePlanVersion = prepared(
  (reader, { programId, planId, version }: { programId: string; planId: string; version: number }) =>
    reader
      .selectFrom('plan_version')
      .where('program_id', '=', programId)
      .where('plan_id', '=', planId)
      .where('version', '=', version)
      .select('terms'),
)

/** The version number of each plan that a customer bound at that time gets. */
export async function planVersions(
  reader: Reader,
  programId: string,
  at: number,
): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('plan_version')
    .where('program_id', '=', programId)
    .select(['plan_id', 'version'])
    .orderBy(newestThenFirst(at))
    .execute()
  // The first one of each plan is the one in force.
  return new Map(rows.reverse().map((row) => [row.plan_id, row.version]))
}

export interface ProgramVersion {
  version: number
  definition: ProgramDefinition
  effectiveAt: number
  publishedAt: number
}

/** Every definition that was ever published, newest first. */
export async function definitionVersions(reader: Reader, programId: string): Promise<ProgramVersion[]> {
  const rows = await reader
    .selectFrom('program_version')
    .where('program_id', '=', programId)
    .selectAll()
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    definition: JSON.parse(row.definition) as ProgramDefinition,
    effectiveAt: row.effective_at,
    publishedAt: row.published_at ?? row.effective_at,
  }))
}

export function requirePlan(program: Program, planId: string | undefined): Plan {
  const plan = planId
    ? program.definition.plans.find((candidate) => candidate.id === planId)
    : program.definition.plans[0]
  if (!plan) {
    const known = program.definition.plans.map((candidate) => candidate.id).join(', ')
    throw new Problem('plan_unknown', {
      detail: `There is no plan "${planId}". The program's plans are: ${known}.`,
      errors: [{ path: 'planId', message: `One of: ${known}.` }],
    })
  }
  return plan
}
