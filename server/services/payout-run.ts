/**
 * A payout run: every partner in the order of its id, some hundred in one
 * transaction, with the cursor in the same one. Cut off anywhere, it goes on
 * where it stopped; two callers share the work of one run.
 */

import { dayOf } from '../core/time.ts'
import type { PayoutTable } from '../db/schema.ts'
import type { PayoutRunTable } from '../db/schema-payouts.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { postPayouts } from './ledger.ts'
import { type Due, type DueScope, dueAfter, openLines, sumOf } from './payout-due.ts'
import { payoutData } from './payout-marks.ts'
import { newReference } from './payout-reference.ts'
import { Problem } from './problem.ts'
import { loadProgram, type Program, type Reader, type Trx } from './programs.ts'

export interface RunOrder extends DueScope {
  payOnDay: number
  /** `key_…` or `stf_…` */
  by: string
}

/** Partners in one transaction: long enough to be quick, short enough that sales get their turn. */
const PORTION = 200

const lockName = (programId: string, currency: string): string => `${programId} payouts ${currency}`

/** @param portion how many partners to read at a time. */
export async function* everyDue(
  reader: Reader,
  program: Program,
  scope: DueScope,
  portion = PORTION,
): AsyncGenerator<Due[]> {
  for (let after = ''; ; ) {
    const found = await dueAfter(reader, program, scope, after, portion)
    if (found.length > 0) yield found
    const last = found.at(-1)
    if (!last || found.length < portion) return
    after = last.partnerId
  }
}

/**
 * The run that is being prepared in this currency, or a new one. The transaction
 * that makes it also keeps its idempotency record; paying out comes afterwards.
 */
export async function beginRun(
  { store, ids }: Services,
  trx: Trx,
  program: Program,
  order: RunOrder,
): Promise<string> {
  await store.lock(trx, lockName(program.id, order.currency))
  const underWay = await trx
    .selectFrom('payout_run')
    .where('program_id', '=', program.id)
    .where('currency', '=', order.currency)
    .where('status', '=', 'preparing')
    .select('id')
    .executeTakeFirst()
  if (underWay) return underWay.id
  const id = ids.make('run')
  await trx
    .insertInto('payout_run')
    .values({
      program_id: program.id,
      id,
      status: 'preparing',
      currency: order.currency,
      cutoff_day: order.cutoffDay,
      pay_on_day: order.payOnDay,
      cursor: '',
      payouts: 0,
      amount_minor: 0,
      payer: null,
      created_by: order.by,
      created_at: program.now,
      locked_at: null,
      exported_at: null,
    })
    .execute()
  return id
}

/** Whether a run of this scope would pay anybody. */
export async function anythingDue(reader: Reader, program: Program, scope: DueScope): Promise<boolean> {
  for await (const portion of everyDue(reader, program, scope)) {
    if (portion.some((due) => due.blockers.length === 0)) return true
  }
  return false
}

/**
 * Takes a run to its end.
 *
 * @throws Problem `nothing_payable` when it paid nobody; then there is no such run.
 */
export async function finishRun(
  services: Services,
  programId: string,
  runId: string,
  portion = PORTION,
): Promise<PayoutRunTable> {
  for (;;) {
    const run = await services.store.write((trx) => nextPortion(services, trx, programId, runId, portion))
    if (!run) throw new Problem('nothing_payable')
    if (run.status !== 'preparing') return run
  }
}

/** Runs that a crash cut off, in all programs. */
export async function finishRuns(services: Services): Promise<void> {
  const left = await services.store.db
    .selectFrom('payout_run')
    .where('status', '=', 'preparing')
    .select(['program_id', 'id'])
    .execute()
  for (const { program_id, id } of left) {
    await finishRun(services, program_id, id).catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === 'nothing_payable')) throw error
    })
  }
}

