/** What a partner sees first. Everything comes from counters: no click, sale or commission is scanned. */
import { sql } from 'kysely'
import { type Blocker, type BlockerCode, blockersOf, type Payee } from '../core/payouts.ts'
import { dayOf, isoDay, nextDayOfMonth, startOfDay } from '../core/time.ts'
import type { Services } from './context.ts'
import { type BalanceLine, balanceLines, HELD_BACK_DAY } from './counters.ts'
import { findDetails, taxProfile } from './payout-details.ts'
import type { Program, Reader } from './programs.ts'

const CHART_DAYS = 30

export interface CurrencySummary {
  currency: string
  earned: number
  held: number
  payable: number
  paid: number
  nextPayout: { on: string; amount: number; inTheWay: string | null; reasons?: BlockerCode[] }
}

export interface SummaryDay {
  day: string
  clicks: number
  leads: number
  sales: number
  earned: number
}

export interface Summary extends CurrencySummary {
  clicks: number
  leads: number
  sales: number
  days: SummaryDay[]
  /** Only when the partner has amounts in several currencies. */
  balances?: CurrencySummary[]
}

export async function summaryOf(services: Services, program: Program, partnerId: string): Promise<Summary> {
  const { db } = services.store
  const today = dayOf(program.now)
  const [lines, payouts, days, links, ways] = await Promise.all([
    balanceLines(db, program.id, partnerId),
    payoutTotals(db, program.id, partnerId),
    partnerDays(db, program.id, partnerId),
    db
      .selectFrom('link')
      .where('program_id', '=', program.id)
      .where('partner_id', '=', partnerId)
      .select('key')
      .execute(),
    wayToPay(db, program.id, partnerId),
  ])
  const kept = lines.some((line) => line.holdDay === HELD_BACK_DAY)
    ? await keptBackInPayouts(db, program.id, partnerId)
    : new Map<string, number>()
  const keys = links.map((link) => link.key)
  const [totals, clickDays] = await Promise.all([
    services.clicks.linkTotals(keys),
    services.clicks.linkDays(keys, today - CHART_DAYS + 1),
  ])
  const moved = new Set([...lines.map((line) => line.currency), ...payouts.keys()])
  // The program's order first; then what it used to accept, because it is still owed.
  const used = [...new Set([...program.definition.currencies, ...moved])].filter((currency) =>
    moved.has(currency),
  )
  const balances = (used.length > 0 ? used : program.definition.currencies.slice(0, 1)).map((currency) =>
    currencySummary(
      program,
      currency,
      lines.filter((line) => line.currency === currency),
      payouts.get(currency) ?? { paid: 0, locked: 0 },
      kept.get(currency) ?? 0,
      ways,
    ),
  )
  const [main] = balances
  if (!main) throw new Error('a program without a currency')
  return {
    ...main,
    clicks: [...totals.values()].reduce((sum, clicks) => sum + clicks, 0),
    leads: days.reduce((sum, day) => sum + day.leads, 0),
    sales: days.reduce((sum, day) => sum + day.sales, 0),
    days: Array.from({ length: CHART_DAYS }, (_, index) => {
      const day = today - CHART_DAYS + 1 + index
      const mine = days.filter((row) => row.day === day)
      return {
        day: isoDay(day),
        clicks: clickDays.filter((row) => row.day === day).reduce((sum, row) => sum + row.clicks, 0),
        leads: mine.reduce((sum, row) => sum + row.leads, 0),
        sales: mine.reduce((sum, row) => sum + row.sales, 0),
        earned: mine
          .filter((row) => row.currency === main.currency)
          .reduce((sum, row) => sum + row.earned_minor, 0),
      }
    }),
    ...(balances.length > 1 ? { balances } : {}),
  }
}

const sumOf = (lines: BalanceLine[]): number => lines.reduce((sum, line) => sum + line.amountMinor, 0)

function currencySummary(
  program: Program,
  currency: string,
  lines: BalanceLine[],
  payouts: { paid: number; locked: number },
  keptBackMinor: number,
  way: WayToPay,
): CurrencySummary {
  const today = dayOf(program.now)
  const earned = sumOf(lines)
  const due = sumOf(lines.filter((line) => line.holdDay <= today))
  const on = nextDayOfMonth(program.now, program.definition.payoutDay)
  const taken = payouts.paid + payouts.locked - keptBackMinor
  const amount = sumOf(lines.filter((line) => line.holdDay <= on)) - taken
  const blockers = inTheWay(program, currency, amount, startOfDay(on), way)
  return {
    currency,
    earned,
    held: earned - due - keptBackMinor,
    payable: due - taken,
    paid: payouts.paid,
    nextPayout: {
      on: isoDay(on),
      amount: Math.max(0, amount),
      inTheWay: blockers.map(({ advice }) => advice).join(' ') || null,
      ...(blockers.length > 0 ? { reasons: blockers.map(({ code }) => code) } : {}),
    },
  }
}

function inTheWay(
  program: Program,
  currency: string,
  amountMinor: number,
  now: number,
  way: WayToPay,
): Blocker[] {
  if (amountMinor === 0) return []
  const minimumMinor = program.definition.minimumPayout[currency] ?? 0
  return blockersOf({ ...way, currency, amountMinor, minimumMinor, now })
}

type WayToPay = Pick<Payee, 'hasTaxProfile' | 'details'>

async function wayToPay(reader: Reader, programId: string, partnerId: string): Promise<WayToPay> {
  const [details, profile] = await Promise.all([
    findDetails(reader, programId, partnerId),
    taxProfile(reader, programId, partnerId),
  ])
  return {
    hasTaxProfile: profile !== undefined,
    details: details && { method: details.method, usableAt: details.usable_at },
  }
}

/** Paid or on its way, and its sale is kept back now: it is in both sums, and nobody is owed it again. */
async function keptBackInPayouts(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('payout')
    .innerJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'payout.program_id')
        .onRef('payout_line.payout_id', '=', 'payout.id'),
    )
    .innerJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'payout_line.program_id')
        .onRef('commission.id', '=', 'payout_line.commission_id'),
    )
    .innerJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('payout.program_id', '=', programId)
    .where('payout.partner_id', '=', partnerId)
    .where('payout.status', '!=', 'failed')
    .where('sale.on_hold', '=', 1)
    .groupBy('commission.currency')
    .select(['commission.currency', sql<number>`cast(sum(commission.amount_minor) as bigint)`.as('amount')])
    .execute()
  return new Map(rows.map((row) => [row.currency, row.amount]))
}

async function payoutTotals(reader: Reader, programId: string, partnerId: string) {
  const rows = await reader
    .selectFrom('payout')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where('status', '!=', 'failed')
    .select(['currency', 'status', 'amount_minor'])
    .execute()
  const totals = new Map<string, { paid: number; locked: number }>()
  for (const row of rows) {
    const total = totals.get(row.currency) ?? { paid: 0, locked: 0 }
    if (row.status === 'paid') total.paid += row.amount_minor
    else total.locked += row.amount_minor
    totals.set(row.currency, total)
  }
  return totals
}

const partnerDays = (reader: Reader, programId: string, partnerId: string) =>
  reader
    .selectFrom('partner_day')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .select(['day', 'currency', 'leads', 'sales', 'earned_minor'])
    .execute()
