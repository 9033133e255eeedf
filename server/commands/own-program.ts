/** The database in a command's own hands: which program it works on, and how it lets go. */
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { openStore } from '../db/open.ts'
import type { OpenStore } from '../db/store.ts'
import type { Services } from '../services/context.ts'
import type { Trx } from '../services/programs.ts'
import { systemClock, systemIds } from '../system.ts'
import { CommandRefused, type Mode } from './through-server.ts'

export interface OwnProgram {
  store: OpenStore
  id: string
  close(): Promise<void>
}

/**
 * @throws {DataDirInUse} while a server has the files: then ask it, see `through-server.ts`.
 * @throws CommandRefused when there is no program yet.
 */
export async function openOwnProgram(config: Config, mode: Mode): Promise<OwnProgram> {
  const store = await openStore(config)
  const close = async (): Promise<void> => {
    await store.clicks.close()
    await store.close()
  }
  try {
    const row = await store.db.selectFrom('program').where('mode', '=', mode).select('id').executeTakeFirst()
    if (!row) throw new CommandRefused('There is no program yet. Run: goodword init')
    return { store, id: row.id, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Work<T> = (
  services: Pick<Services, 'store' | 'ids' | 'clock'>,
  trx: Trx,
  program: { id: string; mode: Mode; now: number },
) => Promise<T>

/** One transaction in the program, see `openOwnProgram`. */
export async function inOwnProgram<T>(config: Config, mode: Mode, work: Work<T>): Promise<T> {
  const { store, id, close } = await openOwnProgram(config, mode)
  const services = { store, ids: systemIds, clock: systemClock }
  try {
    return await store.write((trx) => work(services, trx, { id, mode, now: systemClock.now() }))
  } finally {
    await close()
  }
}

/** What the command does itself, or `ask`s of the server that has the files. */
export const orThroughServer = <T>(own: Promise<T>, ask: () => Promise<T>): Promise<T> =>
  own.catch((error: unknown) => {
    if (!(error instanceof DataDirInUse)) throw error
    return ask()
  })
