/**
 * Who is credited with a customer, and why. One pure function over all the
 * conversions of a customer, so that neither the order in which they arrived
 * nor sending them twice can change the answer.
 */
import {
  beatenWords,
  creditedWords,
  failedWords,
  type Judged,
  manualWords,
  nobodyWords,
  nothingAtAll,
  type RuledConversion,
  wonWords,
} from './attribution-words.ts'
import { compareOccurrence, compareText } from './order.ts'
import { DAY_MS } from './time.ts'
import type { Candidate, Decision, Touch, TouchKind } from './types.ts'

/** The vendor's own decision. `partnerId: null` means that nobody is to be credited. */
export interface ManualDecision {
  partnerId: string | null
  partnerName: string | null
  reason: string
  decidedAt: number
}

export interface AttributionInput {
  /** Every conversion of one customer, in any order; `kind` and `externalId` are unique together. */
  conversions: RuledConversion[]
  /** The newest decision of the vendor, if there is one. */
  manual?: ManualDecision
}

/** More candidates than this help nobody to understand a decision. */
const MAX_CANDIDATES = 20

const precedence: Record<TouchKind, number> = { manual: 0, lead: 1, coupon: 2, code: 3, click: 3 }

const compareConversions = (a: RuledConversion, b: RuledConversion): number =>
  a.occurredAt - b.occurredAt || compareText(a.kind, b.kind) || compareText(a.externalId, b.externalId)

const happensAtConversion = (touch: Touch): boolean => touch.by === 'coupon' || touch.by === 'code'

function judge(conversion: RuledConversion, given: Touch): Judged {
  const touch = happensAtConversion(given) ? { ...given, at: conversion.occurredAt } : given
  const failed = (failure: Judged['failure']): Judged => ({ touch, conversion, failure })
  if (touch.problem !== undefined) return failed('problem')
  if (touch.partnerId === null) return failed('no_partner')
  if (touch.at > conversion.occurredAt) return failed('after')
  if (touch.closedAt != null && touch.at >= touch.closedAt) return failed('closed')
  if (touch.by === 'click' && conversion.occurredAt - touch.at >= conversion.windowDays * DAY_MS) {
    return failed('window')
  }
  if (touch.by === 'lead' && (touch.until === undefined || conversion.occurredAt >= touch.until)) {
    return failed('protection')
  }
  return failed(null)
}

/** Time first, then clicks before codes, then ids: a total order, so that a tie is never left to chance. */
const compareMoments = (a: Touch, b: Touch): number =>
  a.at - b.at || compareText(a.by, b.by) || compareText(a.touchId, b.touchId)

/** Strongest first. Leads and coupons: the first one wins; clicks and codes go by the program's model. */
function compareStrength(a: Judged, b: Judged): number {
  const rank = precedence[a.touch.by] - precedence[b.touch.by]
  if (rank !== 0) return rank
  const moments = compareMoments(a.touch, b.touch)
  const latestFirst = precedence[a.touch.by] === precedence.click && a.conversion.model === 'last_click'
  return latestFirst ? -moments : moments
}

const touchKey = ({ touch }: Judged): string => `${touch.by} ${touch.touchId}`

const uniqueBy = <T>(items: T[], key: (item: T) => string): T[] => {
  const seen = new Set<string>()
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)))
}

/** The touches of one conversion: those that may count first, strongest first, each once. */
function judgeAll(conversion: RuledConversion): Judged[] {
  const all = conversion.touches.map((touch) => judge(conversion, touch)).sort(compareStrength)
  const ordered = [...all.filter(({ failure }) => !failure), ...all.filter(({ failure }) => failure)]
  return uniqueBy(ordered, touchKey)
}

interface Listed {
  judged: Judged
  won: boolean
  reason: string
}

const lost = (judged: Judged, reason: string): Listed => ({ judged, won: false, reason })

const list = (entries: Listed[]): Candidate[] =>
  uniqueBy(entries, ({ judged }) => touchKey(judged))
    .slice(0, MAX_CANDIDATES)
    .map(({ judged: { touch }, won, reason }) => ({
      by: touch.by,
      touchId: touch.touchId,
      partnerId: touch.partnerId,
      at: touch.at,
      won,
      reason,
    }))

