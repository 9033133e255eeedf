/**
 * A sale. Its facts are kept for ever under its external id; sending it again
 * changes nothing. A sale with a touch binds its customer, one without waits
 * for it.
 */
import { isProviders } from '../core/provider.ts'
import type { SaleTable } from '../db/schema.ts'
import { type AttributionRow, attributionById } from './attribute.ts'
import { type CommissionView, commissionsWhere, firstCommissions } from './commissions.ts'
import type { Services } from './context.ts'
import { ensureCustomer, findCustomer } from './customers.ts'
import { tell } from './events.ts'
import { prepared } from './prepared.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { restateSale, unionOfTouches } from './restate.ts'
import { toldName } from './sale-alias.ts'
import { findSale, type KnownSale, SOURCE } from './sale-facts.ts'
import { settleSale } from './settle.ts'
import { occurredAtOr } from './times.ts'
import { claimsOf, type TouchFields } from './touches.ts'

export interface NewSale extends TouchFields {
  externalId: string
  customerExternalId?: string
  /** Cash, including tax and shipping. */
  amountMinor: number
  taxMinor: number
  shippingMinor: number
  currency: string
  items: unknown[]
  /** Undefined: now. */
  occurredAt?: number
}

export interface RecordedSale {
  created: boolean
  sale: KnownSale
  attribution: AttributionRow | undefined
  /** Why nobody is credited, when there is no decision to say it. */
  whyNot: string
  commissions: CommissionView[]
}

export async function recordSale(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewSale,
): Promise<RecordedSale> {
  checkMoney(program, input)
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  await lockFacts(services, trx, program, input)
  const told = await toldBefore(services, trx, program, input)
  if (told) return told
  const claims = claimsOf(input)
  const row: SaleTable = {
    program_id: program.id,
    id: services.ids.make('sal'),
    source: SOURCE,
    external_id: input.externalId,
    customer_external_id: input.customerExternalId ?? null,
    amount_minor: input.amountMinor,
    tax_minor: input.taxMinor,
    shipping_minor: input.shippingMinor,
    currency: input.currency,
    items: JSON.stringify(input.items),
    touches: JSON.stringify(claims),
    occurred_at: occurredAt,
    created_at: program.now,
    attribution_id: null,
    credited_partner_id: null,
    on_hold: 0,
    counted: '[]',
  }
  const [inserted] = await insertUnlessKnown(trx, row)
  if (!inserted) return known(trx, program, input)
  if (claims.length > 0 && input.customerExternalId !== undefined) {
    await ensureCustomer(services, trx, program, input.customerExternalId)
  }
  const cause = { kind: 'sale', id: row.id, redecide: claims.length > 0, isNew: true } as const
  const settled = await settleSale(services, trx, program, row, cause)
  const sale =
    settled?.sales.find((one) => one.id === row.id) ?? (await findSale(trx, program.id, row.external_id))
  if (!sale) throw new Error('a sale that was not stored')
  await tell(services, trx, program, () => [{ type: 'sale.recorded', data: recordedData(sale) }])
  const own = settled?.posted.filter((one) => one.sale_id === row.id) ?? []
  return {
    created: true,
    sale,
    attribution: settled?.attribution,
    whyNot: settled ? NO_TOUCH : notKnownYet(sale),
    commissions: firstCommissions(program, sale, settled?.attribution, own),
  }
}

/** What is told of a sale, whatever happened to it. */
export const saleData = (sale: KnownSale) => ({
  id: sale.id,
  externalId: sale.external_id,
  amount: sale.amount_minor,
  netAmount: Math.max(0, sale.amount_minor - sale.taken_back_minor),
  currency: sale.currency,
})

const recordedData = (sale: KnownSale) => ({
  ...saleData(sale),
  customerExternalId: sale.customer_external_id,
  partnerId: sale.credited_partner_id,
})

