/**
 * Sign-in of the vendor's people: the same mechanics as for partners, with
 * shorter sessions and a confirmation for what must not be done by whoever
 * merely finds an open browser.
 */
import type { Services } from '../services/context.ts'
import { hashSecret } from '../services/keys.ts'
import { Problem } from '../services/problem.ts'
import type { Trx } from '../services/programs.ts'
import type { StaffRole } from '../services/staff.ts'
import { makeToken, SIGN_IN_MS } from './tokens.ts'

export const STAFF_SESSION_MS = 12 * 3_600_000
/** So long after a confirmation payout files may leave. */
export const CONFIRMED_MS = 10 * 60_000

export interface StaffHolder {
  programId: string
  staffId: string
  role: StaffRole
  hash: string
  /** In real time; null: never. */
  confirmedAt: number | null
  filesFrom: number
}

/** @param sessionHash the only session that a confirmation is for; null for a sign-in. */
export async function createStaffToken(
  services: Pick<Services, 'ids' | 'clock'>,
  trx: Trx,
  programId: string,
  staffId: string,
  sessionHash: string | null,
): Promise<string> {
  const token = makeToken(services)
  await trx
    .insertInto('staff_token')
    .values({
      program_id: programId,
      hash: hashSecret(token),
      staff_id: staffId,
      purpose: sessionHash === null ? 'sign_in' : 'confirm',
      session_hash: sessionHash,
      expires_at: services.clock.now() + SIGN_IN_MS,
      used_at: null,
    })
    .execute()
  return token
}

/** One atomic update decides who used it first. */
const spend = ({ clock }: Pick<Services, 'clock'>, trx: Trx, token: string, sessionHash: string | null) =>
  trx
    .updateTable('staff_token')
    .set({ used_at: clock.now() })
    .where('hash', '=', hashSecret(token))
    .where('purpose', '=', sessionHash === null ? 'sign_in' : 'confirm')
    .where('session_hash', 'is not distinct from', sessionHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock.now())
    .returning(['program_id', 'staff_id'])
    .executeTakeFirst()

/** @throws Problem `token_spent` */
export async function openStaffSession(
  services: Services,
  trx: Trx,
  token: string,
): Promise<{ session: string; programId: string; staffId: string }> {
  const spent = await spend(services, trx, token, null)
  if (!spent) throw new Problem('token_spent')
  const session = makeToken(services)
  const now = services.clock.now()
  await trx
    .insertInto('staff_session')
    .values({
      program_id: spent.program_id,
      hash: hashSecret(session),
      staff_id: spent.staff_id,
      confirmed_at: null,
      created_at: now,
      expires_at: now + STAFF_SESSION_MS,
    })
    .execute()
  return { session, programId: spent.program_id, staffId: spent.staff_id }
}

/** @throws Problem `token_spent`, also for a token that was made for another session. */
export async function confirmStaffSession(
  services: Services,
  trx: Trx,
  holder: Pick<StaffHolder, 'hash'>,
  token: string,
): Promise<{ confirmedUntil: number }> {
  const spent = await spend(services, trx, token, holder.hash)
  if (!spent) throw new Problem('token_spent')
  const now = services.clock.now()
  await trx.updateTable('staff_session').set({ confirmed_at: now }).where('hash', '=', holder.hash).execute()
  return { confirmedUntil: now + CONFIRMED_MS }
}

export async function findStaffSession(
  { store, clock }: Services,
  session: string,
): Promise<StaffHolder | undefined> {
  const row = await store.db
    .selectFrom('staff_session')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.program_id', '=', 'staff_session.program_id')
        .onRef('staff.id', '=', 'staff_session.staff_id'),
    )
    .where('staff_session.hash', '=', hashSecret(session))
    .where('staff_session.expires_at', '>', clock.now())
    .select([
      'staff_session.program_id',
      'staff_session.staff_id',
      'staff_session.hash',
      'staff_session.confirmed_at',
      'staff.role',
      'staff.files_from',
    ])
    .executeTakeFirst()
  return (
    row && {
      programId: row.program_id,
      staffId: row.staff_id,
      role: row.role,
      hash: row.hash,
      confirmedAt: row.confirmed_at,
      filesFrom: row.files_from,
    }
  )
}

export async function endStaffSession(trx: Trx, hash: string): Promise<void> {
  await trx.deleteFrom('staff_session').where('hash', '=', hash).execute()
}

/** @throws Problem `files_not_yet`, `confirmation_needed` */
export function requireConfirmed(
  { clock }: Pick<Services, 'clock'>,
  holder: Pick<StaffHolder, 'confirmedAt' | 'filesFrom'>,
): void {
  const now = clock.now()
  if (now < holder.filesFrom) throw new Problem('files_not_yet')
  const { confirmedAt } = holder
  if (confirmedAt === null || now < confirmedAt || now >= confirmedAt + CONFIRMED_MS) {
    throw new Problem('confirmation_needed')
  }
}
