/**
 * Work that waits for a job, written in the transaction that caused it: mail
 * and webhooks. A worker leases some, does it and marks it done; when it dies
 * on the way, the lease runs out and somebody else does it.
 *
 * No token is in a mail here: the sender makes it when the message leaves
 * (server/jobs/mail.ts).
 */
import type { OutboxTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'

export type MailOrder =
  | { template: 'sign_in' | 'confirm'; partnerId: string }
  | {
      template: 'details_changed'
      partnerId: string
      /** Whom to tell, sealed like the details; null: the partner's own address. */
      sealedTo: string | null
      hint: string
      /** A date in words; null when they count at once. */
      usableFrom: string | null
    }
  | { template: 'staff_sign_in'; staffId: string }
  /** To each of the staff: an endpoint hears nothing any more, and why. */
  | { template: 'webhook_stopped'; staffId: string; url: string; reason: string }
  /** To the partner: its postback hears nothing any more; `disabled` by a 410, else after days of failures. */
  | { template: 'postback_stopped'; partnerId: string; url: string; why: 'paused' | 'disabled' }
  /** To each of the others: who came in, and as what. */
  | { template: 'staff_added'; staffId: string; added: string; role: string }
  | { template: 'staff_confirm'; staffId: string; sessionHash: string }
  | ({ template: 'terms'; partnerId: string; planId: string; recruits: boolean } & TermsChange)

/** From the definition in force when it was published to the one that was. */
export interface TermsChange {
  fromVersion: number
  toVersion: number
}

export async function queueMail(
  services: Pick<Services, 'ids' | 'clock'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  order: MailOrder,
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values(rowOf(services, program, order))
    .execute()
}

/** PostgreSQL takes at most 65 535 parameters in one statement. */
const ROWS_AT_ONCE = 1000

/** One mail to each partner whom changed terms concern. */
export async function queueTermsMails(
  services: Pick<Services, 'ids' | 'clock'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  partners: { partnerId: string; planId: string; recruits: boolean }[],
  change: TermsChange,
): Promise<void> {
  for (let from = 0; from < partners.length; from += ROWS_AT_ONCE) {
    const rows = partners
      .slice(from, from + ROWS_AT_ONCE)
      .map((partner) => rowOf(services, program, { template: 'terms', ...partner, ...change }))
    await trx.insertInto('outbox').values(rows).execute()
  }
}

const rowOf = (
  { ids, clock }: Pick<Services, 'ids' | 'clock'>,
  program: Pick<Program, 'id' | 'now'>,
  order: MailOrder,
) => ({
  program_id: program.id,
  id: ids.make('out'),
  topic: 'mail' as const,
  lane: '',
  payload: JSON.stringify(order),
  // Mail goes by real time: moving the twin's clock does not delay it.
  due_at: clock.now(),
  attempts: 0,
  leased_until: 0,
  done_at: null,
  outcome: null,
  created_at: program.now,
})

/** Longer than any work takes. */
export const LEASE_MS = 60_000

export interface Leased {
  programId: string
  id: string
  lane: string
  payload: string
  /** This one counted. */
  attempts: number
}

/** Never more, because a limit that is not written out costs more than the rest of the look. */
export const MOST_LEASED = 4

/**
 * Takes what is due in one lane, the longest due first. Several servers may
 * see the same rows: the one whose update still finds them free has them.
 *
 * @param most up to `MOST_LEASED`.
 * @returns empty when nothing is due.
 */
export async function leaseWork(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  topic: OutboxTable['topic'],
  lane: string,
  most: number,
): Promise<Leased[]> {
  const now = clock.now()
  const due = (await dueIn(store.db, { topic, lane, now })).slice(0, most)
  if (due.length === 0) return []
  const leased = await store.write(async (trx) => {
    const found: Leased[] = []
    for (const { program_id: programId, id } of due) {
      const rows = await leaseOne(trx, { programId, id, now, until: now + LEASE_MS })
      found.push(...rows.map((row) => ({ ...row, programId })))
    }
    return found
  })
  // All of them went to somebody else: there may be more behind them.
  if (leased.length === 0) return leaseWork({ store, clock }, topic, lane, most)
  return leased
}

const dueIn = prepared(
  (reader, { topic, lane, now }: { topic: OutboxTable['topic']; lane: string; now: number }) =>
    reader
      .selectFrom('outbox')
      .where('topic', '=', topic)
      .where('lane', '=', lane)
      .where('done_at', 'is', null)
      .where('due_at', '<=', now)
      .where('leased_until', '<', now)
      .select(['program_id', 'id'])
      .orderBy('due_at')
      .limit(MOST_LEASED),
)

const leaseOne = prepared(
  (reader, { programId, id, now, until }: { programId: string; id: string; now: number; until: number }) =>
    reader
      .updateTable('outbox')
      .set((eb) => ({ leased_until: until, attempts: eb('attempts', '+', 1) }))
      .where('program_id', '=', programId)
      .where('id', '=', id)
      .where('done_at', 'is', null)
      .where('leased_until', '<', now)
      .returning(['id', 'lane', 'payload', 'attempts']),
)

type Settled = Partial<Pick<OutboxTable, 'done_at' | 'due_at' | 'leased_until' | 'attempts' | 'outcome'>>

/** Done for good, or due again. */
export const settleWork = (
  trx: Trx,
  { programId, id }: Pick<Leased, 'programId' | 'id'>,
  set: Settled,
): Promise<unknown> => settle(trx, { ...set, programId, id })

const settle = prepared((reader, { programId, id, ...set }: Settled & Pick<Leased, 'programId' | 'id'>) =>
  reader.updateTable('outbox').set(set).where('program_id', '=', programId).where('id', '=', id),
)
