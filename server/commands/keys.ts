/** `goodword keys create`: another key for the live program or its test twin. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { openStore } from '../db/open.ts'
import { createKey, type KeyKind, type NewKey } from '../services/keys.ts'
import { systemClock, systemIds } from '../system.ts'
import { askServer, CommandRefused, type Mode } from './through-server.ts'

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
  const store = await openStore(config)
  try {
    const program = await store.db
      .selectFrom('program')
      .where('mode', '=', mode)
      .select('id')
      .executeTakeFirst()
    if (!program) throw new CommandRefused('There is no program yet. Run: goodword init')
    return await store.write((trx) =>
      createKey({ ids: systemIds }, trx, { id: program.id, mode, now: systemClock.now() }, kind),
    )
  } finally {
    await store.clicks.close()
    await store.close()
  }
}
