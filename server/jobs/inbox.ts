/**
 * Processes what came in, as long as something is due. While more comes in,
 * whoever brings it goes first: it waits for an answer, and may give up.
 */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { processDue } from '../services/process-event.ts'
import { createWorker, type Worker } from './worker.ts'

const POLL_MS = 5_000

/** So long after the last one came in, nothing more is expected. */
const QUIET_MS = 50
/** Until then, after each event for so many times as long as it took. */
const REST = 9
const LONGEST_REST_MS = 50
/** What has been due for longer goes first itself: what never stops coming must not pile up. */
const PATIENCE_MS = 10_000

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function createInboxJob(services: Services, log: Logger, rest = sleep): Worker {
  let cameAt = Number.NEGATIVE_INFINITY
  const { kick, drain, stop } = createWorker({
    name: 'inbox',
    pollMs: POLL_MS,
    log,
    async work(isStopped) {
      let began: number | undefined
      const mayGoOn = async (dueAt: number): Promise<boolean> => {
        const now = performance.now()
        const patient = services.clock.now() - dueAt < PATIENCE_MS
        if (began !== undefined && now - cameAt < QUIET_MS && patient) {
          await rest(Math.min((now - began) * REST, LONGEST_REST_MS))
        }
        began = performance.now()
        return !isStopped()
      }
      while (!isStopped() && (await processDue(services, mayGoOn)));
    },
  })
  return {
    kick() {
      cameAt = performance.now()
      kick()
    },
    drain,
    stop,
  }
}
