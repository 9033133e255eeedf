/**
 * Recounts the money from its entries: what is posted must balance, what is
 * counted must agree with what is posted, and what is posted must be what the
 * facts and the locked terms say is owed. A slice at a time, each of which sees
 * the database at one moment, so that it can run beside a server.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Reader } from './programs.ts'
import { checkCounters } from './verify-counters.ts'
import { checkLedger } from './verify-ledger.ts'
import { checkOwed, differences, type LineDifference } from './verify-owed.ts'
import { payoutFindings } from './verify-payouts.ts'

export interface VerifyReport {
  checked: { programs: number; sales: number; commissions: number; entries: number }
  /** Empty when everything is right. */
  findings: string[]
}

/** What a part of the recount works with. */
export interface Recount {
  programId: string
  report: VerifyReport
  /** One moment of the database. Others get their turn between two of them. */
  slice<T>(look: (reader: Reader) => Promise<T>): Promise<T>
}

/** Stops listing after this many: the first ones tell the story. */
const MOST_FINDINGS = 100

/** @param pause is waited for between slices. */
export async function verify(db: Db, pause = noPause): Promise<VerifyReport> {
  const report = await emptyReport(db)
  for (const programId of report.programIds) {
    const recount = recountOf(db, programId, report, pause)
    await checkLedger(recount)
    await checkCounters(recount)
    await checkOwed(recount)
    report.findings.push(...(await recount.slice((reader) => payoutFindings(reader, programId))))
  }
  report.findings.splice(MOST_FINDINGS)
  const { checked, findings } = report
  return { checked, findings }
}

export interface Replay {
  sales: number
  differences: LineDifference[]
}

/**
 * Rebuilds every commission from the recorded facts and terms, in memory.
 *
 * @returns each line that is not what is posted.
 */
export async function replay(db: Db): Promise<Replay> {
  const report = await emptyReport(db)
  const found: LineDifference[] = []
  for (const programId of report.programIds) {
    for await (const one of differences(recountOf(db, programId, report, noPause))) found.push(one)
  }
  return { sales: report.checked.sales, differences: found }
}

type Db = Kysely<Database>

const noPause = async (): Promise<void> => {}

async function emptyReport(db: Db): Promise<VerifyReport & { programIds: string[] }> {
  const programs = await db.selectFrom('program').select('id').execute()
  return {
    programIds: programs.map(({ id }) => id),
    checked: { programs: programs.length, sales: 0, commissions: 0, entries: 0 },
    findings: [],
  }
}

const recountOf = (db: Db, programId: string, report: VerifyReport, pause = noPause): Recount => ({
  programId,
  report,
  async slice(look) {
    await pause()
    return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(look)
  },
})
