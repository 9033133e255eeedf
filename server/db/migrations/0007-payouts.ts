/** Payout runs and what they need; see server/db/schema-payouts.ts. */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const payouts = (engine: Engine): Migration => migration([...tables(engine), ...indexes])

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, intOrNull, money, flag, strict } = tableWords(engine)
  const id = `program_id ${text}, id ${text}`
  const idKey = 'primary key (program_id, id)'
  const party = `legal_name ${text}, address ${text}, country ${text}, tax_id ${textOrNull}`
  const hashed = `program_id ${text}, hash ${text}, staff_id ${text}`
  const hashKey = 'primary key (program_id, hash)'
  return [
    `create table payout_run (${id}, status ${text} check (status in ('preparing', 'locked', 'settled')),
      currency ${text}, cutoff_day ${int}, pay_on_day ${int}, cursor ${text}, payouts ${int},
      ${money('amount_minor')}, payer ${textOrNull}, created_by ${text}, created_at ${int},
      locked_at ${intOrNull}, exported_at ${intOrNull}, ${idKey})${strict}`,
    `alter table payout add column run_id ${textOrNull}`,
    `alter table payout add column method ${textOrNull}`,
    `alter table payout add column reference ${textOrNull}`,
    `alter table payout add column details ${textOrNull}`,
    `alter table payout add column hint ${textOrNull}`,
    `alter table payout add column bank_reference ${textOrNull}`,
    `alter table payout add column failure ${textOrNull}`,
    `alter table payout add column failed_at ${intOrNull}`,
    `create table payout_line (program_id ${text}, payout_id ${text}, commission_id ${text}, ${flag('live')},
      primary key (program_id, payout_id, commission_id))${strict}`,
    `create table payout_detail (program_id ${text}, partner_id ${text}, method ${text}, sealed ${text},
      hint ${text}, usable_at ${int}, changed_at ${int}, primary key (program_id, partner_id))${strict}`,
    `create table tax_profile (program_id ${text}, partner_id ${text}, effective_at ${int}, ${party},
      primary key (program_id, partner_id, effective_at))${strict}`,
    `create table payer (program_id ${text}, ${party}, iban ${textOrNull}, bic ${textOrNull}, updated_at ${int},
      primary key (program_id))${strict}`,
    `create table staff (${id}, email ${text}, email_key ${text},
      role ${text} check (role in ('owner', 'manager', 'finance')), files_from ${int}, created_at ${int},
      ${idKey})${strict}`,
    `create table staff_session (${hashed}, confirmed_at ${intOrNull}, created_at ${int}, expires_at ${int},
      ${hashKey})${strict}`,
    `create table staff_token (${hashed}, purpose ${text}, session_hash ${textOrNull}, expires_at ${int},
      used_at ${intOrNull}, ${hashKey})${strict}`,
  ]
}

const indexes = [
  // What makes paying twice impossible, whatever the code does.
  'create unique index payout_line_live on payout_line (program_id, commission_id) where live = 1',
  // Two runs at once: the second one finds the first.
  `create unique index payout_run_preparing on payout_run (program_id, currency) where status = 'preparing'`,
  'create unique index payout_of_run on payout (program_id, run_id, partner_id)',
  'create unique index payout_reference on payout (program_id, reference)',
  'create unique index staff_email on staff (program_id, email_key)',
  // Looked up before the program is known.
  'create unique index staff_session_hash on staff_session (hash)',
  'create unique index staff_token_hash on staff_token (hash)',
]
