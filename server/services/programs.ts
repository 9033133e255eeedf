/** Programs: which definition is or was in force, and the plan versions that follow from it. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { checkDefinition } from '../core/program.ts'
import type { Plan, PlanTerms, ProgramDefinition } from '../core/types.ts'
import type { Database } from '../db/schema.ts'
import type { Clock, Services } from './context.ts'
import { forgetKept, kept } from './kept.ts'
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
  /** When that version was published. */
  publishedAt: number
  /** The program's own time: the twin's clock can be moved. */
  now: number
}

export async function loadProgram(reader: Reader, clock: Clock, programId: string): Promise<Program> {
  const { clockOffsetMs, ...program } = await readProgram(reader, programId)
  return { ...program, now: clock.now() + clockOffsetMs }
}

async function readProgram(reader: Reader, programId: string) {
  const row = await reader
    .selectFrom('program')
    .innerJoin('program_version', 'program_version.program_id', 'program.id')
    .where('program.id', '=', programId)
    .select(['id', 'mode', 'short_id', 'clock_offset_ms', 'version', 'definition', 'effective_at'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    mode: row.mode,
    shortId: row.short_id,
    definition: JSON.parse(row.definition) as ProgramDefinition,
    version: row.version,
    publishedAt: row.effective_at,
    clockOffsetMs: row.clock_offset_ms,
  }
}

/** For reading: another server may have changed it a moment ago. */
export async function keptProgram(
  services: Pick<Services, 'store' | 'clock'>,
  programId: string,
): Promise<Program> {
  const found = await kept(services, `program ${programId}`, () => readProgram(services.store.db, programId))
  if (!found) throw new Error('a credential of no program')
  const { clockOffsetMs, ...program } = found
  return { ...program, now: services.clock.now() + clockOffsetMs }
}

/** For writing: the program as the transaction sees it, of which mostly nothing but the version is read. */
export async function programIn(trx: Trx, clock: Clock, program: Program): Promise<Program> {
  const [newest] = await newestVersion(trx, { programId: program.id })
  if (newest?.version !== program.version || newest.effective_at !== program.publishedAt) {
    return loadProgram(trx, clock, program.id)
  }
  return { ...program, now: clock.now() + newest.clock_offset_ms }
}

const newestVersion = prepared((reader, { programId }: { programId: string }) =>
  reader
    .selectFrom('program')
    .innerJoin('program_version', 'program_version.program_id', 'program.id')
    .where('program.id', '=', programId)
    .select(['version', 'effective_at', 'clock_offset_ms'])
    .orderBy('version', 'desc')
    .limit(1),
)

/** The definition in force at a time; the first one for times before it. */
export async function definitionAt(
  reader: Reader,
  programId: string,
  at: number,
): Promise<ProgramDefinition> {
  const [row] = await definitionsByAge(reader, { programId, at })
  if (!row) throw new Error('a program without a definition')
  return JSON.parse(row.definition) as ProgramDefinition
}

const definitionsByAge = prepared((reader, { programId, at }: { programId: string; at: number }) =>
  reader
    .selectFrom('program_version')
    .where('program_id', '=', programId)
    .select('definition')
    .orderBy(inForce(at))
    .limit(1),
)

/** Sorts versions: the newest one in force at that time, otherwise the first there is. */
const inForce = (at: number) =>
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
  const [row] = await plansByAge(reader, { programId, planId, at })
  if (!row) throw new Problem('plan_unknown')
  return { planId, version: row.version, terms: JSON.parse(row.terms) as PlanTerms }
}

const plansByAge = prepared(
  (reader, { programId, planId, at }: { programId: string; planId: string; at: number }) =>
    reader
      .selectFrom('plan_version')
      .where('program_id', '=', programId)
      .where('plan_id', '=', planId)
      .select(['version', 'terms'])
      .orderBy(inForce(at))
      .limit(1),
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

/** The newest version number of each plan. */
export async function planVersions(reader: Reader, programId: string): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('plan_version')
    .where('program_id', '=', programId)
    .select((eb) => ['plan_id', eb.fn.max('version').as('version')])
    .groupBy('plan_id')
    .execute()
  return new Map(rows.map((row) => [row.plan_id, Number(row.version)]))
}

const termsOf = (plan: Plan, definition: ProgramDefinition): PlanTerms => ({
  name: plan.name,
  kind: plan.kind,
  rules: plan.rules,
  holdDays: definition.holdDays,
  ...(plan.prices ? { prices: plan.prices } : {}),
})

/**
 * Publishes a definition: from now on it counts for new customers. Every plan
 * whose terms differ gets a new version; customers keep the one they have.
 * Applying what is already in force changes nothing.
 */
export async function applyDefinition(
  { store }: Pick<Services, 'store'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  definition: ProgramDefinition,
): Promise<void> {
  const errors = checkDefinition(definition)
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
  await store.lock(trx, `${program.id} definition`)
  const last = await trx
    .selectFrom('program_version')
    .where('program_id', '=', program.id)
    .select(['version', 'definition'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const text = JSON.stringify(definition)
  if (last?.definition === text) return
  forgetKept({ store }, trx)
  await refuseDroppedPlans(trx, program.id, definition)
  await trx
    .insertInto('program_version')
    .values({
      program_id: program.id,
      version: (last?.version ?? 0) + 1,
      definition: text,
      effective_at: program.now,
    })
    .execute()
  const versions = await planVersions(trx, program.id)
  for (const plan of definition.plans) {
    const version = versions.get(plan.id) ?? 0
    const terms = JSON.stringify(termsOf(plan, definition))
    if (version > 0) {
      const current = await planVersion(trx, program.id, plan.id, version)
      if (JSON.stringify(current.terms) === terms) continue
    }
    await trx
      .insertInto('plan_version')
      .values({
        program_id: program.id,
        plan_id: plan.id,
        version: version + 1,
        terms,
        effective_at: program.now,
      })
      .execute()
  }
}

/** A plan that partners are on cannot vanish: their next customer would have no terms. */
async function refuseDroppedPlans(trx: Trx, programId: string, definition: ProgramDefinition): Promise<void> {
  const kept = definition.plans.map((plan) => plan.id)
  const orphan = await trx
    .selectFrom('partner_plan as current')
    .where('current.program_id', '=', programId)
    .where('current.plan_id', 'not in', kept)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('partner_plan as later')
            .select('later.plan_id')
            .whereRef('later.program_id', '=', 'current.program_id')
            .whereRef('later.partner_id', '=', 'current.partner_id')
            .whereRef('later.effective_at', '>', 'current.effective_at'),
        ),
      ),
    )
    .select('current.plan_id')
    .limit(1)
    .executeTakeFirst()
  if (!orphan) return
  throw new Problem('validation_failed', {
    errors: [
      {
        path: 'plans',
        message: `The plan "${orphan.plan_id}" still has partners. Move them to another plan first, or keep it.`,
      },
    ],
  })
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
