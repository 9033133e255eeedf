/**
 * A click: which link, who (as far as a salted hash says), and its signed id.
 * This is the hot path: links are held in memory, nothing here waits but the store.
 */
import { createHash } from 'node:crypto'
import { normaliseCode } from '../../sdk/rules/codes.ts'
import { isAllowedDestination } from '../../sdk/rules/origins.ts'
import { makeClickId } from './click-id.ts'
import { ClickFlag } from './clicks.ts'
import type { Services } from './context.ts'
import { loadProgram } from './programs.ts'
import { recentVisitors } from './visitors.ts'

/** Several servers may share a database: what another one changed is seen within this time. */
const LINK_TTL_MS = 5_000
const LINKS_IN_MEMORY = 50_000
/** A visitor on the way to a page does not wait longer than this for our disk. */
const REDIRECT_WAIT_MS = 200
/** A script in the background can wait; giving up early would only make it send the click again. */
export const SCRIPT_WAIT_MS = 5_000

export interface LinkTarget {
  programId: string
  programShortId: number
  linkKey: number
  code: string
  destination: string
  allowedOrigins: string[]
  windowDays: number
  clockOffsetMs: number
  partnerId: string
  partnerName: string
}

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
  /** Undefined for codes that are unknown or switched off. */
  target(code: string): Promise<LinkTarget | undefined>
  /** @param waitMs how long the answer may wait for the click to be stored; default 200. */
  record(target: LinkTarget, visit: Visit, waitMs?: number): Promise<RecordedClick>
  /** Call after changing links, partners, the program or its clock. */
  forgetLinks(): void
  /** Answers that left before their click was stored. */
  readonly unconfirmed: number
}

export function createClickRecorder(
  services: Services,
  visitorSalt: (day: number) => Promise<Buffer>,
): ClickRecorder {
  const { clock, ids, clicks } = services
  const links = new Map<string, { target: LinkTarget | undefined; until: number }>()
  const visitors = recentVisitors()
  let unconfirmed = 0

  return {
    get unconfirmed() {
      return unconfirmed
    },
    forgetLinks: () => links.clear(),

    async target(given) {
      const code = normaliseCode(given)
      if (!code) return undefined
      const now = clock.now()
      const known = links.get(code)
      if (known && known.until > now) return known.target
      const target = await findTarget(services, code)
      if (links.size >= LINKS_IN_MEMORY) links.clear()
      // Unknown codes are looked up each time, so that guessing fills no memory.
      if (target) links.set(code, { target, until: now + LINK_TTL_MS })
      else links.delete(code)
      return target
    },

    async record(target, visit, waitMs = REDIRECT_WAIT_MS) {
      const realNow = clock.now()
      const at = realNow + target.clockOffsetMs
      const salt = await visitorSalt(Math.floor(realNow / 86_400_000))
      const visitor = createHash('sha256')
        .update(salt)
        .update(visit.address)
        .update('\0')
        .update(visit.userAgent)
        .digest()
        .subarray(0, 8)
      const [key] = services.signingKeys
      if (!key) throw new Error('no signing key')
      const { clickId, rowId } = makeClickId(key, target.programShortId, target.linkKey, at, ids.bytes(10))
      const unique = visit.flags === 0 && !visitors.seenRecently(target.linkKey, visitor, at)
      const saving = clicks.submit({
        id: rowId,
        linkKey: target.linkKey,
        visitor,
        flags: visit.flags,
        referrer: hostOf(visit.referrer),
        at,
        unique,
      })
      const stored = await within(saving, waitMs)
      if (!stored) unconfirmed++
      return { clickId, at, stored }
    },
  }
}

/** False when the work failed or takes too long; it goes on by itself then. */
function within(work: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    work.then(
      () => {
        clearTimeout(timer)
        resolve(true)
      },
      () => {
        clearTimeout(timer)
        resolve(false)
      },
    )
  })
}

async function findTarget({ store, clock }: Services, code: string): Promise<LinkTarget | undefined> {
  const row = await store.db
    .selectFrom('link')
    .innerJoin('partner', (join) =>
      join.onRef('partner.program_id', '=', 'link.program_id').onRef('partner.id', '=', 'link.partner_id'),
    )
    .innerJoin('program', 'program.id', 'link.program_id')
    .where('link.code', '=', code)
    .where('link.disabled_at', 'is', null)
    .where('partner.status', 'in', ['active', 'unconfirmed'])
    .select([
      'link.program_id',
      'link.key',
      'link.destination',
      'partner.id as partner_id',
      'partner.name',
      'program.short_id',
      'program.clock_offset_ms',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { definition } = await loadProgram(store.db, clock, row.program_id)
  return {
    programId: row.program_id,
    programShortId: row.short_id,
    linkKey: row.key,
    code,
    destination: row.destination,
    allowedOrigins: definition.allowedOrigins,
    windowDays: definition.attribution.windowDays,
    clockOffsetMs: row.clock_offset_ms,
    partnerId: row.partner_id,
    partnerName: row.name,
  }
}

/** Where the visitor goes: the link's destination, or a deeper page inside the program's origins. */
export function landingUrl(target: LinkTarget, to: string | undefined, clickId: string): string {
  const deep = to !== undefined && isAllowedDestination(to, target.allowedOrigins)
  const destination = deep ? new URL(to).href : target.destination
  // By hand: URLSearchParams would rewrite the destination's own query.
  const [beforeFragment, fragment] = cutAt(destination, '#')
  const [address, query] = cutAt(beforeFragment, '?')
  const kept = query.slice(1).split('&')
  const others = kept.filter((parameter) => parameter !== '' && !/^(via|gw)(=|$)/.test(parameter))
  return `${address}?${[...others, `via=${target.code}`, `gw=${clickId}`].join('&')}${fragment}`
}

/** The second half starts with the mark, or is empty. */
function cutAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

/** Only the host of the referring page is of interest, and only if it is one. */
function hostOf(referrer: string | undefined): string | null {
  if (!referrer || !URL.canParse(referrer)) return null
  const { protocol, hostname } = new URL(referrer)
  return protocol === 'https:' || protocol === 'http:' ? hostname.slice(0, 40) : null
}

/** What a request says about itself: bots, prefetches and embedded fetches are answered but not counted. */
export function flagsOf(
  isBot: (userAgent: string) => boolean,
  request: { method: string; header(name: string): string | undefined },
): number {
  const userAgent = request.header('user-agent') ?? ''
  let flags = 0
  if (request.method === 'HEAD') flags |= ClickFlag.head
  if (userAgent === '' || isBot(userAgent)) flags |= ClickFlag.bot
  const purpose = request.header('sec-purpose') ?? request.header('purpose') ?? request.header('x-moz') ?? ''
  if (/prefetch|prerender|preview/i.test(purpose)) flags |= ClickFlag.prefetch
  const destination = request.header('sec-fetch-dest')
  if (destination !== undefined && destination !== 'document') flags |= ClickFlag.frame
  return flags
}
