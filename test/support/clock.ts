/** Time and randomness that a test decides: the same seed gives the same ids, run after run. */
import { createHash } from 'node:crypto'
import type { Clock, Ids } from '../../server/services/context.ts'

export interface TestClock extends Clock {
  /** Moves to a time, forwards or backwards. */
  set(at: number): void
  advance(ms: number): void
}

/** Stands still until it is moved. @param start UTC milliseconds. */
export function testClock(start: number = Date.UTC(2026, 0, 15, 12)): TestClock {
  let now = start
  return {
    now: () => now,
    set: (at) => {
      now = at
    },
    advance: (ms) => {
      now += ms
    },
  }
}

/** Every call gives something new; two with the same seed give the same in the same order. */
export function testIds(seed: string | number = 'test'): Ids {
  let calls = 0
  const bytes = (n: number): Buffer => {
    const call = calls++
    const blocks: Buffer[] = []
    for (let block = 0; block * 32 < n; block++) {
      blocks.push(createHash('sha256').update(`${seed} ${call} ${block}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, n)
  }
  return {
    make: (prefix) => `${prefix}_${bytes(8).toString('hex')}`,
    bytes,
  }
}
