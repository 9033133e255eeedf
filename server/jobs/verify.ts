/** Once an hour: recounts all money beside the running server, a slice at a time, and says what it found. */
import type { Logger } from 'pino'
import type { Clock, Store } from '../services/context.ts'
import { verify } from '../services/verify.ts'
import { hourly } from './hourly.ts'

const FIRST_MS = 120_000
/** Between two slices everybody else gets a turn. */
const PAUSE_MS = 20

export interface Verified {
  /** How many things were off. */
  findings: number
  /** When the recount ended. */
  at: number
}

export interface VerifyJob {
  run(): Promise<void>
  /** What the last recount said; null before the first. */
  last(): Verified | null
  stop(): Promise<void>
}

/** What is read from, and what is called afterwards. */
export interface ToRead {
  db: Store['db']
  close(): Promise<void>
}

class Stopped extends Error {}

/** @param open a connection of its own to read from, so that nobody waits for it. */
export function createVerifyJob(open: () => Promise<ToRead>, clock: Clock, log: Logger): VerifyJob {
  let last: Verified | null = null
  let stopped = false
  let running: Promise<void> | undefined
  const pause = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (stopped) throw new Stopped()
  }
  const recount = async (): Promise<void> => {
    const reading = await open()
    try {
      const { findings } = await verify(reading.db, pause)
      last = { findings: findings.length, at: clock.now() }
      if (findings.length > 0) log.error({ job: 'verify', findings }, 'The books do not add up.')
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
    } finally {
      await reading.close()
    }
  }
  const run = (): Promise<void> => {
    running ??= recount().finally(() => {
      running = undefined
    })
    return running
  }
  const job = hourly('verify', FIRST_MS, log, run)
  return {
    run,
    last: () => last,
    async stop() {
      stopped = true
      job.stop()
      await running?.catch(() => undefined)
    },
  }
}
