/**
 * The first tables; server/db/schema.ts says what each column means.
 *
 * There are no foreign keys: events arrive in any order (a refund before its
 * sale), so what belongs together is found by natural keys.
 */
import type { Migration } from 'kysely'
import { appendOnly } from './append-only.ts'
import { type Engine, migration, tableWords } from './sql.ts'

export const first = (engine: Engine): Migration =>
  migration([...tables(engine), ...uniques, ...indexes, ...appendOnly(engine, appendOnlyTables)])

const appendOnlyTables = [
  'commission',
  'ledger_entry',
  'attribution',
  'manual_decision',
  'plan_version',
  'program_version',
]

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, intOrNull, money, flag, strict } = tableWords(engine)
  const table = (name: string, ...columns: string[]) =>
    `create table ${name} (${columns.join(', ')})${strict}`
  const id = [`program_id ${text}`, `id ${text}`]
  const idKey = 'primary key (program_id, id)'
  const source = [...id, `source ${text}`, `external_id ${text}`]
  const occurred = [`occurred_at ${int}`, `created_at ${int}`]
  const hashed = [`program_id ${text}`, `hash ${text}`, `partner_id ${text}`]
  const hashKey = 'primary key (program_id, hash)'

  return [
    table(
      'program',
      `id ${text} primary key`,
      `mode ${text} check (mode in ('live', 'test'))`,
      `short_id ${int} unique check (short_id between 0 and 4294967295)`,
      `clock_offset_ms ${int}`,
      `created_at ${int}`,
    ),
    table(
      'program_version',
      `program_id ${text}`,
      `version ${int}`,
      `definition ${text}`,
      `effective_at ${int}`,
      'primary key (program_id, version)',
    ),
    table(
      'plan_version',
      `program_id ${text}`,
      `plan_id ${text}`,
      `version ${int}`,
      `terms ${text}`,
      `effective_at ${int}`,
      'primary key (program_id, plan_id, version)',
    ),
    table(
      'api_key',
      ...id,
      `kind ${text} check (kind in ('publishable', 'secret'))`,
      `hash ${text}`,
      `hint ${text}`,
      `created_at ${int}`,
      `revoked_at ${intOrNull}`,
      idKey,
    ),
    table(
      'partner',
      ...id,
      `email ${text}`,
      `email_key ${textOrNull}`,
      `name ${text}`,
      `external_id ${textOrNull}`,
      `status ${text}`,
      `paused_at ${intOrNull}`,
      `merged_into ${textOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'partner_plan',
      `program_id ${text}`,
      `partner_id ${text}`,
      `effective_at ${int}`,
      `plan_id ${text}`,
      'primary key (program_id, partner_id, effective_at)',
    ),
    table(
      'link',
      ...id,
      `key ${int} check (key between 1 and 140737488355327)`,
      `code ${text}`,
      `partner_id ${text}`,
      `destination ${text}`,
      `disabled_at ${intOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'coupon',
      ...id,
      `code ${text}`,
      `partner_id ${text}`,
      `disabled_at ${intOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'customer',
      ...source,
      `email ${textOrNull}`,
      `name ${textOrNull}`,
      `signed_up_at ${intOrNull}`,
      `touches ${text}`,
      `attribution_id ${textOrNull}`,
      `partner_id ${textOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'sale',
      ...source,
      `customer_external_id ${textOrNull}`,
      money('amount_minor'),
      money('tax_minor'),
      money('shipping_minor'),
      `currency ${text}`,
      `items ${text}`,
      `touches ${text}`,
      ...occurred,
      `attribution_id ${textOrNull}`,
      `credited_partner_id ${textOrNull}`,
      flag('on_hold'),
      idKey,
    ),
    table('refund', ...source, `sale_external_id ${text}`, money('amount_minor'), ...occurred, idKey),
    table(
      'dispute',
      ...source,
      `sale_external_id ${text}`,
      money('amount_minor'),
      `status ${text}`,
      ...occurred,
      idKey,
    ),
    table(
      'attribution',
      ...id,
      `subject_kind ${text}`,
      `subject_id ${text}`,
      `partner_id ${textOrNull}`,
      `plan_id ${textOrNull}`,
      `terms_version ${intOrNull}`,
      `"by" ${text}`,
      `touch_id ${textOrNull}`,
      `conversion_at ${int}`,
      `conversion_external_id ${text}`,
      flag('covers_all'),
      `candidates ${text}`,
      `explanation ${text}`,
      `flags ${text}`,
      `decided_at ${int}`,
      idKey,
    ),
    table(
      'manual_decision',
      ...id,
      `customer_external_id ${text}`,
      `partner_id ${textOrNull}`,
      `reason ${text}`,
      `decided_at ${int}`,
      idKey,
    ),
    table(
      'commission',
      ...id,
      `partner_id ${text}`,
      `sale_id ${text}`,
      `attribution_id ${text}`,
      `cause_id ${text}`,
      `rule_index ${int}`,
      `kind ${text}`,
      money('amount_minor'),
      `currency ${text}`,
      `plan_id ${text}`,
      `terms_version ${int}`,
      `hold_day ${int}`,
      `explanation ${text}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'ledger_entry',
      `program_id ${text}`,
      `transaction_id ${text}`,
      `entry ${int}`,
      `account ${text}`,
      `partner_id ${text}`,
      `currency ${text}`,
      money('amount_minor'),
      `commission_id ${textOrNull}`,
      `created_at ${int}`,
      'primary key (program_id, transaction_id, entry)',
    ),
    table(
      'partner_balance',
      `program_id ${text}`,
      `partner_id ${text}`,
      `currency ${text}`,
      `hold_day ${int}`,
      money('amount_minor'),
      'primary key (program_id, partner_id, currency, hold_day)',
    ),
    table(
      'partner_day',
      `program_id ${text}`,
      `partner_id ${text}`,
      `day ${int}`,
      `currency ${text}`,
      `leads ${int}`,
      `sales ${int}`,
      money('earned_minor'),
      'primary key (program_id, partner_id, day, currency)',
    ),
    table(
      'payout',
      ...id,
      `partner_id ${text}`,
      `currency ${text}`,
      money('amount_minor'),
      `status ${text}`,
      `created_at ${int}`,
      `paid_at ${intOrNull}`,
      idKey,
    ),
    table(
      'lead',
      ...id,
      `partner_id ${text}`,
      `status ${text}`,
      `submitted_by ${text}`,
      `company ${text}`,
      `domain ${textOrNull}`,
      `contact_email ${text}`,
      `fields ${text}`,
      `score ${int}`,
      `timeline ${text}`,
      `protected_until ${intOrNull}`,
      `customer_external_id ${textOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table(
      'idempotency',
      `program_id ${text}`,
      `scope ${text}`,
      `key ${text}`,
      `fingerprint ${text}`,
      `status ${int}`,
      `body ${text}`,
      `created_at ${int}`,
      'primary key (program_id, scope, key)',
    ),
    table(
      'outbox',
      ...id,
      `topic ${text}`,
      `payload ${text}`,
      `due_at ${int}`,
      `attempts ${int}`,
      `leased_until ${int}`,
      `done_at ${intOrNull}`,
      `created_at ${int}`,
      idKey,
    ),
    table('partner_token', ...hashed, `expires_at ${int}`, hashKey),
    table(
      'sign_in_token',
      ...hashed,
      `purpose ${text}`,
      `expires_at ${int}`,
      `used_at ${intOrNull}`,
      hashKey,
    ),
    table('session', ...hashed, `created_at ${int}`, `expires_at ${int}`, hashKey),
    // The id is one byte of every click id.
    table(
      'signing_key',
      `id ${int} primary key check (id between 0 and 255)`,
      `secret ${text}`,
      `created_at ${int}`,
    ),
    table('visitor_salt', `day ${int} primary key`, `salt ${text}`),
  ]
}

const unique = (table: string, columns: string) =>
  `create unique index ${table}_${columns.replaceAll(/[^a-z]+/g, '_')} on ${table} (${columns})`

const uniques = [
  // Looked up before the program is known, so these are unique on the whole server.
  unique('api_key', 'hash'),
  unique('partner_token', 'hash'),
  unique('sign_in_token', 'hash'),
  unique('session', 'hash'),
  unique('link', 'code'),
  unique('link', 'key'),
  unique('coupon', 'program_id, code'),
  unique('partner', 'program_id, email_key'),
  unique('partner', 'program_id, external_id'),
  // Natural keys, for ever: this is what makes the same event twice harmless.
  unique('customer', 'program_id, source, external_id'),
  unique('sale', 'program_id, source, external_id'),
  unique('refund', 'program_id, source, external_id'),
  unique('dispute', 'program_id, source, external_id'),
]

const index = (table: string, columns: string, where = '') =>
  `create index ${table}_${columns.replaceAll(/[^a-z]+/g, '_')} on ${table} (${columns})${where}`

const indexes = [
  index('partner', 'program_id, created_at, id'),
  index('link', 'program_id, partner_id'),
  index('coupon', 'program_id, partner_id'),
  index('customer', 'program_id, partner_id'),
  index('sale', 'program_id, customer_external_id'),
  index('refund', 'program_id, source, sale_external_id'),
  index('dispute', 'program_id, source, sale_external_id'),
  index('attribution', 'program_id, subject_id'),
  index('manual_decision', 'program_id, customer_external_id'),
  index('commission', 'program_id, sale_id'),
  index('commission', 'program_id, partner_id, created_at, id'),
  index('commission', 'program_id, created_at, id'),
  index('lead', 'program_id, partner_id, created_at, id'),
  index('outbox', 'due_at', ' where done_at is null'),
]
