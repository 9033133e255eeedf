/**
 * A second, plain answer to "who is credited and what is owed", to compare the
 * engine with. It shares no code with it: loops, maps, BigInt and its own
 * calendar. `Variant` are ways of being wrong that the properties must notice.
 * Periods and overrides are checked over whole programs (test/properties).
 */
import type { RuledConversion } from '../../server/core/attribution-words.ts'
import type { Held, PlanTerms, Rule, SaleFacts, Touch } from '../../server/core/types.ts'

export type Variant =
  | 'right'
  | 'window inclusive'
  | 'latest conversion decides'
  | 'click before coupon'
  | 'months inclusive'
  | 'refunded payments do not count'
  | 'half up'
  | 'rounded twice'
  | 'tax included'
  | 'order of arrival'
  | 'the first year for ever'
  | 'products make no difference'
  | 'a certification always counts'
  | 'caps forget earlier payments'

/** n / d to the nearest whole, the even one of two that are equally near. */
export function roundHalfEven(n: bigint, d: bigint): bigint {
  const low = n >= 0n ? n / d : -((-n + d - 1n) / d)
  const toLow = n - low * d
  const toHigh = (low + 1n) * d - n
  if (toLow < toHigh) return low
  if (toHigh < toLow) return low + 1n
  return low % 2n === 0n ? low : low + 1n
}

const DAY = 86_400_000

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysIn = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] as number

/** Walks the calendar from 1970 on; slow and obvious. */
export function monthsLater(ms: number, n: number): number {
  let day = Math.floor(ms / DAY)
  let year = 1970
  let month = 0
  while (day >= daysIn(year, month)) {
    day -= daysIn(year, month)
    month += 1
    if (month === 12) {
      month = 0
      year += 1
    }
  }
  const monthNumber = year * 12 + month + n
  const goalYear = Math.floor(monthNumber / 12)
  const goalMonth = monthNumber % 12
  let days = Math.min(day + 1, daysIn(goalYear, goalMonth)) - 1
  for (let y = 1970; y < goalYear; y += 1) days += isLeap(y) ? 366 : 365
  for (let m = 0; m < goalMonth; m += 1) days += daysIn(goalYear, m)
  return days * DAY + (ms % DAY)
}

export interface ModelCredit {
  partnerId: string | null
  by: string | null
  touchId: string | null
  /** Sales before this one are not credited; null when all of them are. */
  from: { at: number; externalId: string } | null
}

const mayCount = (touch: Touch, conversion: RuledConversion, variant: Variant): boolean => {
  const atConversion = touch.by === 'coupon' || touch.by === 'code'
  const at = atConversion ? conversion.occurredAt : touch.at
  if (touch.problem !== undefined || touch.partnerId === null) return false
  if (at > conversion.occurredAt) return false
  if (typeof touch.closedAt === 'number' && touch.closedAt <= at) return false
  const age = conversion.occurredAt - at
  const limit = conversion.windowDays * DAY + (variant === 'window inclusive' ? 1 : 0)
  if (touch.by === 'click') return age < limit
  if (touch.by === 'lead') return touch.until !== undefined && touch.until > conversion.occurredAt
  return true
}

/** The one touch that no other one beats. */
function bestTouch(conversion: RuledConversion, variant: Variant): Touch | null {
  const order = variant === 'click before coupon' ? 'lead click code coupon' : 'lead coupon code click'
  let best: Touch | null = null
  for (const touch of conversion.touches) {
    if (!mayCount(touch, conversion, variant)) continue
    if (best === null || beats(touch, best, conversion, order)) best = touch
  }
  return best
}

function beats(a: Touch, b: Touch, conversion: RuledConversion, order: string): boolean {
  const level = (touch: Touch): number => order.indexOf(touch.by === 'code' ? 'click' : touch.by)
  if (level(a) !== level(b)) return level(a) < level(b)
  const at = (touch: Touch): number =>
    touch.by === 'click' || touch.by === 'lead' ? touch.at : conversion.occurredAt
  const isClick = a.by === 'click' || a.by === 'code'
  const wantsLater = isClick && conversion.model === 'last_click'
  if (at(a) !== at(b)) return wantsLater ? at(a) > at(b) : at(a) < at(b)
  if (a.by !== b.by) return wantsLater ? a.by === 'code' : a.by === 'click'
  return wantsLater ? a.touchId > b.touchId : a.touchId < b.touchId
}

const isEarlier = (a: RuledConversion, b: RuledConversion): boolean => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt
  if (a.kind !== b.kind) return a.kind === 'customer'
  return a.externalId < b.externalId
}

export function modelCredit(
  conversions: RuledConversion[],
  manual: { partnerId: string | null } | undefined,
  variant: Variant = 'right',
): ModelCredit {
  if (manual) return { partnerId: manual.partnerId, by: 'manual', touchId: null, from: null }
  let decider: RuledConversion | null = null
  for (const conversion of conversions) {
    if (!bestTouch(conversion, variant)) continue
    const better = decider === null || isEarlier(conversion, decider)
    if (decider === null || better !== (variant === 'latest conversion decides')) decider = conversion
  }
  const touch = decider && bestTouch(decider, variant)
  if (!decider || !touch) return { partnerId: null, by: null, touchId: null, from: null }
  return {
    partnerId: touch.partnerId,
    by: touch.by,
    touchId: touch.touchId,
    from: decider.kind === 'customer' ? null : { at: decider.occurredAt, externalId: decider.externalId },
  }
}

