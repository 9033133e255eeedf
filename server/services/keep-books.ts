/** Makes sales, refunds and disputes what a payment provider's facts say they are. */

import { formatMoney } from '../../sdk/rules/money.ts'
import { compareText } from '../core/order.ts'
import { isProviders, type ProviderFacts } from '../core/provider.ts'
import { type CustomerInBooks, type Group, type SaleInBooks, UNCLAIMED_MS } from '../core/stripe/books.ts'
import type { Reversal } from '../core/stripe/reversals.ts'
import { dayOf } from '../core/time.ts'
import type { SaleTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { findCustomer } from './customers.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'
import { recordCustomer } from './record-customer.ts'
import { findDispute, findRefund, recordDispute, recordRefund } from './record-reversal.ts'
import { recordSale } from './record-sale.ts'
import { restateCustomer, restateDispute, restateRefund, restateSale, unionOfTouches } from './restate.ts'
import { nameSale, saleNameOf } from './sale-alias.ts'
import { findSale, SOURCE } from './sale-facts.ts'
import type { TouchClaim } from './touches.ts'

/** @returns what was done, in words. */
export async function keepBooks(
  services: Services,
  trx: Trx,
  program: Program,
  groups: Group[],
  signUps: CustomerInBooks[],
): Promise<string[]> {
  const done: string[] = []
  const known = await lockAll(services, trx, program, groups, signUps)
  const customers = [
    ...signUps,
    ...groups.flatMap(({ sale, customer }) => (sale && customer ? [customer] : [])),
  ]
  const byName = new Map(customers.map((customer) => [customer.externalId, customer]))
  for (const customer of byName.values()) {
    if (await keepCustomer(services, trx, program, customer)) done.push(`customer ${customer.externalId}`)
  }
  for (const [index, group] of groups.entries()) {
    if (!group.sale) continue
    const told = { group, sale: group.sale, known: known[index] ?? [] }
    if (await keepSale(services, trx, program, told)) {
      const { amountMinor, currency } = group.sale
      done.push(`sale ${group.externalId} of ${formatMoney(amountMinor, currency)}`)
    }
    for (const reversal of group.reversals) {
      if (await keepReversal(services, trx, program, group.externalId, reversal)) {
        done.push(reversalWords(reversal, group.sale.currency))
      }
    }
  }
  return done
}

/** What one payload says, see `core/provider.ts`. */
export async function keepFacts(
  services: Services,
  trx: Trx,
  program: Program,
  { sales, signUps, reversals }: ProviderFacts,
): Promise<string[]> {
  const done = await keepBooks(services, trx, program, sales, signUps)
  for (const { externalId, aliases } of sales) {
    for (const alias of aliases) {
      if (alias !== externalId) await renameReversals(services, trx, program, alias, externalId)
    }
  }
  for (const { saleExternalId: told, reversal } of reversals) {
    await services.store.lock(trx, `${program.id} sale ${told}`)
    // The vendor may have its own name for the sale.
    const name = await saleNameOf(trx, program.id, told)
    if (name !== told) await services.store.lock(trx, `${program.id} sale ${name}`)
    const sale = await findSale(trx, program.id, name)
    if (sale?.customer_external_id) {
      await services.store.lock(trx, `${program.id} customer ${sale.customer_external_id}`)
    }
    if (await followReversal(services, trx, program, name, reversal)) {
      done.push(reversalWords(reversal, sale?.currency))
    }
  }
  return done
}

/** What is told late must not undo what happened after it: a dispute stays as it ended last. */
async function followReversal(
  services: Services,
  trx: Trx,
  program: Program,
  saleExternalId: string,
  reversal: Reversal,
): Promise<boolean> {
  const { kind, externalId, status } = reversal
  if (kind === 'refund') return keepReversal(services, trx, program, saleExternalId, reversal)
  const before = await findDispute(trx, program, externalId)
  const now = await recordDispute(services, trx, program, {
    externalId,
    saleExternalId,
    amountMinor: before?.amount_minor ?? reversal.amountMinor,
    occurredAt: Math.min(reversal.occurredAt, program.now),
    status,
  })
  return now.reversal.status !== before?.status
}

/** They came before their sale, when nobody knew that the vendor has a name of its own for it. */
async function renameReversals(
  services: Services,
  trx: Trx,
  program: Program,
  alias: string,
  saleExternalId: string,
): Promise<void> {
  const of = <T extends 'refund' | 'dispute'>(table: T) =>
    (trx as Trx)
      .selectFrom(table as 'dispute')
      .where('program_id', '=', program.id)
      .where('source', '=', SOURCE)
      .where('sale_external_id', '=', alias)
      .selectAll()
      .execute()
  for (const known of await of('refund')) {
    const { amount_minor: amountMinor, occurred_at: occurredAt } = known
    await restateRefund(services, trx, program, known, { saleExternalId, amountMinor, occurredAt })
  }
  for (const known of await of('dispute')) {
    const { amount_minor: amountMinor, occurred_at: occurredAt, status } = known
    await restateDispute(services, trx, program, known, { saleExternalId, amountMinor, occurredAt, status })
  }
}

function reversalWords({ kind, externalId, amountMinor, status }: Reversal, currency?: string): string {
  const ended = kind === 'dispute' ? ` (${status})` : ''
  if (currency === undefined) return `${kind} ${externalId}${ended}, which counts when its sale comes`
  return `${kind} ${externalId} of ${formatMoney(amountMinor, currency)}${ended}`
}

/**
 * Sales before customers, each in order, as everybody takes these locks.
 *
 * @returns for each group the sales that are stored under one of its names.
 */
async function lockAll(
  services: Services,
  trx: Trx,
  program: Program,
  groups: Group[],
  signUps: CustomerInBooks[],
): Promise<SaleTable[][]> {
  const namesOf = ({ externalId, aliases }: Group) => [...new Set([externalId, ...aliases])]
  const names = [...new Set(groups.flatMap(namesOf))].sort(compareText)
  await services.store.lock(trx, ...names.map((name) => `${program.id} sale ${name}`))
  const known: SaleTable[][] = []
  for (const group of groups) {
    const found: SaleTable[] = []
    for (const name of namesOf(group)) {
      const sale = await findSale(trx, program.id, name)
      if (sale) found.push(sale)
    }
    known.push(found)
  }
  const customers = [
    ...signUps.map(({ externalId }) => externalId),
    ...groups.flatMap(({ customer }) => (customer ? [customer.externalId] : [])),
    ...known.flat().flatMap(({ customer_external_id: id }) => (id === null ? [] : [id])),
  ]
  const ordered = [...new Set(customers)].sort(compareText)
  await services.store.lock(trx, ...ordered.map((id) => `${program.id} customer ${id}`))
  return known
}

/** The vendor's own customers are signed up by the vendor; their sales carry what is known here. */
async function keepCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  customer: CustomerInBooks,
): Promise<boolean> {
  const { vendors, externalId, signedUpAt, providersName } = customer
  if (vendors) return providersName !== undefined && forget(services, trx, program, providersName)
  if (signedUpAt === undefined) return false
  const touches = JSON.stringify(customer.touches)
  const existing = await findCustomer(trx, program.id, externalId)
  if (existing?.signed_up_at == null) {
    await recordCustomer(services, trx, program, {
      externalId,
      email: customer.email,
      name: customer.name,
      occurredAt: signedUpAt,
    })
  }
  const now = {
    signedUpAt: Math.min(signedUpAt, program.now),
    touches: unionOfTouches(touches, '[]'),
    email: customer.email ?? null,
    name: customer.name ?? null,
  }
  const restated = await restateCustomer(services, trx, program, externalId, now)
  return restated || existing?.signed_up_at == null
}

