/** Waiting, but not for ever, where thousands wait: one timer for all of them instead of one for each. */

export interface Pending {
  /** Of `performance.now()`. */
  deadline: number
  /** Take it away when there is nothing to wait for any more: then nothing of whoever waited is held, either. */
  giveUp: (() => void) | undefined
}

/** This much later than asked, nobody minds. */
const TICK_MS = 5

/**
 * Gives up what is still waiting at its deadline. What is added must come in the
 * order of its deadlines, near enough: all of it waits equally long.
 */
export function deadlines(): (pending: Pending) => void {
  let queue: Pending[] = []
  let first = 0
  let timer: NodeJS.Timeout | undefined

  function sweep(): void {
    const now = performance.now()
    for (; first < queue.length; first++) {
      const pending = queue[first]
      if (!pending?.giveUp) continue
      if (pending.deadline > now) break
      pending.giveUp()
    }
    queue = queue.slice(first)
    first = 0
    if (queue.length > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return (pending) => {
    queue.push(pending)
    timer ??= setInterval(sweep, TICK_MS)
  }
}
