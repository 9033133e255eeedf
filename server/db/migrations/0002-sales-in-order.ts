/**
 * A customer's sales in the order in which they occurred, with what makes them
 * a payment: those before a sale are counted, and those after it found,
 * without reading the rest.
 */
import type { Migration } from 'kysely'
import { migration } from './sql.ts'

export const salesInOrder: Migration = migration([
  'create index sale_in_order on sale (program_id, customer_external_id, occurred_at, external_id, amount_minor)',
  'drop index sale_program_id_customer_external_id',
])
