/** Payouts of a partner, newest first. */
import type { PayoutTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import type { Program } from './programs.ts'

export async function listPayouts(
  services: Services,
  program: Program,
  partnerId: string,
  page: PageRequest,
): Promise<Page<PayoutTable>> {
  const scope = `${program.id} payouts ${partnerId}`
  const rows = services.store.db
    .selectFrom('payout')
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partnerId)
    .selectAll()
  return newestFirst(services, scope, 'payout', page, rows)
}
