/** How well framed the lead is so far, and the one answer that would help most. */
import { framingScore, type LeadFields } from '../../sdk/rules/framing.ts'
import { fill } from '../ui/strings.ts'
import { optionalFields, requiredFields } from './lead-fields.ts'
import type { LeadWords } from './lead-strings.ts'

const labels = Object.fromEntries([...requiredFields, ...optionalFields].map((one) => [one.name, one.label]))

const reasons = framingScore({}).missing

/** Why a field helps, from the score's own table; `why_<field>` in the strings translates it. */
export const whyText = (field: string, words: Partial<Record<string, string>>): string | undefined =>
  words[`why_${field}`] ?? reasons.find((one) => one.field === field)?.why

export function FramingHint(props: {
  lead: LeadFields
  words: LeadWords
  /** Takes the person to the field that is named next. */
  goTo: (field: string) => void
}) {
  const { words } = props
  const { score, missing } = framingScore(props.lead)
  const next = missing[0]
  const scoreText = fill(words.framingOf, { score })
  return (
    <section class="framing" aria-label={words.framing}>
      <div class="row">
        <span>{words.framing}</span>
        <strong class="amount">{scoreText}</strong>
      </div>
      <svg width="100%" height="6" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="6" rx="3" />
        <rect class="done" width={`${score}%`} height="6" rx="3" />
      </svg>
      {next ? (
        <div class="row">
          <p>
            <strong>{fill(words.framingNext, { gain: next.gain })}</strong> {whyText(next.field, words)}
          </p>
          <button type="button" class="button" onClick={() => props.goTo(next.field)}>
            {words[labels[next.field] ?? 'more']}
          </button>
        </div>
      ) : (
        <p>{words.framingDone}</p>
      )}
    </section>
  )
}
