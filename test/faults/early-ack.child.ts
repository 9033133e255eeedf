/**
 * The mutant of the kill and drain tests: a whole server that answers first
 * and stores a little later. The harness has to notice.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compose } from '../../server/compose.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createLog } from '../../server/log.ts'

const LATE_MS = 20
const late = () => new Promise<void>((resolve) => setTimeout(resolve, LATE_MS))

const env = process.env
const store = await openSqlite({ dir: env.DATA_DIR ?? '' })
await migrate(store)
let early = false

const mutant: OpenStore = {
  ...store,
  write(work) {
    if (!early) return store.write(work)
    return new Promise((resolve, reject) => {
      const committed = store.write(async (trx) => {
        const result = await work(trx)
        resolve(result)
        await late()
      })
      committed.catch(reject)
    })
  },
  clicks: {
    ...store.clicks,
    async submit(click) {
      void late().then(() => store.clicks.submit(click).catch(() => {}))
    },
  },
}

const composed = await compose({
  store: mutant,
  publicUrl: 'http://localhost:8787',
  publishableKey: env.GOODWORD_PUBLISHABLE_KEY,
  secretKey: env.GOODWORD_SECRET_KEY,
  log: createLog('silent'),
})
early = true
const server = createServer(composed.listener)
server.listen(0, () => {
  process.stdout.write(`Goodword answers at http://localhost:${(server.address() as AddressInfo).port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
