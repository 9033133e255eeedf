/** The shapes of quotes, orders, usage and price statements on the wire, and how rows become them. */
import { z } from '@hono/zod-openapi'
import type { StatementLine, StatementTotal } from '../../core/price-statement.ts'
import type { ItemLine, MonthLine } from '../../core/pricing.ts'
import type { OrderCorrectionTable, UsageReportTable } from '../../db/schema-prices.ts'
import { itemsOf, type OrderView } from '../../services/orders.ts'
import type { PriceStatement } from '../../services/price-statements.ts'
import type { KeptQuote } from '../../services/quotes.ts'
import { iso } from '../present.ts'
import { amountOut, timeOut } from '../schemas.ts'

const quantity = z.int().min(1).max(1_000_000)
const onceEach = (name: 'productId' | 'unitId') => ({
  error: `Each ${name} once: add the quantities up.`,
})

export const items = z
  .array(z.strictObject({ productId: z.string().min(1).max(200), quantity }))
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map((one) => one.productId)).size === all.length, onceEach('productId'))

export const units = z
  .array(z.strictObject({ unitId: z.string().min(1).max(200), quantity }))
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map((one) => one.unitId)).size === all.length, onceEach('unitId'))

export const month = z
  .string()
  .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, 'A month like 2026-11.')
  .openapi({ example: '2026-11' })

const itemLine = {
  productId: z.string(),
  name: z.string(),
  quantity: z.int(),
  list: amountOut,
  discountBps: z.int(),
  wholesale: amountOut.openapi({ description: 'What the partner pays. Minor units.' }),
  margin: amountOut.openapi({ description: 'What it keeps when it sells at list. Minor units.' }),
  explanation: z.string(),
}

export const QuoteBody = z
  .object({
    id: z.string(),
    planId: z.string(),
    planName: z.string(),
    termsVersion: z.int().openapi({ description: 'The version of the price sheet.' }),
    partnerId: z.string().nullable(),
    currency: z.string(),
    items: z.array(z.object(itemLine)).openapi({ description: 'Paid once.' }),
    units: z
      .array(
        z.object({
          kind: z.enum(['unit', 'minimum']),
          unitId: z.string().nullable(),
          name: z.string(),
          quantity: z.int(),
          amount: amountOut,
          explanation: z.string(),
        }),
      )
      .openapi({ description: 'Paid each month.' }),
    months: z.int(),
    once: amountOut,
    perMonth: amountOut,
    total: amountOut,
    explanation: z.string(),
    createdAt: timeOut,
  })
  .openapi('Quote')

const presentItem = (line: ItemLine) => ({
  productId: line.productId,
  name: line.name,
  quantity: line.quantity,
  list: line.listMinor,
  discountBps: line.discountBps,
  wholesale: line.wholesaleMinor,
  margin: line.marginMinor,
  explanation: line.words,
})

const presentUnit = (line: MonthLine) => ({
  kind: line.kind,
  unitId: line.kind === 'unit' ? line.unitId : null,
  name: line.name,
  quantity: line.quantity,
  amount: line.amountMinor,
  explanation: line.words,
})

export const presentQuote = (quote: KeptQuote) => ({
  id: quote.id,
  planId: quote.planId,
  planName: quote.planName,
  termsVersion: quote.termsVersion,
  partnerId: quote.partnerId,
  currency: quote.currency,
  items: quote.items.map(presentItem),
  units: quote.monthly.map(presentUnit),
  months: quote.months,
  once: quote.onceMinor,
  perMonth: quote.perMonthMinor,
  total: quote.totalMinor,
  explanation: quote.words,
  createdAt: iso(quote.createdAt),
})

export const OrderCorrection = z
  .object({
    id: z.string(),
    externalId: z.string(),
    partnerId: z.string(),
    orderExternalId: z.string(),
    kind: z.enum(['cancel', 'return']),
    items: z.array(z.object({ productId: z.string(), quantity: z.int() })),
    reason: z.string(),
    statementMonth: z.string().openapi({ description: 'The statement it is in.' }),
    occurredAt: timeOut,
    createdAt: timeOut,
  })
  .openapi('OrderCorrection')

export const Order = z
  .object({
    id: z.string(),
    externalId: z.string(),
    partnerId: z.string(),
    status: z.enum(['registered', 'partly_returned', 'returned', 'cancelled']),
    planId: z.string(),
    termsVersion: z.int(),
    currency: z.string(),
    leadId: z.string().nullable(),
    leadReason: z.string().nullable().openapi({ description: 'Why the lead adds points, or why not.' }),
    items: z
      .array(z.object({ ...itemLine, ordered: z.int() }))
      .openapi({ description: 'As they now are: `quantity` is what was `ordered` less what came back.' }),
    list: amountOut,
    wholesale: amountOut,
    margin: amountOut,
    corrections: z.array(OrderCorrection),
    statementMonth: z.string(),
    occurredAt: timeOut,
    createdAt: timeOut,
  })
  .openapi('Order')

