/** Closes the price statements of each month once it has been over for five days: until then reports come in. */
import type { Logger } from 'pino'
import type { Services } from '../services/context.ts'
import { closeDue } from '../services/price-statements.ts'
import { type HourlyJob, hourly } from './hourly.ts'

const FIRST_MS = 2_000

export const createStatementJob = (services: Services, log: Logger): HourlyJob =>
  hourly('statements', FIRST_MS, log, async () => {
    const { db } = services.store
    for (const { id } of await db.selectFrom('program').select('id').execute()) {
      await closeDue(services, id)
    }
  })
