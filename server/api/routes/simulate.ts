/** What would I have earned under each plan? */
import { z } from '@hono/zod-openapi'
import type { Simulated } from '../../core/simulate.ts'
import { requirePartner } from '../../services/partners.ts'
import { type Simulation, simulate } from '../../services/simulate.ts'
import { ownPartner, type Route, route } from '../route.ts'
import { amountOut, id } from '../schemas.ts'
import { whose } from './links.ts'

const NewSimulation = z
  .strictObject({ partnerId: id.optional().openapi({ description: 'Whose; implied by a partner token.' }) })
  .openapi('NewSimulation')

const SimulationBody = z
  .object({
    partnerId: z.string(),
    planId: z.string().openapi({ description: 'The plan the partner is on.' }),
    sales: z.int().openapi({ description: 'How many sales were looked at.' }),
    limited: z.string().nullable().openapi({ description: 'Why this is not the whole history, or null.' }),
    earned: z
      .array(z.object({ currency: z.string(), year: z.int(), earned: amountOut }))
      .openapi({ description: 'What was really earned, by currency and year.' }),
    plans: z.array(
      z.object({
        planId: z.string(),
        name: z.string(),
        version: z.int(),
        results: z.array(
          z.object({
            currency: z.string(),
            earned: amountOut,
            years: z.array(z.object({ year: z.int(), earned: amountOut })),
            explanation: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi('Simulation')

const presentResult = (result: Simulated) => ({
  currency: result.currency,
  earned: result.earnedMinor,
  years: result.years.map(({ year, earnedMinor }) => ({ year, earned: earnedMinor })),
  explanation: result.words,
})

const present = (simulation: Simulation) => ({
  ...simulation,
  earned: simulation.earned.map(({ earnedMinor, ...one }) => ({ ...one, earned: earnedMinor })),
  plans: simulation.plans.map(({ results, ...plan }) => ({ ...plan, results: results.map(presentResult) })),
})

export const simulateRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/simulate',
      tag: 'Program',
      summary: 'What would I have earned under each plan?',
      description:
        "The partner's own sales under the present terms of every plan, by the same rules that pay. Nothing is written; a switch counts for new customers only.",
      credentials: ['pt', 'session', 'sk'],
      body: NewSimulation,
      replies: { 200: { description: 'By plan, currency and year.', schema: SimulationBody } },
      problems: ['partner_unknown'],
    },
    async (call) => {
      const { services, program, body } = call
      const partnerId = whose(ownPartner(call), body.partnerId)
      await requirePartner(services.store.db, program.id, partnerId)
      return { status: 200, body: present(await simulate(services, program, partnerId)) }
    },
  ),
]
