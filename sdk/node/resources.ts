/** Every route that takes the secret key, by what it is about. Paths and methods stand here and nowhere else. */
import { type Listing, listing, type Page } from './listing.ts'
import type { RequestOptions, Send } from './send.ts'
import type * as Wire from './types.ts'

/** An id in a path. What browsers and proxies read as "here" or "up" would reach another route. */
function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new TypeError(`"${id}" cannot be looked up.`)
  return encodeURIComponent(id)
}

interface PageQuery {
  cursor?: string
  limit?: number
  partnerId?: string
  status?: string
  month?: string
}

const pages =
  (send: Send) =>
  <T>(path: string, query: PageQuery | undefined, options?: RequestOptions): Listing<T> =>
    listing<T>(
      (cursor) => send<Page<T>>({ ...options, method: 'GET', path, query: { ...query, cursor } }),
      query?.cursor,
    )

export const programOf = (send: Send) => ({
  /** The program in force, with its plans in data and in plain sentences. */
  get: (options?: RequestOptions): Promise<Wire.Program> =>
    send({ ...options, method: 'GET', path: '/v1/program' }),
  /**
   * Publishes the whole program. It counts for new customers; every customer
   * keeps the terms it was bound under. Changed terms wait for the program's
   * `noticeDays`, or for `effectiveAt` (RFC 3339) when that is later, and the
   * partners on the plan get a mail with the difference.
   *
   * Errors: `validation_failed` names what does not fit together, or an
   * `effectiveAt` inside the notice.
   */
  update: (
    definition: Wire.ProgramDefinition,
    { effectiveAt, ...options }: RequestOptions & { effectiveAt?: string } = {},
  ): Promise<Wire.Program> =>
    send({ ...options, method: 'PUT', path: '/v1/program', query: { effectiveAt }, body: definition }),
  /** What publishing a definition would change, in plain words and with dates. Stores nothing. */
  diff: (
    definition: Wire.ProgramDefinition,
    { effectiveAt, ...options }: RequestOptions & { effectiveAt?: string } = {},
  ): Promise<Wire.ProgramDiff> =>
    send({
      ...options,
      method: 'POST',
      path: '/v1/program/diff',
      query: { effectiveAt },
      body: definition,
    }),
  /** What a partner would not understand about a definition, errors first. Stores nothing. */
  lint: (
    definition: Wire.ProgramDefinition,
    options?: RequestOptions,
  ): Promise<{ findings: Wire.LintFinding[] }> =>
    send({ ...options, method: 'POST', path: '/v1/program/lint', body: definition }),
  /** Every definition that was published, newest first, with what each changed. */
  versions: (options?: RequestOptions): Listing<Wire.ProgramVersion> =>
    pages(send)('/v1/program/versions', undefined, options),
})

