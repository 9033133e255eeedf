/**
 * The one place that posts money: a commission, its two ledger entries and the
 * counters they move, together or not at all.
 */
import { sql } from 'kysely'
import type { Posted, Posting } from '../core/postings.ts'
import type { SaleTable } from '../db/schema.ts'
import type { AttributionRow, Subject } from './attribute.ts'
import type { Services } from './context.ts'
import { addToBalance, addToDay, HELD_BACK_DAY } from './counters.ts'
import type { Program, Trx } from './programs.ts'

/** What was posted for one sale, partner and rule, with the day it was promised for. */
export interface PostedLine extends Posted {
  holdDay: number
}

export async function postedLines(trx: Trx, programId: string, subject: Subject): Promise<PostedLine[]> {
  const rows = await trx
    .selectFrom('commission')
    .innerJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('sale.program_id', '=', programId)
    .where((eb) =>
      subject.kind === 'customer'
        ? eb('sale.customer_external_id', '=', subject.customer.external_id)
        : eb('sale.id', '=', subject.sale.id),
    )
    .select([
      'commission.sale_id',
      'commission.partner_id',
      'commission.rule_index',
      'commission.currency',
      'commission.hold_day',
      // PostgreSQL sums integers to a wider type, which would arrive as text.
      sql<number>`cast(sum(commission.amount_minor) as bigint)`.as('amount_minor'),
    ])
    .groupBy([
      'commission.sale_id',
      'commission.partner_id',
      'commission.rule_index',
      'commission.currency',
      'commission.hold_day',
    ])
    .execute()
  return rows.map((row) => ({
    saleId: row.sale_id,
    partnerId: row.partner_id,
    ruleIndex: row.rule_index,
    currency: row.currency,
    holdDay: row.hold_day,
    amountMinor: row.amount_minor,
  }))
}

export interface NewCommission {
  posting: Posting
  sale: SaleTable
  holdDay: number
  heldBack: boolean
  attribution: AttributionRow
  causeId: string
  explanation: string
}

export async function post(
  { ids }: Pick<Services, 'ids'>,
  trx: Trx,
  program: Program,
  line: NewCommission,
): Promise<void> {
  const { posting, sale, attribution } = line
  const { partnerId, currency, amountMinor } = posting
  const id = ids.make('com')
  await trx
    .insertInto('commission')
    .values({
      program_id: program.id,
      id,
      partner_id: partnerId,
      sale_id: sale.id,
      attribution_id: attribution.id,
      cause_id: line.causeId,
      rule_index: posting.ruleIndex,
      kind: posting.kind,
      amount_minor: amountMinor,
      currency,
      plan_id: attribution.plan_id ?? '',
      terms_version: attribution.terms_version ?? 0,
      hold_day: line.holdDay,
      explanation: line.explanation,
      created_at: program.now,
    })
    .execute()
  const entry = {
    program_id: program.id,
    transaction_id: id,
    currency,
    commission_id: id,
    created_at: program.now,
  }
  await trx
    .insertInto('ledger_entry')
    .values([
      { ...entry, entry: 0, account: 'commission_expense', partner_id: '', amount_minor: amountMinor },
      { ...entry, entry: 1, account: 'partner_payable', partner_id: partnerId, amount_minor: -amountMinor },
    ])
    .execute()
  await addToBalance(trx, program.id, {
    partnerId,
    currency,
    holdDay: line.heldBack ? HELD_BACK_DAY : line.holdDay,
    amountMinor,
  })
  await addToDay(trx, program.id, {
    partnerId,
    currency,
    day: Math.floor(sale.occurred_at / 86_400_000),
    earnedMinor: amountMinor,
  })
}

/** A flag or an open dispute keeps back what was posted; its end lets it go again. */
export async function holdSale(
  trx: Trx,
  programId: string,
  lines: PostedLine[],
  held: boolean,
): Promise<void> {
  for (const { partnerId, currency, holdDay, amountMinor } of lines) {
    const [from, to] = held ? [holdDay, HELD_BACK_DAY] : [HELD_BACK_DAY, holdDay]
    await addToBalance(trx, programId, { partnerId, currency, holdDay: from, amountMinor: -amountMinor })
    await addToBalance(trx, programId, { partnerId, currency, holdDay: to, amountMinor })
  }
}
