/** Payout runs: looked at, locked, exported, and marked line by line. */
import { z } from '@hono/zod-openapi'
import { requireConfirmed } from '../../auth/staff.ts'
import { dayOf, isoDay } from '../../core/time.ts'
import type { PayoutTable } from '../../db/schema.ts'
import type { PayoutRunTable } from '../../db/schema-payouts.ts'
import { fileFormats, makeFile } from '../../services/payout-files.ts'
import { markPayout } from '../../services/payout-marks.ts'
import { previewRun } from '../../services/payout-preview.ts'
import { importResults, resultFormats } from '../../services/payout-results.ts'
import { anythingDue, beginRun, defaultPayOnDay, findRun, finishRun } from '../../services/payout-run.ts'
import { linesOfRun, listRuns } from '../../services/payouts.ts'
import { Problem } from '../../services/problem.ts'
import type { Program } from '../../services/programs.ts'
import { iso } from '../present.ts'
import { callerId, type Route, route } from '../route.ts'
import { currency, externalId, id, listOf, listQuery, text } from '../schemas.ts'
import { PayoutLine, PayoutPreview, PayoutRun, ResultsReport } from './payout-schemas.ts'

const day = z
  .string()
  .max(10)
  .pipe(z.iso.date({ error: 'A day like 2026-12-05.' }))
  .openapi({ format: 'date' })

const dayNumber = (text: string): number => dayOf(Date.parse(text))

/** Of the staff, those who may move money. */
const payers = ['finance', 'owner'] as const

const presentRun = (run: PayoutRunTable) => ({
  id: run.id,
  status: run.status,
  currency: run.currency,
  cutoff: isoDay(run.cutoff_day),
  payOn: isoDay(run.pay_on_day),
  payouts: run.payouts,
  amount: run.amount_minor,
  createdBy: run.created_by,
  createdAt: iso(run.created_at),
  lockedAt: run.locked_at === null ? null : iso(run.locked_at),
})

const presentLine = (payout: PayoutTable) => ({
  id: payout.id,
  partnerId: payout.partner_id,
  amount: payout.amount_minor,
  currency: payout.currency,
  status: payout.status,
  method: payout.method,
  details: payout.hint,
  reference: payout.reference,
  bankReference: payout.bank_reference,
  failure: payout.failure,
  paidAt: payout.paid_at === null ? null : iso(payout.paid_at),
  failedAt: payout.failed_at === null ? null : iso(payout.failed_at),
})

interface Order {
  currency?: string | undefined
  cutoff?: string | undefined
  payOn?: string | undefined
}

/** @throws Problem for a currency that is not the program's, and for days that cannot be meant. */
function scopeOf(program: Program, { currency: wanted, cutoff, payOn }: Order) {
  const { currencies } = program.definition
  const [main = ''] = currencies
  const today = dayOf(program.now)
  const cutoffDay = cutoff === undefined ? today : dayNumber(cutoff)
  const payOnDay = payOn === undefined ? defaultPayOnDay(program) : dayNumber(payOn)
  const errors = [
    ...(cutoffDay > today ? [{ path: 'cutoff', message: 'What is due later cannot be paid yet.' }] : []),
    ...(payOnDay < today ? [{ path: 'payOn', message: 'This day has passed.' }] : []),
  ]
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
  return { currency: wanted ?? main, cutoffDay, payOnDay }
}

