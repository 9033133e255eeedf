/**
 * The browser client: notices through whose link a visitor came, keeps the
 * click ids first-party, and talks to the server. It is a guest on the page:
 * nothing here throws, blocks or leaves a trace that consent does not cover.
 */
import { lastClickIds, readClickIds } from '../rules/click-ids.ts'
import { normaliseCode } from '../rules/codes.ts'
import type { lead, link } from './actions.ts'
import { asker, failed } from './ask.ts'
import { keep, recall } from './storage.ts'
import type { Failed, Goodword, GoodwordOptions } from './types.ts'

export interface Actions {
  link: typeof link
  lead: typeof lead
}

/** See `createGoodword`. `load` brings the actions when the first one is asked for. */
export function createClient(options: GoodwordOptions, load: () => Promise<Actions>): Goodword {
  const { key, server, consent, windowDays, debug } = options
  const page = globalThis.window as Window | undefined
  if (page?.Goodword?.config?.key === key) return page.Goodword

  const log = (...words: unknown[]) => debug && console.debug(...words)
  const ask = asker(server, key, log)
  /** Global Privacy Control counts as denied; it is not in the DOM's types yet. */
  const navigator = page?.navigator as { globalPrivacyControl?: boolean } | undefined
  /** Undefined: consent is required and nobody has decided yet. */
  let granted = navigator?.globalPrivacyControl ? false : consent ? undefined : true
  /** In memory whatever was decided, so that a later grant can keep them; shown only unless denied. */
  let ids: string[] = []
  /** Code in this page's address. */
  let seen: string | null = null
  /** Code that came with a click id. */
  let code: string | null = null
  /** One visit per code and page: its click id, '' for an unknown code, null when no answer came. */
  const visits = new Map<string, Promise<string | null>>()

  /** Storage is touched here and in `forget` only, and only once it may be. */
  const store = () => {
    if (!granted) return
    const [kept, keptCode] = recall()
    ids = lastClickIds([...kept, ...ids])
    code ||= keptCode
    if (`${ids}` !== `${kept}` || code !== keptCode) keep(ids, code, (windowDays || 60) * 86_400)
  }

  const forget = () => {
    ids = []
    code = null
    visits.clear()
    keep(ids, code, 0)
  }

  const record = async (which: string) => {
    const click = {
      code: which,
      url: location.origin + location.pathname,
      referrer: document.referrer || undefined,
    }
    const answer = await ask<{ clickId: string }>('clicks', 'clickId', JSON.stringify(click))
    if ('error' in answer) {
      if (answer.error.status === 404) return ''
      visits.delete(which)
      return null
    }
    const [id] = readClickIds(`${answer.clickId}`)
    if (!id) return null
    ids.push(id)
    code = which
    store()
    return id
  }

  const visit = (which: string) => {
    const made = visits.get(which) ?? record(which)
    visits.set(which, made)
    return made
  }

  /**
   * A reload, or a page behind the landing page that still says `via`, is no new
   * visit. While storage may not be asked, it is left open until that is decided.
   */
  const isOngoing = () =>
    (!granted || (ids[0] && code === seen)) &&
    (document.referrer.startsWith(`${location.origin}/`) ||
      performance
        .getEntriesByType('navigation')
        .some((entry) => (entry as PerformanceNavigationTiming).type !== 'navigate'))

  const capture = async () => {
    try {
      const { origin, pathname, search, hash } = location
      const query = new URLSearchParams(search)
      const via = normaliseCode(query.get('via') ?? '')
      const found = readClickIds(query.get('gw') ?? '')
      seen = via ?? seen
      if (found[0]) {
        ids.push(...found)
        code = seen
        if (via) visits.set(via, Promise.resolve(found[0]))
        // By hand, because URLSearchParams would respell the page's own parameters;
        // absolute, because a <base> would bend a relative address.
        const rest = search.replace(/[?&]gw=[^&]*/g, '').replace(/^&/, '?')
        history.replaceState(history.state, '', origin + pathname + rest + hash)
      }
      store()
      if (via && granted !== false && !isOngoing() && (await visit(via)) === '') seen = null
    } catch (error) {
      // Also where there is no page at all.
      log(error)
    }
  }

  const act = async <T>(work: (actions: Actions) => Promise<T | Failed>) => {
    try {
      return await work(await load())
    } catch (error) {
      log(error)
      return failed()
    }
  }

  const client: Goodword = {
    config: { key, server, consent },
    ready: Promise.resolve().then(async () => {
      // What was kept under an explicit grant stays; the rest goes when the browser objects.
      if (!consent && granted === false) forget()
      await capture()
      return client
    }),
    async getClickIds() {
      await client.ready
      store()
      return granted === false ? [] : lastClickIds(ids)
    },
    async getCode() {
      await client.ready
      return seen ?? code
    },
    async consent(next) {
      granted = next === 'granted'
      if (granted) await capture()
      else forget()
    },
    link: (to) => act((actions) => actions.link({ ask, client }, to)),
    lead: (fields) => act((actions) => actions.lead({ ask, client }, fields)),
    async click(which) {
      await client.ready
      const asked = normaliseCode(`${which ?? seen ?? ''}`)
      return (page && asked && granted !== false && (await visit(asked))) || null
    },
    capture,
  }
  if (page) {
    page.Goodword ??= client
    page.addEventListener('popstate', capture)
  }
  return client
}
