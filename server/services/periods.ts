/** Rebates and caps of a period: counted for a partner as its sales change, and settled like everything else. */
import { sql } from 'kysely'
import { compareText } from '../core/order.ts'
import { explainPeriod, type PeriodTarget, periodTarget } from '../core/periods.ts'
import type { Counted, PeriodKey } from '../core/types.ts'
import type { CommissionTable, PartnerPeriodTable } from '../db/schema.ts'
import { keptHistory, type PlanHistory } from './bindings.ts'
import type { Services } from './context.ts'
import type { Tally } from './counters.ts'
import { portionsOf, post } from './ledger.ts'
import { type PeriodLine, paidForPeriod } from './paid.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'
import type { Cause } from './settle.ts'

export interface PeriodChange extends Counted {
  /** When what the latest of the changed sales earned may be paid. */
  holdDay: number
}

export interface PeriodChanges {
  /** One sale's part was this and is now that. */
  change(before: Counted[], after: Counted[], holdDay: number): void
  /** Always in the same order, so that two servers never wait for each other in a circle. */
  all(): PeriodChange[]
}

const keyOf = (key: PeriodKey): string =>
  [key.partnerId, key.planId, key.termsVersion, key.ruleIndex, key.period, key.currency].join(' ')

export function newPeriodChanges(): PeriodChanges {
  const changes = new Map<string, PeriodChange>()
  const add = (one: Counted, sign: 1 | -1, holdDay: number): void => {
    const known = changes.get(keyOf(one))
    const amountMinor = (known?.amountMinor ?? 0) + sign * one.amountMinor
    changes.set(keyOf(one), { ...one, amountMinor, holdDay: Math.max(known?.holdDay ?? 0, holdDay) })
  }
  return {
    change(before, after, holdDay) {
      for (const one of before) add(one, -1, holdDay)
      for (const one of after) add(one, 1, holdDay)
    },
    all: () =>
      [...changes]
        .filter(([, { amountMinor }]) => amountMinor !== 0)
        .sort(([a], [b]) => compareText(a, b))
        .map(([, change]) => change),
  }
}

/** Brings each period that changed to what is owed for it. */
export async function settlePeriods(
  services: Services,
  trx: Trx,
  program: Program,
  tally: Tally,
  changes: PeriodChanges,
  cause: Cause,
): Promise<CommissionTable[]> {
  const posted: CommissionTable[] = []
  const history = keptHistory(services, trx, program)
  for (const change of changes.all()) {
    // The row is locked from here on: what it says is what the other sales of the partner left.
    const [row] = await addToPeriod(trx, rowOf(program.id, change))
    if (!row) throw new Error('a period that was not stored')
    const target = await targetOf(history, change, row.amount_minor)
    const amountMinor = (target?.amountMinor ?? 0) - row.posted_minor
    if (!target || amountMinor === 0) continue
    const clawback =
      amountMinor < 0 && (await paidForPeriod(trx, lineOf(program.id, change))) > target.amountMinor
    const explanation = explainPeriod({
      target,
      amountMinor,
      period: change.period,
      currency: change.currency,
      cause: cause.kind,
      saleExternalId: cause.sale?.external_id ?? null,
      clawback,
    })
    // A cap takes away on the days on which it is earned, and gives back there.
    const back = target.kind === 'cap' && amountMinor > 0
    const promised = back ? await sumsByDay(trx, lineOf(program.id, change)) : []
    const portions = portionsOf(
      amountMinor,
      promised.map((line) => ({ holdDay: line.hold_day, amountMinor: Number(line.amount_minor) })),
      target.holdDay ?? change.holdDay,
    )
    for (const portion of portions) {
      const line = {
        ...change,
        ...portion,
        kind: kindOf(target, amountMinor, clawback),
        heldBack: false,
        causeId: cause.id,
        explanation,
      }
      posted.push(await post(services, trx, program, tally, line))
    }
    await markPosted(trx, { ...rowOf(program.id, change), posted_minor: target.amountMinor })
  }
  return posted
}

function kindOf({ kind }: PeriodTarget, amountMinor: number, clawback: boolean): CommissionTable['kind'] {
  if (kind === 'cap') return 'adjustment'
  if (amountMinor > 0) return 'rebate'
  return clawback ? 'clawback' : 'reversal'
}

/** What is owed for a period of a partner that adds up to so much. */
export async function targetOf(
  historyOf: PlanHistory,
  key: PeriodKey,
  countedMinor: number,
): Promise<PeriodTarget | undefined> {
  const versions = await historyOf(key.planId)
  const plan = versions.find(({ version }) => version === key.termsVersion)?.terms
  const rule = plan?.rules[key.ruleIndex]
  if (!plan || !rule) return undefined
  return periodTarget({ ...key, rule, plan, countedMinor })
}

const rowOf = (programId: string, key: Counted): PartnerPeriodTable => ({
  program_id: programId,
  partner_id: key.partnerId,
  plan_id: key.planId,
  terms_version: key.termsVersion,
  rule_index: key.ruleIndex,
  period: key.period,
  currency: key.currency,
  amount_minor: key.amountMinor,
  posted_minor: 0,
})

const keyColumns = [
  'program_id',
  'partner_id',
  'plan_id',
  'terms_version',
  'rule_index',
  'period',
  'currency',
] as const

const addToPeriod = prepared((reader, row: PartnerPeriodTable) =>
  reader
    .insertInto('partner_period')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns([...keyColumns]).doUpdateSet({
        amount_minor: sql<number>`partner_period.amount_minor + excluded.amount_minor`,
      }),
    )
    .returning(['amount_minor', 'posted_minor']),
)

const markPosted = prepared((reader, { amount_minor: _, posted_minor, ...key }: PartnerPeriodTable) =>
  keyColumns.reduce(
    (update, column) => update.where(column, '=', key[column]),
    reader.updateTable('partner_period').set({ posted_minor }),
  ),
)

const lineOf = (programId: string, key: PeriodKey): PeriodLine => ({
  programId,
  partnerId: key.partnerId,
  planId: key.planId,
  termsVersion: key.termsVersion,
  ruleIndex: key.ruleIndex,
  period: key.period,
  currency: key.currency,
})

const sumsByDay = prepared((reader, which: PeriodLine) =>
  reader
    .selectFrom('commission')
    .where('program_id', '=', which.programId)
    .where('partner_id', '=', which.partnerId)
    .where('period', '=', which.period)
    // The index is of lines that have a period, which a planner must be told.
    .where('period', '<>', sql.lit(''))
    .where('plan_id', '=', which.planId)
    .where('terms_version', '=', which.termsVersion)
    .where('rule_index', '=', which.ruleIndex)
    .where('currency', '=', which.currency)
    .groupBy('hold_day')
    .select((eb) => ['hold_day', eb.fn.sum<number>('amount_minor').as('amount_minor')]),
)
