/** Once an hour: what must not be kept any longer goes, and room for the next clicks is made. */
import type { Logger } from 'pino'
import { deleteOldSalts } from '../db/keys.ts'
import type { OpenStore } from '../db/store.ts'
import type { Services } from '../services/context.ts'
import { type HourlyJob, hourly } from './hourly.ts'

const FIRST_MS = 1_000
const DAY_MS = 86_400_000
/** Longer than any client goes on retrying. Natural keys stay for ever, so nothing can be paid twice afterwards. */
const IDEMPOTENCY_MS = 30 * DAY_MS

const MAIL_MS = 7 * DAY_MS
/** So long it can be looked up and replayed what was told to whom. */
const WEBHOOK_MS = 30 * DAY_MS

/** What a payment provider sent names people; what it told of money has been merged by then, and it sends nothing again so late. */
const INBOX_MS = 30 * DAY_MS

/** Deliveries and attempts by real time; events by that of their program, whose clock may have been moved. */
async function forgetWebhooks(store: OpenStore, now: number): Promise<void> {
  const before = now - WEBHOOK_MS
  await store.write(async (trx) => {
    await trx.deleteFrom('outbox').where('topic', '=', 'webhook').where('done_at', '<', before).execute()
    await trx.deleteFrom('webhook_attempt').where('at', '<', before).execute()
    for (const program of await trx.selectFrom('program').select(['id', 'clock_offset_ms']).execute()) {
      await trx
        .deleteFrom('webhook_event')
        .where('program_id', '=', program.id)
        .where('created_at', '<', before + program.clock_offset_ms)
        .execute()
    }
  })
}

async function forgetInbox(store: OpenStore, now: number): Promise<void> {
  await store.write(async (trx) => {
    for (const program of await trx.selectFrom('program').select(['id', 'clock_offset_ms']).execute()) {
      await trx
        .deleteFrom('inbox_event')
        .where('program_id', '=', program.id)
        .where('created_at', '<', now - INBOX_MS + program.clock_offset_ms)
        .where('status', 'in', ['done', 'ignored'])
        .execute()
    }
  })
}

export const createRetention = ({ clock }: Services, store: OpenStore, log: Logger): HourlyJob =>
  hourly('retention', FIRST_MS, log, async () => {
    const now = clock.now()
    await deleteOldSalts(store, Math.floor(now / DAY_MS))
    await store.clicks.ensureClickPartitions(now)
    await store.write(async (trx) => {
      await trx
        .deleteFrom('idempotency')
        .where('created_at', '<', now - IDEMPOTENCY_MS)
        .execute()
      await trx
        .deleteFrom('outbox')
        .where('topic', '=', 'mail')
        .where('done_at', '<', now - MAIL_MS)
        .execute()
      await trx.deleteFrom('partner_token').where('expires_at', '<', now).execute()
      await trx
        .deleteFrom('sign_in_token')
        .where('expires_at', '<', now - DAY_MS)
        .execute()
      await trx.deleteFrom('session').where('expires_at', '<', now).execute()
    })
    await forgetWebhooks(store, now)
    await forgetInbox(store, now)
  })
