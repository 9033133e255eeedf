/**
 * A sale. Its facts are kept for ever under its external id; sending it again
 * changes nothing. A sale with a touch binds its customer, one without waits
 * for it.
 */
import type { SaleTable } from '../db/schema.ts'
import { type AttributionRow, attributionById } from './attribute.ts'
import type { Services } from './context.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { ensureCustomer, findCustomer } from './record-customer.ts'
import { settleSale } from './settle.ts'
import { occurredAtOr } from './times.ts'
import { claimsOf, type TouchFields } from './touches.ts'

export const SOURCE = 'api'

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
  sale: SaleTable
  attribution: AttributionRow | undefined
  /** Why nobody is credited, when there is no decision to say it. */
  whyNot: string
}

export async function recordSale(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewSale,
): Promise<RecordedSale> {
  checkMoney(program, input)
  const occurredAt = occurredAtOr(input.occurredAt, program.now)
  await lockSale(services, trx, program, input.externalId)
  const existing = await findSale(trx, program.id, input.externalId)
  if (existing) return { created: false, ...(await known(trx, program, existing, input)) }
  if (input.customerExternalId !== undefined) {
    await services.store.lock(trx, `${program.id} customer ${input.customerExternalId}`)
  }
  const claims = claimsOf(input)
  const sale = await trx
    .insertInto('sale')
    .values({
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
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (claims.length > 0 && input.customerExternalId !== undefined) {
    await ensureCustomer(services, trx, program, input.customerExternalId)
  }
  const attribution = await settleSale(services, trx, program, sale, {
    kind: 'sale',
    id: sale.id,
    saleId: sale.id,
    redecide: claims.length > 0,
  })
  return { created: true, sale, attribution, whyNot: await whyNot(trx, program, sale) }
}

async function known(trx: Trx, program: Program, sale: SaleTable, input: NewSale) {
  const same =
    sale.amount_minor === input.amountMinor &&
    sale.tax_minor === input.taxMinor &&
    sale.shipping_minor === input.shippingMinor &&
    sale.currency === input.currency &&
    sale.customer_external_id === (input.customerExternalId ?? null) &&
    (input.occurredAt === undefined || sale.occurred_at === input.occurredAt)
  if (!same) throw new Problem('sale_conflict')
  return {
    sale,
    attribution: await attributionOf(trx, program, sale),
    whyNot: await whyNot(trx, program, sale),
  }
}

/** The decision that a sale falls under: its customer's, or its own. */
export async function attributionOf(
  trx: Reader,
  program: Program,
  sale: SaleTable,
): Promise<AttributionRow | undefined> {
  const customer =
    sale.customer_external_id === null
      ? undefined
      : await findCustomer(trx, program.id, sale.customer_external_id)
  const id = customer ? customer.attribution_id : sale.attribution_id
  return id === null ? undefined : attributionById(trx, program.id, id)
}

export async function whyNot(trx: Reader, program: Program, sale: SaleTable): Promise<string> {
  if (sale.customer_external_id === null) return NO_TOUCH
  const customer = await findCustomer(trx, program.id, sale.customer_external_id)
  return customer
    ? NO_TOUCH
    : `the customer ${sale.customer_external_id} is not known yet; the sale is kept and credited when the customer arrives`
}

export const NO_TOUCH = 'no click, coupon or lead'

export async function findSale(
  trx: Reader,
  programId: string,
  externalId: string,
): Promise<SaleTable | undefined> {
  return trx
    .selectFrom('sale')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('external_id', '=', externalId)
    .selectAll()
    .executeTakeFirst()
}

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