function reasonToLose(judged: Judged, winner?: Judged): string {
  if (judged.failure) return failedWords(judged, judged.failure)
  if (!winner) throw new Error('a touch that may count has lost to nobody')
  return beatenWords(judged, winner, precedence[judged.touch.by] === precedence[winner.touch.by])
}

/** A touch that is in order but missed a rule tells more than one that could not be checked. */
function nearestOf(judged: Judged[]): Judged | undefined {
  const distance = ({ touch, conversion }: Judged): number => Math.abs(conversion.occurredAt - touch.at)
  const real = judged.filter(({ failure }) => failure !== 'problem')
  return (real.length > 0 ? real : judged).reduce<Judged | undefined>(
    (nearest, one) => (nearest && distance(nearest) <= distance(one) ? nearest : one),
    undefined,
  )
}

/**
 * Decides who is credited with a customer.
 *
 * The vendor's own decision beats everything. Otherwise the earliest
 * conversion with a touch that may count decides, and nothing later ever
 * does: an accepted lead inside its protection before a coupon before a click
 * or link code by the program's model. A click counts iff it happened at or
 * before the conversion and less than `windowDays` × 24 hours earlier.
 *
 * For coupons and link codes give the code itself as `touchId`: it is shown in
 * the explanation, and `at` is taken from the conversion. A lead counts only
 * with `until`, the end of its protection.
 *
 * @returns the decision with an explanation in plain words and up to 20
 *   candidates, those of the deciding conversion first. When nobody is
 *   credited the explanation says why not, and `conversion` is the earliest one.
 */
export function decideAttribution({ conversions, manual }: AttributionInput): Decision {
  const ordered = [...conversions].sort(compareConversions)
  const groups = ordered.map((conversion) => ({ conversion, judged: judgeAll(conversion) }))
  const earliest = ordered[0] ?? null
  if (manual)
    return byTheVendor(
      manual,
      earliest,
      groups.flatMap(({ judged }) => judged),
    )

  const deciding = groups.findIndex(({ judged }) => judged[0] && !judged[0].failure)
  const decider = groups[deciding]
  const winner = decider?.judged[0]
  if (!decider || !winner)
    return nobody(
      earliest,
      groups.flatMap(({ judged }) => judged),
    )

  const before = groups.slice(0, deciding).flatMap(({ judged }) => judged)
  const after = groups.slice(deciding + 1).flatMap(({ judged }) => judged)
  return {
    partnerId: winner.touch.partnerId,
    partnerName: winner.touch.partnerName,
    by: winner.touch.by,
    touchId: winner.touch.touchId,
    conversion: decider.conversion,
    coversAll: decider.conversion.kind === 'customer',
    explanation: creditedWords(winner),
    candidates: list([
      { judged: winner, won: true, reason: wonWords(winner) },
      ...[...decider.judged.slice(1), ...before].map((judged) => lost(judged, reasonToLose(judged, winner))),
      ...after.map((judged) => lost(judged, 'the customer was already credited')),
    ]),
  }
}

function byTheVendor(manual: ManualDecision, earliest: RuledConversion | null, judged: Judged[]): Decision {
  return {
    partnerId: manual.partnerId,
    partnerName: manual.partnerName,
    by: 'manual',
    touchId: null,
    conversion: earliest,
    coversAll: true,
    explanation: manualWords(manual.partnerId, manual.partnerName, manual.reason),
    candidates: list(judged.map((one) => lost(one, 'the vendor decided'))),
  }
}

function nobody(earliest: RuledConversion | null, judged: Judged[]): Decision {
  const nearest = nearestOf(judged)
  return {
    partnerId: null,
    partnerName: null,
    by: null,
    touchId: null,
    conversion: earliest,
    coversAll: false,
    explanation: nearest?.failure ? nobodyWords(nearest, nearest.failure) : nothingAtAll,
    candidates: list(judged.map((one) => lost(one, reasonToLose(one)))),
  }
}

/**
 * Whether a sale of the customer belongs to a decision. A sign-up covers all
 * of the customer's sales, whenever they occurred; a sale covers itself and
 * those after it, by (`occurredAt`, `externalId`).
 */
export function covers(
  decision: { coversAll: boolean; conversionAt: number; conversionExternalId: string },
  sale: { occurredAt: number; externalId: string },
): boolean {
  const from = { occurredAt: decision.conversionAt, externalId: decision.conversionExternalId }
  return decision.coversAll || compareOccurrence(sale, from) >= 0
}
