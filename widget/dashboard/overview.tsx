/** The page itself: the answer first, then what it is made of, then what to do next. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Answer, type Connection, problemText } from '../ui/api.ts'
import { CopyField } from '../ui/copy.tsx'
import { writtenDate } from '../ui/dates.ts'
import { Notice } from '../ui/notice.tsx'
import { counted, fill } from '../ui/strings.ts'
import type { PlanTermsShown } from '../ui/wire.ts'
import { BalanceBlock, whyHeld } from './balance.tsx'
import { Commissions } from './commissions.tsx'
import type { Everything, Me, Summary } from './data.ts'
import { GettingPaid } from './getting-paid.tsx'
import { Leads } from './leads.tsx'
import { Links } from './links.tsx'
import { Payouts } from './payouts.tsx'
import { address } from './place.ts'
import { hasPapers, Statements } from './statements.tsx'
import type { DashboardWords } from './strings.ts'
import { Trend } from './trend.tsx'

export interface OverviewProps {
  words: DashboardWords
  lang: string
  me: Me
  summary: Summary
  all: Everything
  connection: Connection
  /** The part that was open before, as its fragment; empty at first. */
  cameFrom: string
  onReload: () => void
  onShown: (commissions: number) => void
  /** Only with a session; a token ends by itself. */
  onSignOut: (() => Promise<Answer<unknown>>) | undefined
}

/** Who comes back is put where it left: on the link that it followed. */
function linkTo(fragment: string): HTMLElement | null {
  const link = fragment ? document.querySelector<HTMLElement>(`main a[href="${fragment}"]`) : null
  const fold = link?.closest('details')
  if (fold) fold.open = true
  return link
}

function Top({ me, all, words, cameFrom, onSignOut }: OverviewProps) {
  const [message, setMessage] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => (linkTo(cameFrom) ?? heading.current)?.focus(), [])
  return (
    <header class="top">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {fill(words.greeting, { name: me.partner.name || me.partner.email })}
        </h1>
        <p class="muted">{me.program.name}</p>
      </div>
      <nav class="row" aria-label={words.onThisPage}>
        {all.statements.ok && hasPapers(all.statements.value) && (
          <a class="button plain" href="#months">
            {words.statementsTitle}
          </a>
        )}
        <a class="button plain" href="#payee">
          {words.payeeTitle}
        </a>
      </nav>
      {onSignOut && (
        <button
          type="button"
          class="button plain"
          onClick={async () => {
            const answer = await onSignOut()
            if (!answer.ok) setMessage(problemText(answer.problem, words))
          }}
        >
          {words.signOut}
        </button>
      )}
      <Notice text={message} />
    </header>
  )
}

function Terms({ plan, words }: { plan: PlanTermsShown; words: DashboardWords }) {
  const id = useId()
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{fill(words.termsTitle, { plan: plan.name })}</h2>
      <ul class="stack">
        {plan.terms.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p class="muted">{fill(words.termsVersion, { version: plan.version })}</p>
    </section>
  )
}

/** Most never need it, so it is one sentence and the way there. */
function OwnTools({ words }: { words: DashboardWords }) {
  const id = useId()
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.toolsTitle}</h2>
      <p>{words.toolsText}</p>
      <p>
        <a class="button" href={address.postbacks}>
          {words.toolsOpen}
        </a>
      </p>
    </section>
  )
}

export function Overview(props: OverviewProps) {
  const { words, lang, me, summary, all } = props
  const commissions = all.commissions.ok ? all.commissions.value : null
  const balances = summary.balances?.length ? summary.balances : [summary]
  const firstLink = all.links.ok ? all.links.value.data[0] : undefined
  const nothingYet = summary.sales === 0 && balances.every((one) => one.earned === 0 && one.paid === 0)
  return (
    <div class="page">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      {me.program.mode === 'test' && <p class="test-mode">{words.testMode}</p>}
      <Top {...props} />
      <main id="main" tabIndex={-1}>
        {balances.map((balance) => (
          <BalanceBlock
            key={balance.currency}
            balance={balance}
            from={
              balances.length === 1 && summary.sales > 0
                ? fill(words.from, {
                    clicks: counted(words, 'fromClicks', summary.clicks, lang),
                    sales: counted(words, 'fromSales', summary.sales, lang),
                  })
                : ''
            }
            why={whyHeld(balance, commissions, me.program.holdDays, words, lang)}
            words={words}
            lang={lang}
          />
        ))}
        {nothingYet && firstLink && (
          <section class="card stack">
            <h2>{words.emptyTitle}</h2>
            <p>{words.emptyText}</p>
            <CopyField text={firstLink.url} name={words.yourLink} words={words} primary />
          </section>
        )}
        <div class="columns">
          <Trend summary={summary} words={words} lang={lang} />
          <Links
            links={all.links}
            website={me.program.website}
            connection={props.connection}
            words={words}
            lang={lang}
            onReload={props.onReload}
          />
        </div>
        <div class="columns">
          <Commissions
            first={all.commissions}
            connection={props.connection}
            words={words}
            lang={lang}
            onReload={props.onReload}
            onShown={props.onShown}
          />
          <div class="column">
            <Leads leads={all.leads} words={words} lang={lang} onReload={props.onReload} />
            {all.payouts.ok && <Payouts payouts={all.payouts.value.data} words={words} lang={lang} />}
            <Statements
              statements={all.statements}
              now={me.now}
              words={words}
              lang={lang}
              onReload={props.onReload}
            />
            <GettingPaid
              details={all.details}
              profile={all.profile}
              now={me.now}
              words={words}
              lang={lang}
              onReload={props.onReload}
            />
            <OwnTools words={words} />
            {me.plan && <Terms plan={me.plan} words={words} />}
          </div>
        </div>
      </main>
      <footer class="muted">{fill(words.asOf, { date: writtenDate(me.now, lang) })}</footer>
    </div>
  )
}
