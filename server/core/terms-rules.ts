/** What a rule earns, in plain sentences. */
import { formatRate } from '../../sdk/rules/money.ts'
import type { Cap, PlanKind, ProgramDefinition, RebateBands, Rule } from './types.ts'
import { amountsWords, firstOf, inWords } from './words.ts'

export type RuleContext = Pick<ProgramDefinition, 'currencies' | 'certifications'>

function paymentsWords({ payments, months }: Rule, kind: PlanKind): string {
  const period = months === undefined ? '' : firstOf(months, 'month')
  if (kind === 'creator') {
    const made = 'made with your link or your code'
    if (payments === undefined) return `every sale ${made}${period && ` in ${period} of a customer`}`
    const buyers = 'every customer who buys with your link or your code'
    return `${firstOf(payments, 'payment')}${period && ` in ${period}`} of ${buyers}`
  }
  if (payments !== undefined) {
    return `${firstOf(payments, 'payment')}${period && ` in ${period}`} of every customer you bring`
  }
  return `every payment for ${period || 'as long as the customer pays'}`
}

const years = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "20 % of every payment in the first year of a customer, 10 % in the second and 5 % in every year after that" */
function byYearWords(rule: Rule, rates: number[], kind: PlanKind): string {
  const payments = paymentsWords(rule, kind)
  const limited = rule.payments !== undefined || rule.months !== undefined || kind === 'creator'
  const [first = 0, ...rest] = rates.map((rateBps) => formatRate(rateBps))
  if (rest.length === 0) return `${first} of ${payments}`
  const later = rest.map((rate, index) =>
    index === rest.length - 1
      ? `${rate} in every year after that`
      : `${rate} in the ${years[index + 1] ?? `${index + 2}th`}`,
  )
  return limited
    ? `a share of ${payments}: ${inWords([`${first} in the first year of a customer`, ...later], 'and')}`
    : inWords([`${first} of every payment in the first year of a customer`, ...later], 'and')
}

/** "20 % of the first payment …" or "50.00 EUR for every payment …" */
function rewardWords(rule: Rule, kind: PlanKind, currencies: string[]): string {
  const payments = paymentsWords(rule, kind)
  if (rule.rateBpsByYear) return byYearWords(rule, rule.rateBpsByYear, kind)
  if (rule.rateBps !== undefined) return `${formatRate(rule.rateBps)} of ${payments}`
  return `${amountsWords(rule.flat, currencies)} for ${payments}`
}

function productsWords({ products, exceptProducts }: Rule): string {
  const list = (ids: string[]): string =>
    `the ${ids.length === 1 ? 'product' : 'products'} ${inWords(ids, 'and')}`
  if (products) return `, counting only ${list(products)}`
  return exceptProducts ? `, not counting ${list(exceptProducts)}` : ''
}

/** A flat amount pays nothing in a currency it does not name, and that must not come as a surprise. */
function unpaidWords(rule: Rule, currencies: string[]): string[] {
  const unpaid = rule.flat ? currencies.filter((currency) => rule.flat?.[currency] === undefined) : []
  return unpaid.length > 0 ? [`Payments in ${inWords(unpaid, 'and')} do not earn this amount.`] : []
}

function capWords({ sale, customer, period, per = 'month' }: Cap, currencies: string[]): string {
  const limits = [
    sale && `${amountsWords(sale, currencies)} for one payment`,
    customer && `${amountsWords(customer, currencies)} for one customer`,
    period &&
      `${amountsWords(period, currencies)} for all your customers on these terms together in one ${per}`,
  ]
  return `This is at most ${inWords(
    limits.filter((limit) => limit !== undefined),
    'and',
  )}.`
}

/** One sentence a band; what counts as volume, and when the period ends, stand after the last one. */
function bandSentences(
  { per, mode, steps }: RebateBands,
  rule: Rule,
  you: string,
  currencies: string[],
): string[] {
  const sales = `your net sales in a ${per}${productsWords(rule)}`
  const [first, ...rest] = steps
  const at = (index: number): string => amountsWords(steps[index]?.from, currencies)
  const sentences = rest.map(({ rateBps }, i) => {
    const rate = formatRate(rateBps)
    if (mode === 'whole') return `When they reach ${at(i + 1)}, you earn ${rate} of all of them.`
    const until = i + 2 < steps.length ? `, up to ${at(i + 2)}` : ''
    return `On net sales above ${at(i + 1)} in a ${per} you earn ${rate} of the part above${until}.`
  })
  const rate = first?.rateBps ?? 0
  const limit = rest.length === 0 ? '' : mode === 'whole' ? ` until they reach ${at(1)}` : `, up to ${at(1)}`
  return [
    rate === 0
      ? `${you} a rebate on ${sales} when they are above ${at(1)}.`
      : `${you} a rebate of ${formatRate(rate)} of ${sales}${limit}.`,
    ...sentences,
    'Net sales are what your customers paid, without tax, shipping and what was refunded.',
    `The rebate grows with every sale and is closed at the end of the ${per}; its bands stay as they were when the ${per} began.`,
  ]
}

/**
 * @param first whether nothing was said before it.
 * @example ruleSentences(rule, 'residual', true, program)[0] // "You earn 15 % of every payment for the first 12 months."
 */
export function ruleSentences(
  rule: Rule,
  kind: PlanKind,
  first: boolean,
  { currencies, certifications = [] }: RuleContext,
): string[] {
  const name = certifications.find(({ id }) => id === rule.certification)?.name ?? rule.certification
  const when = name === undefined ? '' : `For sales made while you are certified as ${name}, `
  const earn = first ? 'you earn' : 'you also earn'
  const you = when ? `${when}${earn}` : `Y${earn.slice(1)}`
  if (rule.bands) return bandSentences(rule.bands, rule, you, currencies)
  return [
    `${you} ${rewardWords(rule, kind, currencies)}${productsWords(rule)}.`,
    ...unpaidWords(rule, currencies),
    ...(rule.cap ? [capWords(rule.cap, currencies)] : []),
  ]
}
