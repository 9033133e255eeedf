/**
 * The services on a fresh database, called as the API calls them: the program
 * is loaded at the moment of the call, each call is one transaction.
 */
import type { ProgramDefinition } from '../../server/core/types.ts'
import { loadSigningKeys } from '../../server/db/keys.ts'
import type { OpenStore } from '../../server/db/store.ts'
import type { Ids, Services } from '../../server/services/context.ts'
import { loadProgram, type Program, type Trx } from '../../server/services/programs.ts'
import { setUp } from '../../server/services/set-up.ts'
import { noTotals } from '../../server/services/totals.ts'
import { type TestClock, testClock } from './clock.ts'
import { type Engine, openTestStore } from './engines.ts'

export type Mode = 'live' | 'test'

export interface World {
  services: Services
  clock: TestClock
  programIds: Record<Mode, string>
  /** The program as it is now, with its own time. */
  program(mode?: Mode): Promise<Program>
  /** One transaction on one program. */
  run<T>(work: (trx: Trx, program: Program) => Promise<T>, mode?: Mode): Promise<T>
  close(): Promise<void>
}

export async function openWorld(
  engine: Engine,
  options: {
    definition: ProgramDefinition
    start: number
    ids: Ids
    /** Instead of a fresh database. */
    opened?: { store: OpenStore; drop(): Promise<void> }
  },
): Promise<World> {
  const { store, drop } = options.opened ?? (await openTestStore(engine))
  const clock = testClock(options.start)
  const { ids, definition } = options
  const publicUrl = 'https://refer.acme.example'
  const signingKeys = await loadSigningKeys(store, ids, clock)
  const services: Services = {
    store,
    clicks: store.clicks,
    clock,
    ids,
    signingKeys,
    publicUrl,
    privateWebhooks: false,
    queued() {},
    totals: noTotals(),
    detailsKey: () => Buffer.alloc(32, 7),
  }
  await setUp(services, { publicUrl, definition })
  const rows = await store.db.selectFrom('program').select(['id', 'mode']).execute()
  const programIds = Object.fromEntries(rows.map((row) => [row.mode, row.id])) as Record<Mode, string>
  const program = (mode: Mode = 'live') => loadProgram(store.db, clock, programIds[mode])
  return {
    services,
    clock,
    programIds,
    program,
    async run(work, mode) {
      const loaded = await program(mode)
      return store.write((trx) => work(trx, loaded))
    },
    close: drop,
  }
}
