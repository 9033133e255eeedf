/**
 * A second, plain answer to "whose customer is it and what is owed", over a
 * whole program and its history: maps, loops and BigInt, written from the
 * rules and sharing no code with the server. It keeps facts, and works out
 * everything again after each of them.
 */
import type { ProgramDefinition } from '../../server/core/types.ts'
import { compare, withoutZeros } from './arithmetic.ts'
import { type Bound, type Line, type OwedTerms, owedByPeriods, owedBySales, type Volumes } from './owed.ts'
import type { ModelPayout } from './payouts.ts'

const DAY = 86_400_000
/** Where amounts wait that a flag or an open dispute keeps back. */
export const NEVER = 99_999_999

export interface ModelTouch {
  by: 'click' | 'code' | 'coupon'
  /** As it was sent; coupons in capitals. */
  id: string
  /** When a click happened; codes and coupons happen at the conversion. */
  at?: number
  /** The code of the link, or the coupon; undefined for what nobody gave out. */
  of?: string
}

export interface ModelSale {
  externalId: string
  customer: string | null
  amount: bigint
  untaxed: bigint
  currency: string
  items: { productId: string; amount: number }[]
  at: number
  touches: ModelTouch[]
}

export interface ModelPartner {
  email: string
  /** False for an application whose mail was not answered yet. */
  confirmed: boolean
  /** Whether it said who it is and where it is paid. */
  hasPapers: boolean
  plans: { at: number; plan: string }[]
  /** Infinity while it takes part. */
  pausedAt: number
  mergedInto: string | null
  recruitedBy: string | null
  /** When it held the one certification there is. */
  certified: { from: number; until: number }[]
}

interface Credit extends Bound {
  /** Sales before this one are not covered; null when all are. */
  from: { at: number; externalId: string } | null
  flagged: boolean
}

interface Conversion {
  kind: 'customer' | 'sale'
  externalId: string
  at: number
  touches: ModelTouch[]
}

/** Adds up whatever was added under the same key. */
const add = (sums: Map<string, bigint>, key: string, amount: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}

export interface ProgramModel {
  definitions: { at: number; definition: ProgramDefinition }[]
  partners: Map<string, ModelPartner>
  /** Owner of each link by code, and of each coupon in capitals. */
  owners: Map<string, string>
  signUps: Map<string, { at: number; email: string | null; touches: ModelTouch[] }>
  sales: Map<string, ModelSale>
  refunds: Map<string, { sale: string; amount: bigint }>
  disputes: Map<string, { sale: string; amount: bigint; status: 'opened' | 'won' | 'lost'; at: number }>
  /** The newest decision by hand. */
  manual: Map<string, string | null>
  /** "partner|sale|rule" → what was promised for which day. */
  promised: Map<string, Map<number, bigint>>
  /** What the sales of a period come to, worked out after every fact. */
  periods: Line[]
  adjustments: { partner: string; amount: bigint; day: number }[]
  payouts: Map<string, ModelPayout>
}

export const newModel = (): ProgramModel => ({
  definitions: [],
  partners: new Map(),
  owners: new Map(),
  signUps: new Map(),
  sales: new Map(),
  refunds: new Map(),
  disputes: new Map(),
  manual: new Map(),
  promised: new Map(),
  periods: [],
  adjustments: [],
  payouts: new Map(),
})

/** A customer is known when it signed up or a sale brought it with a touch. */
export function knows(model: ProgramModel, customer: string): boolean {
  const brought = [...model.sales.values()].some(
    (sale) => sale.customer === customer && sale.touches.length > 0,
  )
  return model.signUps.has(customer) || brought
}

export function customers(model: ProgramModel): string[] {
  const named = [...model.sales.values()].flatMap(({ customer }) => (customer === null ? [] : [customer]))
  return [...new Set([...model.signUps.keys(), ...named])].filter((name) => knows(model, name))
}

/** The partner that a merged application belongs to, else the partner itself. */
export function resolve(model: ProgramModel, partner: string): string {
  return model.partners.get(partner)?.mergedInto ?? partner
}

export function partnerOf(model: ProgramModel, customer: string): string | null {
  return credit(model, customer, null)?.partner ?? null
}

function definitionAt(model: ProgramModel, at: number): ProgramDefinition {
  let found = model.definitions[0]
  for (const one of model.definitions) if (one.at <= at) found = one
  if (!found) throw new Error('no definition')
  return found.definition
}

