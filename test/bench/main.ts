/**
 * The benchmark: everything on this machine's loopback, servers on one core
 * and load on another. Read the ratios; absolute numbers move with the machine.
 *
 *   npm run bench                            all rows
 *   npm run bench -- redirect                one of them
 *   npm run bench -- --rounds 5 --seconds 8
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Sqlite from 'better-sqlite3'
import { canPin, hasWrk, killAll, movePid } from './processes.ts'
import type { Pace } from './race.ts'
import { redirectRow } from './redirect.ts'
import { print } from './table.ts'

const rows: Record<string, (pace: Pace) => Promise<void>> = {
  redirect: redirectRow,
}

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
  const unknown = positionals.filter((name) => !rows[name])
  if (unknown.length > 0) {
    print(`There is no ${unknown.join(', ')}. Rows: ${Object.keys(rows).join(', ')}.`)
    return 1
  }
  const scratch = mkdtempSync(join(tmpdir(), 'goodword-bench-'))
  const pace = { rounds: Number(values.rounds), seconds: Number(values.seconds), scratch }
  movePid(process.pid, 'load')
  printMachine()
  let failed = 0
  try {
    for (const [name, row] of Object.entries(rows)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue
      const begun = performance.now()
      try {
        await row(pace)
      } catch (error) {
        failed++
        print(`\n${name}: FAILED\n${error instanceof Error ? error.stack : error}`)
      }
      print(`  (${((performance.now() - begun) / 1000).toFixed(0)} s)`)
    }
  } finally {
    killAll()
    rmSync(scratch, { recursive: true, force: true })
  }
  return failed === 0 ? 0 : 1
}

function printMachine(): void {
  const sqlite = new Sqlite(':memory:')
  const version = sqlite.prepare('select sqlite_version()').pluck().get()
  sqlite.close()
  const memory = Math.round(totalmem() / 2 ** 30)
  print(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GiB`)
  print(`Node ${process.versions.node}, SQLite ${version}`)
  if (!canPin) print('taskset or a second core is missing: servers and load share all cores.')
  if (!hasWrk) print('wrk is missing: generator-bound, ratios are invalid.')
}
