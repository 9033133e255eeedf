/** Payouts and their runs, newest first. */
import type { PayoutTable } from '../db/schema.ts'
import type { PayoutRunTable } from '../db/schema-payouts.ts'
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

export async function listRuns(
  services: Services,
  program: Program,
  page: PageRequest,
): Promise<Page<PayoutRunTable>> {
  const rows = services.store.db.selectFrom('payout_run').where('program_id', '=', program.id).selectAll()
  return newestFirst(services, `${program.id} payout runs`, 'payout_run', page, rows)
}

export async function linesOfRun(
  services: Services,
  program: Program,
  runId: string,
  page: PageRequest,
): Promise<Page<PayoutTable>> {
  const rows = services.store.db
    .selectFrom('payout')
    .where('program_id', '=', program.id)
    .where('run_id', '=', runId)
    .selectAll()
  return newestFirst(services, `${program.id} payout run ${runId}`, 'payout', page, rows)
}
