/**
 * What a partner would not understand about a program, or would trip over.
 * Publishing is never refused for it: simplicity is the vendor's choice, and
 * this is the colleague who reads it through.
 */
import { formatMoney } from '../../sdk/rules/money.ts'
import { mulDivHalfEven } from './money.ts'
import { unlocksOf } from './standing.ts'
import { planSentences } from './terms.ts'
import type { Amounts, Plan, ProgramDefinition, Rule } from './types.ts'
import { count, inWords } from './words.ts'

export interface Finding {
  /** An error surely misleads somebody; a hint may be meant. */
  kind: 'error' | 'hint'
  /** As in the definition, dots between. */
  path: string
  what: string
  /** Why a partner trips over it. */
  why: string
  /** What to do about it. */
  advice: string
}

const MOST_PLANS = 5
const MOST_WORDS = 40
/** What a sale is taken to be worth when nobody knows: a hundred in the main unit of its currency. */
const TYPICAL_SALE_MINOR = 10_000
const MOST_SALES_TO_A_PAYOUT = 10

/** The highest rate a rule ever pays, in basis points; undefined for flat amounts. */
const bestRate = ({ rateBps, rateBpsByYear, bands }: Rule): number | undefined =>
  rateBps ??
  (rateBpsByYear ? Math.max(...rateBpsByYear) : bands && Math.max(...bands.steps.map((step) => step.rateBps)))

const earnedBy = (rule: Rule, currency: string): number => {
  const rate = bestRate(rule)
  return rate === undefined ? (rule.flat?.[currency] ?? 0) : mulDivHalfEven(TYPICAL_SALE_MINOR, rate, 10_000)
}

/** Things that count time: a partner can follow one of them. */
const clocksOf = (rule: Rule): string[] => {
  const clocks: string[] = []
  if (rule.payments !== undefined && rule.payments > 1) clocks.push(count(rule.payments, 'payment'))
  if (rule.months !== undefined) clocks.push(count(rule.months, 'month'))
  if (rule.rateBpsByYear && rule.rateBpsByYear.length > 1) clocks.push('the year of the customer')
  if (rule.bands) clocks.push(`the ${rule.bands.per}`)
  return clocks
}

function ruleFindings(path: string, rule: Rule, program: ProgramDefinition): Finding[] {
  const findings: Finding[] = []
  const add = (kind: Finding['kind'], at: string, what: string, why: string, advice: string): void => {
    findings.push({ kind, path: at ? `${path}.${at}` : path, what, why, advice })
  }
  const missing = rule.flat ? program.currencies.filter((currency) => !rule.flat?.[currency]) : []
  if (missing.length > 0)
    add(
      'error',
      'flat',
      `No amount in ${inWords(missing, 'and')}.`,
      'A sale in that currency earns nothing, and looks like a mistake.',
      'Name an amount for every currency of the program.',
    )
  if (rule.payments === 1 && rule.months !== undefined)
    add(
      'error',
      'months',
      'The first payment is always in the first month.',
      'The condition never matters, so a partner looks for what it means.',
      'Leave out months.',
    )
  if (rule.payments === 1 && (rule.rateBpsByYear?.length ?? 0) > 1)
    add(
      'error',
      'rateBpsByYear',
      'The first payment is always in the first year.',
      'The later rates never apply.',
      'Write rateBps instead.',
    )
  if (rule.rateBpsByYear && rule.months !== undefined && (rule.rateBpsByYear.length - 1) * 12 >= rule.months)
    add(
      'error',
      'rateBpsByYear',
      `Only ${count(rule.months, 'month')} count, so the last rates never apply.`,
      'A partner is promised a rate that it cannot reach.',
      'Leave out the years beyond the months.',
    )
  for (const limit of ['sale', 'customer', 'period'] as const) {
    for (const [currency, cap] of Object.entries(rule.cap?.[limit] ?? ({} as Amounts))) {
      const flat = rule.flat?.[currency]
      const earned = flat ?? earnedBy(rule, currency)
      if (cap >= earned) continue
      add(
        flat === undefined ? 'hint' : 'error',
        `cap.${limit}.${currency}`,
        `The limit of ${formatMoney(cap, currency)} is below a single commission of ${formatMoney(earned, currency)}.`,
        'A partner reads one amount and is paid another.',
        'Raise the limit, or lower what is promised.',
      )
    }
  }
  return findings
}

