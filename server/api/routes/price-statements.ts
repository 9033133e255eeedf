/** Monthly statements of resale and managed plans: beside the ledger, and no invoice. */
import { z } from '@hono/zod-openapi'
import { stringify } from 'csv-stringify/sync'
import { monthOf, monthsLater } from '../../core/months.ts'
import { harmless } from '../../services/payout-files.ts'
import {
  closeStatements,
  findStatement,
  listStatements,
  type PriceStatement,
} from '../../services/price-statements.ts'
import { Problem } from '../../services/problem.ts'
import { type Call, ownPartner, type Reply, type Route, route } from '../route.ts'
import { id, listOf, listQuery } from '../schemas.ts'
import { month, PriceStatementBody, presentStatement } from './price-schemas.ts'

const mine = ['pt', 'session'] as const
const params = z.object({ month })
const query = z.strictObject({ format: z.enum(['json', 'csv']).default('json') })

const NewClosing = z
  .strictObject({
    month: month.optional().openapi({ description: 'Up to this month. Default: the last one that is over.' }),
  })
  .openapi('NewClosing')

const Closing = z.object({ month: z.string(), closed: z.int() }).openapi('Closing')

function own(call: unknown): string {
  const partnerId = ownPartner(call as Call)
  if (partnerId === undefined) throw new Problem('credential_not_allowed')
  return partnerId
}

const header =
  'month,status,kind,subject,name,about,correction,quantity,currency,list_minor,amount_minor,explanation'

/** For spreadsheets: what somebody typed runs as no formula, and amounts are integers in minor units. */
function csvOf({ month: of, status, lines }: PriceStatement): string {
  const rows = lines.map((line) => [
    of,
    status,
    line.kind,
    harmless(line.subject),
    harmless(line.name),
    line.month,
    line.correction ? 'yes' : 'no',
    String(line.quantity),
    line.currency,
    line.listMinor === null ? '' : String(line.listMinor),
    String(line.amountMinor),
    harmless(line.words),
  ])
  return stringify([header.split(','), ...rows], { record_delimiter: '\r\n' })
}

function answer(statement: PriceStatement, format: 'json' | 'csv'): Reply {
  if (format === 'json') return { status: 200, body: presentStatement(statement) }
  return {
    status: 200,
    body: csvOf(statement),
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="prices-${statement.month}.csv"`,
    },
  }
}

export const priceStatementRoutes: Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/price-statements',
      tag: 'Prices',
      summary: 'List price statements',
      description: 'Closed ones, newest first. With a partner, its drafts come before them.',
      credentials: ['sk'],
      query: z.strictObject({ ...listQuery, partnerId: id.optional(), month: month.optional() }),
      replies: {
        200: {
          description: 'With every line and its explanation.',
          schema: listOf(PriceStatementBody, 'PriceStatementList'),
        },
      },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const found = await listStatements(services, program, query, query)
      return { status: 200, body: { data: found.data.map(presentStatement), nextCursor: found.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/price-statements/{partnerId}/{month}',
      tag: 'Prices',
      summary: 'Look up a price statement',
      description: 'A draft while the month is open. As CSV it is what you make your invoice from.',
      credentials: ['sk'],
      params: z.object({ partnerId: id, month }),
      query,
      replies: { 200: { description: 'The statement.', schema: PriceStatementBody, file: ['text/csv'] } },
      problems: ['not_found'],
    },
    async ({ services, program, params: { partnerId, month: of }, query: { format } }) =>
      answer(await findStatement(services, program, partnerId, of), format),
  ),
  route(
    {
      method: 'post',
      path: '/v1/price-statements/close',
      tag: 'Prices',
      summary: 'Close the months that are over',
      description:
        'The server does this by itself on the sixth day of the next month. What is reported afterwards is in the next statement. Closing again changes nothing.',
      credentials: ['sk'],
      body: NewClosing,
      replies: { 200: { description: 'How many statements were closed now.', schema: Closing } },
    },
    async ({ services, program, body }) => {
      const last = monthsLater(monthOf(program.now), -1)
      const through = body.month ?? last
      if (through > last) {
        throw new Problem('validation_failed', {
          errors: [{ path: 'month', message: `${through} is not over yet.` }],
        })
      }
      const closed = await closeStatements(services, program.id, through)
      return { status: 200, body: { month: through, closed } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/price-statements',
      tag: 'Me',
      summary: 'My price statements',
      credentials: mine,
      query: z.strictObject(listQuery),
      replies: {
        200: {
          description: 'Drafts first, then closed ones, newest first.',
          schema: listOf(PriceStatementBody, 'MyPriceStatementList'),
        },
      },
      problems: ['invalid_cursor'],
    },
    async (call) => {
      const { services, program, query } = call
      const found = await listStatements(services, program, { partnerId: own(call) }, query)
      return { status: 200, body: { data: found.data.map(presentStatement), nextCursor: found.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/me/price-statements/{month}',
      tag: 'Me',
      summary: 'My price statement of a month',
      credentials: mine,
      params,
      query,
      replies: {
        200: {
          description: 'A draft while the month is open.',
          schema: PriceStatementBody,
          file: ['text/csv'],
        },
      },
      problems: ['not_found'],
    },
    async (call) => {
      const { services, program, params: given } = call
      return answer(await findStatement(services, program, own(call), given.month), call.query.format)
    },
  ),
]
