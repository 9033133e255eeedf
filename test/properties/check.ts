/** What must hold after every step: the books balance, and they say what the model says. */
import { expect } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import type { World } from '../support/world.ts'
import { withoutZeros } from './arithmetic.ts'
import type { Where } from './commands.ts'
import { balances, customers, type ProgramModel, partnerOf, posted } from './model.ts'

export interface Books {
  /** "partner|sale", or period, or "adjusted" → posted. */
  posted: Map<string, bigint>
  /** "partner|currency|hold day" → counted. */
  balances: Map<string, bigint>
  partners: Map<string, string | null>
}

const sums = <T>(rows: T[], key: (row: T) => string, amount: (row: T) => number): Map<string, bigint> => {
  const map = new Map<string, bigint>()
  for (const row of rows) map.set(key(row), (map.get(key(row)) ?? 0n) + BigInt(amount(row)))
  return withoutZeros(map)
}

/** Comparing texts is quick; when they differ, the difference is shown as maps. */
function same<T>(found: Map<string, T>, expected: Map<string, T>, what: string): void {
  const text = (map: Map<string, T>): string =>
    [...map]
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join()
  if (text(found) !== text(expected)) expect(found, what).toEqual(expected)
}

/** Reads everything at once; each program then takes its own. */
async function readAll({ services: { store } }: World) {
  const { db } = store
  const [commissions, counted, entries, people, payouts] = await Promise.all([
    db
      .selectFrom('commission')
      .leftJoin('sale', (join) =>
        join
          .onRef('sale.program_id', '=', 'commission.program_id')
          .onRef('sale.id', '=', 'commission.sale_id'),
      )
      .select(['commission.program_id', 'commission.partner_id', 'sale.external_id'])
      .select(['commission.period', 'commission.kind', 'commission.hold_day'])
      .select(['commission.currency', 'commission.amount_minor'])
      .execute(),
    db.selectFrom('partner_balance').selectAll().execute(),
    db.selectFrom('ledger_entry').selectAll().execute(),
    db.selectFrom('customer').select(['program_id', 'external_id', 'partner_id']).execute(),
    db.selectFrom('payout').selectAll().execute(),
  ])
  return { commissions, counted, entries, people, payouts }
}

export async function checkBooks(
  world: World,
  models: Record<Where, ProgramModel>,
): Promise<Record<Where, Books>> {
  const [{ findings }, all] = await Promise.all([verify(world.services.store.db), readAll(world)])
  expect(findings, "the server's own recount").toEqual([])
  const perTransaction = sums(
    all.entries,
    (entry) => `${entry.program_id}|${entry.transaction_id}|${entry.currency}`,
    (entry) => entry.amount_minor,
  )
  same(perTransaction, new Map(), 'every transaction sums to zero')
  const failed = all.payouts.filter(({ status }) => status === 'failed')
  const transactions = all.commissions.length + all.payouts.length + failed.length
  expect(all.entries).toHaveLength(transactions * 2)

  const books = (where: Where): Books => {
    const mine = <T extends { program_id: string }>(rows: T[]): T[] =>
      rows.filter((row) => row.program_id === world.programIds[where])
    const commissions = mine(all.commissions)
    const counted = mine(all.counted)
    const ofPartner = (row: { partner_id: string; currency: string }) => `${row.partner_id}|${row.currency}`
    same(
      sums(counted, ofPartner, (row) => row.amount_minor),
      sums(commissions, ofPartner, (row) => row.amount_minor),
      'the balance of a partner is the sum of its commissions',
    )
    // The day of what a cap takes away depends on what used it up; the model only knows how much it is.
    const withoutCaps = commissions
      .filter((row) => row.period !== '' && row.kind === 'adjustment')
      .map((row) => ({ ...row, amount_minor: -row.amount_minor }))
    return {
      posted: sums(
        commissions,
        (row) => `${row.partner_id}|${row.external_id ?? (row.period || 'adjusted')}`,
        (row) => row.amount_minor,
      ),
      balances: sums(
        [...counted, ...withoutCaps],
        (row) => `${row.partner_id}|${row.currency}|${row.hold_day}`,
        (row) => row.amount_minor,
      ),
      partners: new Map(mine(all.people).map((row) => [row.external_id, row.partner_id])),
    }
  }
  const both = {} as Record<Where, Books>
  for (const where of ['live', 'test'] as const) {
    const model = models[where]
    const found = books(where)
    const paid = all.payouts
      .filter((payout) => payout.program_id === world.programIds[where])
      .map((row) => [row.id, `${row.partner_id} ${row.currency} ${row.amount_minor} ${row.status}`] as const)
    const expected = [...model.payouts].map(
      ([id, one]) => [id, `${one.partner} ${one.currency} ${one.amount} ${one.status}`] as const,
    )
    same(new Map(paid), new Map(expected), `payouts, ${where}`)
    const mine = new Map(customers(model).map((name) => [name, partnerOf(model, name)]))
    same(found.partners, mine, `whose customers, ${where}`)
    same(found.posted, posted(model), `posted by partner and sale, ${where}`)
    same(found.balances, balances(model), `balances by hold day, ${where}`)
    both[where] = found
  }
  return both
}
