/** `goodword keys create`: another key for the live program or its test twin. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { openStore } from '../db/open.ts'
import { createKey, type KeyKind, type NewKey } from '../services/keys.ts'
import { systemClock, systemIds } from '../system.ts'

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
    if (error instanceof DataDirInUse) return throughServer(config, kind, mode)
    throw error
  })
  if (typeof key === 'string') {
    process.stderr.write(`${key}\n`)
    return 1
  }
  process.stdout.write(values.json ? `${JSON.stringify(key)}\n` : `${key.key}\n`)
  return 0
}

/** @returns the key, or why there is none. */
async function withoutServer(config: Config, kind: KeyKind, mode: 'live' | 'test'): Promise<NewKey | string> {
  const store = await openStore(config)
  try {
    const program = await store.db
      .selectFrom('program')
      .where('mode', '=', mode)
      .select('id')
      .executeTakeFirst()
    if (!program) return 'There is no program yet. Run: goodword init'
    return await store.write((trx) =>
      createKey({ ids: systemIds }, trx, { id: program.id, mode, now: systemClock.now() }, kind),
    )
  } finally {
    await store.clicks.close()
    await store.close()
  }
}

/** A running server has the files for itself, so it is asked to make the key. */
async function throughServer(config: Config, kind: KeyKind, mode: 'live' | 'test'): Promise<NewKey | string> {
  const { secretKey, publicUrl = `http://localhost:${config.port}` } = config
  const secretMode = secretKey?.startsWith('gw_sk_test_') ? 'test' : 'live'
  if (!secretKey || secretMode !== mode) {
    return `A server is running on this data. Set GOODWORD_SECRET_KEY to one of its ${mode} secret keys (and PUBLIC_URL if it is not ${publicUrl}), and the key is made through its API.`
  }
  const response = await fetch(`${publicUrl}/v1/keys`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind }),
    signal: AbortSignal.timeout(10_000),
  })
  const body = (await response.json()) as NewKey & { detail?: string }
  return response.status === 201 ? body : `The server at ${publicUrl} refused: ${body.detail}`
}
