/**
 * Publishing a definition. What only adds or corrects counts at once; changed
 * terms wait for the program's notice period, and the partners whom they
 * concern are told. Customers keep the terms that they were bound under.
 */
import { type Change, changesBetween, changesFor } from '../core/diff.ts'
import { equal } from '../core/equal.ts'
import { withNotice } from '../core/notice.ts'
import { checkDefinition } from '../core/program.ts'
import { DAY_MS, writtenDate } from '../core/time.ts'
import type { Plan, PlanTerms, ProgramDefinition } from '../core/types.ts'
import type { Services } from './context.ts'
import { forgetKept } from './kept.ts'
import { queueTermsMails } from './outbox.ts'
import { Problem } from './problem.ts'
import { definitionVersions, type Program, type ProgramVersion, type Reader, type Trx } from './programs.ts'

type Times = Pick<Program, 'id' | 'now'>

export interface PublishOptions {
  /** Not before this; the whole definition waits then. Never less than the notice. */
  effectiveAt?: number
}

/** What publishing a definition would do. */
export interface Draft {
  /** What is published and when it takes effect: the corrections first, then all of it. */
  steps: { definition: ProgramDefinition; at: number }[]
  changes: (Change & { at: number })[]
  /** The partners to whom something is said. */
  told: Recipient[]
}

export interface Recipient {
  partnerId: string
  planId: string
  recruits: boolean
}

/** @throws Problem `validation_failed` for a date without the notice that was promised. */
export async function draftOf(
  reader: Reader,
  { id, now }: Times,
  definition: ProgramDefinition,
  { effectiveAt }: PublishOptions = {},
): Promise<Draft> {
  const { current, waiting } = await versionsAround(reader, id, now)
  if (!current) return { steps: [{ definition, at: now }], changes: [], told: [] }
  const newest = waiting ?? current
  const sameDate = effectiveAt === undefined || effectiveAt === newest.effectiveAt
  if (equal(newest.definition, definition) && sameDate) return { steps: [], changes: [], told: [] }

  const { now: part, waits } = withNotice(current.definition, definition)
  const announced =
    waiting && !withNotice(waiting.definition, definition).waits ? waiting.effectiveAt : undefined
  const earliest = waits ? (announced ?? now + (current.definition.noticeDays ?? 0) * DAY_MS) : now
  if (effectiveAt !== undefined && effectiveAt < earliest) throw tooSoon(earliest, waits)
  const at = effectiveAt ?? earliest
  const before = at > now ? (effectiveAt === undefined ? part : current.definition) : undefined
  // A newer version replaces what waits; what was to come before it must be called off.
  const calledOff = waiting !== undefined && waiting.effectiveAt < at
  const steps =
    before && (calledOff || !equal(before, current.definition)) ? [{ definition: before, at: now }] : []
  steps.push({ definition, at })

  const atOnce = before ? changesBetween(current.definition, before) : []
  const later = changesBetween(before ?? current.definition, definition)
  const changes = [...atOnce.map((one) => ({ ...one, at: now })), ...later.map((one) => ({ ...one, at }))]
  const news = changesBetween(newest.definition, definition)
  const told = news.some(({ terms }) => terms)
    ? (await recipients(reader, id)).filter((one) => changesFor(news, one).length > 0)
    : []
  return { steps, changes, told }
}

const tooSoon = (earliest: number, waits: boolean): Problem =>
  new Problem('validation_failed', {
    errors: [
      {
        path: 'effectiveAt',
        message: waits
          ? `Partners were promised notice. The earliest moment is ${new Date(earliest).toISOString()} (${writtenDate(earliest)}).`
          : 'A moment that is still to come.',
      },
    ],
  })

/**
 * Publishes a definition. Applying what is already published changes nothing.
 *
 * @throws Problem `validation_failed` names everything that is wrong with it.
 */
