/** The last 30 days as one chart with one idea: what was earned, or what was clicked. */
import { useId, useState } from 'preact/hooks'
import { formatMoney } from '../../sdk/rules/money.ts'
import { Chart } from '../ui/chart.tsx'
import { writtenDate } from '../ui/dates.ts'
import { counted, fill } from '../ui/strings.ts'
import type { Summary } from './data.ts'
import type { DashboardWords } from './strings.ts'

type Shown = 'earned' | 'clicks'

export function Trend({ summary, words, lang }: { summary: Summary; words: DashboardWords; lang: string }) {
  const id = useId()
  // Whoever has earned nothing yet has a better answer in the clicks.
  const [shown, show] = useState<Shown>(summary.days.some((one) => one.earned !== 0) ? 'earned' : 'clicks')
  const days = summary.days.map((one) => ({ day: one.day, value: one[shown] }))
  const sum = days.reduce((total, one) => total + one.value, 0)
  const best = days.reduce((top, one) => (one.value > top.value ? one : top), { day: '', value: 0 })
  const date = writtenDate(best.day, lang)
  const earned = shown === 'earned'
  const sentence = earned
    ? fill(best.value > 0 ? words.earnedSum : words.earnedSumMinus, {
        amount: formatMoney(sum, summary.currency),
        date,
      })
    : fill(counted(words, 'clicksSum', sum, lang), { date })
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="row between">
        <h2 id={id}>{words.chartTitle}</h2>
        <fieldset class="choice">
          <legend class="unseen">{words.chartChoice}</legend>
          {(['earned', 'clicks'] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="shown"
                value={value}
                checked={shown === value}
                onChange={() => show(value)}
              />
              <span>{value === 'earned' ? words.earnings : words.clicks}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class="chart-room">
        <Chart
          days={days}
          title={earned ? words.earnedPerDay : words.clicksPerDay}
          summary={sentence}
          empty={earned ? words.noEarnings : words.noClicks}
          format={(value) => (earned ? formatMoney(value, summary.currency) : value.toLocaleString(lang))}
          words={words}
          lang={lang}
        />
      </div>
    </section>
  )
}
