/** What every month came to: a partner's statements, and the list of those it has. */
import { z } from '@hono/zod-openapi'
import { stringify } from 'csv-stringify/sync'
import { harmless } from '../../services/payout-files.ts'
import { statementMonths } from '../../services/price-statements.ts'
import { Problem } from '../../services/problem.ts'
import {
  type Statement,
  type StatementLine,
  statementLines,
  statementOf,
  statementPeriods,
} from '../../services/statements.ts'
import { iso } from '../present.ts'
import { type Call, ownPartner, type Route, route } from '../route.ts'
import { amountOut, timeOut } from '../schemas.ts'

const credentials = ['pt', 'session'] as const

const me = (call: Call): string => {
  const partnerId = ownPartner(call)
  if (!partnerId) throw new Problem('credential_not_allowed')
  return partnerId
}

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
    selfBilling: z
      .string()
      .nullable()
      .openapi({ description: 'The words that make it a self-billed document; null while a party is.' }),
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

const StatementList = z
  .object({
    data: z.array(z.object({ period: z.string() })),
    prices: z
      .array(z.object({ month: z.string(), status: z.enum(['draft', 'closed']) }))
      .openapi({ description: 'The months that have a statement of prices, newest first.' }),
  })
  .openapi('StatementList')

/** More than anybody reads on a page; the CSV has all. */
const SHOWN_LINES = 1_000
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

function selfBillingWords({ vendor, partner: { profile } }: Statement): string | null {
  if (!vendor || !profile) return null
  return `Self-billing: made out by ${vendor.legal_name} on behalf of ${profile.legal_name}.`
}

const presentStatement = (statement: Statement, lines: StatementLine[]) => ({
  period: statement.period,
  number: statement.number,
  closed: statement.closed,
  vendor: statement.vendor ? presentParty(statement.vendor) : null,
  partner: statement.partner.profile ? presentParty(statement.partner.profile) : null,
  selfBilling: selfBillingWords(statement),
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

export const myStatementRoutes: Route[] = [
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
          schema: StatementList,
        },
      },
    },
    async (call) => {
      const { db } = call.services.store
      const periods = await statementPeriods(db, call.program, me(call))
      const prices = await statementMonths(db, call.program, me(call))
      return { status: 200, body: { data: periods.map((period) => ({ period })), prices } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/statements/{period}',
      tag: 'Me',
      summary: 'A statement of mine',
      description:
        'Everything that moved the balance in a month (UTC): opening balance, what was earned and taken back, payouts, closing balance. The dashboard shows the same at `/dashboard#statements/{period}`, ready to print.',
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
