/** Contestants side by side: every round visits each in turn, so that a slow minute of the machine hits all. */
import { median, medianRatio } from './arithmetic.ts'
import { applyLoad, type Load, type LoadResult } from './load.ts'
import type { Running } from './processes.ts'
import { printOutcomes } from './table.ts'

export interface Contestant {
  name: string
  server: Running
  /** Made anew for each visit when every request must be a new one. */
  load: Load | (() => Load)
  /** Runs beside each visit; what it returns stops it. */
  beside?: () => () => Promise<void>
}

export interface Visit extends LoadResult {
  /** Only what was acknowledged: a server that refuses or gives up early is not faster for it. */
  perSecond: number
  cpuMicros: number
}

export interface Outcome {
  name: string
  visits: Visit[]
  memory: { peakMb: number; nowMb: number }
}

export interface Pace {
  rounds: number
  seconds: number
  scratch: string
}

const WARM_UP_SECONDS = 2

/** Prints a table; the outcomes are in the order of the contestants. */
export async function race<C extends Contestant[]>(
  title: string,
  contestants: [...C],
  pace: Pace,
): Promise<{ [K in keyof C]: Outcome }> {
  const outcomes = contestants.map(
    ({ name }): Outcome => ({ name, visits: [], memory: { peakMb: 0, nowMb: 0 } }),
  )
  for (const contestant of contestants) await visit(contestant, WARM_UP_SECONDS, pace.scratch)
  for (let round = 0; round < pace.rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const seen = await visit(contestant, pace.seconds, pace.scratch)
      const outcome = outcomes[index] as Outcome
      outcome.visits.push(seen)
      outcome.memory = contestant.server.memory()
    }
  }
  printOutcomes(title, outcomes)
  return outcomes as { [K in keyof C]: Outcome }
}

async function visit({ server, load, beside }: Contestant, seconds: number, scratch: string): Promise<Visit> {
  const stop = beside?.()
  const before = server.cpuMicros()
  const result = await applyLoad(server.url, typeof load === 'function' ? load() : load, seconds, scratch)
  const cpu = server.cpuMicros() - before
  await stop?.()
  return {
    ...result,
    perSecond: result.acknowledged / result.seconds,
    cpuMicros: cpu / result.requests,
  }
}

export const medianOf = (outcome: Outcome, field: keyof Visit): number =>
  median(outcome.visits.map((seen) => seen[field]))

/** The worst of all rounds. */
export const worstOf = (outcome: Outcome, field: keyof Visit): number =>
  Math.max(...outcome.visits.map((seen) => seen[field]))

export const ratioOf = (mine: Outcome, theirs: Outcome): number =>
  medianRatio(
    mine.visits.map((seen) => seen.perSecond),
    theirs.visits.map((seen) => seen.perSecond),
  )
