/** The test twin: move its clock, start over. */
import { z } from '@hono/zod-openapi'
import { advanceClock, LARGEST_STEP_MS, requireTwin, resetTwin } from '../../services/twin.ts'
import type { AppOptions } from '../app.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { timeOut } from '../schemas.ts'

const DAY_MS = 86_400_000

const Step = z
  .strictObject({
    days: z
      .int()
      .min(1)
      .max(LARGEST_STEP_MS / DAY_MS)
      .optional(),
    ms: z.int().min(1).max(LARGEST_STEP_MS).optional(),
  })
  .refine((step) => (step.days === undefined) !== (step.ms === undefined), {
    message: 'Give either days or ms.',
  })
  .openapi('ClockStep')

const Now = z.object({ now: timeOut }).openapi('ClockNow')

export const twinRoutes = ({ recorder }: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/test/clock',
      tag: 'Test twin',
      summary: "Move the twin's clock forwards",
      description:
        'Holds end, windows close and plans change as they would when that time comes. Needs a gw_sk_test_ key.',
      credentials: ['sk'],
      body: Step,
      replies: { 200: { description: "The twin's time.", schema: Now } },
    },
    async ({ services, program, body, transact }) => {
      requireTwin(program)
      const reply = await transact(async (trx, program) => {
        const now = await advanceClock(services, trx, program, body.ms ?? (body.days ?? 0) * DAY_MS)
        return { status: 200, body: { now: iso(now) } }
      })
      recorder.forgetLinks({ programId: program.id })
      return reply
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/test/reset',
      tag: 'Test twin',
      summary: 'Start the twin over',
      description:
        'Deletes everything that happened in the twin and sets its clock back. Keys and plans stay.',
      credentials: ['sk'],
      replies: { 200: { description: "The twin's time.", schema: Now } },
    },
    async ({ services, program, transact }) => {
      requireTwin(program)
      const reply = await transact(async (trx, program) => {
        const { linkKeys } = await resetTwin(services, trx, program)
        await services.clicks.deleteTwin(linkKeys)
        return { status: 200, body: { now: iso(services.clock.now()) } }
      })
      recorder.forgetLinks({ programId: program.id })
      return reply
    },
  ),
]
