/** Payout runs that a crash cut off go on by themselves: at the start, and when another server is gone. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { finishRuns } from '../services/payout-run.ts'

const POLL_MS = 60_000

export function createPayoutJob(services: Services, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const look = (): void => {
    running ??= finishRuns(services)
      .catch((error: unknown) => log.error({ err: error, job: 'payouts' }))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(look, POLL_MS)
  timer.unref()
  look()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
