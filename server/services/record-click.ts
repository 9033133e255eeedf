/**
 * A click: which link, who (as far as a salted hash says), and its signed id.
 * This is the hot path: links and salts are held in memory, nothing here waits
 * but the store.
 */
import { hash } from 'node:crypto'
import { clickIdMaker, putLatin1, type SigningKey } from './click-id.ts'
import { ClickFlag, type ClickSink, type ClickStats } from './clicks.ts'
import type { Clock, Ids } from './context.ts'
import { deadlines, type Pending } from './deadlines.ts'
import { type LinkChange, linkCache } from './link-cache.ts'
import type { LinkTarget } from './link-targets.ts'
import { referrerHost } from './referrer.ts'
import { saltOfDay } from './visitor-salt.ts'
import { recentVisitors } from './visitors.ts'

const DAY_MS = 86_400_000
const VISITOR_BYTES = 8
/**
 * A visitor on the way to a page does not wait longer than this for our store,
 * whatever for: disks stand still for longer now and then, and what an
 * acknowledgement is good for, a conversion's credit, the signed id is as well.
 */
export const REDIRECT_WAIT_MS = 40
/** A script in the background can wait; giving up early would only make it send the click again. */
export const SCRIPT_WAIT_MS = 5_000

export interface Visit {
  address: string
  userAgent: string
  /** Address of the referring page, if any; only its host is kept. */
  referrer: string | undefined
  /** Bit set of `ClickFlag`. */
  flags: number
}

export interface RecordedClick {
  clickId: string
  at: number
  /** False: the store did not answer in time. The click is queued all the same, but not acknowledged. */
  stored: boolean
}

export interface ClickRecorder {
  /** What is held in memory about a link; undefined does not mean that there is none, see `target`. */
  known(code: string): LinkTarget | undefined
  /** Undefined for codes that are unknown or switched off. @param code normalised */
  target(code: string): Promise<LinkTarget | undefined>
  /**
   * @param since when the request came, of `performance.now()`; waiting counts from then. Default: now.
   * @param waitMs how long the answer may wait for the click to be stored; default 40.
   */
  record(target: LinkTarget, visit: Visit, since?: number, waitMs?: number): Promise<RecordedClick>
  /** The same without a promise; `done` is called once, perhaps before this returns. */
  recordThen(
    target: LinkTarget,
    visit: Visit,
    since: number,
    waitMs: number,
    done: (click: RecordedClick) => void,
  ): void
  /** Call after changing links, partners, coupons, the program or its clock. */
  forgetLinks(change: LinkChange): void
  readonly stats: Readonly<RecorderStats>
}

export interface RecorderStats extends ClickStats {
  /** Answers that left before their click was stored. */
  unconfirmed: number
}

export interface RecorderOptions {
  clock: Clock
  ids: Ids
  clicks: ClickSink
  /** The first one signs. */
  signingKeys: readonly SigningKey[]
  findTargets(codes: string[]): Promise<LinkTarget[]>
  /** No other server can write to the database, see `linkCache`. */
  onlyServer: boolean
  /** The salt of a UTC day, shared by all servers of a database. */
  visitorSalt(day: number): Promise<string>
}

export function createClickRecorder(options: RecorderOptions): ClickRecorder {
  const { clock, ids, clicks, findTargets, onlyServer } = options
  const [key] = options.signingKeys
  if (!key) throw new Error('no signing key')
  const makeClickId = clickIdMaker(key)
  const giveUpLater = new Map<number, ReturnType<typeof deadlines>>()
  const links = linkCache({ lookUp: findTargets, onlyServer })
  const visitors = recentVisitors()
  const salt = saltOfDay(options.visitorSalt, () => ids.bytes(16).toString('base64url'))
  let unconfirmed = 0

  function submit(
    target: LinkTarget,
    visit: Visit,
    secret: string,
    [since, waitMs]: [number, number],
    done: (click: RecordedClick) => void,
  ): void {
    const at = clock.now() + target.clockOffsetMs
    const whole = hash('sha256', `${secret}${visit.address}\0${visit.userAgent}`, 'binary')
    const visitor = Buffer.allocUnsafe(VISITOR_BYTES)
    putLatin1(whole, visitor, 0, VISITOR_BYTES)
    const { clickId, rowId } = makeClickId(target.programShortId, target.linkKey, at, ids.bytes(10))
    const unique = visit.flags === 0 && !visitors.seenRecently(target.linkKey, visitor, at)
    const answer = (stored: boolean): void => {
      if (!pending.giveUp) return
      pending.giveUp = undefined
      if (!stored) unconfirmed++
      done({ clickId, at, stored })
    }
    const pending: Pending = { deadline: since + waitMs, giveUp: () => answer(false) }
    clicks.submitThen(
      {
        id: rowId,
        linkKey: target.linkKey,
        visitor,
        flags: visit.flags,
        referrer: referrerHost(visit.referrer),
        at,
        unique,
      },
      (error) => answer(error === undefined),
    )
    // Nobody waits for a store that is refusing anyway.
    if (clicks.stats.stalled) answer(false)
    if (pending.giveUp) waitersOf(waitMs)(pending)
  }

  function waitersOf(waitMs: number): (pending: Pending) => void {
    const known = giveUpLater.get(waitMs) ?? deadlines()
    giveUpLater.set(waitMs, known)
    return known
  }

  const recorder: ClickRecorder = {
    get stats() {
      return { ...clicks.stats, unconfirmed }
    },
    known: links.known,
    target: links.find,
    forgetLinks: links.forget,

    recordThen(target, visit, since, waitMs, done) {
      const secret = salt(Math.floor(clock.now() / DAY_MS))
      if (typeof secret === 'string') submit(target, visit, secret, [since, waitMs], done)
      else void secret.then((late) => submit(target, visit, late, [since, waitMs], done))
    },

    record: (target, visit, since = performance.now(), waitMs = REDIRECT_WAIT_MS) =>
      new Promise((resolve) => recorder.recordThen(target, visit, since, waitMs, resolve)),
  }
  return recorder
}

/** What a request says about itself. */
export interface Revealed {
  method: string
  userAgent: string | undefined
  /** Of `Sec-Purpose`, or of what browsers sent before there was one: `Purpose`, `X-Moz`. */
  purpose: string | undefined
  /** Of `Sec-Fetch-Dest`. */
  destination: string | undefined
}

/** Bots, prefetches and embedded fetches are answered but not counted. */
export function flagsOf(isBot: (userAgent: string) => boolean, request: Revealed): number {
  const { method, userAgent = '', purpose = '', destination } = request
  let flags = 0
  if (method === 'HEAD') flags |= ClickFlag.head
  if (userAgent === '' || isBot(userAgent)) flags |= ClickFlag.bot
  if (/prefetch|prerender|preview/i.test(purpose)) flags |= ClickFlag.prefetch
  if (destination !== undefined && destination !== 'document') flags |= ClickFlag.frame
  return flags
}

/** Of a page that reports a visit: it does so from a script, so its request is never a navigation. */
export const scriptFlagsOf: typeof flagsOf = (isBot, request) => flagsOf(isBot, request) & ~ClickFlag.frame
