/**
 * The click queue: clicks gather in batches, one transaction stores a batch
 * with its counters, and the answer leaves after the commit. The engines bring
 * the transaction; the queue is the same.
 */
import type { Click, ClickSink, ClickStats, Settled } from '../services/clicks.ts'
import { type ClickBatch, isFull, newBatch, type OpenBatch, pack } from './click-batch.ts'
import { ClickQueueFull, isUnavailable } from './errors.ts'

export const MS_PER_DAY = 86_400_000

/** About 6 MB packed. Whoever comes later is better told at once. */
const QUEUE_LIMIT = 100_000
/** A store that refused is asked again after this time, then after twice as long, and so on. */
const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 500
/** Whoever stops the server is waiting: a store that is still away by then loses what was not acknowledged. */
const LAST_TRIES_MS = 5_000
const SPARE_BATCHES = 8
/** A batch of this size leaves at once. */
const GATHER_CLICKS = 64

/** Clicks of a batch that can never be stored. */
export type ReportDropped = (error: unknown, clicks: number) => void

interface Entry {
  batch: OpenBatch
  waiting: Settled[]
}

/**
 * Collects clicks until the event loop's turn ends and stores them with one
 * call of `storeBatch`; one batch at a time, in the order they came. It may be
 * called again with a batch that it stored without being able to say so.
 */
export function batchClicks(
  storeBatch: (batch: ClickBatch) => void | Promise<void>,
  { limit = QUEUE_LIMIT, report }: { limit?: number; report?: ReportDropped | undefined } = {},
): ClickSink {
  const stats: ClickStats = { stored: 0, dropped: 0, waiting: 0, stalled: false }
  const queue: Entry[] = []
  const spare: OpenBatch[] = []
  let running: Promise<void> | null = null
  let lastTry = Number.POSITIVE_INFINITY

  function take(click: Click, settled: Settled): void {
    let entry = queue.at(-1)
    if (!entry || isFull(entry.batch)) {
      entry = { batch: spare.pop() ?? newBatch(), waiting: [] }
      queue.push(entry)
    }
    pack(entry.batch, click)
    entry.waiting.push(settled)
    stats.waiting++
  }

  /** Waits while every turn of the event loop brings more: a fuller batch costs each of its clicks less. */
  async function gather(): Promise<void> {
    for (let before = -1; stats.waiting > before && stats.waiting < GATHER_CLICKS; ) {
      before = stats.waiting
      await nextTurn()
    }
  }

  async function storeAll(): Promise<void> {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const error = await storeOne(entry.batch)
      stats.waiting -= entry.batch.count
      stats[error === undefined ? 'stored' : 'dropped'] += entry.batch.count
      if (error !== undefined) report?.(error, entry.batch.count)
      for (const settled of entry.waiting) settled(error)
      if (spare.length < SPARE_BATCHES) spare.push(Object.assign(entry.batch, { count: 0, end: 0 }))
      // Answers of this batch leave, and new requests come in, before the next one.
      if (queue.length > 0) await gather()
    }
  }

  /** @returns why it can never be stored, or undefined when it is. */
  async function storeOne(batch: ClickBatch): Promise<unknown> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const stored = storeBatch(batch)
        if (stored) await stored
        stats.stalled = false
        return undefined
      } catch (error) {
        stats.stalled = isUnavailable(error)
        if (!stats.stalled || performance.now() + pauseMs > lastTry) return error
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
  }

  const start = (): Promise<void> => {
    running ??= gather()
      .then(storeAll)
      .finally(() => {
        running = null
        if (queue.length > 0) void start()
      })
    return running
  }

  function noRoom(): ClickQueueFull | undefined {
    if (lastTry === Number.POSITIVE_INFINITY && stats.waiting < limit) return undefined
    stats.dropped++
    return new ClickQueueFull(stats.waiting)
  }

  function submitThen(click: Click, settled: Settled): void {
    const refusal = unstorable(click) ?? noRoom()
    if (refusal) {
      settled(refusal)
      return
    }
    take(click, settled)
    if (!running) void start()
  }

  return {
    stats,
    submitThen,
    submit: (click) =>
      new Promise((resolve, reject) => {
        submitThen(click, (error) => (error === undefined ? resolve() : reject(error)))
      }),
    async close() {
      lastTry = Math.min(lastTry, performance.now() + LAST_TRIES_MS)
      while (running) await running
    },
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Why no engine could store this click: one that is refused would take its whole batch with it. */
function unstorable({ id, visitor, linkKey, flags, referrer }: Click): RangeError | undefined {
  if (id.length !== 16 || visitor.length !== 8) {
    return new RangeError('a click id has 16 bytes, a visitor 8')
  }
  if (!Number.isSafeInteger(linkKey) || linkKey < 0 || linkKey >= 2 ** 48) {
    return new RangeError('a link key is an integer of 48 bits')
  }
  if (!Number.isInteger(flags) || flags < 0 || flags > 255) return new RangeError('flags are 8 bits')
  if (referrer !== null && (referrer.length > 40 || referrer.includes('\0'))) {
    return new RangeError('the referrer of a click has at most 40 characters and no NUL')
  }
  return undefined
}
