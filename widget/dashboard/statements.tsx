/** The months that have a statement, newest first, each leading to its page. Left out until there is one. */
import { useId } from 'preact/hooks'
import { type Answer, problemText } from '../ui/api.ts'
import { writtenMonth } from '../ui/dates.ts'
import { Chevron } from '../ui/icons.tsx'
import { Notice } from '../ui/notice.tsx'
import { fill } from '../ui/strings.ts'
import type { StatementList } from './data.ts'
import { address } from './place.ts'
import type { DashboardWords } from './strings.ts'

/** Half a year is what people look for; the rest is one press away. */
const shownAtOnce = 6

interface Paper {
  month: string
  href: string
  label: 'statementOf' | 'pricesOf'
  running: boolean
}

/** Both kinds in one list; of one month, commissions come first. */
export function papersOf(list: StatementList, now: string): Paper[] {
  const papers: Paper[] = [
    ...list.data.map(({ period }) => ({
      month: period,
      href: address.statement(period),
      label: 'statementOf' as const,
      running: now.startsWith(period),
    })),
    ...list.prices.map(({ month, status }) => ({
      month,
      href: address.prices(month),
      label: 'pricesOf' as const,
      running: status === 'draft',
    })),
  ]
  return papers.sort((a, b) => b.month.localeCompare(a.month))
}

export const hasPapers = ({ data, prices }: StatementList): boolean => data.length + prices.length > 0

export function Statements(props: {
  statements: Answer<StatementList>
  now: string
  words: DashboardWords
  lang: string
  onReload: () => void
}) {
  const { statements, words, lang } = props
  const id = useId()
  if (statements.ok && !hasPapers(statements.value)) return null
  const papers = statements.ok ? papersOf(statements.value, props.now) : []
  const row = (paper: Paper) => (
    <li key={paper.href}>
      <a class="month" href={paper.href}>
        <span>{fill(words[paper.label], { month: writtenMonth(paper.month, lang) })}</span>
        {paper.running && <span class="muted">{words.soFar}</span>}
        <Chevron />
      </a>
    </li>
  )
  return (
    <section id="months" class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.statementsTitle}</h2>
      {!statements.ok && (
        <Notice text={problemText(statements.problem, words)}>
          <button type="button" class="button" onClick={props.onReload}>
            {words.retry}
          </button>
        </Notice>
      )}
      <ul class="months">{papers.slice(0, shownAtOnce).map(row)}</ul>
      {papers.length > shownAtOnce && (
        <details>
          <summary>
            <Chevron />
            {words.earlierMonths}
          </summary>
          <ul class="months">{papers.slice(shownAtOnce).map(row)}</ul>
        </details>
      )}
    </section>
  )
}
