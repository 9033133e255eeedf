/** What a decision binds to: the locked terms, and what standing and recruiting add to them. */
import type { Binding } from '../core/owed.ts'
import type { Held, OverrideTerms, PlanTerms, PlanVersionTerms } from '../core/types.ts'
import type { AttributionTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { kept } from './kept.ts'
import { prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'

/** Every version of a plan, by the plan's id. */
export type PlanHistory = (planId: string) => Promise<PlanVersionTerms[]>

/** Undefined when nobody is credited. */
export async function bindingOf(
  reader: Reader,
  programId: string,
  row: AttributionTable | undefined,
  historyOf: PlanHistory,
): Promise<Binding | undefined> {
  if (row?.partner_id == null || row.plan_id === null || row.terms_version === null) return undefined
  const versions = await historyOf(row.plan_id)
  const terms = versions.find(({ version }) => version === row.terms_version)?.terms
  if (!terms) throw new Error('a plan version that was never published')
  const hasRebate = versions.some((one) => one.terms.rules.some(({ bands }) => bands !== undefined))
  const rules = (hasRebate ? versions : [{ terms }]).flatMap((one) => one.terms.rules)
  const needsHeld = rules.some(({ certification }) => certification !== undefined)
  return {
    partnerId: row.partner_id,
    partnerName: row.distributor_id === null ? '' : await nameOf(reader, programId, row.partner_id),
    planId: row.plan_id,
    termsVersion: row.terms_version,
    terms,
    versions: hasRebate ? versions : [],
    held: needsHeld ? await heldBy(reader, programId, row.partner_id) : [],
    override:
      row.distributor_id === null || row.override_terms === null
        ? null
        : { distributorId: row.distributor_id, terms: JSON.parse(row.override_terms) as OverrideTerms },
  }
}

/**
 * For settling: what was published never changes, so it is kept for as long as
 * the program has the version that the transaction sees.
 */
export const keptHistory =
  (services: Pick<Services, 'store' | 'clock'>, trx: Trx, program: Program): PlanHistory =>
  async (planId) => {
    const name = `plan ${planId} of ${program.id}, ${program.version} of ${program.publishedAt}`
    const found = await kept(services, name, () => planHistory(trx, program.id, planId))
    return found ?? []
  }

export async function planHistory(
  reader: Reader,
  programId: string,
  planId: string,
): Promise<PlanVersionTerms[]> {
  const rows = await versionsOf(reader, { programId, planId })
  return rows.map((row) => ({
    version: row.version,
    effectiveAt: row.effective_at,
    terms: JSON.parse(row.terms) as PlanTerms,
  }))
}

const versionsOf = prepared((reader, { programId, planId }: { programId: string; planId: string }) =>
  reader
    .selectFrom('plan_version')
    .where('program_id', '=', programId)
    .where('plan_id', '=', planId)
    .select(['version', 'effective_at', 'terms'])
    .orderBy('version'),
)

/** When the partner held which certification. */
export async function heldBy(reader: Reader, programId: string, partnerId: string): Promise<Held[]> {
  const rows = await awardsOf(reader, { programId, partnerId })
  const never = Number.POSITIVE_INFINITY
  return rows.map((row) => ({
    certificationId: row.certification_id,
    from: row.valid_from,
    until: Math.min(row.valid_until ?? never, row.revoked_at ?? never),
  }))
}

const awardsOf = prepared((reader, { programId, partnerId }: { programId: string; partnerId: string }) =>
  reader
    .selectFrom('certification_award')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .select(['certification_id', 'valid_from', 'valid_until', 'revoked_at']),
)

/** Who recruited a partner. */
export async function distributorOf(
  reader: Reader,
  programId: string,
  partnerId: string,
): Promise<string | null> {
  const [row] = await recruits(reader, { programId, partnerId })
  return row?.distributor_id ?? null
}

async function nameOf(reader: Reader, programId: string, partnerId: string): Promise<string> {
  const [row] = await recruits(reader, { programId, partnerId })
  return row?.name ?? ''
}

const recruits = prepared((reader, { programId, partnerId }: { programId: string; partnerId: string }) =>
  reader
    .selectFrom('partner')
    .where('program_id', '=', programId)
    .where('id', '=', partnerId)
    .select(['name', 'distributor_id']),
)
