/**
 * A plan in plain sentences, written from the same terms that pay it, so that
 * what a partner reads and what a partner gets cannot drift apart.
 */
import { formatRate } from '../../sdk/rules/money.ts'
import { priceSentences } from './terms-prices.ts'
import { ruleSentences } from './terms-rules.ts'
import type { OverrideTerms, Plan, PlanKind, ProgramDefinition } from './types.ts'
import { amountsWords, count, ordinal } from './words.ts'

export type SentencesPlan = Pick<Plan, 'name' | 'kind' | 'rules' | 'prices'>

export type SentencesProgram = Pick<ProgramDefinition, 'holdDays' | 'attribution' | 'currencies'> &
  Partial<Pick<ProgramDefinition, 'certifications' | 'minimumPayout' | 'payoutDay' | 'noticeDays'>>

/** What is earned and what is paid, without what is the same for every plan of the program. */
export function earningSentences(
  { kind, rules, prices }: SentencesPlan,
  program: SentencesProgram,
): string[] {
  return [
    ...priceSentences(prices, program.currencies),
    ...rules.flatMap((rule, index) => ruleSentences(rule, kind, index === 0, program)),
  ]
}

/** Whose customer it is. */
export function countsSentence(
  kind: PlanKind,
  { model, windowDays }: SentencesProgram['attribution'],
): string {
  const click = `${count(windowDays, 'day')} of their ${model === 'last_click' ? 'last' : 'first'} click on your link`
  return kind === 'creator'
    ? `A customer counts as yours when they buy or sign up within ${click}, or use your code.`
    : `A customer counts as yours when they sign up within ${click}.`
}

export const holdSentence = (holdDays: number): string =>
  holdDays === 0
    ? 'Each commission can be paid from the day of the payment.'
    : `Each commission can be paid ${count(holdDays, 'day')} after the payment, when the refund period is over.`

export function payoutSentence({ minimumPayout = {}, payoutDay = 1, currencies }: SentencesProgram): string {
  const day = `You are paid on the ${ordinal(payoutDay)} of each month`
  const least = currencies.filter((currency) => (minimumPayout[currency] ?? 0) > 0)
  return least.length === 0
    ? `${day}, whatever the amount.`
    : `${day}, from ${amountsWords(minimumPayout, least)} on; less than that waits for the next month.`
}

export const noticeSentence = (noticeDays: number): string =>
  `New terms are announced ${count(noticeDays, 'day')} ahead and count for new customers only.`

/** What a distributor earns on the partners it recruited. */
export const overrideSentence = ({ rateBps, of }: OverrideTerms): string =>
  of === 'commission'
    ? `For every partner you recruit you earn ${formatRate(rateBps)} of each of its commissions, on top: the partner loses nothing.`
    : `For every partner you recruit you earn ${formatRate(rateBps)} of each sale it is credited with, on top: the partner loses nothing.`

/**
 * What a partner on this plan earns or pays, whom it is credited with, and
 * when it is paid, one sentence each.
 *
 * @example planSentences(refer, program)[0] // "You earn 20 % of the first payment of every customer you bring."
 */
export function planSentences(plan: SentencesPlan, program: SentencesProgram): string[] {
  const { attribution, holdDays, minimumPayout, noticeDays = 0 } = program
  const earns = plan.rules.length > 0
  // Without rules nothing is credited, held or paid out.
  return [
    ...earningSentences(plan, program),
    ...(earns ? [countsSentence(plan.kind, attribution), holdSentence(holdDays)] : []),
    ...(earns && minimumPayout ? [payoutSentence(program)] : []),
    ...(noticeDays > 0 ? [noticeSentence(noticeDays)] : []),
  ]
}