/** Every change of a plan is a version of its own, also one back to what was before. */
function termsOf(model: ProgramModel, id: string, at: number): OwedTerms {
  let found: OwedTerms | undefined
  let text = ''
  for (const one of model.definitions) {
    const plan = one.definition.plans.find((offered) => offered.id === id)
    if (!plan) throw new Error(`no plan ${id}`)
    const { holdDays } = one.definition
    if (found && one.at > at) break
    const next = JSON.stringify([plan.rules, holdDays])
    if (next !== text) found = { plan: id, version: (found?.version ?? 0) + 1, rules: plan.rules, holdDays }
    text = next
  }
  if (!found) throw new Error('no definition')
  return found
}

function boundTo(model: ProgramModel, partner: string, at: number): Bound {
  const { plans = [], recruitedBy = null, certified = [] } = model.partners.get(partner) ?? {}
  let plan = plans[0]?.plan ?? ''
  for (const one of plans) if (one.at <= at) plan = one.plan
  const { override } = definitionAt(model, at)
  return {
    partner,
    certified,
    ...termsOf(model, plan, at),
    override: override && recruitedBy !== null ? { by: recruitedBy, terms: override } : null,
    termsAt: (other) => termsOf(model, plan, other),
  }
}

function ownerOf(model: ProgramModel, touch: ModelTouch): string | null {
  const owner = touch.of === undefined ? undefined : model.owners.get(touch.of)
  return owner === undefined ? null : resolve(model, owner)
}

function counts(model: ProgramModel, touch: ModelTouch, conversion: Conversion): boolean {
  const owner = ownerOf(model, touch)
  if (owner === null) return false
  const at = touch.at ?? conversion.at
  if (at > conversion.at || at >= (model.partners.get(owner)?.pausedAt ?? 0)) return false
  const { windowDays } = definitionAt(model, conversion.at).attribution
  return conversion.at - at < windowDays * DAY
}

function winner(model: ProgramModel, conversion: Conversion): ModelTouch | null {
  const valid = conversion.touches.filter((touch) => counts(model, touch, conversion))
  const coupons = valid.filter(({ by }) => by === 'coupon')
  const rest = coupons.length > 0 ? coupons : valid
  const last =
    coupons.length === 0 && definitionAt(model, conversion.at).attribution.model === 'last_click' ? 1 : -1
  let best: ModelTouch | null = null
  for (const touch of rest) {
    const later = best === null ? last : order(touch, best, conversion.at)
    if (later === last) best = touch
  }
  return best
}

function conversionsOf(model: ProgramModel, customer: string | null, lone: ModelSale | null): Conversion[] {
  const found: Conversion[] = []
  const signUp = customer === null ? undefined : model.signUps.get(customer)
  if (signUp && customer !== null) found.push({ kind: 'customer', externalId: customer, ...signUp })
  for (const sale of lone ? [lone] : model.sales.values()) {
    if (sale.customer === customer && sale.touches.length > 0) found.push({ kind: 'sale', ...sale })
  }
  return found.sort((a, b) => a.at - b.at || compare(a.kind, b.kind) || compare(a.externalId, b.externalId))
}

function credit(model: ProgramModel, customer: string | null, lone: ModelSale | null): Credit | null {
  const conversions = conversionsOf(model, customer, lone)
  const [earliest] = conversions
  if (customer !== null && model.manual.has(customer) && earliest) {
    const decided = model.manual.get(customer) ?? null
    if (decided === null) return null
    const partner = resolve(model, decided)
    return {
      ...boundTo(model, partner, earliest.at),
      from: null,
      flagged: false,
    }
  }
  for (const conversion of conversions) {
    const touch = winner(model, conversion)
    const partner = touch && ownerOf(model, touch)
    if (!partner) continue
    const email = customer === null ? null : (model.signUps.get(customer)?.email ?? null)
    return {
      ...boundTo(model, partner, conversion.at),
      from: conversion.kind === 'customer' ? null : conversion,
      flagged: email !== null && domainOf(email) === domainOf(model.partners.get(partner)?.email ?? ''),
    }
  }
  return null
}

function left(model: ProgramModel, sale: ModelSale): bigint {
  let left = sale.amount
  for (const refund of model.refunds.values()) if (refund.sale === sale.externalId) left -= refund.amount
  for (const dispute of model.disputes.values()) {
    if (dispute.sale === sale.externalId && dispute.status === 'lost') left -= dispute.amount
  }
  return left < 0n ? 0n : left
}

function disputed(model: ProgramModel, sale: ModelSale): boolean {
  return [...model.disputes.values()].some(
    (dispute) => dispute.sale === sale.externalId && dispute.status === 'opened',
  )
}

