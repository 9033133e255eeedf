/**
 * Recounts the money from its entries: what is posted must balance, what is
 * counted must agree with what is posted, and what is posted must be what the
 * facts and the locked terms say is owed.
 */
import { sql } from 'kysely'
import type { AttributionRow } from './attribute.ts'
import { HELD_BACK_DAY } from './counters.ts'
import { coveredBy, owed, planOf } from './owed.ts'
import type { Reader } from './programs.ts'
import { type KnownSale, SOURCE, withFacts } from './sale-facts.ts'
import { payoutFindings } from './verify-payouts.ts'

export interface VerifyReport {
  checked: { programs: number; sales: number; commissions: number; entries: number }
  /** Empty when everything is right. */
  findings: string[]
}

/** Stops listing after this many: the first ones tell the story. */
const MOST_FINDINGS = 100

export async function verify(reader: Reader): Promise<VerifyReport> {
  const programs = await reader.selectFrom('program').select('id').execute()
  const report: VerifyReport = {
    checked: { programs: programs.length, sales: 0, commissions: 0, entries: 0 },
    findings: [],
  }
  for (const { id } of programs) {
    await checkLedger(reader, id, report)
    await checkCounters(reader, id, report)
    await checkTargets(reader, id, report)
    report.findings.push(...(await payoutFindings(reader, id)))
  }
  report.findings.splice(MOST_FINDINGS)
  return report
}

