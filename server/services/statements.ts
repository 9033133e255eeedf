/**
 * A partner's statement: everything that moved its balance in a month, in
 * self-billing form. Written from the same rows that the ledger was posted
 * with, so its lines add up to the ledger.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { CommissionTable } from '../db/schema.ts'
import type { PayerTable, TaxProfileTable } from '../db/schema-payouts.ts'
import { findPayer, taxProfile } from './payout-details.ts'
import { sumOf } from './payout-due.ts'
import { Problem } from './problem.ts'
import type { Program, Reader } from './programs.ts'

export interface StatementLine {
  id: string
  at: number
  kind: CommissionTable['kind'] | 'payout' | 'payout_failed'
  amountMinor: number
  currency: string
  /** The sale, or the reference of the payout. */
  subject: string
  explanation: string
}

export interface StatementBalance {
  currency: string
  openingMinor: number
  /** What was earned and taken back in the period. */
  earnedMinor: number
  /** Payouts, less those that failed: negative when money went out. */
  payoutsMinor: number
  closingMinor: number
}

export interface Statement {
  /** "2026-11" */
  period: string
  /** The same whenever it is made. */
  number: string
  /** False while the month is still running. */
  closed: boolean
  from: number
  /** Not part of it any more. */
  until: number
  vendor: PayerTable | undefined
  partner: { id: string; name: string; email: string; profile: TaxProfileTable | undefined }
  balances: StatementBalance[]
}

/** @throws Problem `not_found` for a month that is none or has not begun. */
export function monthOf(program: Program, period: string): { from: number; until: number } {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(period)
  const [year, month] = [Number(match?.[1]), Number(match?.[2])]
  const from = Date.UTC(year, month - 1, 1)
  if (!match || from > program.now) throw new Problem('not_found')
  return { from, until: Date.UTC(year, month, 1) }
}

/** @returns undefined when there is no such partner. */
export async function statementOf(
  reader: Reader,
  program: Program,
  partnerId: string,
  period: string,
): Promise<Statement | undefined> {
  const { from, until } = monthOf(program, period)
  const partner = await reader
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where('id', '=', partnerId)
    .select(['id', 'name', 'email'])
    .executeTakeFirst()
  if (!partner) return undefined
  return {
    period,
    number: numberOf(program.id, partnerId, period),
    closed: until <= program.now,
    from,
    until,
    vendor: await findPayer(reader, program.id),
    partner: { ...partner, profile: await taxProfile(reader, program.id, partnerId, until - 1) },
    balances: await balancesOf(reader, program.id, partnerId, from, until),
  }
}

/** The month and ten digits of the partner: never given twice, and it tells nobody how many there are. */
function numberOf(programId: string, partnerId: string, period: string): string {
  const digits = createHash('sha256').update(`${programId} ${partnerId}`).digest().readUIntBE(0, 4)
  return `${period.replace('-', '')}-${String(digits).padStart(10, '0')}`
}

async function balancesOf(
  reader: Reader,
  programId: string,
  partnerId: string,
  from: number,
  until: number,
): Promise<StatementBalance[]> {
  const balances = new Map<string, StatementBalance>()
  const of = (currency: string): StatementBalance => {
    const none = { currency, openingMinor: 0, earnedMinor: 0, payoutsMinor: 0, closingMinor: 0 }
    const balance = balances.get(currency) ?? none
    balances.set(currency, balance)
    return balance
  }
  // A literal: PostgreSQL does not see that two parameters are the same expression.
  const moved = await movements(reader, programId, partnerId)
    .where('at', '<', until)
    .groupBy(['currency', 'source', sql`case when at < ${sql.lit(from)} then 0 else 1 end`])
    .select([
      'currency',
      'source',
      sql<number>`case when at < ${sql.lit(from)} then 0 else 1 end`.as('inside'),
      sumOf('amount_minor').as('amount'),
    ])
    .execute()
  for (const { currency, source, inside, amount } of moved) {
    const balance = of(currency)
    if (Number(inside) === 0) balance.openingMinor += amount
    else if (source === 'commission') balance.earnedMinor += amount
    else balance.payoutsMinor += amount
    balance.closingMinor += amount
  }
  return [...balances.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** What was posted to the partner's account, as its causes say it. */
function movements(reader: Reader, programId: string, partnerId: string) {
  const commissions = reader
    .selectFrom('commission')
    .leftJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('commission.program_id', '=', programId)
    .where('commission.partner_id', '=', partnerId)
    .select([
      'commission.id as id',
      'commission.created_at as at',
      'commission.currency as currency',
      'commission.amount_minor as amount_minor',
      sql<string>`'commission'`.as('source'),
      sql<StatementLine['kind']>`commission.kind`.as('kind'),
      sql<string>`coalesce(sale.external_id, '')`.as('subject'),
      'commission.explanation as explanation',
    ])
  const payouts = (event: 'payout' | 'payout_failed') => {
    const [at, sign] = event === 'payout' ? ['payout.created_at', '-'] : ['payout.failed_at', '']
    return reader
      .selectFrom('payout')
      .where('payout.program_id', '=', programId)
      .where('payout.partner_id', '=', partnerId)
      .$if(event === 'payout_failed', (query) => query.where('payout.status', '=', 'failed'))
      .select([
        'payout.id as id',
        sql<number>`${sql.ref(at ?? '')}`.as('at'),
        'payout.currency as currency',
        sql<number>`${sql.raw(sign ?? '')}payout.amount_minor`.as('amount_minor'),
        sql<string>`'payout'`.as('source'),
        sql<StatementLine['kind']>`${sql.lit(event)}`.as('kind'),
        sql<string>`coalesce(payout.reference, '')`.as('subject'),
        sql<string>`coalesce(payout.failure, '')`.as('explanation'),
      ])
  }
  return reader.selectFrom(
    commissions.unionAll(payouts('payout')).unionAll(payouts('payout_failed')).as('movement'),
  )
}

/** Oldest first, from the beginning of the period or after a line. */
export async function statementLines(
  reader: Reader,
  program: Program,
  partnerId: string,
  statement: Pick<Statement, 'from' | 'until'>,
  { after, limit }: { after?: { at: number; id: string; kind: string } | undefined; limit: number },
): Promise<StatementLine[]> {
  let rows = movements(reader, program.id, partnerId)
    .where('at', '>=', statement.from)
    .where('at', '<', statement.until)
  if (after) rows = rows.where(sql<boolean>`(at, id, kind) > (${after.at}, ${after.id}, ${after.kind})`)
  const found = await rows.selectAll().orderBy('at').orderBy('id').orderBy('kind').limit(limit).execute()
  return found.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    amountMinor: row.amount_minor,
    currency: row.currency,
    subject: row.subject,
    explanation: row.source === 'commission' ? row.explanation : payoutWords(row.kind, row.explanation),
  }))
}

const payoutWords = (kind: string, failure: string): string =>
  kind === 'payout' ? 'Paid out.' : `The payment did not arrive and is yours again: ${failure}`

/** The months that have one, newest first: from the first movement to now. */
export async function statementPeriods(
  reader: Reader,
  program: Program,
  partnerId: string,
): Promise<string[]> {
  const first = await movements(reader, program.id, partnerId)
    .select((eb) => eb.fn.min<number | null>('at').as('at'))
    .executeTakeFirst()
  if (first?.at == null) return []
  const periods: string[] = []
  const start = new Date(first.at)
  for (let month = 0; ; month++) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1)
    if (at > program.now) return periods.reverse()
    periods.push(new Date(at).toISOString().slice(0, 7))
  }
}
