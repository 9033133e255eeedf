/**
 * Links in memory. A known link is answered from here whatever happens to the
 * store; that another server changed it is seen within five seconds. Where
 * there is no other server nobody waits for that: what changes is told
 * (`forget`), and only what comes with time is looked up behind the scenes.
 */
import { inTime } from './in-time.ts'
import type { LinkTarget } from './link-targets.ts'

/** Looked up again behind the scenes after this time … */
const REFRESH_MS = 2_500
/** … and waited for after this: what another server changed is seen by then. */
const STALE_MS = 5_000
/** A store that takes longer than this is in trouble, and somebody about to buy is waiting. */
const PATIENCE_MS = 80
/** For a link of which nothing is known. */
const UNKNOWN_PATIENCE_MS = 5_000
const LINKS_IN_MEMORY = 50_000
/** In one question to the store. */
const CODES_AT_ONCE = 200

/** The store did not say where a link leads. */
export class LinksUnavailable extends Error {
  readonly code = 'ETIMEDOUT'
}

export interface LinkCache {
  /** Undefined: not known here, or not fresh enough; then ask `find`. */
  known(code: string): LinkTarget | undefined
  /**
   * Undefined for codes that are unknown or switched off.
   *
   * @throws {LinksUnavailable} when the store does not answer and nothing is known about the code.
   */
  find(code: string): Promise<LinkTarget | undefined>
  /** These have changed: the next visitor sees it. */
  forget(changed: LinkChange): void
}

/** What a change concerns: the links of a program, or of one of its partners. */
export interface LinkChange {
  programId: string
  partnerId?: string
}

interface KeptLink {
  target: LinkTarget
  /** When it was asked for. */
  at: number
  /** Since then. */
  visited: boolean
}

export interface LinkCacheOptions {
  /** Gives those of the codes that are known and switched on. */
  lookUp(codes: string[]): Promise<LinkTarget[]>
  /** No other server can write to the database. */
  onlyServer: boolean
  /** Milliseconds of a monotonic clock: that of the wall can step. */
  now?(): number
}

export function linkCache({
  lookUp,
  onlyServer,
  now = () => performance.now(),
}: LinkCacheOptions): LinkCache {
  const links = new Map<string, KeptLink>()
  const asked = new Map<string, Promise<LinkTarget | undefined>>()
  let round: { codes: string[]; answer: Promise<Map<string, LinkTarget>> } | undefined
  let changes = 0
  let sweptAt = Number.NEGATIVE_INFINITY

  /** Codes that are asked for in the same turn of the event loop share one question. */
  function ask(code: string): Promise<Map<string, LinkTarget>> {
    if (!round || round.codes.length >= CODES_AT_ONCE) {
      const codes: string[] = []
      const answer = new Promise((resolve) => setImmediate(resolve)).then(async () => {
        if (round?.codes === codes) round = undefined
        return new Map((await lookUp(codes)).map((target) => [target.code, target]))
      })
      round = { codes, answer }
    }
    round.codes.push(code)
    return round.answer
  }

  function refresh(code: string): Promise<LinkTarget | undefined> {
    const underWay = asked.get(code)
    if (underWay) return underWay
    const at = now()
    const before = changes
    const answer = ask(code)
      .then((found) => {
        const target = found.get(code)
        // The answer may be older than the change: good for who asked before it, not to be kept.
        if (before === changes) keep(code, target, at)
        return target
      })
      .finally(() => {
        if (asked.get(code) === answer) asked.delete(code)
      })
    asked.set(code, answer)
    return answer
  }

  function keep(code: string, target: LinkTarget | undefined, at: number): void {
    if (links.size >= LINKS_IN_MEMORY && !links.has(code)) links.clear()
    // Unknown codes are looked up each time, so that guessing fills no memory.
    if (target) links.set(code, { target, at, visited: false })
    else links.delete(code)
  }

  /**
   * Those that had visitors, all in one go: asked for one by one, as their
   * visitors come, a thousand links were hundreds of questions a second.
   */
  function refreshVisited(): void {
    sweptAt = now()
    for (const [code, link] of links) {
      if (link.visited && sweptAt - link.at >= REFRESH_MS / 2) refresh(code).catch(() => {})
    }
  }

  const isFresh = (link: KeptLink): boolean => onlyServer || now() - link.at < STALE_MS

  return {
    known(code) {
      const link = links.get(code)
      if (!link || !isFresh(link)) return undefined
      link.visited = true
      if (now() - link.at >= REFRESH_MS && !asked.has(code)) {
        if (now() - sweptAt >= REFRESH_MS) refreshVisited()
        else refresh(code).catch(() => {})
      }
      return link.target
    },
    find(code) {
      const link = links.get(code)
      // Nothing is known: better late than a dead link, but not for ever.
      if (!link) return inTime(refresh(code), UNKNOWN_PATIENCE_MS, refuse)
      return isFresh(link)
        ? Promise.resolve(link.target)
        : inTime(refresh(code), PATIENCE_MS, () => link.target)
    },
    forget({ programId, partnerId }) {
      changes++
      asked.clear()
      for (const [code, { target }] of links) {
        if (target.programId !== programId) continue
        if (partnerId === undefined || target.partnerId === partnerId) links.delete(code)
      }
    },
  }
}

const refuse = (): never => {
  throw new LinksUnavailable()
}
