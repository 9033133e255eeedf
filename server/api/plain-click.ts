/**
 * A reported click that is beyond doubt: the front takes it as it is. Anything
 * unusual is left to the route (see routes/clicks.ts), which says what is wrong
 * with it; so this may refuse too much, and must never take what the route
 * would refuse.
 */
import { normaliseCode } from '../../sdk/rules/codes.ts'
import type { LinkTarget } from '../services/link-targets.ts'
import type { RecordedClick } from '../services/record-click.ts'
import { presentClick } from './present.ts'
import { type Asked, latin1 } from './send.ts'

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

/** One of a click's fields in the object, its value visible ASCII with nothing escaped, and what comes next. */
const field = / *"(code|url|referrer)" *: *"([ !#-[\]-~]*)" *([,}])/y

function readClick(body: Uint8Array): Omit<PlainClick, 'key'> | undefined {
  const text = latin1(body)
  if (!text.startsWith('{')) return undefined
  let code: string | undefined
  let url: string | undefined
  let referrer: string | undefined
  field.lastIndex = 1
  for (let after: string | undefined = ','; after === ','; ) {
    const found = field.exec(text)
    if (!found) return undefined
    const [, name, value] = found
    after = found[3]
    if (name === 'code' && code === undefined) code = value
    else if (name === 'url' && url === undefined) url = value
    else if (name === 'referrer' && referrer === undefined) referrer = value
    else return undefined
  }
  if (field.lastIndex !== text.length) return undefined
  if (!code || code.length > 100 || !url || url.length > 2000 || (referrer ?? '').length > 2000)
    return undefined
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) return undefined
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
