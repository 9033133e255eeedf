/** A picked command made concrete: which customer, which click id, at what time. What is told, and told again. */
import type { ProgramDefinition } from '../../server/core/types.ts'
import { clickIdMaker } from '../../server/services/click-id.ts'
import type { World } from '../support/world.ts'
import {
  type Change,
  type Command,
  type EmailPick,
  type Fact,
  overrides,
  planIds,
  products,
  ruleSets,
  type TouchPick,
  type Where,
} from './commands.ts'
import { knows, type ModelSale, type ModelTouch, newModel, type ProgramModel, resolve } from './model.ts'

export type ToldSale = Omit<ModelSale, 'amount' | 'untaxed'> & {
  amount: number
  tax: number
  shipping: number
}

export type Told =
  | { do: 'sign up'; customer: string; email: string | null; touches: ModelTouch[]; at: number }
  | ({ do: 'sale' } & ToldSale)
  | { do: 'refund'; externalId: string; sale: string; amount: number; at: number }
  | {
      do: 'dispute'
      externalId: string
      sale: string
      amount: number
      status: 'opened' | 'won' | 'lost'
      at: number
    }
  | { do: 'decide'; customer: string; partner: string | null }

/** Made by the vendor or its partners, at a time of its own; everything in it is named by position. */
export type Changed =
  | { do: 'enrol'; email: string; plan: string; by: string | null }
  | { do: 'link' | 'pause'; partner: string }
  | { do: 'coupon'; partner: string; code: string }
  | { do: 'edit'; definition: ProgramDefinition }
  | { do: 'switch plan'; partner: string; plan: string }
  | { do: 'apply'; email: string; plan: string }
  | { do: 'confirm'; partner: string }
  | { do: 'certify'; partner: string; days: number | null }
  | { do: 'revoke'; partner: string }
  | { do: 'adjust'; partner: string; amount: number }
  | { do: 'forward'; ms: number }

/** One program as the test knows it while it goes on. */
export interface Side {
  where: Where
  model: ProgramModel
  shortId: number
  links: { code: string; key: number }[]
  coupons: string[]
  partners: string[]
  definition: ProgramDefinition
  /** How far the twin's clock was moved. */
  offsetMs: number
  told: Told[]
}

export const newSide = (where: Where, shortId: number, definition: ProgramDefinition): Side => ({
  where,
  model: newModel(),
  shortId,
  links: [],
  coupons: [],
  partners: [],
  definition,
  offsetMs: 0,
  told: [],
})

const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(list.length, 1)]

const standing = ({ model, partners }: Side): string[] => partners.filter((id) => resolve(model, id) === id)

export interface Making {
  world: World
  side: Side
  other: Side
  /** Different at every call. */
  serial: number
}

function makeTouch(making: Making, pick: TouchPick, at: number, index: number): ModelTouch {
  const { world, side, other, serial } = making
  if (pick.by === 'coupon') {
    const coupon = pick.known ? nth(side.coupons, pick.coupon) : undefined
    return { by: 'coupon', id: coupon ?? 'NOBODYS', of: coupon }
  }
  if (pick.by === 'code') {
    // A code of the other program is as unknown here as one that nobody has.
    const code = nth((pick.known ? side : other).links, pick.link)?.code ?? 'nobodys'
    return { by: 'code', id: code, of: pick.known ? code : undefined }
  }
  const owner = pick.from === 'other program' ? other : side
  const link = nth(owner.links, pick.link)
  const [key] = world.services.signingKeys
  if (!key || !link) throw new Error('every program starts with a key and a link')
  const random = Buffer.alloc(10)
  random.writeUInt32BE(serial * 8 + index)
  const { clickId } = clickIdMaker(key)(owner.shortId, link.key, at - pick.ago, random)
  if (pick.from === 'here') return { by: 'click', id: clickId, at: at - pick.ago, of: link.code }
  const id = pick.from === 'forged' ? clickId.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) : clickId
  return { by: 'click', id, at: at - pick.ago }
}

