/**
 * What changes between two definitions, in plain words: for the vendor before
 * it publishes, and for the partners whom it concerns.
 */
import { equal } from './equal.ts'
import {
  countsSentence,
  earningSentences,
  holdSentence,
  noticeSentence,
  overrideSentence,
  payoutSentence,
} from './terms.ts'
import type { Plan, ProgramDefinition, Velocity } from './types.ts'
import { count, inWords } from './words.ts'

export interface Change {
  /** Whom it concerns: partners on a plan, distributors, or everybody. */
  about: { planId: string } | 'distributors' | 'everybody'
  /** Whether it changes what somebody is promised; the rest is for the vendor to read. */
  terms: boolean
  text: string
}

/** A quotation ends with its own full stop. */
const ended = (text: string): string => (/[.”]$/.test(text) ? text : `${text}.`)

const quoted = (sentence: string): string => `“${sentence}”`

/** Numbers stay with their unit, so that "20 %" becomes "15 %" as a whole. */
const tokens = (sentence: string): string[] =>
  sentence.match(/[\d][\d.,]* (?:%|[A-Z]{3}|days?|months?|payments?|units?)|\S+/g) ?? []

/**
 * Two readings of the same sentence. One that only differs in a number says
 * which: "20 % becomes 15 % of the first payment of every customer you bring".
 */
export function sentenceChange(before: string, after: string): string {
  const [a, b] = [tokens(before), tokens(after)]
  let head = 0
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++
  let tail = 0
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const middle = [a, b].map((words) => words.slice(head, words.length - tail).join(' '))
  const start = a.slice(0, head).join(' ')
  const short =
    /^You (also )?earn$/.test(start) && middle.every((words) => /^[\d.,]+ (%|[A-Z]{3})$/.test(words))
  if (!short) return `${quoted(before)} becomes ${quoted(after)}`
  const rest = a
    .slice(a.length - tail)
    .join(' ')
    .replace(/\.$/, '')
  return `${middle[0]} becomes ${middle[1]}${rest && ` ${rest}`}`
}

/** The sentences that are gone, new or different, in order. */
function sentenceChanges(before: string[], after: string[]): string[] {
  const gone = before.filter((sentence) => !after.includes(sentence))
  const come = after.filter((sentence) => !before.includes(sentence))
  const paired = Math.min(gone.length, come.length)
  return [
    ...gone.slice(0, paired).map((sentence, i) => sentenceChange(sentence, come[i] ?? '')),
    ...gone.slice(paired).map((sentence) => `no longer ${quoted(sentence)}`),
    ...come.slice(paired).map((sentence) => `new: ${quoted(sentence)}`),
  ]
}

function planChanges(old: ProgramDefinition, next: ProgramDefinition): Change[] {
  const changes: Change[] = []
  const say = (plan: Plan, terms: boolean, text: string): void => {
    changes.push({ about: { planId: plan.id }, terms, text: ended(`${plan.name}: ${text}`) })
  }
  for (const plan of next.plans) {
    const before = old.plans.find(({ id }) => id === plan.id)
    if (!before) {
      say(plan, false, `a new plan. ${earningSentences(plan, next).join(' ')}`)
      continue
    }
    if (before.name !== plan.name) say(plan, false, `until now called ${before.name}`)
    if (before.kind !== plan.kind) say(plan, true, `its kind becomes ${plan.kind.replace('_', ' ')}`)
    // Names of certifications are read from one side, so that renaming one does not look like new terms.
    const sentences = sentenceChanges(
      earningSentences(before, {
        ...old,
        certifications: [...(next.certifications ?? []), ...(old.certifications ?? [])],
      }),
      earningSentences(plan, next),
    )
    for (const text of sentences) say(plan, true, text)
  }
  for (const plan of old.plans) {
    if (!next.plans.some(({ id }) => id === plan.id)) say(plan, false, 'is no longer offered')
  }
  return changes
}

