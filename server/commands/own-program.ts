/** The database in a command's own hands: which program it works on, and how it lets go. */
import type { Config } from '../config.ts'
import { openStore } from '../db/open.ts'
import type { OpenStore } from '../db/store.ts'
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
