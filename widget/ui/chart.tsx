/**
 * One idea a chart: a value per day as bars from zero, its best day labelled
 * where it is, and the same numbers as a table for whoever would rather read.
 * Positions are SVG attributes in per cent, so it fits any width with no style attribute.
 */
import { dayAndMonth, writtenDate } from './dates.ts'
import { Chevron } from './icons.tsx'

export interface DayValue {
  /** `YYYY-MM-DD`. */
  day: string
  value: number
}

const heightPx = 160
/** Room above the bars for the label of the best day. */
const labelPx = 24

/** Where each bar goes: `y` and `height` in px from the top, `x` and `width` in per cent. */
export function layOut(days: DayValue[]): { x: number; width: number; y: number; height: number }[] {
  const top = Math.max(0, ...days.map((one) => one.value))
  const bottom = Math.min(0, ...days.map((one) => one.value))
  const perUnit = (heightPx - labelPx) / (top - bottom || 1)
  const step = 100 / (days.length || 1)
  return days.map(({ value }, index) => ({
    x: index * step + step * 0.14,
    width: step * 0.72,
    y: labelPx + (top - Math.max(value, 0)) * perUnit,
    height: Math.abs(value) * perUnit,
  }))
}

/** The words a chart needs besides its own title and sentences. */
export const chartStrings = { showTable: 'Show as a table', day: 'Day', total: 'Total' } as const

export interface ChartProps {
  days: DayValue[]
  /** What the chart shows, as a heading of the table column: "Earned per day". */
  title: string
  /** The range in one sentence, above the bars. */
  summary: string
  /** Shown instead of bars when every day is zero. */
  empty: string
  format: (value: number) => string
  words: Record<keyof typeof chartStrings, string>
  lang: string
}

export function Chart({ days, title, summary, empty, format, words, lang }: ChartProps) {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last || days.every((one) => one.value === 0)) return <p class="chart-empty muted">{empty}</p>
  const bars = layOut(days)
  const best = days.reduce((at, one, index) => (one.value > (days[at]?.value ?? 0) ? index : at), 0)
  const bestDay = days[best] ?? first
  const bestBar = bars[best]
  const share = (best + 0.5) / days.length
  const top = Math.max(0, ...days.map((one) => one.value))
  const bottom = Math.min(0, ...days.map((one) => one.value))
  const zeroY = labelPx + ((heightPx - labelPx) * top) / (top - bottom || 1)
  return (
    <figure class="chart stack">
      <figcaption>{summary}</figcaption>
      <div aria-hidden="true">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: hidden; the sentence above and the table below say it. */}
        <svg width="100%" height={heightPx + 1} focusable="false">
          {bars.map((bar, index) => (
            <rect
              key={days[index]?.day}
              class={(days[index]?.value ?? 0) < 0 ? 'bar minus' : 'bar'}
              x={`${bar.x.toFixed(2)}%`}
              width={`${bar.width.toFixed(2)}%`}
              y={bar.y.toFixed(1)}
              height={bar.height.toFixed(1)}
              rx="1.5"
            >
              <title>{`${dayAndMonth(days[index]?.day ?? '', lang)}: ${format(days[index]?.value ?? 0)}`}</title>
            </rect>
          ))}
          <line class="base" x1="0" x2="100%" y1={zeroY + 0.5} y2={zeroY + 0.5} />
          {bestBar && bestDay.value > 0 && (
            <text
              class="peak"
              x={`${(share * 100).toFixed(2)}%`}
              y={bestBar.y - 8}
              text-anchor={share < 0.15 ? 'start' : share > 0.85 ? 'end' : 'middle'}
            >
              {format(bestDay.value)}
            </text>
          )}
        </svg>
        <div class="ends date">
          <span>{dayAndMonth(first.day, lang)}</span>
          <span>{dayAndMonth(last.day, lang)}</span>
        </div>
      </div>
      <details>
        <summary>
          <Chevron />
          {words.showTable}
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section class="scroll" aria-label={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col" class="number">
                  {title}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...days].reverse().map((one) => (
                <tr key={one.day}>
                  <th scope="row" class="date">
                    {writtenDate(one.day, lang)}
                  </th>
                  <td class="number">{format(one.value)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{words.total}</th>
                <td class="number">{format(days.reduce((sum, one) => sum + one.value, 0))}</td>
              </tr>
            </tfoot>
          </table>
        </section>
      </details>
    </figure>
  )
}
