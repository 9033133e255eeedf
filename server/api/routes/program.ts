/** The public terms, and the definition behind them. */
import { z } from '@hono/zod-openapi'
import { planSentences } from '../../core/terms.ts'
import type { Services } from '../../services/context.ts'
import {
  applyDefinition,
  loadProgram,
  type Program,
  planVersions,
  type Reader,
} from '../../services/programs.ts'
import type { AppOptions } from '../app.ts'
import { attributionRule, Definition, PriceSheet, planKind, Rule } from '../definition.ts'
import { type Route, route } from '../route.ts'
import { amountOut } from '../schemas.ts'

export const ProgramBody = z
  .object({
    id: z.string(),
    name: z.string(),
    mode: z.enum(['live', 'test']),
    website: z.string(),
    allowedOrigins: z.array(z.string()),
    currencies: z.array(z.string()),
    attribution: attributionRule,
    holdDays: z.int(),
    minimumPayout: z.record(z.string(), amountOut),
    payoutDay: z.int(),
    plans: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: planKind,
        version: z.int(),
        holdDays: z.int(),
        terms: z.array(z.string()),
        rules: z.array(Rule),
        prices: PriceSheet.optional(),
      }),
    ),
  })
  .openapi('Program')

export async function presentProgram(reader: Reader, program: Program) {
  const { definition } = program
  const versions = await planVersions(reader, program.id)
  return {
    id: program.id,
    name: definition.name,
    mode: program.mode,
    website: definition.website,
    allowedOrigins: definition.allowedOrigins,
    currencies: definition.currencies,
    attribution: definition.attribution,
    holdDays: definition.holdDays,
    minimumPayout: definition.minimumPayout,
    payoutDay: definition.payoutDay,
    plans: definition.plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      kind: plan.kind,
      version: versions.get(plan.id) ?? 1,
      holdDays: definition.holdDays,
      terms: planSentences(plan, definition),
      rules: plan.rules,
      ...(plan.prices ? { prices: plan.prices } : {}),
    })),
  }
}

async function apply(services: Services, program: Program, definition: z.output<typeof Definition>) {
  return services.store.write(async (trx) => {
    await applyDefinition(services, trx, program, definition)
    return presentProgram(trx, await loadProgram(trx, services.clock, program.id))
  })
}

export const programRoutes = ({ recorder }: AppOptions): Route[] => [
  route(
    {
      method: 'get',
      path: '/v1/program',
      tag: 'Program',
      summary: 'The public terms',
      description:
        'Plans in data and in plain sentences, written by the software from the same rules it pays by.',
      credentials: ['pk', 'sk', 'pt', 'session'],
      replies: { 200: { description: 'The program in force.', schema: ProgramBody } },
    },
    async ({ services, program }) => ({
      status: 200,
      body: await presentProgram(services.store.db, program),
    }),
  ),
  route(
    {
      method: 'put',
      path: '/v1/program',
      tag: 'Program',
      summary: 'Publish the program',
      description:
        'Counts for new customers from now on; every customer keeps the terms it was bound under. Plans whose terms changed get a new version.',
      credentials: ['sk'],
      body: Definition,
      replies: { 200: { description: 'The program as it now is.', schema: ProgramBody } },
    },
    async ({ services, program, body }) => {
      const shown = await apply(services, program, body)
      recorder.forgetLinks({ programId: program.id })
      return { status: 200, body: shown }
    },
  ),
]
