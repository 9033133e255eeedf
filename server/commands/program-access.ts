/** The program for commands: from the database when it is free, through the API while a server has it. */
import { type PresentedDiff, presentDraft } from '../api/routes/program.ts'
import type { Config } from '../config.ts'
import type { ProgramDefinition } from '../core/types.ts'
import { DataDirInUse } from '../db/errors.ts'
import { Problem } from '../services/problem.ts'
import { definitionVersions, loadProgram } from '../services/programs.ts'
import { applyDefinition, draftOf } from '../services/publish.ts'
import { systemClock, systemIds } from '../system.ts'
import { openOwnProgram } from './own-program.ts'
import { askServer, CommandRefused, type Mode } from './through-server.ts'

export interface ProgramAccess {
  /** The newest one that was published, also when it still waits for its date. */
  newest(): Promise<ProgramDefinition>
  diff(definition: ProgramDefinition, effectiveAt?: string): Promise<PresentedDiff>
  apply(definition: ProgramDefinition, effectiveAt?: string): Promise<void>
  close(): Promise<void>
}

export async function openProgram(config: Config, mode: Mode): Promise<ProgramAccess> {
  try {
    return await directly(config, mode)
  } catch (error) {
    if (error instanceof DataDirInUse) return throughServer(config, mode)
    throw error
  }
}

async function directly(config: Config, mode: Mode): Promise<ProgramAccess> {
  const { store, id, close } = await openOwnProgram(config, mode)
  const services = { store, clock: systemClock, ids: systemIds }
  const options = (effectiveAt?: string) => (effectiveAt ? { effectiveAt: Date.parse(effectiveAt) } : {})
  return {
    close,
    async newest() {
      const [version] = await definitionVersions(store.db, id)
      if (!version) throw new CommandRefused('There is no program yet. Run: goodword init')
      return version.definition
    },
    diff: (definition, effectiveAt) =>
      inWords(async () => {
        const program = await loadProgram(store.db, systemClock, id)
        return presentDraft(await draftOf(store.db, program, definition, options(effectiveAt)))
      }),
    apply: (definition, effectiveAt) =>
      inWords(() =>
        store.write(async (trx) => {
          const program = await loadProgram(trx, systemClock, id)
          await applyDefinition(services, trx, program, definition, options(effectiveAt))
        }),
      ),
  }
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const fields = (error.errors ?? []).map(({ path, message }) => `${path}: ${message}`)
    throw new CommandRefused(fields.join('\n') || error.detail)
  }
}

function throughServer(config: Config, mode: Mode): ProgramAccess {
  const query = (effectiveAt?: string) =>
    effectiveAt ? `?effectiveAt=${encodeURIComponent(effectiveAt)}` : ''
  return {
    close: async () => undefined,
    async newest() {
      const path = '/v1/program/versions'
      const { data } = await askServer<{ data: { definition: ProgramDefinition }[] }>(config, mode, {
        method: 'GET',
        path,
      })
      if (!data[0]) throw new CommandRefused('The server has no program.')
      return data[0].definition
    },
    diff: (body, effectiveAt) =>
      askServer(config, mode, { method: 'POST', path: `/v1/program/diff${query(effectiveAt)}`, body }),
    async apply(body, effectiveAt) {
      await askServer(config, mode, { method: 'PUT', path: `/v1/program${query(effectiveAt)}`, body })
    },
  }
}
