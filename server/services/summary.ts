/** What a partner sees first. Everything comes from counters: no click, sale or commission is scanned. */
import { formatMoney } from '../../sdk/rules/money.ts'
import { dayOf, isoDay, nextDayOfMonth } from '../core/time.ts'
import type { Services } from './context.ts'
import { type BalanceLine, balanceLines } from './counters.ts'
import type { Program, Reader } from './programs.ts'

const CHART_DAYS = 30

export interface CurrencySummary {
  currency: string
  earned: number
  held: number
  payable: number
  paid: number
  nextPayout: { on: string; amount: number; inTheWay: string | null }
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
  const [lines, payouts, days, links] = await Promise.all([
    balanceLines(db, program.id, partnerId),
    payoutTotals(db, program.id, partnerId),
    partnerDays(db, program.id, partnerId),
    db
      .selectFrom('link')
      .where('program_id', '=', program.id)
      .where('partner_id', '=', partnerId)
      .select('key')
      .execute(),
  ])
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
): CurrencySummary {
  const today = dayOf(program.now)
  const earned = sumOf(lines)
  const due = sumOf(lines.filter((line) => line.holdDay <= today))
  const on = nextDayOfMonth(program.now, program.definition.payoutDay)
  const taken = payouts.paid + payouts.locked
  const amount = sumOf(lines.filter((line) => line.holdDay <= on)) - taken
  return {
    currency,
    earned,
    held: earned - due,
    payable: due - taken,
    paid: payouts.paid,
    nextPayout: {
      on: isoDay(on),
      amount: Math.max(0, amount),
      inTheWay: inTheWay(amount, program.definition.minimumPayout[currency] ?? 0, currency),
    },
  }
}

function inTheWay(amount: number, minimum: number, currency: string): string | null {
  if (amount < 0) {
    return `Refunds took back more than you have earned since: ${formatMoney(-amount, currency)} is settled with your next commissions.`
  }
  if (amount === 0 || amount >= minimum) return null
  return `Payouts start at ${formatMoney(minimum, currency)}. ${formatMoney(minimum - amount, currency)} more and it is on its way; until then it stays yours and waits.`
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
