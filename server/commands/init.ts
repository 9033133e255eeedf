/** `goodword init`: makes an empty database ready and prints what it made. */
import { parseArgs } from 'node:util'
import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'

export async function initCommand(args: string[], config: Config): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
  const composed = await compose({ ...config, publicUrl, log: createLog('silent') })
  const programs = await composed.services.store.db.selectFrom('program').select(['id', 'mode']).execute()
  await composed.close()
  const { newKeys } = composed
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ created: newKeys.length > 0, publicUrl, programs, keys: newKeys })}\n`,
    )
    return 0
  }
  const lines =
    newKeys.length > 0
      ? [
          'Ready. The secret keys are shown only now:',
          ...newKeys.map((key) => `  ${key.mode}  ${key.kind}  ${key.key}`),
        ]
      : ['This database was ready before; nothing changed. Make another key with: goodword keys create']
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
