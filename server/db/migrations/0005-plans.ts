/**
 * Caps and rebates of a period, overrides of distributors, adjustments by
 * hand: commissions that belong to no sale, and what is counted for them.
 */
import type { Migration } from 'kysely'
import { appendOnlyTriggers } from './append-only.ts'
import { type Engine, migration, tableWords } from './sql.ts'

export const plans = (engine: Engine): Migration => {
  const { text, textOrNull, int, money, strict } = tableWords(engine)
  return migration([
    // Empty for commissions that belong to a sale.
    `alter table commission add column period ${text} default ''`,
    `create index commission_of_period on commission (program_id, partner_id, period) where period <> ''`,
    `alter table attribution add column distributor_id ${textOrNull}`,
    `alter table attribution add column override_terms ${textOrNull}`,
    `alter table sale add column counted ${text} default '[]'`,
    `create table partner_period (program_id ${text}, partner_id ${text}, plan_id ${text}, terms_version ${int},
      rule_index ${int}, period ${text}, currency ${text}, ${money('amount_minor')}, ${money('posted_minor')},
      primary key (program_id, partner_id, plan_id, terms_version, rule_index, period, currency))${strict}`,
    `create table adjustment (program_id ${text}, id ${text}, partner_id ${text}, ${money('amount_minor')},
      currency ${text}, reason ${text}, created_at ${int}, primary key (program_id, id))${strict}`,
    ...appendOnlyTriggers(engine, ['adjustment']),
  ])
}
