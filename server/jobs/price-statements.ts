/** Closes the price statements of each month once it has been over for five days: until then reports come in. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { closeDue } from '../services/price-statements.ts'

const HOUR_MS = 3_600_000

export interface StatementJob {
  run(): Promise<void>
  stop(): void
}

export function createStatementJob(services: Services, log: Logger): StatementJob {
  const run = async (): Promise<void> => {
    const { db } = services.store
    for (const { id } of await db.selectFrom('program').select('id').execute()) {
      await closeDue(services, id)
    }
  }
  const attempt = () => void run().catch((error: unknown) => log.error({ err: error, job: 'statements' }))
  const first = setTimeout(attempt, 2_000)
  const timer = setInterval(attempt, HOUR_MS)
  first.unref()
  timer.unref()
  return {
    run,
    stop() {
      clearTimeout(first)
      clearInterval(timer)
    },
  }
}
