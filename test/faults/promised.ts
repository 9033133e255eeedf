/** What must be true of every fault of a store, whichever it was, and the row that says how it went. */
import { expect } from 'vitest'
import { allIsWell } from './audit.ts'
import { REDIRECT_LIMIT_MS } from './steady.ts'
import type { Outcome } from './through-fault.ts'

const RECOVERY_LIMIT_MS = 5_000

export function expectPromisesKept(name: string, outcome: Outcome): void {
  console.info(row(name, outcome))
  const { visits, books } = outcome
  expect(Object.fromEntries(visits.wrong)).toEqual({})
  expect(visits.right).toBe(visits.sent)
  // Otherwise it is this process that was slow.
  expect(visits.ownDelayMs).toBeLessThan(REDIRECT_LIMIT_MS)
  expect(visits.slowestMs).toBeLessThan(REDIRECT_LIMIT_MS)
  expect(books.unexpected).toEqual([])
  expect(books.unanswered).toBe(0)
  expect(outcome.recoveredMs).toBeLessThan(RECOVERY_LIMIT_MS)
  expect(outcome.turnedAwayAfter).toBe(false)
  expect(outcome.dropped).toBe(0)
  expect(outcome.clicksMissing).toBe(0)
  // Every customer came with a click id, many of them unconfirmed, and every first sale was credited.
  expect(outcome.audit).toEqual(allIsWell)
  expect(outcome.verify).toMatchObject({ code: 0 })
  expect(outcome.exit).toBe(0)
}

function row(name: string, outcome: Outcome): string {
  const { visits, books } = outcome
  const requests = visits.sent + books.facts.length + books.clicks.size + books.unconfirmed.size
  return [
    name,
    `${requests} requests`,
    `${visits.right} of ${visits.sent} redirects right`,
    `slowest ${Math.round(visits.slowestMs)} ms`,
    `${visits.unconfirmed.size} unconfirmed`,
    `${books.turnedAway} turned away`,
    `${outcome.waitingAtMost} clicks waiting at most`,
    `${outcome.clicksMissing} missing after`,
    `recovered in ${Math.round(outcome.recoveredMs)} ms`,
  ].join(' | ')
}
