/** What resale or managed units cost in a month, line by line. No invoice: that is the vendor's to write. */
import { writtenDate, writtenMonth } from '../../ui/dates.ts'
import { Money } from '../../ui/money.tsx'
import { fill } from '../../ui/strings.ts'
import type { PriceStatement } from '../data.ts'
import { Fetched } from './fetched.tsx'
import { Actions, Frame } from './frame.tsx'
import type { PageProps } from './index.tsx'
import { Sums } from './sums.tsx'

type Total = PriceStatement['totals'][number]
type Line = PriceStatement['lines'][number]

export function PricesPage(props: PageProps & { month: string }) {
  const { words, lang, month } = props
  const path = `/v1/me/price-statements/${month}`
  return (
    <Frame {...props} title={fill(words.pricesTitle, { month: writtenMonth(month, lang) })}>
      <Fetched<PriceStatement> {...props} path={path}>
        {(statement) => (
          <>
            <Actions {...props} path={path} file={fill(words.pricesFile, { month })} />
            <PricesDocument {...props} statement={statement} />
          </>
        )}
      </Fetched>
    </Frame>
  )
}

function PricesDocument(props: PageProps & { statement: PriceStatement }) {
  const { words, lang, me, statement } = props
  const { closedAt, totals, lines, month } = statement
  return (
    <article class="card document">
      <p class="muted">
        {me.program.name} · {me.partner.name || me.partner.email}
      </p>
      <p>
        {closedAt
          ? fill(words.pricesClosed, { date: writtenDate(closedAt, lang) })
          : fill(words.pricesDraft, { month: writtenMonth(month, lang) })}{' '}
        {fill(words.noInvoice, { program: me.program.name })}
      </p>
      {totals.length === 0 && <p>{words.noPrices}</p>}
      {totals.map((total) => (
        <TotalPart
          key={total.currency}
          {...props}
          total={total}
          lines={lines.filter((line) => line.currency === total.currency)}
          alone={totals.length === 1}
        />
      ))}
    </article>
  )
}

function TotalPart(props: PageProps & { total: Total; lines: Line[]; alone: boolean }) {
  const { words, lang, total, lines } = props
  const { currency } = total
  return (
    <section class="stack wide">
      {!props.alone && <h2>{fill(words.inCurrency, { currency })}</h2>}
      <Sums
        currency={currency}
        rows={
          total.list === 0
            ? []
            : [
                [words.atList, total.list],
                [words.margin, total.margin],
              ]
        }
        answer={[words.youPay, total.amount]}
      />
      <table class="lines-table">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col" class="number">
              {words.youPay}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.kind} ${line.subject} ${line.name} ${line.month}`}>
              <td>
                <div class="line">
                  <span>{line.name}</span>
                  <p>
                    {line.correction && (
                      <strong>{fill(words.correctionOf, { month: writtenMonth(line.month, lang) })} </strong>
                    )}
                    {line.explanation}
                  </p>
                </div>
              </td>
              <td class="number">
                <Money amountMinor={line.amount} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.linesTotal}</th>
            <td class="number">
              <Money amountMinor={total.amount} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
