/**
 * The one place that posts money: a commission, its two ledger entries and the
 * counters they move, together or not at all.
 */
import { sql } from 'kysely'
import type { Posted } from '../core/postings.ts'
import { dayOf } from '../core/time.ts'
import type { CommissionTable, LedgerEntryTable, PayoutTable, SaleTable } from '../db/schema.ts'
import { tellPosted } from './commission-events.ts'
import type { Services } from './context.ts'
import { HELD_BACK_DAY, type Tally } from './counters.ts'
import { insertRow, prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'
import { salesWhere, type Which } from './sale-facts.ts'

/** What was posted for one sale, partner and rule, with the day it was promised for. */
export interface PostedLine extends Posted {
  holdDay: number
}

export async function postedLines(trx: Trx, programId: string, which: Which): Promise<PostedLine[]> {
  const rows = await sumsPosted(trx, { programId, ...which })
  return rows.map((row) => ({
    saleId: row.sale_id,
    partnerId: row.partner_id,
    ruleIndex: row.rule_index,
    currency: row.currency,
    holdDay: row.hold_day,
    amountMinor: row.amount_minor,
  }))
}

const sumsPosted = prepared((reader, which: Which & { programId: string }) =>
  reader
    .selectFrom('commission')
    .where('commission.program_id', '=', which.programId)
    .where('commission.sale_id', 'in', salesWhere(reader, which).select('sale.id'))
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
    ]),
)

export interface NewCommission {
  partnerId: string
  currency: string
  amountMinor: number
  kind: CommissionTable['kind']
  ruleIndex: number
  planId: string
  termsVersion: number
  holdDay: number
  heldBack: boolean
  causeId: string
  explanation: string
  /** Absent for lines of a period and adjustments by hand. */
  sale?: SaleTable
  attributionId?: string
  period?: string
}

/** The counters it moves go into the tally. */
export async function post(
  services: Pick<Services, 'store' | 'clock' | 'ids' | 'queued'>,
  trx: Trx,
  program: Program,
  tally: Tally,
  line: NewCommission,
): Promise<CommissionTable> {
  const { partnerId, currency, amountMinor, sale } = line
  const commission: CommissionTable = {
    program_id: program.id,
    id: services.ids.make('com'),
    partner_id: partnerId,
    sale_id: sale?.id ?? '',
    attribution_id: line.attributionId ?? '',
    cause_id: line.causeId,
    rule_index: line.ruleIndex,
    period: line.period ?? '',
    kind: line.kind,
    amount_minor: amountMinor,
    currency,
    plan_id: line.planId,
    terms_version: line.termsVersion,
    hold_day: line.holdDay,
    explanation: line.explanation,
    created_at: program.now,
  }
  await insertRow(trx, 'commission', commission)
  await insertEntries(trx, {
    program_id: program.id,
    transaction_id: commission.id,
    partner_id: partnerId,
    currency,
    commission_id: commission.id,
    created_at: program.now,
    paid: amountMinor,
    owed: -amountMinor,
  })
  tally.balance({
    partnerId,
    currency,
    holdDay: line.heldBack ? HELD_BACK_DAY : line.holdDay,
    amountMinor,
  })
  tally.day({ partnerId, currency, day: dayOf(sale?.occurred_at ?? program.now), earnedMinor: amountMinor })
  await tellPosted(services, trx, program, commission, line.heldBack)
  return commission
}

type Entries = Omit<LedgerEntryTable, 'entry' | 'account' | 'amount_minor'> & { paid: number; owed: number }

const insertEntries = prepared((reader, { partner_id, paid, owed, ...entry }: Entries) =>
  reader.insertInto('ledger_entry').values([
    { ...entry, entry: 0, account: 'commission_expense', partner_id: '', amount_minor: paid },
    { ...entry, entry: 1, account: 'partner_payable', partner_id, amount_minor: owed },
  ]),
)

/** A flag or an open dispute keeps back what was posted; its end lets it go again. */
export function holdSale(tally: Tally, lines: PostedLine[], held: boolean): void {
  for (const { partnerId, currency, holdDay, amountMinor } of lines) {
    const [from, to] = held ? [holdDay, HELD_BACK_DAY] : [HELD_BACK_DAY, holdDay]
    tally.balance({ partnerId, currency, holdDay: from, amountMinor: -amountMinor })
    tally.balance({ partnerId, currency, holdDay: to, amountMinor })
  }
}

/**
 * A payout takes what is owed to its partner out of the partner's account; one
 * that failed puts it back. Paid needs no entry: it was taken when it was locked.
 */
export async function postPayouts(
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  payouts: Pick<PayoutTable, 'id' | 'partner_id' | 'currency' | 'amount_minor'>[],
  event: 'locked' | 'failed',
): Promise<void> {
  if (payouts.length === 0) return
  const sign = event === 'locked' ? 1 : -1
  const entries = payouts.flatMap((payout): LedgerEntryTable[] => {
    // Written out: rows that are spread from a common part are kept by V8 as if they were to live long.
    const entryOf = (
      entry: number,
      account: LedgerEntryTable['account'],
      partnerId: string,
      amount: number,
    ) => ({
      program_id: program.id,
      transaction_id: event === 'locked' ? payout.id : `${payout.id} failed`,
      entry,
      account,
      partner_id: partnerId,
      currency: payout.currency,
      amount_minor: amount,
      commission_id: null,
      created_at: program.now,
    })
    const amount = sign * payout.amount_minor
    return [
      entryOf(0, 'partner_payable', payout.partner_id, amount),
      entryOf(1, 'payout_clearing', '', -amount),
    ]
  })
  await trx.insertInto('ledger_entry').values(entries).execute()
}

/**
 * What goes back leaves on the days for which it was promised, the latest
 * first, so that no day is left owing what another one still has.
 *
 * @param promised what was posted so far, by day.
 * @param day for what is left over, which is new.
 */
export function portionsOf(
  amountMinor: number,
  promised: { holdDay: number; amountMinor: number }[],
  day: number,
): { amountMinor: number; holdDay: number }[] {
  const portions: { amountMinor: number; holdDay: number }[] = []
  let left = amountMinor
  for (const line of [...promised].sort((a, b) => b.holdDay - a.holdDay)) {
    const back =
      left < 0
        ? Math.max(left, -Math.max(line.amountMinor, 0))
        : Math.min(left, -Math.min(line.amountMinor, 0))
    if (back === 0) continue
    portions.push({ amountMinor: back, holdDay: line.holdDay })
    left -= back
  }
  return left === 0 ? portions : [...portions, { amountMinor: left, holdDay: day }]
}
