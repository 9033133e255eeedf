/** Waiting, but not for ever. */

/**
 * The answer when it comes in time; otherwise, and when it is a failure, what
 * `otherwise` gives or throws.
 */
export function inTime<T>(answer: Promise<T>, patienceMs: number, otherwise: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      try {
        resolve(otherwise())
      } catch (error) {
        reject(error)
      }
    }
    const timer = setTimeout(giveUp, patienceMs)
    answer.then(resolve, giveUp).finally(() => clearTimeout(timer))
  })
}
