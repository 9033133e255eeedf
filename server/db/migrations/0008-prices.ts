/** Price sheets at work; server/db/schema-prices.ts says what each column means. */
import type { Migration } from 'kysely'
import { appendOnlyTriggers } from './append-only.ts'
import { type Engine, migration, tableWords } from './sql.ts'

export const prices = (engine: Engine): Migration =>
  migration([...tables(engine), ...indexes, ...appendOnlyTriggers(engine, appendOnlyTables)])

const appendOnlyTables = [
  'quote',
  'resale_order',
  'order_correction',
  'usage_report',
  'price_statement',
  'hold_decision',
]

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, strict } = tableWords(engine)
  const table = (name: string, ...columns: string[]) =>
    `create table ${name} (program_id ${text}, id ${text}, ${columns.join(', ')},
       primary key (program_id, id))${strict}`
  const month = (column: string) => `${column} ${text} check (${column} between '2000-01' and '9999-12')`
  const fact = [`partner_id ${text}`, `external_id ${text}`]
  const kept = [month('statement_month'), `occurred_at ${int}`, `created_at ${int}`]
  return [
    table(
      'quote',
      `plan_id ${text}`,
      `terms_version ${int}`,
      `partner_id ${textOrNull}`,
      `currency ${text}`,
      `content ${text}`,
      `created_at ${int}`,
    ),
    table(
      'resale_order',
      ...fact,
      `lead_id ${textOrNull}`,
      `currency ${text}`,
      `items ${text}`,
      `plan_id ${text}`,
      `terms_version ${int}`,
      `lead_bps ${int} check (lead_bps between 0 and 10000)`,
      `lead_reason ${textOrNull}`,
      ...kept,
    ),
    table(
      'order_correction',
      ...fact,
      `order_external_id ${text}`,
      `kind ${text} check (kind in ('cancel', 'return'))`,
      `items ${text}`,
      `reason ${text}`,
      ...kept,
    ),
    table(
      'usage_report',
      ...fact,
      `unit_id ${text}`,
      `quantity ${int} check (quantity >= 0)`,
      `currency ${text}`,
      month('month'),
      ...kept,
    ),
    table(
      'price_statement',
      `partner_id ${text}`,
      month('month'),
      `lines ${text}`,
      `totals ${text}`,
      `created_at ${int}`,
    ),
    table(
      'hold_decision',
      `attribution_id ${text}`,
      `subject_id ${text}`,
      `partner_id ${text}`,
      `decision ${text} check (decision in ('release', 'reject'))`,
      `reason ${text}`,
      `decided_at ${int}`,
    ),
  ]
}

const index = (table: string, name: string, columns: string, unique = false, where = '') =>
  `create ${unique ? 'unique ' : ''}index ${table}_${name} on ${table} (program_id, ${columns})${where}`

const indexes = [
  // A partner's own numbers: nobody else's can be in their way.
  ...['resale_order', 'order_correction', 'usage_report'].flatMap((table) => [
    index(table, 'external_id', 'partner_id, external_id', true),
    index(table, 'statement', 'partner_id, statement_month'),
    index(table, 'newest', 'created_at, id'),
    index(table, 'newest_of', 'partner_id, created_at, id'),
  ]),
  index('order_correction', 'order', 'partner_id, order_external_id'),
  index('usage_report', 'month', 'partner_id, month'),
  index('price_statement', 'month', 'partner_id, month', true),
  index('price_statement', 'newest', 'created_at, id'),
  index('hold_decision', 'subject', 'subject_id'),
  index('attribution', 'flagged', 'decided_at, id', false, " where flags <> '[]'"),
  index('customer', 'recent', 'partner_id, created_at'),
]
