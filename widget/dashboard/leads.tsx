/** What happened to each lead, step by step, and until when the next answer is due. */
import { useId } from 'preact/hooks'
import { type Answer, problemText } from '../ui/api.ts'
import { writtenDate } from '../ui/dates.ts'
import { Chevron } from '../ui/icons.tsx'
import { Notice } from '../ui/notice.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import { fill } from '../ui/strings.ts'
import type { Page } from '../ui/wire.ts'
import { wordFor } from './commissions.tsx'
import type { LeadShown } from './data.ts'
import type { DashboardWords } from './strings.ts'

const tones: Record<string, Tone> = {
  accepted: 'good',
  declined: 'stop',
  withdrawn: 'stop',
  expired: 'stop',
}

const open = ['submitted', 'in_review']

export function Leads(props: {
  leads: Answer<Page<LeadShown>>
  words: DashboardWords
  lang: string
  onReload: () => void
}) {
  const { leads, words, lang } = props
  const id = useId()
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.leadsTitle}</h2>
      {!leads.ok && (
        <Notice text={problemText(leads.problem, words)}>
          <button type="button" class="button" onClick={props.onReload}>
            {words.retry}
          </button>
        </Notice>
      )}
      {leads.ok && leads.value.data.length === 0 && <p>{words.leadsEmpty}</p>}
      <ul class="entries">
        {leads.ok &&
          leads.value.data.map((lead) => (
            <li key={lead.id} class="entry">
              <div class="entry-head">
                <strong>{lead.company}</strong>
                <Status tone={tones[lead.status] ?? 'wait'} word={wordFor(words, 'lead', lead.status)} />
              </div>
              <p class="muted date">
                {fill(lead.submittedBy === 'prospect' ? words.leadBy_prospect : words.leadBy_partner, {
                  date: writtenDate(lead.createdAt, lang),
                })}
                {lead.framing && ` · ${fill(words.framing, { score: lead.framing.score })}`}
              </p>
              {lead.decideBy && open.includes(lead.status) && (
                <p>{fill(words.decideBy, { date: writtenDate(lead.decideBy, lang) })}</p>
              )}
              {lead.timeline.length > 0 && (
                <details>
                  <summary>
                    <Chevron />
                    <span>
                      {words.whatHappened}
                      <span class="unseen">: {lead.company}</span>
                    </span>
                  </summary>
                  <ol class="timeline">
                    {lead.timeline.map((step) => (
                      <li key={step.at + step.status}>
                        <span class="muted date">{writtenDate(step.at, lang)}</span>
                        <p>{step.text}</p>
                      </li>
                    ))}
                  </ol>
                </details>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}
