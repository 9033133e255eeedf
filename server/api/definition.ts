/** The shape of a program as its vendor defines it, for requests and for the file. What a shape cannot say is in server/core/program.ts. */
import { z } from '@hono/zod-openapi'
import type { ProgramDefinition } from '../core/types.ts'
import { amount, currency, text } from './schemas.ts'

export const planKind = z.enum(['one_time', 'residual', 'creator', 'resale', 'managed', 'volume'])

export const attributionRule = z.strictObject({
  model: z.enum(['last_click', 'first_click']),
  windowDays: z.int().min(1).max(365),
})

const amounts = z.record(currency, amount)
const inMinorUnits = 'Minor units by currency'
const bps = (min: number) => z.int().min(min).max(10_000).describe('Basis points: 2000 is 20 %.')
const id = z.string().max(40)
const productIds = z.array(z.string().min(1).max(200)).min(1).max(100)

const RebateBands = z
  .strictObject({
    per: z.enum(['quarter', 'year']),
    mode: z
      .enum(['marginal', 'whole'])
      .describe(
        '`marginal`: each part of the volume earns the rate of its band. `whole`: all of it earns the rate reached.',
      ),
    steps: z
      .array(z.strictObject({ from: amounts, rateBps: bps(0) }))
      .min(1)
      .max(20)
      .describe('Rising, the first one from 0.'),
  })
  .openapi('RebateBands')

const Cap = z
  .strictObject({
    sale: amounts.optional().describe(`${inMinorUnits}, for one sale.`),
    customer: amounts.optional().describe(`${inMinorUnits}, for one customer.`),
    period: amounts.optional().describe(`${inMinorUnits}, for all customers of a partner in one period.`),
    per: z.enum(['month', 'quarter', 'year']).optional().describe('Which period; month by default.'),
  })
  .openapi('Cap')

export const Rule = z
  .strictObject({
    rateBps: bps(1).optional(),
    rateBpsByYear: z
      .array(bps(0))
      .min(1)
      .max(20)
      .optional()
      .describe("A rate for each year from the customer's first payment on; the last one stays."),
    flat: amounts.optional().describe(`${inMinorUnits}, per payment.`),
    bands: RebateBands.optional(),
    payments: z.int().min(1).max(1000).optional().describe('Only the first n payments.'),
    months: z.int().min(1).max(240).optional().describe('Only n months from the first payment.'),
    products: productIds.optional().describe('Only what a payment is for these products.'),
    exceptProducts: productIds.optional().describe('Only what a payment is for other products than these.'),
    certification: id.optional().describe('Only for sales on a day on which the partner holds it.'),
    cap: Cap.optional(),
  })
  .openapi('Rule', {
    description: 'One way money is earned: exactly one of rateBps, rateBpsByYear, flat and bands.',
  })

export const PriceSheet = z
  .strictObject({
    resale: z
      .array(
        z.strictObject({
          productId: z.string().min(1).max(200),
          name: text(120),
          list: amounts.describe(`List price of one; ${inMinorUnits}.`),
          discountBps: bps(0),
        }),
      )
      .max(200)
      .optional(),
    leadDiscountBps: bps(1)
      .optional()
      .describe('Added to the discount when the order came from an accepted lead.'),
    units: z
      .array(
        z.strictObject({
          unitId: z.string().min(1).max(200),
          name: text(120),
          bands: z
            .array(z.strictObject({ from: z.int().min(1).max(1_000_000_000), price: amounts }))
            .min(1)
            .max(20)
            .describe('Rising, the first one from 1 unit; the band reached prices every unit.'),
          minimumUnits: z.int().min(1).max(1_000_000_000).optional(),
        }),
      )
      .max(200)
      .optional(),
    minimumMonthly: amounts.optional().describe(`Charged each month at least; ${inMinorUnits}.`),
  })
  .openapi('PriceSheet')

export const Course = z.strictObject({ id, name: text(120), url: z.string().max(500) }).openapi('Course')

export const Certification = z
  .strictObject({
    id,
    name: text(120),
    courses: z.array(id).max(50),
    validMonths: z.int().min(1).max(120).optional(),
    leadProtectionDays: z
      .int()
      .min(1)
      .max(365)
      .optional()
      .describe('Added to the usual protection of accepted leads.'),
  })
  .openapi('Certification')

export const OverrideTerms = z
  .strictObject({ rateBps: bps(1), of: z.enum(['commission', 'sale']) })
  .openapi('OverrideTerms')

const Plan = z.strictObject({
  id,
  name: text(80),
  kind: planKind.describe('A label for people; what counts is the list of rules.'),
  rules: z.array(Rule).max(10),
  prices: PriceSheet.optional(),
})

const shape = {
  $schema: z.string().max(500).optional().describe('For editors; not kept.'),
  name: text(120),
  website: z.string().max(500),
  allowedOrigins: z.array(z.string().max(300)).min(1).max(50),
  currencies: z.array(currency).min(1).max(20),
  attribution: attributionRule,
  holdDays: z.int().min(0).max(365),
  minimumPayout: amounts,
  payoutDay: z.int().min(1).max(28),
  plans: z.array(Plan).min(1).max(20),
  noticeDays: z
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe('Days between publishing new terms and their taking effect; 0 by default.'),
  courses: z.array(Course).max(100).optional(),
  certifications: z.array(Certification).max(50).optional(),
  override: OverrideTerms.optional(),
  velocity: z
    .strictObject({
      signUpsPerHour: z.int().min(1).max(1_000_000).optional(),
      signUpsPerDay: z.int().min(1).max(1_000_000).optional(),
      salesPerDay: z.int().min(1).max(1_000_000).optional(),
    })
    .optional()
    .openapi({ description: 'More of one partner than this waits until a person has looked.' }),
  agreement: z
    .strictObject({ version: text(40), text: z.string().min(1).max(40_000) })
    .optional()
    .describe('What partners agree to; a changed text is a new version.'),
}

export const Definition = z.strictObject(shape).openapi('ProgramDefinition')

/** What is kept of a definition that was sent. */
export function definitionIn({
  $schema: _editor,
  ...definition
}: z.output<typeof Definition>): ProgramDefinition {
  return definition
}

/** The published JSON Schema of the program file. */
export const programSchema = (): object => ({
  ...z.toJSONSchema(Definition, { io: 'input' }),
  title: 'Goodword program',
})
