/** posted = target, for every sale, override, period and adjustment. */
import { sql } from 'kysely'
import type { Counted, PeriodKey } from '../core/types.ts'
import { type PlanHistory, planHistory } from './bindings.ts'
import { targetOf } from './periods.ts'
import type { Reader } from './programs.ts'
import { type Place, type Rebuilt, rebuildNext } from './rebuild.ts'
import type { Recount } from './verify.ts'

/** One line of the ledger as it should be and as it is. */
export interface LineDifference {
  what: string
  owedMinor: number
  postedMinor: number
  currency: string
  /** Words of what is owed; null when nothing is. */
  basis: string | null
}

export async function checkOwed(recount: Recount): Promise<void> {
  for await (const { what, owedMinor, postedMinor } of differences(recount)) {
    recount.report.findings.push(
      owedMinor === 0
        ? `${what}: nothing is owed but ${postedMinor} is posted.`
        : `${what}: ${owedMinor} is owed but ${postedMinor} is posted.`,
    )
  }
}

/** Every line whose posted amount is not what facts and terms say. */
export async function* differences(recount: Recount): AsyncGenerator<LineDifference> {
  const { programId, slice, report } = recount
  const periods = new Map<string, Counted>()
  const histories = new Map<string, ReturnType<PlanHistory>>()
  for (let place: Place | undefined = {}; place; ) {
    const from: Place = place
    const part = await slice(async (reader) => {
      const historyOf: PlanHistory = (planId) => {
        const known = histories.get(planId) ?? planHistory(reader, programId, planId)
        histories.set(planId, known)
        return known
      }
      const found = await rebuildNext(reader, programId, from, historyOf)
      const lines = await differencesOf(reader, programId, found.rebuilt)
      return { ...found, lines }
    })
    for (const { sale, counted } of part.rebuilt) {
      report.checked.sales += 1
      for (const one of counted) addTo(periods, one)
      if (JSON.stringify(counted) !== sale.counted) {
        report.findings.push(
          `sale ${sale.id} is counted in its periods as ${sale.counted}, not ${JSON.stringify(counted)}.`,
        )
      }
    }
    yield* part.lines
    place = part.next
  }
  yield* await slice(async (reader) => [
    ...(await periodDifferences(reader, programId, periods, report.findings)),
    ...(await otherDifferences(reader, programId)),
  ])
}

const total = sql<number>`cast(sum(commission.amount_minor) as bigint)`

async function differencesOf(
  reader: Reader,
  programId: string,
  rebuilt: Rebuilt[],
): Promise<LineDifference[]> {
  const sales = new Map(rebuilt.map(({ sale }) => [sale.id, sale]))
  if (rebuilt.length === 0) return []
  const lines = new Map<string, LineDifference>()
  for (const { targets } of rebuilt) {
    for (const { saleId, partnerId, ruleIndex, amountMinor, currency, basis } of targets) {
      const what = `sale ${saleId}, partner ${partnerId}, rule ${ruleIndex}`
      lines.set(`${what} ${currency}`, { what, owedMinor: amountMinor, postedMinor: 0, currency, basis })
    }
  }
  const posted = await reader
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .where('sale_id', 'in', [...sales.keys()])
    .groupBy(['sale_id', 'partner_id', 'rule_index', 'currency'])
    .select(['sale_id', 'partner_id', 'rule_index', 'currency', total.as('amount')])
    .execute()
  for (const row of posted) {
    const what = `sale ${row.sale_id}, partner ${row.partner_id}, rule ${row.rule_index}`
    const none = { what, owedMinor: 0, postedMinor: 0, currency: row.currency, basis: null }
    const key = `${what} ${row.currency}`
    lines.set(key, { ...(lines.get(key) ?? none), postedMinor: row.amount })
  }
  return [...lines.values()].filter(({ owedMinor, postedMinor }) => owedMinor !== postedMinor)
}

const keyOf = (key: PeriodKey): string =>
  `period ${key.period}, partner ${key.partnerId}, plan ${key.planId} version ${key.termsVersion}, rule ${key.ruleIndex}, ${key.currency}`

function addTo(periods: Map<string, Counted>, one: Counted): void {
  const amountMinor = (periods.get(keyOf(one))?.amountMinor ?? 0) + one.amountMinor
  periods.set(keyOf(one), { ...one, amountMinor })
}

