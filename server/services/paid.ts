/** What payouts have in hand or have paid: taking that back is a clawback. */
import type { Paid } from '../core/postings.ts'
import type { PeriodKey } from '../core/types.ts'
import { prepared } from './prepared.ts'
import type { Reader, Trx } from './programs.ts'
import { salesWhere, type Which } from './sale-facts.ts'

/** By partner, sale and rule. */
export async function paidOf(trx: Trx, programId: string, which: Which): Promise<Paid[]> {
  const rows = await paidForSales(trx, { programId, ...which })
  return rows.map((row) => ({
    saleId: row.sale_id,
    partnerId: row.partner_id,
    ruleIndex: row.rule_index,
    amountMinor: Number(row.amount_minor),
  }))
}

const inLivePayouts = (reader: Reader) =>
  reader
    .selectFrom('commission')
    .innerJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'commission.program_id')
        .onRef('payout_line.commission_id', '=', 'commission.id')
        .on('payout_line.live', '=', 1),
    )

const paidForSales = prepared((reader, which: Which & { programId: string }) =>
  inLivePayouts(reader)
    .where('commission.program_id', '=', which.programId)
    .where('commission.sale_id', 'in', salesWhere(reader, which).select('sale.id'))
    .groupBy(['commission.sale_id', 'commission.partner_id', 'commission.rule_index'])
    .select((eb) => [
      'commission.sale_id',
      'commission.partner_id',
      'commission.rule_index',
      eb.fn.sum<number>('commission.amount_minor').as('amount_minor'),
    ]),
)

/** One line of a period: a rebate, or a cap. */
export type PeriodLine = PeriodKey & { programId: string }

export async function paidForPeriod(trx: Trx, line: PeriodLine): Promise<number> {
  const [row] = await paidForLine(trx, line)
  return Number(row?.amount_minor ?? 0)
}

const paidForLine = prepared((reader, line: PeriodLine) =>
  inLivePayouts(reader)
    .where('commission.program_id', '=', line.programId)
    .where('commission.partner_id', '=', line.partnerId)
    .where('commission.period', '=', line.period)
    .where('commission.plan_id', '=', line.planId)
    .where('commission.terms_version', '=', line.termsVersion)
    .where('commission.rule_index', '=', line.ruleIndex)
    .where('commission.currency', '=', line.currency)
    .select((eb) => eb.fn.sum<number | null>('commission.amount_minor').as('amount_minor')),
)
