/**
 * The statement of one month: a pure function of facts. What belongs to the
 * month is stated as it is known; what became known too late for an earlier
 * statement is stated as the difference to what that one said. So statements
 * never change, and their sum is what all facts together cost.
 */
import { formatMoney } from '../../sdk/rules/money.ts'
import { writtenMonth } from './months.ts'
import { compareOccurrence, compareText } from './order.ts'
import { type Item, type ItemLine, type MonthLine, priceItem, priceMonth, sumOf } from './pricing.ts'
import type { PriceSheet } from './types.ts'

export interface StatementLine {
  kind: 'order' | 'unit' | 'minimum'
  /** External id of the order, or id of the unit; empty for a minimum. */
  subject: string
  /** The product or unit in words. */
  name: string
  /** The month it is about: an earlier one than the statement's when it was known too late. */
  month: string
  correction: boolean
  quantity: number
  currency: string
  /** What the partner's own customers pay at list price. For orders only. */
  listMinor: number | null
  amountMinor: number
  words: string
}

export interface StatementTotal {
  currency: string
  /** List price of what was ordered. */
  listMinor: number
  /** What the orders cost less than that. */
  marginMinor: number
  amountMinor: number
}

export interface OrderChange {
  externalId: string
  kind: 'cancel' | 'return'
  items: Item[]
}

export interface OrderFacts {
  externalId: string
  occurredAt: number
  month: string
  currency: string
  items: Item[]
  sheet: PriceSheet
  leadBps: number
  /** False when an earlier statement has it. */
  isNew: boolean
  /** What came back, known to earlier statements and known to this one. */
  before: OrderChange[]
  after: OrderChange[]
}

export interface UsageFact {
  externalId: string
  occurredAt: number
  unitId: string
  quantity: number
  currency: string
}

/** From when on a partner has units, and in which currency: a month without reports still has its minimum. */
export interface UsageStart {
  month: string
  currency: string
}

export interface MonthFacts {
  month: string
  /** The price sheet of that month; null when the partner's plan had no units. */
  sheet: PriceSheet | null
  /** All reports of that month, known to earlier statements and known to this one. */
  before: UsageFact[]
  after: UsageFact[]
  startBefore: UsageStart | null
  startAfter: UsageStart | null
}

export interface StatementFacts {
  month: string
  orders: OrderFacts[]
  /** The statement's own month, and every earlier one about which something new is known. */
  months: MonthFacts[]
}

/** What is left of each item of an order. */
export function remaining(items: readonly Item[], changes: readonly OrderChange[]): Item[] {
  const cancelled = changes.some((change) => change.kind === 'cancel')
  return items.map(({ productId, quantity }) => {
    const back = changes
      .flatMap((change) => change.items)
      .filter((item) => item.productId === productId)
      .reduce((sum, item) => sum + item.quantity, 0)
    return { productId, quantity: cancelled ? 0 : Math.max(0, quantity - back) }
  })
}

function linesOfOrder(order: OrderFacts, statementMonth: string): StatementLine[] {
  const { externalId, currency, items, sheet, leadBps, month } = order
  const price = (changes: OrderChange[]): ItemLine[] =>
    remaining(items, changes).flatMap((item) => priceItem(sheet, item, currency, leadBps) ?? [])
  const before = order.isNew ? undefined : price(order.before)
  const cancelled = order.after.some((change) => change.kind === 'cancel')
  const late = month < statementMonth ? ` of ${writtenMonth(month)}` : ''
  return price(order.after).flatMap((line, index) => {
    const was = before?.[index]
    if (was && was.quantity === line.quantity) return []
    const what = cancelled
      ? ', cancelled'
      : was || line.quantity < (items[index]?.quantity ?? 0)
        ? ', partly returned'
        : ''
    const instead = was ? `, instead of ${formatMoney(was.wholesaleMinor, currency)}` : ''
    return [
      {
        kind: 'order' as const,
        subject: externalId,
        name: line.name,
        month,
        correction: month < statementMonth,
        quantity: line.quantity - (was?.quantity ?? 0),
        currency,
        listMinor: line.listMinor - (was?.listMinor ?? 0),
        amountMinor: line.wholesaleMinor - (was?.wholesaleMinor ?? 0),
        words: `Order ${externalId}${late}${what}: ${line.words}${instead}`,
      },
    ]
  })
}

