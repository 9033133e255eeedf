/** What a partner decides about its own terms: the plan of its next customers, and the agreement. */
import { z } from '@hono/zod-openapi'
import { acceptAgreement } from '../../services/agreements.ts'
import { findPartner, updatePartner } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { text, timeOut } from '../schemas.ts'
import { ProgramBody, presentProgram } from './program.ts'

const credentials = ['pt', 'session'] as const

const Acceptance = z
  .object({ version: z.string(), acceptedAt: timeOut, name: z.string(), email: z.string() })
  .openapi('AgreementAcceptance')

function me(call: Call): string {
  const own = ownPartner(call)
  if (own === undefined) throw new Problem('credential_not_allowed')
  return own
}

export const myTermsRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/me/plan',
      tag: 'Me',
      summary: 'Switch my plan',
      description: 'Counts for the customers I bring from now on; those I brought keep their terms.',
      credentials,
      body: z.strictObject({ planId: z.string().min(1).max(40) }).openapi('PlanChoice'),
      idempotent: true,
      replies: {
        200: { description: 'The plan of my next customers.', schema: ProgramBody.shape.plans.element },
      },
      problems: ['plan_unknown'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const { planId } = await updatePartner(call.services, trx, program, me(call as Call), {
          planId: call.body.planId,
        })
        const { plans } = await presentProgram(trx, program)
        return { status: 200, body: plans.find((plan) => plan.id === planId) }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/me/agreement',
      tag: 'Me',
      summary: 'Accept the agreement',
      description: 'Kept with the text, its version, the time, and my name and address.',
      credentials,
      body: z.strictObject({ version: text(40) }).openapi('AgreementChoice'),
      idempotent: true,
      replies: {
        201: { description: 'Accepted.', schema: Acceptance },
        200: { description: 'Was accepted before.', schema: Acceptance },
      },
      problems: ['agreement_changed'],
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const partner = await findPartner(trx, program.id, me(call as Call))
        if (!partner) throw new Problem('credential_invalid')
        const { version } = call.body
        const { created, acceptance } = await acceptAgreement(call.services, trx, program, partner, version)
        return {
          status: created ? 201 : 200,
          body: {
            version: acceptance.version,
            acceptedAt: iso(acceptance.accepted_at),
            name: acceptance.name,
            email: acceptance.email,
          },
        }
      }),
  ),
]