/** The vendor has its own name for this customer: what was known under the provider's counts there. */
async function forget(services: Services, trx: Trx, program: Program, externalId: string): Promise<boolean> {
  const existing = await findCustomer(trx, program.id, externalId)
  if (existing?.signed_up_at == null) return false
  const nothing = { touches: '[]', email: null, name: null }
  return restateCustomer(services, trx, program, externalId, {
    signedUpAt: existing.signed_up_at,
    ...nothing,
  })
}

interface ToldSale {
  group: Group
  sale: SaleInBooks
  /** Stored under one of its names. */
  known: SaleTable[]
}

async function keepSale(
  services: Services,
  trx: Trx,
  program: Program,
  { group, sale, known }: ToldSale,
): Promise<boolean> {
  const { externalId, aliases, customer } = group
  if (!program.definition.currencies.includes(sale.currency)) {
    throw new Problem('currency_not_accepted', {
      detail: `The program uses ${program.definition.currencies.join(', ')}; this sale is in ${sale.currency}.`,
    })
  }
  await nameSale(trx, program, externalId, aliases)
  const named = customer?.externalId ?? null
  const [first, ...others] = known
  if (!first) {
    await recordSale(services, trx, program, {
      externalId,
      ...(named === null ? {} : { customerExternalId: named }),
      ...sale,
      ...fieldsOf(sale.touches),
    })
    // Touches are listed as they were sent; the same sale told in another order has the same list.
    const stored = await findSale(trx, program.id, externalId)
    const touches = unionOfTouches(JSON.stringify(sale.touches), '[]')
    if (stored) await restateSale(services, trx, program, stored, { ...stored, touches })
    return true
  }
  let touches = unionOfTouches(first.touches, JSON.stringify(sale.touches))
  for (const other of others) {
    touches = unionOfTouches(touches, other.touches)
    await empty(services, trx, program, other)
  }
  const vendors = known.find(({ customer_external_id: id }) => !isProviders(id))?.customer_external_id
  return restateSale(services, trx, program, first, {
    external_id: externalId,
    customer_external_id: isProviders(named) ? (vendors ?? named) : named,
    amount_minor: sale.amountMinor,
    tax_minor: sale.taxMinor,
    shipping_minor: sale.shippingMinor,
    currency: sale.currency,
    items: sale.items.length > 0 ? JSON.stringify(sale.items) : first.items,
    touches,
    occurred_at: isAsGood(first.occurred_at, sale.occurredAt)
      ? first.occurred_at
      : Math.min(sale.occurredAt, program.now),
  })
}

