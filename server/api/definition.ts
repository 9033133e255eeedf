/** The shape of a program as its vendor defines it, for requests and for the file. What a shape cannot say is in server/core/program.ts. */
import { z } from '@hono/zod-openapi'
import { amount, currency, text } from './schemas.ts'

export const planKind = z.enum(['one_time', 'residual', 'creator', 'resale', 'managed', 'volume'])

export const attributionRule = z.strictObject({
  model: z.enum(['last_click', 'first_click']),
  windowDays: z.int().min(1).max(365),
})

const amounts = z.record(currency, amount)
const inMinorUnits = 'Minor units by currency'
const bps = (min: number) =>
  z.int().min(min).max(10_000).openapi({ description: 'Basis points: 2000 is 20 %.' })
const id = z.string().max(40)
const productIds = z.array(z.string().min(1).max(200)).min(1).max(100)

const RebateBands = z
  .strictObject({
    per: z.enum(['quarter', 'year']),
    mode: z.enum(['marginal', 'whole']).openapi({
      description:
        '`marginal`: each part of the volume earns the rate of its band. `whole`: all of it earns the rate reached.',
    }),
    steps: z
      .array(z.strictObject({ from: amounts, rateBps: bps(0) }))
      .min(1)
      .max(20)
      .openapi({ description: 'Rising, the first one from 0.' }),
  })
  .openapi('RebateBands')

const Cap = z
  .strictObject({
    sale: amounts.optional().openapi({ description: `${inMinorUnits}, for one sale.` }),
    customer: amounts.optional().openapi({ description: `${inMinorUnits}, for one customer.` }),
    period: amounts
      .optional()
      .openapi({ description: `${inMinorUnits}, for all customers of a partner in one period.` }),
    per: z
      .enum(['month', 'quarter', 'year'])
      .optional()
      .openapi({ description: 'Which period; month by default.' }),
  })
  .openapi('Cap')

export const Rule = z
  .strictObject({
    rateBps: bps(1).optional(),
    rateBpsByYear: z.array(bps(0)).min(1).max(20).optional().openapi({
      description: "A rate for each year from the customer's first payment on; the last one stays.",
    }),
    flat: amounts.optional().openapi({ description: `${inMinorUnits}, per payment.` }),
    bands: RebateBands.optional(),
    payments: z.int().min(1).max(1000).optional().openapi({ description: 'Only the first n payments.' }),
    months: z
      .int()
      .min(1)
      .max(240)
      .optional()
      .openapi({ description: 'Only n months from the first payment.' }),
    products: productIds.optional().openapi({ description: 'Only what a payment is for these products.' }),
    exceptProducts: productIds
      .optional()
      .openapi({ description: 'Only what a payment is for other products than these.' }),
    certification: id
      .optional()
      .openapi({ description: 'Only for sales on a day on which the partner holds it.' }),
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
          list: amounts.openapi({ description: `List price of one; ${inMinorUnits}.` }),
          discountBps: bps(0),
        }),
      )
      .max(200)
      .optional(),
    leadDiscountBps: bps(1)
      .optional()
      .openapi({ description: 'Added to the discount when the order came from an accepted lead.' }),
    units: z
      .array(
        z.strictObject({
          unitId: z.string().min(1).max(200),
          name: text(120),
          bands: z
            .array(z.strictObject({ from: z.int().min(1).max(1_000_000_000), price: amounts }))
            .min(1)
            .max(20)
            .openapi({
              description: 'Rising, the first one from 1 unit; the band reached prices every unit.',
            }),
          minimumUnits: z.int().min(1).max(1_000_000_000).optional(),
        }),
      )
      .max(200)
      .optional(),
    minimumMonthly: amounts
      .optional()
      .openapi({ description: `Charged each month at least; ${inMinorUnits}.` }),
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
      .openapi({ description: 'Added to the usual protection of accepted leads.' }),
  })
  .openapi('Certification')

export const OverrideTerms = z
  .strictObject({ rateBps: bps(1), of: z.enum(['commission', 'sale']) })
  .openapi('OverrideTerms')

const Plan = z.strictObject({
  id,
  name: text(80),
  kind: planKind.openapi({ description: 'A label for people; what counts is the list of rules.' }),
  rules: z.array(Rule).max(10),
  prices: PriceSheet.optional(),
})

const shape = {
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
    .openapi({ description: 'Days between publishing new terms and their taking effect; 0 by default.' }),
  courses: z.array(Course).max(100).optional(),
  certifications: z.array(Certification).max(50).optional(),
  override: OverrideTerms.optional(),
  agreement: z
    .strictObject({ version: text(40), text: z.string().min(1).max(40_000) })
    .optional()
    .openapi({ description: 'What partners agree to; a changed text is a new version.' }),
}

export const Definition = z.strictObject(shape).openapi('ProgramDefinition')
