/**
 * From everything known of some objects to what the books should say: which
 * sales there are, and what was taken back of each. The same facts give the
 * same books, whatever order they came in.
 */
import { compareText } from '../order.ts'
import { collectedOf } from './amounts.ts'
import { newer, type ObjectFacts, type Told } from './facts.ts'
import { hubs } from './read.ts'
import { type Reversal, reversalsOf } from './reversals.ts'
import type { StripeTouch } from './touches.ts'

/** A payment that names no invoice may still turn out to belong to one. */
export const UNCLAIMED_MS = 600_000

/** All objects at hand, by id, and who names whom in both directions. */
export interface Known {
  objects: ReadonlyMap<string, ObjectFacts>
  links: ReadonlyMap<string, ReadonlySet<string>>
}

export interface Touch {
  by: 'click' | 'code' | 'coupon'
  value: string
}

export interface CustomerInBooks {
  externalId: string
  /** What the provider calls it, like `stripe:cus_…`. */
  providersName: string | undefined
  /** The vendor's own id: the vendor says itself when this customer signed up. */
  vendors: boolean
  signedUpAt: number | undefined
  touches: Touch[]
  email: string | undefined
  name: string | undefined
}

export interface SaleInBooks {
  amountMinor: number
  taxMinor: number
  shippingMinor: number
  currency: string
  items: { productId: string; amount: number }[]
  touches: Touch[]
  occurredAt: number
}

/** One invoice, or one payment without an invoice, with everything around it. */
export interface Group {
  /** Ids of its objects. */
  ids: string[]
  /** What the sale is called, whoever reports it. */
  externalId: string
  /** Other names that the same sale may have been reported under. */
  aliases: string[]
  customer: CustomerInBooks | undefined
  /** Undefined: no money was collected, or it is not certain yet. */
  sale: SaleInBooks | undefined
  /** Why there is no sale. */
  because: string
  /** Until when to wait for more; 0: until it comes; undefined: nothing is missing. */
  waitUntil: number | undefined
  reversals: Reversal[]
}

/** @param now UTC milliseconds, for payments that may yet be claimed by an invoice. */
export function booksOf(known: Known, now: number): Group[] {
  const seen = new Set<string>()
  const groups: Group[] = []
  for (const id of [...known.objects.keys()].sort(compareText)) {
    const object = known.objects.get(id)
    if (!object || seen.has(id) || hubs.has(object.kind)) continue
    const members = connected(known, id)
    for (const member of members) seen.add(member.id)
    groups.push(groupOf(known, members, now))
  }
  return groups
}

function connected(known: Known, start: string): ObjectFacts[] {
  const found = new Map<string, ObjectFacts>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const object = known.objects.get(id)
    if (!object || found.has(id) || hubs.has(object.kind)) continue
    found.set(id, object)
    open.push(...(known.links.get(id) ?? []))
  }
  return [...found.values()].sort((a, b) => compareText(a.id, b.id))
}

const saleKinds = ['invoice', 'payment_intent', 'charge', 'checkout.session']
export const ofKind = (members: ObjectFacts[], kind: string): ObjectFacts[] =>
  members.filter((object) => object.kind === kind)
export const value = <T extends string | number>(object: ObjectFacts | undefined, name: string) =>
  object?.last[name]?.[3] as T | undefined

function groupOf(known: Known, members: ObjectFacts[], now: number): Group {
  const named = saleKinds.flatMap((kind) => ofKind(members, kind))
  const [root] = named
  const vendorSale = newest(named, 'vendorSale')
  return {
    ids: members.map(({ id }) => id),
    externalId: vendorSale ?? `stripe:${root?.id ?? ''}`,
    aliases: named.map(({ id }) => `stripe:${id}`),
    customer: customerOf(known, named),
    reversals: reversalsOf(members),
    ...collected(known, members, now),
  }
}

type Collecting = Pick<Group, 'sale' | 'because' | 'waitUntil'>

function collected(known: Known, members: ObjectFacts[], now: number): Collecting {
  const nothing = (because: string, waitUntil?: number): Collecting => ({
    sale: undefined,
    because,
    waitUntil,
  })
  const [invoice] = ofKind(members, 'invoice')
  if (invoice) {
    if (!invoice.most.told) return nothing(`it waits for invoice ${invoice.id}`, 0)
    const parts = ofKind(members, 'invoice_payment')
    const paidMinor = Math.max(invoice.most.paid ?? 0, sumOf(parts, 'paid'))
    const totalMinor = value<number>(invoice, 'total') ?? 0
    if (totalMinor <= 0) return nothing('the invoice is not above zero')
    if (paidMinor <= 0) return nothing('nothing was collected')
    const sale = saleOf(known, members, invoice, [invoice, ...parts], paidMinor)
    return { sale, because: '', waitUntil: undefined }
  }
  const sessions = ofKind(members, 'checkout.session').filter(({ most }) => most.told)
  const payments = [...ofKind(members, 'payment_intent'), ...ofKind(members, 'charge')]
  const paying = payments.find(({ most }) => (most.paid ?? 0) > 0)
  const session = sessions.find(({ most }) => most.paid) ?? sessions[0]
  const told = [...sessions, ...payments].some(({ most }) => most.told)
  if (!told) return nothing(`it waits for the payment ${payments[0]?.id ?? ''}`.trimEnd(), 0)
  const paidMinor = paying?.most.paid ?? (session?.most.paid ? (value<number>(session, 'total') ?? 0) : 0)
  if (paidMinor <= 0) {
    if (session?.most.failed) return nothing('the payment failed')
    return nothing(session ? 'nothing was collected' : 'the payment has not succeeded')
  }
  const paid = [...payments, ...sessions]
  const until = earliest(paid, 'paidAt') + UNCLAIMED_MS
  if (!session && now < until) return nothing('it waits ten minutes for an invoice or a checkout', until)
  const sale = saleOf(known, members, session ?? paying, paid, paidMinor)
  return { sale, because: '', waitUntil: undefined }
}

