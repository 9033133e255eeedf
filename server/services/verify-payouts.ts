/** Recounts payouts from their lines, and what the ledger and the partners' pages say from both. */
import { sql } from 'kysely'
import { sumOf } from './payout-due.ts'
import type { Reader } from './programs.ts'

/** What is wrong with the payouts of a program, in sentences. */
export async function payoutFindings(reader: Reader, programId: string): Promise<string[]> {
  const findings = [
    await paidTwice(reader, programId),
    await wrongAmounts(reader, programId),
    await wrongLines(reader, programId),
    await wrongRuns(reader, programId),
    await wrongClearing(reader, programId),
    await wrongPayable(reader, programId),
  ]
  return findings.flat()
}

const liveLines = (reader: Reader, programId: string) =>
  reader
    .selectFrom('payout_line')
    .innerJoin('payout', (join) =>
      join
        .onRef('payout.program_id', '=', 'payout_line.program_id')
        .onRef('payout.id', '=', 'payout_line.payout_id'),
    )
    .where('payout_line.program_id', '=', programId)
    .where('payout.status', '!=', 'failed')

/** By what became of the payouts, not by the flag that an index guards. */
async function paidTwice(reader: Reader, programId: string): Promise<string[]> {
  const rows = await liveLines(reader, programId)
    .groupBy('payout_line.commission_id')
    .having((eb) => eb.fn.countAll(), '>', 1)
    .select('payout_line.commission_id')
    .execute()
  return rows.map((row) => `The commission ${row.commission_id} is in more than one live payout.`)
}

async function wrongAmounts(reader: Reader, programId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('payout')
    .leftJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'payout.program_id')
        .onRef('payout_line.payout_id', '=', 'payout.id'),
    )
    .leftJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'payout_line.program_id')
        .onRef('commission.id', '=', 'payout_line.commission_id')
        .onRef('commission.partner_id', '=', 'payout.partner_id')
        .onRef('commission.currency', '=', 'payout.currency'),
    )
    .where('payout.program_id', '=', programId)
    .where('payout.run_id', 'is not', null)
    .groupBy(['payout.id', 'payout.amount_minor'])
    .having(sumOf('commission.amount_minor'), '!=', sql.ref<number>('payout.amount_minor'))
    .select(['payout.id', 'payout.amount_minor', sumOf('commission.amount_minor').as('lines')])
    .execute()
  return rows.map((row) => `The payout ${row.id} is ${row.amount_minor} but its lines are ${row.lines}.`)
}

async function wrongLines(reader: Reader, programId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('payout_line')
    .leftJoin('payout', (join) =>
      join
        .onRef('payout.program_id', '=', 'payout_line.program_id')
        .onRef('payout.id', '=', 'payout_line.payout_id'),
    )
    .where('payout_line.program_id', '=', programId)
    .where(
      sql<boolean>`payout.id is null or payout_line.live <> case when payout.status = 'failed' then 0 else 1 end`,
    )
    .select(['payout_line.payout_id', 'payout_line.commission_id', 'payout_line.live'])
    .execute()
  return rows.map((row) =>
    row.live === 1
      ? `The commission ${row.commission_id} is kept by ${row.payout_id}, which pays nothing.`
      : `The commission ${row.commission_id} is free although ${row.payout_id} pays it.`,
  )
}

/** Every payout in exactly one run, and every run as large as its payouts. */
async function wrongRuns(reader: Reader, programId: string): Promise<string[]> {
  const runs = await reader
    .selectFrom('payout_run')
    .leftJoin('payout', (join) =>
      join
        .onRef('payout.program_id', '=', 'payout_run.program_id')
        .onRef('payout.run_id', '=', 'payout_run.id')
        .onRef('payout.currency', '=', 'payout_run.currency'),
    )
    .where('payout_run.program_id', '=', programId)
    .groupBy(['payout_run.id', 'payout_run.payouts', 'payout_run.amount_minor'])
    .select((eb) => [
      'payout_run.id',
      'payout_run.payouts',
      'payout_run.amount_minor',
      eb.fn.count<number>('payout.id').as('count'),
      sumOf('payout.amount_minor').as('amount'),
    ])
    .execute()
  const wrong = runs.filter((run) => Number(run.count) !== run.payouts || run.amount !== run.amount_minor)
  const astray = await reader
    .selectFrom('payout')
    .where('payout.program_id', '=', programId)
    .where('payout.run_id', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payout_run')
            .whereRef('payout_run.program_id', '=', 'payout.program_id')
            .whereRef('payout_run.id', '=', 'payout.run_id')
            .select('payout_run.id'),
        ),
      ),
    )
    .select('payout.id')
    .execute()
  return [
    ...wrong.map(
      (run) =>
        `The run ${run.id} says ${run.payouts} payouts of ${run.amount_minor}; there are ${Number(run.count)} of ${run.amount}.`,
    ),
    ...astray.map((payout) => `The payout ${payout.id} belongs to no run.`),
  ]
}

/** What the ledger says was taken out for partners, against the payouts that stand. */
async function wrongClearing(reader: Reader, programId: string): Promise<string[]> {
  const [cleared, live] = await Promise.all([
    reader
      .selectFrom('ledger_entry')
      .where('program_id', '=', programId)
      .where('account', '=', 'payout_clearing')
      .groupBy('currency')
      .select(['currency', sumOf('amount_minor').as('amount')])
      .execute(),
    reader
      .selectFrom('payout')
      .where('program_id', '=', programId)
      .where('run_id', 'is not', null)
      .where('status', '!=', 'failed')
      .groupBy('currency')
      .select(['currency', sumOf('amount_minor').as('amount')])
      .execute(),
  ])
  const differences = new Map(live.map((row) => [row.currency, row.amount]))
  for (const row of cleared) differences.set(row.currency, (differences.get(row.currency) ?? 0) + row.amount)
  return [...differences]
    .filter(([, difference]) => difference !== 0)
    .map(
      ([currency, difference]) =>
        `The clearing account differs from the live payouts by ${difference} ${currency}.`,
    )
}

/** What each partner's page is made of (counters less live payouts), against its account in the ledger. */
async function wrongPayable(reader: Reader, programId: string): Promise<string[]> {
  const balances = new Map<string, number>()
  const add = (partnerId: string, currency: string, amount: number) => {
    const key = `${partnerId} in ${currency}`
    balances.set(key, (balances.get(key) ?? 0) + amount)
  }
  const ledger = await reader
    .selectFrom('ledger_entry')
    .where('program_id', '=', programId)
    .where('account', '=', 'partner_payable')
    .groupBy(['partner_id', 'currency'])
    .select(['partner_id', 'currency', sumOf('amount_minor').as('amount')])
    .execute()
  for (const row of ledger) add(row.partner_id, row.currency, row.amount)
  const counted = await reader
    .selectFrom('partner_balance')
    .where('program_id', '=', programId)
    .groupBy(['partner_id', 'currency'])
    .select(['partner_id', 'currency', sumOf('amount_minor').as('amount')])
    .execute()
  for (const row of counted) add(row.partner_id, row.currency, row.amount)
  const paid = await reader
    .selectFrom('payout')
    .where('program_id', '=', programId)
    .where('run_id', 'is not', null)
    .where('status', '!=', 'failed')
    .groupBy(['partner_id', 'currency'])
    .select(['partner_id', 'currency', sumOf('amount_minor').as('amount')])
    .execute()
  for (const row of paid) add(row.partner_id, row.currency, -row.amount)
  return [...balances]
    .filter(([, difference]) => difference !== 0)
    .map(([key, difference]) => `The balance of ${key} differs from its ledger account by ${difference}.`)
}