/** Sales that stand or fall together: one customer's, or one that names nobody. */
function groups(model: ProgramModel): { credit: Credit | null; sales: ModelSale[] }[] {
  const all = [...model.sales.values()]
  const lone = all.filter(({ customer }) => customer === null)
  const named = new Set(all.flatMap(({ customer }) => (customer === null ? [] : [customer])))
  return [
    ...lone.map((sale) => ({
      credit: credit(model, null, sale),
      sales: [sale],
    })),
    ...[...named].map((customer) => ({
      credit: credit(model, customer, null),
      sales: all.filter((sale) => sale.customer === customer),
    })),
  ]
}

/** What is owed now: by the sale, and by the period. */
function owed(model: ProgramModel): { bySale: Line[]; byPeriod: Line[] } {
  const volumes: Volumes = new Map()
  const bySale = groups(model).flatMap(({ credit, sales }) => {
    if (!credit) return []
    const { from } = credit
    const covered = sales.filter((sale) => from === null || isNotBefore(sale, from))
    return owedBySales(
      credit,
      covered.map((sale) => ({ ...sale, left: left(model, sale) })),
      volumes,
    )
  })
  return { bySale, byPeriod: owedByPeriods(volumes) }
}

/** Brings what was promised to what is owed. Call it after every fact. */
export function settle(model: ProgramModel): void {
  const { bySale, byPeriod } = owed(model)
  model.periods = byPeriod
  const targets = new Map(bySale.map(({ key, amount, day }) => [key, { amount, day: day ?? 0 }]))
  for (const key of new Set([...targets.keys(), ...model.promised.keys()])) {
    const target = targets.get(key) ?? { amount: 0n, day: 0 }
    const days = model.promised.get(key) ?? new Map<number, bigint>()
    let missing = target.amount
    for (const amount of days.values()) missing -= amount
    if (missing > 0n) days.set(target.day, (days.get(target.day) ?? 0n) + missing)
    // What is taken back leaves from the days for which it was promised, the latest first.
    for (const day of [...days.keys()].sort((a, b) => b - a)) {
      const amount = days.get(day) ?? 0n
      const taken = missing < 0n ? (amount < -missing ? amount : -missing) : 0n
      days.set(day, amount - taken)
      missing += taken
    }
    model.promised.set(key, days)
  }
}

/** "partner|sale", "partner|period" or "partner|adjusted" → amount; nothing where it is zero. */
export function posted(model: ProgramModel): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const [key, days] of model.promised) {
    const [partner = '', sale = ''] = key.split('|')
    for (const amount of days.values()) add(sums, `${partner}|${sale}`, amount)
  }
  for (const { key, amount } of model.periods) add(sums, key, amount)
  for (const { partner, amount } of model.adjustments) add(sums, `${partner}|adjusted`, amount)
  return withoutZeros(sums)
}

interface Payable {
  partner: string
  /** "partner|sale|rule", "partner|period" or "partner|adjusted". */
  key: string
  currency: string
  day: number
  amount: bigint
  /** By a flag or an open dispute. */
  held: boolean
}

/** All that is promised, with the day for which it is, except what caps take away. */
export function lines(model: ProgramModel): Payable[] {
  const held = new Set<string>()
  for (const { credit, sales } of groups(model)) {
    for (const sale of sales) if (credit?.flagged || disputed(model, sale)) held.add(sale.externalId)
  }
  const found: Payable[] = []
  for (const [key, days] of model.promised) {
    const [partner = '', sale = ''] = key.split('|')
    const currency = model.sales.get(sale)?.currency ?? ''
    for (const [day, amount] of days) {
      found.push({ partner, key, currency, day, amount, held: held.has(sale) })
    }
  }
  for (const { key, amount, currency, day } of model.periods) {
    const [partner = ''] = key.split('|')
    if (day !== null) found.push({ partner, key, currency, day, amount, held: false })
  }
  for (const { partner, amount, day } of model.adjustments) {
    found.push({ partner, key: `${partner}|adjusted`, currency: 'EUR', day, amount, held: false })
  }
  return found
}

/** "partner|currency|hold day" → amount; nothing where it is zero. */
export function balances(model: ProgramModel): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { partner, currency, day, amount, held } of lines(model)) {
    add(sums, `${partner}|${currency}|${held ? NEVER : day}`, amount)
  }
  return withoutZeros(sums)
}

/** 1 when `a` is the later touch of the two. */
function order(a: ModelTouch, b: ModelTouch, conversionAt: number): number {
  const at = (touch: ModelTouch): number => touch.at ?? conversionAt
  return Math.sign(at(a) - at(b)) || compare(a.by, b.by) || compare(a.id, b.id)
}

const isNotBefore = (sale: ModelSale, from: { at: number; externalId: string }): boolean =>
  sale.at > from.at || (sale.at === from.at && sale.externalId >= from.externalId)

const domainOf = (email: string): string => email.trim().toLowerCase().split('@')[1] ?? ''
