/**
 * `GET /r/:code`: the tracked link. Someone about to buy is waiting: it always
 * answers. In `goodword serve` the front answers known links (see front.ts);
 * unknown codes, and everything when there is no front, come here.
 */
import type { Hono } from 'hono'
import { isbot } from 'isbot'
import { normaliseCode } from '../../sdk/rules/codes.ts'
import { landingUrl } from '../services/landing.ts'
import { Problem } from '../services/problem.ts'
import { loadProgram } from '../services/programs.ts'
import { flagsOf } from '../services/record-click.ts'
import type { AppOptions } from './app.ts'
import { fixedHeaders, revealedBy } from './send.ts'

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountRedirect(app: Hono<any>, options: AppOptions): void {
  const { recorder } = options
  app.get('/r/:code', async (c) => {
    c.set('route', 'GET /r/:code')
    const code = normaliseCode(c.req.param('code'))
    const target = code ? await recorder.target(code) : undefined
    if (!target) return answer(await websiteOrNothing(options), true)
    const click = await recorder.record(target, {
      address: options.addressOf(c),
      userAgent: c.req.header('user-agent') ?? '',
      referrer: c.req.header('referer'),
      flags: flagsOf(isbot, revealedBy({ method: c.req.method, headers: c.req.header() })),
    })
    return answer(landingUrl(target, c.req.query('to'), click.clickId), click.stored)
  })
}

/** Of every redirect; its others are those of `redirectHeaders`. */
export const redirectAlways = fixedHeaders([
  // Every visit is a click of its own, and none may happen inside a frame.
  'Cache-Control',
  'no-store',
  'Content-Length',
  '0',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy',
  'no-referrer-when-downgrade',
  'X-Content-Type-Options',
  'nosniff',
])

/** Name, value, name, value … @param stored false: this answer does not acknowledge its click. */
export const redirectHeaders = (location: string, stored: boolean): string[] =>
  stored ? ['Location', location] : ['Location', location, 'Goodword-Click', 'unconfirmed']

function answer(location: string, stored: boolean): Response {
  const headers = new Headers()
  const list = [...redirectHeaders(location, stored), ...redirectAlways.list]
  for (let n = 0; n < list.length; n += 2) headers.set(list[n] ?? '', list[n + 1] ?? '')
  return new Response(null, { status: 302, headers })
}

/** An unknown code leads to the program's website, unless that is this very server. */
async function websiteOrNothing({ services }: AppOptions): Promise<string> {
  const live = await services.store.db
    .selectFrom('program')
    .where('mode', '=', 'live')
    .select('id')
    .executeTakeFirst()
  const { website } = live
    ? (await loadProgram(services.store.db, services.clock, live.id)).definition
    : { website: services.publicUrl }
  if (new URL(website).origin === new URL(services.publicUrl).origin) throw new Problem('code_unknown')
  return website
}