export async function applyDefinition(
  services: Pick<Services, 'store' | 'ids' | 'clock'>,
  trx: Trx,
  program: Times,
  definition: ProgramDefinition,
  options: PublishOptions = {},
): Promise<Draft> {
  const errors = checkDefinition(definition)
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
  await services.store.lock(trx, `${program.id} definition`)
  const draft = await draftOf(trx, program, definition, options)
  if (draft.steps.length === 0) return draft
  forgetKept(services, trx)
  await refuseDroppedPlans(trx, program.id, definition)
  const { current, newestVersion } = await versionsAround(trx, program.id, program.now)
  for (const [index, step] of draft.steps.entries()) {
    await trx
      .insertInto('program_version')
      .values({
        program_id: program.id,
        version: newestVersion + index + 1,
        definition: JSON.stringify(step.definition),
        effective_at: step.at,
        published_at: program.now,
      })
      .execute()
    await publishPlans(trx, program.id, step, draft.steps[index + 1]?.at ?? Number.MAX_SAFE_INTEGER)
  }
  if (current) {
    const toVersion = newestVersion + draft.steps.length
    await queueTermsMails(services, trx, program, draft.told, { fromVersion: current.version, toVersion })
  }
  return draft
}

const termsOf = (plan: Plan, definition: ProgramDefinition): PlanTerms => ({
  name: plan.name,
  kind: plan.kind,
  rules: plan.rules,
  holdDays: definition.holdDays,
  ...(plan.prices ? { prices: plan.prices } : {}),
})

/** Every plan whose terms from then on (until the next step) would be others gets a new version. */
async function publishPlans(
  trx: Trx,
  programId: string,
  { definition, at }: Draft['steps'][number],
  until: number,
): Promise<void> {
  const rows = await trx
    .selectFrom('plan_version')
    .where('program_id', '=', programId)
    .select(['plan_id', 'version', 'terms', 'effective_at'])
    .orderBy('version', 'desc')
    .execute()
  for (const plan of definition.plans) {
    const versions = rows.filter((row) => row.plan_id === plan.id)
    const current = versions.find((row) => row.effective_at <= at)
    const terms = termsOf(plan, definition)
    const takesOver = versions.some(
      (row) =>
        row.effective_at > at && row.effective_at < until && (!current || row.version > current.version),
    )
    if (current && !takesOver && equal(JSON.parse(current.terms), terms)) continue
    await trx
      .insertInto('plan_version')
      .values({
        program_id: programId,
        plan_id: plan.id,
        version: (versions[0]?.version ?? 0) + 1,
        terms: JSON.stringify(terms),
        effective_at: at,
      })
      .execute()
  }
}

/** The version in force, and the one that waits for its date, if any. */
async function versionsAround(
  reader: Reader,
  programId: string,
  now: number,
): Promise<{ current?: ProgramVersion; waiting?: ProgramVersion; newestVersion: number }> {
  const versions = await definitionVersions(reader, programId)
  const [newest] = versions
  const current = versions.find(({ effectiveAt }) => effectiveAt <= now) ?? versions.at(-1)
  const waiting = newest && current && newest.version > current.version ? newest : undefined
  return { current, waiting, newestVersion: newest?.version ?? 0 }
}

/** What was published for a later date, in words; null when nothing waits. */
export async function waitingChanges(
  reader: Reader,
  { id, now, definition }: Program,
): Promise<{ at: number; changes: string[] } | null> {
  const { waiting } = await versionsAround(reader, id, now)
  if (!waiting) return null
  const changes = changesBetween(definition, waiting.definition).map(({ text }) => text)
  return { at: waiting.effectiveAt, changes }
}

/** Everybody who can be written to, with the plan that its next customer comes under. */
async function recipients(reader: Reader, programId: string): Promise<Recipient[]> {
  const rows = await reader
    .selectFrom('partner')
    .innerJoin('partner_plan', (join) =>
      join
        .onRef('partner_plan.program_id', '=', 'partner.program_id')
        .onRef('partner_plan.partner_id', '=', 'partner.id'),
    )
    .where('partner.program_id', '=', programId)
    .where('partner.status', 'in', ['active', 'paused'])
    .select(['partner.id', 'partner.distributor_id', 'partner_plan.plan_id'])
    .orderBy('partner_plan.effective_at')
    .execute()
  const distributors = new Set(rows.map((row) => row.distributor_id))
  const plans = new Map(rows.map((row) => [row.id, row.plan_id]))
  return [...plans].map(([partnerId, planId]) => ({
    partnerId,
    planId,
    recruits: distributors.has(partnerId),
  }))
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
