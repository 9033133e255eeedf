/** The test twin: the same program on rows of its own, with a clock that can be moved, and a reset. */
import { dayOf } from '../core/time.ts'
import type { Database } from '../db/schema.ts'
import type { Services } from './context.ts'
import { forgetKept } from './kept.ts'
import { Problem } from './problem.ts'
import type { Program, Trx } from './programs.ts'
import { applyDefinition } from './publish.ts'

/** Ten years: far enough for every window and hold there is. */
export const LARGEST_STEP_MS = 10 * 366 * 86_400_000

export function requireTwin(program: Program): void {
  if (program.mode === 'test') return
  throw new Problem('credential_not_allowed', {
    detail: 'Only the test twin can be moved in time or reset. Use a gw_sk_test_ key.',
  })
}

/** Forwards only: time that has passed has been seen. A reset sets the clock back. */
export async function advanceClock(
  services: Services,
  trx: Trx,
  program: Program,
  ms: number,
): Promise<number> {
  requireTwin(program)
  forgetKept(services, trx)
  await trx
    .updateTable('program')
    .set((eb) => ({ clock_offset_ms: eb('clock_offset_ms', '+', ms) }))
    .where('id', '=', program.id)
    .execute()
  return program.now + ms
}

/** What the twin's vendor and partners did, and the terms they did it under. Program, keys and staff stay. */
const resettable = [
  'commission',
  'ledger_entry',
  'attribution',
  'manual_decision',
  'partner_balance',
  'partner_day',
  'partner_period',
  'adjustment',
  'payout',
  'payout_line',
  'payout_run',
  'payout_detail',
  'tax_profile',
  'refund',
  'dispute',
  'sale',
  'customer',
  'lead',
  'coupon',
  'link',
  'partner_plan',
  'invitation',
  'course_completion',
  'certification_award',
  'agreement_acceptance',
  'agreement_text',
  'partner',
  'partner_token',
  'sign_in_token',
  'session',
  'idempotency',
  'outbox',
  'webhook_event',
  'webhook_attempt',
  'webhook_sequence',
  'quote',
  'resale_order',
  'order_correction',
  'usage_report',
  'price_statement',
  'hold_decision',
  'inbox_event',
  'inbox_object',
  'inbox_link',
  'sale_alias',
  'program_version',
  'plan_version',
] as const satisfies (keyof Database)[]

export async function resetTwin(
  services: Services,
  trx: Trx,
  program: Program,
): Promise<{ linkKeys: number[] }> {
  requireTwin(program)
  forgetKept(services, trx)
  const links = await trx.selectFrom('link').where('program_id', '=', program.id).select('key').execute()
  for (const table of resettable) {
    await trx.deleteFrom(table).where('program_id', '=', program.id).execute()
  }
  // Postbacks go with their partners. Its own endpoints stay, and are told of the days that come from now on.
  await trx
    .deleteFrom('webhook_endpoint')
    .where('program_id', '=', program.id)
    .where('partner_id', 'is not', null)
    .execute()
  const today = { hold_day: dayOf(services.clock.now()), commission_id: '~' }
  await trx.updateTable('webhook_progress').set(today).where('program_id', '=', program.id).execute()
  await trx.updateTable('program').set({ clock_offset_ms: 0 }).where('id', '=', program.id).execute()
  // The definition starts over as well: its versions lie in a future that has not happened now.
  const now = services.clock.now()
  await applyDefinition(services, trx, { id: program.id, now }, program.definition)
  return { linkKeys: links.map((link) => link.key) }
}
