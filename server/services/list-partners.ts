/** Partners, newest first. */
import { sql } from 'kysely'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { type PartnerDetails, withLinks } from './partners.ts'
import type { Program } from './programs.ts'

export async function listPartners(
  services: Services,
  program: Program,
  page: PageRequest,
): Promise<Page<PartnerDetails>> {
  const scope = `${program.id} partners`
  const rows = services.store.db
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    // Written out: the index of this list is only of those.
    .where('status', '!=', sql.lit('merged' as const))
    .selectAll()
  const result = await newestFirst(services, scope, 'partner', page, rows)
  const data = await Promise.all(
    result.data.map((partner) => withLinks(services.store.db, program.id, partner)),
  )
  return { data, nextCursor: result.nextCursor }
}
