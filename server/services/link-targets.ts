/** Where links lead, as the hot path needs it: everything about a link in one piece. */
import type { Services } from './context.ts'
import { loadProgram } from './programs.ts'

export interface LinkTarget {
  programId: string
  programShortId: number
  linkKey: number
  code: string
  destination: string
  allowedOrigins: string[]
  windowDays: number
  clockOffsetMs: number
  partnerId: string
  partnerName: string
  /** The partner's checkout code, if it has one. */
  coupon: string | null
}

/** @param codes normalised. @returns those that are known and switched on. */
export async function findTargets(
  { store, clock }: Services,
  codes: readonly string[],
): Promise<LinkTarget[]> {
  const rows = await store.db
    .selectFrom('link')
    .innerJoin('partner', (join) =>
      join.onRef('partner.program_id', '=', 'link.program_id').onRef('partner.id', '=', 'link.partner_id'),
    )
    .innerJoin('program', 'program.id', 'link.program_id')
    .where('link.code', 'in', codes)
    .where('link.disabled_at', 'is', null)
    .where('partner.status', 'in', ['active', 'unconfirmed'])
    .select((eb) => [
      'link.code',
      'link.program_id',
      'link.key',
      'link.destination',
      'partner.id as partner_id',
      'partner.name',
      'program.short_id',
      'program.clock_offset_ms',
      eb
        .selectFrom('coupon')
        .whereRef('coupon.program_id', '=', 'link.program_id')
        .whereRef('coupon.partner_id', '=', 'link.partner_id')
        .where('coupon.disabled_at', 'is', null)
        .orderBy('coupon.created_at')
        .limit(1)
        .select('coupon.code')
        .as('coupon'),
    ])
    .execute()
  const programs = new Map<string, Awaited<ReturnType<typeof loadProgram>>>()
  for (const { program_id: id } of rows) {
    if (!programs.has(id)) programs.set(id, await loadProgram(store.db, clock, id))
  }
  return rows.flatMap((row) => {
    const program = programs.get(row.program_id)
    if (!program) return []
    const { allowedOrigins, attribution } = program.definition
    return {
      programId: row.program_id,
      programShortId: row.short_id,
      linkKey: row.key,
      code: row.code,
      destination: row.destination,
      allowedOrigins,
      windowDays: attribution.windowDays,
      clockOffsetMs: row.clock_offset_ms,
      partnerId: row.partner_id,
      partnerName: row.name,
      coupon: row.coupon,
    }
  })
}
