/** Balance and day counters against the commissions they count, some partners at a time. */
import { sql } from 'kysely'
import { HELD_BACK_DAY } from './counters.ts'
import type { Reader } from './programs.ts'
import type { Recount } from './verify.ts'

const SLICE = 100

export async function checkCounters({ programId, report, slice }: Recount): Promise<void> {
  for (let after = ''; ; ) {
    const last = await slice(async (reader) => {
      const partners = await reader
        .selectFrom('partner')
        .where('program_id', '=', programId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(SLICE)
        .select('id')
        .execute()
      const ids = partners.map(({ id }) => id)
      if (ids.length > 0) report.findings.push(...(await differences(reader, programId, ids)))
      return ids.length < SLICE ? undefined : ids.at(-1)
    })
    if (last === undefined) return
    after = last
  }
}

async function differences(reader: Reader, programId: string, ids: string[]): Promise<string[]> {
  const counted = { balance: new Map<string, number>(), day: new Map<string, number>() }
  const add = (what: keyof typeof counted, key: string, amount: number) =>
    counted[what].set(key, (counted[what].get(key) ?? 0) + amount)
  for (const row of await sums(reader, programId, ids)) {
    const day = row.on_hold === 1 ? HELD_BACK_DAY : row.hold_day
    add('balance', `${row.partner_id} ${row.currency} ${day}`, row.amount)
    add('day', `${row.partner_id} ${row.currency} ${row.day}`, row.amount)
  }
  const balances = await reader
    .selectFrom('partner_balance')
    .where('program_id', '=', programId)
    .where('partner_id', 'in', ids)
    .selectAll()
    .execute()
  for (const row of balances) {
    add('balance', `${row.partner_id} ${row.currency} ${row.hold_day}`, -row.amount_minor)
  }
  const days = await reader
    .selectFrom('partner_day')
    .where('program_id', '=', programId)
    .where('partner_id', 'in', ids)
    .selectAll()
    .execute()
  for (const row of days) add('day', `${row.partner_id} ${row.currency} ${row.day}`, -row.earned_minor)
  return Object.entries(counted).flatMap(([what, map]) =>
    [...map]
      .filter(([, difference]) => difference !== 0)
      .map(
        ([key, difference]) => `The ${what} counter of ${key} differs from its commissions by ${difference}.`,
      ),
  )
}

/** What belongs to no sale is of the day on which it was posted. */
const sums = (reader: Reader, programId: string, ids: string[]) => {
  const day = sql<number>`cast(coalesce(sale.occurred_at, commission.created_at) / 86400000 as bigint)`
  return reader
    .selectFrom('commission')
    .leftJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('commission.program_id', '=', programId)
    .where('commission.partner_id', 'in', ids)
    .groupBy(['commission.partner_id', 'commission.currency', 'commission.hold_day', 'sale.on_hold', day])
    .select([
      'commission.partner_id',
      'commission.currency',
      'commission.hold_day',
      'sale.on_hold',
      day.as('day'),
      sql<number>`cast(sum(commission.amount_minor) as bigint)`.as('amount'),
    ])
    .execute()
}
