/** Courses completed, certifications awarded and revoked, and the standing that follows. Money follows, too. */
import {
  type Award,
  completedAt,
  courseUnlocks,
  endOf,
  isValid,
  protectionDays,
  unlocksOf,
} from '../core/standing.ts'
import type { Certification } from '../core/types.ts'
import type { CertificationAwardTable, CourseCompletionTable } from '../db/schema-partners.ts'
import type { Services } from './context.ts'
import { findPartner } from './partners.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { settleCustomersOf } from './settle.ts'
import { occurredAtOr } from './times.ts'

export type AwardRow = CertificationAwardTable
export type CompletionRow = CourseCompletionTable

/** How long an accepted lead is protected without any certification. */
export const LEAD_PROTECTION_DAYS = 90

const unknown = (path: string, message: string): Problem =>
  new Problem('validation_failed', { errors: [{ path, message }] })

/** Nobody means another century; such a date is a mistake of units. */
function dateIn(path: string, ms: number | undefined): number | undefined {
  if (ms !== undefined && (ms < Date.UTC(2000, 0, 1) || ms >= Date.UTC(2100, 0, 1)))
    throw unknown(path, 'A date from 2000 to 2099.')
  return ms
}

async function requireMember(trx: Trx, program: Program, partnerId: string): Promise<void> {
  const partner = await findPartner(trx, program.id, partnerId)
  if (partner?.status !== 'active' && partner?.status !== 'paused') throw new Problem('not_found')
}

/** Records a completed course, and awards every certification that it was the last one for. */
export async function recordCompletion(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  input: { courseId: string; completedAt?: number },
): Promise<{ created: boolean; completion: CompletionRow; awards: AwardRow[] }> {
  await requireMember(trx, program, partnerId)
  const { courses = [], certifications = [] } = program.definition
  if (!courses.some(({ id }) => id === input.courseId))
    throw unknown('courseId', 'The program has no such course.')
  const at = occurredAtOr(input.completedAt, program.now)
  await services.store.lock(trx, `${program.id} standing ${partnerId}`)
  const before = await completionsOf(trx, program.id, partnerId)
  const known = before.find((row) => row.course_id === input.courseId && row.completed_at === at)
  if (known) return { created: false, completion: known, awards: [] }
  const completion: CompletionRow = {
    program_id: program.id,
    id: services.ids.make('cpl'),
    partner_id: partnerId,
    course_id: input.courseId,
    completed_at: at,
    created_at: program.now,
  }
  await trx.insertInto('course_completion').values(completion).execute()

  const completions = [...before, completion].map((row) => ({
    courseId: row.course_id,
    completedAt: row.completed_at,
  }))
  const existing = await awardsOf(trx, program.id, partnerId)
  const awards: AwardRow[] = []
  for (const certification of certifications) {
    if (!certification.courses.includes(input.courseId)) continue
    const validFrom = completedAt(certification, completions)
    // Completed before the last award already: nothing new was learned for it.
    const newer = existing.some(
      (row) => row.certification_id === certification.id && row.valid_from >= (validFrom ?? 0),
    )
    if (validFrom === undefined || newer) continue
    const validUntil = endOf(certification, validFrom)
    const reason = 'All its courses are completed.'
    awards.push(
      await insertAward(services, trx, program, partnerId, certification, { validFrom, validUntil, reason }),
    )
  }
  if (awards.length > 0) await settleCustomersOf(services, trx, program, partnerId)
  return { created: true, completion, awards }
}

/** The vendor awards a certification by hand. */
export async function awardCertification(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  input: { certificationId: string; validFrom?: number; validUntil?: number; reason?: string },
): Promise<AwardRow> {
  await requireMember(trx, program, partnerId)
  const certification = program.definition.certifications?.find(({ id }) => id === input.certificationId)
  if (!certification) throw unknown('certificationId', 'The program has no such certification.')
  const validFrom = dateIn('validFrom', input.validFrom) ?? program.now
  const validUntil = dateIn('validUntil', input.validUntil) ?? endOf(certification, validFrom)
  if (validUntil !== null && validUntil <= validFrom) throw unknown('validUntil', 'Must be after validFrom.')
  await services.store.lock(trx, `${program.id} standing ${partnerId}`)
  const reason = input.reason ?? 'Awarded by the vendor.'
  const award = await insertAward(services, trx, program, partnerId, certification, {
    validFrom,
    validUntil,
    reason,
  })
  await settleCustomersOf(services, trx, program, partnerId)
  return award
}

