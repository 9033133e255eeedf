/** What must be true of every fault of a store, whichever it was, and the row that says how it went. */
import { expect } from 'vitest'
import { allIsWell } from './audit.ts'
import { REDIRECT_LIMIT_MS } from './steady.ts'
import type { OneFault, Outcome } from './through-fault.ts'

const RECOVERY_LIMIT_MS = 5_000

export function expectPromisesKept({ faults, books, ...outcome }: Outcome): void {
  for (const fault of faults) console.info(row(fault))
  console.info(
    `after all of them | ${books.facts.length} facts, ${books.clicks.size} reported clicks | ` +
      `${outcome.clicksMissing} clicks missing, ${outcome.dropped} dropped`,
  )
  for (const { name, visits, recoveredMs, turnedAwayAfter } of faults) {
    expect(Object.fromEntries(visits.wrong), name).toEqual({})
    expect(visits.right, name).toBe(visits.sent)
    // What this process was late itself when it sent, it can be late when it hears as well.
    expect(visits.ownDelayMs, name).toBeLessThan(REDIRECT_LIMIT_MS)
    expect(visits.slowestMs - visits.ownDelayMs, name).toBeLessThan(REDIRECT_LIMIT_MS)
    expect(recoveredMs, name).toBeLessThan(RECOVERY_LIMIT_MS)
    expect(turnedAwayAfter, name).toBe(false)
  }
  expect(books.unexpected).toEqual([])
  expect(books.unanswered).toBe(0)
  expect(outcome.dropped).toBe(0)
  expect(outcome.clicksMissing).toBe(0)
  // Every customer came with a click id, many of them unconfirmed, and every first sale was credited.
  expect(outcome.audit).toEqual(allIsWell)
  expect(outcome.verify).toMatchObject({ code: 0 })
  expect(outcome.exit).toBe(0)
}

function row({ name, seconds, visits, ...fault }: OneFault): string {
  return [
    `${name} for ${seconds} s`,
    `${visits.right} of ${visits.sent} redirects right`,
    `slowest ${Math.round(visits.slowestMs)} ms`,
    `${visits.unconfirmed.size} unconfirmed`,
    `${fault.turnedAway} API requests turned away`,
    `${fault.waitingAtMost} clicks waiting at most`,
    `recovered in ${Math.round(fault.recoveredMs)} ms`,
  ].join(' | ')
}
