/** Attribution against a second, plain answer: any facts, any order, any number of times. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, decideAttribution } from '../../server/core/attribution.ts'
import { conversions, deliveries, manual } from './arbitraries.ts'
import { modelCredit, type Variant } from './model.ts'

const agreement = (variant: Variant) =>
  fc.property(conversions, manual, (facts, vendor) => {
    const decision = decideAttribution({ conversions: facts, ...(vendor ? { manual: vendor } : {}) })
    const { partnerId, by, touchId, from } = modelCredit(facts, vendor, variant)
    expect(decision).toMatchObject({ partnerId, by, touchId })
    if (partnerId === null) return
    expect(decision.coversAll).toBe(from === null)
    if (from) {
      expect(decision.conversion).toMatchObject({ occurredAt: from.at, externalId: from.externalId })
    }
  })

describe('decideAttribution', () => {
  test('agrees with the model', () => {
    fc.assert(agreement('right'), { numRuns: 5000 })
  })

  test('the facts it is tried on credit someone often enough to mean something', () => {
    const decisions = fc.sample(conversions, 1000).map((facts) => decideAttribution({ conversions: facts }))
    for (const by of ['click', 'code', 'coupon', 'lead']) {
      expect(decisions.filter((decision) => decision.by === by).length).toBeGreaterThan(5)
    }
    expect(decisions.filter(({ partnerId }) => partnerId !== null).length).toBeGreaterThan(250)
  })

  const wrong: Variant[] = ['window inclusive', 'latest conversion decides', 'click before coupon']
  test.each(wrong)('the same property notices: %s', (variant) => {
    expect(fc.check(agreement(variant), { numRuns: 5000, seed: 1 }).failed).toBe(true)
  })

  test('does not depend on the order of conversions or touches, nor on sending a touch twice', () => {
    const twoOrders = conversions.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        shuffled: fc
          .shuffledSubarray(facts, { minLength: facts.length })
          .chain((all) =>
            fc.tuple(...all.map((one) => deliveries(one.touches).map((touches) => ({ ...one, touches })))),
          ),
      }),
    )
    fc.assert(
      fc.property(twoOrders, manual, ({ facts, shuffled }, vendor) => {
        const { conversion: one, ...first } = decideAttribution({ conversions: facts, manual: vendor })
        const { conversion: two, ...second } = decideAttribution({ conversions: shuffled, manual: vendor })
        expect(second).toEqual(first)
        expect(two?.externalId).toBe(one?.externalId)
      }),
      { numRuns: 3000 },
    )
  })

  test('gives every touch its place and a reason, one winner at most, and words without holes', () => {
    fc.assert(
      fc.property(conversions, manual, (facts, vendor) => {
        const { candidates, explanation, partnerId, by } = decideAttribution({
          conversions: facts,
          manual: vendor,
        })
        const ids = new Set(facts.flatMap(({ touches }) => touches.map(({ touchId }) => touchId)))
        expect(candidates.map(({ touchId }) => touchId).sort()).toEqual([...ids].sort())
        const winners = candidates.filter(({ won }) => won)
        expect(winners.map((winner) => winner.partnerId)).toEqual(
          partnerId && by !== 'manual' ? [partnerId] : [],
        )
        expect(candidates[0]?.won ?? false).toBe(winners.length === 1)
        for (const words of [explanation, ...candidates.map(({ reason }) => reason)]) {
          expect(words).not.toMatch(/undefined|null|NaN|Infinity|\s\s|\.\.|^$/)
        }
        expect(explanation === 'no click, coupon or lead' || explanation.endsWith('.')).toBe(true)
        expect(ids.size > 0 && explanation === 'no click, coupon or lead').toBe(false)
      }),
      { numRuns: 3000 },
    )
  })

  test('never gives a customer to someone else because of something later', () => {
    fc.assert(
      fc.property(conversions, (facts) => {
        const latest = Math.max(...facts.map(({ occurredAt }) => occurredAt))
        const until = facts.filter(({ occurredAt }) => occurredAt < latest)
        const before = decideAttribution({ conversions: until })
        fc.pre(before.partnerId !== null)
        expect(decideAttribution({ conversions: facts })).toMatchObject({
          partnerId: before.partnerId,
          touchId: before.touchId,
          explanation: before.explanation,
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('all clocks moved by the same time change nothing', () => {
    fc.assert(
      fc.property(conversions, fc.integer({ min: -1e11, max: 1e11 }), (facts, shift) => {
        const moved = facts.map((one) => ({
          ...one,
          occurredAt: one.occurredAt + shift,
          touches: one.touches.map((touch) => ({
            ...touch,
            at: touch.at + shift,
            ...(touch.until === undefined ? {} : { until: touch.until + shift }),
            ...(touch.closedAt == null ? {} : { closedAt: touch.closedAt + shift }),
          })),
        }))
        const { partnerId, touchId, coversAll } = decideAttribution({ conversions: facts })
        expect(decideAttribution({ conversions: moved })).toMatchObject({ partnerId, touchId, coversAll })
      }),
      { numRuns: 2000 },
    )
  })

  test('a deciding sale is covered by its own decision', () => {
    fc.assert(
      fc.property(conversions, (facts) => {
        const { conversion, coversAll, partnerId } = decideAttribution({ conversions: facts })
        fc.pre(conversion !== null && partnerId !== null)
        if (!conversion) return
        const from = {
          coversAll,
          conversionAt: conversion.occurredAt,
          conversionExternalId: conversion.externalId,
        }
        expect(covers(from, conversion)).toBe(true)
        const justBefore = { occurredAt: conversion.occurredAt - 1, externalId: 'zzz' }
        expect(covers(from, justBefore)).toBe(coversAll)
      }),
      { numRuns: 1000 },
    )
  })
})