/** From now on it does not count any more; what was earned before stays. The first reason stands. */
export async function revokeCertification(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  awardId: string,
  reason: string,
): Promise<AwardRow> {
  await requireMember(trx, program, partnerId)
  await services.store.lock(trx, `${program.id} standing ${partnerId}`)
  const award = (await awardsOf(trx, program.id, partnerId)).find(({ id }) => id === awardId)
  if (!award) throw new Problem('not_found')
  if (award.revoked_at !== null) return award
  const change = { revoked_at: program.now, revoked_reason: reason }
  await trx
    .updateTable('certification_award')
    .set(change)
    .where('program_id', '=', program.id)
    .where('id', '=', awardId)
    .execute()
  await settleCustomersOf(services, trx, program, partnerId)
  return { ...award, ...change }
}

async function insertAward(
  { ids }: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  certification: Certification,
  { validFrom, validUntil, reason }: { validFrom: number; validUntil: number | null; reason: string },
): Promise<AwardRow> {
  const row: AwardRow = {
    program_id: program.id,
    id: ids.make('awd'),
    partner_id: partnerId,
    certification_id: certification.id,
    valid_from: validFrom,
    valid_until: validUntil,
    revoked_at: null,
    reason,
    revoked_reason: null,
    created_at: program.now,
  }
  await trx.insertInto('certification_award').values(row).execute()
  return row
}

const completionsOf = (reader: Reader, programId: string, partnerId: string): Promise<CompletionRow[]> =>
  reader
    .selectFrom('course_completion')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .orderBy('completed_at')
    .execute()

const awardsOf = (reader: Reader, programId: string, partnerId: string): Promise<AwardRow[]> =>
  reader
    .selectFrom('certification_award')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .orderBy('valid_from')
    .orderBy('id')
    .execute()

const factsOf = (row: AwardRow): Award => ({
  certificationId: row.certification_id,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  revokedAt: row.revoked_at,
})

/** How long a lead of this partner that is accepted now is protected. */
export async function leadProtectionOf(reader: Reader, program: Program, partnerId: string): Promise<number> {
  const awards = await awardsOf(reader, program.id, partnerId)
  return LEAD_PROTECTION_DAYS + protectionDays(program.definition, awards.map(factsOf), program.now)
}

export interface Standing {
  courses: { id: string; name: string; url: string; completedAt: number | null; unlocks: string[] }[]
  certifications: {
    id: string
    name: string
    valid: boolean
    courses: string[]
    unlocks: string[]
    awards: AwardRow[]
  }[]
  leadProtectionDays: number
}

/** What a partner has learned, what it is certified as, and what each of it unlocks. */
export async function standingOf(reader: Reader, program: Program, partnerId: string): Promise<Standing> {
  const { definition, now } = program
  const [completions, awards] = await Promise.all([
    completionsOf(reader, program.id, partnerId),
    awardsOf(reader, program.id, partnerId),
  ])
  return {
    courses: (definition.courses ?? []).map((course) => ({
      ...course,
      completedAt: completions.findLast((row) => row.course_id === course.id)?.completed_at ?? null,
      unlocks: courseUnlocks(course, definition),
    })),
    certifications: (definition.certifications ?? []).map((certification) => {
      const own = awards.filter((row) => row.certification_id === certification.id)
      return {
        id: certification.id,
        name: certification.name,
        valid: own.some((row) => isValid(factsOf(row), now)),
        courses: certification.courses,
        unlocks: unlocksOf(certification, definition),
        awards: own,
      }
    }),
    leadProtectionDays: LEAD_PROTECTION_DAYS + protectionDays(definition, awards.map(factsOf), now),
  }
}
