/** Postbacks: webhook endpoints that are a partner's own; see server/db/schema-webhooks.ts. */
import type { Migration } from 'kysely'
import { type Engine, migration, tableWords } from './sql.ts'

export const postbacks = (engine: Engine): Migration =>
  migration([
    `alter table webhook_endpoint add column partner_id ${tableWords(engine).textOrNull}`,
    // The vendor's are those of no partner: it keeps many postbacks out of the way of finding them, too.
    'create index webhook_endpoint_of_partner on webhook_endpoint (program_id, partner_id)',
    // From the lane of what waits to its receiver.
    'create index webhook_endpoint_id on webhook_endpoint (id)',
  ])
