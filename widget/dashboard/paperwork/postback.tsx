/** One address: whether it is called, how it answers, a test of it, and the way to be rid of it. */
import type { Ref } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Answer, ask, problemText } from '../../ui/api.ts'
import { dayAndTime, writtenDate } from '../../ui/dates.ts'
import { Chevron } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { fill } from '../../ui/strings.ts'
import type { Page } from '../../ui/wire.ts'
import { wordFor } from '../commissions.tsx'
import type { Postback, PostbackDelivery } from '../data.ts'
import type { PageProps } from './index.tsx'
import type { PaperworkWords } from './strings.ts'

const shownAnswers = 10

/** A receiver that takes longer than this is looked at later. */
const testLooks = 12
const lookAfterMs = 1_000

export function PostbackEntry(
  props: PageProps & {
    postback: Postback
    onChange: (postback: Postback) => void
    onDeleted: () => void
    /** Something was pressed: what the page said before is over. */
    onWork: () => void
    /** A test can end a row of failures. */
    onTested: () => void
  },
) {
  const { words, lang, connection, postback } = props
  const path = `/v1/me/postbacks/${encodeURIComponent(postback.id)}`
  const [busy, setBusy] = useState(false)
  const [said, say] = useState({ text: '', good: false })
  const [sure, askSure] = useState(false)
  const [answers, setAnswers] = useState<Answer<Page<PostbackDelivery>>>()
  const here = useRef(true)
  const working = useRef(false)
  const deleting = useRef<HTMLButtonElement>(null)
  useEffect(
    () => () => {
      here.current = false
    },
    [],
  )

  /** One at a time, whatever is pressed. */
  const once = async (work: () => Promise<void>) => {
    if (working.current) return
    working.current = true
    setBusy(true)
    say({ text: '', good: false })
    props.onWork()
    await work()
    working.current = false
    if (here.current) setBusy(false)
  }
  const look = () =>
    ask<Page<PostbackDelivery>>(connection, 'GET', `${path}/deliveries?limit=${shownAnswers}`)
  const load = async () => setAnswers(await look())

  const test = () =>
    once(async () => {
      const sent = await ask<PostbackDelivery>(connection, 'POST', `${path}/test`)
      if (!sent.ok) return say({ text: problemText(sent.problem, words), good: false })
      say({ text: words.testing, good: true })
      for (let n = 0; n < testLooks && here.current; n++) {
        await new Promise((done) => setTimeout(done, lookAfterMs))
        const found = await look()
        const one = found.ok ? found.value.data.find((delivery) => delivery.id === sent.value.id) : undefined
        if (!one || (one.lastStatusCode === null && one.lastError === null)) continue
        setAnswers(found)
        props.onTested()
        const worked = one.status === 'delivered'
        const answer = answerOf(one, words)
        return say({ text: fill(worked ? words.testWorked : words.testFailed, { answer }), good: worked })
      }
      say({ text: words.testSlow, good: false })
    })

  const turn = (status: 'active' | 'paused') =>
    once(async () => {
      const changed = await ask<Postback>(connection, 'PATCH', path, { status })
      if (!changed.ok) return say({ text: problemText(changed.problem, words), good: false })
      props.onChange(changed.value)
      say({ text: status === 'active' ? words.switchedOn : words.switchedOff, good: true })
    })

  const remove = () =>
    once(async () => {
      const gone = await ask(connection, 'DELETE', path)
      // Somebody was quicker: it is gone all the same.
      if (gone.ok || gone.problem.status === 404) props.onDeleted()
      else say({ text: problemText(gone.problem, words), good: false })
    })

  /** Back to the button that asked. */
  const keep = () => {
    askSure(false)
    setTimeout(() => deleting.current?.focus())
  }

  const on = postback.status === 'active'
  const button = (label: string, press: () => void, ref?: Ref<HTMLButtonElement>) => (
    <button ref={ref} type="button" class="button" aria-disabled={busy ? 'true' : undefined} onClick={press}>
      {label}
      <span class="unseen">: {placeOf(postback.url)}</span>
    </button>
  )
  return (
    <li class="entry">
      <div class="entry-head">
        <strong class="template">{breakable(placeOf(postback.url))}</strong>
        <Status {...stateOf(postback, words)} />
      </div>
      <p class="muted template">{postback.url}</p>
      <p>{fill(words.calledWhen, { events: eventsOf(postback, words, lang) })}</p>
      {on && postback.failingSince && (
        <p>{fill(words.failingText, { date: writtenDate(postback.failingSince, lang) })}</p>
      )}
      {!on && <p>{postback.status === 'disabled' ? words.disabledText : words.offText}</p>}
      {sure ? (
        <Sure words={words} busy={busy} about={placeOf(postback.url)} onYes={remove} onNo={keep} />
      ) : (
        <div class="row">
          {on && button(words.testIt, test)}
          {on ? button(words.switchOff, () => turn('paused')) : button(words.switchOn, () => turn('active'))}
          {button(words.deleteIt, () => askSure(true), deleting)}
        </div>
      )}
      <Notice {...said} />
      <details onToggle={(event) => event.currentTarget.open && load()}>
        <summary>
          <Chevron />
          <span>
            {words.lastAnswers}
            <span class="unseen">: {placeOf(postback.url)}</span>
          </span>
        </summary>
        <Answers answers={answers} words={words} lang={lang} onRetry={load} />
      </details>
    </li>
  )
}

