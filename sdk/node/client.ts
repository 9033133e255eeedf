/** The client for your own server: one object per kind of thing, one method per route. */
import * as resources from './resources.ts'
import { createSender, sleep } from './send.ts'

export interface GoodwordOptions {
  /** `gw_sk_…`, or `gw_sk_test_…` for the test twin. Never in a browser. */
  secretKey: string
  /** Address of the Goodword server, such as `https://refer.acme.example`. */
  baseUrl: string
  /** For each attempt, answer included. Default 10 000. */
  timeoutMs?: number
  /**
   * How often a call is sent again after a network failure, a timeout, 408, 425,
   * 429, a 5xx, or a 409 with `Retry-After`. Default 3. Between attempts it
   * waits as long as `Retry-After` says, plus a random part of 0.5 s, 1 s, 2 s
   * and so on up to 30 s; for a `Retry-After` above 60 s it gives up at once.
   */
  maxRetries?: number
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch
}

/**
 * Talks to a Goodword server with the secret key.
 *
 * Every creating call carries an idempotency key that stays the same over its
 * retries. A call fails with `GoodwordError` when the server said no (see its
 * `code`) and with `GoodwordConnectionError` when no answer came.
 *
 * @example
 * import { Goodword, GoodwordError } from 'goodword/node'
 *
 * const goodword = new Goodword({ secretKey: 'gw_sk_1', baseUrl: 'https://refer.acme.example' })
 * try {
 *   const { commissions } = await goodword.sales.create({
 *     externalId: 'ord_1',
 *     customerExternalId: 'cus_9',
 *     amount: 15000,
 *     currency: 'EUR',
 *   })
 *   for (const commission of commissions) console.log(commission.explanation)
 * } catch (error) {
 *   if (error instanceof GoodwordError && error.code === 'sale_conflict') console.log(error.detail)
 *   else throw error
 * }
 */
export class Goodword {
  readonly program: ReturnType<typeof resources.programOf>
  readonly invitations: ReturnType<typeof resources.invitationsOf>
  readonly partners: ReturnType<typeof resources.partnersOf>
  readonly links: ReturnType<typeof resources.linksOf>
  readonly coupons: ReturnType<typeof resources.couponsOf>
  readonly customers: ReturnType<typeof resources.customersOf>
  readonly sales: ReturnType<typeof resources.salesOf>
  readonly refunds: ReturnType<typeof resources.refundsOf>
  readonly disputes: ReturnType<typeof resources.disputesOf>
  readonly tokens: ReturnType<typeof resources.tokensOf>
  readonly commissions: ReturnType<typeof resources.commissionsOf>
  readonly adjustments: ReturnType<typeof resources.adjustmentsOf>
  readonly leads: ReturnType<typeof resources.leadsOf>
  /** Payout runs: look, lock, mark. The files themselves need a finance person's session. */
  readonly payouts: ReturnType<typeof resources.payoutsOf>
  readonly payer: ReturnType<typeof resources.payerOf>
  readonly staff: ReturnType<typeof resources.staffOf>
  readonly quotes: ReturnType<typeof resources.quotesOf>
  readonly orders: ReturnType<typeof resources.ordersOf>
  readonly usage: ReturnType<typeof resources.usageOf>
  readonly priceStatements: ReturnType<typeof resources.priceStatementsOf>
  readonly holds: ReturnType<typeof resources.holdsOf>
  readonly simulations: ReturnType<typeof resources.simulationsOf>
  readonly webhookEndpoints: ReturnType<typeof resources.webhookEndpointsOf>
  readonly webhookDeliveries: ReturnType<typeof resources.webhookDeliveriesOf>
  /** Events that payment providers sent, and what came of them. */
  readonly providerEvents: ReturnType<typeof resources.providerEventsOf>
  readonly keys: ReturnType<typeof resources.keysOf>
  /** Works on the test twin only. */
  readonly test: ReturnType<typeof resources.testOf>

  constructor({ secretKey, baseUrl, timeoutMs = 10_000, maxRetries = 3, fetch }: GoodwordOptions) {
    if (!/^gw_sk_[\x21-\x7e]+$/.test(secretKey)) {
      throw new TypeError('secretKey must be a secret key: it starts with gw_sk_.')
    }
    if (!/^https?:$/.test(new URL(baseUrl).protocol)) {
      throw new TypeError('baseUrl must be an http or https address.')
    }
    const send = createSender({
      // Only the closure knows the key: printing the client must not print it.
      secretKey,
      baseUrl: baseUrl.replace(/\/+$/, ''),
      timeoutMs,
      maxRetries,
      fetch: fetch ?? globalThis.fetch,
      sleep,
      random: Math.random,
    })
    this.program = resources.programOf(send)
    this.invitations = resources.invitationsOf(send)
    this.partners = resources.partnersOf(send)
    this.links = resources.linksOf(send)
    this.coupons = resources.couponsOf(send)
    this.customers = resources.customersOf(send)
    this.sales = resources.salesOf(send)
    this.refunds = resources.refundsOf(send)
    this.disputes = resources.disputesOf(send)
    this.tokens = resources.tokensOf(send)
    this.commissions = resources.commissionsOf(send)
    this.adjustments = resources.adjustmentsOf(send)
    this.leads = resources.leadsOf(send)
    this.payouts = resources.payoutsOf(send)
    this.payer = resources.payerOf(send)
    this.staff = resources.staffOf(send)
    this.quotes = resources.quotesOf(send)
    this.orders = resources.ordersOf(send)
    this.usage = resources.usageOf(send)
    this.priceStatements = resources.priceStatementsOf(send)
    this.holds = resources.holdsOf(send)
    this.simulations = resources.simulationsOf(send)
    this.webhookEndpoints = resources.webhookEndpointsOf(send)
    this.webhookDeliveries = resources.webhookDeliveriesOf(send)
    this.providerEvents = resources.providerEventsOf(send)
    this.keys = resources.keysOf(send)
    this.test = resources.testOf(send)
  }
}
