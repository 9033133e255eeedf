/** Which screen is shown, and the way from one to the next. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, type Connection, type Problem, problemText } from '../ui/api.ts'
import { type Arrival, arrive, remember } from './credential.ts'
import { type Everything, fetchEverything, type Me, type Summary } from './data.ts'
import { Later } from './later.tsx'
import { Overview } from './overview.tsx'
import { placeOf } from './place.ts'
import { Screen } from './screen.tsx'
import { OpenByMail, SignIn } from './sign-in.tsx'
import { Skeleton } from './skeleton.tsx'
import { type DashboardWords, dashboardStrings } from './strings.ts'

type View =
  | { name: 'loading' }
  | { name: 'sign_in'; notice: string }
  | { name: 'mail'; arrival: Extract<Arrival, { by: 'sign_in' | 'confirm' }> }
  | { name: 'failed'; problem: Problem }
  | { name: 'page'; all: Everything; me: Me; summary: Summary }

export function App({ words = dashboardStrings, lang = 'en' }: { words?: DashboardWords; lang?: string }) {
  const [view, show] = useState<View>({ name: 'loading' })
  const connection = useRef<Connection>({ server: '' })
  const shownCommissions = useRef(0)
  const [place, go] = useState(() => placeOf(location.hash))
  const fragment = useRef(location.hash)
  const cameFrom = useRef('')
  // An answer that was overtaken by a sign-out or a new token must not be shown.
  const turn = useRef(0)

  const load = async (quiet = false) => {
    const mine = ++turn.current
    if (!quiet) show({ name: 'loading' })
    const all = await fetchEverything(connection.current, shownCommissions.current)
    if (mine !== turn.current) return
    const { me, summary } = all
    if (me.ok && summary.ok) return show({ name: 'page', all, me: me.value, summary: summary.value })
    const problem = !me.ok ? me.problem : !summary.ok ? summary.problem : undefined
    if (problem?.kind === 'signed_out') {
      const hadAccess = quiet || connection.current.bearer !== undefined
      leave(hadAccess ? words.signedOutByTime : '')
    } else if (problem && !quiet) show({ name: 'failed', problem })
  }

  const leave = (notice: string) => {
    turn.current += 1
    remember('')
    connection.current = { server: '' }
    shownCommissions.current = 0
    show({ name: 'sign_in', notice })
  }

  const enter = () => {
    const arrival = arrive()
    fragment.current = location.hash
    go(placeOf(location.hash))
    if (arrival.by === 'sign_in' || arrival.by === 'confirm') {
      turn.current += 1
      connection.current = { server: '' }
      return show({ name: 'mail', arrival })
    }
    connection.current = { server: '', ...(arrival.by === 'token' ? { bearer: arrival.token } : {}) }
    load()
  }

  /** Coming back from a part, its own changes are fetched. */
  const move = () => {
    const next = placeOf(location.hash)
    const left = placeOf(fragment.current)
    cameFrom.current = fragment.current
    fragment.current = location.hash
    go(next)
    if (next.name === 'overview' && left.name === 'payee') load(true)
  }

  // What is being read or typed elsewhere is not redrawn under the person's hands.
  const onPage = useRef(false)
  onPage.current = view.name === 'page' && place.name === 'overview'
  useEffect(() => {
    enter()
    // A mail link opened in this tab changes only the fragment.
    const changed = () => (/^#(sign-in|confirm|token)=/.test(location.hash) ? enter() : move())
    const seen = () => document.visibilityState === 'visible' && onPage.current && load(true)
    addEventListener('hashchange', changed)
    document.addEventListener('visibilitychange', seen)
    return () => {
      removeEventListener('hashchange', changed)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [])

  const signOut = async () => {
    const answer = await ask(connection.current, 'DELETE', '/v1/sessions/current')
    if (answer.ok || answer.problem.kind === 'signed_out') leave(words.signedOutNow)
    return answer
  }

  if (view.name === 'loading') return <Skeleton words={words} />
  if (view.name === 'sign_in') return <SignIn words={words} lang={lang} notice={view.notice} />
  if (view.name === 'mail') {
    return (
      <OpenByMail
        key={view.arrival.token}
        arrival={view.arrival}
        words={words}
        onOpen={() => load()}
        onSpent={() => leave(words.spent)}
      />
    )
  }
  if (view.name === 'failed') {
    return (
      <Screen title={words.failedTitle}>
        <p>{problemText(view.problem, words)}</p>
        <button type="button" class="button primary" onClick={() => load()}>
          {words.retry}
        </button>
      </Screen>
    )
  }
  if (place.name !== 'overview') {
    return (
      <Later
        key={location.hash}
        place={place}
        words={words}
        lang={lang}
        me={view.me}
        all={view.all}
        connection={connection.current}
      />
    )
  }
  return (
    <Overview
      words={words}
      lang={lang}
      me={view.me}
      summary={view.summary}
      all={view.all}
      connection={connection.current}
      cameFrom={cameFrom.current}
      onReload={() => load(true)}
      onShown={(count) => {
        shownCommissions.current = count
      }}
      onSignOut={connection.current.bearer ? undefined : signOut}
    />
  )
}
