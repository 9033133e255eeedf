/** The partner's links with copy and clicks, and a form for one more. */
import { useId, useRef, useState } from 'preact/hooks'
import { normaliseCode } from '../../sdk/rules/codes.ts'
import { type Answer, ask, type Connection, newAttemptKey, problemText } from '../ui/api.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Field } from '../ui/field.tsx'
import { useForm } from '../ui/form.ts'
import { Chevron } from '../ui/icons.tsx'
import { Notice } from '../ui/notice.tsx'
import { counted, fill } from '../ui/strings.ts'
import type { LinkShown, Page } from '../ui/wire.ts'
import type { DashboardWords } from './strings.ts'

interface LinksProps {
  links: Answer<Page<LinkShown>>
  website: string
  connection: Connection
  words: DashboardWords
  lang: string
  onReload: () => void
}

/** An address without the part that everybody knows. */
export const shortAddress = (address: string): string =>
  address.replace(/^https?:\/\//, '').replace(/\/$/, '')

export function Links(props: LinksProps) {
  const { links, words, lang } = props
  const id = useId()
  const [made, setMade] = useState<LinkShown[]>([])
  const known = links.ok ? links.value.data : []
  // Until the next refresh brings them, links made here are shown first.
  const all = [...made.filter((one) => !known.some((other) => other.id === one.id)), ...known]
  return (
    <section class="card stack wide" aria-labelledby={id}>
      <h2 id={id}>{words.linksTitle}</h2>
      {!links.ok && (
        <Notice text={problemText(links.problem, words)}>
          <button type="button" class="button" onClick={props.onReload}>
            {words.retry}
          </button>
        </Notice>
      )}
      {links.ok && all.length === 0 && <p>{words.noLinks}</p>}
      {all.length > 0 && (
        <>
          <ul class="entries">
            {all.map((link) => (
              <li key={link.id} class="link-row">
                <div class="what">
                  <strong>{shortAddress(link.url)}</strong>
                  <p class="muted date">
                    <span class="amount">{counted(words, 'linkClicks', link.clicks ?? 0, lang)}</span>
                    {' · '}
                    {fill(words.leadsTo, { destination: shortAddress(link.destination) })}
                  </p>
                </div>
                <CopyButton text={link.url} label={words.copy} about={shortAddress(link.url)} words={words} />
              </li>
            ))}
          </ul>
          <p class="muted">{words.disclosure}</p>
        </>
      )}
      <NewLink {...props} open={links.ok && all.length === 0} onMade={(link) => setMade([link, ...made])} />
    </section>
  )
}

function NewLink(props: LinksProps & { open: boolean; onMade: (link: LinkShown) => void }) {
  const { words, lang, website } = props
  const fold = useRef<HTMLDetailsElement>(null)
  const [madeOne, setMadeOne] = useState(false)
  const attempt = useRef({ content: '', key: '' })
  const form = useForm<LinkShown>({
    words,
    lang,
    initial: { destination: website, code: '' },
    fieldOfCode: { code_taken: 'code', destination_not_allowed: 'destination' },
    check: (values): Record<string, string> =>
      values.code && normaliseCode(values.code) === null ? { code: words.codeShape } : {},
    send: (values) => {
      const code = normaliseCode(values.code ?? '')
      const body = { destination: values.destination?.trim(), ...(code ? { code } : {}) }
      const content = JSON.stringify(body)
      if (attempt.current.content !== content) attempt.current = { content, key: newAttemptKey() }
      return ask<LinkShown>(props.connection, 'POST', '/v1/links', body, attempt.current.key)
    },
    onDone: (link) => {
      attempt.current = { content: '', key: '' }
      form.set('code', '')
      setMadeOne(true)
      if (fold.current) fold.current.open = false
      fold.current?.querySelector('summary')?.focus()
      props.onMade(link)
    },
  })
  return (
    <>
      <details ref={fold} open={props.open}>
        <summary>
          <Chevron />
          {words.newLink}
        </summary>
        <form class="stack wide" ref={form.form} noValidate onSubmit={form.submit}>
          <Field
            name="destination"
            type="url"
            label={words.destination}
            help={fill(words.destinationHelp, { website: shortAddress(website) })}
            required
            words={words}
            value={form.values.destination ?? ''}
            onValue={form.set}
            error={form.errors.destination}
          />
          <Field
            name="code"
            label={words.code}
            help={words.codeHelp}
            maxLength={64}
            words={words}
            value={form.values.code ?? ''}
            onValue={form.set}
            error={form.errors.code}
          />
          {form.suggestions.length > 0 && (
            <fieldset class="row">
              <legend>{words.free}</legend>
              {form.suggestions.map((code) => (
                <button key={code} type="button" class="button" onClick={() => form.set('code', code)}>
                  {code}
                </button>
              ))}
            </fieldset>
          )}
          <button type="submit" class="button primary" aria-disabled={form.busy ? 'true' : undefined}>
            {words.makeLink}
          </button>
          <Notice text={form.message} />
        </form>
      </details>
      <Notice text={madeOne ? words.linkMade : ''} good />
    </>
  )
}