export const partnersOf = (send: Send) => ({
  /**
   * Enrols a partner and makes its first link.
   *
   * Errors: `partner_conflict` when another partner has the address or external id; `plan_unknown`.
   */
  create: (partner: Wire.NewPartner, options?: RequestOptions): Promise<Wire.Partner> =>
    send({ ...options, method: 'POST', path: '/v1/partners', body: partner }),
  /** All partners, newest first. */
  list: (query?: Wire.ListPartners, options?: RequestOptions): Listing<Wire.Partner> =>
    pages(send)('/v1/partners', query, options),
  /** One partner by its id, `par_…`, with the agreement it accepted. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.PartnerWithAgreement> =>
    send({ ...options, method: 'GET', path: `/v1/partners/${segment(id)}` }),
  /** Changes what is given. Another plan counts for new customers only. Errors: `not_found`, `plan_unknown`. */
  update: async (id: string, change: Wire.PartnerChange, options?: RequestOptions): Promise<Wire.Partner> =>
    send({ ...options, method: 'PATCH', path: `/v1/partners/${segment(id)}`, body: change }),
  /** Its courses and certifications, and what each unlocks. Errors: `not_found`. */
  standing: async (id: string, options?: RequestOptions): Promise<Wire.Standing> =>
    send({ ...options, method: 'GET', path: `/v1/partners/${segment(id)}/standing` }),
  /**
   * Records a completed course; certifications whose last course it was are
   * awarded from `completedAt` (default now) on.
   *
   * Errors: `not_found`; `validation_failed` for a course the program does not have; `occurred_in_future`.
   */
  completeCourse: async (
    id: string,
    completion: Wire.NewCompletion,
    options?: RequestOptions,
  ): Promise<Wire.CompletionReply> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/partners/${segment(id)}/completions`,
      body: completion,
    }),
  /** Awards a certification by hand; commissions of sales inside its dates follow. Errors: `not_found`. */
  certify: async (
    id: string,
    award: Wire.NewAward,
    options?: RequestOptions,
  ): Promise<Wire.CertificationAward> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/partners/${segment(id)}/certifications`,
      body: award,
    }),
  /** Ends an award (`awd_…`) from now on; what was earned before stays. Errors: `not_found`. */
  revokeCertification: async (
    id: string,
    awardId: string,
    revocation: { reason: string },
    options?: RequestOptions,
  ): Promise<Wire.CertificationAward> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/partners/${segment(id)}/certifications/${segment(awardId)}/revoke`,
      body: revocation,
    }),
  /** Where it has itself told what it earns. Only the partner makes and changes them. Errors: `not_found`. */
  postbacks: async (id: string, options?: RequestOptions): Promise<{ data: Wire.Postback[] }> =>
    send({ ...options, method: 'GET', path: `/v1/partners/${segment(id)}/postbacks` }),
  /** Deletes one of them (`pbk_…`), with what waits for it and its log. Errors: `not_found`. */
  deletePostback: async (id: string, postbackId: string, options?: RequestOptions): Promise<void> =>
    send({
      ...options,
      method: 'DELETE',
      path: `/v1/partners/${segment(id)}/postbacks/${segment(postbackId)}`,
    }),
})

export const invitationsOf = (send: Send) => ({
  /**
   * A link by which others become partners: recruits of `distributorId`, or the
   * vendor's own. Its code is only in this answer.
   *
   * Errors: `partner_unknown`; `recruiting_refused` when the program pays no
   * override, or the partner was recruited itself.
   */
  create: (invitation: Wire.NewInvitation, options?: RequestOptions): Promise<Wire.Invitation> =>
    send({ ...options, method: 'POST', path: '/v1/invitations', body: invitation }),
})

export const linksOf = (send: Send) => ({
  /**
   * Makes a tracked link for a partner.
   *
   * Errors: `code_taken`; `destination_not_allowed` outside the program's origins; `partner_unknown`.
   */
  create: (link: Wire.NewLink, options?: RequestOptions): Promise<Wire.Link> =>
    send({ ...options, method: 'POST', path: '/v1/links', body: link }),
  /** The links of a partner, oldest first. Errors: `partner_unknown`. */
  list: (query: Wire.ListLinks, options?: RequestOptions): Listing<Wire.Link> =>
    pages(send)('/v1/links', query, options),
})

export const couponsOf = (send: Send) => ({
  /** Gives a partner a checkout code. The discount itself lives in your shop. Errors: `code_taken`, `partner_unknown`. */
  create: (coupon: Wire.NewCoupon, options?: RequestOptions): Promise<Wire.Coupon> =>
    send({ ...options, method: 'POST', path: '/v1/coupons', body: coupon }),
  /** All coupons, or those of one partner, by code. */
  list: (query?: Wire.ListCoupons, options?: RequestOptions): Listing<Wire.Coupon> =>
    pages(send)('/v1/coupons', query, options),
})

export const customersOf = (send: Send) => ({
  /**
   * A customer signed up: binds it to the partner that brought it. The same
   * `externalId` again changes nothing and answers the same.
   *
   * Errors: `occurred_in_future` more than five minutes ahead.
   */
  create: (customer: Wire.NewCustomer, options?: RequestOptions): Promise<Wire.Customer> =>
    send({ ...options, method: 'POST', path: '/v1/customers', body: customer }),
  /** One customer by your own id of it, with its attribution. Errors: `not_found`. */
  retrieve: async (externalId: string, options?: RequestOptions): Promise<Wire.Customer> =>
    send({ ...options, method: 'GET', path: `/v1/customers/${segment(externalId)}` }),
  /**
   * Decides by hand who is credited; this stands above every touch. Amounts
   * move by adjusting entries. `partnerId: null` credits nobody.
   *
   * Errors: `not_found`, `partner_unknown`.
   */
  decide: async (
    externalId: string,
    decision: Wire.AttributionDecision,
    options?: RequestOptions,
  ): Promise<Wire.Customer> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/customers/${segment(externalId)}/attribution`,
      body: decision,
    }),
})