async function periodDifferences(
  reader: Reader,
  programId: string,
  counted: Map<string, Counted>,
  findings: string[],
): Promise<LineDifference[]> {
  const rows = await reader
    .selectFrom('partner_period')
    .where('program_id', '=', programId)
    .selectAll()
    .execute()
  const posted = await postedForPeriods(reader, programId)
  const found: LineDifference[] = []
  const historyOf: PlanHistory = (planId) => planHistory(reader, programId, planId)
  for (const row of rows) {
    const key = {
      partnerId: row.partner_id,
      planId: row.plan_id,
      termsVersion: row.terms_version,
      ruleIndex: row.rule_index,
      period: row.period,
      currency: row.currency,
    }
    const what = keyOf(key)
    const countedMinor = counted.get(what)?.amountMinor ?? 0
    counted.delete(what)
    if (countedMinor !== row.amount_minor) {
      findings.push(`${what}: the sales add up to ${countedMinor}, but the counter says ${row.amount_minor}.`)
    }
    const target = await targetOf(historyOf, key, countedMinor)
    const owedMinor = target?.amountMinor ?? 0
    const postedMinor = posted.get(what) ?? 0
    posted.delete(what)
    if (postedMinor !== row.posted_minor) {
      findings.push(`${what}: ${postedMinor} is posted, but the counter says ${row.posted_minor}.`)
    }
    if (owedMinor !== postedMinor) {
      found.push({ what, owedMinor, postedMinor, currency: row.currency, basis: target?.basis ?? null })
    }
  }
  for (const [what, { amountMinor }] of counted) {
    findings.push(`${what}: the sales add up to ${amountMinor}, but there is no counter.`)
  }
  for (const [what, postedMinor] of posted) {
    found.push({ what, owedMinor: 0, postedMinor, currency: what.slice(-3), basis: null })
  }
  return found
}

async function postedForPeriods(reader: Reader, programId: string): Promise<Map<string, number>> {
  const columns = ['partner_id', 'plan_id', 'terms_version', 'rule_index', 'period', 'currency'] as const
  const rows = await reader
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .where('period', '<>', sql.lit(''))
    .groupBy(columns)
    .select([...columns, total.as('amount')])
    .execute()
  return new Map(
    rows.map((row) => [
      keyOf({
        partnerId: row.partner_id,
        planId: row.plan_id,
        termsVersion: row.terms_version,
        ruleIndex: row.rule_index,
        period: row.period,
        currency: row.currency,
      }),
      row.amount,
    ]),
  )
}

/** Adjustments by hand, and commissions of sales that are not there. */
async function otherDifferences(reader: Reader, programId: string): Promise<LineDifference[]> {
  const adjusted = await reader
    .selectFrom('adjustment')
    .leftJoin('commission', (join) =>
      join
        .onRef('commission.program_id', '=', 'adjustment.program_id')
        .onRef('commission.partner_id', '=', 'adjustment.partner_id')
        .onRef('commission.cause_id', '=', 'adjustment.id')
        .onRef('commission.currency', '=', 'adjustment.currency'),
    )
    .where('adjustment.program_id', '=', programId)
    .select([
      'adjustment.id',
      'adjustment.amount_minor',
      'adjustment.currency',
      'adjustment.reason',
      'commission.amount_minor as posted',
    ])
    .execute()
  const lost = await reader
    .selectFrom('commission')
    .where('commission.program_id', '=', programId)
    .where('commission.period', '=', '')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sale')
            .select('sale.id')
            .whereRef('sale.program_id', '=', 'commission.program_id')
            .whereRef('sale.id', '=', 'commission.sale_id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('adjustment')
            .select('adjustment.id')
            .whereRef('adjustment.program_id', '=', 'commission.program_id')
            .whereRef('adjustment.id', '=', 'commission.cause_id'),
        ),
      ),
    )
    .select(['id', 'sale_id', 'amount_minor', 'currency'])
    .execute()
  return [
    ...adjusted
      .filter((row) => row.posted !== row.amount_minor)
      .map((row) => ({
        what: `adjustment ${row.id}`,
        owedMinor: row.amount_minor,
        postedMinor: row.posted ?? 0,
        currency: row.currency,
        basis: row.reason,
      })),
    ...lost.map((row) => ({
      what: `commission ${row.id} of ${row.sale_id === '' ? 'nothing' : `the missing sale ${row.sale_id}`}`,
      owedMinor: 0,
      postedMinor: row.amount_minor,
      currency: row.currency,
      basis: null,
    })),
  ]
}
