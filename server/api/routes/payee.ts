/** What a partner says and sees about being paid: where, to whom, and what every month came to. */
import { z } from '@hono/zod-openapi'
import { stringify } from 'csv-stringify/sync'
import type { PayoutDetailTable, TaxProfileTable } from '../../db/schema-payouts.ts'
import { findDetails, setDetails, setTaxProfile, taxProfile } from '../../services/payout-details.ts'
import { harmless } from '../../services/payout-files.ts'
import { Problem } from '../../services/problem.ts'
import {
  type Statement,
  type StatementLine,
  statementLines,
  statementOf,
  statementPeriods,
} from '../../services/statements.ts'
import type { AppOptions } from '../app.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { amountOut, email, text, timeOut } from '../schemas.ts'

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

const StatementParty = z.object({
  legalName: z.string(),
  address: z.string(),
  country: z.string(),
  taxId: z.string().nullable(),
})

const StatementBody = z
  .object({
    period: z.string(),
    number: z.string(),
    closed: z.boolean().openapi({ description: 'False while the month is running.' }),
    vendor: z.union([StatementParty, z.null()]),
    partner: z.union([StatementParty, z.null()]).openapi({ description: 'Null without a tax profile.' }),
    balances: z.array(
      z.object({
        currency: z.string(),
        opening: amountOut,
        earned: amountOut,
        payouts: amountOut.openapi({ description: 'Negative when money went out.' }),
        closing: amountOut,
      }),
    ),
    lines: z
      .array(
        z.object({
          id: z.string(),
          at: timeOut,
          kind: z.enum([
            'earned',
            'override',
            'reversal',
            'clawback',
            'rebate',
            'adjustment',
            'payout',
            'payout_failed',
          ]),
          amount: amountOut,
          currency: z.string(),
          subject: z.string(),
          explanation: z.string(),
        }),
      )
      .openapi({ description: 'The first 1 000, oldest first; as CSV all of them.' }),
    moreLines: z.boolean(),
  })
  .openapi('Statement')

/** More than anybody reads on a page; the CSV has all. */
export const SHOWN_LINES = 1_000
const CSV_PORTION = 5_000

const presentParty = (party: {
  legal_name: string
  address: string
  country: string
  tax_id: string | null
}) => ({
  legalName: party.legal_name,
  address: party.address,
  country: party.country,
  taxId: party.tax_id,
})

const presentLine = (line: StatementLine) => ({
  id: line.id,
  at: iso(line.at),
  kind: line.kind,
  amount: line.amountMinor,
  currency: line.currency,
  subject: line.subject,
  explanation: line.explanation,
})

const presentStatement = (statement: Statement, lines: StatementLine[]) => ({
  period: statement.period,
  number: statement.number,
  closed: statement.closed,
  vendor: statement.vendor ? presentParty(statement.vendor) : null,
  partner: statement.partner.profile ? presentParty(statement.partner.profile) : null,
  balances: statement.balances.map((balance) => ({
    currency: balance.currency,
    opening: balance.openingMinor,
    earned: balance.earnedMinor,
    payouts: balance.payoutsMinor,
    closing: balance.closingMinor,
  })),
  lines: lines.slice(0, SHOWN_LINES).map(presentLine),
  moreLines: lines.length > SHOWN_LINES,
})

/** Amounts in minor units, as everywhere in the API: a spreadsheet adds them up without rounding. */
async function statementCsv(call: Call, statement: Statement): Promise<string> {
  const { services, program } = call
  const partnerId = me(call)
  const header = ['date', 'kind', 'amount_minor', 'currency', 'subject', 'explanation']
  let csv = stringify([header], { record_delimiter: '\r\n' })
  for (let after: StatementLine | undefined; ; ) {
    const lines = await statementLines(services.store.db, program, partnerId, statement, {
      after,
      limit: CSV_PORTION,
    })
    const rows = lines.map((line) => [
      iso(line.at).slice(0, 10),
      line.kind,
      String(line.amountMinor),
      line.currency,
      harmless(line.subject),
      harmless(line.explanation),
    ])
    csv += stringify(rows, { record_delimiter: '\r\n' })
    after = lines.at(-1)
    if (lines.length < CSV_PORTION) return csv
  }
}

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
  route(
    {
      method: 'get',
      path: '/v1/me/statements',
      tag: 'Me',
      summary: 'My statements',
      credentials,
      replies: {
        200: {
          description: 'The months that have one, newest first.',
          schema: z.object({ data: z.array(z.object({ period: z.string() })) }).openapi('StatementList'),
        },
      },
    },
    async (call) => {
      const periods = await statementPeriods(call.services.store.db, call.program, me(call))
      return { status: 200, body: { data: periods.map((period) => ({ period })) } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/statements/{period}',
      tag: 'Me',
      summary: 'A statement of mine',
      description:
        'Everything that moved the balance in a month (UTC): opening balance, what was earned and taken back, payouts, closing balance. The page `/statements/{period}` shows the same.',
      credentials,
      params: z.object({ period: z.string().max(10) }),
      query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }),
      replies: { 200: { description: 'The statement.', schema: StatementBody, file: ['text/csv'] } },
      problems: ['not_found'],
    },
    async (call) => {
      const { services, program, params, query } = call
      const statement = await statementOf(services.store.db, program, me(call), params.period)
      if (!statement) throw new Problem('not_found')
      if (query.format === 'csv') {
        return {
          status: 200,
          body: await statementCsv(call, statement),
          headers: {
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': `attachment; filename="statement-${statement.number}.csv"`,
          },
        }
      }
      const limit = SHOWN_LINES + 1
      const lines = await statementLines(services.store.db, program, me(call), statement, { limit })
      return { status: 200, body: presentStatement(statement, lines) }
    },
  ),
]
