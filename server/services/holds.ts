/**
 * Flags of a binding, and what people decided about them. A flag never takes
 * anything away: it makes amounts wait until the vendor has looked.
 */
import { flagsFor, velocityFlag } from '../core/flags.ts'
import { dayOf } from '../core/time.ts'
import type { Decision, Flag } from '../core/types.ts'
import type { AttributionRow, Subject } from './attribute.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'

const HOUR_MS = 3_600_000

/** A vendor who decided by hand, or released a hold, has looked already: nothing is flagged then. */
export async function flagsOf(
  trx: Trx,
  program: Program,
  subject: Subject,
  { partnerId, by }: Decision,
  current: AttributionRow | undefined,
): Promise<Flag[]> {
  if (!partnerId || by === 'manual') return []
  const flags = [
    ...(subject.kind === 'customer' ? await customerFlags(trx, program.id, subject, partnerId) : []),
    ...(await velocityFlags(trx, program, subject, partnerId, current)),
  ]
  if (flags.length === 0 || !current) return flags
  return (await isReleased(trx, program.id, current.subject_id, partnerId)) ? [] : flags
}

async function customerFlags(
  trx: Trx,
  programId: string,
  { customer }: Subject & { kind: 'customer' },
  partnerId: string,
): Promise<Flag[]> {
  const [partner] = await partnerOf(trx, { programId, id: partnerId })
  if (!partner) throw new Error('a decision for nobody')
  return flagsFor({
    partnerEmail: partner.email,
    customerEmail: customer.email,
    partnerExternalId: partner.external_id,
    customerExternalId: customer.external_id,
  })
}

const partnerOf = prepared((reader, { programId, id }: { programId: string; id: string }) =>
  reader
    .selectFrom('partner')
    .where('program_id', '=', programId)
    .where('id', '=', id)
    .select(['email', 'external_id']),
)

/**
 * Judged once, when a customer or sale is first bound to the partner, by what
 * had been recorded until then; deciding again keeps the answer. So it does
 * depend on the order of arrival, on purpose: the alternative is that a late
 * event takes back what was already payable for others. Nothing but waiting
 * depends on it.
 */
async function velocityFlags(
  trx: Trx,
  program: Program,
  subject: Subject,
  partnerId: string,
  current: AttributionRow | undefined,
): Promise<Flag[]> {
  if (current?.partner_id === partnerId) {
    return (JSON.parse(current.flags) as Flag[]).filter((flag) => flag.code === 'velocity')
  }
  const { signUpsPerHour, signUpsPerDay, salesPerDay } = program.definition.velocity ?? {}
  if (subject.kind === 'sale') {
    if (salesPerDay === undefined) return []
    const day = dayOf(subject.sale.occurred_at)
    const [counted] = await salesOfDay(trx, { programId: program.id, partnerId, day })
    return some(velocityFlag(counted?.sales ?? 0, salesPerDay, 'sales', 'day'))
  }
  const signUps = async (limit: number | undefined, ms: number): Promise<number> => {
    if (limit === undefined) return 0
    const { id, created_at: until } = subject.customer
    const which = { programId: program.id, partnerId, id, since: until - ms, until, most: limit }
    return (await recentCustomers(trx, which)).length
  }
  return some(
    velocityFlag(await signUps(signUpsPerHour, HOUR_MS), signUpsPerHour, 'sign-ups', 'hour') ??
      velocityFlag(await signUps(signUpsPerDay, 24 * HOUR_MS), signUpsPerDay, 'sign-ups', 'day'),
  )
}

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

const salesOfDay = prepared((reader, which: { programId: string; partnerId: string; day: number }) =>
  reader
    .selectFrom('partner_day')
    .where('program_id', '=', which.programId)
    .where('partner_id', '=', which.partnerId)
    .where('day', '=', which.day)
    .select((eb) => eb.cast<number>(eb.fn.sum('sales'), 'bigint').as('sales')),
)

interface Recent {
  programId: string
  partnerId: string
  /** Of the customer itself. */
  id: string
  since: number
  until: number
  /** No more than this are read. */
  most: number
}

const recentCustomers = prepared((reader, { programId, partnerId, id, since, until, most }: Recent) =>
  reader
    .selectFrom('customer')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('created_at', '>', since)
    .where('created_at', '<=', until)
    .where('id', '!=', id)
    .select('id')
    .limit(most),
)

async function isReleased(
  trx: Trx,
  programId: string,
  subjectId: string,
  partnerId: string,
): Promise<boolean> {
  const newest = await newestDecision(trx, programId, subjectId)
  return newest?.decision === 'release' && newest.partner_id === partnerId
}

export const newestDecision = (trx: Trx, programId: string, subjectId: string) =>
  trx
    .selectFrom('hold_decision')
    .where('program_id', '=', programId)
    .where('subject_id', '=', subjectId)
    .selectAll()
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What was kept back is not to be paid: nobody is credited, until the vendor says otherwise. */
export async function rejection(trx: Trx, programId: string, current: AttributionRow | undefined) {
  // There is none before something was flagged, and looking costs every sale.
  if (!current || (current.flags === '[]' && current.by !== 'manual')) return undefined
  const newest = await newestDecision(trx, programId, current.subject_id)
  if (newest?.decision !== 'reject') return undefined
  return { partnerId: null, partnerName: null, reason: newest.reason, decidedAt: newest.decided_at }
}
