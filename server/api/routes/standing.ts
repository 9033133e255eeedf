/** Standing: courses, certifications, and what they unlock. */
import { z } from '@hono/zod-openapi'
import type { Services } from '../../services/context.ts'
import { findPartner } from '../../services/partners.ts'
import { Problem } from '../../services/problem.ts'
import type { Program } from '../../services/programs.ts'
import {
  type AwardRow,
  awardCertification,
  type CompletionRow,
  recordCompletion,
  revokeCertification,
  standingOf,
} from '../../services/standing.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { id, text, time, timeOut } from '../schemas.ts'

const params = z.object({ id })
const reason = text(500)

const Award = z
  .object({
    id: z.string(),
    certificationId: z.string(),
    validFrom: timeOut,
    validUntil: timeOut.nullable(),
    revokedAt: timeOut.nullable(),
    reason: z.string(),
    revokedReason: z.string().nullable(),
  })
  .openapi('CertificationAward')

const Completion = z
  .object({ id: z.string(), courseId: z.string(), completedAt: timeOut })
  .openapi('CourseCompletion')

const Standing = z
  .object({
    courses: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        url: z.string(),
        completedAt: timeOut.nullable(),
        unlocks: z.array(z.string()),
      }),
    ),
    certifications: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        valid: z.boolean(),
        courses: z.array(z.string()),
        unlocks: z.array(z.string()),
        awards: z.array(Award),
      }),
    ),
    leadProtectionDays: z
      .int()
      .openapi({ description: 'How long a lead that is accepted now is protected.' }),
  })
  .openapi('Standing')

const presentAward = (row: AwardRow) => ({
  id: row.id,
  certificationId: row.certification_id,
  validFrom: iso(row.valid_from),
  validUntil: row.valid_until === null ? null : iso(row.valid_until),
  revokedAt: row.revoked_at === null ? null : iso(row.revoked_at),
  reason: row.reason,
  revokedReason: row.revoked_reason,
})

const presentCompletion = (row: CompletionRow) => ({
  id: row.id,
  courseId: row.course_id,
  completedAt: iso(row.completed_at),
})

async function presentStanding(services: Services, program: Program, partnerId: string) {
  const { courses, certifications, leadProtectionDays } = await standingOf(
    services.store.db,
    program,
    partnerId,
  )
  return {
    courses: courses.map((course) => ({
      ...course,
      completedAt: course.completedAt === null ? null : iso(course.completedAt),
    })),
    certifications: certifications.map((one) => ({ ...one, awards: one.awards.map(presentAward) })),
    leadProtectionDays,
  }
}

const at = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time)

export const standingRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/partners/{id}/completions',
      tag: 'Standing',
      summary: 'Record a completed course',
      description: 'The certifications whose last course it was are awarded from that day on.',
      credentials: ['sk'],
      params,
      body: z
        .strictObject({ courseId: z.string().min(1).max(40), completedAt: time.optional() })
        .openapi('NewCompletion'),
      idempotent: true,
      replies: {
        201: {
          description: 'Recorded, with what was awarded for it.',
          schema: z.object({ completion: Completion, awards: z.array(Award) }),
        },
        200: {
          description: 'Was recorded before.',
          schema: z.object({ completion: Completion, awards: z.array(Award) }),
        },
      },
      problems: ['not_found', 'occurred_in_future'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const input = { courseId: body.courseId, completedAt: at(body.completedAt) }
        const found = await recordCompletion(services, trx, program, params.id, input)
        return {
          status: found.created ? 201 : 200,
          body: { completion: presentCompletion(found.completion), awards: found.awards.map(presentAward) },
        }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/partners/{id}/certifications',
      tag: 'Standing',
      summary: 'Award a certification by hand',
      description: 'Commissions of sales inside its dates follow at once.',
      credentials: ['sk'],
      params,
      body: z
        .strictObject({
          certificationId: z.string().min(1).max(40),
          validFrom: time.optional(),
          validUntil: time.optional(),
          reason: reason.optional(),
        })
        .openapi('NewAward'),
      idempotent: true,
      replies: { 201: { description: 'Awarded.', schema: Award } },
      problems: ['not_found'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const { certificationId, reason } = body
        const input = {
          certificationId,
          reason,
          validFrom: at(body.validFrom),
          validUntil: at(body.validUntil),
        }
        const award = await awardCertification(services, trx, program, params.id, input)
        return { status: 201, body: presentAward(award) }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/partners/{id}/certifications/{awardId}/revoke',
      tag: 'Standing',
      summary: 'Revoke a certification',
      description: 'It does not count for sales from now on; what was earned before stays.',
      credentials: ['sk'],
      params: z.object({ id, awardId: id }),
      body: z.strictObject({ reason }).openapi('Revocation'),
      replies: { 200: { description: 'Revoked; the first reason stands.', schema: Award } },
      problems: ['not_found'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const { id: partnerId, awardId } = params
        const award = await revokeCertification(services, trx, program, partnerId, awardId, body.reason)
        return { status: 200, body: presentAward(award) }
      }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/partners/{id}/standing',
      tag: 'Standing',
      summary: 'The standing of a partner',
      credentials: ['sk'],
      params,
      replies: { 200: { description: 'What it learned, and what that unlocks.', schema: Standing } },
      problems: ['not_found'],
    },
    async ({ services, program, params }) => {
      if (!(await findPartner(services.store.db, program.id, params.id))) throw new Problem('not_found')
      return { status: 200, body: await presentStanding(services, program, params.id) }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/standing',
      tag: 'Me',
      summary: 'My standing',
      description: 'Courses and certifications, and what each of them unlocks.',
      credentials: ['pt', 'session'],
      replies: { 200: { description: 'What I learned, and what that unlocks.', schema: Standing } },
    },
    async (call) => {
      const partnerId = ownPartner(call as Call)
      if (partnerId === undefined) throw new Problem('credential_not_allowed')
      return { status: 200, body: await presentStanding(call.services, call.program, partnerId) }
    },
  ),
]
