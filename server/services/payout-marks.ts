/** What became of a payout: paid, or failed and its commissions free again. */
import type { PayoutTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { postPayouts } from './ledger.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'

export interface Mark {
  status: 'paid' | 'failed'
  /** What the bank or provider calls the payment. */
  reference?: string | undefined
  reason?: string | undefined
}

/**
 * Told twice it happens once. A payment that came back after it was paid can
 * still fail; one that failed cannot be paid any more, because the next run may
 * have its commissions.
 *
 * @throws Problem `not_found`, `payout_failed`, `run_not_locked`
 */
export async function markPayout(
  services: Services,
  trx: Trx,
  program: Program,
  runId: string,
  payoutId: string,
  mark: Mark,
): Promise<{ payout: PayoutTable; changed: boolean }> {
  await services.store.lock(trx, `${program.id} payout ${payoutId}`)
  const before = await trx
    .selectFrom('payout')
    .innerJoin('payout_run', (join) =>
      join
        .onRef('payout_run.program_id', '=', 'payout.program_id')
        .onRef('payout_run.id', '=', 'payout.run_id'),
    )
    .where('payout.program_id', '=', program.id)
    .where('payout.run_id', '=', runId)
    .where('payout.id', '=', payoutId)
    .selectAll('payout')
    .select('payout_run.status as run_status')
    .executeTakeFirst()
  if (!before) throw new Problem('not_found')
  const { run_status: runStatus, ...payout } = before
  if (runStatus === 'preparing') throw new Problem('run_not_locked')
  if (payout.status === mark.status) return { payout, changed: false }
  if (payout.status === 'failed') throw new Problem('payout_failed')

  const changed: Partial<PayoutTable> =
    mark.status === 'paid'
      ? { status: 'paid', paid_at: program.now, bank_reference: mark.reference ?? null }
      : {
          status: 'failed',
          failed_at: program.now,
          failure: mark.reason ?? 'The bank or provider gave no reason.',
          bank_reference: mark.reference ?? payout.bank_reference,
        }
  await trx
    .updateTable('payout')
    .set(changed)
    .where('program_id', '=', program.id)
    .where('id', '=', payoutId)
    .execute()
  if (mark.status === 'failed') {
    await trx
      .updateTable('payout_line')
      .set({ live: 0 })
      .where('program_id', '=', program.id)
      .where('payout_id', '=', payoutId)
      .execute()
    await postPayouts(trx, program, [payout], 'failed')
  }
  await settleRun(trx, program, runId)
  const now = { ...payout, ...changed }
  await tell(services, trx, program, () => [{ type: `payout.${mark.status}`, data: payoutData(now) }])
  return { payout: now, changed: true }
}

export const payoutData = (payout: PayoutTable) => ({
  id: payout.id,
  runId: payout.run_id,
  partnerId: payout.partner_id,
  amount: payout.amount_minor,
  currency: payout.currency,
  reference: payout.reference,
})

/** Settled is what a run is when nobody waits for word of a payment. */
const settleRun = (trx: Trx, program: Program, runId: string) =>
  trx
    .updateTable('payout_run')
    .set({ status: 'settled' })
    .where('program_id', '=', program.id)
    .where('id', '=', runId)
    .where('status', '=', 'locked')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payout')
            .where('payout.program_id', '=', program.id)
            .where('payout.run_id', '=', runId)
            .where('payout.status', '=', 'locked')
            .select('payout.id'),
        ),
      ),
    )
    .execute()
