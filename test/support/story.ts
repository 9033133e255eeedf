/**
 * Scenarios that a person can read: partners, customers and sales by name, at
 * so many days after the start, through the real services.
 */

import type { ProgramDefinition } from '../../server/core/types.ts'
import { clickIdMaker } from '../../server/services/click-id.ts'
import { createCoupon } from '../../server/services/coupons.ts'
import { decideLead, type NewLead, registerLead } from '../../server/services/leads.ts'
import { createPartner, updatePartner } from '../../server/services/partners.ts'
import { applyDefinition } from '../../server/services/publish.ts'
import { decideCustomer, recordCustomer } from '../../server/services/record-customer.ts'
import { recordDispute, recordRefund } from '../../server/services/record-reversal.ts'
import { recordSale } from '../../server/services/record-sale.ts'
import type { TouchFields } from '../../server/services/touches.ts'
import { verify } from '../../server/services/verify.ts'
import { DAY_MS, definition, START } from './app.ts'
import type { Engine } from './engines.ts'
import type { Opened } from './reusable.ts'
import { scopedIds } from './scoped-ids.ts'
import { openWorld, type World } from './world.ts'

export interface Person {
  id: string
  name: string
  linkKey: number
  code: string
}

export interface When {
  /** Days after the start; may be a fraction, and more exact with `ms`. Default: now. */
  day?: number
  ms?: number
}

export interface Story {
  world: World
  /** The clock stands there from now on. */
  on(day: number, ms?: number): void
  partner(name: string, plan?: string, email?: string): Promise<Person>
  coupon(partner: Person, code: string): Promise<void>
  /** A click id that this server gave out at that time. */
  click(partner: Person, when?: When): string
  signUp(name: string, touches?: TouchFields & When & { email?: string }): ReturnType<typeof recordCustomer>
  sale(name: string, customer: string | null, amount: number, more?: SaleMore): ReturnType<typeof recordSale>
  refund(sale: string, amount: number, id?: string): ReturnType<typeof recordRefund>
  dispute(
    sale: string,
    amount: number,
    status: 'opened' | 'won' | 'lost',
    occurredAt?: number,
  ): ReturnType<typeof recordDispute>
  decide(customer: string, partner: Person | null): ReturnType<typeof decideCustomer>
  acceptedLead(partner: Person): Promise<string>
  publish(change: Partial<ProgramDefinition>): Promise<void>
  switchPlan(partner: Person, plan: string): Promise<void>
  pause(partner: Person): Promise<void>
  /** What everybody has from each sale, such as `{ 'Mara s1': 2000 }`; nothing where it is zero. */
  earned(): Promise<Record<string, number>>
  /** Balances by the day on which they may be paid, such as `{ 'Mara EUR +30': 2000, 'Mara EUR never': 1 }`. */
  payable(): Promise<Record<string, number>>
  /** The kinds and amounts of what was posted for a sale, in order. */
  posted(sale: string): Promise<string[]>
  /** Checks the books, then closes. */
  end(): Promise<string[]>
}

type SaleMore = TouchFields & When & { currency?: string; tax?: number; shipping?: number }

const NEVER = 99_999_999

const lead: NewLead = {
  company: 'Client GmbH',
  contact: { name: 'Kim Sol', email: 'kim@client.example' },
  need: 'Their on-call rota lives in a spreadsheet.',
  submittedBy: 'partner',
}

/**
 * @param opened an empty database to use instead of a fresh one.
 * @param start when the program is published; days are still counted from `START`.
 */
