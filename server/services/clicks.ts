/** Clicks as services see them: what one is, and the store they ask for. Implemented in `server/db`. */

/** Why a click was answered but not counted. The sum of its reasons; 0 is a counted click. */
export const ClickFlag = { bot: 1, prefetch: 2, head: 4, frame: 8 } as const

export interface Click {
  /** 16 bytes: 48 bit UTC milliseconds (the same as `at`), 80 bit random. */
  id: Buffer
  linkKey: number
  /** First 8 bytes of the salted visitor hash. */
  visitor: Buffer
  /** Sum of `ClickFlag`s. */
  flags: number
  /** Host of the referring page, at most 40 characters, or null. */
  referrer: string | null
  /** UTC milliseconds, the same as the id's; decides the day it is counted on. */
  at: number
  /** False when this visitor used this link a short while ago, see `recentVisitors`. */
  unique: boolean
}

export interface LinkDay {
  linkKey: number
  /** UTC day, days since 1970. */
  day: number
  clicks: number
  visitors: number
}

/** How the writer is doing, as plain numbers that are read at any time. */
export interface ClickStats {
  stored: number
  /** Taken or offered, and never stored: the queue was full, or the server ended first. */
  dropped: number
  /** Taken and not stored yet. */
  waiting: number
  /** The store refuses at the moment: waiting for it is in vain. */
  stalled: boolean
}

/** @param error undefined: the click is on disk. */
export type Settled = (error?: unknown) => void

export interface ClickSink {
  /**
   * Resolves once the click is on disk. While the store cannot take it (locked,
   * full, gone) it waits in memory and is tried again; what to tell the visitor
   * meanwhile is the caller's choice. The same id twice is one row, counted once.
   *
   * @throws {RangeError} for a click no engine could store; nothing else is affected.
   * @throws {ClickQueueFull} when too many are waiting (see `isUnavailable`).
   */
  submit(click: Click): Promise<void>
  /** The same without a promise, for the one path where microseconds count: `settled` is called once. */
  submitThen(click: Click, settled: Settled): void
  readonly stats: Readonly<ClickStats>
  /** Stores what is waiting, then closes. Clicks submitted afterwards are rejected. */
  close(): Promise<void>
}

export interface ClickStore extends ClickSink {
  /** Counted clicks of each link since ever; 0 for a link without any. */
  linkTotals(linkKeys: readonly number[]): Promise<Map<number, number>>
  /** Counters by link and day, from `fromDay` on (UTC days since 1970). Days without clicks are absent. */
  linkDays(linkKeys: readonly number[], fromDay: number): Promise<LinkDay[]>
  /** Which of these ids have a row, as lower-case hex. */
  exists(ids: readonly Buffer[]): Promise<Set<string>>
  /** Forgets all clicks of these links: for resetting a test twin, never for a live program. */
  deleteTwin(linkKeys: readonly number[]): Promise<void>
  /**
   * Makes the monthly partitions of this and the next two months. Call it when
   * the server starts and once a day. Without it clicks are stored all the
   * same, in a default partition. Does nothing on SQLite.
   */
  ensureClickPartitions(now: number): Promise<void>
}
