/**
 * The click writer: clicks queue, one transaction stores a batch with its
 * counters, and the answer leaves after the commit. The engines bring the
 * transaction; the queue is the same.
 */
import type { Click, LinkDay } from '../services/clicks.ts'
import { ClickQueueFull } from './errors.ts'

export const MS_PER_DAY = 86_400_000

/** Larger batches gain nothing measurable and make everybody in them wait. */
const BATCH_LIMIT = 500
/** About 4 MB. Whoever comes later is better told at once. */
const QUEUE_LIMIT = 20_000

/** Counters of a batch, one per link and day, ordered so that several servers never lock in circles. */
export interface DayCount extends LinkDay {
  flagged: number
}

export function countDays(batch: readonly Click[]): DayCount[] {
  const counts = new Map<string, DayCount>()
  for (const click of batch) {
    const day = Math.floor(click.at / MS_PER_DAY)
    const key = `${click.linkKey} ${day}`
    let count = counts.get(key)
    if (!count) {
      count = { linkKey: click.linkKey, day, clicks: 0, visitors: 0, flagged: 0 }
      counts.set(key, count)
    }
    if (click.flags !== 0) count.flagged++
    else {
      count.clicks++
      if (click.unique) count.visitors++
    }
  }
  return [...counts.values()].sort((a, b) => a.linkKey - b.linkKey || a.day - b.day)
}

interface Waiting {
  click: Click
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Collects clicks until the event loop's turn ends and stores them with one
 * call of `storeBatch`; one batch at a time.
 */
export function batchClicks(storeBatch: (batch: Click[]) => void | Promise<void>): {
  submit(click: Click): Promise<void>
  /** Stores what is waiting and takes no more. */
  finish(): Promise<void>
} {
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let finished = false

  async function storeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_LIMIT)
      waiting = waiting.slice(BATCH_LIMIT)
      try {
        const stored = storeBatch(batch.map((entry) => entry.click))
        if (stored) await stored
        for (const entry of batch) entry.resolve()
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
      // Answers of this batch leave, and new requests come in, before the next one.
      if (waiting.length > 0) await nextTurn()
    }
  }

  const start = (): Promise<void> => {
    running ??= nextTurn()
      .then(storeAll)
      .finally(() => {
        running = null
        if (waiting.length > 0) start()
      })
    return running
  }

  return {
    submit(click) {
      return new Promise((resolve, reject) => {
        refuseUnstorable(click)
        if (finished || waiting.length >= QUEUE_LIMIT) throw new ClickQueueFull(waiting.length)
        waiting.push({ click, resolve, reject })
        start()
      })
    },
    async finish() {
      finished = true
      while (running) await running
    },
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** One click that the engine refuses would take its whole batch with it. */
function refuseUnstorable(click: Click): void {
  const { id, visitor, linkKey, flags, at, referrer } = click
  if (id.length !== 16 || visitor.length !== 8) throw new RangeError('a click id has 16 bytes, a visitor 8')
  if (![linkKey, flags, at].every((value) => Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError('link key, flags and time of a click are integers')
  }
  if (referrer !== null && (referrer.length > 40 || referrer.includes('\0'))) {
    throw new RangeError('the referrer of a click has at most 40 characters and no NUL')
  }
}