export const OrderCorrectionReply = z
  .object({ correction: OrderCorrection, order: z.union([Order, z.null()]) })
  .openapi('OrderCorrectionReply')

export const presentCorrection = (row: OrderCorrectionTable) => ({
  id: row.id,
  externalId: row.external_id,
  partnerId: row.partner_id,
  orderExternalId: row.order_external_id,
  kind: row.kind,
  items: itemsOf(row),
  reason: row.reason,
  statementMonth: row.statement_month,
  occurredAt: iso(row.occurred_at),
  createdAt: iso(row.created_at),
})

export function presentOrder({ row, status, lines, corrections }: OrderView) {
  const sum = (amounts: number[]): number => amounts.reduce((all, amount) => all + amount, 0)
  return {
    id: row.id,
    externalId: row.external_id,
    partnerId: row.partner_id,
    status,
    planId: row.plan_id,
    termsVersion: row.terms_version,
    currency: row.currency,
    leadId: row.lead_id,
    leadReason: row.lead_reason,
    items: lines.map((line) => ({ ...presentItem(line), ordered: line.ordered })),
    list: sum(lines.map((line) => line.listMinor)),
    wholesale: sum(lines.map((line) => line.wholesaleMinor)),
    margin: sum(lines.map((line) => line.marginMinor)),
    corrections: corrections.map(presentCorrection),
    statementMonth: row.statement_month,
    occurredAt: iso(row.occurred_at),
    createdAt: iso(row.created_at),
  }
}

export const Usage = z
  .object({
    id: z.string(),
    externalId: z.string(),
    partnerId: z.string(),
    unitId: z.string(),
    quantity: z.int(),
    currency: z.string(),
    month: z.string(),
    statementMonth: z
      .string()
      .openapi({ description: 'The statement it is in: a later one when its month was closed already.' }),
    occurredAt: timeOut,
    createdAt: timeOut,
  })
  .openapi('Usage')

export const presentUsage = (row: UsageReportTable) => ({
  id: row.id,
  externalId: row.external_id,
  partnerId: row.partner_id,
  unitId: row.unit_id,
  quantity: row.quantity,
  currency: row.currency,
  month: row.month,
  statementMonth: row.statement_month,
  occurredAt: iso(row.occurred_at),
  createdAt: iso(row.created_at),
})

export const PriceStatementBody = z
  .object({
    partnerId: z.string(),
    month: z.string(),
    status: z
      .enum(['draft', 'closed'])
      .openapi({ description: 'A draft changes with what is reported; a closed one never does.' }),
    closedAt: timeOut.nullable(),
    totals: z.array(
      z.object({
        currency: z.string(),
        list: amountOut.openapi({ description: 'List price of the orders. Minor units.' }),
        margin: amountOut.openapi({ description: 'What the orders cost less than that. Minor units.' }),
        amount: amountOut.openapi({ description: 'What the partner pays: orders and units. Minor units.' }),
      }),
    ),
    lines: z.array(
      z.object({
        kind: z.enum(['order', 'unit', 'minimum']),
        subject: z.string().nullable().openapi({ description: 'External id of the order, or the unit.' }),
        name: z.string(),
        month: z.string().openapi({ description: 'What it is about.' }),
        correction: z.boolean().openapi({ description: 'Known too late for the statement of its month.' }),
        quantity: z.int(),
        currency: z.string(),
        list: amountOut.nullable(),
        amount: amountOut,
        explanation: z.string(),
      }),
    ),
  })
  .openapi('PriceStatement')

const presentLine = (line: StatementLine) => ({
  kind: line.kind,
  subject: line.subject === '' ? null : line.subject,
  name: line.name,
  month: line.month,
  correction: line.correction,
  quantity: line.quantity,
  currency: line.currency,
  list: line.listMinor,
  amount: line.amountMinor,
  explanation: line.words,
})

const presentTotal = (total: StatementTotal) => ({
  currency: total.currency,
  list: total.listMinor,
  margin: total.marginMinor,
  amount: total.amountMinor,
})

export const presentStatement = (statement: PriceStatement) => ({
  partnerId: statement.partnerId,
  month: statement.month,
  status: statement.status,
  closedAt: statement.closedAt === null ? null : iso(statement.closedAt),
  totals: statement.totals.map(presentTotal),
  lines: statement.lines.map(presentLine),
})
