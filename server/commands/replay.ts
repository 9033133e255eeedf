/** `goodword replay --check`: what would be posted if all facts came again, beside what is posted. */
import { parseArgs } from 'node:util'
import { formatMoney } from '../../sdk/rules/money.ts'
import type { Config } from '../config.ts'
import { openStore } from '../db/open.ts'
import { replay } from '../services/verify.ts'
import type { LineDifference } from '../services/verify-owed.ts'

/** It only ever checks: nothing is posted by a command. */
export async function replayCommand(args: string[], config: Config): Promise<number> {
  const options = { json: { type: 'boolean' }, check: { type: 'boolean' } } as const
  const { values } = parseArgs({ args, options })
  const store = await openStore({ ...config, readonly: true })
  try {
    const { sales, differences } = await replay(store.db)
    const none = differences.length === 0
    const words = [
      `Rebuilt the commissions of ${sales} sales from their facts and terms.`,
      ...differences.map(inWords),
      none ? 'No difference.' : `${differences.length} lines differ.`,
    ]
    process.stdout.write(
      values.json ? `${JSON.stringify({ sales, differences })}\n` : `${words.join('\n')}\n`,
    )
    return none ? 0 : 1
  } finally {
    await store.close()
  }
}

function inWords({ what, owedMinor, postedMinor, currency, basis }: LineDifference): string {
  const [owed, posted] = [formatMoney(owedMinor, currency), formatMoney(postedMinor, currency)]
  return `- ${what}: posted ${posted}\n+ ${what}: owed   ${owed}${basis === null ? '' : `, ${basis}`}`
}