/** A sender names one code and one coupon at most. */
function makeTouches(making: Making, picks: TouchPick[], at: number): ModelTouch[] {
  const made = picks.map((pick, index) => makeTouch(making, pick, at, index))
  return made.filter(
    (touch, index) => touch.by === 'click' || made.findIndex(({ by }) => by === touch.by) === index,
  )
}

function makeEmail({ side, serial }: Making, pick: EmailPick): string | null {
  if (!('partner' in pick)) return pick.kind === 'none' ? null : `kim@client${serial}.example`
  const of = side.model.partners.get(nth(side.partners, pick.partner) ?? '')?.email ?? ''
  const [mailbox, domain] = of.toLowerCase().split('@')
  return pick.kind === 'own' ? `${mailbox}+shop@${domain}` : `Kim@${domain}`
}

/** Undefined when it would be another fact under a known id. */
export function makeFact(making: Making, fact: Fact, now: number): Told | undefined {
  const { side, serial } = making
  const { model } = side
  switch (fact.do) {
    case 'sign up': {
      const at = now - fact.back
      const touches = makeTouches(making, fact.touches, at)
      return {
        do: 'sign up',
        customer: `c${fact.customer}`,
        email: makeEmail(making, fact.email),
        touches,
        at,
      }
    }
    case 'sale': {
      const externalId = `s${fact.sale}`
      if (model.sales.has(externalId)) return undefined
      const at = now - fact.back
      const { amount, currency } = fact
      const tax = Math.min(fact.tax, amount)
      const shipping = Math.min(fact.shipping, amount - tax)
      const items = fact.items.map((part, index) => ({
        productId: products[(index + serial) % products.length] ?? '',
        amount: part,
      }))
      const touches = makeTouches(making, fact.touches, at)
      const customer = fact.customer === null ? null : `c${fact.customer}`
      return { do: 'sale', externalId, customer, amount, tax, shipping, currency, items, touches, at }
    }
    case 'refund':
      return { do: 'refund', externalId: `r${serial}`, sale: `s${fact.sale}`, amount: fact.amount, at: now }
    case 'dispute': {
      const externalId = `d${fact.dispute}`
      const known = model.disputes.get(externalId)
      const sale = known?.sale ?? `s${fact.sale}`
      const amount = known ? Number(known.amount) : fact.amount
      return { do: 'dispute', externalId, sale, amount, status: fact.status, at: now }
    }
    case 'decide': {
      const partner = fact.partner === null ? null : (nth(standing(side), fact.partner) ?? null)
      return { do: 'decide', customer: `c${fact.customer}`, partner }
    }
  }
}

/** Undefined when there is nothing to change. */
export function makeChange({ side, serial }: Making, change: Change): Changed | undefined {
  const { model, where } = side
  const plan = (n: number) => nth(planIds, n) ?? ''
  const partner = 'partner' in change ? nth(standing(side), change.partner) : undefined
  if ('partner' in change && partner === undefined) return undefined
  switch (change.do) {
    case 'enrol': {
      // One level: a recruit recruits nobody.
      const free = standing(side).filter((id) => model.partners.get(id)?.recruitedBy === null)
      const by = change.by === null ? null : (nth(free, change.by) ?? null)
      return { do: 'enrol', email: `mara@firm-${where}-${serial}.example`, plan: plan(change.plan), by }
    }
    case 'certify':
      return { do: 'certify', partner: partner ?? '', days: change.days }
    case 'revoke':
      return { do: 'revoke', partner: partner ?? '' }
    case 'adjust':
      return { do: 'adjust', partner: partner ?? '', amount: change.amount }
    case 'link':
    case 'pause':
      return { do: change.do, partner: partner ?? '' }
    case 'coupon':
      return { do: 'coupon', partner: partner ?? '', code: `SAVE${serial}` }
    case 'switch plan':
      return { do: 'switch plan', partner: partner ?? '', plan: plan(change.plan) }
    case 'apply': {
      const as = change.as === null ? undefined : nth(side.partners, change.as)
      const known = as === undefined ? undefined : model.partners.get(as)?.email.toUpperCase()
      return { do: 'apply', email: known ?? `finn@firm-${where}-${serial}.example`, plan: plan(change.plan) }
    }
    case 'confirm': {
      const waiting = standing(side).filter((id) => model.partners.get(id)?.confirmed === false)
      const found = nth(waiting, change.application)
      return found === undefined ? undefined : { do: 'confirm', partner: found }
    }
    case 'edit': {
      const { rules, holdDays, windowDays, model: attributionModel } = change.edit
      const id = plan(change.edit.plan)
      const plans = side.definition.plans.map((one) =>
        one.id === id ? { ...one, rules: ruleSets[rules] ?? one.rules } : one,
      )
      const attribution = { model: attributionModel, windowDays }
      const override = overrides[change.edit.override]
      return { do: 'edit', definition: { ...side.definition, plans, holdDays, attribution, override } }
    }
  }
}

