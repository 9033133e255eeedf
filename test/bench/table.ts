/** What is printed: one table a row of the benchmark, and each wanted bound with "ok" or "MISSED". */
import { hasWrk } from './processes.ts'
import { medianOf, type Outcome, ratioOf, worstOf } from './race.ts'

const columns = [
  'req/s',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'max ms',
  'CPU µs',
  'peak MB',
  'RSS MB',
  'errors',
  'unconf.',
]

const sumOf = (outcome: Outcome, field: 'errors' | 'unconfirmed'): number =>
  outcome.visits.reduce((sum, seen) => sum + seen[field], 0)

const latencies = [
  ['p50Ms', 2],
  ['p99Ms', 1],
  ['p999Ms', 1],
  ['maxMs', 0],
  ['cpuMicros', 0],
] as const

/** Where a round passed without any answer, there is nothing to say about answers. */
const answered = (outcome: Outcome, text: string): string =>
  outcome.visits.every((seen) => seen.requests > 0) ? text : '-'

export function printOutcomes(title: string, outcomes: Outcome[]): void {
  print(`\n${title}`)
  print(`${''.padEnd(44)}${columns.map((name) => name.padStart(9)).join('')}`)
  for (const outcome of outcomes) {
    const cells = [
      medianOf(outcome, 'perSecond').toFixed(0),
      ...latencies.map(([field, digits]) => answered(outcome, medianOf(outcome, field).toFixed(digits))),
      outcome.memory.peakMb.toFixed(0),
      outcome.memory.nowMb.toFixed(0),
      `${sumOf(outcome, 'errors')}`,
      `${sumOf(outcome, 'unconfirmed')}`,
    ]
    print(`  ${outcome.name.padEnd(42)}${cells.map((cell) => cell.padStart(9)).join('')}`)
  }
}

/** @param least the wanted ratio of requests a second. */
export function printRatio(mine: Outcome, theirs: Outcome, least: number): void {
  const ratio = ratioOf(mine, theirs)
  const what = `${mine.name} / ${theirs.name}`
  if (hasWrk) printBound(what, ratio, '≥', least)
  else print(`  ${what}: ${ratio.toFixed(2)} (generator-bound, ratio invalid)`)
}

/**
 * The slowest answers count over all rounds, not at their median.
 * @param beside a bare server: what the machine alone did to the slowest.
 */
export function printTail(outcome: Outcome, beside?: Outcome): void {
  if (outcome.visits.some((seen) => seen.requests === 0)) {
    print(`  ${outcome.name}: nothing was answered in at least one round   MISSED`)
    return
  }
  printBound(`${outcome.name}, p99.9 of the worst round`, worstOf(outcome, 'p999Ms'), '<', 50, 'ms')
  printBound(`${outcome.name}, slowest answer`, worstOf(outcome, 'maxMs'), '<', 100, 'ms')
  if (beside) print(`  ${beside.name} in the same rounds: ${worstOf(beside, 'maxMs').toFixed(0)} ms`)
}

const holds = {
  '≥': (a: number, b: number) => a >= b,
  '≤': (a: number, b: number) => a <= b,
  '<': (a: number, b: number) => a < b,
}

export function printBound(
  what: string,
  value: number,
  sign: keyof typeof holds,
  bound: number,
  unit = '',
): void {
  const shown = `${value.toFixed(value < 10 ? 2 : 0)}${unit && ` ${unit}`}`
  const verdict = holds[sign](value, bound) ? 'ok' : 'MISSED'
  print(`  ${`${what}:`.padEnd(72)}${shown.padStart(10)}   wanted ${sign} ${bound}   ${verdict}`)
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