export const payoutRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/payouts',
      tag: 'Payouts',
      summary: 'Pay out, or look at what would be paid',
      description:
        'Takes every commission whose day has come and that nothing keeps back, by partner, once it reaches the minimum. With `dryRun` nothing is stored: the answer lists who would get what, who would not and why, and the last run beside it. Two runs at once are one run.',
      credentials: ['sk', 'staff'],
      roles: payers,
      body: z
        .strictObject({
          dryRun: z.boolean().optional(),
          currency: currency.optional().openapi({ description: "The program's first one when absent." }),
          cutoff: day.optional().openapi({ description: 'Today when absent.' }),
          payOn: day.optional().openapi({ description: 'For bank files; tomorrow when absent.' }),
          limit: z.int().min(1).max(500).optional().openapi({ description: 'Of a dry run: lines a page.' }),
          cursor: z.string().min(1).max(100).optional(),
        })
        .openapi('NewPayoutRun'),
      idempotent: true,
      replies: {
        200: { description: 'The dry run.', schema: PayoutPreview },
        201: { description: 'The run as it was locked.', schema: PayoutRun },
      },
      problems: ['nothing_payable'],
    },
    async (call) => {
      const { services, program, body, transact } = call
      const { payOnDay, ...scope } = scopeOf(program, body)
      const { db } = services.store
      if (body.dryRun) {
        const { limit = 100, cursor: after } = body
        const preview = await previewRun(db, program, scope, { after, limit })
        return { status: 200, body: presentPreview(program, { ...scope, payOnDay }, preview) }
      }
      const begun = await transact(async (trx, program) => {
        if (!(await anythingDue(trx, program, scope))) throw new Problem('nothing_payable')
        const order = { ...scope, payOnDay, by: callerId(call) }
        return { status: 201, body: { id: await beginRun(services, trx, program, order) } }
      })
      const run = await finishRun(services, program.id, (begun.body as { id: string }).id)
      // What happened to it since is not part of this answer: asked again, it is the same.
      return { ...begun, body: { ...presentRun(run), status: 'locked' } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/payouts',
      tag: 'Payouts',
      summary: 'List payout runs',
      credentials: ['sk', 'staff'],
      query: z.strictObject(listQuery),
      replies: { 200: { description: 'Newest first.', schema: listOf(PayoutRun, 'PayoutRunList') } },
      problems: ['invalid_cursor'],
    },
    async ({ services, program, query }) => {
      const page = await listRuns(services, program, query)
      return { status: 200, body: { data: page.data.map(presentRun), nextCursor: page.nextCursor } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/payouts/{id}',
      tag: 'Payouts',
      summary: 'Look up a payout run',
      description: 'With a page of its payouts. Where they go is shown as a hint only.',
      credentials: ['sk', 'staff'],
      params: z.object({ id }),
      query: z.strictObject(listQuery),
      replies: {
        200: {
          description: 'The run and its payouts, newest first.',
          schema: PayoutRun.extend({
            lines: z.array(PayoutLine),
            nextCursor: z.string().nullable(),
          }).openapi('PayoutRunDetails'),
        },
      },
      problems: ['not_found', 'invalid_cursor'],
    },
    async ({ services, program, params, query }) => {
      const run = await findRun(services.store.db, program.id, params.id)
      if (!run) throw new Problem('not_found')
      const page = await linesOfRun(services, program, run.id, query)
      return {
        status: 200,
        body: { ...presentRun(run), lines: page.data.map(presentLine), nextCursor: page.nextCursor },
      }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/payouts/{id}/lines/{payoutId}',
      tag: 'Payouts',
      summary: 'Mark a payout as paid or failed',
      description:
        'A failed one frees its commissions for the next run and stays failed. Said twice, it happens once.',
      credentials: ['sk', 'staff'],
      roles: payers,
      params: z.object({ id, payoutId: id }),
      body: z
        .strictObject({
          status: z.enum(['paid', 'failed']),
          reference: externalId.optional().openapi({ description: 'What the bank calls the payment.' }),
          reason: text(500).optional().openapi({ description: 'Of a failure; the partner reads it.' }),
        })
        .openapi('PayoutMark'),
      replies: { 200: { description: 'The payout as it is now.', schema: PayoutLine } },
      problems: ['not_found', 'payout_failed', 'run_not_locked'],
    },
    async ({ services, params, body, transact }) =>
      transact(async (trx, program) => {
        const { payout } = await markPayout(services, trx, program, params.id, params.payoutId, body)
        return { status: 200, body: presentLine(payout) }
      }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/payouts/{id}/results',
      tag: 'Payouts',
      summary: 'Import a result file',
      description:
        "PayPal's and Wise's result files, a bank's pain.002, or a CSV with the columns reference, status, bankReference and reason. At most 4 MB. The same file again changes nothing.",
      credentials: ['sk', 'staff'],
      roles: payers,
      params: z.object({ id }),
      body: z
        .strictObject({ format: z.enum(resultFormats), content: z.string().min(1).max(4_000_000) })
        .openapi('PayoutResults'),
      replies: { 200: { description: 'What was marked, and what could not be.', schema: ResultsReport } },
      problems: ['not_found', 'run_not_locked', 'results_unreadable'],
    },
    async ({ services, program, params, body }) => ({
      status: 200,
      body: await importResults(services, program, params.id, body.format, body.content),
    }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/payouts/{id}/file',
      tag: 'Payouts',
      summary: 'The file for the bank or provider',
      description:
        'The only way payout details leave in clear: for a finance person who confirmed within the last ten minutes, never for a key. `paypal` and `wise` are CSV for upload, `sepa` is pain.001.001.09 and `sepa03` pain.001.001.03, `csv` is for people. The same file twice is the same bytes. A large run comes in parts; `Goodword-File-Parts` says how many.',
      credentials: ['staff'],
      roles: ['finance'],
      params: z.object({ id }),
      query: z.strictObject({
        format: z.enum(fileFormats),
        part: z.coerce.number().int().min(1).max(1_000).default(1),
      }),
      replies: { 200: { description: 'The file.', file: ['text/csv', 'application/xml'] } },
      problems: [
        'not_found',
        'run_not_locked',
        'file_not_possible',
        'confirmation_needed',
        'files_not_yet',
        'details_key_wrong',
      ],
    },
    async ({ services, credential, params, query, transact }) => {
      if (credential?.kind !== 'staff') throw new Problem('credential_not_allowed')
      requireConfirmed(services, credential)
      return transact(async (trx, program) => {
        const file = await makeFile(services, trx, program, params.id, query.format, query.part)
        return {
          status: 200,
          body: file.text,
          headers: {
            'Content-Type': file.type,
            'Content-Disposition': `attachment; filename="${file.name}"`,
            'Goodword-File-Parts': String(file.parts),
          },
        }
      })
    },
  ),
]

