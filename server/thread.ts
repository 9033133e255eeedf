/** Where the program's other threads begin; which one it is, whoever starts it says. */
import { parentPort, workerData } from 'node:worker_threads'

if (parentPort) {
  if (workerData.role === 'clicks') {
    const { runClickThread } = await import('./db/click-thread.ts')
    runClickThread(parentPort, workerData)
  } else {
    const { runBack } = await import('./back.ts')
    await runBack(parentPort, workerData)
  }
}
