/** Result files of banks and providers: read, and every payout in them marked. */
import { isoStatus, type Result, statusIn } from '../core/payout-results.ts'
import type { PayoutRunTable } from '../db/schema-payouts.ts'
import type { Services } from './context.ts'
import { messageIdOf } from './payout-files.ts'
import { markPayout } from './payout-marks.ts'
import { findRun } from './payout-run.ts'
import { Problem } from './problem.ts'
import type { Program } from './programs.ts'

export const resultFormats = ['paypal', 'wise', 'csv', 'pain002'] as const
export type ResultFormat = (typeof resultFormats)[number]

export interface Imported {
  paid: number
  failed: number
  /** Said the same before. */
  unchanged: number
  /** Still on their way, by what the file says of them. */
  waiting: { reference: string; said: string }[]
  /** Lines of the file that no payout of this run belongs to. */
  unknown: string[]
  /** Lines that cannot be: a payout that has failed is not paid any more. */
  refused: { reference: string; why: string }[]
}

/** Lines in one transaction: the file may have thousands, and sales want their turn. */
const PORTION = 100

/** The same file twice changes nothing the second time. */
export async function importResults(
  services: Services,
  program: Program,
  runId: string,
  format: ResultFormat,
  text: string,
): Promise<Imported> {
  const run = await findRun(services.store.db, program.id, runId)
  if (!run) throw new Problem('not_found')
  if (run.status === 'preparing') throw new Problem('run_not_locked')
  const results = await resultsIn(services, run, format, text)
  const report: Imported = { paid: 0, failed: 0, unchanged: 0, waiting: [], unknown: [], refused: [] }
  for (let start = 0; start < results.length; start += PORTION) {
    await markPortion(services, program, runId, results.slice(start, start + PORTION), report)
  }
  return report
}

async function resultsIn(
  services: Services,
  run: PayoutRunTable,
  format: ResultFormat,
  text: string,
): Promise<Result[]> {
  try {
    return format === 'pain002' ? await pain002(services, run, text) : await csvResults(text)
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem('results_unreadable', { cause })
  }
}

async function markPortion(
  services: Services,
  program: Program,
  runId: string,
  results: Result[],
  report: Imported,
): Promise<void> {
  const rows = await services.store.db
    .selectFrom('payout')
    .where('program_id', '=', program.id)
    .where('run_id', '=', runId)
    .where(
      'reference',
      'in',
      results.map((result) => result.reference),
    )
    .select(['id', 'reference'])
    .execute()
  const ids = new Map(rows.map((row) => [row.reference, row.id]))
  const marked = await services.store.write(async (trx) => {
    const outcomes: { result: Result; outcome: 'paid' | 'failed' | 'unchanged' | Problem }[] = []
    for (const result of results) {
      const id = ids.get(result.reference)
      if (id === undefined || result.status === undefined) continue
      const mark = { status: result.status, reference: result.theirs, reason: result.reason }
      const done = await markPayout(services, trx, program, runId, id, mark).catch((error: unknown) => {
        // Found out before anything was written, so the others of the portion stand.
        if (error instanceof Problem && error.code === 'payout_failed') return error
        throw error
      })
      const outcome = done instanceof Problem ? done : done.changed ? result.status : 'unchanged'
      outcomes.push({ result, outcome })
    }
    return outcomes
  })
  for (const { result, outcome } of marked) {
    if (outcome instanceof Problem) report.refused.push({ reference: result.reference, why: outcome.detail })
    else report[outcome]++
  }
  for (const { reference, status, said } of results) {
    if (!ids.has(reference)) report.unknown.push(reference)
    else if (status === undefined) report.waiting.push({ reference, said })
  }
}

/** What the columns are called that we look for, in the files that PayPal and Wise give out and in our own. */
const columns = {
  reference:
    /^(reference|paymentreference|customerid|uniqueid|senderitemid|customeruniqueid|payoutitemuniqueid)$/,
  status: /^(status|transactionstatus|transferstatus|payoutstatus)$/,
  theirs: /^(bankreference|transactionid|transferid|transferwiseid|wiseid|id)$/,
  reason: /^(reason|error|errormessage|errorreason|reasoncode|failure)$/,
}

