/**
 * What attribution says about itself: every decision, and every touch that did
 * not win, in words that a partner and a vendor can both check against facts.
 */
import { DAY_MS, writtenDate } from './time.ts'
import type { AttributionModel, Conversion, Touch, TouchKind } from './types.ts'

/** A conversion with the program's rule that was in force when it happened. */
export type RuledConversion = Conversion & { model: AttributionModel; windowDays: number }

/** The rule a touch failed; null when it may count. */
export type Failure = 'problem' | 'no_partner' | 'after' | 'closed' | 'window' | 'protection'

export interface Judged {
  touch: Touch
  conversion: RuledConversion
  failure: Failure | null
}

export const nothingAtAll = 'no click, coupon or lead'

const bareNoun: Record<TouchKind, string> = {
  manual: 'decision',
  lead: 'lead',
  coupon: 'coupon',
  code: 'link code',
  click: 'click',
}

const withArticle: Record<TouchKind, string> = {
  manual: "the vendor's decision",
  lead: 'an accepted lead',
  coupon: 'a coupon',
  code: 'a link code',
  click: 'a click',
}

const noun = ({ by, touchId }: Touch): string =>
  by === 'coupon' || by === 'code' ? `${bareNoun[by]} ${touchId}` : bareNoun[by]

const event = ({ kind }: Conversion): string => (kind === 'customer' ? 'sign-up' : 'the sale')

const theEvent = ({ kind }: Conversion): string => (kind === 'customer' ? 'the sign-up' : 'the sale')

const count = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** Rounded down, so that a touch inside the window never reads as if it were outside. */
const duration = (ms: number): string => {
  if (ms < 60_000) return 'less than a minute'
  if (ms < 3_600_000) return count(Math.floor(ms / 60_000), 'minute')
  if (ms < DAY_MS) return count(Math.floor(ms / 3_600_000), 'hour')
  return count(Math.floor(ms / DAY_MS), 'day')
}

const when = ({ touch, conversion }: Judged): string => {
  const before = conversion.occurredAt - touch.at
  if (before === 0) return `at the moment of ${event(conversion)}`
  return `${duration(Math.abs(before))} ${before > 0 ? 'before' : 'after'} ${event(conversion)}`
}

const windowWords = ({ conversion }: Judged): string => `the ${conversion.windowDays}-day window`

const first = ({ conversion }: Judged): boolean => conversion.model === 'first_click'

/** "Credited to Mara Ito: last click, 3 days before sign-up, inside the 60-day window." */
export function creditedWords(winner: Judged): string {
  const { touch, conversion } = winner
  const name = touch.partnerName ?? 'a partner'
  switch (touch.by) {
    case 'lead': {
      const until = touch.until === undefined ? '' : ` until ${writtenDate(touch.until)}`
      return `Credited to ${name}: accepted lead, ${when(winner)}, inside its protection${until}.`
    }
    case 'coupon':
      return `Credited to ${name}: ${noun(touch)}, used at ${event(conversion)}.`
    case 'code':
      return `Credited to ${name}: ${noun(touch)}, given at ${event(conversion)}.`
    default: {
      const order = first(winner) ? 'first' : 'last'
      return `Credited to ${name}: ${order} ${noun(touch)}, ${when(winner)}, inside ${windowWords(winner)}.`
    }
  }
}

/** "Credited to Mara Ito by the vendor: she made the introduction." */
export function manualWords(partnerId: string | null, partnerName: string | null, reason: string): string {
  const because = reason.trim().replace(/[.\s]+$/, '')
  if (partnerId === null) return `Not credited, decided by the vendor: ${because}.`
  return `Credited to ${partnerName ?? 'a partner'} by the vendor: ${because}.`
}

/** The winner's own short reason in the list of candidates. */
export function wonWords(winner: Judged): string {
  const { touch, conversion } = winner
  switch (touch.by) {
    case 'lead':
      return 'an accepted lead inside its protection'
    case 'coupon':
      return `a coupon used at ${event(conversion)}`
    case 'code':
      return `a link code given at ${event(conversion)}`
    default:
      return `${first(winner) ? 'first' : 'last'} ${bareNoun[touch.by]} inside the window`
  }
}

/** Why a touch that might have counted lost to another one of the same conversion. */
export function beatenWords(loser: Judged, winner: Judged, samePrecedence: boolean): string {
  const { by, at } = loser.touch
  if (!samePrecedence) return `${withArticle[winner.touch.by]} comes before ${withArticle[by]}`
  if (at === winner.touch.at) return `another ${bareNoun[by]} at the same moment`
  return `${at < winner.touch.at ? 'an earlier' : 'a later'} ${bareNoun[by]}`
}

const closedThing: Record<TouchKind, string> = {
  manual: 'this decision was withdrawn',
  lead: 'the partner was paused',
  coupon: 'this coupon was switched off',
  code: 'this link was switched off',
  click: 'this link was switched off',
}

/** The short reason of a touch that could not count. */
export function failedWords(judged: Judged, failure: Failure): string {
  const { touch, conversion } = judged
  switch (failure) {
    case 'problem':
      return touch.problem ?? 'it could not be checked'
    case 'no_partner':
      return 'no partner stands behind it'
    case 'after':
      return `after ${theEvent(conversion)}`
    case 'closed': {
      const atConversion = touch.by === 'coupon' || touch.by === 'code'
      return `${closedThing[touch.by]} before ${atConversion ? theEvent(conversion) : `the ${bareNoun[touch.by]}`}`
    }
    case 'window':
      return `outside ${windowWords(judged)}`
    case 'protection':
      return touch.until === undefined
        ? 'this lead has no protection'
        : `its protection ended before ${theEvent(conversion)}`
  }
}

/** Just outside, whole days alone would read like a contradiction: 60 days, outside the 60-day window. */
const whenOutside = (judged: Judged): string => {
  const { touch, conversion } = judged
  const over = conversion.occurredAt - touch.at - conversion.windowDays * DAY_MS
  if (over === 0) return `exactly ${when(judged)}`
  return over < DAY_MS ? `just over ${when(judged)}` : when(judged)
}

/** "Nobody was credited: the nearest click (Mara Ito's) was 61 days before sign-up, outside the 60-day window." */
export function nobodyWords(nearest: Judged, failure: Failure): string {
  const { touch } = nearest
  const whose = touch.partnerName === null ? '' : ` (${touch.partnerName}'s)`
  const subject = `Nobody was credited: the nearest ${noun(touch)}${whose}`
  const reason = failedWords(nearest, failure)
  if (failure === 'window') return `${subject} was ${whenOutside(nearest)}, ${reason}.`
  if (failure === 'after') return `${subject} came ${when(nearest)}, too late to count.`
  return `${subject} did not count: ${reason.replace(/[.\s]+$/, '')}.`
}