export const findRun = (reader: Reader, programId: string, id: string) =>
  reader
    .selectFrom('payout_run')
    .where('program_id', '=', programId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()

async function nextPortion(
  services: Services,
  trx: Trx,
  programId: string,
  runId: string,
  portion: number,
): Promise<PayoutRunTable | undefined> {
  const before = await findRun(trx, programId, runId)
  if (before?.status !== 'preparing') return before
  await services.store.lock(trx, lockName(programId, before.currency))
  const run = await findRun(trx, programId, runId)
  if (run?.status !== 'preparing') return run

  const program = await loadProgram(trx, services.clock, programId)
  const scope = { currency: run.currency, cutoffDay: run.cutoff_day }
  const due = await dueAfter(trx, program, scope, run.cursor, portion)
  const paid = await payOut(services, trx, program, run, due)
  const last = due.length < portion
  const now: PayoutRunTable = {
    ...run,
    cursor: due.at(-1)?.partnerId ?? run.cursor,
    payouts: run.payouts + paid.length,
    amount_minor: run.amount_minor + paid.reduce((sum, payout) => sum + payout.amount_minor, 0),
    ...(last ? { status: 'locked' as const, locked_at: program.now } : {}),
  }
  if (last && now.payouts === 0) {
    await trx.deleteFrom('payout_run').where('program_id', '=', programId).where('id', '=', runId).execute()
    return undefined
  }
  const { program_id: _program, id: _id, ...changed } = now
  await trx
    .updateTable('payout_run')
    .set(changed)
    .where('program_id', '=', programId)
    .where('id', '=', runId)
    .execute()
  return now
}

/** One payout for each partner without anything in the way. */
async function payOut(
  services: Services,
  trx: Trx,
  program: Program,
  run: PayoutRunTable,
  due: Due[],
): Promise<PayoutTable[]> {
  const ready = due.filter((one) => one.blockers.length === 0)
  if (ready.length === 0) return []
  const payouts = ready.map(
    (one): PayoutTable => ({
      program_id: program.id,
      id: services.ids.make('pay'),
      partner_id: one.partnerId,
      currency: run.currency,
      amount_minor: one.amountMinor,
      status: 'locked',
      created_at: program.now,
      paid_at: null,
      run_id: run.id,
      method: one.method,
      reference: newReference(services.ids),
      details: one.details?.sealed ?? null,
      hint: one.details?.hint ?? null,
      bank_reference: null,
      failure: null,
      failed_at: null,
    }),
  )
  await trx.insertInto('payout').values(payouts).execute()
  await takeLines(trx, program.id, run, payouts)
  const kept = await settleAmounts(trx, program, run, payouts)
  await postPayouts(trx, program, kept, 'locked')
  await tell(services, trx, program, () =>
    kept.map((payout) => ({ type: 'payout.created' as const, data: payoutData(payout) })),
  )
  return kept
}

const takeLines = (trx: Trx, programId: string, run: PayoutRunTable, payouts: PayoutTable[]) =>
  trx
    .insertInto('payout_line')
    .columns(['program_id', 'payout_id', 'commission_id', 'live'])
    .expression(
      openLines(trx, programId, { currency: run.currency, cutoffDay: run.cutoff_day })
        .innerJoin('payout', (join) =>
          join
            .onRef('payout.program_id', '=', 'commission.program_id')
            .onRef('payout.partner_id', '=', 'commission.partner_id')
            .on('payout.run_id', '=', run.id),
        )
        .where(
          'commission.partner_id',
          'in',
          payouts.map((payout) => payout.partner_id),
        )
        .select((eb) => [
          'commission.program_id',
          'payout.id as payout_id',
          'commission.id as commission_id',
          eb.lit(1).as('live'),
        ]),
    )
    .execute()

/**
 * Between the look and the taking, a sale can have been recorded or refunded:
 * what counts is what was taken. Lines never change, so it stays true.
 */
async function settleAmounts(
  trx: Trx,
  program: Program,
  run: PayoutRunTable,
  payouts: PayoutTable[],
): Promise<PayoutTable[]> {
  const rows = await trx
    .selectFrom('payout_line')
    .innerJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'payout_line.program_id')
        .onRef('commission.id', '=', 'payout_line.commission_id'),
    )
    .where('payout_line.program_id', '=', program.id)
    .where(
      'payout_line.payout_id',
      'in',
      payouts.map((payout) => payout.id),
    )
    .groupBy('payout_line.payout_id')
    .select(['payout_line.payout_id', sumOf('commission.amount_minor').as('amount')])
    .execute()
  const taken = new Map(rows.map((row) => [row.payout_id, row.amount]))
  const minimum = Math.max(1, program.definition.minimumPayout[run.currency] ?? 0)
  const kept: PayoutTable[] = []
  for (const payout of payouts) {
    const amount = taken.get(payout.id) ?? 0
    if (amount < minimum) await forget(trx, payout)
    else if (amount === payout.amount_minor) kept.push(payout)
    else {
      await trx
        .updateTable('payout')
        .set({ amount_minor: amount })
        .where('program_id', '=', program.id)
        .where('id', '=', payout.id)
        .execute()
      kept.push({ ...payout, amount_minor: amount })
    }
  }
  return kept
}

/** It was made a moment ago, in this transaction: nobody has seen it. */
async function forget(trx: Trx, payout: PayoutTable): Promise<void> {
  await trx
    .deleteFrom('payout_line')
    .where('program_id', '=', payout.program_id)
    .where('payout_id', '=', payout.id)
    .execute()
  await trx
    .deleteFrom('payout')
    .where('program_id', '=', payout.program_id)
    .where('id', '=', payout.id)
    .execute()
}

/** The default day for bank files: the next one, because today's may have left already. */
export const defaultPayOnDay = (program: Program): number => dayOf(program.now) + 1
