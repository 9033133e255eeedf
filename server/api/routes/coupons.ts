/** Coupons: checkout codes that attribute without a click. */
import { z } from '@hono/zod-openapi'
import { createCoupon, listCoupons } from '../../services/coupons.ts'
import type { AppOptions } from '../app.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { Coupon, code, id, listOf, listQuery } from '../schemas.ts'

const NewCoupon = z.strictObject({ partnerId: id, code }).openapi('NewCoupon')

const present = (coupon: { id: string; code: string; partner_id: string; created_at: number }) => ({
  id: coupon.id,
  code: coupon.code,
  partnerId: coupon.partner_id,
  createdAt: iso(coupon.created_at),
})

export const couponRoutes = ({ recorder }: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/coupons',
      tag: 'Coupons',
      summary: 'Give a partner a coupon',
      description: 'The discount itself lives in your shop; Goodword only knows whose code it is.',
      credentials: ['sk'],
      body: NewCoupon,
      idempotent: true,
      replies: {
        201: { description: 'Counts from now on.', schema: Coupon },
        200: { description: 'The partner had it before.', schema: Coupon },
      },
      problems: ['partner_unknown', 'code_taken'],
    },
    async ({ services, program, body, transact }) => {
      const reply = await transact(async (trx, program) => {
        const { created, coupon } = await createCoupon(services, trx, program, body)
        return { status: created ? 201 : 200, body: present(coupon) }
      })
      recorder.forgetLinks({ programId: program.id, partnerId: body.partnerId })
      return reply
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/coupons',
      tag: 'Coupons',
      summary: 'List coupons',
      credentials: ['sk'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional() }),
      replies: { 200: { description: 'Newest first.', schema: listOf(Coupon, 'CouponList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const page = await listCoupons(services, program.id, query.partnerId, query)
      return { status: 200, body: { data: page.data.map(present), nextCursor: page.nextCursor } }
    },
  ),
]
