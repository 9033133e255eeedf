/** Which price sheet counts: for an order the one in force when it occurred, for units the one of the month. */
import { monthsLater, startOfMonth } from '../core/months.ts'
import type { PriceSheet } from '../core/types.ts'
import { planAt } from './plan-of.ts'
import { type PlanVersion, planVersionAt, type Reader } from './programs.ts'

export type PricedPlan = PlanVersion & { prices: PriceSheet }

export const priced = (plan: PlanVersion): PricedPlan => ({ ...plan, prices: plan.terms.prices ?? {} })

export async function pricesAt(
  reader: Reader,
  programId: string,
  partnerId: string,
  at: number,
): Promise<PricedPlan> {
  const planId = await planAt(reader, programId, partnerId, at)
  return priced(await planVersionAt(reader, programId, planId, at))
}

/**
 * A month has one price sheet, so that its cost is known beforehand: that of
 * the plan the partner was on when the month began, or of the first plan with
 * units that it took up in the month. Later changes count from the next month on.
 */
export async function pricesOfMonth(
  reader: Reader,
  programId: string,
  partnerId: string,
  month: string,
): Promise<PricedPlan | undefined> {
  const start = startOfMonth(month)
  const taken = await reader
    .selectFrom('partner_plan')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('effective_at', '<', startOfMonth(monthsLater(month, 1)))
    .select(['plan_id', 'effective_at'])
    .orderBy('effective_at')
    .execute()
  const before = taken.filter((row) => row.effective_at <= start)
  for (const { plan_id, effective_at } of [...before.slice(-1), ...taken.slice(before.length)]) {
    const plan = priced(await planVersionAt(reader, programId, plan_id, Math.max(start, effective_at)))
    if (plan.prices.units?.length) return plan
  }
  return undefined
}
