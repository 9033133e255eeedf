/** A few sums and, below them, the one that they come to. */
import { Money } from '../../ui/money.tsx'

type Row = readonly [label: string, amountMinor: number]

export function Sums({ rows, answer, currency }: { rows: Row[]; answer: Row; currency: string }) {
  return (
    <dl class="statement sums">
      {rows.map(([label, amountMinor]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class="sum">
            <Money amountMinor={amountMinor} currency={currency} />
          </dd>
        </div>
      ))}
      <div class="answer-row">
        <dt>{answer[0]}</dt>
        <dd class="sum">
          <Money amountMinor={answer[1]} currency={currency} />
        </dd>
      </div>
    </dl>
  )
}