/** @param bill what says how much of it is tax and shipping. */
function saleOf(
  known: Known,
  members: ObjectFacts[],
  bill: ObjectFacts | undefined,
  paid: ObjectFacts[],
  paidMinor: number,
): SaleInBooks {
  const items = value<string>(bill, 'items')
  return {
    ...collectedOf({
      totalMinor: value<number>(bill, 'total') ?? paidMinor,
      taxMinor: value<number>(bill, 'tax') ?? 0,
      shippingMinor: value<number>(bill, 'shipping') ?? 0,
      paidMinor,
    }),
    currency: newest([...(bill ? [bill] : []), ...paid], 'currency') ?? '',
    items: items === undefined ? [] : JSON.parse(items),
    touches: touchesOf(known, members),
    occurredAt: earliest(paid, 'paidAt'),
  }
}

function touchesOf(known: Known, members: ObjectFacts[]): Touch[] {
  const subscriptions = named(known, members, 'subscription')
  const told = [...members, ...subscriptions].flatMap(({ sets }) => sets.touches ?? [])
  return resolve(known, told.map(readTouch))
}

function readTouch(written: string): StripeTouch {
  const space = written.indexOf(' ')
  return { by: written.slice(0, space) as StripeTouch['by'], value: written.slice(space + 1) }
}

/** A promotion code is a coupon as soon as it is known how it reads. */
function resolve(known: Known, touches: StripeTouch[]): Touch[] {
  const found = new Map<string, Touch>()
  for (const { by, value: written } of touches) {
    const code = by === 'promotion' ? value<string>(known.objects.get(written), 'code') : written
    if (code === undefined) continue
    const touch: Touch = { by: by === 'promotion' ? 'coupon' : by, value: code }
    found.set(`${touch.by} ${code}`, touch)
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, touch]) => touch)
}

function customerOf(known: Known, members: ObjectFacts[]): CustomerInBooks | undefined {
  const [customer] = named(known, members, 'customer')
  const own = value<string>(customer, 'vendorCustomer') ?? newest(members, 'vendorCustomer')
  if (!customer && own === undefined) return undefined
  return inBooks(known, customer, own)
}

/** A customer by itself: who signed up before there was money. Nobody is taken in who says nothing of a partner. */
export function signUpsOf(known: Known): CustomerInBooks[] {
  return [...known.objects.values()]
    .filter(({ kind }) => kind === 'customer')
    .map((customer) => inBooks(known, customer, value<string>(customer, 'vendorCustomer')))
    .filter(({ touches, vendors }) => touches.length > 0 && !vendors)
}

function inBooks(known: Known, customer: ObjectFacts | undefined, own: string | undefined): CustomerInBooks {
  const signUp = value<string>(customer, 'signUp')
  const checkout: { at: number; touches: StripeTouch[] } | undefined = signUp ? JSON.parse(signUp) : undefined
  const written = (customer?.sets.touches ?? []).map(readTouch)
  return {
    externalId: own ?? `stripe:${customer?.id ?? ''}`,
    providersName: customer && `stripe:${customer.id}`,
    vendors: own !== undefined,
    signedUpAt: checkout?.at ?? customer?.first.created,
    touches: resolve(known, checkout?.touches ?? written),
    email: value<string>(customer, 'email'),
    name: value<string>(customer, 'name'),
  }
}

/** The objects of that kind that others name. */
function named(known: Known, members: ObjectFacts[], kind: string): ObjectFacts[] {
  const ids = new Set(members.flatMap(({ sets }) => sets[kind] ?? []))
  return [...ids].sort(compareText).flatMap((id) => known.objects.get(id) ?? [])
}

function newest(objects: ObjectFacts[], name: string): string | undefined {
  const told = objects.flatMap(({ last }) => (last[name] ? [last[name]] : []))
  return told.reduce<Told | undefined>(newer, undefined)?.[3] as string | undefined
}

const earliest = (objects: ObjectFacts[], name: string): number =>
  Math.min(...objects.flatMap(({ first }) => first[name] ?? []))

export const sumOf = (objects: ObjectFacts[], name: string): number =>
  objects.reduce((sum, { most }) => sum + (most[name] ?? 0), 0)
