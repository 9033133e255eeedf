/** The shapes of payouts on the wire. */
import { z } from '@hono/zod-openapi'
import { amountOut, timeOut } from '../schemas.ts'

const method = z.enum(['paypal', 'wise', 'bank', 'other'])
const day = z.string().openapi({ format: 'date' })

export const PayoutRun = z
  .object({
    id: z.string(),
    status: z
      .enum(['preparing', 'locked', 'settled'])
      .openapi({ description: '`settled`: every payout is paid or failed.' }),
    currency: z.string(),
    cutoff: day.openapi({ description: 'Takes what may be paid on this day.' }),
    payOn: day,
    payouts: z.int(),
    amount: amountOut,
    createdBy: z.string(),
    createdAt: timeOut,
    lockedAt: timeOut.nullable(),
  })
  .openapi('PayoutRun')

export const PayoutLine = z
  .object({
    id: z.string(),
    partnerId: z.string(),
    amount: amountOut,
    currency: z.string(),
    status: z.enum(['locked', 'paid', 'failed']),
    method: method.nullable(),
    details: z.string().nullable().openapi({ description: 'Enough to know the account, never all of it.' }),
    reference: z
      .string()
      .nullable()
      .openapi({ description: 'Stands in the file and comes back with results.' }),
    bankReference: z.string().nullable(),
    failure: z.string().nullable(),
    paidAt: timeOut.nullable(),
    failedAt: timeOut.nullable(),
  })
  .openapi('PayoutLine')

/** What can stand between a partner and its money. */
export const blocker = z.enum([
  'nothing_due',
  'negative',
  'below_minimum',
  'no_tax_profile',
  'no_details',
  'details_waiting',
  'currency_not_carried',
])

export const PayoutPreview = z
  .object({
    dryRun: z.literal(true),
    currency: z.string(),
    cutoff: day,
    payOn: day,
    minimum: amountOut,
    payouts: z.int(),
    amount: amountOut,
    held: amountOut.openapi({ description: 'Open, but not due yet or kept back.' }),
    inTheWay: z
      .array(z.object({ code: blocker, partners: z.int(), amount: amountOut }))
      .openapi({ description: 'Of those who get nothing: by the first thing in the way.' }),
    lastRun: z
      .union([z.object({ id: z.string(), payouts: z.int(), amount: amountOut, lockedAt: timeOut }), z.null()])
      .openapi({ description: 'The last run in this currency, to compare with.' }),
    lines: z.array(
      z.object({
        partnerId: z.string(),
        name: z.string(),
        amount: amountOut,
        commissions: z.int(),
        held: amountOut,
        pays: z.boolean(),
        inTheWay: z.array(z.object({ code: blocker, message: z.string() })),
        method: method.nullable(),
        details: z.string().nullable(),
        lastAmount: amountOut.nullable(),
        change: amountOut.openapi({ description: 'Against the last run.' }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('PayoutPreview')

export const ResultsReport = z
  .object({
    paid: z.int(),
    failed: z.int(),
    unchanged: z.int().openapi({ description: 'The file says what was known.' }),
    waiting: z.array(z.object({ reference: z.string(), said: z.string() })),
    unknown: z.array(z.string()).openapi({ description: 'References that no payout of this run has.' }),
    refused: z.array(z.object({ reference: z.string(), why: z.string() })),
  })
  .openapi('ResultsReport')
