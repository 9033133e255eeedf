/**
 * Paddle Billing (developer.paddle.com/webhooks): what its events say.
 *
 *   transaction.paid, transaction.completed   a sale: what was collected, its tax, its items
 *   adjustment.created, .updated              refund: taken back once it is approved
 *                                             chargeback_warning: a dispute that is open
 *                                             chargeback: one that is lost; chargeback_reverse: won
 *                                             credit: part of a later transaction's totals, nothing by itself
 *   customer.created, .updated                who signed up, and when
 *
 * Amounts are texts of whole minor units. `custom_data` of the transaction takes
 * what our SDKs write: goodword_click_ids, _code, _coupon, _customer, _sale.
 */
import { listAt, textAt } from './json.ts'
import {
  customerNamed,
  noFacts,
  type PayloadReader,
  type ProviderFacts,
  saleGroup,
  type ToldEvent,
  timeAt,
  writtenIn,
} from './provider.ts'
import { collectedOf } from './stripe/amounts.ts'
import type { Reversal } from './stripe/reversals.ts'

export const readPaddle: PayloadReader = (event) => {
  const [kind] = event.type.split('.')
  if (event.type === 'transaction.paid' || event.type === 'transaction.completed') return transaction(event)
  if (kind === 'adjustment') return adjustment(event)
  if (event.type === 'customer.created' || event.type === 'customer.updated') return customer(event)
  return 'It is not about money or credit.'
}

/** Undefined for what is not a whole number. */
function minorAt(value: unknown, ...path: string[]): number | undefined {
  const text = textAt(value, ...path)
  const minor = text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
  return minor
}

function transaction({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const data = (payload as { data?: unknown }).data
  const id = textAt(data, 'id')
  const currency = textAt(data, 'currency_code')
  const total = minorAt(data, 'details', 'totals', 'total')
  const paid = minorAt(data, 'details', 'totals', 'grand_total')
  if (!id || !currency || total === undefined || paid === undefined) {
    return 'It is a transaction without an id, a currency or totals.'
  }
  if (paid <= 0) return 'Nothing was collected with it.'
  const captured = listAt(data, 'payments').flatMap((payment) =>
    textAt(payment, 'status') === 'captured' ? [timeAt(payment, 'captured_at') ?? 0] : [],
  )
  const items = listAt(data, 'details', 'line_items').flatMap((line) => {
    const productId = textAt(line, 'product', 'id')
    const amount = minorAt(line, 'totals', 'total')
    return productId && amount !== undefined && amount >= 0 ? [{ productId, amount }] : []
  })
  const bill = {
    totalMinor: total,
    taxMinor: minorAt(data, 'details', 'totals', 'tax') ?? 0,
    shippingMinor: 0,
    paidMinor: paid,
  }
  const sale = {
    ...collectedOf(bill),
    currency,
    items,
    occurredAt: Math.max(0, ...captured) || (timeAt(data, 'billed_at') ?? occurredAt),
  }
  const written = writtenIn((data as { custom_data?: unknown }).custom_data)
  const customerId = textAt(data, 'customer_id')
  const group = saleGroup({ source: 'paddle', id, written, customer: customerId, sale })
  return { ...noFacts(), sales: [group] }
}

const disputes: Record<string, Reversal['status']> = {
  chargeback_warning: 'opened',
  chargeback: 'lost',
  chargeback_reverse: 'won',
}

function adjustment({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const data = (payload as { data?: unknown }).data
  const [id, transactionId] = [textAt(data, 'id'), textAt(data, 'transaction_id')]
  const [action = '', status = ''] = [textAt(data, 'action'), textAt(data, 'status')]
  const total = minorAt(data, 'totals', 'total')
  if (!id || !transactionId || total === undefined) return 'It is an adjustment without ids or totals.'
  const saleExternalId = `paddle:${transactionId}`
  const at = timeAt(data, 'created_at') ?? occurredAt
  if (action === 'refund') {
    if (status === 'pending_approval') return 'The refund waits for approval: nothing was given back yet.'
    const amountMinor = status === 'approved' ? Math.abs(total) : 0
    const reversal: Reversal = {
      kind: 'refund',
      externalId: `paddle:${id}`,
      amountMinor,
      occurredAt: at,
      status: 'opened',
    }
    return { ...noFacts(), reversals: [{ saleExternalId, reversal }] }
  }
  const became = disputes[action]
  if (became === undefined) return `An adjustment of the kind "${action}" takes nothing back by itself.`
  if (status !== 'approved') return `It is ${status || 'not approved'}: nothing was taken back.`
  // Warning, chargeback and reversal are adjustments of their own: one dispute of that transaction.
  const externalId = `paddle:chargeback:${transactionId}`
  const reversal: Reversal = {
    kind: 'dispute',
    externalId,
    amountMinor: Math.abs(total),
    occurredAt: at,
    status: became,
  }
  return { ...noFacts(), reversals: [{ saleExternalId, reversal }] }
}

function customer({ payload, occurredAt }: ToldEvent): ProviderFacts | string {
  const data = (payload as { data?: unknown }).data
  const id = textAt(data, 'id')
  if (!id) return 'It is a customer without an id.'
  const { customer: vendors } = writtenIn((data as { custom_data?: unknown }).custom_data)
  const signedUpAt = timeAt(data, 'created_at') ?? occurredAt
  const who = customerNamed('paddle', id, vendors, {
    signedUpAt,
    email: textAt(data, 'email'),
    name: textAt(data, 'name'),
  })
  return { ...noFacts(), signUps: [who] }
}
