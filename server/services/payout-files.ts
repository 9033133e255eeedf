/**
 * Files of a locked run. Everything in them is kept with the run and its
 * payouts, so that the same file made twice is the same bytes, and uploading it
 * twice cannot look like two batches.
 */
import { stringify } from 'csv-stringify/sync'
import { plainDecimal } from '../core/money.ts'
import { pain001, type Transfer } from '../core/pain001.ts'
import type { PayoutDetails } from '../core/payouts.ts'
import { sepaText } from '../core/sepa-text.ts'
import { isoDay } from '../core/time.ts'
import type { PayoutTable } from '../db/schema.ts'
import type { PayoutRunTable } from '../db/schema-payouts.ts'
import type { Services } from './context.ts'
import { findPayer, openDetails, type Party } from './payout-details.ts'
import { findRun } from './payout-run.ts'
import { type FieldError, Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'

export const fileFormats = ['paypal', 'wise', 'sepa', 'sepa03', 'csv'] as const
export type FileFormat = (typeof fileFormats)[number]

/** The vendor as a run keeps it. */
export interface Payer extends Party {
  iban: string | null
  bic: string | null
}

export interface PayoutFile {
  name: string
  type: 'text/csv; charset=utf-8' | 'application/xml; charset=utf-8'
  text: string
  parts: number
}

/** How many payments the receiver takes in one file (PayPal 5 000, Wise 1 000 rows). */
const most: Record<FileFormat, number> = {
  paypal: 5_000,
  wise: 1_000,
  sepa: 10_000,
  sepa03: 10_000,
  csv: 50_000,
}

const methodOf = { paypal: 'paypal', wise: 'wise', sepa: 'bank', sepa03: 'bank', csv: undefined } as const

interface Line {
  payout: PayoutTable
  /** Of the tax profile at the time of the run: a later change does not change the file. */
  legalName: string
  details: PayoutDetails
}

/**
 * @param part from 1; more than one when the run is larger than the format takes
 * @throws Problem `not_found`, `run_not_locked`, `file_not_possible` naming each partner and what to change
 */
export async function makeFile(
  services: Services,
  trx: Trx,
  program: Program,
  runId: string,
  format: FileFormat,
  part: number,
): Promise<PayoutFile> {
  const run = await findRun(trx, program.id, runId)
  if (!run) throw new Problem('not_found')
  if (run.status === 'preparing') throw new Problem('run_not_locked')
  const { lines, parts } = await linesOf(services, trx, run, format, part)
  if (lines.length === 0) {
    const [path, message] = ['format', 'No payout of this run is made this way.']
    throw new Problem('file_not_possible', { errors: [{ path, message }] })
  }
  const sepa = format === 'sepa' || format === 'sepa03'
  const payer = sepa ? await keptPayer(trx, run) : undefined
  const text = payer ? sepaFile(run, payer, lines, format, part, parts) : csvOf(run, lines, format)
  await markExported(trx, program, run)
  const of = parts > 1 ? `-${part}-of-${parts}` : ''
  return {
    name: `${run.id}-${format}${of}.${sepa ? 'xml' : 'csv'}`,
    type: sepa ? 'application/xml; charset=utf-8' : 'text/csv; charset=utf-8',
    text,
    parts,
  }
}

async function linesOf(
  services: Services,
  trx: Trx,
  run: PayoutRunTable,
  format: FileFormat,
  part: number,
): Promise<{ lines: Line[]; parts: number }> {
  const method = methodOf[format]
  const ofRun = trx
    .selectFrom('payout')
    .where('payout.program_id', '=', run.program_id)
    .where('payout.run_id', '=', run.id)
    .$if(method !== undefined, (query) => query.where('payout.method', '=', method ?? 'other'))
  const { count } = await ofRun.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const rows = await ofRun
    .selectAll('payout')
    .select((eb) =>
      eb
        .selectFrom('tax_profile')
        .whereRef('tax_profile.program_id', '=', 'payout.program_id')
        .whereRef('tax_profile.partner_id', '=', 'payout.partner_id')
        .whereRef('tax_profile.effective_at', '<=', 'payout.created_at')
        .orderBy('tax_profile.effective_at', 'desc')
        .limit(1)
        .select('tax_profile.legal_name')
        .as('legal_name'),
    )
    .orderBy('legal_name')
    .orderBy('payout.partner_id')
    .limit(most[format])
    .offset((part - 1) * most[format])
    .execute()
  return {
    parts: Math.max(1, Math.ceil(Number(count) / most[format])),
    lines: rows.map(({ legal_name: legalName, ...payout }) => ({
      payout,
      legalName: legalName ?? '',
      details: openDetails(services, payout, payout.details ?? ''),
    })),
  }
}

/** As it was when the first file was made. */
async function keptPayer(trx: Trx, run: PayoutRunTable): Promise<Payer> {
  if (run.payer !== null) return JSON.parse(run.payer) as Payer
  const row = await findPayer(trx, run.program_id)
  if (!row?.iban) {
    const message = 'Say first who pays and from which account: PUT /v1/payer with name, address and iban.'
    throw new Problem('file_not_possible', { errors: [{ path: 'payer', message }] })
  }
  const payer: Payer = {
    legalName: row.legal_name,
    address: row.address,
    country: row.country,
    taxId: row.tax_id,
    iban: row.iban,
    bic: row.bic,
  }
  await trx
    .updateTable('payout_run')
    .set({ payer: JSON.stringify(payer) })
    .where('program_id', '=', run.program_id)
    .where('id', '=', run.id)
    .execute()
  return payer
}

const markExported = (trx: Trx, program: Program, run: PayoutRunTable) =>
  trx
    .updateTable('payout_run')
    .set({ exported_at: program.now })
    .where('program_id', '=', run.program_id)
    .where('id', '=', run.id)
    .where('exported_at', 'is', null)
    .execute()

const note = (run: PayoutRunTable): string => `Partner payout ${isoDay(run.cutoff_day)}`

function csvOf(run: PayoutRunTable, lines: Line[], format: FileFormat): string {
  if (format === 'paypal') return paypalFile(run, lines)
  return format === 'wise' ? wiseFile(run, lines) : plainFile(lines)
}

const emailOf = (details: PayoutDetails): string => ('email' in details ? details.email : '')

/** PayPal's upload for mass payments: no header line, one currency, its columns in its order. */
const paypalFile = (run: PayoutRunTable, lines: Line[]): string =>
  stringify(
    lines.map(({ payout, details }) => [
      emailOf(details),
      plainDecimal(payout.amount_minor, payout.currency),
      payout.currency,
      payout.reference,
      note(run),
      'PAYPAL',
    ]),
    { record_delimiter: '\r\n' },
  )

/** Wise's template for payments by email. `target`: what the partner gets is exactly the amount. */
function wiseFile(run: PayoutRunTable, lines: Line[]): string {
  // A name that a spreadsheet would run is refused, not changed: it must match the receiver's account.
  refuse(
    lines
      .filter(({ legalName }) => isFormula(legalName))
      .map(({ payout, legalName }) =>
        flaw(
          payout,
          legalName,
          `starts with "${legalName.slice(0, 1)}"; the partner changes it in its tax profile`,
        ),
      ),
  )
  const header = [
    'name',
    'recipientEmail',
    'paymentReference',
    'amountCurrency',
    'amount',
    'sourceCurrency',
    'targetCurrency',
    'type',
  ]
  const rows = lines.map(({ payout, legalName, details }) => [
    legalName,
    emailOf(details),
    payout.reference,
    'target',
    plainDecimal(payout.amount_minor, payout.currency),
    run.currency,
    run.currency,
    'EMAIL',
  ])
  return stringify([header, ...rows], { record_delimiter: '\r\n' })
}

/** For people and spreadsheets: nothing in it runs as a formula. */
function plainFile(lines: Line[]): string {
  const header = [
    'reference',
    'partner',
    'amount',
    'currency',
    'method',
    'name',
    'iban',
    'bic',
    'email',
    'instructions',
  ]
  const rows = lines.map(({ payout, legalName, details }) => [
    payout.reference,
    legalName,
    plainDecimal(payout.amount_minor, payout.currency),
    payout.currency,
    details.method,
    details.method === 'bank' ? details.name : '',
    details.method === 'bank' ? details.iban : '',
    details.method === 'bank' ? (details.bic ?? '') : '',
    emailOf(details),
    details.method === 'other' ? details.instructions : '',
  ])
  return stringify([header, ...rows.map((row) => row.map((cell) => harmless(cell ?? '')))], {
    record_delimiter: '\r\n',
  })
}

/** What spreadsheets take for the start of a formula, their full-width twins included (ASVS 1.2.10). */
const isFormula = (text: string): boolean => /^[=+\-@\t\r\0＝＋－＠]/.test(text)

/** With an apostrophe in front, a spreadsheet shows the text and runs nothing. */
export const harmless = (text: string): string => (isFormula(text) ? `'${text}` : text)

function sepaFile(
  run: PayoutRunTable,
  payer: Payer,
  lines: Line[],
  format: FileFormat,
  part: number,
  parts: number,
): string {
  if (run.currency !== 'EUR') {
    const message = `SEPA transfers are in EUR; this run is in ${run.currency}.`
    throw new Problem('file_not_possible', { errors: [{ path: 'format', message }] })
  }
  const errors: FieldError[] = []
  const payerName = sepaName(payer.legalName)
  if ('why' in payerName) errors.push({ path: 'payer', message: `Your own name ${payerName.why}.` })
  const transfers = lines.flatMap(({ payout, legalName, details }): Transfer[] => {
    if (details.method !== 'bank') return []
    const name = sepaName(details.name)
    if ('why' in name) {
      errors.push(flaw(payout, legalName, `${name.why}; the partner changes it with its payout details`))
      return []
    }
    const { iban, bic } = details
    const reference = payout.reference ?? payout.id
    return [
      {
        endToEndId: reference,
        amountMinor: payout.amount_minor,
        name: name.text,
        iban,
        bic,
        text: `${note(run)} ${reference}`,
      },
    ]
  })
  refuse(errors)
  return pain001({
    version: format === 'sepa03' ? '03' : '09',
    messageId: messageIdOf(run, part, parts),
    createdAt: new Date(run.locked_at ?? run.created_at).toISOString().replace(/\.\d+Z$/, 'Z'),
    executeOn: isoDay(run.pay_on_day),
    debtor: { name: 'text' in payerName ? payerName.text : '', iban: payer.iban ?? '', bic: payer.bic },
    transfers,
  })
}

/** Letters and digits only, at most 35 of them, and no two runs alike. */
export const messageIdOf = (run: Pick<PayoutRunTable, 'id'>, part: number, parts: number): string => {
  const bare = run.id.replace(/^run_/, '').replaceAll('_', '.').replaceAll('-', ':')
  return `GW${bare}${parts > 1 ? `P${part}` : ''}`
}

function sepaName(name: string): { text: string } | { why: string } {
  const written = sepaText(name)
  if ('refused' in written) {
    return {
      why: `has ${written.refused.map((char) => `"${char}"`).join(', ')}, which a bank file cannot carry`,
    }
  }
  if (written.text === '') return { why: 'is empty in the characters of a bank file' }
  return written.text.length > 70 ? { why: 'is longer than the 70 characters of a bank file' } : written
}

const flaw = (payout: PayoutTable, legalName: string, why: string): FieldError => ({
  path: `payouts.${payout.id}`,
  message: `The name of ${legalName}'s account ${why}.`,
})

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw new Problem('file_not_possible', { errors: errors.slice(0, 50) })
}
