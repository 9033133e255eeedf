/** A plan's terms in plain sentences, made from the plan itself so that they cannot say anything else. */
import { formatMoney, formatRate } from '../../sdk/rules/money.ts'
import type { AttributionModel, PlanKind, Rule } from './types.ts'

export interface SentencesPlan {
  name: string
  kind: PlanKind
  rules: Rule[]
}

export interface SentencesProgram {
  holdDays: number
  attribution: { model: AttributionModel; windowDays: number }
  currencies: string[]
}

const count = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

const firstOf = (n: number, unit: string): string => `the first ${n === 1 ? unit : count(n, unit)}`

const inWords = (parts: string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

/** "20 % of" or "50.00 EUR for": what comes before the payments that count. */
function rewardWords(rule: Rule, currencies: string[]): string {
  if (rule.rateBps !== undefined) return `${formatRate(rule.rateBps)} of`
  const amounts = currencies.flatMap((currency) => {
    const amountMinor = rule.flat?.[currency]
    return amountMinor === undefined ? [] : [formatMoney(amountMinor, currency)]
  })
  return `${inWords(amounts, 'or')} for`
}

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

/** A flat amount pays nothing in a currency it does not name, and that must not come as a surprise. */
function unpaidWords(rule: Rule, currencies: string[]): string[] {
  const unpaid = rule.flat ? currencies.filter((currency) => rule.flat?.[currency] === undefined) : []
  return unpaid.length > 0 ? [`Payments in ${inWords(unpaid, 'and')} do not earn this amount.`] : []
}

function countsWords(kind: PlanKind, { model, windowDays }: SentencesProgram['attribution']): string {
  const click = `${count(windowDays, 'day')} of their ${model === 'last_click' ? 'last' : 'first'} click on your link`
  return kind === 'creator'
    ? `A customer counts as yours when they buy or sign up within ${click}, or use your code.`
    : `A customer counts as yours when they sign up within ${click}.`
}

/**
 * What a partner on this plan earns, whom it is credited with, and when it is
 * paid, one sentence each.
 *
 * @example planSentences(refer, program)[0] // "You earn 20 % of the first payment of every customer you bring."
 */
export function planSentences({ kind, rules }: SentencesPlan, program: SentencesProgram): string[] {
  const { currencies, attribution, holdDays } = program
  const earns = rules.flatMap((rule, index) => {
    const you = index === 0 ? 'You earn' : 'You also earn'
    const sentence = `${you} ${rewardWords(rule, currencies)} ${paymentsWords(rule, kind)}.`
    return [sentence, ...unpaidWords(rule, currencies)]
  })
  const paid =
    holdDays === 0
      ? 'Each commission can be paid from the day of the payment.'
      : `Each commission can be paid ${count(holdDays, 'day')} after the payment, when the refund period is over.`
  return [...earns, countsWords(kind, attribution), paid]
}
