/**
 * The durable click cookie. What a script stores, some browsers delete after
 * seven days; what the page's own server sets, they keep. So your server reads
 * the click id from the address, and takes over what the script stored.
 */
import { CLICK_COOKIE, lastClickIds, readClickIds } from '../rules/click-ids.ts'
import { type HeaderSource, headerOf } from './headers.ts'

/** Browsers keep no cookie longer. */
const LONGEST_DAYS = 400
/** Stands behind the ids in a cookie that a server has set. Readers skip it, as they skip all that is no id. */
const SET_BY_SERVER = 'http'

export interface ClickCookieOptions {
  /** How long the ids are kept, in days. Default 60, at most 400. */
  windowDays?: number
  /** Registrable domain, such as `acme.example`, to share the ids among its hosts. Default: this host only. */
  domain?: string
  /**
   * Hides the cookie from scripts. Recommended when only your server reports
   * customers and sales; the script then keeps its own copy in localStorage
   * alone. Default false.
   */
  httpOnly?: boolean
  /** Default: true unless the address is `http:`. */
  secure?: boolean
  /**
   * What the visitor decided. Left out: consent is not needed, and Global
   * Privacy Control (`Sec-GPC: 1`) counts as denied. `'required'`: nobody
   * decided yet, so nothing is read or written and only this address counts.
   * `'granted'` stands above Global Privacy Control. `'denied'` deletes the cookie.
   */
  consent?: 'required' | 'granted' | 'denied' | undefined
}

export interface ClickCookie {
  /** Value for a `Set-Cookie` header, or null when nothing changes. Answers with one must not be cached publicly. */
  setCookie: string | null
  /** The visitor's last five click ids, oldest first: the `clickIds` of customers and sales. */
  clickIds: string[]
}

/**
 * Reads a visitor's click ids from a request and says which cookie to set.
 * Pure: it changes nothing by itself and never throws for what a visitor sends.
 *
 * @param request the address, absolute or from `/` on, and the headers.
 * @example
 * import { clickCookie } from 'goodword/node'
 *
 * function handle(request: Request): Response {
 *   const { setCookie, clickIds } = clickCookie(request)
 *   const response = Response.json({ clickIds })
 *   if (setCookie) response.headers.append('set-cookie', setCookie)
 *   return response
 * }
 */
export function clickCookie(
  request: { url: string; headers: HeaderSource },
  { windowDays = 60, domain, httpOnly = false, secure, consent }: ClickCookieOptions = {},
): ClickCookie {
  const url = addressOf(request.url)
  const values = [
    ...(headerOf(request.headers, 'cookie', '; ') ?? '').matchAll(/(?:^|;) *gw_click=([^;]*)/g),
  ].map(([, value]) => value?.trim() ?? '')
  const fromAddress = readClickIds(url?.searchParams.get('gw') ?? '')
  const attributes = (seconds: number) =>
    `Path=/; Max-Age=${seconds}; SameSite=Lax` +
    (domain ? `; Domain=${domain}` : '') +
    ((secure ?? url?.protocol !== 'http:') ? '; Secure' : '') +
    (httpOnly ? '; HttpOnly' : '')

  if (consent === 'required') return { setCookie: null, clickIds: lastClickIds(fromAddress) }
  const objects = consent === undefined && headerOf(request.headers, 'sec-gpc') === '1'
  if (consent === 'denied' || objects) {
    return { setCookie: values.length > 0 ? `${CLICK_COOKIE}=; ${attributes(0)}` : null, clickIds: [] }
  }
  const kept = values.flatMap(readClickIds)
  const clickIds = lastClickIds([...kept, ...fromAddress])
  const isOurs = values.some((value) => value.split('.').at(-1) === SET_BY_SERVER)
  const isNew = clickIds.some((id) => !kept.includes(id))
  const seconds = Math.min(windowDays, LONGEST_DAYS) * 86_400
  return {
    setCookie:
      clickIds.length > 0 && (isNew || !isOurs)
        ? `${CLICK_COOKIE}=${[...clickIds, SET_BY_SERVER].join('.')}; ${attributes(seconds)}`
        : null,
    clickIds,
  }
}

/** A path alone says nothing of the scheme: then `https:` is assumed. */
function addressOf(url: string): URL | undefined {
  try {
    return new URL(url, 'https://host.invalid')
  } catch {
    return undefined
  }
}

/** As much of a request and response as Express, Connect and `node:http` have in common. */
export interface CookieRequest {
  url?: string | undefined
  originalUrl?: string | undefined
  protocol?: string | undefined
  headers: Record<string, string | string[] | undefined>
  socket?: object
  /** Filled in here. */
  goodword?: { clickIds: string[] }
}
export interface CookieResponse {
  appendHeader(name: string, value: string): unknown
}

/**
 * The same as middleware for Express and its kin: sets the cookie when it has
 * to and leaves the ids in `req.goodword.clickIds`. Behind a proxy that ends
 * TLS, say `secure: true` or let Express trust the proxy.
 *
 * @param options as for `clickCookie`; `consent` may be a function of the request.
 * @example
 * import { createServer } from 'node:http'
 * import { type CookieRequest, goodwordCookie } from 'goodword/node'
 *
 * const cookie = goodwordCookie({ windowDays: 90, httpOnly: true })
 * createServer((req: CookieRequest, res) => cookie(req, res, () => res.end(String(req.goodword?.clickIds))))
 */
export function goodwordCookie<Req extends CookieRequest>({
  consent,
  ...options
}: Omit<ClickCookieOptions, 'consent'> & {
  consent?: ClickCookieOptions['consent'] | ((request: Req) => ClickCookieOptions['consent'])
} = {}): (request: Req, response: CookieResponse, next: () => void) => void {
  return (request, response, next) => {
    const scheme = request.protocol ?? (request.socket && 'encrypted' in request.socket ? 'https' : 'http')
    const path = (request.originalUrl ?? request.url ?? '/').replace(/^\/*/, '/')
    const { setCookie, clickIds } = clickCookie(
      { url: `${scheme}://host.invalid${path}`, headers: request.headers },
      { ...options, consent: typeof consent === 'function' ? consent(request) : consent },
    )
    request.goodword = { clickIds }
    if (setCookie) response.appendHeader('Set-Cookie', setCookie)
    next()
  }
}
