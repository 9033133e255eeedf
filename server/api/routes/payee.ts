/** What a partner says about being paid: where, and who it is on statements. */
import { z } from '@hono/zod-openapi'
import type { PayoutDetailTable, TaxProfileTable } from '../../db/schema-payouts.ts'
import { findDetails, setDetails, setTaxProfile, taxProfile } from '../../services/payout-details.ts'
import { Problem } from '../../services/problem.ts'
import type { AppOptions } from '../app.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { email, text, timeOut } from '../schemas.ts'

const credentials = ['pt', 'session'] as const

const me = (call: Call): string => {
  const partnerId = ownPartner(call)
  if (!partnerId) throw new Problem('credential_not_allowed')
  return partnerId
}

const NewDetails = z
  .union([
    z.strictObject({ method: z.literal('paypal'), email }),
    z.strictObject({ method: z.literal('wise'), email }),
    z.strictObject({
      method: z.literal('bank'),
      name: text(140).openapi({ description: 'The holder of the account, as the bank knows it.' }),
      iban: text(50),
      bic: text(20).optional(),
    }),
    z.strictObject({ method: z.literal('other'), instructions: text(500) }),
  ])
  .openapi('NewPayoutDetails')

const Details = z
  .object({
    method: z.enum(['paypal', 'wise', 'bank', 'other']),
    hint: z
      .string()
      .openapi({ description: 'Enough to know the account. The whole of it is never answered.' }),
    changedAt: timeOut,
    usableFrom: timeOut.openapi({ description: 'A change waits 72 hours; nothing is paid meanwhile.' }),
  })
  .openapi('PayoutDetails')

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Two capital letters, as in ISO 3166.')
  .openapi({ example: 'DE' })

export const Party = z.strictObject({
  legalName: text(140),
  address: text(500).openapi({ description: 'As on a letter, with line breaks.' }),
  country,
  taxId: text(50).optional(),
})

const TaxProfile = z
  .object({
    legalName: z.string(),
    address: z.string(),
    country: z.string(),
    taxId: z.string().nullable(),
    since: timeOut,
  })
  .openapi('TaxProfile')

const presentDetails = (row: PayoutDetailTable) => ({
  method: row.method,
  hint: row.hint,
  changedAt: iso(row.changed_at),
  usableFrom: iso(row.usable_at),
})

const presentProfile = (row: TaxProfileTable) => ({
  legalName: row.legal_name,
  address: row.address,
  country: row.country,
  taxId: row.tax_id,
  since: iso(row.effective_at),
})

export const payeeRoutes = ({ mailQueued }: AppOptions): Route[] => [
  route(
    {
      method: 'get',
      path: '/v1/me/payout-details',
      tag: 'Me',
      summary: 'Where I am paid',
      credentials,
      replies: {
        200: {
          description: 'As a hint; null before it was said.',
          schema: z.union([Details, z.null()]).openapi('MyPayoutDetails'),
        },
      },
    },
    async (call) => {
      const row = await findDetails(call.services.store.db, call.program.id, me(call))
      return { status: 200, body: row ? presentDetails(row) : null }
    },
  ),
  route(
    {
      method: 'put',
      path: '/v1/me/payout-details',
      tag: 'Me',
      summary: 'Say where to pay me',
      description:
        'Kept encrypted and never answered in clear. The first counts at once. A change waits 72 hours, and the partner, the old place and the new one are told.',
      credentials,
      body: NewDetails,
      replies: { 200: { description: 'As a hint.', schema: Details } },
      problems: ['details_key_missing', 'details_key_wrong'],
    },
    async (call) => {
      const reply = await call.transact(async (trx, program) => {
        const row = await setDetails(call.services, trx, program, me(call), call.body)
        return { status: 200, body: presentDetails(row) }
      })
      mailQueued()
      return reply
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/tax-profile',
      tag: 'Me',
      summary: 'Who I am on statements',
      credentials,
      replies: {
        200: {
          description: 'Null before it was said.',
          schema: z.union([TaxProfile, z.null()]).openapi('MyTaxProfile'),
        },
      },
    },
    async (call) => {
      const row = await taxProfile(call.services.store.db, call.program.id, me(call))
      return { status: 200, body: row ? presentProfile(row) : null }
    },
  ),
  route(
    {
      method: 'put',
      path: '/v1/me/tax-profile',
      tag: 'Me',
      summary: 'Say who I am on statements',
      description: 'Needed before the first payout. Statements of earlier months keep what was true then.',
      credentials,
      body: Party.openapi('NewTaxProfile'),
      replies: { 200: { description: 'As it is kept.', schema: TaxProfile } },
    },
    async (call) =>
      call.transact(async (trx, program) => {
        const party = { ...call.body, taxId: call.body.taxId ?? null }
        const row = await setTaxProfile(call.services, trx, program, me(call), party)
        return { status: 200, body: presentProfile(row) }
      }),
  ),
]
