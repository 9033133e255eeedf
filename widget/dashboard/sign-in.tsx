/** Getting in by mail: ask for a link, then press one button on the page it leads to. */
import { useState } from 'preact/hooks'
import { ask, problemText } from '../ui/api.ts'
import { Field } from '../ui/field.tsx'
import { useForm } from '../ui/form.ts'
import { Notice } from '../ui/notice.tsx'
import { fill } from '../ui/strings.ts'
import { Screen } from './screen.tsx'
import type { DashboardWords } from './strings.ts'

export function SignIn({ words, lang, notice }: { words: DashboardWords; lang: string; notice: string }) {
  const [sentTo, setSentTo] = useState('')
  const form = useForm({
    words,
    lang,
    initial: { email: '' },
    send: (values) => ask({ server: '' }, 'POST', '/v1/sign-in', { email: values.email?.trim() }),
    onDone: (_, values) => setSentTo(values.email?.trim() ?? ''),
  })
  if (sentTo) {
    return (
      <Screen title={words.sentTitle}>
        <p>{fill(words.sentText, { email: sentTo })}</p>
        <button type="button" class="button" onClick={() => setSentTo('')}>
          {words.otherAddress}
        </button>
      </Screen>
    )
  }
  return (
    <Screen title={words.signInTitle}>
      <Notice text={notice} good={notice === words.signedOutNow} />
      <form class="stack wide" ref={form.form} noValidate onSubmit={form.submit}>
        <p>{words.signInIntro}</p>
        <Field
          name="email"
          type="email"
          label={words.email}
          autocomplete="email"
          required
          words={words}
          value={form.values.email ?? ''}
          onValue={form.set}
          error={form.errors.email}
        />
        <button type="submit" class="button primary" aria-disabled={form.busy ? 'true' : undefined}>
          {words.sendLink}
        </button>
        <Notice text={form.message} />
      </form>
    </Screen>
  )
}

/** Mail scanners follow links, so only a press of the button uses the token up. */
export function OpenByMail(props: {
  arrival: { by: 'sign_in' | 'confirm'; token: string }
  words: DashboardWords
  onOpen: () => void
  onSpent: () => void
}) {
  const { words, arrival } = props
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')
  const confirming = arrival.by === 'confirm'
  const open = async () => {
    if (busy) return
    setBusy(true)
    setMessage('')
    const answer = await ask({ server: '' }, 'POST', '/v1/sessions', { token: arrival.token })
    setBusy(false)
    if (answer.ok) props.onOpen()
    else if (answer.problem.kind === 'refused') props.onSpent()
    else setMessage(problemText(answer.problem, words))
  }
  return (
    <Screen title={confirming ? words.confirmTitle : words.openTitle}>
      <p>{confirming ? words.confirmText : words.openText}</p>
      <button type="button" class="button primary" aria-disabled={busy ? 'true' : undefined} onClick={open}>
        {confirming ? words.confirm : words.open}
      </button>
      <Notice text={message} />
    </Screen>
  )
}