export const salesOf = (send: Send) => ({
  /**
   * Records cash that was collected, in integer minor units. With `clickIds` or
   * a `coupon` it binds its customer; without, it follows the customer or waits
   * for it. The same `externalId` again changes nothing and answers the same.
   *
   * Errors: `sale_conflict` for the same `externalId` with other facts;
   * `currency_not_accepted`; `occurred_in_future`.
   */
  create: (sale: Wire.NewSale, options?: RequestOptions): Promise<Wire.SaleReply> =>
    send({ ...options, method: 'POST', path: '/v1/sales', body: sale }),
  /** One sale by your own id of it, with its commissions, or why nobody was credited. Errors: `not_found`. */
  retrieve: async (externalId: string, options?: RequestOptions): Promise<Wire.SaleReply> =>
    send({ ...options, method: 'GET', path: `/v1/sales/${segment(externalId)}` }),
})

export const refundsOf = (send: Send) => ({
  /**
   * Records money given back. Commissions fall in proportion. Before its sale
   * it is kept (`sale: null`) and applies when the sale comes.
   *
   * Errors: `refund_conflict` for the same `externalId` with other facts; `occurred_in_future`.
   */
  create: (refund: Wire.NewRefund, options?: RequestOptions): Promise<Wire.RefundReply> =>
    send({ ...options, method: 'POST', path: '/v1/refunds', body: refund }),
})

export const disputesOf = (send: Send) => ({
  /**
   * Records a dispute: `opened` (the default) holds the sale's commissions,
   * `lost` takes them back, `won` releases them. Send the same `externalId`
   * again when its status moves on.
   *
   * Errors: `dispute_conflict` for the same `externalId` with other facts; `occurred_in_future`.
   */
  create: (dispute: Wire.NewDispute, options?: RequestOptions): Promise<Wire.DisputeReply> =>
    send({ ...options, method: 'POST', path: '/v1/disputes', body: dispute }),
})

export const tokensOf = (send: Send) => ({
  /**
   * Mints a token that opens the dashboard and the elements for one partner.
   * With `partner` instead of `partnerId` it enrols the partner when it is new:
   * pass only addresses that you have verified.
   *
   * Errors: `partner_unknown`, `partner_conflict`.
   */
  create: (token: Wire.NewToken, options?: RequestOptions): Promise<Wire.PartnerToken> =>
    send({ ...options, method: 'POST', path: '/v1/tokens', body: token }),
})

export const commissionsOf = (send: Send) => ({
  /** Commissions, newest first; a partner's amounts sum to its balance plus what it was paid. */
  list: (query?: Wire.ListCommissions, options?: RequestOptions): Listing<Wire.Commission> =>
    pages(send)('/v1/commissions', query, options),
  /** One commission with its explanation, by its id, `com_…`. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.Commission> =>
    send({ ...options, method: 'GET', path: `/v1/commissions/${segment(id)}` }),
})

export const adjustmentsOf = (send: Send) => ({
  /**
   * Gives a partner an amount by hand, or takes it away when negative, with a
   * reason that the partner reads. It makes a commission of kind `adjustment`.
   * Safe to retry with the same `idempotencyKey`, and only with that: twice
   * without it is two adjustments.
   *
   * Errors: `partner_unknown`, `currency_not_accepted`.
   */
  create: (adjustment: Wire.NewAdjustment, options?: RequestOptions): Promise<Wire.Commission> =>
    send({ ...options, method: 'POST', path: '/v1/adjustments', body: adjustment }),
})

