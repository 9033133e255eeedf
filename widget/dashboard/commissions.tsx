/** Every commission with its state in a word and how it was worked out, newest first. */
import { useEffect, useId, useState } from 'preact/hooks'
import { type Answer, type Connection, problemText } from '../ui/api.ts'
import { writtenDate } from '../ui/dates.ts'
import { Money } from '../ui/money.tsx'
import { Notice } from '../ui/notice.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import { counted } from '../ui/strings.ts'
import type { Page } from '../ui/wire.ts'
import { type Commission, moreCommissions } from './data.ts'
import type { DashboardWords } from './strings.ts'

const tones: Record<string, Tone> = {
  held: 'wait',
  payable: 'good',
  in_payout: 'wait',
  paid: 'good',
  void: 'stop',
}

/** A word from the catalogue for a value of the wire; one we do not know yet is shown as it came. */
export const wordFor = (words: DashboardWords, prefix: string, value: string): string =>
  (words as Record<string, string>)[`${prefix}_${value}`] ?? value.replaceAll('_', ' ')

/** Kinds that their explanation does not name. */
export const labelled = new Set(['override', 'clawback', 'rebate'])

function Line({ one, words, lang }: { one: Commission; words: DashboardWords; lang: string }) {
  return (
    <li class="entry">
      <div class="entry-head">
        <div class="what">
          <span class="date">
            {writtenDate(one.kind === 'earned' ? one.saleOccurredAt : one.createdAt, lang)}
          </span>
          <Status tone={tones[one.status] ?? 'wait'} word={wordFor(words, 'status', one.status)} />
        </div>
        <strong class="sum">
          <Money amountMinor={one.amount} currency={one.currency} />
        </strong>
      </div>
      <p>
        {labelled.has(one.kind) && <strong>{wordFor(words, 'kind', one.kind)}. </strong>}
        {one.explanation}
      </p>
      {one.heldBecause && <p>{one.heldBecause}</p>}
    </li>
  )
}

export function Commissions(props: {
  first: Answer<Page<Commission>>
  connection: Connection
  words: DashboardWords
  lang: string
  onReload: () => void
  onShown: (count: number) => void
}) {
  const { first, words, lang } = props
  const id = useId()
  const [more, setMore] = useState<Page<Commission> | null>(null)
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')
  // A refresh brings everything shown so far again.
  useEffect(() => setMore(null), [first])

  const start = first.ok ? first.value : { data: [], nextCursor: null }
  const data = [...start.data, ...(more?.data ?? [])]
  const cursor = more ? more.nextCursor : start.nextCursor
  useEffect(() => props.onShown(data.length), [data.length])

  const showMore = async () => {
    if (busy || !cursor) return
    setBusy(true)
    const answer = await moreCommissions(props.connection, cursor)
    setBusy(false)
    setMessage(answer.ok ? '' : problemText(answer.problem, words))
    if (answer.ok) setMore({ ...answer.value, data: [...(more?.data ?? []), ...answer.value.data] })
  }

  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.commissionsTitle}</h2>
      {!first.ok && (
        <Notice text={problemText(first.problem, words)}>
          <button type="button" class="button" onClick={props.onReload}>
            {words.retry}
          </button>
        </Notice>
      )}
      {first.ok && data.length === 0 && <p>{words.commissionsEmpty}</p>}
      {data.length > 0 && (
        <>
          <ol class="entries">
            {data.map((one) => (
              <Line key={one.id} one={one} words={words} lang={lang} />
            ))}
          </ol>
          <div class="row between">
            <p class="muted" role="status">
              {counted(words, cursor ? 'shownOf' : 'shownAll', data.length, lang)}
            </p>
            {cursor && (
              <button
                type="button"
                class="button"
                aria-disabled={busy ? 'true' : undefined}
                onClick={showMore}
              >
                {words.showMore}
              </button>
            )}
          </div>
        </>
      )}
      <Notice text={message} />
    </section>
  )
}
