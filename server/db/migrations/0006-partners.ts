/** Distributors and their invitations, courses and certifications, and agreements; see server/db/schema-partners.ts. */
import type { Migration } from 'kysely'
import { appendOnlyTriggers } from './append-only.ts'
import { type Engine, migration, tableWords } from './sql.ts'

export const partners = (engine: Engine): Migration =>
  migration([...tables(engine), ...indexes, ...appendOnlyTriggers(engine, ['agreement_text'])])

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, intOrNull, strict } = tableWords(engine)
  const id = `program_id ${text}, id ${text}`
  const idKey = 'primary key (program_id, id)'
  return [
    `alter table partner add column distributor_id ${textOrNull}`,
    `alter table partner add column recruited_at ${intOrNull}`,
    `create table invitation (${id}, hash ${text}, distributor_id ${textOrNull}, uses_left ${intOrNull},
      expires_at ${int}, revoked_at ${intOrNull}, created_at ${int}, ${idKey})${strict}`,
    `create table course_completion (${id}, partner_id ${text}, course_id ${text}, completed_at ${int},
      created_at ${int}, ${idKey})${strict}`,
    `create table certification_award (${id}, partner_id ${text}, certification_id ${text}, valid_from ${int},
      valid_until ${intOrNull}, revoked_at ${intOrNull}, reason ${text}, revoked_reason ${textOrNull},
      created_at ${int}, ${idKey})${strict}`,
    `create table agreement_text (program_id ${text}, hash ${text}, text ${text}, created_at ${int},
      primary key (program_id, hash))${strict}`,
    `create table agreement_acceptance (${id}, partner_id ${text}, version ${text}, text_hash ${text},
      name ${text}, email ${text}, accepted_at ${int}, ${idKey})${strict}`,
  ]
}

const indexes = [
  'create index partner_distributor on partner (program_id, distributor_id) where distributor_id is not null',
  'create unique index invitation_hash on invitation (hash)',
  'create unique index course_completion_once on course_completion (program_id, partner_id, course_id, completed_at)',
  'create index certification_award_partner on certification_award (program_id, partner_id)',
  'create index agreement_acceptance_partner on agreement_acceptance (program_id, partner_id)',
]