export const leadsOf = (send: Send) => ({
  /** Registers a lead for a partner. Errors: `validation_failed` names the fields; `partner_unknown`. */
  create: (lead: Wire.NewLead, options?: RequestOptions): Promise<Wire.RegisteredLead> =>
    send({ ...options, method: 'POST', path: '/v1/leads', body: lead }),
  /** All leads, or those of one partner, newest first. */
  list: (query?: Wire.ListLeads, options?: RequestOptions): Listing<Wire.Lead> =>
    pages(send)('/v1/leads', query, options),
  /** One lead by its id, `led_…`. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.Lead> =>
    send({ ...options, method: 'GET', path: `/v1/leads/${segment(id)}` }),
  /** Accepts or declines a lead; an accepted one is protected. Errors: `not_found`; `lead_decided`: the first answer stands. */
  decide: async (id: string, decision: Wire.LeadDecision, options?: RequestOptions): Promise<Wire.Lead> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/leads/${segment(id)}/decision`,
      body: decision,
    }),
})

export const payoutsOf = (send: Send) => ({
  /**
   * Pays out what is due: every partner that reaches the minimum and has its
   * papers in order gets one payout. Two runs at once are one run.
   *
   * Errors: `nothing_payable`; `preview` says what is in the way.
   */
  create: (run: Omit<Wire.NewPayoutRun, 'dryRun'> = {}, options?: RequestOptions): Promise<Wire.PayoutRun> =>
    send({ ...options, method: 'POST', path: '/v1/payouts', body: run }),
  /** The dry run: who would get what, who would not and why, beside the last run. Stores nothing. */
  preview: (
    run: Omit<Wire.NewPayoutRun, 'dryRun'> = {},
    options?: RequestOptions,
  ): Promise<Wire.PayoutPreview> =>
    send({ ...options, method: 'POST', path: '/v1/payouts', body: { ...run, dryRun: true } }),
  /** All runs, newest first. */
  list: (query?: Wire.ListPayoutRuns, options?: RequestOptions): Listing<Wire.PayoutRun> =>
    pages(send)('/v1/payouts', query, options),
  /** One run with a page of its payouts, by its id, `run_…`. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.PayoutRunDetails> =>
    send({ ...options, method: 'GET', path: `/v1/payouts/${segment(id)}` }),
  /**
   * Says what became of one payout. A failed one frees its commissions for the
   * next run. Said twice, it happens once.
   *
   * Errors: `not_found`; `payout_failed` for one that has failed; `run_not_locked`.
   */
  mark: async (
    id: string,
    payoutId: string,
    mark: Wire.PayoutMark,
    options?: RequestOptions,
  ): Promise<Wire.PayoutLine> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/payouts/${segment(id)}/lines/${segment(payoutId)}`,
      body: mark,
    }),
  /**
   * Imports a result file of PayPal, Wise or a bank (pain.002), or a CSV with the
   * columns reference and status. The same file again changes nothing.
   *
   * Errors: `not_found`, `run_not_locked`, `results_unreadable`.
   */
  importResults: async (
    id: string,
    results: Wire.PayoutResults,
    options?: RequestOptions,
  ): Promise<Wire.ResultsReport> =>
    send({ ...options, method: 'POST', path: `/v1/payouts/${segment(id)}/results`, body: results }),
})

export const payerOf = (send: Send) => ({
  /** Who pays, as statements and bank files say it; null before it was said. */
  get: (options?: RequestOptions): Promise<Wire.Payer | null> =>
    send({ ...options, method: 'GET', path: '/v1/payer' }),
  /** Says who pays. Runs whose first file was made keep what they had. Errors: `validation_failed` for the IBAN. */
  update: (payer: Wire.NewPayer, options?: RequestOptions): Promise<Wire.Payer> =>
    send({ ...options, method: 'PUT', path: '/v1/payer', body: payer }),
})

