/** `goodword verify`: recounts all money, offline or beside a running server. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { openStore } from '../db/open.ts'
import { verify } from '../services/verify.ts'

export async function verifyCommand(args: string[], config: Config): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const store = await openStore({ ...config, readonly: true })
  try {
    const report = await verify(store.db)
    const { sales, commissions, entries } = report.checked
    process.stdout.write(
      values.json
        ? `${JSON.stringify(report)}\n`
        : `${[`Checked ${sales} sales, ${commissions} commissions and ${entries} ledger entries.`, ...report.findings, report.findings.length === 0 ? 'Everything adds up.' : ''].filter(Boolean).join('\n')}\n`,
    )
    return report.findings.length === 0 ? 0 : 1
  } finally {
    await store.close()
  }
}
