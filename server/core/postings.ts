/**
 * The one rule of the engine: post target − already posted. Whatever arrived,
 * and in whatever order, what is posted ends up equal to what is owed; and
 * each posting says in words why it happened.
 */
import { formatMoney } from '../../sdk/rules/money.ts'
import { compareText } from './order.ts'
import { startOfDay, writtenDate } from './time.ts'
import { OVERRIDE_RULE, type Rule, type Target } from './types.ts'

/** The sum of what was ever posted for one partner, sale and rule. Give it even when the sum is 0. */
export interface Posted {
  saleId: string
  partnerId: string
  ruleIndex: number
  currency: string
  amountMinor: number
}

export interface PostingsInput {
  /** The partner that the sales are bound to now; null when nobody is. */
  partnerId: string | null
  /** What that partner and its distributor are owed, for every sale whose postings are given. */
  targets: Target[]
  /** For all partners: one that is no longer bound is brought back to 0. */
  posted: Posted[]
}

export type PostingKind = 'earned' | 'override' | 'reversal' | 'clawback' | 'adjustment'

/** One commission to post. */
export interface Posting {
  saleId: string
  partnerId: string
  ruleIndex: number
  currency: string
  /** Target − posted, never 0. */
  amountMinor: number
  kind: PostingKind
  /** What the partner is owed for this sale and rule after the posting. */
  targetMinor: number
  /** The words of the target; null when nothing is owed any more because the rule or partner no longer applies. */
  basis: string | null
}

interface Balance {
  saleId: string
  partnerId: string
  ruleIndex: number
  currency: string
  postedMinor: number
  everPosted: boolean
  targetMinor: number
  basis: string | null
}

const kindOf = (delta: number, { everPosted, ruleIndex }: Balance): PostingKind => {
  if (delta < 0) return 'reversal'
  if (everPosted) return 'adjustment'
  return ruleIndex === OVERRIDE_RULE ? 'override' : 'earned'
}

/**
 * What must be posted so that every partner has exactly what it is owed.
 *
 * A first amount is `earned` (`override` for a distributor), a smaller one a `reversal`, and more after
 * anything was ever posted for the same sale, partner and rule an
 * `adjustment`. Posting the result and calling again gives nothing.
 *
 * @returns deltas in a fixed order: by sale, partner, rule.
 */
export function postings({ partnerId, targets, posted }: PostingsInput): Posting[] {
  const balances = new Map<string, Balance>()
  const balanceOf = (saleId: string, owner: string, ruleIndex: number, currency: string): Balance => {
    const key = JSON.stringify([saleId, owner, ruleIndex, currency])
    const balance = balances.get(key) ?? {
      saleId,
      partnerId: owner,
      ruleIndex,
      currency,
      postedMinor: 0,
      everPosted: false,
      targetMinor: 0,
      basis: null,
    }
    balances.set(key, balance)
    return balance
  }
  for (const one of posted) {
    const balance = balanceOf(one.saleId, one.partnerId, one.ruleIndex, one.currency)
    balance.postedMinor += one.amountMinor
    balance.everPosted = true
  }
  if (partnerId !== null) {
    for (const target of targets) {
      const owner = target.partnerId ?? partnerId
      const balance = balanceOf(target.saleId, owner, target.ruleIndex, target.currency)
      balance.targetMinor = target.amountMinor
      balance.basis = target.basis
    }
  }
  return [...balances.values()]
    .filter(({ targetMinor, postedMinor }) => targetMinor !== postedMinor)
    .sort(
      (a, b) =>
        compareText(a.saleId, b.saleId) ||
        compareText(a.partnerId, b.partnerId) ||
        a.ruleIndex - b.ruleIndex ||
        compareText(a.currency, b.currency),
    )
    .map((balance) => {
      const { saleId, partnerId: owner, ruleIndex, currency, targetMinor, basis } = balance
      const amountMinor = targetMinor - balance.postedMinor
      const kind = kindOf(amountMinor, balance)
      return { saleId, partnerId: owner, ruleIndex, currency, targetMinor, basis, amountMinor, kind }
    })
}

/** What payouts have in hand or have paid already, for one partner, sale and rule. */
export type Paid = Omit<Posted, 'currency'>

/** What is taken back after it was paid is a clawback: it is settled with what the partner earns next. */
export function withClawbacks(due: Posting[], paid: Paid[]): Posting[] {
  return due.map((posting) => {
    const paidMinor = paid
      .filter(
        (one) =>
          one.saleId === posting.saleId &&
          one.partnerId === posting.partnerId &&
          one.ruleIndex === posting.ruleIndex,
      )
      .reduce((sum, one) => sum + one.amountMinor, 0)
    const back = posting.amountMinor < 0 && paidMinor > posting.targetMinor
    return back ? { ...posting, kind: 'clawback' } : posting
  })
}

/**
 * What made the engine look again:
 * - `sale`: the sale itself was recorded
 * - `refund`: money of the sale went back, or a refund of it was undone
 * - `dispute`: a dispute of the sale was lost
 * - `dispute_won`: a dispute that had been taken back was won after all
 * - `attribution`: the customer or sale is credited differently now
 * - `standing`: a certification of the partner was awarded or revoked
 * - `reorder`: another payment of the customer changed which one this is
 */
