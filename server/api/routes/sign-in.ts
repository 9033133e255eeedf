/** Sign-in by mail: a link that is shown by GET and spent by POST, so that a mail scanner opens nothing. */
import { z } from '@hono/zod-openapi'
import { createSession, endSession, SESSION_MS, spendSignInToken } from '../../auth/tokens.ts'
import { queueMail } from '../../services/outbox.ts'
import { confirmPartner, findPartner, partnerByEmail } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import { loadProgram } from '../../services/programs.ts'
import type { AppOptions } from '../app.ts'
import { cookieHeader, refuseCrossSite } from '../credentials.ts'
import { type Route, route } from '../route.ts'
import { email } from '../schemas.ts'

export const signInRoutes = (options: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/sign-in',
      tag: 'Sign-in',
      summary: 'Ask for a sign-in link',
      description: 'Always the same answer, so that nobody learns who is a partner.',
      credentials: [],
      body: z.strictObject({ email }).openapi('SignIn'),
      replies: {
        202: {
          description: 'If the address belongs to a partner, a link is on its way.',
          schema: z.object({ status: z.literal('sent') }),
        },
      },
      problems: ['too_many_requests'],
    },
    async ({ services, program, body, request }) => {
      await options.limits.mail(options.addressOf(request), body.email)
      const partner = await partnerByEmail(services.store.db, program.id, body.email)
      if (partner) {
        await services.store.write((trx) =>
          queueMail(services, trx, program, { template: 'sign_in', partnerId: partner.id }),
        )
        options.mailQueued()
      }
      return { status: 202, body: { status: 'sent' } }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/sessions',
      tag: 'Sign-in',
      summary: 'Open a session with the token of a mail',
      description: 'Works once. Confirms the address as well when the mail asked for that.',
      credentials: [],
      body: z.strictObject({ token: z.string().min(1).max(200) }).openapi('NewSession'),
      replies: {
        201: {
          description: 'The session is in a cookie.',
          schema: z.object({ partner: z.object({ id: z.string(), name: z.string() }) }),
        },
      },
      problems: ['token_spent', 'cross_site'],
    },
    async ({ services, body, request }) => {
      refuseCrossSite(request, services)
      const { session, partner, spent } = await services.store.write(async (trx) => {
        const spent = await spendSignInToken(services, trx, body.token)
        const program = await loadProgram(trx, services.clock, spent.programId)
        const partner =
          spent.purpose === 'confirm'
            ? await confirmPartner(services, trx, program, spent.partnerId)
            : await findPartner(trx, program.id, spent.partnerId)
        if (!partner) throw new Problem('token_spent')
        return { partner, spent, session: await createSession(services, trx, program.id, partner.id) }
      })
      // A merged application's links are its partner's from now on.
      options.recorder.forgetLinks(spent)
      return {
        status: 201,
        headers: cookieHeader('session', services, session, SESSION_MS / 1000),
        body: { partner: { id: partner.id, name: partner.name } },
      }
    },
  ),
  route(
    {
      method: 'delete',
      path: '/v1/sessions/current',
      tag: 'Sign-in',
      summary: 'Sign out',
      credentials: ['session'],
      replies: { 204: { description: 'The session is gone.' } },
    },
    async ({ services, credential }) => {
      if (credential?.kind === 'session') {
        await services.store.write((trx) => endSession(trx, credential.hash))
      }
      return { status: 204, headers: cookieHeader('session', services, '', 0), body: null }
    },
  ),
]