/**
 * The events of one payment differ by seconds. Taking a sale out of the books
 * and putting it back for those would only make them longer to read.
 */
const isAsGood = (recorded: number, told: number): boolean =>
  dayOf(recorded) === dayOf(told) && Math.abs(recorded - told) < UNCLAIMED_MS

/** It turned out to be another sale that is known already: nothing of it counts by itself. */
async function empty(services: Services, trx: Trx, program: Program, sale: SaleTable): Promise<void> {
  await restateSale(services, trx, program, sale, {
    ...sale,
    customer_external_id: null,
    amount_minor: 0,
    tax_minor: 0,
    shipping_minor: 0,
    touches: '[]',
  })
}

function fieldsOf(touches: SaleInBooks['touches']) {
  const of = (by: TouchClaim['by']) => touches.filter((touch) => touch.by === by).map(({ value }) => value)
  const [code] = of('code')
  const [coupon] = of('coupon')
  return { clickIds: of('click'), ...(code && { code }), ...(coupon && { coupon }) }
}

async function keepReversal(
  services: Services,
  trx: Trx,
  program: Program,
  saleExternalId: string,
  reversal: Reversal,
): Promise<boolean> {
  const { kind, externalId, amountMinor, status } = reversal
  const now = { saleExternalId, amountMinor, occurredAt: Math.min(reversal.occurredAt, program.now) }
  if (kind === 'refund') {
    const known = await findRefund(trx, program, externalId)
    if (known) return restateRefund(services, trx, program, known, now)
    if (amountMinor === 0) return false
    await recordRefund(services, trx, program, { externalId, ...now })
    return true
  }
  const known = await findDispute(trx, program, externalId)
  if (known) return restateDispute(services, trx, program, known, { ...now, status })
  await recordDispute(services, trx, program, { externalId, ...now, status })
  return true
}
