/** What strangers say again and again, such as the name of their browser, is looked into once. */

/** Longer ones are looked into each time: nobody may fill the memory with them. */
const LONGEST = 500
const LIMIT = 2_000

/** @param answer depends on its text alone. */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = answer(text)
    if (text.length > LONGEST) return now
    if (known.size >= LIMIT) known.clear()
    known.set(text, now)
    return now
  }
}
