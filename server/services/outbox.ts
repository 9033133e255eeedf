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

export async function queueMail(
  { ids, clock }: Pick<Services, 'ids' | 'clock'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  order: MailOrder,
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
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
    .execute()
}
