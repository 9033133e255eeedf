/** The shapes on the wire. Amounts are integer minor units, times RFC 3339 in UTC, ids opaque strings. */
import { z } from '@hono/zod-openapi'

export const text = (max: number) => z.string().trim().min(1).max(max)
export const id = z.string().min(1).max(100)
/** The vendor's own id of something: kept exactly as it came. */
export const externalId = z.string().min(1).max(200)
export const email = z.email().max(254)
/** 10^12 minor units are ten billion dollars; more than that is a mistake of units. */
export const amount = z.int().min(0).max(1_000_000_000_000)
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Three capital letters, as in ISO 4217.')
  .openapi({ example: 'USD' })
export const code = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'Letters, digits, hyphens and underscores.')
export const time = z
  .string()
  .max(40)
  .pipe(z.iso.datetime({ offset: true, error: 'A time like 2026-11-21T10:05:00Z.' }))
  .openapi({ format: 'date-time' })

/** Answered times are always in this form. */
export const timeOut = z.string().openapi({ format: 'date-time' })
export const amountOut = z.int().openapi({ description: 'Minor units of the currency; may be negative.' })

export const touchFields = {
  clickId: z.string().min(1).max(200).optional(),
  clickIds: z.array(z.string().min(1).max(200)).max(10).optional(),
  coupon: z.string().min(1).max(100).optional(),
}

export const listQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
}

export const listOf = (item: z.ZodType, name: string) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() }).openapi(name)

const by = z.enum(['manual', 'lead', 'coupon', 'code', 'click'])

export const Candidate = z
  .object({
    by,
    touchId: z.string(),
    partnerId: z.string().nullable(),
    at: timeOut,
    won: z.boolean(),
    reason: z.string(),
  })
  .openapi('Candidate')

export const Flag = z
  .object({
    code: z.enum(['self_referral', 'same_domain', 'disposable_mail', 'velocity']),
    reason: z.string(),
  })
  .openapi('Flag')

export const Attribution = z
  .object({
    partnerId: z.string(),
    planId: z.string(),
    termsVersion: z.int(),
    by,
    touchId: z.string().nullable().openapi({ description: 'Null when the vendor decided by hand.' }),
    decidedAt: timeOut,
    explanation: z.string(),
    flags: z.array(Flag),
    candidates: z.array(Candidate),
  })
  .openapi('Attribution')

const attribution = {
  attribution: z.union([Attribution, z.null()]),
  attributionReason: z
    .string()
    .optional()
    .openapi({ description: 'Present when nobody was credited: why not.' }),
  candidates: z
    .array(Candidate)
    .optional()
    .openapi({ description: 'Present when nobody was credited although there were touches.' }),
}

export const Commission = z
  .object({
    id: z.string(),
    kind: z.enum(['earned', 'override', 'reversal', 'clawback', 'rebate', 'adjustment']),
    partnerId: z.string(),
    saleExternalId: z
      .string()
      .nullable()
      .openapi({ description: 'Null for rebates and caps of a period and for adjustments by hand.' }),
    saleOccurredAt: timeOut.nullable(),
    period: z
      .string()
      .nullable()
      .openapi({ description: 'The month, quarter or year of a rebate or cap.', example: '2026-Q4' }),
    amount: amountOut,
    currency: z.string(),
    status: z.enum(['held', 'payable', 'in_payout', 'paid', 'void']),
    holdUntil: timeOut,
    heldBecause: z.string().nullable().openapi({ description: 'Why it waits beyond holdUntil, in words.' }),
    explanation: z.string(),
    createdAt: timeOut,
  })
  .openapi('Commission')

export const Link = z
  .object({
    id: z.string(),
    code: z.string(),
    url: z.string(),
    destination: z.string(),
    partnerId: z.string(),
    createdAt: timeOut,
  })
  .openapi('Link')

export const Partner = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    planId: z.string(),
    status: z.enum(['active', 'paused', 'unconfirmed', 'merged']),
    externalId: z.string().nullable(),
    distributorId: z.string().nullable().openapi({ description: 'The partner that recruited it.' }),
    createdAt: timeOut,
    links: z.array(Link),
  })
  .openapi('Partner')

export const Coupon = z
  .object({ id: z.string(), code: z.string(), partnerId: z.string(), createdAt: timeOut })
  .openapi('Coupon')

export const Customer = z
  .object({
    id: z.string(),
    externalId: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    occurredAt: timeOut.nullable(),
    createdAt: timeOut,
    ...attribution,
  })
  .openapi('Customer')

export const Item = z
  .strictObject({
    productId: z.string().min(1).max(200),
    quantity: z.int().min(1).max(1_000_000).optional(),
    amount,
  })
  .openapi('Item')

export const Sale = z
  .object({
    id: z.string(),
    externalId: z.string(),
    customerExternalId: z.string().nullable(),
    amount: amountOut,
    taxAmount: amountOut,
    shippingAmount: amountOut,
    netAmount: amountOut.openapi({ description: 'What is left after refunds and lost disputes.' }),
    currency: z.string(),
    items: z.array(Item),
    occurredAt: timeOut,
    createdAt: timeOut,
  })
  .openapi('Sale')

export const SaleReply = z
  .object({ sale: Sale, ...attribution, commissions: z.array(Commission) })
  .openapi('SaleReply')

export const Refund = z
  .object({
    id: z.string(),
    externalId: z.string(),
    saleExternalId: z.string(),
    amount: amountOut,
    occurredAt: timeOut,
    createdAt: timeOut,
  })
  .openapi('Refund')

export const Dispute = Refund.extend({ status: z.enum(['opened', 'won', 'lost']) }).openapi('Dispute')

export const RefundReply = z
  .object({ refund: Refund, sale: z.union([Sale, z.null()]), commissions: z.array(Commission) })
  .openapi('RefundReply')

export const DisputeReply = z
  .object({ dispute: Dispute, sale: z.union([Sale, z.null()]), commissions: z.array(Commission) })
  .openapi('DisputeReply')

export const Framing = z
  .object({
    score: z.int(),
    missing: z.array(z.object({ field: z.string(), gain: z.int(), why: z.string() })),
  })
  .openapi('Framing')

export const leadStatus = z.enum([
  'submitted',
  'in_review',
  'info_requested',
  'accepted',
  'declined',
  'withdrawn',
  'expired',
])

export const TimelineEntry = z
  .object({ at: timeOut, status: leadStatus, text: z.string() })
  .openapi('TimelineEntry')

export const LeadReceipt = z
  .object({ id: z.string(), status: leadStatus, framing: Framing })
  .openapi('LeadReceipt')

export const MyLead = LeadReceipt.extend({
  company: z.string(),
  submittedBy: z.enum(['partner', 'prospect']),
  decideBy: timeOut,
  timeline: z.array(TimelineEntry),
  createdAt: timeOut,
}).openapi('MyLead')

export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    suggestions: z.array(z.string()).optional().openapi({ description: 'With `code_taken`: free codes.' }),
    requestId: z.string(),
  })
  .openapi('Problem')
