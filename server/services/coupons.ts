/** Coupons: unique in their program, one partner each. */
import { normaliseCoupon } from '../../sdk/rules/codes.ts'
import type { CouponTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { requirePartner } from './partners.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'

export async function createCoupon(
  { ids }: Services,
  trx: Trx,
  program: Program,
  input: { partnerId: string; code: string },
): Promise<{ created: boolean; coupon: CouponTable }> {
  await requirePartner(trx, program.id, input.partnerId)
  const code = normaliseCoupon(input.code)
  if (!code) {
    throw new Problem('validation_failed', {
      errors: [{ path: 'code', message: '2 to 64 letters, digits, hyphens or underscores.' }],
    })
  }
  const coupon = await trx
    .insertInto('coupon')
    .values({
      program_id: program.id,
      id: ids.make('cpn'),
      code,
      partner_id: input.partnerId,
      disabled_at: null,
      created_at: program.now,
    })
    .onConflict((conflict) => conflict.columns(['program_id', 'code']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (coupon) return { created: true, coupon }
  const existing = await trx
    .selectFrom('coupon')
    .where('program_id', '=', program.id)
    .where('code', '=', code)
    .selectAll()
    .executeTakeFirstOrThrow()
  if (existing.partner_id !== input.partnerId) {
    throw new Problem('code_taken', {
      detail: 'Another partner has this coupon. A coupon belongs to one partner; choose another code.',
    })
  }
  return { created: false, coupon: existing }
}

/** Newest first; of one partner, or of all. */
export async function listCoupons(
  services: Services,
  programId: string,
  partnerId: string | undefined,
  page: PageRequest,
): Promise<Page<CouponTable>> {
  const scope = `${programId} coupons ${partnerId ?? ''}`
  let rows = services.store.db.selectFrom('coupon').where('program_id', '=', programId).selectAll()
  if (partnerId !== undefined) rows = rows.where('partner_id', '=', partnerId)
  return newestFirst(services, scope, 'coupon', page, rows)
}
