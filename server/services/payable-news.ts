/**
 * Once a day, and when the twin's clock is moved: commissions whose hold day
 * has come. Nothing is posted for that, so somebody has to look.
 */
import { dayOf } from '../core/time.ts'
import type { CommissionTable } from '../db/schema.ts'
import { commissionData } from './commission-events.ts'
import { commissionsWhere } from './commissions.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { keptProgram, loadProgram, type Program, type Trx } from './programs.ts'

/** In one transaction: sales want their turn. */
const PORTION = 200
const DAY_MS = 86_400_000

/** Of every program that has had an endpoint; there is a row for each of those. */
export async function tellPayable(services: Services): Promise<void> {
  const programs = await services.store.db
    .selectFrom('webhook_progress')
    .select(['program_id', 'hold_day'])
    .execute()
  for (const { program_id: programId, hold_day: told } of programs) {
    const { now } = await keptProgram(services, programId)
    if (dayOf(now) <= told) continue
    while (await services.store.write((trx) => tellPortion(services, trx, programId)));
  }
}

/** @returns true while there is more. */
async function tellPortion(services: Services, trx: Trx, programId: string): Promise<boolean> {
  await services.store.lock(trx, `${programId} payable news`)
  const progress = await trx
    .selectFrom('webhook_progress')
    .where('program_id', '=', programId)
    .selectAll()
    .executeTakeFirst()
  if (!progress) return false
  const program = await loadProgram(trx, services.clock, programId)
  const today = dayOf(program.now)
  const due = await trx
    .selectFrom('commission')
    .where('program_id', '=', programId)
    .where('hold_day', '>=', progress.hold_day)
    .where('hold_day', '<=', today)
    .where(({ or, and, eb }) =>
      or([
        eb('hold_day', '>', progress.hold_day),
        and([eb('hold_day', '=', progress.hold_day), eb('id', '>', progress.commission_id)]),
      ]),
    )
    .selectAll()
    .orderBy('hold_day')
    .orderBy('id')
    .limit(PORTION)
    .execute()
  for (const row of due) await tellIfPayable(services, trx, program, row)
  const last = due.at(-1)
  const more = last !== undefined && due.length === PORTION
  await trx
    .updateTable('webhook_progress')
    .set(more ? { hold_day: last.hold_day, commission_id: last.id } : { hold_day: today, commission_id: '~' })
    .where('program_id', '=', programId)
    .execute()
  return more
}

/** What was posted on or after its day was told of then; what is kept back or void is told of another time or never. */
async function tellIfPayable(
  services: Services,
  trx: Trx,
  program: Program,
  row: CommissionTable,
): Promise<void> {
  if (row.created_at >= row.hold_day * DAY_MS) return
  await tell(services, trx, program, async () => {
    const [commission] = await commissionsWhere(trx, program, { id: row.id })
    if (commission?.status !== 'payable') return []
    return [{ type: 'commission.payable', data: commissionData(row, 'payable') }]
  })
}
