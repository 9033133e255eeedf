/** The loop of a job that works off what waits in a table: looks when it is told to, and now and then by itself. */
import type { Logger } from 'pino'

export interface Worker {
  /** Something was queued: look now. */
  kick(): void
  /** Works off everything that is due, then resolves. */
  drain(): Promise<void>
  stop(): Promise<void>
}

export interface WorkerOptions {
  /** For the log. */
  name: string
  pollMs: number
  log: Logger
  /** Works off what is due. */
  work(isStopped: () => boolean): Promise<void>
}

export function createWorker({ name, pollMs, log, work }: WorkerOptions): Worker {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const isStopped = () => stopped

  const kick = (): void => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = work(isStopped)
      .catch((error: unknown) => log.error({ err: error, job: name }))
      .finally(() => {
        running = undefined
        if (again) {
          again = false
          kick()
        }
      })
  }
  const timer = setInterval(kick, pollMs)
  timer.unref()
  return {
    kick: () => void setImmediate(kick),
    async drain() {
      if (!stopped) await work(isStopped)
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
