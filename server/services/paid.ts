/** What payouts have in hand or have paid: taking that back is a clawback. */
import type { Paid } from '../core/postings.ts'
import type { PeriodKey } from '../core/types.ts'
import type { Trx } from './programs.ts'
import type { Which } from './sale-facts.ts'

/** By partner, sale and rule. */
export async function paidOf(_trx: Trx, _programId: string, _which: Which): Promise<Paid[]> {
  return []
}

export async function paidForPeriod(_trx: Trx, _programId: string, _key: PeriodKey): Promise<number> {
  return 0
}
