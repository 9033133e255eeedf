/**
 * Tells receivers what happened. Each endpoint is a lane of its own: what
 * hangs, drips or fails in one holds up no other.
 */
import type { Logger } from 'pino'
import type { Post } from '../outgoing/post.ts'
import type { Services } from '../services/context.ts'
import { tellPayable } from '../services/payable-news.ts'
import {
  type Attempt,
  lanesDue,
  putBack,
  settleAttempt,
  takeDeliveries,
} from '../services/webhook-deliveries.ts'
import { createWorker, type Worker } from './worker.ts'

const POLL_MS = 1_000

/** What is under way at the end may finish; a receiver that hangs is hung up on. */
const LAST_WORDS_MS = 2_000

export function createWebhookJob(services: Services, post: Post, log: Logger): Worker {
  const lanes = new Map<string, Set<Promise<void>>>()
  const filling = new Map<string, Promise<void>>()
  const ending = new AbortController()

  async function attempt(one: Attempt): Promise<void> {
    const result = await post(one.url, one.headers, one.body, ending.signal)
    if (result.statusCode === null && ending.signal.aborted) {
      await putBack(services, one)
      return
    }
    const next = await settleAttempt(services, one, result)
    if (next.outcome === 'delivered') return
    const { statusCode, error, durationMs } = result
    const { id, attempts, lane } = one.work
    // No address: it can carry a token of the receiver's.
    log.warn({
      job: 'webhooks',
      deliveryId: id,
      endpointId: lane,
      attempts,
      statusCode,
      error,
      durationMs,
      outcome: next.outcome,
    })
  }

  /** One at a time for a lane: two at once would both see the same room. */
  function fill(programId: string, endpointId: string): Promise<void> {
    const before = filling.get(endpointId)
    if (before) return before
    const underWay = lanes.get(endpointId) ?? new Set()
    lanes.set(endpointId, underWay)
    const now = takeDeliveries(services, programId, endpointId, underWay.size)
      .then((attempts) => {
        for (const one of attempts) {
          const run = attempt(one)
            .catch((error: unknown) => log.error({ err: error, job: 'webhooks', deliveryId: one.work.id }))
            .then(() => {
              underWay.delete(run)
              if (ending.signal.aborted || stopping) return
              return fill(programId, endpointId)
            })
          underWay.add(run)
        }
      })
      .catch((error: unknown) => log.error({ err: error, job: 'webhooks', endpointId }))
      .finally(() => {
        filling.delete(endpointId)
        if (underWay.size === 0) lanes.delete(endpointId)
      })
    filling.set(endpointId, now)
    return now
  }

  const underWay = (): Promise<void>[] => [
    ...filling.values(),
    ...[...lanes.values()].flatMap((all) => [...all]),
  ]
  let stopping = false

  async function look(): Promise<void> {
    await tellPayable(services)
    for (const { programId, endpointId } of await lanesDue(services)) void fill(programId, endpointId)
  }
  const worker = createWorker({ name: 'webhooks', pollMs: POLL_MS, log, work: look })
  return {
    kick: worker.kick,
    async drain() {
      await worker.drain()
      while (underWay().length > 0) await Promise.all(underWay())
    },
    async stop() {
      stopping = true
      await worker.stop()
      const timer = setTimeout(() => ending.abort(), LAST_WORDS_MS)
      while (underWay().length > 0) await Promise.all(underWay())
      clearTimeout(timer)
    },
  }
}
