/** Who is calling: keys and tokens by header, people by cookie. */
import type { Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import { findStaffSession } from '../auth/staff.ts'
import { findSession, findToken } from '../auth/tokens.ts'
import type { Services } from '../services/context.ts'
import { findKey } from '../services/keys.ts'
import { Problem } from '../services/problem.ts'
import type { RequestContext } from './address.ts'
import type { Credential, CredentialKind, Route } from './route.ts'

export interface Caller {
  programId: string
  credential: Credential
}

const names: Record<CredentialKind, string> = {
  pk: 'the publishable key (gw_pk_…)',
  sk: 'the secret key (gw_sk_…)',
  pt: 'a partner token (gw_pt_…)',
  session: 'a signed-in session',
  staff: 'a session of the staff',
}

export async function identify(
  c: Context,
  services: Services,
  { credentials: allowed, roles }: Pick<Route['spec'], 'credentials' | 'roles'>,
): Promise<Caller> {
  const caller = await findCaller(c, services, allowed)
  if (!caller) {
    throw new Problem('credential_missing', { detail: `This route takes ${list(allowed)}.` })
  }
  if (!allowed.includes(caller.credential.kind)) {
    throw new Problem('credential_not_allowed', {
      detail: `This route takes ${list(allowed)}; it was called with ${names[caller.credential.kind]}.`,
    })
  }
  const { credential } = caller
  if (credential.kind === 'session' || credential.kind === 'staff') refuseCrossSite(c, services)
  if (credential.kind === 'staff' && roles && !roles.includes(credential.role)) {
    throw new Problem('role_not_allowed', {
      detail: `This is for ${roles.join(' and ')}; you are signed in as ${credential.role}.`,
    })
  }
  return caller
}

async function findCaller(
  c: Context,
  services: Services,
  allowed: readonly CredentialKind[],
): Promise<Caller | undefined> {
  const bearer = /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const header = c.req.header('authorization')
  if (header !== undefined && bearer === undefined) throw new Problem('credential_invalid')
  // Only a public key may stand in an address: browsers cannot set headers on a beacon.
  const inQuery = allowed.includes('pk') ? c.req.query('key') : undefined
  const given = bearer ?? (inQuery?.startsWith('gw_pk_') ? inQuery : undefined)
  if (given !== undefined) {
    const caller = given.startsWith('gw_pt_')
      ? await tokenCaller(services, given)
      : await keyCaller(services, given)
    if (!caller) throw new Problem('credential_invalid')
    return caller
  }
  const staffCookieValue = allowed.includes('staff')
    ? getCookie(c, cookieName('staff', services.publicUrl))
    : undefined
  if (staffCookieValue) {
    const staff = await findStaffSession(services, staffCookieValue)
    if (!staff) throw new Problem('credential_invalid')
    const { programId, ...holder } = staff
    return { programId, credential: { kind: 'staff', ...holder } }
  }
  const cookie = allowed.includes('session')
    ? getCookie(c, cookieName('session', services.publicUrl))
    : undefined
  if (!cookie) return undefined
  const session = await findSession(services, cookie)
  if (!session) throw new Problem('credential_invalid')
  const { programId, partnerId, hash } = session
  return { programId, credential: { kind: 'session', partnerId, hash } }
}

async function keyCaller(services: Services, given: string): Promise<Caller | undefined> {
  const key = await findKey(services, given)
  if (!key) return undefined
  return {
    programId: key.programId,
    credential: { kind: key.kind === 'secret' ? 'sk' : 'pk', keyId: key.id },
  }
}

async function tokenCaller(services: Services, given: string): Promise<Caller | undefined> {
  const token = await findToken(services, given)
  if (!token) return undefined
  const { programId, partnerId, hash } = token
  return { programId, credential: { kind: 'pt', partnerId, hash } }
}

const cookies = {
  session: { name: 'gw_session', sameSite: 'Lax' },
  staff: { name: 'gw_staff', sameSite: 'Strict' },
} as const

type CookieKind = keyof typeof cookies

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/** `__Host-` pins a cookie to this host, but browsers take it on https only. */
export const cookieName = (kind: CookieKind, publicUrl: string): string =>
  `${isHttps(publicUrl) ? '__Host-' : ''}${cookies[kind].name}`

/**
 * The header that sets a session's cookie, or with a lifetime of 0 seconds ends it: with the same attributes,
 * as a `__Host-` cookie without Secure is refused.
 */
export const cookieHeader = (
  kind: CookieKind,
  { publicUrl }: Pick<Services, 'publicUrl'>,
  value: string,
  maxAge: number,
): Record<string, string> => ({
  'Set-Cookie': generateCookie(cookieName(kind, publicUrl), value, {
    httpOnly: true,
    sameSite: cookies[kind].sameSite,
    secure: isHttps(publicUrl),
    path: '/',
    maxAge,
  }),
})

/** A cookie travels with requests that other sites cause; changes must come from our own pages. */
export function refuseCrossSite(c: RequestContext, services: Pick<Services, 'publicUrl'>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return
  const origin = c.req.header('origin')
  if (origin !== undefined && origin === new URL(services.publicUrl).origin) return
  const site = c.req.header('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  throw new Problem('cross_site')
}

const list = (allowed: readonly CredentialKind[]): string => allowed.map((kind) => names[kind]).join(' or ')
