/**
 * What a plan owes for the sales of one binding. Targets are computed over all
 * of its sales at once, ordered by when they happened, so that "the first
 * payment" and "the first 12 months" do not depend on the order of arrival.
 * What to post is then target − already posted (server/core/postings.ts).
 */
import { basisWords } from './basis.ts'
import { mulDivHalfEven } from './money.ts'
import { applies, type EarlierPayments, type Payment, partOf, paymentsOf, rateOf } from './payments.ts'
import type { Cap, Held, PlanKind, Rule, SaleFacts, Target } from './types.ts'

export interface TargetsInput {
  planName: string
  planKind: PlanKind
  termsVersion: number
  /** The rules locked at the binding. */
  rules: Rule[]
  /** The sales that the binding covers, in any order. */
  sales: SaleFacts[]
  /** When those are not all: the covered payments before the first of them. */
  earlier?: EarlierPayments
  /** When the partner held which certification. */
  held?: Held[]
}

/** Rounded once: the share that is left and the rate are one fraction. Undefined when the rule does not pay by the sale. */
function amountOf(rule: Rule, payment: Payment): number | undefined {
  const rateBps = rateOf(rule, payment)
  if (rateBps !== undefined) return partOf(rule, payment, rateBps)
  const flat = rule.flat?.[payment.sale.currency]
  return flat === undefined ? undefined : mulDivHalfEven(flat, payment.netMinor, payment.sale.amountMinor)
}

interface Capped {
  amountMinor: number
  capped?: { by: 'sale' | 'customer'; capMinor: number; leftMinor: number }
}

/** @param usedMinor what the customer's earlier payments have used up of the cap. */
function underCap(cap: Cap | undefined, currency: string, amountMinor: number, usedMinor: number): Capped {
  const [ofSale, ofCustomer] = [cap?.sale?.[currency], cap?.customer?.[currency]]
  const inSale = ofSale === undefined ? amountMinor : Math.min(amountMinor, ofSale)
  const leftMinor = ofCustomer === undefined ? inSale : Math.max(ofCustomer - usedMinor, 0)
  if (ofCustomer !== undefined && leftMinor < inSale) {
    return { amountMinor: leftMinor, capped: { by: 'customer', capMinor: ofCustomer, leftMinor } }
  }
  if (ofSale !== undefined && inSale < amountMinor) {
    return { amountMinor: inSale, capped: { by: 'sale', capMinor: ofSale, leftMinor: inSale } }
  }
  return { amountMinor }
}

/**
 * What each rule of a plan owes for each sale of one binding, given all that
 * is known now.
 *
 * Per sale: `net = clamp(amount − takenBack, 0, amount)` and
 * `base = (amount − tax − shipping) × net / amount`, of which a rule about
 * products takes their share of the items. A percentage counts on the base, a
 * flat amount is scaled by `net / amount`; each is rounded once, half to even.
 * Then come the caps: per sale, and what earlier payments left of the one per
 * customer. Caps per period and rebates are no matter of one sale
 * (server/core/periods.ts).
 *
 * @returns targets by sale in time order, then by rule. A rule that applies is
 *   answered even when it owes 0, so that what was posted goes back to 0; a
 *   rule that does not apply to a sale, or has no flat amount in its currency,
 *   is not. Sales of zero neither earn nor count as a payment.
 */
export function targetsFor(input: TargetsInput): Target[] {
  const { planName, planKind, termsVersion, rules, sales, held = [] } = input
  const { earlier = { count: 0, firstAt: null } } = input
  const used = new Map<string, number>()
  const usedKey = (ruleIndex: number, currency: string): string => `${ruleIndex} ${currency}`
  for (const { ruleIndex, currency, amountMinor } of earlier.owed ?? []) {
    used.set(usedKey(ruleIndex, currency), amountMinor)
  }
  return paymentsOf(sales, earlier).flatMap((payment) =>
    rules.flatMap((rule, ruleIndex) => {
      const raw = applies(rule, payment, held) ? amountOf(rule, payment) : undefined
      if (raw === undefined) return []
      const { id: saleId, currency } = payment.sale
      const key = usedKey(ruleIndex, currency)
      const { amountMinor, capped } = underCap(rule.cap, currency, raw, used.get(key) ?? 0)
      used.set(key, (used.get(key) ?? 0) + amountMinor)
      const basis = basisWords({ planName, planKind, termsVersion, rule, payment, capped })
      return [{ saleId, ruleIndex, amountMinor, currency, basis }]
    }),
  )
}