function namedChanges(
  old: { id: string; name: string }[],
  next: { id: string; name: string }[],
  what: string,
): Change[] {
  const say = (terms: boolean, text: string): Change => ({ about: 'everybody', terms, text })
  return [
    ...next.flatMap((one) => {
      const before = old.find(({ id }) => id === one.id)
      if (!before) return [say(false, `New ${what}: ${one.name}.`)]
      if (equal(before, one)) return []
      const same = equal({ ...before, name: '' }, { ...one, name: '' })
      if (same) return [say(false, `The ${what} ${before.name} is now called ${one.name}.`)]
      return [say(what === 'certification', `The ${what} ${one.name} changes.`)]
    }),
    ...old
      .filter((one) => !next.some(({ id }) => id === one.id))
      .map((one) => say(what === 'certification', `The ${what} ${one.name} ends.`)),
  ]
}

function velocitySentence({ signUpsPerHour, signUpsPerDay, salesPerDay }: Velocity = {}): string {
  const limits = [
    ...(signUpsPerHour === undefined ? [] : [`${count(signUpsPerHour, 'sign-up')} an hour`]),
    ...(signUpsPerDay === undefined ? [] : [`${count(signUpsPerDay, 'sign-up')} a day`]),
    ...(salesPerDay === undefined ? [] : [`${count(salesPerDay, 'sale')} a day`]),
  ]
  return limits.length === 0
    ? 'Any number of sign-ups and sales at once is fine'
    : `What comes from one partner after ${inWords(limits, 'or')} waits until you have looked`
}

function programChanges(old: ProgramDefinition, next: ProgramDefinition): Change[] {
  const changes: Change[] = []
  const say = (terms: boolean, text: string, about: Change['about'] = 'everybody'): void => {
    changes.push({ about, terms, text: ended(text) })
  }
  if (old.name !== next.name) say(false, `The program is called ${next.name} instead of ${old.name}`)
  if (old.website !== next.website) say(false, `The website is ${next.website} instead of ${old.website}`)
  for (const [what, before, after] of [
    ['Origins', old.allowedOrigins, next.allowedOrigins],
    ['Currencies', old.currencies, next.currencies],
  ] as const) {
    const added = after.filter((one) => !before.includes(one))
    const removed = before.filter((one) => !after.includes(one))
    if (added.length > 0) say(false, `${what} added: ${inWords(added, 'and')}`)
    if (removed.length > 0) say(false, `${what} removed: ${inWords(removed, 'and')}`)
  }
  const compare = (before: string, after: string): void => {
    if (before !== after) say(true, sentenceChange(before, after))
  }
  compare(countsSentence('residual', old.attribution), countsSentence('residual', next.attribution))
  compare(holdSentence(old.holdDays), holdSentence(next.holdDays))
  // The old amounts in the new currencies: one that is not used any more is said above.
  compare(payoutSentence({ ...old, currencies: next.currencies }), payoutSentence(next))
  if ((old.noticeDays ?? 0) !== (next.noticeDays ?? 0)) say(true, noticeSentence(next.noticeDays ?? 0))
  if (!equal(old.velocity ?? {}, next.velocity ?? {})) say(false, velocitySentence(next.velocity))
  if (!equal(old.override, next.override)) {
    const words = next.override
      ? overrideSentence(next.override)
      : 'Distributors earn nothing on new customers'
    say(old.override !== undefined, words, 'distributors')
  }
  if (!equal(old.agreement, next.agreement)) {
    say(
      false,
      next.agreement
        ? `The agreement is version ${next.agreement.version}`
        : 'There is no agreement any more',
    )
  }
  return [
    ...changes,
    ...namedChanges(old.courses ?? [], next.courses ?? [], 'course'),
    ...namedChanges(old.certifications ?? [], next.certifications ?? [], 'certification'),
  ]
}

/** @returns nothing when both mean the same. */
export const changesBetween = (old: ProgramDefinition, next: ProgramDefinition): Change[] => [
  ...planChanges(old, next),
  ...programChanges(old, next),
]

/** Of all changes of terms, those that concern a partner on this plan. */
export const changesFor = (
  changes: Change[],
  { planId, recruits }: { planId: string; recruits: boolean },
): string[] =>
  changes
    .filter(({ terms, about }) => {
      if (!terms) return false
      if (about === 'everybody') return true
      return about === 'distributors' ? recruits : about.planId === planId
    })
    .map(({ text }) => text)
