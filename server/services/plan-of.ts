/** Which plan a partner was on at a time: a switch counts for new customers only. */
import { prepared } from './prepared.ts'
import type { Reader } from './programs.ts'

export async function planAt(
  reader: Reader,
  programId: string,
  partnerId: string,
  at: number,
): Promise<string> {
  const rows = await plansOf(reader, { programId, partnerId })
  const row = rows.find((candidate) => candidate.effective_at <= at) ?? rows.at(-1)
  if (!row) throw new Error('a partner without a plan')
  return row.plan_id
}

const plansOf = prepared((reader, { programId, partnerId }: { programId: string; partnerId: string }) =>
  reader
    .selectFrom('partner_plan')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .select(['plan_id', 'effective_at'])
    .orderBy('effective_at', 'desc'),
)
