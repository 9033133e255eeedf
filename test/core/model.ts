/**
 * A second, plain answer to "who is credited and what is owed", to compare the
 * engine with. It shares no code with it: loops, maps, BigInt and its own
 * calendar. `Variant` are ways of being wrong that the properties must notice.
 */
import type { RuledConversion } from '../../server/core/attribution-words.ts'
import type { PlanTerms, SaleFacts, Touch } from '../../server/core/types.ts'

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
  terms: Pick<PlanTerms, 'rules'>,
  variant: Variant = 'right',
): Map<string, bigint> {
  const owed = new Map<string, bigint>()
  const net = (sale: SaleFacts): bigint => {
    const left = BigInt(sale.amountMinor) - BigInt(sale.takenBackMinor)
    return left < 0n ? 0n : left
  }
  const covered = sales.filter(
    (sale) =>
      sale.amountMinor > 0 &&
      (from === null ||
        sale.occurredAt > from.at ||
        (sale.occurredAt === from.at && !(sale.externalId < from.externalId))),
  )
  const comesBefore = (a: SaleFacts, b: SaleFacts): boolean =>
    a.occurredAt < b.occurredAt || (a.occurredAt === b.occurredAt && a.externalId < b.externalId)
  for (const [arrival, sale] of covered.entries()) {
    const earlier = covered.filter((other, index) =>
      variant === 'order of arrival' ? index < arrival : comesBefore(other, sale),
    )
    const counted =
      variant === 'refunded payments do not count' ? earlier.filter((other) => net(other) > 0n) : earlier
    const number = counted.length + 1
    const firstAt = [...covered].reduce((first, other) => Math.min(first, other.occurredAt), sale.occurredAt)
    for (const [index, rule] of terms.rules.entries()) {
      if (rule.payments !== undefined && number > rule.payments) continue
      const late = variant === 'months inclusive' ? 1 : 0
      if (rule.months !== undefined && sale.occurredAt >= monthsLater(firstAt, rule.months) + late) continue
      const amount = owedBy(rule, sale, net(sale), variant)
      if (amount !== 0n) owed.set(`${sale.id}|${index}`, amount)
    }
  }
  return owed
}

function owedBy(rule: PlanTerms['rules'][number], sale: SaleFacts, net: bigint, variant: Variant): bigint {
  const amount = BigInt(sale.amountMinor)
  const taxed = variant === 'tax included' ? 0n : BigInt(sale.taxMinor) + BigInt(sale.shippingMinor)
  const base = amount > taxed ? amount - taxed : 0n
  const round = (n: bigint, d: bigint): bigint =>
    variant === 'half up' ? (2n * n + d) / (2n * d) : roundHalfEven(n, d)
  if (rule.rateBps === undefined) return round(BigInt(rule.flat?.[sale.currency] ?? 0) * net, amount)
  if (variant === 'rounded twice') return round(round(base * net, amount) * BigInt(rule.rateBps), 10_000n)
  return round(base * net * BigInt(rule.rateBps), amount * 10_000n)
}
