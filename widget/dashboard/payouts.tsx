/** What was transferred and when. Left out until there is a first payout. */
import { useId } from 'preact/hooks'
import { writtenDate } from '../ui/dates.ts'
import { Money } from '../ui/money.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import { fill } from '../ui/strings.ts'
import type { Payout } from './data.ts'
import type { DashboardWords } from './strings.ts'

const state = (status: string): { tone: Tone; word: 'payout_paid' | 'payout_failed' | 'payout_other' } =>
  status === 'paid'
    ? { tone: 'good', word: 'payout_paid' }
    : status === 'failed'
      ? { tone: 'stop', word: 'payout_failed' }
      : { tone: 'wait', word: 'payout_other' }

export function Payouts({
  payouts,
  words,
  lang,
}: {
  payouts: Payout[]
  words: DashboardWords
  lang: string
}) {
  const id = useId()
  if (payouts.length === 0) return null
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.payoutsTitle}</h2>
      <ol class="entries">
        {payouts.map((one) => {
          const { tone, word } = state(one.status)
          return (
            <li key={one.id} class="entry">
              <div class="entry-head">
                <div class="what">
                  <span class="date">
                    {fill(one.paidAt ? words.payoutOn : words.payoutSince, {
                      date: writtenDate(one.paidAt ?? one.createdAt, lang),
                    })}
                  </span>
                  <Status tone={tone} word={words[word]} />
                </div>
                <strong class="sum">
                  <Money amountMinor={one.amount} currency={one.currency} />
                </strong>
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
