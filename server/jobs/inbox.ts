/** Processes what came in, oldest first, as long as something is due. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { processNext } from '../services/process-event.ts'

const POLL_MS = 5_000

export interface InboxJob {
  /** Something came in: look now. */
  kick(): void
  /** Processes everything that is due, then resolves. */
  drain(): Promise<void>
  stop(): Promise<void>
}

export function createInboxJob(services: Services, log: Logger): InboxJob {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  const drain = async (): Promise<void> => {
    for (let more = true; more && !stopped; ) {
      more = await processNext(services).catch((error: unknown) => {
        log.error({ err: error, job: 'inbox' })
        // The event was put off; if even that was not possible, the next look is soon enough.
        return false
      })
    }
  }
  const look = (): Promise<void> => {
    if (running) {
      again = true
      return running
    }
    running = drain().finally(() => {
      running = undefined
      if (!again || stopped) return
      again = false
      void look()
    })
    return running
  }
  const timer = setInterval(() => void look(), POLL_MS)
  timer.unref()
  return {
    kick: () => void setImmediate(() => stopped || look()),
    async drain() {
      await drain()
      // What another turn of this job has in hand is on its way, too.
      await running
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