/** A long name breaks behind its dots, where it can be read. */
const breakable = (host: string) =>
  host.split('.').map((part, n) => (n === 0 ? part : ['.', <wbr key={n} />, part]))

/** The server is what a person knows it by. */
function placeOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

function stateOf({ status, failingSince }: Postback, words: PaperworkWords): { tone: Tone; word: string } {
  if (status !== 'active') return { tone: 'stop', word: words.postback_off }
  return failingSince
    ? { tone: 'wait', word: words.postback_failing }
    : { tone: 'good', word: words.postback_on }
}

const eventsOf = ({ events }: Postback, words: PaperworkWords, lang: string): string =>
  new Intl.ListFormat(lang, { type: 'disjunction' }).format(
    events.map((event) => wordFor(words, 'event', event)),
  )

/** What a partner can do something about; a code is for whoever helps with the rest. */
const reasons = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'error_name'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, 'error_closed'],
  [/TIME(D)?OUT$/, 'error_late'],
  [/^ADDRESS_NOT_PUBLIC$/, 'error_private'],
  [/CERT|VERIFY/, 'error_certificate'],
] as const

function answerOf({ lastStatusCode, lastError }: PostbackDelivery, words: PaperworkWords): string {
  if (lastStatusCode !== null) return fill(words.answered, { status: lastStatusCode })
  const error = lastError ?? ''
  const [, reason] = reasons.find(([codes]) => codes.test(error)) ?? []
  return reason ? words[reason] : fill(words.notAnswered, { error })
}

/** Asked where the buttons were, with the harmless answer focused. */
function Sure(props: {
  words: PaperworkWords
  busy: boolean
  about: string
  onYes: () => void
  onNo: () => void
}) {
  const { words, about } = props
  const no = useRef<HTMLButtonElement>(null)
  // Before anybody can press Tab: the button that was pressed is gone.
  useLayoutEffect(() => no.current?.focus(), [])
  return (
    <fieldset class="stack">
      <legend>
        {words.deleteSure}
        <span class="unseen"> {about}</span>
      </legend>
      <div class="row">
        <button ref={no} type="button" class="button" onClick={props.onNo}>
          {words.deleteNo}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={props.busy ? 'true' : undefined}
          onClick={props.onYes}
        >
          {words.deleteYes}
        </button>
      </div>
    </fieldset>
  )
}

const tones: Record<string, Tone> = { delivered: 'good', pending: 'wait', failed: 'stop' }

function Answers(props: {
  answers: Answer<Page<PostbackDelivery>> | undefined
  words: PaperworkWords
  lang: string
  onRetry: () => void
}) {
  const { answers, words, lang } = props
  if (!answers) {
    return (
      <p class="muted" role="status">
        {words.partLoading}
      </p>
    )
  }
  if (!answers.ok) {
    return (
      <Notice text={problemText(answers.problem, words)}>
        <button type="button" class="button" onClick={props.onRetry}>
          {words.retry}
        </button>
      </Notice>
    )
  }
  if (answers.value.data.length === 0) return <p>{words.noAnswers}</p>
  return (
    <ul class="timeline">
      {answers.value.data.map((one) => (
        <li key={one.id}>
          <div class="entry-head">
            <span>{sentence(wordFor(words, 'event', one.eventType))}</span>
            <Status tone={tones[one.status] ?? 'wait'} word={wordFor(words, 'delivery', one.status)} />
          </div>
          <p class="muted date">
            {dayAndTime(one.createdAt, lang)}
            {one.attempts > 0 && ` · ${sentence(answerOf(one, words))}`}
            {one.attempts > 0 &&
              one.nextAttemptAt &&
              ` ${fill(words.nextTry, { date: dayAndTime(one.nextAttemptAt, lang) })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
