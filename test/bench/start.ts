/** From the start of the process to the first `ready`, the way an orchestrator sees it. */
import { join } from 'node:path'
import { median } from './arithmetic.ts'
import { copyOf, type Database, startGoodword } from './goodword.ts'
import type { Pace } from './race.ts'
import { CLICKS, type Seeds } from './seeds.ts'
import { print, printBound } from './table.ts'

const TIMES = 5

export async function startRow({ scratch }: Pace, seeds: Seeds): Promise<void> {
  const full = copyOf((await seeds.clicks()).database, 'start')
  const times = { empty: [] as number[], full: [] as number[] }
  for (let round = 0; round < TIMES; round++) {
    times.empty.push(await readyAfter({ dataDir: join(scratch, `empty-${round}`) }, scratch))
    times.full.push(await readyAfter(full, scratch))
  }
  print(`\nstart: process start to /readyz, median of ${TIMES}, SQLite`)
  printBound('on an empty folder', median(times.empty), '≤', 1_000, 'ms')
  printBound(`with ${CLICKS} clicks`, median(times.full), '≤', 2_000, 'ms')
}

async function readyAfter(database: Database, scratch: string): Promise<number> {
  const server = await startGoodword(database, scratch)
  await server.stop()
  return server.readyMs
}
