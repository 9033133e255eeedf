/** An amount that the vendor gives or takes by hand, with its reason. */
import { dayOf, writtenDate } from '../core/time.ts'
import type { AdjustmentTable } from '../db/schema.ts'
import { type CommissionView, commissionsWhere } from './commissions.ts'
import type { Services } from './context.ts'
import { newTally } from './counters.ts'
import { post } from './ledger.ts'
import { requirePartner } from './partners.ts'
import { insertRow } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'

export interface NewAdjustment {
  partnerId: string
  /** Not 0; negative takes away, and is settled with what the partner earns next. */
  amountMinor: number
  currency: string
  /** For the partner to read. */
  reason: string
}

/** Payable at once. The adjustment is kept as a fact beside the commission it makes. */
export async function recordAdjustment(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewAdjustment,
): Promise<CommissionView> {
  const { partnerId, amountMinor, currency, reason } = input
  const { currencies } = program.definition
  if (!currencies.includes(currency)) {
    throw new Problem('currency_not_accepted', {
      detail: `The program uses ${currencies.join(', ')}.`,
      errors: [{ path: 'currency', message: `One of: ${currencies.join(', ')}.` }],
    })
  }
  await requirePartner(trx, program.id, partnerId)
  const row: AdjustmentTable = {
    program_id: program.id,
    id: services.ids.make('adj'),
    partner_id: partnerId,
    amount_minor: amountMinor,
    currency,
    reason,
    created_at: program.now,
  }
  await insertRow(trx, 'adjustment', row)
  const tally = newTally()
  const { id } = await post(services, trx, program, tally, {
    partnerId,
    currency,
    amountMinor,
    kind: 'adjustment',
    ruleIndex: 0,
    planId: '',
    termsVersion: 0,
    holdDay: dayOf(program.now),
    heldBack: false,
    causeId: row.id,
    explanation: explained(input, program.now),
  })
  await tally.store(trx, program.id)
  const [commission] = await commissionsWhere(trx, program, { id })
  if (!commission) throw new Error('an adjustment that was not stored')
  return commission
}

function explained({ amountMinor, reason }: NewAdjustment, now: number): string {
  const words = /[.!?]$/.test(reason) ? reason : `${reason}.`
  return amountMinor > 0
    ? `Adjusted by hand: ${words} Payable from ${writtenDate(now)}.`
    : `Adjusted by hand: ${words} It is settled with what is earned next.`
}