const total = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`

async function checkLedger(reader: Reader, programId: string, report: VerifyReport): Promise<void> {
  const { entries } = await reader
    .selectFrom('ledger_entry')
    .where('program_id', '=', programId)
    .select((eb) => eb.fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow()
  report.checked.entries += Number(entries)
  const unbalanced = await reader
    .selectFrom('ledger_entry')
    .where('program_id', '=', programId)
    .groupBy(['transaction_id', 'currency'])
    .having(total('amount_minor'), '!=', 0)
    .select(['transaction_id', 'currency'])
    .execute()
  for (const row of unbalanced) {
    report.findings.push(
      `The ledger transaction ${row.transaction_id} does not sum to zero in ${row.currency}.`,
    )
  }
  const commissions = await reader
    .selectFrom('commission')
    .leftJoin('ledger_entry', (join) =>
      join
        .onRef('ledger_entry.program_id', '=', 'commission.program_id')
        .onRef('ledger_entry.transaction_id', '=', 'commission.id')
        .on('ledger_entry.account', '=', 'partner_payable'),
    )
    .where('commission.program_id', '=', programId)
    .select(['commission.id', 'commission.amount_minor', 'ledger_entry.amount_minor as entry'])
    .execute()
  report.checked.commissions += commissions.length
  for (const row of commissions) {
    if (row.entry !== -row.amount_minor) {
      report.findings.push(
        `The commission ${row.id} is ${row.amount_minor} but its ledger entry ${row.entry}.`,
      )
    }
  }
}

/** Balance and day counters against the commissions they count. */
async function checkCounters(reader: Reader, programId: string, report: VerifyReport): Promise<void> {
  const rows = await reader
    .selectFrom('commission')
    .innerJoin('sale', (join) =>
      join.onRef('sale.program_id', '=', 'commission.program_id').onRef('sale.id', '=', 'commission.sale_id'),
    )
    .where('commission.program_id', '=', programId)
    .select([
      'commission.partner_id',
      'commission.currency',
      'commission.hold_day',
      'sale.on_hold',
      'commission.amount_minor',
      'sale.occurred_at',
    ])
    .execute()
  const balances = new Map<string, number>()
  const days = new Map<string, number>()
  const add = (map: Map<string, number>, key: string, amount: number) =>
    map.set(key, (map.get(key) ?? 0) + amount)
  for (const row of rows) {
    const day = row.on_hold === 1 ? HELD_BACK_DAY : row.hold_day
    add(balances, `${row.partner_id} ${row.currency} ${day}`, row.amount_minor)
    const earned = `${row.partner_id} ${row.currency} ${Math.floor(row.occurred_at / 86_400_000)}`
    add(days, earned, row.amount_minor)
  }
  const counted = await reader
    .selectFrom('partner_balance')
    .where('program_id', '=', programId)
    .selectAll()
    .execute()
  for (const row of counted) {
    add(balances, `${row.partner_id} ${row.currency} ${row.hold_day}`, -row.amount_minor)
  }
  const dayRows = await reader
    .selectFrom('partner_day')
    .where('program_id', '=', programId)
    .selectAll()
    .execute()
  for (const row of dayRows) add(days, `${row.partner_id} ${row.currency} ${row.day}`, -row.earned_minor)
  for (const [what, map] of [
    ['balance', balances],
    ['day', days],
  ] as const) {
    for (const [key, difference] of map) {
      if (difference !== 0) {
        report.findings.push(`The ${what} counter of ${key} differs from its commissions by ${difference}.`)
      }
    }
  }
}

/** posted = target, for every sale of every customer. */
async function checkTargets(reader: Reader, programId: string, report: VerifyReport): Promise<void> {
  const sales: KnownSale[] = await withFacts(
    reader.selectFrom('sale').where('sale.program_id', '=', programId).orderBy('customer_external_id'),
  ).execute()
  report.checked.sales += sales.length
  const posted = await postedTotals(reader, programId)
  const plans = planCache(reader, programId)
  for (const portion of portions(groups(sales))) {
    const decisions = await decisionsOf(reader, programId, portion)
    for (const group of portion) {
      const row = decisions.get(group)
      const plan = await plans(row)
      if (!row?.partner_id || !plan) continue
      for (const target of owed(plan, coveredBy(row, group))) {
        const key = lineKey(target.saleId, row.partner_id, target.ruleIndex)
        const have = posted.get(key) ?? 0
        posted.delete(key)
        if (have !== target.amountMinor) {
          report.findings.push(`${key}: ${target.amountMinor} is owed but ${have} is posted.`)
        }
      }
    }
  }
  for (const [key, amount] of posted) {
    if (amount !== 0) report.findings.push(`${key}: nothing is owed but ${amount} is posted.`)
  }
}

const lineKey = (saleId: string, partnerId: string, ruleIndex: number): string =>
  `sale ${saleId}, partner ${partnerId}, rule ${ruleIndex}`

async function postedTotals(reader: Reader, programId: string): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .groupBy(['sale_id', 'partner_id', 'rule_index'])
    .select(['sale_id', 'partner_id', 'rule_index', total('amount_minor').as('amount')])
    .execute()
  return new Map(rows.map((row) => [lineKey(row.sale_id, row.partner_id, row.rule_index), row.amount]))
}

/** Sales of one customer together; a sale that names none alone. */
function groups(sales: KnownSale[]): KnownSale[][] {
  const byCustomer = new Map<string, KnownSale[]>()
  for (const sale of sales) {
    const key =
      sale.customer_external_id === null ? `sale ${sale.id}` : `customer ${sale.customer_external_id}`
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), sale])
  }
  return [...byCustomer.values()]
}

/** So many customers at a time: few questions to the database, and few values in each. */
const PORTION = 200

function* portions(all: KnownSale[][]): Generator<KnownSale[][]> {
  for (let start = 0; start < all.length; start += PORTION) yield all.slice(start, start + PORTION)
}

/** Many customers share a plan version. */
function planCache(reader: Reader, programId: string) {
  const known = new Map<string, Awaited<ReturnType<typeof planOf>>>()
  return async (row: AttributionRow | undefined) => {
    const key = `${row?.plan_id} ${row?.terms_version}`
    if (!known.has(key)) known.set(key, await planOf(reader, programId, row))
    return known.get(key)
  }
}

/** The decision that each group of sales falls under. */
async function decisionsOf(
  reader: Reader,
  programId: string,
  portion: KnownSale[][],
): Promise<Map<KnownSale[], AttributionRow>> {
  // A sale that names nobody looks for '', because PostgreSQL takes no empty list.
  const names = portion.map(([first]) => first?.customer_external_id ?? '')
  const customers = await reader
    .selectFrom('customer')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('external_id', 'in', names)
    .select(['external_id', 'attribution_id'])
    .execute()
  const ofCustomer = new Map(customers.map((row) => [row.external_id, row.attribution_id]))
  const idOf = ([first]: KnownSale[]): string =>
    (first?.customer_external_id == null
      ? first?.attribution_id
      : ofCustomer.get(first.customer_external_id)) ?? ''
  const rows = await reader
    .selectFrom('attribution')
    .where('program_id', '=', programId)
    .where('id', 'in', portion.map(idOf))
    .selectAll()
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    portion.flatMap((group) => {
      const row = byId.get(idOf(group))
      return row ? [[group, row] as const] : []
    }),
  )
}
