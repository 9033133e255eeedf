/**
 * Finishes every payout run there is, and kills itself before the n-th
 * statement. Prints `done` when it came to the end instead.
 *
 * Arguments: data folder, database address or '', n, and `apart` for the mutant
 * that commits the cursor apart from the payouts.
 */
import { writeSync } from 'node:fs'
import type { Kysely, KyselyPlugin, Transaction } from 'kysely'
import { loadSigningKeys } from '../../server/db/keys.ts'
import { openStore } from '../../server/db/open.ts'
import type { Database } from '../../server/db/schema.ts'
import type { Services } from '../../server/services/context.ts'
import { finishRuns } from '../../server/services/payout-run.ts'
import { systemClock, systemIds } from '../../server/system.ts'

const [dataDir = '', databaseUrl = '', at = '', mutant = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, databaseUrl: databaseUrl || undefined })
let statements = 0
const counting: KyselyPlugin = {
  transformQuery({ node }) {
    if (++statements === Number(at)) process.kill(process.pid, 'SIGKILL')
    return node
  },
  transformResult: async ({ result }) => result,
}
/** Every statement commits by itself: a kill between two leaves half of a portion. */
const apart = (work: (trx: Transaction<Database>) => Promise<unknown>) => {
  const target = store.migrationTargets[0]?.db as unknown as Kysely<Database>
  return work(target.withPlugin(counting) as Transaction<Database>)
}
const services: Services = {
  store: {
    ...store,
    lock: mutant === 'apart' ? async () => {} : (trx, key) => store.lock(trx, key),
    write: (work) =>
      mutant === 'apart'
        ? (apart(work) as ReturnType<typeof work>)
        : store.write((trx) => work(trx.withPlugin(counting))),
  },
  clicks: store.clicks,
  clock: systemClock,
  ids: systemIds,
  signingKeys: await loadSigningKeys(store, systemIds, systemClock),
  detailsKey: () => Buffer.alloc(32, 7),
  publicUrl: 'https://refer.acme.example',
  privateWebhooks: false,
  queued() {},
}
await finishRuns(services)
await store.clicks.close()
await store.close()
writeSync(1, `done ${statements}\n`)
