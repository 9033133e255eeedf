/** `goodword keys`: those of the live program or its test twin, through the API while a server is running. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { createKey, type KeyInUse, type KeyKind, listKeys, type NewKey, revokeKey } from '../services/keys.ts'
import { Problem } from '../services/problem.ts'
import { inOwnProgram, orThroughServer } from './own-program.ts'
import { askServer, CommandRefused, type Mode } from './through-server.ts'

const usage = `Use: goodword keys create --kind publishable|secret [--test] [--json]
     goodword keys list [--test] [--json]
     goodword keys revoke <id> [--test]
`

export async function keysCommand(args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { kind: { type: 'string' }, test: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const { kind, json } = values
  const [action, id] = positionals
  const mode = values.test ? 'test' : 'live'
  const print = (value: object, text: string): void => {
    process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`)
  }
  if (action === 'create' && (kind === 'publishable' || kind === 'secret')) {
    const key = await create(config, mode, kind)
    print(key, key.key)
    return 0
  }
  if (action === 'list') {
    const keys = await list(config, mode)
    print(keys, keys.map(lineOf).join('\n'))
    return 0
  }
  if (action === 'revoke' && id !== undefined) {
    await revoke(config, mode, id)
    process.stdout.write('It opens nothing any more.\n')
    return 0
  }
  process.stderr.write(usage)
  return 2
}

const lineOf = ({ id, kind, hint, createdAt }: KeyInUse): string => {
  const key = kind === 'secret' ? `gw_sk_…${hint}` : hint
  return `${id}  ${kind.padEnd(11)}  ${key}  since ${new Date(createdAt).toISOString().slice(0, 10)}`
}

const create = (config: Config, mode: Mode, kind: KeyKind): Promise<NewKey> =>
  orThroughServer(
    inOwnProgram(config, mode, (services, trx, program) => createKey(services, trx, program, kind)),
    () => askServer(config, mode, { method: 'POST', path: '/v1/keys', body: { kind } }),
  )

const list = (config: Config, mode: Mode): Promise<KeyInUse[]> =>
  orThroughServer(
    inOwnProgram(config, mode, (_services, trx, program) => listKeys(trx, program.id)),
    async () => {
      const path = '/v1/keys'
      type Listed = Omit<KeyInUse, 'createdAt'> & { createdAt: string }
      const { data } = await askServer<{ data: Listed[] }>(config, mode, { method: 'GET', path })
      return data.map((key) => ({ ...key, createdAt: Date.parse(key.createdAt) }))
    },
  )

const revoke = (config: Config, mode: Mode, id: string): Promise<void> =>
  orThroughServer(
    inOwnProgram(config, mode, (services, trx, program) => revokeKey(services, trx, program, id)).catch(
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error
        const unknown = `There is no key ${id}. See: goodword keys list${mode === 'test' ? ' --test' : ''}`
        throw new CommandRefused(error.code === 'not_found' ? unknown : error.detail)
      },
    ),
    () => askServer(config, mode, { method: 'DELETE', path: `/v1/keys/${encodeURIComponent(id)}` }),
  )
