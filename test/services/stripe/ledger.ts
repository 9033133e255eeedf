/** Many customers with the same story, told one by the number of each; and what a real ledger says of one. */
import type { Reader } from '../../../server/services/programs.ts'
import { knownSales } from '../../../server/services/sale-facts.ts'
import type { StripeEvent } from '../../support/stripe.ts'
import { T } from './objects.ts'
import { booksInWords, words } from './orders.ts'

/** The same story of another customer: every id gets the number of its sample. */
export const numbered = (events: StripeEvent[], n: number, clickId: string): StripeEvent[] =>
  JSON.parse(
    JSON.stringify(events)
      .replaceAll(/"((?:evt|cs|in|inpay|pi|ch|re|dp|cn|cus|sub|promo|u)_\w+)"/g, `"$1x${n}"`)
      .replaceAll('@click', clickId),
  )

/** The same events as if the tests' morning had been at that second. */
export function startingAt(seconds: number, events: StripeEvent[]): StripeEvent[] {
  // Every number of that size is a time.
  const text = JSON.stringify(events).replaceAll(/\b179\d{7}\b/g, (time) => `${Number(time) - T + seconds}`)
  return JSON.parse(text)
}

/** The golden books of a story, in the words of `ledgerOf`. */
export const goldenOf = (events: StripeEvent[]): string[] =>
  booksInWords(numbered(events, 0, `gwc_${'a'.repeat(58)}`)).map((line) =>
    line.replaceAll(/(_\w+?)x0\b/g, '$1'),
  )

/** What the real ledger says of one sample, in the words of the golden books. */
export async function ledgerOf(db: Reader, n: number): Promise<string[]> {
  const sales = await db
    .selectFrom('sale')
    .where('external_id', 'like', `%x${n}`)
    // Recorded before it was known that an invoice claims it: emptied.
    .where('amount_minor', '>', 0)
    .selectAll()
    .execute()
  const lines: string[] = []
  const bare = (name: string) => name.replace(`x${n}`, '')
  for (const { id, program_id: programId } of sales) {
    const [sale] = await knownSales(db, { programId, id })
    if (!sale) throw new Error('a sale that is gone')
    const posted = await db
      .selectFrom('commission')
      .where('sale_id', '=', id)
      .select('amount_minor')
      .execute()
    lines.push(
      words({
        sale: bare(sale.external_id),
        customer: sale.customer_external_id && bare(sale.customer_external_id),
        amount: sale.amount_minor,
        base: sale.amount_minor - sale.tax_minor - sale.shipping_minor,
        back: sale.taken_back_minor,
        open: sale.open_disputes,
        earned: posted.reduce((sum, { amount_minor: amount }) => sum + amount, 0),
      }),
    )
  }
  return lines.sort()
}
