/**
 * What nearly every request looks up and hardly ever changes, kept in memory.
 * A change made through this store counts from its commit on; one made by
 * another server of the same database after `KEPT_MS` at the latest.
 */
import type { Services, Store } from './context.ts'
import type { Trx } from './programs.ts'

export const KEPT_MS = 4_000

interface Kept {
  at: number
  value: Promise<unknown>
}

const ofStore = new WeakMap<Store, Map<string, Kept>>()

/** What cannot be found is looked up again every time, so that nobody can fill the memory with it. */
export function kept<T>(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  name: string,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const all = ofStore.get(store) ?? new Map<string, Kept>()
  ofStore.set(store, all)
  const now = clock.now()
  const known = all.get(name)
  if (known && known.at <= now && now < known.at + KEPT_MS) return known.value as Promise<T | undefined>
  const value = load()
  const entry = { at: now, value }
  all.set(name, entry)
  const drop = () => {
    if (all.get(name) === entry) all.delete(name)
  }
  value.then((found) => found === undefined && drop(), drop)
  return value
}

/**
 * For what may never be out of date, such as a credential: kept on SQLite, where nobody else writes and every
 * change ends with `forgetKept`; looked up every time on PostgreSQL.
 */
export const keptExactly = <T>(
  services: Pick<Services, 'store' | 'clock'>,
  name: string,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> => (services.store.engine === 'sqlite' ? kept(services, name, load) : load())

/** Everything is looked up anew once this transaction has been committed. */
export const forgetKept = ({ store }: Pick<Services, 'store'>, trx: Trx): void =>
  store.afterCommit(trx, () => ofStore.get(store)?.clear())
