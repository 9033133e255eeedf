/** The harness's own sums, apart from it so that they can be tested. */

/** Of an even number the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** The smallest value that at least this share of all are not above. @param share 0.99 for p99. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/**
 * Median of the ratios round by round: what slowed the whole machine during a
 * round slowed both, and cancels.
 */
export function medianRatio(mine: readonly number[], theirs: readonly number[]): number {
  return median(mine.map((value, round) => value / (theirs[round] ?? Number.NaN)))
}

/** `utime`, `stime`, `cutime` and `cstime` of a line of /proc/<pid>/stat, in ticks of a hundredth of a second. */
export function cpuTicksOf(stat: string): { own: number; withEnded: number; parent: number } {
  // The name stands in brackets and may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [own, ended] = [
    [11, 12],
    [13, 14],
  ].map((places) => places.reduce((sum, place) => sum + Number(fields[place]), 0)) as [number, number]
  return { own, withEnded: own + ended, parent: Number(fields[1]) }
}
