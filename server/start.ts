/**
 * The server on its threads: the front here, the back and the click writer
 * beside it. `compose` puts the same parts together in one thread, for tests
 * and for commands.
 */
import type { RequestListener } from 'node:http'
import type { BlockList } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { addressReader } from './api/address.ts'
import { askBack } from './api/bridge.ts'
import { limitCrowd } from './api/crowd.ts'
import { createFront } from './api/front.ts'
import { serverMetrics } from './api/metrics.ts'
import type { AnswerPlain } from './api/socket.ts'
import type { BackOptions, BackStarted } from './back.ts'
import { threadedClicks } from './db/click-thread.ts'
import type { NewKey } from './services/keys.ts'
import { createClickRecorder } from './services/record-click.ts'
import { systemClock, systemIds } from './system.ts'

export interface StartOptions extends BackOptions {
  trustProxy?: BlockList | undefined
  log: Logger
  /** `thread.js` of the build. */
  threads: URL
}

export interface StartedServer {
  listener: RequestListener
  /** For `answerAtSocket`, which takes most of the cost out of a click. */
  answerPlain: AnswerPlain
  engine: 'sqlite' | 'postgres'
  /** Keys that were made because the database was empty; shown once. */
  newKeys: NewKey[]
  /** Stores what is waiting and closes the database. Let requests under way end first. */
  close(): Promise<void>
}

/** What is short-lived is collected often instead of growing: it is paid with memory three times over. */
const backLimits = { maxYoungGenerationSizeMb: 12 }

/** @throws what `compose` throws, by name and message. */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const { log, threads, trustProxy, ...backOptions } = options
  const worker = new Worker(threads, { workerData: backOptions, resourceLimits: backLimits })
  const { engine, newKeys, signingKeys } = await started(worker)
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let closing = false
  // Without its back a server has nothing to say; whoever watches the process starts it again.
  worker.on('error', (error) => {
    throw error
  })
  void exit.then(() => {
    if (!closing) throw new Error('The back ended unexpectedly.')
  })

  const { dataDir = 'data', databaseUrl } = backOptions
  const dropped = (error: unknown, count: number) => log.error({ event: 'clicks_dropped', count, err: error })
  const clicks = databaseUrl
    ? await (await import('./db/postgres.ts')).openPostgresClicks({ url: databaseUrl }, dropped)
    : threadedClicks(threads, dataDir, dropped)
  const back = askBack(worker, (change) => recorder.forgetLinks(change))
  const recorder = createClickRecorder({
    clock: systemClock,
    ids: systemIds,
    clicks,
    signingKeys: signingKeys.map(({ id, secret }) => ({ id, secret: Buffer.from(secret) })),
    findTargets: (codes) => back.ask('targets', codes),
    onlyServer: engine === 'sqlite',
    visitorSalt: (day) => back.ask('salt', day),
  })
  const counters = { shed: 0, clicksShed: 0 }
  const makeRequestId = () => systemIds.make('req')
  const front = createFront({
    recorder,
    back,
    addressOf: addressReader(trustProxy),
    makeRequestId,
    log,
    metrics: serverMetrics(recorder, back, counters),
    counters,
  })
  return {
    engine,
    newKeys,
    listener: limitCrowd(front.listener, counters, makeRequestId),
    answerPlain: front.answerPlain,
    async close() {
      closing = true
      await clicks.close()
      await back.ask('close', null)
      await exit
    },
  }
}

async function started(worker: Worker) {
  const first = await new Promise<BackStarted>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  worker.removeAllListeners('error')
  if ('ready' in first) return first.ready
  const { name, message, code, stack } = first.failed
  throw Object.assign(new Error(message), { name, stack, ...(code ? { code } : {}) })
}