/** By the names in its header line; separators as spreadsheets write them. */
async function csvResults(text: string): Promise<Result[]> {
  // Loaded when somebody imports a file: a server that starts has no need of it.
  const { parse } = await import('csv-parse/sync')
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0]
  const [header = [], ...rows] = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][]
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''))
  const column = (which: keyof typeof columns) => names.findIndex((name) => columns[which].test(name))
  const [reference, status, theirs, reason] = [
    column('reference'),
    column('status'),
    column('theirs'),
    column('reason'),
  ]
  if (reference < 0 || status < 0) {
    throw new Problem('results_unreadable', {
      detail:
        'The header line needs a column "reference" (or what your provider calls it) and a column "status".',
    })
  }
  return rows.map((row) => {
    const said = row[status] ?? ''
    return {
      // A spreadsheet may have kept the apostrophe that made it harmless.
      reference: (row[reference] ?? '').replace(/^'/, ''),
      status: statusIn(said),
      said: said.slice(0, 100),
      theirs: row[theirs]?.slice(0, 100) || undefined,
      reason: row[reason]?.slice(0, 500) || undefined,
    }
  })
}

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

interface Pain002Transaction {
  OrgnlEndToEndId?: string
  TxSts?: string
  StsRsnInf?: Reason | Reason[]
  AcctSvcrRef?: string
}
interface Reason {
  Rsn?: { Cd?: string; Prtry?: string }
  AddtlInf?: string | string[]
}

/** A payment status report: of each transfer, or of the whole batch when a bank says no more than that. */
async function pain002(services: Services, run: PayoutRunTable, text: string): Promise<Result[]> {
  const { XMLParser } = await import('fast-xml-parser')
  // Entities are left alone: nothing outside the file is ever read, nothing in it multiplies.
  const parser = new XMLParser({
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: false,
  })
  const report = parser.parse(text, true)?.Document?.CstmrPmtStsRpt
  if (!report)
    throw new Problem('results_unreadable', { detail: 'This is no pain.002 payment status report.' })
  const original = String(report.OrgnlGrpInfAndSts?.OrgnlMsgId ?? '')
  const ours = messageIdOf(run, 1, 1)
  if (!original.startsWith(ours)) {
    throw new Problem('results_unreadable', {
      detail: `This report is about the batch ${original}, not about ${ours}.`,
    })
  }
  const payments = list<{ TxInfAndSts?: Pain002Transaction | Pain002Transaction[]; PmtInfSts?: string }>(
    report.OrgnlPmtInfAndSts,
  )
  const single = payments.flatMap((payment) => list(payment.TxInfAndSts)).map(resultOf)
  const group = String(report.OrgnlGrpInfAndSts?.GrpSts ?? payments[0]?.PmtInfSts ?? '')
  const status = isoStatus(group)
  if (single.length > 0 || status === undefined) return single
  if (original !== ours) {
    throw new Problem('results_unreadable', {
      detail: 'This report says nothing about single transfers of a batch in parts.',
    })
  }
  const rows = await services.store.db
    .selectFrom('payout')
    .where('program_id', '=', run.program_id)
    .where('run_id', '=', run.id)
    .where('method', '=', 'bank')
    .select('reference')
    .orderBy('partner_id')
    .execute()
  const reason = status === 'failed' ? `The bank refused the whole batch (${group}).` : undefined
  return rows.map((row) => ({ reference: row.reference ?? '', status, said: group, reason }))
}

function resultOf(transaction: Pain002Transaction): Result {
  const code = String(transaction.TxSts ?? '')
  const reasons = list(transaction.StsRsnInf).flatMap((reason) => [
    reason.Rsn?.Cd ?? reason.Rsn?.Prtry ?? '',
    ...list(reason.AddtlInf),
  ])
  return {
    reference: String(transaction.OrgnlEndToEndId ?? ''),
    status: isoStatus(code),
    said: code,
    theirs: transaction.AcctSvcrRef,
    reason: reasons.filter(Boolean).join(': ').slice(0, 500) || undefined,
  }
}
