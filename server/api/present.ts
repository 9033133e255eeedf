/** From rows to the shapes on the wire. */
import type { Candidate, Flag } from '../core/types.ts'
import type { AttributionTable, DisputeTable, RefundTable } from '../db/schema.ts'
import type { CommissionView } from '../services/commissions.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { LinkRow } from '../services/links.ts'
import type { PartnerDetails } from '../services/partners.ts'
import type { KnownSale } from '../services/sale-facts.ts'

const DAY_MS = 86_400_000

export const iso = (ms: number): string => new Date(ms).toISOString()

export const presentLink = (publicUrl: string, link: LinkRow) => ({
  id: link.id,
  code: link.code,
  url: `${publicUrl}/r/${link.code}`,
  destination: link.destination,
  partnerId: link.partner_id,
  createdAt: iso(link.created_at),
})

export const presentPartner = (publicUrl: string, partner: PartnerDetails) => ({
  id: partner.id,
  email: partner.email,
  name: partner.name,
  planId: partner.planId,
  status: partner.status,
  externalId: partner.external_id,
  distributorId: partner.distributor_id,
  createdAt: iso(partner.created_at),
  links: partner.links.map((link) => presentLink(publicUrl, link)),
})

const candidates = (row: AttributionTable) =>
  (JSON.parse(row.candidates) as Candidate[]).map((candidate) => ({ ...candidate, at: iso(candidate.at) }))

/** The three fields that say who was credited, or why nobody was. */
export function presentAttribution(row: AttributionTable | undefined, whyNot: string) {
  if (!row?.partner_id) {
    const lost = row ? candidates(row) : []
    return {
      attribution: null,
      attributionReason: row?.explanation ?? whyNot,
      ...(lost.length > 0 ? { candidates: lost } : {}),
    }
  }
  return {
    attribution: {
      partnerId: row.partner_id,
      planId: row.plan_id,
      termsVersion: row.terms_version,
      by: row.by,
      touchId: row.touch_id,
      decidedAt: iso(row.decided_at),
      explanation: row.explanation,
      flags: JSON.parse(row.flags) as Flag[],
      candidates: candidates(row),
    },
  }
}

export const presentCommission = (commission: CommissionView) => ({
  id: commission.id,
  kind: commission.kind,
  partnerId: commission.partnerId,
  saleExternalId: commission.saleExternalId,
  saleOccurredAt: commission.saleOccurredAt === null ? null : iso(commission.saleOccurredAt),
  period: commission.period,
  amount: commission.amountMinor,
  currency: commission.currency,
  status: commission.status,
  holdUntil: iso(commission.holdUntil),
  heldBecause: commission.heldBecause,
  explanation: commission.explanation,
  createdAt: iso(commission.createdAt),
})

/** For the partner itself. */
export const presentMyCommission = (commission: CommissionView) => ({
  ...presentCommission(commission),
  heldBecause: commission.heldWords,
})

export const presentSale = (sale: KnownSale) => ({
  id: sale.id,
  externalId: sale.external_id,
  customerExternalId: sale.customer_external_id,
  amount: sale.amount_minor,
  taxAmount: sale.tax_minor,
  shippingAmount: sale.shipping_minor,
  netAmount: Math.max(0, sale.amount_minor - sale.taken_back_minor),
  currency: sale.currency,
  items: JSON.parse(sale.items) as unknown[],
  occurredAt: iso(sale.occurred_at),
  createdAt: iso(sale.created_at),
})

export const presentRefund = (refund: RefundTable | DisputeTable) => ({
  id: refund.id,
  externalId: refund.external_id,
  saleExternalId: refund.sale_external_id,
  amount: refund.amount_minor,
  occurredAt: iso(refund.occurred_at),
  createdAt: iso(refund.created_at),
})

export const presentClick = (target: LinkTarget, click: { clickId: string; at: number }) => ({
  clickId: click.clickId,
  expiresAt: iso(click.at + target.windowDays * DAY_MS),
  partner: { name: target.partnerName },
  coupon: target.coupon,
})
