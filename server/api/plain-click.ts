/**
 * A reported click that is beyond doubt: the front takes it as it is. Anything
 * unusual is left to the route (see routes/clicks.ts), which says what is wrong
 * with it; so this may refuse too much, and must never take what the route
 * would refuse.
 */
import { normaliseCode } from '../../sdk/rules/codes.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { RecordedClick } from '../services/record-click.ts'
import { parseJson } from './check.ts'
import { presentClick } from './present.ts'
import type { Asked } from './send.ts'

export interface PlainClick {
  /** A publishable key, not yet looked up. */
  key: string
  /** Normalised. */
  code: string
  referrer: string | undefined
}

const publishable = /^gw_pk_[A-Za-z0-9_-]{1,150}$/

export function readPlainClick({ headers }: Asked, query: string, body: Uint8Array): PlainClick | undefined {
  const type = headers['content-type'] ?? ''
  if (!/^(application\/json|text\/plain)? *(;|$)/i.test(type)) return undefined
  const key = headers.authorization
    ? /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1]
    : /^key=([^&]+)$/.exec(query)?.[1]
  if (!key || !publishable.test(key) || (query !== '' && !/^key=[^&]*$/.test(query))) return undefined
  const click = readClick(body)
  return click && { key, ...click }
}

function readClick(body: Uint8Array): Omit<PlainClick, 'key'> | undefined {
  let value: unknown
  try {
    value = parseJson(body)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { code, url, referrer, ...others } = value as Record<string, unknown>
  if (Object.keys(others).length > 0) return undefined
  if (typeof code !== 'string' || code.length === 0 || code.length > 100) return undefined
  if (typeof url !== 'string' || url.length > 2000 || !/^https?:\/\/[^\s]+$/.test(url)) return undefined
  if (!URL.canParse(url)) return undefined
  if (referrer !== undefined && (typeof referrer !== 'string' || referrer.length > 2000)) return undefined
  const normal = normaliseCode(code)
  return normal === null ? undefined : { code: normal, referrer }
}

export function clickReply(target: LinkTarget, click: RecordedClick): { headers: string[]; body: string } {
  const body = JSON.stringify(presentClick(target, click))
  return {
    headers: ['Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(body))],
    body,
  }
}
