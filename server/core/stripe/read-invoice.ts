/** Invoices: what was billed, how much of it was collected, and for which products. */

import { at, idAt, type Json, listAt, numberAt, textAt } from '../json.ts'
import { minorOf } from './amounts.ts'
import { milliseconds, type Telling } from './telling.ts'
import { readTouches } from './touches.ts'

/** What a later stage says stands. */
const stages: Record<string, number> = { open: 1, uncollectible: 2, void: 2, paid: 3 }

export function readInvoice(telling: Telling, invoice: Json, id: string): void {
  telling.linkAll(id, invoice, {
    customer: ['customer'],
    payment_intent: ['payment_intent'],
    charge: ['charge'],
  })
  telling.link(id, 'subscription', subscriptionOf(invoice))
  for (const payment of listAt(invoice, 'payments')) {
    telling.link(id, 'payment_intent', idAt(payment, 'payment', 'payment_intent'))
    telling.link(id, 'charge', idAt(payment, 'payment', 'charge'))
  }
  const status = textAt(invoice, 'status') ?? 'draft'
  const stage = stages[status] ?? 0
  telling.last(id, 'status', status, stage)
  readTouches(telling, id, invoice)
  const currency = telling.currency(id, invoice)
  if (!currency) return
  const minor = (amount: number | undefined) => (amount === undefined ? undefined : minorOf(amount, currency))
  const total = numberAt(invoice, 'total') ?? 0
  telling.last(id, 'total', minor(total), stage)
  telling.last(
    id,
    'tax',
    minor(total - (numberAt(invoice, 'total_excluding_tax') ?? total - taxOf(invoice))),
    stage,
  )
  telling.last(id, 'shipping', minor(numberAt(invoice, 'shipping_cost', 'amount_subtotal') ?? 0), stage)
  telling.last(id, 'items', JSON.stringify(itemsOf(invoice, currency)), stage)
  const paid = numberAt(invoice, 'amount_paid') ?? 0
  if (paid <= 0) return
  telling.most(id, 'paid', minor(paid))
  const paidAt = milliseconds(numberAt(invoice, 'status_transitions', 'paid_at'))
  telling.first(id, 'paidAt', paidAt ?? telling.head.at)
}

/** One of several payments of an invoice. */
export function readInvoicePayment(telling: Telling, payment: Json, id: string): void {
  telling.link(id, 'invoice', idAt(payment, 'invoice'))
  const invoice = idAt(payment, 'invoice')
  for (const name of ['payment_intent', 'charge']) {
    const made = idAt(payment, 'payment', name)
    telling.link(id, name, made)
    if (invoice !== undefined) telling.link(invoice, name, made)
  }
  const currency = telling.currency(id, payment)
  if (textAt(payment, 'status') !== 'paid' || !currency) return
  telling.most(id, 'paid', minorOf(numberAt(payment, 'amount_paid') ?? 0, currency))
  const paidAt = milliseconds(numberAt(payment, 'status_transitions', 'paid_at'))
  telling.first(id, 'paidAt', paidAt ?? telling.head.at)
}

const subscriptionOf = (invoice: Json): string | undefined =>
  idAt(invoice, 'subscription') ?? idAt(invoice, 'parent', 'subscription_details', 'subscription')

const sum = (amounts: (number | undefined)[]): number =>
  amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0)

/** `total_taxes` since basil, `total_tax_amounts` or only `tax` before. */
function taxOf(invoice: Json): number {
  const taxes = [...listAt(invoice, 'total_taxes'), ...listAt(invoice, 'total_tax_amounts')]
  return taxes.length > 0 ? sum(taxes.map((tax) => numberAt(tax, 'amount'))) : (numberAt(invoice, 'tax') ?? 0)
}

/** By product, after discounts and without tax; what a change of plan credits is netted. */
function itemsOf(invoice: Json, currency: string): { productId: string; amount: number }[] {
  const byProduct = new Map<string, number>()
  for (const line of listAt(invoice, 'lines')) {
    const productId =
      idAt(line, 'pricing', 'price_details', 'product') ??
      idAt(line, 'price', 'product') ??
      idAt(line, 'plan', 'product')
    if (productId === undefined) continue
    const discounts = sum(listAt(line, 'discount_amounts').map((discount) => numberAt(discount, 'amount')))
    const inclusive = [
      ...listAt(line, 'taxes').filter((tax) => textAt(tax, 'tax_behavior') === 'inclusive'),
      ...listAt(line, 'tax_amounts').filter((tax) => at(tax, 'inclusive') === true),
    ]
    const taxes = sum(inclusive.map((tax) => numberAt(tax, 'amount')))
    const amount = minorOf((numberAt(line, 'amount') ?? 0) - discounts - taxes, currency)
    byProduct.set(productId, (byProduct.get(productId) ?? 0) + amount)
  }
  return [...byProduct].flatMap(([productId, amount]) => (amount > 0 ? [{ productId, amount }] : []))
}
