/** Events of payment providers and what they told; see server/db/schema-inbox.ts. */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const inbox = (engine: Engine): Migration => migration([...tables(engine), ...indexes])

function tables(engine: Engine): string[] {
  const { text, textOrNull, int, intOrNull, strict } = tableWords(engine)
  return [
    `create table inbox_event (program_id ${text}, source ${text}, id ${text}, type ${text}, object_id ${text},
      customer ${textOrNull}, payload ${text}, occurred_at ${int}, created_at ${int},
      status ${text} check (status in ('waiting', 'done', 'parked', 'failed', 'ignored')),
      due_at ${intOrNull}, attempts ${int}, outcome ${text}, processed_at ${intOrNull},
      primary key (program_id, source, id))${strict}`,
    `create table inbox_object (program_id ${text}, source ${text}, id ${text}, facts ${text},
      primary key (program_id, source, id))${strict}`,
    `create table inbox_link (program_id ${text}, source ${text}, a ${text}, b ${text},
      primary key (program_id, source, a, b))${strict}`,
    `create table inbox_watermark (program_id ${text}, source ${text}, reconciled_at ${int},
      primary key (program_id, source))${strict}`,
    `create table sale_alias (program_id ${text}, alias ${text}, sale_external_id ${text},
      primary key (program_id, alias))${strict}`,
  ]
}

const indexes = [
  'create index inbox_event_due on inbox_event (due_at) where due_at is not null',
  'create index inbox_event_newest on inbox_event (program_id, created_at, id)',
  // What waits for an object, and what comes before another event of the same customer.
  'create index inbox_event_object on inbox_event (program_id, source, object_id)',
  `create index inbox_event_customer on inbox_event (program_id, source, customer, occurred_at)
    where status = 'waiting'`,
  `create index inbox_event_open on inbox_event (source, status, due_at) where status in ('waiting', 'parked', 'failed')`,
]
