/** Where to pay: the way first, then what that way needs. A change waits, and the page says why and until when. */
import { useId, useRef, useState } from 'preact/hooks'
import { ask } from '../../ui/api.ts'
import { writtenDate } from '../../ui/dates.ts'
import { Field } from '../../ui/field.tsx'
import { useForm, type Values } from '../../ui/form.ts'
import { Chevron, Dash } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Status } from '../../ui/status.tsx'
import { fill } from '../../ui/strings.ts'
import { wordFor } from '../commissions.tsx'
import type { Details } from '../data.ts'
import type { PageProps } from './index.tsx'
import type { PaperworkWords } from './strings.ts'

const methods = ['paypal', 'wise', 'bank', 'other'] as const

/** What each way needs, by the names of the API. */
const fieldsOf: Record<string, readonly string[]> = {
  paypal: ['email'],
  wise: ['email'],
  bank: ['name', 'iban', 'bic'],
  other: ['instructions'],
}

const empty: Values = { method: '', email: '', name: '', iban: '', bic: '', instructions: '' }

/** Only what belongs to the chosen way is sent; what was typed for another stays in its field. */
export function detailsBody(values: Values): Record<string, string> {
  const method = values.method ?? ''
  const given = (fieldsOf[method] ?? []).map((name) => [name, values[name]?.trim() ?? ''] as const)
  return { method, ...Object.fromEntries(given.filter(([, value]) => value !== '')) }
}

type Stored = NonNullable<Details>

export function DetailsForm(props: PageProps & { details: Details; onSaved: (details: Stored) => void }) {
  const { words, lang, details } = props
  const id = useId()
  const fold = useRef<HTMLDetailsElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const [said, say] = useState('')
  const date = details ? writtenDate(details.usableFrom, lang) : ''
  const form = useForm<Stored>({
    words,
    lang,
    initial: empty,
    check: (values): Record<string, string> => (values.method ? {} : { method: words.chooseMethod }),
    send: (values) => ask(props.connection, 'PUT', '/v1/me/payout-details', detailsBody(values)),
    onDone: (saved) => {
      for (const [name, value] of Object.entries(empty)) form.set(name, value)
      if (fold.current) fold.current.open = false
      // The form is folded away: the person is taken to what it came to.
      title.current?.focus()
      say(outcome(details, saved, words, lang))
      props.onSaved(saved)
    },
  })
  const fields = (
    <form class="stack wide" ref={form.form} noValidate onSubmit={form.submit}>
      <p class="muted">{words.detailsIntro}</p>
      <MethodChoice
        chosen={form.values.method ?? ''}
        choose={(method) => form.set('method', method)}
        error={form.errors.method}
        words={words}
      />
      <MethodFields {...props} form={form} />
      <button type="submit" class="button primary" aria-disabled={form.busy ? 'true' : undefined}>
        {words.saveDetails}
      </button>
      <Notice text={form.message} />
    </form>
  )
  return (
    <section class="card stack wide" aria-labelledby={id}>
      <h2 id={id} ref={title} tabIndex={-1}>
        {words.detailsTitle}
      </h2>
      <Notice text={said} good />
      {details && (
        <p>
          {fill(words.detailsNow, { method: wordFor(words, 'method', details.method), hint: details.hint })}
        </p>
      )}
      {details && details.usableFrom > props.me.now && !said && (
        <div>
          <Status tone="wait" word={fill(words.waitTitle, { date })} />
          <p>{words.waitText}</p>
        </div>
      )}
      {details ? (
        <details ref={fold}>
          <summary>
            <Chevron />
            {words.detailsChange}
          </summary>
          {fields}
        </details>
      ) : (
        fields
      )}
    </section>
  )
}

/** What saving came to, in words. */
function outcome(before: Details, saved: Stored, words: PaperworkWords, lang: string): string {
  if (before && before.changedAt === saved.changedAt) return words.detailsSame
  if (saved.usableFrom <= saved.changedAt) return words.detailsSaved
  return fill(words.detailsSavedWait, { date: writtenDate(saved.usableFrom, lang) })
}

function MethodChoice(props: {
  chosen: string
  choose: (method: string) => void
  error: string | undefined
  words: PaperworkWords
}) {
  const { words, error } = props
  return (
    <fieldset class="field" aria-describedby={error ? 'method-error' : undefined}>
      <legend>{words.method}</legend>
      {methods.map((method) => (
        <label key={method} class="check">
          <input
            type="radio"
            name="method"
            value={method}
            checked={props.chosen === method}
            aria-describedby={error ? 'method-error' : undefined}
            onChange={() => props.choose(method)}
          />
          <span>{words[`option_${method}`]}</span>
        </label>
      ))}
      <p id="method-error" class="error" aria-live="polite">
        {error && <Dash />}
        {error}
      </p>
    </fieldset>
  )
}

function MethodFields(props: PageProps & { form: ReturnType<typeof useForm<Stored>> }) {
  const { words, form } = props
  const { method } = form.values
  const field = (name: string) => ({
    name,
    words,
    value: form.values[name] ?? '',
    onValue: form.set,
    error: form.errors[name],
  })
  if (method === 'paypal' || method === 'wise') {
    return (
      <Field
        {...field('email')}
        type="email"
        label={words[`accountEmail_${method}`]}
        autocomplete="email"
        required
      />
    )
  }
  if (method === 'bank') {
    return (
      <>
        <Field
          {...field('name')}
          label={words.holder}
          help={words.holderHelp}
          autocomplete="name"
          maxLength={140}
          required
        />
        <Field {...field('iban')} label={words.iban} help={words.ibanHelp} maxLength={50} required />
        <Field {...field('bic')} label={words.bic} help={words.bicHelp} maxLength={20} />
      </>
    )
  }
  if (method !== 'other') return null
  return (
    <Field
      {...field('instructions')}
      label={words.instructions}
      help={fill(words.instructionsHelp, { program: props.me.program.name })}
      long
      maxLength={500}
      required
    />
  )
}
