/**
 * What kill -9 before each statement leaves of a SQLite folder, from one run:
 * what the process had written is the system's by then, so a copy of the files
 * at that moment is what the next process finds.
 */
import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely, KyselyPlugin, Transaction } from 'kysely'
import type { Database } from '../../server/db/schema.ts'
import type { OpenStore } from '../../server/db/store.ts'
import type { Services } from '../../server/services/context.ts'
import { noTotals } from '../../server/services/totals.ts'
import { systemClock, systemIds } from '../../server/system.ts'

export type Mutant = 'each statement commits by itself' | undefined

export function copyFiles(dir: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'goodword-kill-'))
  for (const name of readdirSync(dir)) {
    // The log belongs to its file; what maps it into memory is made anew.
    if (/^(goodword|clicks)\.db(-wal)?$/.test(name)) copyFileSync(join(dir, name), join(copy, name))
  }
  return copy
}

/** A store that calls `before` each statement of its transactions. */
export function watched(store: OpenStore, before: () => void, mutant?: Mutant): OpenStore {
  const watching: KyselyPlugin = {
    transformQuery({ node }) {
      before()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const apart = store.migrationTargets[0]?.db as unknown as Kysely<Database>
  return {
    ...store,
    write: (work) =>
      mutant
        ? work(apart.withPlugin(watching) as Transaction<Database>)
        : store.write((trx) => work(trx.withPlugin(watching))),
  }
}

/** As much of a server as jobs need. */
export const servicesOn = (store: OpenStore, clock = systemClock): Services => ({
  store,
  clicks: store.clicks,
  clock,
  ids: systemIds,
  signingKeys: [],
  detailsKey: () => Buffer.alloc(32, 7),
  publicUrl: 'https://refer.acme.example',
  privateWebhooks: false,
  queued() {},
  totals: noTotals(),
})