function presentPreview(
  program: Program,
  scope: { currency: string; cutoffDay: number; payOnDay: number },
  preview: Awaited<ReturnType<typeof previewRun>>,
) {
  const { previous } = preview
  return {
    dryRun: true,
    currency: scope.currency,
    cutoff: isoDay(scope.cutoffDay),
    payOn: isoDay(scope.payOnDay),
    minimum: program.definition.minimumPayout[scope.currency] ?? 0,
    payouts: preview.payouts,
    amount: preview.amountMinor,
    held: preview.heldMinor,
    inTheWay: preview.inTheWay.map(({ code, partners, amountMinor }) => ({
      code,
      partners,
      amount: amountMinor,
    })),
    lastRun: previous
      ? {
          id: previous.id,
          payouts: previous.payouts,
          amount: previous.amount_minor,
          lockedAt: iso(previous.locked_at ?? previous.created_at),
        }
      : null,
    lines: preview.page.map((due) => ({
      partnerId: due.partnerId,
      name: due.partnerName,
      amount: due.amountMinor,
      commissions: due.lines,
      held: due.heldMinor,
      pays: due.blockers.length === 0,
      inTheWay: due.blockers.map(({ code, message }) => ({ code, message })),
      method: due.method,
      details: due.details?.hint ?? null,
      lastAmount: due.previousMinor,
      change: (due.blockers.length === 0 ? due.amountMinor : 0) - (due.previousMinor ?? 0),
    })),
    nextCursor: preview.next,
  }
}
