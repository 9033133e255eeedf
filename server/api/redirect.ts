/** `GET /r/:code`: the tracked link. Someone about to buy is waiting: it always answers. */
import type { Hono } from 'hono'
import { isbot } from 'isbot'
import { Problem } from '../services/problem.ts'
import { loadProgram } from '../services/programs.ts'
import { flagsOf, landingUrl } from '../services/record-click.ts'
import type { AppOptions } from './app.ts'

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountRedirect(app: Hono<any>, options: AppOptions): void {
  const { recorder } = options
  app.get('/r/:code', async (c) => {
    c.set('route', 'GET /r/:code')
    const target = await recorder.target(c.req.param('code'))
    if (!target) return new Response(null, { status: 302, headers: headers(await websiteOrNothing(options)) })
    const click = await recorder.record(target, {
      address: options.addressOf(c),
      userAgent: c.req.header('user-agent') ?? '',
      referrer: c.req.header('referer'),
      flags: flagsOf(isbot, { method: c.req.method, header: (name) => c.req.header(name) }),
    })
    return answer(landingUrl(target, c.req.query('to'), click.clickId), click.stored)
  })
}

function answer(location: string, stored: boolean): Response {
  return new Response(null, {
    status: 302,
    headers: { ...headers(location), ...(stored ? {} : { 'Goodword-Click': 'unconfirmed' }) },
  })
}

const headers = (location: string): Record<string, string> => ({
  Location: location,
  // Every visit is a click of its own, and none may happen inside a frame.
  'Cache-Control': 'no-store',
  'Content-Length': '0',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer-when-downgrade',
})

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
