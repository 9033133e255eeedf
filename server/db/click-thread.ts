/**
 * The click writer as a thread of its own: its commits wait for the disk, and
 * nobody else does. Both ends are here.
 */
import { type MessagePort, Worker } from 'node:worker_threads'
import type { ClickSink } from '../services/clicks.ts'
import type { ClickBatch } from './click-batch.ts'
import { batchClicks, type ReportDropped } from './clicks.ts'
import { codeOf, ThreadEnded } from './errors.ts'
import { clickWriter } from './sqlite-clicks.ts'

/** What the thread answers to a batch; undefined: stored. */
type Refusal = { code: string; message: string } | undefined

/** @param file the program's thread entry, see `server/thread.ts`. */
export function threadedClicks(file: URL, dir: string, report: ReportDropped): ClickSink {
  let underWay: { resolve(): void; reject(error: unknown): void } | undefined
  let worker: Worker | undefined

  const start = (): Worker => {
    const started = new Worker(file, {
      workerData: { role: 'clicks', dir },
      // It holds a batch at a time.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    started.on('message', (refusal: Refusal) => {
      if (refusal) underWay?.reject(Object.assign(new Error(refusal.message), { code: refusal.code }))
      else underWay?.resolve()
    })
    // The batch goes to the next thread: what this one may have stored is not counted twice.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = undefined
      underWay?.reject(new ThreadEnded('clicks'))
    })
    return started
  }

  const queue = batchClicks(
    (batch) =>
      new Promise<void>((resolve, reject) => {
        underWay = { resolve, reject }
        worker ??= start()
        worker.postMessage(batch)
      }),
    { report },
  )
  worker = start()

  return {
    submit: queue.submit,
    submitThen: queue.submitThen,
    stats: queue.stats,
    async close() {
      await queue.close()
      const last = worker
      if (!last) return
      const exit = new Promise((resolve) => last.once('exit', resolve))
      last.postMessage('close')
      await exit
    },
  }
}

/** The other end, inside the thread. */
export function runClickThread(port: MessagePort, { dir }: { dir: string }): void {
  // Opened with the first batch: a store that cannot be opened is one that is not available yet.
  let open: ReturnType<typeof openWriter> | undefined
  port.on('message', async (message: ClickBatch | 'close') => {
    if (message === 'close') {
      await open?.then(({ close }) => close()).catch(() => {})
      port.close()
      return
    }
    try {
      open ??= openWriter(dir)
      const { store } = await open
      store(message)
      port.postMessage(undefined)
    } catch (error) {
      const writer = await open?.catch(() => undefined)
      if (!writer) open = undefined
      const refusal = { code: codeOf(error), message: error instanceof Error ? error.message : String(error) }
      port.postMessage(refusal satisfies Refusal)
    }
  })
}

async function openWriter(dir: string) {
  const { openClicksFile } = await import('./sqlite-file.ts')
  const connection = await openClicksFile(dir)
  return { store: clickWriter(connection), close: () => connection.close() }
}