type PricedUnit = MonthLine & { currency: string }

/** The latest report of each unit, by when it occurred. */
function latest(reports: readonly UsageFact[]): UsageFact[] {
  const byUnit = new Map<string, UsageFact>()
  for (const report of [...reports].sort(compareOccurrence)) byUnit.set(report.unitId, report)
  return [...byUnit.values()].sort((a, b) => compareText(a.unitId, b.unitId))
}

function costOf(
  month: string,
  sheet: PriceSheet | null,
  reports: readonly UsageFact[],
  start: UsageStart | null,
): Map<string, PricedUnit> {
  const units = latest(reports)
  const used = [...new Set(units.map((unit) => unit.currency))].sort(compareText)
  const currencies = used.length === 0 && start && start.month <= month ? [start.currency] : used
  const lines = sheet
    ? currencies.flatMap((currency) =>
        priceMonth(
          sheet,
          units.filter((unit) => unit.currency === currency),
          currency,
        ).map((line) => ({ ...line, currency })),
      )
    : []
  return new Map(lines.map((line) => [`${line.kind} ${line.unitId} ${line.currency}`, line]))
}

function linesOfMonth(facts: MonthFacts, statementMonth: string): StatementLine[] {
  const { month, sheet } = facts
  const before = costOf(month, sheet, facts.before, facts.startBefore)
  const after = costOf(month, sheet, facts.after, facts.startAfter)
  const correction = month < statementMonth
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const is = after.get(key)
    const was = before.get(key)
    const line = is ?? was
    const amountMinor = (is?.amountMinor ?? 0) - (was?.amountMinor ?? 0)
    if (!line || (was && amountMinor === 0)) return []
    const { kind, unitId, name, currency } = line
    const money = (amount: number): string => formatMoney(amount, currency)
    const now = is ? is.words : `nothing for ${name}`
    const instead = was ? `, instead of ${money(was.amountMinor)}` : ''
    return [
      {
        kind,
        subject: unitId,
        name,
        month,
        correction,
        quantity: kind === 'unit' ? (is?.quantity ?? 0) : 1,
        currency,
        listMinor: null,
        amountMinor,
        words: correction ? `${writtenMonth(month)}, known later: ${now}${instead}` : now,
      },
    ]
  })
}

/** What the month says of itself first, then what it says of earlier ones, oldest first. */
export function statementLines({ month, orders, months }: StatementFacts): StatementLine[] {
  const lines = [
    ...[...orders].sort(compareOccurrence).flatMap((order) => linesOfOrder(order, month)),
    ...[...months].sort((a, b) => compareText(a.month, b.month)).flatMap((one) => linesOfMonth(one, month)),
  ]
  return [...lines.filter((line) => !line.correction), ...lines.filter((line) => line.correction)]
}

/** One for each currency, by its code. */
export function statementTotals(lines: readonly StatementLine[]): StatementTotal[] {
  const currencies = [...new Set(lines.map((line) => line.currency))].sort(compareText)
  return currencies.map((currency) => {
    const mine = lines.filter((line) => line.currency === currency)
    const orders = mine.filter((line) => line.kind === 'order')
    const listMinor = sumOf(orders.map((line) => line.listMinor ?? 0))
    return {
      currency,
      listMinor,
      marginMinor: listMinor - sumOf(orders.map((line) => line.amountMinor)),
      amountMinor: sumOf(mine.map((line) => line.amountMinor)),
    }
  })
}
