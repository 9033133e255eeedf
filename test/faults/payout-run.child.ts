/**
 * Finishes every payout run there is, and kills itself before the n-th
 * statement. Prints `done` when it came to the end instead.
 *
 * Arguments: data folder, database address or '', n.
 */
import { writeSync } from 'node:fs'
import { openStore } from '../../server/db/open.ts'
import { finishRuns } from '../../server/services/payout-run.ts'
import { servicesOn, watched } from './images.ts'

const [dataDir = '', databaseUrl = '', at = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, databaseUrl: databaseUrl || undefined })
let statements = 0
const counted = watched(store, () => {
  if (++statements === Number(at)) process.kill(process.pid, 'SIGKILL')
})
await finishRuns(servicesOn(counted))
await store.clicks.close()
await store.close()
writeSync(1, `done ${statements}\n`)