export const staffOf = (send: Send) => ({
  /**
   * Adds one of your people, or gives somebody another role. The others are told
   * by mail; later ones than the first take payout files only after 72 hours.
   */
  add: (person: Wire.NewStaff, options?: RequestOptions): Promise<Wire.Staff> =>
    send({ ...options, method: 'POST', path: '/v1/staff', body: person }),
  /** Your people, oldest first. */
  list: (options?: RequestOptions): Promise<{ data: Wire.Staff[] }> =>
    send({ ...options, method: 'GET', path: '/v1/staff' }),
})

export const quotesOf = (send: Send) => ({
  /**
   * What items and units of a plan would cost, line by line, kept as it was
   * shown. The statement of the same units says the same to the cent.
   *
   * Errors: `plan_unknown`; `not_priced` names what the price sheet does not have; `partner_unknown`.
   */
  create: (quote: Wire.NewQuote, options?: RequestOptions): Promise<Wire.Quote> =>
    send({ ...options, method: 'POST', path: '/v1/quotes', body: quote }),
  /** One quote by its id, `quo_…`. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.Quote> =>
    send({ ...options, method: 'GET', path: `/v1/quotes/${segment(id)}` }),
})

export const ordersOf = (send: Send) => ({
  /**
   * Registers a resale order under the partner's own number. It is priced once,
   * by the plan in force when it occurred; the same number again changes nothing.
   *
   * Errors: `order_conflict` for the same number with other facts; `not_priced`;
   * `partner_unknown`; `occurred_in_future`.
   */
  create: (order: Wire.NewOrder, options?: RequestOptions): Promise<Wire.Order> =>
    send({ ...options, method: 'POST', path: '/v1/orders', body: order }),
  /** All resale orders, or those of one partner, newest first. */
  list: (query?: Wire.ListOrders, options?: RequestOptions): Listing<Wire.Order> =>
    pages(send)('/v1/orders', query, options),
  /** One order by its id, `ord_…`, with what came back. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.Order> =>
    send({ ...options, method: 'GET', path: `/v1/orders/${segment(id)}` }),
  /**
   * Registers that an order was cancelled or that something came back. The
   * order itself is never edited; before it arrives this is kept (`order: null`).
   *
   * Errors: `order_conflict` for the same number with other facts; `partner_unknown`.
   */
  correct: (
    correction: Wire.NewOrderCorrection,
    options?: RequestOptions,
  ): Promise<Wire.OrderCorrectionReply> =>
    send({ ...options, method: 'POST', path: '/v1/order-corrections', body: correction }),
})

export const usageOf = (send: Send) => ({
  /**
   * Reports how many of a unit were in use in a month ("2026-11"). Of several
   * reports the latest to occur counts. After the statement of the month was
   * closed the difference is in the next one.
   *
   * Errors: `usage_conflict` for the same number with other facts; `not_priced`;
   * `partner_unknown`; `occurred_in_future`.
   */
  report: (usage: Wire.NewUsage, options?: RequestOptions): Promise<Wire.Usage> =>
    send({ ...options, method: 'POST', path: '/v1/usage', body: usage }),
})

export const priceStatementsOf = (send: Send) => ({
  /**
   * Monthly statements of resale and managed plans: closed ones, newest first;
   * with `partnerId`, its drafts come before them. They are no invoices.
   */
  list: (query?: Wire.ListPriceStatements, options?: RequestOptions): Listing<Wire.PriceStatement> =>
    pages(send)('/v1/price-statements', query, options),
  /** One partner's statement of a month ("2026-11"): a draft while the month is open. Errors: `not_found`. */
  retrieve: async (
    partnerId: string,
    month: string,
    options?: RequestOptions,
  ): Promise<Wire.PriceStatement> =>
    send({
      ...options,
      method: 'GET',
      path: `/v1/price-statements/${segment(partnerId)}/${segment(month)}`,
    }),
  /**
   * Closes months that are over, up to `month`; the server does so by itself on
   * the sixth day of the next month. Closing again changes nothing.
   */
  close: (closing: Wire.NewClosing = {}, options?: RequestOptions): Promise<Wire.Closing> =>
    send({ ...options, method: 'POST', path: '/v1/price-statements/close', body: closing }),
})

