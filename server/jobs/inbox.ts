/** Processes what came in, as long as something is due. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { processNext } from '../services/process-event.ts'
import { createWorker, type Worker } from './worker.ts'

const POLL_MS = 5_000

export const createInboxJob = (services: Services, log: Logger): Worker =>
  createWorker({
    name: 'inbox',
    pollMs: POLL_MS,
    log,
    async work(isStopped) {
      while (!isStopped() && (await processNext(services)));
    },
  })
