/** `goodword keys create`: another key for the live program or its test twin. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { createKey, type KeyKind, type NewKey } from '../services/keys.ts'
import { systemClock, systemIds } from '../system.ts'
import { openOwnProgram } from './own-program.ts'
import { askServer, type Mode } from './through-server.ts'

export async function keysCommand(args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { kind: { type: 'string' }, test: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const kind = values.kind
  if (positionals[0] !== 'create' || (kind !== 'publishable' && kind !== 'secret')) {
    process.stderr.write('Use: goodword keys create --kind publishable|secret [--test] [--json]\n')
    return 2
  }
  const mode = values.test ? 'test' : 'live'
  const key = await withoutServer(config, kind, mode).catch((error: unknown) => {
    if (!(error instanceof DataDirInUse)) throw error
    return askServer<NewKey>(config, mode, { method: 'POST', path: '/v1/keys', body: { kind } })
  })
  process.stdout.write(values.json ? `${JSON.stringify(key)}\n` : `${key.key}\n`)
  return 0
}

async function withoutServer(config: Config, kind: KeyKind, mode: Mode): Promise<NewKey> {
  const { store, id, close } = await openOwnProgram(config, mode)
  try {
    const program = { id, mode, now: systemClock.now() }
    return await store.write((trx) => createKey({ ids: systemIds }, trx, program, kind))
  } finally {
    await close()
  }
}
