/** What is done once an hour, and for the first time soon after the start. */
import type { Logger } from 'pino'

const HOUR_MS = 3_600_000

export interface HourlyJob {
  run(): Promise<void>
  stop(): void
}

/** @param firstMs a server that starts has other things to do. @param name for the log. */
export function hourly(name: string, firstMs: number, log: Logger, run: () => Promise<void>): HourlyJob {
  const attempt = () => void run().catch((error: unknown) => log.error({ err: error, job: name }))
  const first = setTimeout(attempt, firstMs)
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
