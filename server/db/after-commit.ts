/** What is to happen once a transaction has been committed, and before its caller hears of it. */
import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

type Trx = Transaction<Database>
type Work<T> = (trx: Trx) => Promise<T>

export interface CommitHooks {
  afterCommit(trx: Trx, act: () => void): void
  /** `write`, followed by what its transaction asked for. */
  write<T>(write: (work: Work<T>) => Promise<T>, work: Work<T>): Promise<T>
}

export function commitHooks(): CommitHooks {
  const acts = new WeakMap<Trx, (() => void)[]>()
  return {
    afterCommit(trx, act) {
      acts.set(trx, [...(acts.get(trx) ?? []), act])
    },
    async write(write, work) {
      let committed: Trx | undefined
      const result = await write((trx) => {
        committed = trx
        return work(trx)
      })
      if (committed) for (const act of acts.get(committed) ?? []) act()
      return result
    },
  }
}
