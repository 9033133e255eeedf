/** What an empty database gets: the program, its test twin, and the first keys of both. */
import { defaultProgram } from '../core/program.ts'
import type { ProgramDefinition } from '../core/types.ts'
import type { Services } from './context.ts'
import { createKey, type KeyKind, type NewKey } from './keys.ts'
import { applyDefinition } from './publish.ts'

export interface SetUpOptions {
  publicUrl: string
  definition?: ProgramDefinition
  /** First keys given from outside; a `_test_` in the prefix makes it a key of the twin. */
  publishableKey?: string
  secretKey?: string
}

export interface SetUpResult {
  /** False when there was a program already; then nothing changed. */
  created: boolean
  /** The keys that were made here, not the ones that were given. */
  keys: NewKey[]
}

const modes = ['live', 'test'] as const
const kinds: KeyKind[] = ['publishable', 'secret']

export async function setUp(services: Services, options: SetUpOptions): Promise<SetUpResult> {
  const { store, clock, ids } = services
  return store.write(async (trx) => {
    await store.lock(trx, 'set-up')
    const existing = await trx.selectFrom('program').select('id').limit(1).executeTakeFirst()
    if (existing) return { created: false, keys: [] }

    const keys: NewKey[] = []
    for (const mode of modes) {
      const program = { id: ids.make('prg'), mode, now: clock.now() }
      await trx
        .insertInto('program')
        .values({
          id: program.id,
          mode,
          short_id: ids.bytes(4).readUInt32BE(),
          clock_offset_ms: 0,
          created_at: program.now,
        })
        .execute()
      await applyDefinition(services, trx, program, options.definition ?? defaultProgram(options.publicUrl))
      for (const kind of kinds) {
        const given = kind === 'publishable' ? options.publishableKey : options.secretKey
        const mine = given && modeOfKey(given) === mode ? given : undefined
        const key = await createKey(services, trx, program, kind, mine)
        if (!mine) keys.push(key)
      }
    }
    return { created: true, keys }
  })
}

const modeOfKey = (key: string): 'live' | 'test' => (/^gw_[ps]k_test_/.test(key) ? 'test' : 'live')
