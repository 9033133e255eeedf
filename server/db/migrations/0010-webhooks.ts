/** Webhooks, and an outbox with lanes: what waits in one lane holds up no other; see server/db/schema-webhooks.ts. */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const webhooks = (engine: Engine): Migration => migration([...tables(engine), ...indexes])

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, intOrNull, strict } = tableWords(engine)
  const id = `program_id ${text}, id ${text}`
  const idKey = 'primary key (program_id, id)'
  return [
    `create table webhook_endpoint (${id}, url ${text}, events ${textOrNull}, description ${textOrNull},
      status ${text} check (status in ('active', 'paused', 'disabled')), status_reason ${textOrNull},
      secret ${text}, previous_secret ${textOrNull}, previous_until ${intOrNull},
      failing_since ${intOrNull}, wait_until ${int}, created_at ${int}, ${idKey})${strict}`,
    `create table webhook_event (${id}, type ${text}, object_id ${text}, body ${text}, created_at ${int},
      ${idKey})${strict}`,
    `create table webhook_sequence (program_id ${text}, object_id ${text}, sequence ${int},
      primary key (program_id, object_id))${strict}`,
    `create table webhook_attempt (${id}, delivery_id ${text}, at ${int}, status_code ${intOrNull},
      error ${textOrNull}, response ${textOrNull}, duration_ms ${int}, ${idKey})${strict}`,
    `create table webhook_progress (program_id ${text}, hold_day ${int}, commission_id ${text},
      primary key (program_id))${strict}`,
    `alter table outbox add column lane ${text} default ''`,
    `alter table outbox add column outcome ${textOrNull}`,
  ]
}

const indexes = [
  // With the topic and the lane in front, a thousand rows that wait for one receiver are not in the way of another.
  'drop index outbox_due_at',
  'create index outbox_waiting on outbox (topic, lane, due_at) where done_at is null',
  'create index outbox_done on outbox (topic, done_at) where done_at is not null',
  `create index outbox_of_lane on outbox (program_id, lane, created_at, id) where lane <> ''`,
  'create index webhook_event_created on webhook_event (program_id, created_at, id)',
  'create index webhook_attempt_of_delivery on webhook_attempt (program_id, delivery_id)',
  'create index webhook_attempt_at on webhook_attempt (at)',
]
