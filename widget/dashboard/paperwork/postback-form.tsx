/** One more address to call: where, and when. */
import { useId, useState } from 'preact/hooks'
import { ask } from '../../ui/api.ts'
import { Field } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.ts'
import { Chevron, Dash } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { wordFor } from '../commissions.tsx'
import type { CreatedPostback } from '../data.ts'
import type { PageProps } from './index.tsx'

/** Ticked at first: enough to keep books by. */
const usual = ['commission.created', 'commission.reversed', 'payout.paid']
const others = [
  'commission.payable',
  'commission.held',
  'payout.created',
  'payout.failed',
  'sale.recorded',
  'customer.bound',
  'lead.submitted',
  'lead.accepted',
  'lead.declined',
]

export function PostbackForm(props: PageProps & { onMade: (postback: CreatedPostback) => void }) {
  const { words, lang } = props
  const id = useId()
  const [events, setEvents] = useState(usual)
  const form = useForm<CreatedPostback>({
    words: { ...words, urlShape: words.postbackUrlShape },
    lang,
    initial: { url: '' },
    check: (): Record<string, string> => (events.length > 0 ? {} : { events: words.postbackEventsChoose }),
    send: ({ url }) => ask(props.connection, 'POST', '/v1/me/postbacks', { url: url?.trim(), events }),
    onDone: (made) => {
      form.set('url', '')
      setEvents(usual)
      props.onMade(made)
    },
  })
  const choice = (event: string) => (
    <label key={event} class="check">
      <input
        type="checkbox"
        name="events"
        value={event}
        checked={events.includes(event)}
        aria-describedby={form.errors.events ? 'events-error' : undefined}
        onChange={() => {
          form.set('events', '')
          setEvents((before) =>
            before.includes(event) ? before.filter((other) => other !== event) : [...before, event],
          )
        }}
      />
      <span>{wordFor(words, 'event', event)}</span>
    </label>
  )
  return (
    <section class="card stack wide" aria-labelledby={id}>
      <h2 id={id}>{words.addPostback}</h2>
      <form class="stack wide" ref={form.form} noValidate onSubmit={form.submit}>
        <Field
          name="url"
          type="url"
          label={words.postbackUrl}
          help={words.postbackUrlHelp}
          words={words}
          value={form.values.url ?? ''}
          onValue={form.set}
          error={form.errors.url}
          maxLength={2000}
          required
        />
        <fieldset class="field" aria-describedby={form.errors.events ? 'events-error' : undefined}>
          <legend>{words.postbackEvents}</legend>
          {usual.map(choice)}
          <details>
            <summary>
              <Chevron />
              {words.moreEvents}
            </summary>
            {others.map(choice)}
          </details>
          <p id="events-error" class="error" aria-live="polite">
            {form.errors.events && <Dash />}
            {form.errors.events}
          </p>
        </fieldset>
        <button type="submit" class="button primary" aria-disabled={form.busy ? 'true' : undefined}>
          {words.savePostback}
        </button>
        <Notice text={form.message} />
      </form>
    </section>
  )
}
