/** Every transaction sums to zero, and every commission has its own. */
import { sql } from 'kysely'
import type { Recount } from './verify.ts'

const SLICE = 2_000

export async function checkLedger(recount: Recount): Promise<void> {
  await checkTransactions(recount)
  await checkCommissions(recount)
}

async function checkTransactions({ programId, report, slice }: Recount): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await slice((reader) =>
      reader
        .selectFrom('ledger_entry')
        .where('program_id', '=', programId)
        .where('transaction_id', '>', after)
        .groupBy('transaction_id')
        .orderBy('transaction_id')
        .limit(SLICE)
        .select((eb) => [
          'transaction_id',
          eb.fn.countAll<number>().as('entries'),
          eb.fn.min('currency').as('currency'),
          eb.fn.max('currency').as('other'),
          sql<number>`cast(sum(amount_minor) as bigint)`.as('sum'),
        ])
        .execute(),
    )
    for (const row of rows) {
      report.checked.entries += Number(row.entries)
      if (row.sum !== 0) {
        report.findings.push(
          `The ledger transaction ${row.transaction_id} does not sum to zero in ${row.currency}.`,
        )
      }
      if (row.currency !== row.other) {
        report.findings.push(`The ledger transaction ${row.transaction_id} has more than one currency.`)
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < SLICE) return
    after = last.transaction_id
  }
}

async function checkCommissions({ programId, report, slice }: Recount): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await slice((reader) =>
      reader
        .selectFrom('commission')
        .leftJoin('ledger_entry', (join) =>
          join
            .onRef('ledger_entry.program_id', '=', 'commission.program_id')
            .onRef('ledger_entry.transaction_id', '=', 'commission.id')
            .on('ledger_entry.account', '=', 'partner_payable'),
        )
        .where('commission.program_id', '=', programId)
        .where('commission.id', '>', after)
        .orderBy('commission.id')
        .limit(SLICE)
        .select([
          'commission.id',
          'commission.amount_minor',
          'commission.partner_id',
          'ledger_entry.amount_minor as entry',
          'ledger_entry.partner_id as owner',
        ])
        .execute(),
    )
    report.checked.commissions += rows.length
    for (const row of rows) {
      if (row.entry !== -row.amount_minor || row.owner !== row.partner_id) {
        report.findings.push(
          `The commission ${row.id} is ${row.amount_minor} for ${row.partner_id}, but its ledger entry ${row.entry} for ${row.owner}.`,
        )
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < SLICE) return
    after = last.id
  }
}
