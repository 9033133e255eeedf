/**
 * How a partner gets in: a token in the fragment, a mail link waiting for its
 * button, or the session cookie. The fragment leaves the address bar at once,
 * so that it ends up in no history, screenshot or shared address.
 */

export type Arrival =
  | { by: 'sign_in' | 'confirm'; token: string }
  | { by: 'token'; token: string }
  | { by: 'session' }

const storageKey = 'goodword.token'

/** Storage refuses in some frames and private windows; memory is enough then. */
const stored = (): string => {
  try {
    return sessionStorage.getItem(storageKey) ?? ''
  } catch {
    return ''
  }
}

/** Keeps the partner token for a reload of this tab, or forgets it. */
export function remember(token: string): void {
  try {
    if (token) sessionStorage.setItem(storageKey, token)
    else sessionStorage.removeItem(storageKey)
  } catch {
    // Memory is enough.
  }
}

/** Reads how the person came, and cleans the address bar. */
export function arrive(): Arrival {
  const [, name, token] = /^#(sign-in|confirm|token)=([\w.~-]+)$/.exec(location.hash) ?? []
  if (name && token) {
    history.replaceState(history.state, '', location.pathname + location.search)
    if (name === 'token') {
      remember(token)
      return { by: 'token', token }
    }
    remember('')
    return { by: name === 'confirm' ? 'confirm' : 'sign_in', token }
  }
  const kept = stored()
  return kept ? { by: 'token', token: kept } : { by: 'session' }
}
