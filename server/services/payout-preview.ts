/** The dry run: who would get what, who would not and why, and what changed since the last run. */
import type { BlockerCode } from '../core/payouts.ts'
import type { PayoutRunTable } from '../db/schema-payouts.ts'
import { type Due, type DueScope, sumOf } from './payout-due.ts'
import { everyDue } from './payout-run.ts'
import type { Program, Reader } from './programs.ts'

export interface Preview {
  payouts: number
  amountMinor: number
  /** Of those who get nothing: how many and how much, by the first thing in the way. */
  inTheWay: { code: BlockerCode; partners: number; amountMinor: number }[]
  /** Open, but not due or kept back. */
  heldMinor: number
  previous: PayoutRunTable | undefined
  page: PreviewLine[]
  next: string | null
}

export interface PreviewLine extends Due {
  /** What this partner got from the last run; null when it was not in it. */
  previousMinor: number | null
}

/** Looks at everybody for the totals, and keeps a page of them. */
export async function previewRun(
  reader: Reader,
  program: Program,
  scope: DueScope,
  { after = '', limit }: { after?: string | undefined; limit: number },
): Promise<Preview> {
  const previous = await lastRun(reader, program.id, scope.currency)
  const counts = new Map<BlockerCode, { partners: number; amountMinor: number }>()
  const page: Due[] = []
  let [payouts, amountMinor, heldMinor, more] = [0, 0, 0, false]
  for await (const portion of everyDue(reader, program, scope)) {
    for (const due of portion) {
      heldMinor += due.heldMinor
      const [blocker] = due.blockers
      if (!blocker) {
        payouts++
        amountMinor += due.amountMinor
      } else if (blocker.code !== 'nothing_due') {
        const count = counts.get(blocker.code) ?? { partners: 0, amountMinor: 0 }
        counts.set(blocker.code, {
          partners: count.partners + 1,
          amountMinor: count.amountMinor + due.amountMinor,
        })
      }
      if (due.partnerId <= after || isIdle(due)) continue
      if (page.length < limit) page.push(due)
      else more = true
    }
  }
  const before = await amountsIn(
    reader,
    previous,
    page.map((due) => due.partnerId),
  )
  return {
    payouts,
    amountMinor,
    heldMinor,
    inTheWay: [...counts].map(([code, count]) => ({ code, ...count })),
    previous,
    page: page.map((due) => ({ ...due, previousMinor: before.get(due.partnerId) ?? null })),
    next: more ? (page.at(-1)?.partnerId ?? null) : null,
  }
}

const isIdle = (due: Due): boolean => due.amountMinor === 0 && due.heldMinor === 0

const lastRun = (reader: Reader, programId: string, currency: string) =>
  reader
    .selectFrom('payout_run')
    .where('program_id', '=', programId)
    .where('currency', '=', currency)
    .where('status', '!=', 'preparing')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

async function amountsIn(reader: Reader, run: PayoutRunTable | undefined, partnerIds: string[]) {
  if (!run || partnerIds.length === 0) return new Map<string, number>()
  const rows = await reader
    .selectFrom('payout')
    .where('program_id', '=', run.program_id)
    .where('run_id', '=', run.id)
    .where('partner_id', 'in', partnerIds)
    .groupBy('partner_id')
    .select(['partner_id', sumOf('amount_minor').as('amount')])
    .execute()
  return new Map(rows.map((row) => [row.partner_id, row.amount]))
}
