/**
 * What of a new definition counts at once, and what waits for the end of the
 * notice period: corrections and additions need no notice, changed terms do.
 */
import { equal } from './equal.ts'
import type { Certification, Plan, ProgramDefinition } from './types.ts'

export interface Notice {
  /** The definition in force with what needs no notice. */
  now: ProgramDefinition
  /** Whether anything is left that must wait. */
  waits: boolean
}

const renamed = <T extends { name: string }>(old: T, name: string): T => ({ ...old, name })

/** A new name is a correction; everything else about a plan is a term of it. */
const planNow = (old: Plan | undefined, next: Plan): Plan =>
  old && !equal(renamed(old, ''), renamed(next, '')) ? renamed(old, next.name) : next

/** What partners hold or learn for stays as it is until the date, also when it is to be dropped. */
function certificationsNow(old: Certification[], next: Certification[]): Certification[] {
  const kept = old.map((one) => {
    const again = next.find(({ id }) => id === one.id)
    return again ? renamed(one, again.name) : one
  })
  return [...kept, ...next.filter(({ id }) => !old.some((one) => one.id === id))]
}

const raised = (old: Record<string, number>, next: Record<string, number>): boolean =>
  Object.entries(next).some(([currency, amount]) => amount > (old[currency] ?? 0))

/** The old ones that are missing from the new list, behind it. */
const together = <T>(next: T[], old: T[], same: (a: T, b: T) => boolean): T[] => [
  ...next,
  ...old.filter((one) => !next.some((other) => same(one, other))),
]

/** As a vendor would write it: what nobody uses is not there. */
function withoutEmpty({
  courses = [],
  certifications = [],
  override,
  ...rest
}: ProgramDefinition): ProgramDefinition {
  return {
    ...rest,
    ...(courses.length > 0 ? { courses } : {}),
    ...(certifications.length > 0 ? { certifications } : {}),
    ...(override ? { override } : {}),
  }
}

/**
 * Splits a change. Waiting are: terms of a plan, the holding period, the
 * attribution rule, a higher minimum payout, another payout day, changed or
 * dropped certifications, changed terms for distributors, and less notice.
 * New plans, courses, certifications, currencies and texts are there at once;
 * so is a plan that nobody is on any more gone.
 */
export function withNotice(old: ProgramDefinition, next: ProgramDefinition): Notice {
  const { courses: oldCourses = [], certifications: oldCertifications = [] } = old
  const { courses = [], certifications = [] } = next
  const terms = {
    attribution: old.attribution,
    holdDays: old.holdDays,
    payoutDay: old.payoutDay,
    minimumPayout: raised(old.minimumPayout, next.minimumPayout) ? old.minimumPayout : next.minimumPayout,
    noticeDays: Math.max(old.noticeDays ?? 0, next.noticeDays ?? 0),
    override: old.override ?? next.override,
    certifications: certificationsNow(oldCertifications, certifications),
    plans: next.plans.map((plan) =>
      planNow(
        old.plans.find(({ id }) => id === plan.id),
        plan,
      ),
    ),
  }
  const asked = { ...next, certifications, noticeDays: next.noticeDays ?? 0 }
  const waits = !equal({ ...asked, ...terms }, asked)
  if (!waits) return { now: next, waits }
  // What the old terms name must still be there with them.
  const now = {
    ...next,
    ...terms,
    currencies: together(next.currencies, old.currencies, (a, b) => a === b),
    courses: together(courses, oldCourses, (a, b) => a.id === b.id),
  }
  return { now: withoutEmpty(now), waits }
}
