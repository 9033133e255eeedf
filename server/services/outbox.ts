/**
 * Mail to be sent, written in the transaction that caused it. No token is in
 * here: the sender makes it when the message leaves (server/jobs/mail.ts).
 */
import type { Services } from './context.ts'
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
  topic: 'mail',
  payload: JSON.stringify(order),
  // Mail goes by real time: moving the twin's clock does not delay it.
  due_at: clock.now(),
  attempts: 0,
  leased_until: 0,
  done_at: null,
  created_at: program.now,
})