export async function tellStory(
  engine: Engine,
  change: Partial<ProgramDefinition> = {},
  opened?: Opened,
  start = START,
): Promise<Story> {
  const world = await openWorld(engine, {
    opened,
    definition: { ...definition, ...change },
    start,
    ids: scopedIds(),
  })
  const { services, clock, run } = world
  const { shortId } = await world.program()
  const names = new Map<string, string>()
  let serial = 0
  const timeOf = ({ day, ms = 0 }: When): number | undefined =>
    day === undefined ? undefined : START + Math.round(day * DAY_MS) + ms
  const totals = (rows: { key: string; amount: number }[]): Record<string, number> => {
    const sums = new Map<string, number>()
    for (const { key, amount } of rows) sums.set(key, (sums.get(key) ?? 0) + amount)
    return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0))
  }
  const commissions = () =>
    services.store.db
      .selectFrom('commission')
      .innerJoin('sale', 'sale.id', 'commission.sale_id')
      .select(['commission.partner_id', 'sale.external_id', 'commission.amount_minor', 'commission.kind'])
      .orderBy('commission.created_at')
      .orderBy('commission.id')
      .execute()

  return {
    world,
    on: (day, ms = 0) => clock.set(START + Math.round(day * DAY_MS) + ms),
    async partner(name, planId = 'refer', email = `${name.toLowerCase()}@${name.toLowerCase()}.example`) {
      const { partner } = await run((trx, program) =>
        createPartner(services, trx, program, { email, name, planId }),
      )
      names.set(partner.id, name)
      const [link] = partner.links
      if (!link) throw new Error('a partner without a link')
      return { id: partner.id, name, linkKey: link.key, code: link.code }
    },
    async coupon(partner, code) {
      await run((trx, program) => createCoupon(services, trx, program, { partnerId: partner.id, code }))
    },
    click(partner, when = {}) {
      const [key] = services.signingKeys
      if (!key) throw new Error('no signing key')
      const random = Buffer.alloc(10)
      random.writeUInt32BE(serial++)
      return clickIdMaker(key)(shortId, partner.linkKey, timeOf(when) ?? clock.now(), random).clickId
    },
    signUp: (externalId, { day, ms, ...input } = {}) =>
      run((trx, program) =>
        recordCustomer(services, trx, program, { externalId, ...input, occurredAt: timeOf({ day, ms }) }),
      ),
    sale: (
      externalId,
      customer,
      amountMinor,
      { day, ms, currency = 'EUR', tax = 0, shipping = 0, ...touches } = {},
    ) =>
      run((trx, program) =>
        recordSale(services, trx, program, {
          externalId,
          customerExternalId: customer ?? undefined,
          amountMinor,
          taxMinor: tax,
          shippingMinor: shipping,
          currency,
          items: [],
          ...touches,
          occurredAt: timeOf({ day, ms }),
        }),
      ),
    refund: (saleExternalId, amountMinor, externalId = `re_${serial++}`) =>
      run((trx, program) =>
        recordRefund(services, trx, program, { externalId, saleExternalId, amountMinor }),
      ),
    dispute: (saleExternalId, amountMinor, status, occurredAt) =>
      run((trx, program) => {
        const input = { externalId: `dp_${saleExternalId}`, saleExternalId, amountMinor, status, occurredAt }
        return recordDispute(services, trx, program, input)
      }),
    decide: (customer, partner) =>
      run((trx, program) => {
        const decision = { partnerId: partner?.id ?? null, reason: 'agreed by phone' }
        return decideCustomer(services, trx, program, customer, decision)
      }),
    async acceptedLead(partner) {
      const { id } = await run((trx, program) => registerLead(services, trx, program, partner.id, lead))
      await run((trx, program) => decideLead(services, trx, program, id, { status: 'accepted' }))
      return id
    },
    async publish(next) {
      await run((trx, program) => applyDefinition(services, trx, program, { ...program.definition, ...next }))
    },
    async switchPlan(partner, planId) {
      await run((trx, program) => updatePartner(services, trx, program, partner.id, { planId }))
    },
    async pause(partner) {
      await run((trx, program) => updatePartner(services, trx, program, partner.id, { status: 'paused' }))
    },
    async earned() {
      const rows = await commissions()
      return totals(
        rows.map((row) => ({
          key: `${names.get(row.partner_id) ?? row.partner_id} ${row.external_id}`,
          amount: row.amount_minor,
        })),
      )
    },
    async payable() {
      const rows = await services.store.db.selectFrom('partner_balance').selectAll().execute()
      const startDay = Math.floor(START / DAY_MS)
      const dayWords = (day: number): string => (day === NEVER ? 'never' : `+${day - startDay}`)
      return totals(
        rows.map((row) => ({
          key: `${names.get(row.partner_id) ?? row.partner_id} ${row.currency} ${dayWords(row.hold_day)}`,
          amount: row.amount_minor,
        })),
      )
    },
    async posted(sale) {
      const rows = await commissions()
      return rows.filter((row) => row.external_id === sale).map((row) => `${row.kind} ${row.amount_minor}`)
    },
    async end() {
      const { findings } = await verify(services.store.db)
      await world.close()
      return findings
    },
  }
}
