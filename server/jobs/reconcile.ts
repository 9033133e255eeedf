/** Once a day: events of Stripe that never came are asked for. Looks every hour, so that a failed day is soon made up for. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { type AccountEvents, reconcileDaily } from '../services/reconcile.ts'
import { hourly } from './hourly.ts'

const FIRST_MS = 60_000

export interface ReconcileJob {
  run(): Promise<void>
  stop(): void
}

/** @param stored called when events were found: whoever processes them should look now. */
export function createReconcileJob(
  services: Services,
  accounts: readonly AccountEvents[],
  stored: () => void,
  log: Logger,
): ReconcileJob {
  let stopped = false
  let running: Promise<void> | undefined
  const reconcileAll = async (): Promise<void> => {
    for (const account of accounts) {
      const { mode } = account
      try {
        const done = await reconcileDaily(services, account, () => !stopped)
        if (!done) continue
        log.info({ job: 'reconcile', mode, ...done })
        if (done.missing > 0) stored()
      } catch (error) {
        // One account in trouble is no reason to leave the other alone.
        if (!stopped) log.error({ job: 'reconcile', mode, err: error })
      }
    }
  }
  const run = (): Promise<void> => {
    running ??= reconcileAll().finally(() => {
      running = undefined
    })
    return running
  }
  const job = hourly('reconcile', FIRST_MS, log, run)
  return {
    run,
    // What is being asked for is not waited for: nothing is written any more.
    stop() {
      stopped = true
      job.stop()
    },
  }
}
