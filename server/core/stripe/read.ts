/** What an event of Stripe tells, in the shapes from before and after 2025-03-31.basil. */

import { at, idAt, isObject, type Json, listAt, numberAt, textAt } from '../json.ts'
import { minorOf } from './amounts.ts'
import type { ObjectFacts } from './facts.ts'
import { readInvoice, readInvoicePayment } from './read-invoice.ts'
import { type EventHead, milliseconds, Telling } from './telling.ts'
import { readTouches } from './touches.ts'

/** Objects that many payments share: looked through only when they are told about. */
export const hubs = new Set(['customer', 'subscription', 'promotion_code'])

const readers: Record<string, (telling: Telling, object: Json, id: string) => void> = {
  'checkout.session': readSession,
  invoice: readInvoice,
  invoice_payment: readInvoicePayment,
  charge: readCharge,
  payment_intent: readPaymentIntent,
  refund: readRefund,
  dispute: readDispute,
  credit_note: readCreditNote,
  customer: readCustomer,
  subscription: readSubscription,
  promotion_code: readPromotionCode,
  'radar.early_fraud_warning': readWarning,
}

export interface Told {
  objects: ObjectFacts[]
  /** Pairs of objects that name each other. */
  links: [string, string][]
}

const nothing: Told = { objects: [], links: [] }

/** @returns nothing for an event that is not about money or credit. */
export function readEvent(event: unknown): Told {
  const head = headOf(event)
  const object = at(event, 'data', 'object')
  if (!head || !isObject(object)) return nothing
  const [kind, id] = [textAt(object, 'object') ?? '', textAt(object, 'id')]
  const read = readers[kind]
  if (!read || id === undefined) return nothing
  const telling = new Telling(head)
  telling.kind(id, kind)
  telling.created(id, object)
  read(telling, object, id)
  return { objects: telling.objects, links: telling.links }
}

function headOf(event: unknown): EventHead | undefined {
  const [id, type, created] = [textAt(event, 'id'), textAt(event, 'type'), numberAt(event, 'created')]
  return id && type && created !== undefined ? { id, type, at: created * 1000 } : undefined
}

const payment = { customer: ['customer'], payment_intent: ['payment_intent'], invoice: ['invoice'] }

function readSession(telling: Telling, session: Json, id: string): void {
  telling.linkAll(id, session, { ...payment, subscription: ['subscription'] })
  const currency = telling.currency(id, session)
  const minor = (...path: string[]) => {
    const amount = numberAt(session, ...path)
    return amount === undefined || !currency ? undefined : minorOf(amount, currency)
  }
  telling.last(id, 'total', minor('amount_total'))
  telling.last(id, 'tax', minor('total_details', 'amount_tax'))
  telling.last(id, 'shipping', minor('total_details', 'amount_shipping'))
  telling.last(id, 'mode', textAt(session, 'mode'))
  const status = textAt(session, 'payment_status')
  if (textAt(session, 'status') === 'complete') telling.most(id, 'complete', 1)
  if (status === 'paid') {
    telling.most(id, 'paid', 1)
    telling.first(id, 'paidAt', telling.head.at)
  }
  if (telling.head.type === 'checkout.session.async_payment_failed') telling.most(id, 'failed', 1)
  if (textAt(session, 'status') !== 'complete') return
  const touches = readTouches(telling, id, session)
  const subscription = idAt(session, 'subscription')
  if (subscription !== undefined) readTouches(telling, subscription, session)
  const customer = idAt(session, 'customer')
  if (customer === undefined) return
  telling.last(customer, 'vendorCustomer', textAt(session, 'metadata', 'goodword_customer'))
  // A checkout that says whose merit it is counts as a sign-up; of several, the earliest stays.
  const created = numberAt(session, 'created')
  if (touches.length > 0 && created !== undefined) {
    telling.last(customer, 'signUp', JSON.stringify({ at: created * 1000, touches }), -created)
  }
  telling.last(customer, 'email', textAt(session, 'customer_details', 'email'))
  telling.last(customer, 'name', textAt(session, 'customer_details', 'name'))
}

