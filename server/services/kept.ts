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

interface State {
  all: Map<string, Kept>
  /** Some transaction has changed something, and is not known to have been committed. */
  changing: boolean
}

const states = new WeakMap<Store, State>()

function stateOf(store: Store): State {
  let state = states.get(store)
  if (!state) {
    state = { all: new Map(), changing: false }
    states.set(store, state)
  }
  return state
}

/** What cannot be found is looked up again every time, so that nobody can fill the memory with it. */
export function kept<T>(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  name: string,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { all } = stateOf(store)
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

/**
 * Whether a transaction, too, may go by what is kept: on SQLite, unless one
 * that shares its commit has changed something. After a failed change it may
 * not until the next one has been committed, which costs a look-up each time.
 */
export const isKeptExactly = ({ store }: Pick<Services, 'store'>): boolean =>
  store.engine === 'sqlite' && !stateOf(store).changing

/** Everything is looked up anew once this transaction has been committed. */
export function forgetKept({ store }: Pick<Services, 'store'>, trx: Trx): void {
  const state = stateOf(store)
  state.changing = true
  store.afterCommit(trx, () => {
    state.all.clear()
    state.changing = false
  })
}
