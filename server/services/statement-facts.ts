/** The facts that the statement of a month is made of: what is to be in it, and what earlier ones knew of the same things. */
import { monthOf, monthsBetween } from '../core/months.ts'
import type { MonthFacts, OrderFacts, StatementFacts, UsageStart } from '../core/price-statement.ts'
import type { PriceSheet } from '../core/types.ts'
import { changeOf, itemsOf, sheetOf } from './orders.ts'
import { pricesOfMonth } from './price-terms.ts'
import type { Reader } from './programs.ts'

export async function statementFacts(
  reader: Reader,
  programId: string,
  partnerId: string,
  month: string,
): Promise<StatementFacts> {
  const which = { programId, partnerId, month }
  return { month, orders: await orderFacts(reader, which), months: await monthFacts(reader, which) }
}

interface Which {
  programId: string
  partnerId: string
  /** Of the statement. */
  month: string
}

const ordersOf = (reader: Reader, { programId, partnerId, month }: Which) =>
  reader
    .selectFrom('resale_order')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where((eb) =>
      eb.or([
        eb('statement_month', '=', month),
        eb.and([
          eb('statement_month', '<', month),
          eb(
            'external_id',
            'in',
            eb
              .selectFrom('order_correction')
              .where('program_id', '=', programId)
              .where('partner_id', '=', partnerId)
              .where('statement_month', '=', month)
              .select('order_external_id'),
          ),
        ]),
      ]),
    )

async function orderFacts(reader: Reader, which: Which): Promise<OrderFacts[]> {
  const { programId, partnerId, month } = which
  const rows = await ordersOf(reader, which).selectAll().execute()
  if (rows.length === 0) return []
  const corrections = await reader
    .selectFrom('order_correction')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('statement_month', '<=', month)
    .where('order_external_id', 'in', ordersOf(reader, which).select('external_id'))
    .selectAll()
    .execute()
  const sheets = new Map<string, PriceSheet>()
  const facts: OrderFacts[] = []
  for (const row of rows) {
    const terms = `${row.plan_id} ${row.terms_version}`
    const sheet = sheets.get(terms) ?? (await sheetOf(reader, row))
    sheets.set(terms, sheet)
    const mine = corrections.filter((one) => one.order_external_id === row.external_id)
    facts.push({
      externalId: row.external_id,
      occurredAt: row.occurred_at,
      month: monthOf(row.occurred_at),
      currency: row.currency,
      items: itemsOf(row),
      sheet,
      leadBps: row.lead_bps,
      isNew: row.statement_month === month,
      before: mine.filter((one) => one.statement_month < month).map(changeOf),
      after: mine.map(changeOf),
    })
  }
  return facts
}

async function monthFacts(reader: Reader, { programId, partnerId, month }: Which): Promise<MonthFacts[]> {
  const mine = reader
    .selectFrom('usage_report')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('statement_month', '<=', month)
  const known = await mine
    .select((eb) => [
      'month',
      'currency',
      eb.fn.min('statement_month').as('since'),
      eb.fn.max('statement_month').as('until'),
    ])
    .groupBy(['month', 'currency'])
    .orderBy('month')
    .orderBy('currency')
    .execute()
  const startOf = (rows: UsageStart[]): UsageStart | null =>
    rows[0] ? { month: rows[0].month, currency: rows[0].currency } : null
  const startAfter = startOf(known)
  const startBefore = startOf(known.filter((row) => row.since < month))
  if (!startAfter) return []
  const moved = startAfter.month !== startBefore?.month || startAfter.currency !== startBefore.currency
  const about = new Set([
    month,
    ...known.filter((row) => row.until === month).map((row) => row.month),
    // Months without a report have their minimum from the start on, in its currency.
    ...(moved ? monthsBetween(startAfter.month, month) : []),
  ])
  const reports = await mine
    .where('month', 'in', [...about])
    .selectAll()
    .execute()
  const facts: MonthFacts[] = []
  for (const one of about) {
    const rows = reports.filter((row) => row.month === one)
    const factOf = (row: (typeof rows)[number]) => ({
      externalId: row.external_id,
      occurredAt: row.occurred_at,
      unitId: row.unit_id,
      quantity: row.quantity,
      currency: row.currency,
    })
    facts.push({
      month: one,
      sheet: (await pricesOfMonth(reader, programId, partnerId, one))?.prices ?? null,
      before: rows.filter((row) => row.statement_month < month).map(factOf),
      after: rows.map(factOf),
      // The statement's own month was in no statement before, its minimum included.
      startBefore: one === month ? null : startBefore,
      startAfter,
    })
  }
  return facts
}
