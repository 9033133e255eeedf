/**
 * Tokens of people: partner tokens, sessions, and the single-use tokens in
 * mails. 256 random bits each, stored as a hash, so that the database alone
 * opens nothing.
 */
import type { Services } from '../services/context.ts'
import { hashSecret } from '../services/keys.ts'
import { Problem } from '../services/problem.ts'
import type { Program, Trx } from '../services/programs.ts'

const MINUTE_MS = 60_000
export const PARTNER_TOKEN_MS = 60 * MINUTE_MS
export const SESSION_MS = 30 * 24 * 60 * MINUTE_MS
/** Long enough for a slow mail server, short enough that an old mailbox opens nothing. */
export const SIGN_IN_MS = 15 * MINUTE_MS
/** A confirmation may be read the next morning. */
export const CONFIRM_MS = 7 * 24 * 60 * MINUTE_MS

export interface Holder {
  programId: string
  partnerId: string
  hash: string
}

/** 256 random bits. */
export const makeToken = ({ ids }: Pick<Services, 'ids'>): string => ids.bytes(32).toString('base64url')

/** Tokens count in real time: moving the twin's clock neither opens nor closes a door. */
export async function createPartnerToken(
  services: Services,
  trx: Trx,
  program: Pick<Program, 'id'>,
  partnerId: string,
): Promise<{ token: string; expiresAt: number }> {
  const token = `gw_pt_${makeToken(services)}`
  const expiresAt = services.clock.now() + PARTNER_TOKEN_MS
  await trx
    .insertInto('partner_token')
    .values({ program_id: program.id, hash: hashSecret(token), partner_id: partnerId, expires_at: expiresAt })
    .execute()
  return { token, expiresAt }
}

export async function findToken({ store, clock }: Services, token: string): Promise<Holder | undefined> {
  const row = await store.db
    .selectFrom('partner_token')
    .where('hash', '=', hashSecret(token))
    .where('expires_at', '>', clock.now())
    .selectAll()
    .executeTakeFirst()
  return row && { programId: row.program_id, partnerId: row.partner_id, hash: row.hash }
}

export async function createSignInToken(
  services: Services,
  trx: Trx,
  program: Pick<Program, 'id'>,
  partnerId: string,
  purpose: 'sign_in' | 'confirm',
): Promise<string> {
  const token = makeToken(services)
  await trx
    .insertInto('sign_in_token')
    .values({
      program_id: program.id,
      hash: hashSecret(token),
      partner_id: partnerId,
      purpose,
      expires_at: services.clock.now() + (purpose === 'confirm' ? CONFIRM_MS : SIGN_IN_MS),
      used_at: null,
    })
    .execute()
  return token
}

/** One atomic update decides who used it first. */
export async function spendSignInToken(
  { clock }: Pick<Services, 'clock'>,
  trx: Trx,
  token: string,
): Promise<{ programId: string; partnerId: string; purpose: 'sign_in' | 'confirm' }> {
  const row = await trx
    .updateTable('sign_in_token')
    .set({ used_at: clock.now() })
    .where('hash', '=', hashSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock.now())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem('token_spent')
  return { programId: row.program_id, partnerId: row.partner_id, purpose: row.purpose }
}

export async function createSession(
  services: Services,
  trx: Trx,
  programId: string,
  partnerId: string,
): Promise<string> {
  const session = makeToken(services)
  const now = services.clock.now()
  await trx
    .insertInto('session')
    .values({
      program_id: programId,
      hash: hashSecret(session),
      partner_id: partnerId,
      created_at: now,
      expires_at: now + SESSION_MS,
    })
    .execute()
  return session
}

export async function findSession({ store, clock }: Services, session: string): Promise<Holder | undefined> {
  const row = await store.db
    .selectFrom('session')
    .where('hash', '=', hashSecret(session))
    .where('expires_at', '>', clock.now())
    .selectAll()
    .executeTakeFirst()
  return row && { programId: row.program_id, partnerId: row.partner_id, hash: row.hash }
}

export async function endSession(trx: Trx, hash: string): Promise<void> {
  await trx.deleteFrom('session').where('hash', '=', hash).execute()
}
