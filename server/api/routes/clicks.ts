/** A click that a page reports, because the visitor came by `?via=` and not through the redirect. */
import { z } from '@hono/zod-openapi'
import { isbot } from 'isbot'
import { normaliseCode } from '../../../sdk/rules/codes.ts'
import { Problem } from '../../services/problem.ts'
import { SCRIPT_WAIT_MS, scriptFlagsOf } from '../../services/record-click.ts'
import type { AppOptions } from '../app.ts'
import { presentClick } from '../present.ts'
import { type Route, route } from '../route.ts'
import { timeOut } from '../schemas.ts'
import { revealedBy } from '../send.ts'

const NewClick = z
  .strictObject({
    code: z.string().min(1).max(100),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    referrer: z.string().max(2000).optional(),
  })
  .openapi('NewClick')

const ClickBody = z
  .object({
    clickId: z.string(),
    expiresAt: timeOut,
    partner: z.object({ name: z.string() }),
    coupon: z.string().nullable(),
  })
  .openapi('Click')

export const clickRoutes = ({ recorder, addressOf }: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/clicks',
      tag: 'Clicks',
      summary: 'Record a click from a page',
      description:
        'Also as text/plain with the key in the address, which browsers send without asking first.',
      credentials: ['pk'],
      body: NewClick,
      textBody: true,
      replies: { 201: { description: 'Recorded.', schema: ClickBody } },
      problems: ['code_unknown'],
    },
    async ({ program, body, request }) => {
      const code = normaliseCode(body.code)
      const target = code ? await recorder.target(code) : undefined
      if (!target || target.programId !== program.id) throw new Problem('code_unknown')
      const visit = {
        address: addressOf(request),
        userAgent: request.req.header('user-agent') ?? '',
        referrer: body.referrer,
        flags: scriptFlagsOf(isbot, revealedBy({ method: 'POST', headers: request.req.header() })),
      }
      const click = await recorder.record(target, visit, undefined, SCRIPT_WAIT_MS)
      if (!click.stored) throw new Problem('unavailable')
      return { status: 201, body: presentClick(target, click) }
    },
  ),
]
