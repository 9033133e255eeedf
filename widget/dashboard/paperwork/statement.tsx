/** One month's statement as a document: both parties, what moved the balance and why, and what it came to. */
import { countryName } from '../../ui/countries.ts'
import { writtenDate, writtenMonth } from '../../ui/dates.ts'
import { Money } from '../../ui/money.tsx'
import { fill } from '../../ui/strings.ts'
import { labelled, wordFor } from '../commissions.tsx'
import type { Statement } from '../data.ts'
import { address } from '../place.ts'
import { Fetched } from './fetched.tsx'
import { Actions, Frame } from './frame.tsx'
import type { PageProps } from './index.tsx'
import type { PaperworkWords } from './strings.ts'
import { Sums } from './sums.tsx'

type Party = Statement['partner']
type Balance = Statement['balances'][number]
type Line = Statement['lines'][number]

export function StatementPage(props: PageProps & { month: string }) {
  const { words, lang, month } = props
  const path = `/v1/me/statements/${month}`
  return (
    <Frame {...props} title={fill(words.statementTitle, { month: writtenMonth(month, lang) })}>
      <Fetched<Statement> {...props} path={path}>
        {(statement) => (
          <>
            <Actions {...props} path={path} file={fill(words.statementFile, { month })} />
            <StatementDocument {...props} statement={statement} />
          </>
        )}
      </Fetched>
    </Frame>
  )
}

function StatementDocument(props: PageProps & { statement: Statement }) {
  const { words, lang, me, statement } = props
  const { balances, period } = statement
  return (
    <article class="card document">
      <p class="muted">
        {me.program.name}
        <br />
        {fill(words.number, { number: statement.number })}
      </p>
      {!statement.closed && (
        <p>
          {fill(words.periodRunning, {
            month: writtenMonth(period, lang),
            date: writtenDate(me.now, lang),
          })}
        </p>
      )}
      <div class="parties">
        <PartyBlock party={statement.vendor} title={words.paidBy} words={words} lang={lang}>
          <p>{fill(words.noVendor, { program: me.program.name })}</p>
        </PartyBlock>
        <PartyBlock party={statement.partner} title={words.paidTo2} words={words} lang={lang}>
          <p>
            {words.noPartner} <a href={address.payee}>{words.addParty}</a>
          </p>
        </PartyBlock>
      </div>
      {statement.selfBilling && <p>{statement.selfBilling}</p>}
      {balances.length === 0 && <p>{words.nothingMoved}</p>}
      {balances.map((balance) => (
        <CurrencyPart key={balance.currency} {...props} balance={balance} alone={balances.length === 1} />
      ))}
    </article>
  )
}

function PartyBlock(props: {
  party: Party
  title: string
  words: PaperworkWords
  lang: string
  children: preact.ComponentChildren
}) {
  const { party, words } = props
  return (
    <section>
      <h2>{props.title}</h2>
      {party ? (
        <address>
          <strong>{party.legalName}</strong>
          <span class="lines">{party.address}</span>
          <span>{countryName(party.country, props.lang)}</span>
          {party.taxId && <span>{fill(words.taxId, { id: party.taxId })}</span>}
        </address>
      ) : (
        props.children
      )}
    </section>
  )
}

/** The last day of a month like `2026-11`. */
const lastDay = (month: string): number => Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)

function CurrencyPart(props: PageProps & { statement: Statement; balance: Balance; alone: boolean }) {
  const { words, lang, statement, balance } = props
  const { currency } = balance
  const lines = statement.lines.filter((line) => line.currency === currency)
  const moved = balance.earned + balance.payouts
  const closing = statement.closed
    ? fill(words.closing, { date: writtenDate(lastDay(statement.period), lang) })
    : words.closingNow
  return (
    <section class="stack wide">
      {!props.alone && <h2>{fill(words.inCurrency, { currency })}</h2>}
      <Sums
        currency={currency}
        rows={[
          [fill(words.opening, { date: writtenDate(`${statement.period}-01`, lang) }), balance.opening],
          [words.earnedInMonth, balance.earned],
          [words.paidOut, balance.payouts],
        ]}
        answer={[closing, balance.closing]}
      />
      {lines.length > 0 && (
        <table class="lines-table">
          <caption>{words.linesTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col" class="number">
                {words.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.id + line.kind} line={line} words={words} lang={lang} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.linesTotal}</th>
              <td class="number">
                <Money amountMinor={moved} currency={currency} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      {statement.moreLines && (
        <p class="muted">{fill(words.moreLines, { n: statement.lines.length.toLocaleString(lang) })}</p>
      )}
    </section>
  )
}

function Row({ line, words, lang }: { line: Line; words: PaperworkWords; lang: string }) {
  const payout = line.kind.startsWith('payout')
  return (
    <tr>
      <td>
        <div class="line">
          <span class="date muted">{writtenDate(line.at, lang)}</span>
          <div>
            <p>
              {(labelled.has(line.kind) || line.kind === 'adjustment') && (
                <strong>{wordFor(words, 'kind', line.kind)}. </strong>
              )}
              {line.explanation}
            </p>
            {line.subject && (
              <p class="muted">{fill(payout ? words.payoutOf : words.saleOf, { subject: line.subject })}</p>
            )}
          </div>
        </div>
      </td>
      <td class="number">
        <Money amountMinor={line.amount} currency={line.currency} />
      </td>
    </tr>
  )
}