function readCharge(telling: Telling, charge: Json, id: string): void {
  telling.linkAll(id, charge, payment)
  readTouches(telling, id, charge)
  const currency = telling.currency(id, charge)
  if (!currency) return
  telling.most(id, 'refunded', minorOf(numberAt(charge, 'amount_refunded') ?? 0, currency))
  if (numberAt(charge, 'amount_refunded')) telling.first(id, 'refundedAt', telling.head.at)
  for (const refund of listAt(charge, 'refunds')) {
    const refundId = textAt(refund, 'id')
    if (!isObject(refund) || refundId === undefined) continue
    telling.kind(refundId, 'refund')
    telling.created(refundId, refund)
    readRefund(telling, refund, refundId)
  }
  if (textAt(charge, 'status') !== 'succeeded' || at(charge, 'captured') === false) return
  const amount = numberAt(charge, 'amount_captured') ?? numberAt(charge, 'amount')
  if (amount !== undefined) telling.most(id, 'paid', minorOf(amount, currency))
  telling.first(id, 'paidAt', milliseconds(numberAt(charge, 'created')))
}

function readPaymentIntent(telling: Telling, intent: Json, id: string): void {
  telling.linkAll(id, intent, { customer: ['customer'], invoice: ['invoice'], charge: ['latest_charge'] })
  readTouches(telling, id, intent)
  const currency = telling.currency(id, intent)
  if (!currency || textAt(intent, 'status') !== 'succeeded') return
  const amount = numberAt(intent, 'amount_received') ?? numberAt(intent, 'amount')
  if (amount !== undefined) telling.most(id, 'paid', minorOf(amount, currency))
  telling.first(id, 'paidAt', telling.head.at)
}

const taking = { charge: ['charge'], payment_intent: ['payment_intent'] }
/** A refund that went through can still fail; nothing follows that. */
const refundStages: Record<string, number> = { succeeded: 1, failed: 2, canceled: 2 }

function readRefund(telling: Telling, refund: Json, id: string): void {
  telling.linkAll(id, refund, taking)
  // Before there was a status, there were only refunds that went through.
  const status = textAt(refund, 'status') ?? 'succeeded'
  telling.last(id, 'status', status, refundStages[status] ?? 0)
  readAmount(telling, refund, id)
}

/** Once it is closed, what came before does not matter; a loss can still be turned. */
const openDisputes = /^(warning_)?(needs_response|under_review)$/

function readDispute(telling: Telling, dispute: Json, id: string): void {
  telling.linkAll(id, dispute, taking)
  const status = textAt(dispute, 'status') ?? 'needs_response'
  telling.last(id, 'status', status, openDisputes.test(status) ? 0 : 1)
  readAmount(telling, dispute, id)
}

function readWarning(telling: Telling, warning: Json, id: string): void {
  telling.linkAll(id, warning, taking)
  telling.last(id, 'status', at(warning, 'actionable') === false ? 'warning_closed' : 'needs_response')
}

/** Only what was given back outside of Stripe: the rest comes as refunds, or was never due. */
function readCreditNote(telling: Telling, note: Json, id: string): void {
  telling.linkAll(id, note, { invoice: ['invoice'] })
  const isVoid = textAt(note, 'status') === 'void'
  telling.last(id, 'status', isVoid ? 'canceled' : 'succeeded', isVoid ? 1 : 0)
  const currency = telling.currency(id, note)
  const amount = numberAt(note, 'out_of_band_amount') ?? 0
  if (currency) telling.last(id, 'amount', minorOf(amount, currency))
}

function readAmount(telling: Telling, object: Json, id: string): void {
  const currency = telling.currency(id, object)
  const amount = numberAt(object, 'amount')
  if (amount !== undefined && currency) telling.last(id, 'amount', minorOf(amount, currency))
}

function readCustomer(telling: Telling, customer: Json, id: string): void {
  telling.last(id, 'email', textAt(customer, 'email'))
  telling.last(id, 'name', textAt(customer, 'name'))
  readTouches(telling, id, customer)
  telling.link(id, 'promotion_code', idAt(customer, 'discount', 'promotion_code'))
}

/** Its state, never money. */
function readSubscription(telling: Telling, subscription: Json, id: string): void {
  telling.linkAll(id, subscription, { customer: ['customer'], invoice: ['latest_invoice'] })
  const ended = telling.head.type === 'customer.subscription.deleted'
  telling.last(id, 'status', textAt(subscription, 'status'), ended ? 1 : 0)
  readTouches(telling, id, subscription)
}

function readPromotionCode(telling: Telling, promotion: Json, id: string): void {
  telling.last(id, 'code', textAt(promotion, 'code'))
}
