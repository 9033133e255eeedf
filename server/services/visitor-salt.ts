/** Today's salt of the visitor hash, held in memory. */
import { inTime } from './in-time.ts'

/** Longer than a healthy store takes to give it, once a day. */
const PATIENCE_MS = 50

/**
 * Gives the salt of a day at once when it is known. A store that does not give
 * it delays nobody: then one of our own serves until it does, and a visitor may
 * count twice.
 *
 * @param ask the salt that all servers of a database share.
 * @param make a random one.
 */
export function saltOfDay(
  ask: (day: number) => Promise<string>,
  make: () => string,
): (day: number) => string | Promise<string> {
  let latest: { day: number; salt: string; ours: boolean } | undefined
  let asking: { day: number; answer: Promise<string> } | undefined

  async function fetchSalt(day: number): Promise<string> {
    const salt = await ask(day)
    latest = { day, salt, ours: false }
    return salt
  }

  function shared(day: number): Promise<string> {
    if (asking?.day === day) return asking.answer
    const answer = fetchSalt(day).finally(() => {
      if (asking?.answer === answer) asking = undefined
    })
    asking = { day, answer }
    return answer
  }

  return (day) => {
    if (latest?.day === day) {
      if (latest.ours) shared(day).catch(() => {})
      return latest.salt
    }
    return inTime(shared(day), PATIENCE_MS, () => {
      if (latest?.day !== day) latest = { day, salt: make(), ours: true }
      return latest.salt
    })
  }
}