/** A sale that a payment provider tells about keeps that money; what the vendor knows of its customer and touches is added. */
async function toldBefore(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewSale,
): Promise<RecordedSale | undefined> {
  const name = await toldName(trx, program.id, input.externalId)
  if (name === undefined) return undefined
  if (name !== input.externalId) await lockSale(services, trx, program, name)
  const sale = await findSale(trx, program.id, name)
  if (!sale) return undefined
  const own = input.customerExternalId
  const { customer_external_id: customer } = sale
  await services.store.lock(
    trx,
    ...[customer, own]
      .filter((id) => id != null)
      .sort()
      .map((id) => `${program.id} customer ${id}`),
  )
  await restateSale(services, trx, program, sale, {
    ...sale,
    customer_external_id: isProviders(customer) && own !== undefined ? own : customer,
    touches: unionOfTouches(sale.touches, JSON.stringify(claimsOf(input))),
  })
  const now = await findSale(trx, program.id, name)
  return now && { created: false, ...(await describeSale(trx, program, now)) }
}

const insertUnlessKnown = prepared((reader, row: SaleTable) =>
  reader
    .insertInto('sale')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
)

async function known(trx: Trx, program: Program, input: NewSale): Promise<RecordedSale> {
  const sale = await findSale(trx, program.id, input.externalId)
  if (!sale) throw new Error('a sale that is there and is not')
  const same =
    sale.amount_minor === input.amountMinor &&
    sale.tax_minor === input.taxMinor &&
    sale.shipping_minor === input.shippingMinor &&
    sale.currency === input.currency &&
    sale.customer_external_id === (input.customerExternalId ?? null) &&
    (input.occurredAt === undefined || sale.occurred_at === input.occurredAt)
  if (!same) throw new Problem('sale_conflict')
  return { created: false, ...(await describeSale(trx, program, sale)) }
}

/** A sale with everything that is known about it now. */
export async function describeSale(
  reader: Reader,
  program: Program,
  sale: KnownSale,
): Promise<Omit<RecordedSale, 'created'>> {
  const customer =
    sale.customer_external_id === null
      ? undefined
      : await findCustomer(reader, program.id, sale.customer_external_id)
  const id = customer ? customer.attribution_id : sale.attribution_id
  return {
    sale,
    attribution: id === null ? undefined : await attributionById(reader, program.id, id),
    whyNot: customer || sale.customer_external_id === null ? NO_TOUCH : notKnownYet(sale),
    commissions: await commissionsWhere(reader, program, { saleId: sale.id }),
  }
}

export const NO_TOUCH = 'no click, coupon or lead'

const notKnownYet = (sale: SaleTable): string =>
  `the customer ${sale.customer_external_id} is not known yet; the sale is kept and credited when the customer arrives`

/** The customer's as well, in one go. */
const lockFacts = (services: Services, trx: Trx, program: Program, facts: NewSale): Promise<void> =>
  services.store.lock(
    trx,
    `${program.id} sale ${facts.externalId}`,
    ...(facts.customerExternalId === undefined ? [] : [`${program.id} customer ${facts.customerExternalId}`]),
  )

export const lockSale = (services: Services, trx: Trx, program: Program, externalId: string): Promise<void> =>
  services.store.lock(trx, `${program.id} sale ${externalId}`)

function checkMoney(program: Program, input: NewSale): void {
  if (!program.definition.currencies.includes(input.currency)) {
    throw new Problem('currency_not_accepted', {
      detail: `The program uses ${program.definition.currencies.join(', ')}. Add ${input.currency} to its currencies, or record the sale in one of them.`,
      errors: [{ path: 'currency', message: `One of: ${program.definition.currencies.join(', ')}.` }],
    })
  }
  if (input.taxMinor + input.shippingMinor > input.amountMinor) {
    throw new Problem('validation_failed', {
      errors: [
        {
          path: 'amount',
          message: 'amount includes tax and shipping, so it cannot be less than both together.',
        },
      ],
    })
  }
}
