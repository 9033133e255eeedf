/** Units in use, reported by month. Every report is kept; the latest to occur counts. */
import { monthOf, monthsLater, writtenMonth } from '../core/months.ts'
import { unitIn } from '../core/pricing.ts'
import type { PriceSheet } from '../core/types.ts'
import type { UsageReportTable } from '../db/schema-prices.ts'
import type { Services } from './context.ts'
import { insertRow } from './prepared.ts'
import { lockPrices, sameTime, statementMonth } from './price-facts.ts'
import { pricesOfMonth } from './price-terms.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'
import { occurredAtOr } from './times.ts'

/** How far back a report may reach: older months have been settled between people. */
const MONTHS_BACK = 24

export interface NewUsage {
  externalId: string
  partnerId: string
  unitId: string
  quantity: number
  month: string
  /** Undefined: the first of the program's currencies in which the unit has a price. */
  currency?: string
  /** When it was counted. Undefined: now. */
  occurredAt?: number
}

export async function reportUsage(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewUsage,
): Promise<{ created: boolean; report: UsageReportTable }> {
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  const { partnerId, unitId, quantity, month } = input
  await lockPrices(services, trx, program, partnerId)
  const existing = await trx
    .selectFrom('usage_report')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .where('external_id', '=', input.externalId)
    .selectAll()
    .executeTakeFirst()
  if (existing) {
    const same =
      existing.unit_id === unitId &&
      existing.quantity === quantity &&
      existing.month === month &&
      (input.currency === undefined || existing.currency === input.currency) &&
      sameTime(existing, input.occurredAt)
    if (!same) throw new Problem('usage_conflict')
    return { created: false, report: existing }
  }
  requireMonth(month, program.now)
  const plan = await pricesOfMonth(trx, program.id, partnerId, month)
  const row: UsageReportTable = {
    program_id: program.id,
    id: services.ids.make('use'),
    partner_id: partnerId,
    external_id: input.externalId,
    unit_id: unitId,
    quantity,
    currency: currencyFor(program, plan?.prices ?? {}, input),
    month,
    statement_month: await statementMonth(trx, program.id, partnerId, month),
    occurred_at: occurredAt,
    created_at: program.now,
  }
  await insertRow(trx, 'usage_report', row)
  return { created: true, report: row }
}

function requireMonth(month: string, now: number): void {
  const current = monthOf(now)
  const message =
    month > current
      ? 'This month has not begun.'
      : month < monthsLater(current, -MONTHS_BACK)
        ? `Not more than ${MONTHS_BACK} months back.`
        : undefined
  if (message) throw new Problem('validation_failed', { errors: [{ path: 'month', message }] })
}

function currencyFor(program: Program, prices: PriceSheet, { unitId, currency, month }: NewUsage): string {
  const { currencies } = program.definition
  const found = (currency === undefined ? currencies : [currency]).find((one) => unitIn(prices, unitId, one))
  if (found !== undefined) return found
  const where = currency === undefined ? '' : ` in ${currency}`
  throw new Problem('not_priced', {
    errors: [
      {
        path: 'unitId',
        message: `The partner's plan of ${writtenMonth(month)} has no price for "${unitId}"${where}.`,
      },
    ],
  })
}