export type PostingCause =
  | 'sale'
  | 'refund'
  | 'dispute'
  | 'dispute_won'
  | 'attribution'
  | 'standing'
  | 'reorder'

export interface PostingFacts {
  posting: Pick<Posting, 'amountMinor' | 'currency' | 'kind' | 'targetMinor' | 'basis'>
  cause: PostingCause
  /** The vendor's own id of the sale. */
  saleExternalId: string
  /** First UTC day on which it may be paid (`holdDay`). */
  holdDay: number
  /** For `refund` and `dispute`: the amount of that event. */
  takenBackMinor?: number
  /** For `reorder`: the rule the posting belongs to. */
  rule?: Pick<Rule, 'payments'>
  /** For `attribution` when it takes an amount away: nobody is credited now, rather than someone else. */
  nobodyCredited?: boolean
  /** And that is because the vendor has looked at what a flag kept back. */
  rejected?: boolean
}

/** "20 % of 100.00 EUR remains (plan …)." The words before the bracket are ours, so the first one is it. */
const remains = ({ posting: { basis, targetMinor }, holdDay }: PostingFacts): string => {
  if (basis === null || targetMinor === 0) return 'Nothing remains.'
  const [head, tail] = [basis.slice(0, basis.indexOf(' (')), basis.slice(basis.indexOf(' ('))]
  const words = head.includes(',') ? `What remains is ${basis}` : `${head} remains${tail}`
  return `${words}, ${payableWords(holdDay)}.`
}

const payableWords = (holdDay: number): string => `payable from ${writtenDate(startOfDay(holdDay))}`

function takenBackWords(facts: PostingFacts): string {
  const { posting, cause, saleExternalId, takenBackMinor, rule, nobodyCredited, rejected } = facts
  const amount = (verb: string): string =>
    takenBackMinor === undefined
      ? `Taken back: ${saleExternalId} ${verb}.`
      : `Taken back: ${formatMoney(takenBackMinor, posting.currency)} of ${saleExternalId} ${verb}.`
  switch (cause) {
    case 'refund':
      return `${amount('was refunded')} ${remains(facts)}`
    case 'dispute':
    case 'dispute_won':
      return `${amount('was lost in a dispute')} ${remains(facts)}`
    case 'attribution':
      if (posting.basis !== null) return `Changed: other terms apply to this customer now. ${remains(facts)}`
      if (nobodyCredited && rejected) {
        return 'Taken back: the vendor has looked at this and decided not to pay it. Ask them if something is missing.'
      }
      return nobodyCredited
        ? 'Moved: nobody is credited for this sale any more.'
        : 'Moved: this customer is now credited to someone else.'
    case 'standing':
      return posting.basis === null
        ? 'Changed: a certification that this needed does not count for the day of this sale.'
        : `Changed: a certification of yours changed. ${remains(facts)}`
    case 'reorder':
      if (posting.basis !== null)
        return `Changed: another payment of this customer changed. ${remains(facts)}`
      return rule?.payments === 1
        ? 'An earlier payment of this customer arrived, so this one is no longer the first.'
        : 'An earlier payment of this customer arrived, so this one is no longer among those that count.'
    case 'sale':
      return `Changed: the facts of ${saleExternalId} changed. ${remains(facts)}`
  }
}

function givenBackWords({ posting, cause, saleExternalId }: PostingFacts): string {
  switch (cause) {
    case 'refund':
      return `Given back: a refund of ${saleExternalId} was undone.`
    case 'dispute':
    case 'dispute_won':
      return `Given back: the dispute over ${saleExternalId} was won.`
    case 'attribution':
      return posting.amountMinor === posting.targetMinor
        ? 'Given back: this customer is credited to this partner again.'
        : 'Changed: other terms apply to this customer now.'
    case 'standing':
      return 'Changed: a certification of yours counts for this sale.'
    case 'reorder':
      return 'Changed: another payment of this customer changed.'
    case 'sale':
      return `Changed: the facts of ${saleExternalId} changed.`
  }
}

/**
 * The explanation that a commission carries for ever.
 *
 * @throws RangeError for a currency that does not exist.
 * @example "20 % of 150.00 EUR (plan Refer once, version 3, first payment), payable from 21 December 2026."
 * @example "Taken back: 50.00 EUR of ord_1 was refunded. 20 % of 100.00 EUR remains (plan Refer once, …)."
 */
export function explainPosting(facts: PostingFacts): string {
  const { posting, saleExternalId, holdDay } = facts
  if (posting.amountMinor < 0) {
    const paid = ' It had been paid already, so it is settled with what is earned next.'
    return `${takenBackWords(facts)}${posting.kind === 'clawback' ? paid : ''}`
  }
  if (posting.basis === null) return `Settled: nothing is owed for ${saleExternalId} any more.`
  const earned = `${posting.basis}, ${payableWords(holdDay)}.`
  return posting.kind === 'earned' || posting.kind === 'override'
    ? earned
    : `${givenBackWords(facts)} ${earned}`
}
