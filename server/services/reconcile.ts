/**
 * Events that never came by the hook, because it was not reached for longer
 * than Stripe tries or was set up late, are asked for. Each is stored as if it
 * had come by the hook, under the same id: whatever comes twice counts once.
 */
import { stripeEnvelope } from '../core/stripe/envelope.ts'
import { readEvent } from '../core/stripe/read.ts'
import type { Services } from './context.ts'
import { storeEvent } from './inbox.ts'
import { loadProgram } from './programs.ts'

/** An account at a payment provider. */
export interface AccountEvents {
  mode: 'live' | 'test'
  /**
   * Newest first, as many as come at once.
   *
   * @param since UTC milliseconds.
   * @param before id of the last event of the page before.
   */
  page(since: number, before: string | undefined): Promise<{ events: { id: string }[]; more: boolean }>
}

export interface Reconciled {
  /** Events about money or credit at the provider. */
  seen: number
  /** Those of them that had not come by the hook. */
  missing: number
}

const SOURCE = 'stripe'
const DAY_MS = 86_400_000
/** Stripe keeps events for so long. */
const KEPT_MS = 30 * DAY_MS
/** Looked at again each time: an event can become visible late. */
const OVERLAP_MS = 2 * DAY_MS
/** A little less than a day, so that the hour at which it is done does not move on. */
const EVERY_MS = 23 * 3_600_000

/**
 * Once a day; at other times it does nothing.
 *
 * @param goesOn asked before anything is written.
 * @returns undefined when it was done a short while ago, here or by another server.
 */
export async function reconcileDaily(
  services: Services,
  account: AccountEvents,
  goesOn: () => boolean,
): Promise<Reconciled | undefined> {
  const { store, clock } = services
  const program = await store.db
    .selectFrom('program')
    .leftJoin('inbox_watermark', (join) =>
      join.onRef('inbox_watermark.program_id', '=', 'program.id').on('inbox_watermark.source', '=', SOURCE),
    )
    .where('program.mode', '=', account.mode)
    .select(['program.id', 'program.created_at', 'inbox_watermark.reconciled_at'])
    .executeTakeFirst()
  const started = clock.now()
  if (!program || (program.reconciled_at !== null && started - program.reconciled_at < EVERY_MS))
    return undefined
  // What was sold before the program began is none of its business.
  const since = Math.max(program.created_at, started - KEPT_MS, (program.reconciled_at ?? 0) - OVERLAP_MS)
  const done: Reconciled = { seen: 0, missing: 0 }
  let before: string | undefined
  for (;;) {
    const { events, more } = await account.page(since, before)
    if (!goesOn()) return undefined
    const matter = events.filter((event) => readEvent(event).objects.length > 0)
    done.seen += matter.length
    done.missing += await storeMissing(services, program.id, matter)
    before = events.at(-1)?.id
    if (!more || before === undefined) break
  }
  // Only now: a run that was cut off begins again where it began.
  await store.write((trx) =>
    trx
      .insertInto('inbox_watermark')
      .values({ program_id: program.id, source: SOURCE, reconciled_at: started })
      .onConflict((conflict) =>
        conflict.columns(['program_id', 'source']).doUpdateSet({ reconciled_at: started }),
      )
      .execute(),
  )
  return done
}

/** @returns how many there were. */
async function storeMissing(
  services: Services,
  programId: string,
  events: { id: string }[],
): Promise<number> {
  if (events.length === 0) return 0
  const stored = await services.store.db
    .selectFrom('inbox_event')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where(
      'id',
      'in',
      events.map(({ id }) => id),
    )
    .select('id')
    .execute()
  const known = new Set(stored.map(({ id }) => id))
  const missing = events.filter(({ id }) => !known.has(id))
  if (missing.length === 0) return 0
  return services.store.write(async (trx) => {
    const program = await loadProgram(trx, services.clock, programId)
    let count = 0
    for (const event of missing) {
      const envelope = stripeEnvelope(event)
      if (!envelope) continue
      const { mode: _mode, ...told } = envelope
      const payload = JSON.stringify(event)
      if (await storeEvent(services, trx, program, { source: SOURCE, ...told, payload })) count++
    }
    return count
  })
}
