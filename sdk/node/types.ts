/**
 * The shapes on the wire under the names that callers use. They are the
 * server's own declarations (`sdk/api.gen.ts`), not copies of them.
 */
import type { components, paths, webhooks } from '../api.gen.ts'

type Schemas = components['schemas']
type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Q } } }
  ? NonNullable<Q>
  : never

/** The public terms: plans in data and in plain sentences. */
export type Program = Schemas['Program']
/** A program as its vendor defines it. */
export type ProgramDefinition = Schemas['ProgramDefinition']

/** Changes in plain words, each with its date, and how many partners are told. */
export type ProgramDiff = Schemas['ProgramDiff']
export type ProgramVersion = Schemas['ProgramVersion']
export type LintFinding = Schemas['LintFinding']

export type Partner = Schemas['Partner']
export type PartnerWithAgreement = Schemas['PartnerWithAgreement']
export type NewPartner = Schemas['NewPartner']
export type PartnerChange = Schemas['PartnerChange']

/** What a partner learned and is certified as. */
export type Standing = Schemas['Standing']
export type NewCompletion = Schemas['NewCompletion']
export interface CompletionReply {
  completion: Schemas['CourseCompletion']
  /** The certifications that it was the last course for. */
  awards: CertificationAward[]
}
export type NewAward = Schemas['NewAward']
export type CertificationAward = Schemas['CertificationAward']

export type NewInvitation = Partial<Schemas['NewInvitation']>
/** `code` is shown once. */
export type Invitation = Schemas['Invitation']

/** A partner's tracked URL. */
export type Link = Schemas['Link']
/** `partnerId` says whose link; the destination must be on one of the program's origins. */
export type NewLink = Schemas['NewLink'] & { partnerId: string }

/** A checkout code that attributes without a click. */
export type Coupon = Schemas['Coupon']
export type NewCoupon = Schemas['NewCoupon']

/** Who was credited and why, with every candidate. */
export type Attribution = Schemas['Attribution']
export type Candidate = Schemas['Candidate']
export type Customer = Schemas['Customer']
/** `occurredAt` is RFC 3339 and defaults to now; at most 10 `clickIds`. */
export type NewCustomer = Schemas['NewCustomer']
/** A vendor's own decision. `partnerId: null` credits nobody. */
export type AttributionDecision = Schemas['AttributionDecision']

export type Sale = Schemas['Sale']
/** Amounts are integer minor units; `amount` includes `taxAmount` and `shippingAmount`. */
export type NewSale = Schemas['NewSale']
/** The sale with its attribution and commissions. */
export type SaleReply = Schemas['SaleReply']

export type Refund = Schemas['Refund']
export type NewRefund = Schemas['NewRefund']
/** `sale` is null while the sale is unknown; the refund applies when it comes. */
export type RefundReply = Schemas['RefundReply']

export type Dispute = Schemas['Dispute']
export type NewDispute = Schemas['NewDispute']
export type DisputeReply = Schemas['DisputeReply']

/** A signed amount for one partner from one cause, with its explanation. */
export type Commission = Schemas['Commission']
export type CommissionStatus = Commission['status']

export type Lead = Schemas['Lead']
export type NewLead = Omit<Schemas['NewLead'], 'code'> & { partnerId: string }
/** What registering a lead answers. */
export type RegisteredLead = Schemas['MyLead']
/** An amount given or taken by hand. */
export type NewAdjustment = Schemas['NewAdjustment']
export type LeadDecision = Schemas['LeadDecision']

/** One run over all partners in one currency. */
export type PayoutRun = Schemas['PayoutRun']
export type PayoutRunDetails = Schemas['PayoutRunDetails']
/** One transfer to one partner; where it goes is shown as a hint. */
export type PayoutLine = Schemas['PayoutLine']
export type NewPayoutRun = Schemas['NewPayoutRun']
export type PayoutPreview = Schemas['PayoutPreview']
export type PayoutMark = Schemas['PayoutMark']
export type PayoutResults = Schemas['PayoutResults']
export type ResultsReport = Schemas['ResultsReport']
export type ListPayoutRuns = Query<'/v1/payouts'>
/** The vendor on statements and in bank files. */
export type Payer = Schemas['Payer']
export type NewPayer = Schemas['NewPayer']
export type Staff = Schemas['Staff']
export type NewStaff = Schemas['NewStaff']

