/** A concrete command told to the real services, each in one transaction. */
import { recordAdjustment } from '../../server/services/adjustments.ts'
import type { Services } from '../../server/services/context.ts'
import { createCoupon } from '../../server/services/coupons.ts'
import { createLink } from '../../server/services/links.ts'
import {
  applyAsPartner,
  confirmPartner,
  createPartner,
  updatePartner,
} from '../../server/services/partners.ts'
import type { Program, Trx } from '../../server/services/programs.ts'
import { applyDefinition } from '../../server/services/publish.ts'
import { decideCustomer, recordCustomer } from '../../server/services/record-customer.ts'
import { recordDispute, recordRefund } from '../../server/services/record-reversal.ts'
import { recordSale } from '../../server/services/record-sale.ts'
import { settleCustomersOf } from '../../server/services/settle.ts'
import { advanceClock } from '../../server/services/twin.ts'
import type { World } from '../support/world.ts'
import type { Where } from './commands.ts'
import type { Changed, Told } from './concrete.ts'
import type { ModelTouch } from './model.ts'
import { papers } from './payouts.ts'

const fieldsOf = (touches: ModelTouch[]) => ({
  clickIds: touches.filter(({ by }) => by === 'click').map(({ id }) => id),
  code: touches.find(({ by }) => by === 'code')?.id,
  // As somebody types it.
  coupon: touches.find(({ by }) => by === 'coupon')?.id.toLowerCase(),
})

/** @returns whether it was new; undefined where that has no meaning. */
export async function tell(world: World, where: Where, told: Told): Promise<boolean | undefined> {
  const { services } = world
  return world.run(async (trx, program) => {
    // What happens now need not say when.
    const occurredAt = 'at' in told && told.at !== program.now ? told.at : undefined
    switch (told.do) {
      case 'sign up': {
        const { customer: externalId, touches } = told
        const input = { externalId, email: told.email ?? undefined, ...fieldsOf(touches), occurredAt }
        return (await recordCustomer(services, trx, program, input)).created
      }
      case 'sale': {
        const { created } = await recordSale(services, trx, program, {
          externalId: told.externalId,
          customerExternalId: told.customer ?? undefined,
          amountMinor: told.amount,
          taxMinor: told.tax,
          shippingMinor: told.shipping,
          currency: told.currency,
          items: told.items,
          ...fieldsOf(told.touches),
          occurredAt,
        })
        return created
      }
      case 'refund': {
        const { externalId, sale: saleExternalId, amount: amountMinor } = told
        const input = { externalId, saleExternalId, amountMinor, occurredAt }
        return (await recordRefund(services, trx, program, input)).created
      }
      case 'dispute': {
        const { externalId, sale: saleExternalId, amount: amountMinor, status } = told
        const input = { externalId, saleExternalId, amountMinor, status, occurredAt: told.at }
        await recordDispute(services, trx, program, input)
        return undefined
      }
      case 'decide': {
        const { customer, partner: partnerId } = told
        await decideCustomer(services, trx, program, customer, { partnerId, reason: 'agreed by phone' })
        return undefined
      }
    }
  }, where)
}

export async function makeChanged(
  world: World,
  where: Where,
  change: Changed,
): Promise<{ partner?: string; link?: { code: string; key: number } }> {
  const { services } = world
  return world.run(async (trx, program) => {
    switch (change.do) {
      case 'enrol': {
        const { email, plan: planId } = change
        const { partner } = await createPartner(services, trx, program, { email, planId })
        if (change.by !== null) await recruit(trx, program.id, partner.id, change.by)
        await papers(trx, program, partner.id)
        return { partner: partner.id, link: partner.links[0] }
      }
      case 'apply': {
        const { email, plan: planId } = change
        const link = await applyAsPartner(services, trx, program, { email, planId })
        return { partner: link.partner_id, link }
      }
      case 'link': {
        const link = await createLink(services, trx, program, { partnerId: change.partner, name: 'Mara' })
        return { link }
      }
      case 'coupon':
        await createCoupon(services, trx, program, { partnerId: change.partner, code: change.code })
        return {}
      case 'edit':
        await applyDefinition(services, trx, program, change.definition)
        return {}
      case 'switch plan':
        await updatePartner(services, trx, program, change.partner, { planId: change.plan })
        return {}
      case 'pause':
        await updatePartner(services, trx, program, change.partner, { status: 'paused' })
        return {}
      case 'confirm':
        await confirmPartner(services, trx, program, change.partner)
        return {}
      case 'certify':
        await award(trx, services, program, change)
        await settleCustomersOf(services, trx, program, change.partner, 'standing')
        return {}
      case 'revoke':
        await revoke(trx, program, change.partner)
        await settleCustomersOf(services, trx, program, change.partner, 'standing')
        return {}
      case 'adjust': {
        const { partner: partnerId, amount: amountMinor } = change
        const adjustment = { partnerId, amountMinor, currency: 'EUR', reason: 'agreed by phone' }
        await recordAdjustment(services, trx, program, adjustment)
        return {}
      }
      case 'forward':
        await advanceClock(services, trx, program, change.ms)
        return {}
    }
  }, where)
}

const recruit = (trx: Trx, programId: string, partnerId: string, by: string) =>
  trx
    .updateTable('partner')
    .set({ distributor_id: by })
    .where('program_id', '=', programId)
    .where('id', '=', partnerId)
    .execute()

const award = (
  trx: Trx,
  { ids }: Services,
  program: Program,
  { partner, days }: { partner: string; days: number | null },
) =>
  trx
    .insertInto('certification_award')
    .values({
      program_id: program.id,
      id: ids.make('awd'),
      partner_id: partner,
      certification_id: 'soc',
      valid_from: program.now,
      valid_until: days === null ? null : program.now + days * 86_400_000,
      revoked_at: null,
      reason: 'All courses completed.',
      revoked_reason: null,
      created_at: program.now,
    })
    .execute()

const revoke = (trx: Trx, program: Program, partner: string) =>
  trx
    .updateTable('certification_award')
    .set({ revoked_at: program.now })
    .where('program_id', '=', program.id)
    .where('partner_id', '=', partner)
    .where('revoked_at', 'is', null)
    .execute()