/** Two rules of the same thing that differ only in how much: a partner cannot tell which one counts. */
function overlapFindings(path: string, rules: Rule[]): Finding[] {
  const scope = ({ products = [], exceptProducts = [], certification = '' }: Rule): string =>
    JSON.stringify([[...products].sort(), [...exceptProducts].sort(), certification])
  return rules.flatMap((rule, index) => {
    const other = rules.findIndex(
      (one, i) =>
        i < index &&
        !one.bands === !rule.bands &&
        scope(one) === scope(rule) &&
        bestRate(one) !== undefined &&
        bestRate(rule) !== undefined,
    )
    return other < 0
      ? []
      : [
          {
            kind: 'hint' as const,
            path: `${path}.rules.${index}`,
            what: `It counts for the same payments as rule ${other}.`,
            why: 'Rules add up. A partner who reads two rates for one payment expects one of them.',
            advice: 'Make it one rule, or name what each is for: products, or a certification.',
          },
        ]
  })
}

function planFindings(plan: Plan, index: number, program: ProgramDefinition): Finding[] {
  const path = `plans.${index}`
  const clocks = [...new Set(plan.rules.flatMap(clocksOf))]
  const findings = [
    ...plan.rules.flatMap((rule, i) => ruleFindings(`${path}.rules.${i}`, rule, program)),
    ...overlapFindings(path, plan.rules),
  ]
  if (clocks.length > 1)
    findings.push({
      kind: 'hint',
      path: `${path}.rules`,
      what: `${plan.name} has more than one clock: ${inWords(clocks, 'and')}.`,
      why: 'A partner cannot tell from a date what a sale will earn.',
      advice: 'Keep one of them.',
    })
  for (const sentence of planSentences(plan, program)) {
    const length = sentence.split(' ').length
    if (length > MOST_WORDS)
      findings.push({
        kind: 'hint',
        path,
        what: `A sentence of ${length} words: “${sentence}”`,
        why: 'Nobody remembers the beginning at the end of it.',
        advice: 'Take a condition out of the rule, or split the rule.',
      })
  }
  return findings
}

function payoutFindings({ plans, minimumPayout }: ProgramDefinition): Finding[] {
  return Object.entries(minimumPayout).flatMap(([currency, minimum]) =>
    plans.flatMap((plan) => {
      const earned = Math.max(
        0,
        ...plan.rules.filter(({ bands }) => !bands).map((rule) => earnedBy(rule, currency)),
      )
      const sales = earned > 0 ? Math.ceil(minimum / earned) : 0
      return sales > MOST_SALES_TO_A_PAYOUT
        ? [
            {
              kind: 'hint' as const,
              path: `minimumPayout.${currency}`,
              what: `On ${plan.name}, ${sales} sales of ${formatMoney(TYPICAL_SALE_MINOR, currency)} are needed before anything is paid.`,
              why: 'Money behind a threshold feels like money that is kept back.',
              advice: `Lower the minimum to ${formatMoney(earned, currency)} or less.`,
            },
          ]
        : []
    }),
  )
}

function standingFindings(program: ProgramDefinition): Finding[] {
  const { courses = [], certifications = [] } = program
  const useless = certifications.flatMap((certification, index): Finding[] =>
    unlocksOf(certification, program).length > 0
      ? []
      : [
          {
            kind: 'error',
            path: `certifications.${index}`,
            what: `${certification.name} unlocks nothing.`,
            why: 'A partner spends days on it and nothing changes.',
            advice: 'Name it in a rule, give it leadProtectionDays, or leave it out.',
          },
        ],
  )
  const idle = courses.flatMap((course, index): Finding[] =>
    certifications.some((one) => one.courses.includes(course.id))
      ? []
      : [
          {
            kind: 'hint',
            path: `courses.${index}`,
            what: `${course.name} leads to no certification.`,
            why: 'A partner expects something of completing it.',
            advice: 'Name it in a certification, or leave it out.',
          },
        ],
  )
  return [...useless, ...idle]
}

/** @returns errors first; nothing when a partner understands all of it. */
export function lint(program: ProgramDefinition): Finding[] {
  const findings = [
    ...program.plans.flatMap((plan, index) => planFindings(plan, index, program)),
    ...payoutFindings(program),
    ...standingFindings(program),
  ]
  if (program.plans.length > MOST_PLANS)
    findings.push({
      kind: 'hint',
      path: 'plans',
      what: `${program.plans.length} plans to choose from.`,
      why: 'Who cannot compare them chooses none.',
      advice: `Keep the ${MOST_PLANS} that differ most; one is often enough.`,
    })
  return [
    ...findings.filter(({ kind }) => kind === 'error'),
    ...findings.filter(({ kind }) => kind === 'hint'),
  ]
}