/** For a partner that exists, or for one that is enrolled by this. */
export type NewKey = Schemas['NewKey']

export type Key = Schemas['Key']
export type KeyInUse = Schemas['KeyInUse']

export type NewToken = Schemas['NewToken']
/** Opens the dashboard and the elements for one partner until `expiresAt`. Shown once. */
export type PartnerToken = paths['/v1/tokens']['post']['responses'][201]['content']['application/json']

/** Either days or milliseconds. */
export type ClockStep = { days: number } | { ms: number }
/** The test twin's time. */
export type ClockNow = Schemas['ClockNow']

export type WebhookEndpoint = Schemas['WebhookEndpoint']
export type NewWebhookEndpoint = Schemas['NewWebhookEndpoint']
/** `secret` is shown once. */
export type CreatedWebhookEndpoint = Schemas['CreatedWebhookEndpoint']
export type WebhookEndpointChange = Schemas['WebhookEndpointChange']
export type RotatedSecret = Schemas['RotatedSecret']
/** One event on its way to one endpoint. */
export type WebhookDelivery = Schemas['WebhookDelivery']
export type WebhookDeliveryDetails = Schemas['WebhookDeliveryDetails']
export type ListWebhookDeliveries = Query<'/v1/webhook-endpoints/{id}/deliveries'>
export type WebhookReplay = Schemas['WebhookReplay']
export type WebhookReplayReport = Schemas['WebhookReplayReport']

/** A partner's own address, with macros, that is called when something of its own happens. */
export type Postback = Schemas['Postback']

type Told = {
  [Type in keyof webhooks]: webhooks[Type]['post']['requestBody']['content']['application/json']
}
/**
 * What `unwrap` gives, told apart by `type`. `id` is the same over all attempts:
 * drop what you have seen. `sequence` counts the events of `data.id`: one that
 * is lower than what you have seen is old.
 */
export type GoodwordEvent = { [Type in keyof Told]: Told[Type] & { id: string } }[keyof Told]
/** Such as `commission.created`. */
export type GoodwordEventType = keyof webhooks

/** RFC 9457. Decide by `code`. */
export type Problem = Schemas['Problem']

export type ListPartners = Query<'/v1/partners'>
export type ListLinks = Query<'/v1/links'> & { partnerId: string }
export type ListCoupons = Query<'/v1/coupons'>
export type ListLeads = Query<'/v1/leads'>
export type ListCommissions = Query<'/v1/commissions'>

/** What something would cost, before anyone signs. Amounts are integer minor units. */
export type Quote = Schemas['Quote']
export type NewQuote = Schemas['NewQuote']
export type Order = Schemas['Order']
/** `externalId` is the partner's own number of it. */
export type NewOrder = Schemas['NewOrder'] & { partnerId: string }
export type NewOrderCorrection = Schemas['NewOrderCorrection']
export type OrderCorrectionReply = Schemas['OrderCorrectionReply']
export type Usage = Schemas['Usage']
/** `month` as "2026-11"; `externalId` is the sender's own number of the report. */
export type NewUsage = Schemas['NewUsage'] & { partnerId: string }
export type PriceStatement = Schemas['PriceStatement']
export type NewClosing = Schemas['NewClosing']
export type Closing = Schemas['Closing']
export type ListOrders = Query<'/v1/orders'>
export type ListPriceStatements = Query<'/v1/price-statements'>

/** What a flag keeps back until the vendor has looked. */
export type Hold = Schemas['Hold']
export type HoldReason = Schemas['HoldReason']
export type HoldDecision = Schemas['HoldDecision']
export type ListHolds = Query<'/v1/holds'>
/** An event of a payment provider and what came of it. */
export type ProviderEvent = Schemas['ProviderEvent']
/** `stripe`, `paddle`, `shopify` or `generic`. */
export type ProviderSource = paths['/v1/hooks/{source}/events']['get']['parameters']['path']['source']
export type ListProviderEvents = Query<'/v1/hooks/{source}/events'>

/** What would have been earned under each plan. */
export type Simulation = Schemas['Simulation']
export type NewSimulation = Schemas['NewSimulation'] & { partnerId: string }
