/** Every closed price statement says what its facts say, reckoned again. Words may be put better since; amounts not. */
import { canonical } from './idempotency.ts'
import { type PriceStatement, reckon } from './price-statements.ts'
import type { Recount } from './verify.ts'

/** Of one partner at a time: how many of its statements one slice looks at. */
const PORTION = 50

export async function checkPrices({ programId, report, slice }: Recount): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await slice(async (reader) => {
      const found = await reader
        .selectFrom('price_statement')
        .where('program_id', '=', programId)
        .where('id', '>', after)
        .select(['id', 'partner_id', 'month', 'lines', 'totals'])
        .orderBy('id')
        .limit(PORTION)
        .execute()
      for (const row of found) {
        const now = await reckon(reader, programId, row.partner_id, row.month)
        const said = { lines: JSON.parse(row.lines), totals: JSON.parse(row.totals) }
        if (amounts(said) === amounts(now)) continue
        report.findings.push(
          `The price statement ${row.month} of ${row.partner_id} does not say what its orders and reports cost.`,
        )
      }
      return found
    })
    after = rows.at(-1)?.id ?? after
    if (rows.length < PORTION) return
  }
}

const amounts = ({ lines, totals }: Pick<PriceStatement, 'lines' | 'totals'>): string =>
  canonical({ lines: lines.map(({ words: _words, name: _name, ...line }) => line), totals })