/** What is owed, by "sale|rule". Amounts of 0 are left out. */
export function modelOwed(
  sales: SaleFacts[],
  from: ModelCredit['from'],
  { rules }: Pick<PlanTerms, 'rules'>,
  held: Held[],
  variant: Variant = 'right',
): Map<string, bigint> {
  const owed = new Map<string, bigint>()
  const covered = sales.filter(
    (sale) =>
      sale.amountMinor > 0 &&
      (from === null ||
        sale.occurredAt > from.at ||
        (sale.occurredAt === from.at && !(sale.externalId < from.externalId))),
  )
  const comesBefore = (a: SaleFacts, b: SaleFacts): boolean =>
    a.occurredAt < b.occurredAt || (a.occurredAt === b.occurredAt && a.externalId < b.externalId)
  const payments =
    variant === 'order of arrival' ? covered : [...covered].sort((a, b) => (comesBefore(a, b) ? -1 : 1))
  const firstAt = Math.min(...covered.map((sale) => sale.occurredAt))
  for (const [index, rule] of rules.entries()) {
    const used: Record<string, bigint> = {}
    for (const [place, sale] of payments.entries()) {
      const earlier = payments.slice(0, place)
      const counted =
        variant === 'refunded payments do not count' ? earlier.filter((other) => netOf(other) > 0n) : earlier
      if (!counts(rule, sale, counted.length + 1, firstAt, held, variant)) continue
      let amount = owedBy(rule, sale, firstAt, variant)
      const [ofSale, ofCustomer] = [rule.cap?.sale?.[sale.currency], rule.cap?.customer?.[sale.currency]]
      if (ofSale !== undefined && amount > BigInt(ofSale)) amount = BigInt(ofSale)
      const before = variant === 'caps forget earlier payments' ? 0n : (used[sale.currency] ?? 0n)
      if (ofCustomer !== undefined && before + amount > BigInt(ofCustomer))
        amount = BigInt(ofCustomer) - before
      used[sale.currency] = before + amount
      if (amount !== 0n) owed.set(`${sale.id}|${index}`, amount)
    }
  }
  return owed
}

const netOf = (sale: SaleFacts): bigint => {
  const left = BigInt(sale.amountMinor) - BigInt(sale.takenBackMinor)
  return left < 0n ? 0n : left
}

/** What of a sale's items a rule is about, and what all of them come to. */
function itemsFor(rule: Rule, sale: SaleFacts, variant: Variant): [ours: bigint, all: bigint] {
  if (variant === 'products make no difference' || (!rule.products && !rule.exceptProducts)) return [1n, 1n]
  let [ours, all] = [0n, 0n]
  for (const { productId, amountMinor } of sale.items ?? []) {
    all += BigInt(amountMinor)
    if (rule.products && !rule.products.includes(productId)) continue
    if (!rule.exceptProducts?.includes(productId)) ours += BigInt(amountMinor)
  }
  if (all === 0n) return [rule.products ? 0n : 1n, 1n]
  return [ours, all]
}

function counts(
  rule: Rule,
  sale: SaleFacts,
  number: number,
  firstAt: number,
  held: Held[],
  variant: Variant,
): boolean {
  const at = sale.occurredAt
  if (rule.payments !== undefined && number > rule.payments) return false
  const late = variant === 'months inclusive' ? 1 : 0
  if (rule.months !== undefined && at >= monthsLater(firstAt, rule.months) + late) return false
  if (rule.certification !== undefined && variant !== 'a certification always counts') {
    const has = held.find(
      (one) => one.certificationId === rule.certification && one.from <= at && one.until > at,
    )
    if (!has) return false
  }
  return itemsFor(rule, sale, variant)[0] > 0n
}

function owedBy(rule: Rule, sale: SaleFacts, firstAt: number, variant: Variant): bigint {
  const amount = BigInt(sale.amountMinor)
  const net = netOf(sale)
  const taxed = variant === 'tax included' ? 0n : BigInt(sale.taxMinor) + BigInt(sale.shippingMinor)
  const base = amount > taxed ? amount - taxed : 0n
  const round = (n: bigint, d: bigint): bigint =>
    variant === 'half up' ? (2n * n + d) / (2n * d) : roundHalfEven(n, d)
  let rateBps = rule.rateBps
  if (rule.rateBpsByYear) {
    let year = 0
    while (
      variant !== 'the first year for ever' &&
      sale.occurredAt >= monthsLater(firstAt, 12 * (year + 1))
    ) {
      year += 1
    }
    rateBps = rule.rateBpsByYear[year] ?? rule.rateBpsByYear[rule.rateBpsByYear.length - 1] ?? 0
  }
  if (rateBps === undefined) return round(BigInt(rule.flat?.[sale.currency] ?? 0) * net, amount)
  const [ours, all] = itemsFor(rule, sale, variant)
  if (variant === 'rounded twice') {
    return round(round(base * net * ours, amount * all) * BigInt(rateBps), 10_000n)
  }
  return round(base * net * ours * BigInt(rateBps), amount * all * 10_000n)
}
