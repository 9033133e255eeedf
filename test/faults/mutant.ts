/**
 * A whole server on one thread with a store that keeps some promise not: what
 * the kill, drain and sync tests have to notice.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readHookSecrets } from '../../server/api/hooks/secrets.ts'
import { compose } from '../../server/compose.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { createLog } from '../../server/log.ts'

/** @param weaken gives the store that is used once the server is ready. */
export async function serveMutant(
  weaken: (store: OpenStore) => OpenStore | Promise<OpenStore>,
): Promise<void> {
  const env = process.env
  const store = await openStore({ dataDir: env.DATA_DIR ?? '', databaseUrl: env.DATABASE_URL })
  await migrate(store)
  const weak = await weaken(store)
  let ready = false
  const composed = await compose({
    store: {
      ...weak,
      write: (work) => (ready ? weak : store).write(work),
    },
    publicUrl: 'http://localhost:8787',
    publishableKey: env.GOODWORD_PUBLISHABLE_KEY,
    secretKey: env.GOODWORD_SECRET_KEY,
    hookSecrets: { stripe: readHookSecrets('stripe', env.STRIPE_WEBHOOK_SECRETS ?? '') ?? [] },
    log: createLog('silent'),
  })
  ready = true
  const server = createServer(composed.listener)
  server.listen(0, () => {
    process.stdout.write(`Goodword answers at http://localhost:${(server.address() as AddressInfo).port}\n`)
  })
  process.once('SIGTERM', () => process.exit(0))
}
