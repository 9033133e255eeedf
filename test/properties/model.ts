/**
 * A second, plain answer to "whose customer is it and what is owed", over a
 * whole program and its history: maps, loops and BigInt, written from the
 * rules and sharing no code with the server. It keeps facts, and works out
 * everything again after each of them.
 */
import type { ProgramDefinition, Rule } from '../../server/core/types.ts'
import { compare, halfEven, monthsLater, withoutZeros } from './arithmetic.ts'

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
  at: number
  touches: ModelTouch[]
}

export interface ModelPartner {
  email: string
  /** False for an application whose mail was not answered yet. */
  confirmed: boolean
  plans: { at: number; plan: string }[]
  /** Infinity while it takes part. */
  pausedAt: number
  mergedInto: string | null
}

interface Credit {
  partner: string
  rules: Rule[]
  holdDays: number
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

function termsAt(model: ProgramModel, partner: string, at: number): { rules: Rule[]; holdDays: number } {
  const plans = model.partners.get(partner)?.plans ?? []
  let name = plans[0]?.plan
  for (const one of plans) if (one.at <= at) name = one.plan
  const { plans: offered, holdDays } = definitionAt(model, at)
  const plan = offered.find(({ id }) => id === name)
  if (!plan) throw new Error(`no plan ${name}`)
  return { rules: plan.rules, holdDays }
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
      partner,
      ...termsAt(model, partner, earliest.at),
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
      partner,
      ...termsAt(model, partner, conversion.at),
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

/** "partner|sale|rule" → what is owed now, and the day from which new amounts may be paid. */
function owed(model: ProgramModel): Map<string, { amount: bigint; day: number }> {
  const owed = new Map<string, { amount: bigint; day: number }>()
  for (const { credit, sales } of groups(model)) {
    if (!credit) continue
    const { from } = credit
    const payments = sales
      .filter((sale) => sale.amount > 0n && (from === null || isNotBefore(sale, from)))
      .sort((a, b) => a.at - b.at || compare(a.externalId, b.externalId))
    for (const [index, sale] of payments.entries()) {
      const firstAt = payments[0]?.at ?? 0
      for (const [ruleIndex, rule] of credit.rules.entries()) {
        if (rule.payments !== undefined && index >= rule.payments) continue
        if (rule.months !== undefined && sale.at >= monthsLater(firstAt, rule.months)) continue
        const amount = owedBy(rule, sale, left(model, sale))
        const day = Math.floor((sale.at + credit.holdDays * DAY) / DAY)
        owed.set(`${credit.partner}|${sale.externalId}|${ruleIndex}`, {
          amount,
          day,
        })
      }
    }
  }
  return owed
}

/** Brings what was promised to what is owed. Call it after every fact. */
export function settle(model: ProgramModel): void {
  const targets = owed(model)
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

/** "partner|sale" → amount; nothing where it is zero. */
export function posted(model: ProgramModel): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const [key, days] of model.promised) {
    const [partner = '', sale = ''] = key.split('|')
    for (const amount of days.values()) add(sums, `${partner}|${sale}`, amount)
  }
  return withoutZeros(sums)
}

/** "partner|currency|hold day" → amount; nothing where it is zero. */
export function balances(model: ProgramModel): Map<string, bigint> {
  const held = new Set<string>()
  for (const { credit, sales } of groups(model)) {
    for (const sale of sales) if (credit?.flagged || disputed(model, sale)) held.add(sale.externalId)
  }
  const sums = new Map<string, bigint>()
  for (const [key, days] of model.promised) {
    const [partner = '', sale = ''] = key.split('|')
    const currency = model.sales.get(sale)?.currency ?? ''
    for (const [day, amount] of days) {
      add(sums, `${partner}|${currency}|${held.has(sale) ? NEVER : day}`, amount)
    }
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

function owedBy(rule: Rule, sale: ModelSale, left: bigint): bigint {
  if (rule.rateBps === undefined) {
    return halfEven(BigInt(rule.flat?.[sale.currency] ?? 0) * left, sale.amount)
  }
  return halfEven(sale.untaxed * left * BigInt(rule.rateBps), sale.amount * 10_000n)
}
