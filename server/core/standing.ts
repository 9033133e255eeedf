/**
 * Standing: what a partner's valid certifications add up to. Courses and
 * certifications are all there is to it; nothing here looks at revenue.
 */
import { ruleSentences } from './terms-rules.ts'
import { addMonths } from './time.ts'
import type { Certification, Course, ProgramDefinition } from './types.ts'
import { count } from './words.ts'

export interface Award {
  certificationId: string
  validFrom: number
  validUntil: number | null
  revokedAt: number | null
}

/** From the first millisecond on, until just before it ends or is revoked. */
export const isValid = ({ validFrom, validUntil, revokedAt }: Award, at: number): boolean =>
  validFrom <= at && (validUntil === null || at < validUntil) && (revokedAt === null || at < revokedAt)

export const endOf = ({ validMonths }: Certification, validFrom: number): number | null =>
  validMonths === undefined ? null : addMonths(validFrom, validMonths)

/** Days on top of the usual protection of leads: of several certifications the longest counts. */
export const protectionDays = (
  { certifications = [] }: Pick<ProgramDefinition, 'certifications'>,
  awards: Award[],
  at: number,
): number =>
  Math.max(
    0,
    ...certifications
      .filter(({ id }) => awards.some((award) => award.certificationId === id && isValid(award, at)))
      .map(({ leadProtectionDays = 0 }) => leadProtectionDays),
  )

/**
 * When the courses of a certification were all completed: the day of the last
 * one. Undefined while one is missing, or when it has none and is given by hand.
 */
export function completedAt(
  { courses }: Certification,
  completions: { courseId: string; completedAt: number }[],
): number | undefined {
  const latest = courses.map((id) =>
    Math.max(...completions.filter(({ courseId }) => courseId === id).map((one) => one.completedAt)),
  )
  return latest.length > 0 && latest.every(Number.isFinite) ? Math.max(...latest) : undefined
}

/** What a certification is good for, in sentences; nothing when it unlocks nothing. */
export function unlocksOf(certification: Certification, definition: ProgramDefinition): string[] {
  const rules = definition.plans.flatMap((plan) =>
    plan.rules
      .filter((rule) => rule.certification === certification.id)
      .flatMap((rule) => {
        const { certification: _named, ...rest } = rule
        const sentences = ruleSentences(rest, plan.kind, false, definition)
        return sentences.map((sentence) => `${plan.name}: ${sentence}`)
      }),
  )
  const { leadProtectionDays: days } = certification
  return days === undefined
    ? rules
    : [...rules, `Your accepted leads are protected ${count(days, 'day')} longer.`]
}

/** What completing a course brings a partner closer to. */
export function courseUnlocks({ id }: Course, { certifications = [] }: ProgramDefinition): string[] {
  return certifications
    .filter(({ courses }) => courses.includes(id))
    .map(({ name, courses }) =>
      courses.length === 1
        ? `It makes you certified as ${name}.`
        : `It is one of the ${count(courses.length, 'course')} that make you certified as ${name}.`,
    )
}
