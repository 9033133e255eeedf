/**
 * What lists read, in the order in which they are shown: a page costs the same
 * whatever lies behind it. The hold day goes along because a commission's
 * status follows from it: what has another status is passed over in the index.
 * See server/services/commissions-by-status.ts.
 */
import type { Migration } from 'kysely'
import { migration } from './sql.ts'

export const lists: Migration = migration([
  'create index commission_newest on commission (program_id, created_at, id, hold_day)',
  'drop index commission_program_id_created_at_id',
  'create index commission_newest_of_partner on commission (program_id, partner_id, created_at, id, hold_day)',
  'drop index commission_program_id_partner_id_created_at_id',
  'create index commission_by_hold_day on commission (program_id, hold_day, created_at, id)',
  // What a partner got for a sale is summed for every commission that is shown.
  'create index commission_of_sale on commission (program_id, sale_id, partner_id, amount_minor)',
  'drop index commission_program_id_sale_id',
  `create index commission_taken_back on commission (program_id, created_at, id)
   where amount_minor < 0`,
  `create index commission_taken_back_of_partner on commission (program_id, partner_id, created_at, id)
   where amount_minor < 0`,
  'create index sale_on_hold on sale (program_id, id) where on_hold = 1',
  'create index lead_newest on lead (program_id, created_at, id)',
  'create index coupon_newest on coupon (program_id, created_at, id)',
  'create index coupon_newest_of_partner on coupon (program_id, partner_id, created_at, id)',
  'drop index coupon_program_id_partner_id',
  'create index link_newest_of_partner on link (program_id, partner_id, created_at, id)',
  'drop index link_program_id_partner_id',
  'create index payout_newest_of_partner on payout (program_id, partner_id, created_at, id)',
  `create index partner_newest on partner (program_id, created_at, id) where status <> 'merged'`,
  'drop index partner_program_id_created_at_id',
])
