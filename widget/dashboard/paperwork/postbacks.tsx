/** Addresses of the partner's own tools: which are called, how each answers, and one more. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { type Answer, ask, problemText } from '../../ui/api.ts'
import { CopyField } from '../../ui/copy.tsx'
import { Chevron } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { wordFor } from '../commissions.tsx'
import type { CreatedPostback, Postback } from '../data.ts'
import { Frame } from './frame.tsx'
import type { PageProps } from './index.tsx'
import { PostbackEntry } from './postback.tsx'
import { PostbackForm } from './postback-form.tsx'
import type { PaperworkWords } from './strings.ts'

const mostPostbacks = 5

export function PostbacksPage(props: PageProps) {
  const { words, connection } = props
  const [list, setList] = useState<Answer<{ data: Postback[] }>>()
  const [made, setMade] = useState<CreatedPostback>()
  const [said, say] = useState('')
  const title = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const fetchAll = () => ask<{ data: Postback[] }>(connection, 'GET', '/v1/me/postbacks')
  const load = async () => setList(await fetchAll())
  /** What is shown stays when the answer does not come. */
  const refresh = async () => {
    const fresh = await fetchAll()
    if (fresh.ok) setList(fresh)
  }
  useEffect(() => {
    load()
  }, [])
  const all = list?.ok ? list.value.data : []
  const edit = (work: (before: Postback[]) => Postback[]) =>
    setList((before) => (before?.ok ? { ok: true, value: { data: work(before.value.data) } } : before))
  return (
    <Frame {...props} title={words.toolsTitle}>
      <p>{words.postbacksIntro}</p>
      <HowItWorks words={words} />
      {!list && (
        <p class="muted" role="status">
          {words.partLoading}
        </p>
      )}
      {list && !list.ok && (
        <Notice text={problemText(list.problem, words)}>
          <button type="button" class="button" onClick={load}>
            {words.retry}
          </button>
        </Notice>
      )}
      {list?.ok && (
        <>
          <section class="card stack" aria-labelledby={id}>
            <h2 id={id} ref={title} tabIndex={-1}>
              {words.postbacksTitle}
            </h2>
            <Notice text={said} good />
            {made && all.some((one) => one.id === made.id) && <Secret made={made} words={words} />}
            {all.length === 0 && <p>{words.postbacksNone}</p>}
            <ul class="entries">
              {all.map((one) => (
                <PostbackEntry
                  key={one.id}
                  {...props}
                  postback={one}
                  onChange={(changed) =>
                    edit((before) => before.map((other) => (other.id === changed.id ? changed : other)))
                  }
                  onWork={() => say('')}
                  onTested={refresh}
                  onDeleted={() => {
                    edit((before) => before.filter((other) => other.id !== one.id))
                    say(words.deleted)
                    // The button that was pressed is gone.
                    title.current?.focus()
                  }}
                />
              ))}
            </ul>
          </section>
          {all.length < mostPostbacks ? (
            <PostbackForm
              {...props}
              onMade={(created) => {
                const { secret: _shownApart, ...postback } = created
                edit((before) => [...before, postback])
                setMade(created)
                say(words.postbackAdded)
                title.current?.focus()
              }}
            />
          ) : (
            <p class="muted">{words.mostPostbacks}</p>
          )}
        </>
      )}
    </Frame>
  )
}

function Secret({ made, words }: { made: CreatedPostback; words: PaperworkWords }) {
  return (
    <div class="stack">
      <h3>{words.postbackSecret}</h3>
      <p>{words.postbackSecretText}</p>
      <CopyField text={made.secret} name={words.postbackSecret} words={words} />
    </div>
  )
}

const macros = [
  'event_id',
  'event',
  'status',
  'amount',
  'amount_minor',
  'currency',
  'commission_id',
  'sale_id',
  'customer_id',
  'lead_id',
  'payout_id',
  'timestamp',
]

const example =
  'https://track.example.com/in?id={event_id}&status={status}&amount={amount}&currency={currency}'

function HowItWorks({ words }: { words: PaperworkWords }) {
  return (
    <details>
      <summary>
        <Chevron />
        {words.howTitle}
      </summary>
      <div class="stack">
        <p>{words.howCall}</p>
        <CopyField text={example} name={words.howExample} words={words} />
        <p>{words.howMacros}</p>
        <dl class="macros">
          {macros.map((name) => (
            <div key={name}>
              <dt>
                <code>{`{${name}}`}</code>
              </dt>
              <dd>{wordFor(words, 'macro', name)}</dd>
            </div>
          ))}
        </dl>
        <p>{words.howSafe}</p>
      </div>
    </details>
  )
}
