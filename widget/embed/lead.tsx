/** Registering a lead: four answers, more when there is more to say, and a word on what happens next. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { framingScore } from '../../sdk/rules/framing.ts'
import { ask, newAttemptKey } from '../ui/api.ts'
import { writtenDate } from '../ui/dates.ts'
import { Field } from '../ui/field.tsx'
import { useForm, type Values } from '../ui/form.ts'
import { Check, Chevron, Dash } from '../ui/icons.tsx'
import { Notice } from '../ui/notice.tsx'
import { fill } from '../ui/strings.ts'
import type { Settings } from './element.ts'
import { FramingHint, whyText } from './framing.tsx'
import { type LeadField, leadFrom, optionalFields, requiredFields } from './lead-fields.ts'
import type { LeadWords } from './lead-strings.ts'

interface LeadAnswer {
  id: string
  /** Only for a partner we know: with a publishable key every answer is the same. */
  decideBy?: string
}

export interface LeadProps {
  settings: Settings
  words: LeadWords
  prospect: boolean
}

/** The same key as long as the same answers are sent: a repeat after a lost answer must not register twice. */
function useAttemptKey(): (content: string) => string {
  const last = useRef({ content: '', key: '' })
  return (content) => {
    if (last.current.content !== content) last.current = { content, key: newAttemptKey() }
    return last.current.key
  }
}

export function Lead(props: LeadProps) {
  const [done, setDone] = useState<{ answer: LeadAnswer; values: Values }>()
  const [round, setRound] = useState(0)
  return done ? (
    <Done
      {...props}
      {...done}
      again={() => {
        setDone(undefined)
        setRound(round + 1)
      }}
    />
  ) : (
    <LeadForm
      key={round}
      {...props}
      onDone={(answer, values) => setDone({ answer, values })}
      focus={round > 0}
    />
  )
}

function LeadForm({
  settings,
  words,
  prospect,
  onDone,
  focus,
}: LeadProps & { onDone: (answer: LeadAnswer, values: Values) => void; focus: boolean }) {
  const keyFor = useAttemptKey()
  const [heard, hear] = useState('')
  const own = (key: keyof LeadWords): string =>
    (prospect && (words as Record<string, string>)[`${key}Prospect`]) || words[key]

  const form = useForm<LeadAnswer>({
    words,
    lang: settings.lang,
    initial: {},
    send: async (values) => {
      const { consent, ...answers } = values
      const code = settings.token ? undefined : await settings.code()
      const body = {
        ...(code ? { code } : {}),
        ...leadFrom(answers),
        submittedBy: prospect ? 'prospect' : 'partner',
        ...(prospect ? { consent: consent === 'yes' } : {}),
      }
      const bearer = settings.token || settings.key
      return ask<LeadAnswer>(
        { server: settings.server, bearer },
        'POST',
        '/v1/leads',
        body,
        keyFor(JSON.stringify(body)),
      )
    },
    onDone: (answer, values) => {
      settings.emit('goodword:lead', { id: answer.id })
      onDone(answer, values)
    },
  })

  useEffect(() => {
    if (focus) form.goTo('company')
  }, [])

  const shown = (field: LeadField) => !(prospect && field.partnerOnly)
  const field = (one: LeadField, required: boolean) => (
    <Field
      key={one.name}
      {...one.more}
      // A browser offers the visitor's own data, which is wrong when a partner writes about somebody else.
      autocomplete={prospect ? one.more?.autocomplete : 'off'}
      name={one.name}
      label={own(one.label)}
      // The score's reasons are written to the partner; what must be there anyway needs none.
      help={prospect || (required && one.name !== 'need') ? undefined : whyText(one.name, words)}
      options={one.choices?.map((key) => [key, words[`${one.name}_${key}` as keyof LeadWords]] as const)}
      required={required}
      unmarked
      words={words}
      value={form.values[one.name] ?? ''}
      onValue={form.set}
      error={form.errors[one.name]}
    />
  )
  const lead = leadFrom(form.values)

  return (
    <form
      class="lead stack wide"
      ref={form.form}
      noValidate
      onSubmit={form.submit}
      onChange={() => !prospect && hear(fill(words.framingOf, framingScore(lead) as { score: number }))}
    >
      <header class="stack">
        <h2>{own('title')}</h2>
        <p class="muted">{own('intro')}</p>
      </header>
      <div class="stack wide">{requiredFields.map((one) => field(one, true))}</div>
      <details>
        <summary>
          <Chevron />
          <span>
            {words.more} <span class="optional">({words.optional})</span>
          </span>
        </summary>
        <div class="stack wide">{optionalFields.filter(shown).map((one) => field(one, false))}</div>
      </details>
      {!prospect && (
        <>
          <FramingHint lead={lead} words={words} goTo={form.goTo} />
          <span class="unseen" role="status">
            {heard && `${words.framing}: ${heard}`}
          </span>
        </>
      )}
      {prospect && (
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              name="consent"
              required
              checked={form.values.consent === 'yes'}
              aria-invalid={form.errors.consent ? 'true' : undefined}
              aria-describedby="consent-error"
              onChange={(event) => form.set('consent', event.currentTarget.checked ? 'yes' : '')}
            />
            <span>{words.consent}</span>
          </label>
          <p id="consent-error" class="error" aria-live="polite">
            {form.errors.consent && <Dash />}
            {form.errors.consent}
          </p>
        </div>
      )}
      <div class="stack">
        <button type="submit" class="button primary block" aria-disabled={form.busy ? 'true' : undefined}>
          {own('submit')}
        </button>
        <Notice text={form.message} />
      </div>
    </form>
  )
}

function Done(props: LeadProps & { answer: LeadAnswer; values: Values; again: () => void }) {
  const { answer, values, words, prospect, settings } = props
  const title = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => title.current?.focus(), [])
  const next = prospect
    ? fill(words.doneProspect, { email: values['contact.email'] ?? '' })
    : answer.decideBy
      ? fill(words.doneBy, { date: writtenDate(answer.decideBy, settings.lang) })
      : words.doneMail
  return (
    <div class="lead stack wide">
      <div class="stack">
        <h2 ref={title} tabIndex={-1} class="good">
          <Check />
          {prospect ? words.doneTitleProspect : fill(words.doneTitle, { company: values.company ?? '' })}
        </h2>
        <p>{next}</p>
      </div>
      <button type="button" class="button" onClick={props.again}>
        {prospect ? words.anotherProspect : words.another}
      </button>
    </div>
  )
}