export const holdsOf = (send: Send) => ({
  /** Customers and sales that a flag keeps back, with the reasons and the amounts that wait. */
  list: (query?: Wire.ListHolds, options?: RequestOptions): Listing<Wire.Hold> =>
    pages(send)('/v1/holds', query, options),
  /**
   * Lets the amounts go; they are paid on their own days.
   *
   * Errors: `not_found`; `hold_decided` when it was rejected or something else is credited by now.
   */
  release: async (
    attributionId: string,
    reason: Wire.HoldReason,
    options?: RequestOptions,
  ): Promise<Wire.HoldDecision> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/holds/${segment(attributionId)}/release`,
      body: reason,
    }),
  /**
   * Nobody is credited, and what was posted is taken back.
   *
   * Errors: `not_found`; `hold_decided` when it was released or something else is credited by now.
   */
  reject: async (
    attributionId: string,
    reason: Wire.HoldReason,
    options?: RequestOptions,
  ): Promise<Wire.HoldDecision> =>
    send({ ...options, method: 'POST', path: `/v1/holds/${segment(attributionId)}/reject`, body: reason }),
})

export const simulationsOf = (send: Send) => ({
  /**
   * A partner's own sales under the present terms of every plan. Nothing is
   * written; a long history is looked at in part, and `limited` says so.
   *
   * Errors: `partner_unknown`.
   */
  run: (simulation: Wire.NewSimulation, options?: RequestOptions): Promise<Wire.Simulation> =>
    send({ ...options, method: 'POST', path: '/v1/simulate', body: simulation }),
})

export const webhookEndpointsOf = (send: Send) => ({
  /**
   * Be told what happens. The answer's `secret` verifies what comes (`unwrap`) and is shown only once.
   * Not sent again when no answer came: there would be a second endpoint.
   *
   * Errors: `too_many_endpoints`; `details_key_missing` until the operator has set a key that seals the secret.
   */
  create: (
    endpoint: Wire.NewWebhookEndpoint,
    options?: RequestOptions,
  ): Promise<Wire.CreatedWebhookEndpoint> =>
    send({ ...options, method: 'POST', path: '/v1/webhook-endpoints', body: endpoint, once: true }),
  /** All endpoints, oldest first. */
  list: (options?: RequestOptions): Promise<{ data: Wire.WebhookEndpoint[] }> =>
    send({ ...options, method: 'GET', path: '/v1/webhook-endpoints' }),
  /** One endpoint by its id, `whe_…`. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.WebhookEndpoint> =>
    send({ ...options, method: 'GET', path: `/v1/webhook-endpoints/${segment(id)}` }),
  /** Changes address, events or status. Set to `active`, it is sent what waited. Errors: `not_found`. */
  update: async (
    id: string,
    change: Wire.WebhookEndpointChange,
    options?: RequestOptions,
  ): Promise<Wire.WebhookEndpoint> =>
    send({ ...options, method: 'PATCH', path: `/v1/webhook-endpoints/${segment(id)}`, body: change }),
  /** Deletes it with what waits for it and its log. Errors: `not_found`. */
  delete: async (id: string, options?: RequestOptions): Promise<void> =>
    send({ ...options, method: 'DELETE', path: `/v1/webhook-endpoints/${segment(id)}` }),
  /**
   * Another secret, shown only once; for 24 hours both sign. Not sent again when
   * no answer came: call it once more then, and use what that one answers.
   */
  rotateSecret: async (id: string, options?: RequestOptions): Promise<Wire.RotatedSecret> =>
    send({
      ...options,
      method: 'POST',
      path: `/v1/webhook-endpoints/${segment(id)}/rotate-secret`,
      once: true,
    }),
  /** What was sent to it, newest first; kept for 30 days. Errors: `not_found`. */
  deliveries: (
    id: string,
    query?: Wire.ListWebhookDeliveries,
    options?: RequestOptions,
  ): Listing<Wire.WebhookDelivery> =>
    pages(send)(`/v1/webhook-endpoints/${segment(id)}/deliveries`, query, options),
  /** Sends a `webhook.test` to it. Errors: `not_found`, `endpoint_not_active`. */
  test: async (id: string, options?: RequestOptions): Promise<Wire.WebhookDeliveryDetails> =>
    send({ ...options, method: 'POST', path: `/v1/webhook-endpoints/${segment(id)}/test` }),
  /** Sends again what happened from `since` until `until` (RFC 3339), also what it was told before. */
  replay: async (
    id: string,
    range: Wire.WebhookReplay,
    options?: RequestOptions,
  ): Promise<Wire.WebhookReplayReport> =>
    send({ ...options, method: 'POST', path: `/v1/webhook-endpoints/${segment(id)}/replay`, body: range }),
})

export const webhookDeliveriesOf = (send: Send) => ({
  /** One delivery with its body and every attempt. Errors: `not_found`. */
  retrieve: async (id: string, options?: RequestOptions): Promise<Wire.WebhookDeliveryDetails> =>
    send({ ...options, method: 'GET', path: `/v1/webhook-deliveries/${segment(id)}` }),
  /** The same event once more, under the same webhook-id. Errors: `not_found`. */
  replay: async (id: string, options?: RequestOptions): Promise<Wire.WebhookDeliveryDetails> =>
    send({ ...options, method: 'POST', path: `/v1/webhook-deliveries/${segment(id)}/replay` }),
})

export const providerEventsOf = (send: Send) => ({
  /** What each event of a payment provider did and why, or what it waits for. Newest first; all, or those in one status. */
  list: (
    source: Wire.ProviderSource,
    query?: Wire.ListProviderEvents,
    options?: RequestOptions,
  ): Listing<Wire.ProviderEvent> => pages(send)(`/v1/hooks/${segment(source)}/events`, query, options),
  /** One event by the provider's id, such as `evt_…`. Errors: `not_found`. */
  retrieve: async (
    source: Wire.ProviderSource,
    id: string,
    options?: RequestOptions,
  ): Promise<Wire.ProviderEvent> =>
    send({ ...options, method: 'GET', path: `/v1/hooks/${segment(source)}/events/${segment(id)}` }),
  /** Processes an event again; what it did already is not done twice. Errors: `not_found`. */
  process: async (
    source: Wire.ProviderSource,
    id: string,
    options?: RequestOptions,
  ): Promise<Wire.ProviderEvent> =>
    send({ ...options, method: 'POST', path: `/v1/hooks/${segment(source)}/events/${segment(id)}/process` }),
})

export const keysOf = (send: Send) => ({
  /** Makes another key for the same program. A secret key is shown only in this answer. */
  create: (key: Wire.NewKey, options?: RequestOptions): Promise<Wire.Key> =>
    send({ ...options, method: 'POST', path: '/v1/keys', body: key }),
  /** The keys that were not revoked, oldest first. */
  list: (options?: RequestOptions): Promise<{ data: Wire.KeyInUse[] }> =>
    send({ ...options, method: 'GET', path: '/v1/keys' }),
  /** Revokes a key: it opens nothing from then on. Errors: `not_found`, `last_secret_key`. */
  revoke: (id: string, options?: RequestOptions): Promise<void> =>
    send({ ...options, method: 'DELETE', path: `/v1/keys/${segment(id)}` }),
})

export const testOf = (send: Send) => ({
  /**
   * Moves the test twin's clock forwards. Needs a `gw_sk_test_…` key. Not sent
   * again when no answer came, because the step might be taken twice.
   */
  advanceClock: (step: Wire.ClockStep, options?: RequestOptions): Promise<Wire.ClockNow> =>
    send({ ...options, method: 'POST', path: '/v1/test/clock', body: step, once: true }),
  /** Deletes everything that happened in the test twin and sets its clock back. Keys and plans stay. */
  reset: (options?: RequestOptions): Promise<Wire.ClockNow> =>
    send({ ...options, method: 'POST', path: '/v1/test/reset' }),
})
