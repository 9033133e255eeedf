/** From what a sender claimed (click ids, a coupon, a code, a lead) to touches that core can judge. */
import { normaliseCode, normaliseCoupon } from '../../sdk/rules/codes.ts'
import type { Touch } from '../core/types.ts'
import { readClickId } from './click-id.ts'
import type { Services } from './context.ts'
import { prepared } from './prepared.ts'
import type { Program, Trx } from './programs.ts'

/** Stored as it was sent, so that a decision can be made again from the facts. */
export interface TouchClaim {
  by: 'click' | 'coupon' | 'code' | 'lead'
  value: string
}

export interface TouchFields {
  clickId?: string
  clickIds?: string[]
  coupon?: string
  code?: string
  leadId?: string
}

/** The same claims in one list, each once. */
export function claimsOf(fields: TouchFields): TouchClaim[] {
  const clicks = [...(fields.clickIds ?? []), ...(fields.clickId === undefined ? [] : [fields.clickId])]
  const claims: TouchClaim[] = [...new Set(clicks)].map((value) => ({ by: 'click', value }))
  for (const by of ['coupon', 'code'] as const) {
    const value = fields[by]
    if (value !== undefined) claims.push({ by, value })
  }
  if (fields.leadId !== undefined) claims.push({ by: 'lead', value: fields.leadId })
  return claims
}

interface Owner {
  partnerId: string
  partnerName: string
  closedAt: number | null
}

export async function resolveTouches(
  services: Pick<Services, 'signingKeys'>,
  trx: Trx,
  program: Program,
  claims: TouchClaim[],
  occurredAt: number,
): Promise<Touch[]> {
  const touches: Touch[] = []
  for (const claim of claims) touches.push(await resolveTouch(services, trx, program, claim, occurredAt))
  return touches
}

async function resolveTouch(
  services: Pick<Services, 'signingKeys'>,
  trx: Trx,
  program: Program,
  { by, value }: TouchClaim,
  occurredAt: number,
): Promise<Touch> {
  const touch = { by, touchId: value, partnerId: null, partnerName: null, at: occurredAt }
  switch (by) {
    case 'click': {
      const click = readClickId(services.signingKeys, value)
      if (!click) return { ...touch, problem: 'this click id was not given out by this server' }
      if (click.programShortId !== program.shortId) {
        return { ...touch, at: click.at, problem: 'this click belongs to another program' }
      }
      const owner = await linkOwner(trx, { programId: program.id, key: click.linkKey })
      if (!owner) return { ...touch, at: click.at, problem: 'the link of this click is gone' }
      return { ...touch, ...owner, at: click.at }
    }
    case 'code': {
      const code = normaliseCode(value)
      const owner = code ? await linkOwner(trx, { programId: program.id, code }) : undefined
      return owner ? { ...touch, ...owner } : { ...touch, problem: 'no link has this code' }
    }
    case 'coupon': {
      const code = normaliseCoupon(value)
      const owner = code ? await couponOwner(trx, program.id, code) : undefined
      return owner
        ? { ...touch, touchId: code ?? value, ...owner }
        : { ...touch, problem: 'no partner has this coupon' }
    }
    case 'lead':
      return { ...touch, ...(await leadTouch(trx, program.id, value)) }
  }
}

const ownerColumns = ['partner.id', 'partner.name', 'partner.paused_at'] as const

type LinkName = { programId: string; key: number } | { programId: string; code: string }

async function linkOwner(trx: Trx, name: LinkName): Promise<Owner | undefined> {
  const [row] = await linkAndOwner(trx, name)
  return (
    row && { partnerId: row.id, partnerName: row.name, closedAt: earliest(row.disabled_at, row.paused_at) }
  )
}

const linkAndOwner = prepared((reader, name: LinkName) =>
  reader
    .selectFrom('link')
    .innerJoin('partner', (join) =>
      join.onRef('partner.program_id', '=', 'link.program_id').onRef('partner.id', '=', 'link.partner_id'),
    )
    .where('link.program_id', '=', name.programId)
    .where((eb) => ('key' in name ? eb('link.key', '=', name.key) : eb('link.code', '=', name.code)))
    .select([...ownerColumns, 'link.disabled_at']),
)

async function couponOwner(trx: Trx, programId: string, code: string): Promise<Owner | undefined> {
  const row = await trx
    .selectFrom('coupon')
    .innerJoin('partner', (join) =>
      join
        .onRef('partner.program_id', '=', 'coupon.program_id')
        .onRef('partner.id', '=', 'coupon.partner_id'),
    )
    .where('coupon.program_id', '=', programId)
    .where('coupon.code', '=', code)
    .select([...ownerColumns, 'coupon.disabled_at'])
    .executeTakeFirst()
  return (
    row && { partnerId: row.id, partnerName: row.name, closedAt: earliest(row.disabled_at, row.paused_at) }
  )
}

async function leadTouch(trx: Trx, programId: string, leadId: string): Promise<Partial<Touch>> {
  const row = await trx
    .selectFrom('lead')
    .innerJoin('partner', (join) =>
      join.onRef('partner.program_id', '=', 'lead.program_id').onRef('partner.id', '=', 'lead.partner_id'),
    )
    .where('lead.program_id', '=', programId)
    .where('lead.id', '=', leadId)
    .select([...ownerColumns, 'lead.status', 'lead.created_at', 'lead.protected_until'])
    .executeTakeFirst()
  if (!row) return { problem: 'there is no such lead' }
  const owner = { partnerId: row.id, partnerName: row.name, at: row.created_at, closedAt: row.paused_at }
  if (row.status !== 'accepted') return { ...owner, problem: 'the lead was not accepted' }
  return { ...owner, until: row.protected_until ?? row.created_at }
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)