export const isChange = <C extends Command | Fact | Change>(command: C): command is C & Change =>
  [
    'enrol',
    'link',
    'coupon',
    'edit',
    'switch plan',
    'pause',
    'apply',
    'confirm',
    'certify',
    'revoke',
    'adjust',
  ].includes(command.do)

/** Whether the model takes this fact in, or has it already and only looks at it again. */
export function learnFact(model: ProgramModel, told: Told): void {
  switch (told.do) {
    case 'sign up':
      if (!model.signUps.has(told.customer)) model.signUps.set(told.customer, told)
      return
    case 'sale':
      model.sales.set(told.externalId, {
        ...told,
        amount: BigInt(told.amount),
        untaxed: BigInt(told.amount - told.tax - told.shipping),
      })
      return
    case 'refund':
      model.refunds.set(told.externalId, { sale: told.sale, amount: BigInt(told.amount) })
      return
    case 'dispute': {
      const known = model.disputes.get(told.externalId)
      if (known?.status === told.status) return
      if (known && (told.status === 'opened' || (known.status !== 'opened' && told.at <= known.at))) return
      model.disputes.set(told.externalId, { ...told, amount: BigInt(told.amount) })
      return
    }
    case 'decide':
      if (knows(model, told.customer)) model.manual.set(told.customer, told.partner)
  }
}

export function learnChange(
  side: Side,
  change: Changed,
  now: number,
  made: { partner?: string; link?: { code: string; key: number } },
): void {
  const { model } = side
  const partner = made.partner ?? ('partner' in change ? change.partner : '')
  const known = model.partners.get(partner)
  if (made.link) {
    side.links.push(made.link)
    model.owners.set(made.link.code, partner)
  }
  switch (change.do) {
    case 'enrol':
    case 'apply':
      side.partners.push(partner)
      model.partners.set(partner, {
        email: change.email,
        confirmed: change.do === 'enrol',
        hasPapers: change.do === 'enrol',
        plans: [{ at: now, plan: change.plan }],
        pausedAt: Number.POSITIVE_INFINITY,
        mergedInto: null,
        recruitedBy: change.do === 'enrol' ? change.by : null,
        certified: [],
      })
      return
    case 'coupon':
      side.coupons.push(change.code)
      model.owners.set(change.code, partner)
      return
    case 'edit':
      side.definition = change.definition
      model.definitions.push({ at: now, definition: change.definition })
      return
    case 'switch plan':
      known?.plans.push({ at: now, plan: change.plan })
      return
    case 'pause':
      if (known?.confirmed) known.pausedAt = Math.min(known.pausedAt, now)
      return
    case 'confirm': {
      if (!known) return
      const same = [...model.partners].find(
        ([, one]) => one.confirmed && one.email.toLowerCase() === known.email.toLowerCase(),
      )
      known.confirmed = same === undefined
      known.mergedInto = same?.[0] ?? null
      return
    }
    case 'certify': {
      const until = change.days === null ? Number.POSITIVE_INFINITY : now + change.days * 86_400_000
      known?.certified.push({ from: now, until })
      return
    }
    case 'revoke':
      for (const award of known?.certified ?? []) award.until = Math.min(award.until, now)
      return
    case 'adjust':
      model.adjustments.push({ partner, amount: BigInt(change.amount), day: Math.floor(now / 86_400_000) })
      return
    case 'forward':
      side.offsetMs += change.ms
  }
}
