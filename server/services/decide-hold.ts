/** What is kept back by a flag, and the vendor's word about it. */
import { sql } from 'kysely'
import type { Flag } from '../core/types.ts'
import type { HoldDecisionTable } from '../db/schema-prices.ts'
import type { Services } from './context.ts'
import { newestDecision } from './holds.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { insertRow } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { findSale } from './sale-facts.ts'
import { settleCustomer, settleSale } from './settle.ts'

export interface Hold {
  attributionId: string
  subject: 'customer' | 'sale'
  externalId: string
  partnerId: string
  flags: Flag[]
  /** By currency: what waits. */
  amounts: { currency: string; amountMinor: number }[]
  explanation: string
  since: number
}

/** Decisions in force that carry a flag. */
const inForce = (reader: Reader, programId: string) =>
  reader
    .selectFrom('attribution')
    .where('attribution.program_id', '=', programId)
    .where('attribution.flags', '<>', '[]')
    .where('attribution.partner_id', 'is not', null)
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.program_id', '=', 'attribution.program_id')
        .onRef('customer.id', '=', 'attribution.subject_id')
        .onRef('customer.attribution_id', '=', 'attribution.id'),
    )
    .leftJoin('sale', (join) =>
      join
        .onRef('sale.program_id', '=', 'attribution.program_id')
        .onRef('sale.id', '=', 'attribution.subject_id')
        .onRef('sale.attribution_id', '=', 'attribution.id'),
    )
    .where((eb) => eb.or([eb('customer.id', 'is not', null), eb('sale.id', 'is not', null)]))
    .select([
      'attribution.id',
      'attribution.subject_kind',
      'attribution.partner_id',
      'attribution.flags',
      'attribution.explanation',
      'attribution.decided_at as created_at',
      'customer.external_id as customer_external_id',
      'sale.external_id as sale_external_id',
    ])

export async function listHolds(
  services: Services,
  program: Program,
  partnerId: string | undefined,
  page: PageRequest,
): Promise<Page<Hold>> {
  const { db } = services.store
  let rows = db.selectFrom(inForce(db, program.id).as('hold')).selectAll('hold')
  if (partnerId !== undefined) rows = rows.where('hold.partner_id', '=', partnerId)
  const scope = `${program.id} holds ${partnerId ?? ''}`
  const found = await newestFirst(services, scope, 'hold', page, rows)
  const data: Hold[] = []
  for (const row of found.data) {
    const holder = row.partner_id ?? ''
    const externalId = row.customer_external_id ?? row.sale_external_id ?? ''
    data.push({
      attributionId: row.id,
      subject: row.subject_kind,
      externalId,
      partnerId: holder,
      flags: JSON.parse(row.flags) as Flag[],
      amounts: await amountsHeld(db, program.id, holder, row.subject_kind, externalId),
      explanation: row.explanation,
      since: row.created_at,
    })
  }
  return { data, nextCursor: found.nextCursor }
}

async function amountsHeld(
  reader: Reader,
  programId: string,
  partnerId: string,
  kind: Hold['subject'],
  externalId: string,
): Promise<Hold['amounts']> {
  const sales = reader.selectFrom('sale').where('sale.program_id', '=', programId).select('sale.id')
  const rows = await reader
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .where(
      'sale_id',
      'in',
      kind === 'customer'
        ? sales.where('sale.customer_external_id', '=', externalId)
        : sales.where('sale.external_id', '=', externalId),
    )
    .select(['currency', sql<number>`cast(sum(amount_minor) as bigint)`.as('amount_minor')])
    .groupBy('currency')
    .orderBy('currency')
    .execute()
  return rows.map((row) => ({ currency: row.currency, amountMinor: row.amount_minor }))
}

/**
 * Released: the amounts are paid on their own days, and the customer is not
 * flagged for this partner again. Rejected: nobody is credited, and what was
 * posted is taken back by the engine's one rule. Both keep the reason.
 */
export async function decideHold(
  services: Services,
  trx: Trx,
  program: Program,
  attributionId: string,
  { decision, reason }: Pick<HoldDecisionTable, 'decision' | 'reason'>,
): Promise<HoldDecisionTable> {
  const flagged = await trx
    .selectFrom('attribution')
    .where('program_id', '=', program.id)
    .where('id', '=', attributionId)
    .where('flags', '<>', '[]')
    .select(['subject_kind', 'subject_id', 'partner_id'])
    .executeTakeFirst()
  if (!flagged?.partner_id) throw new Problem('not_found')
  const table = flagged.subject_kind
  const { external_id: externalId } = await trx
    .selectFrom(table)
    .where('program_id', '=', program.id)
    .where('id', '=', flagged.subject_id)
    .select('external_id')
    .executeTakeFirstOrThrow()
  await services.store.lock(trx, `${program.id} ${table} ${externalId}`)
  const { attribution_id: current } = await trx
    .selectFrom(table)
    .where('program_id', '=', program.id)
    .where('id', '=', flagged.subject_id)
    .select('attribution_id')
    .executeTakeFirstOrThrow()
  const known = await newestDecision(trx, program.id, flagged.subject_id)
  if (known?.attribution_id === attributionId) {
    if (known.decision === decision) return known
    throw new Problem('hold_decided')
  }
  // Somebody else is credited by now, or the facts have changed.
  if (current !== attributionId) throw new Problem('hold_decided')
  const row: HoldDecisionTable = {
    program_id: program.id,
    id: services.ids.make('hld'),
    attribution_id: attributionId,
    subject_id: flagged.subject_id,
    partner_id: flagged.partner_id,
    decision,
    reason,
    decided_at: program.now,
  }
  await insertRow(trx, 'hold_decision', row)
  const rejected = decision === 'reject'
  const cause = { kind: 'attribution', id: row.id, redecide: true, rejected } as const
  if (table === 'customer') {
    await settleCustomer(services, trx, program, externalId, cause)
  } else {
    const sale = await findSale(trx, program.id, externalId)
    if (sale) await settleSale(services, trx, program, sale, cause)
  }
  return row
}
