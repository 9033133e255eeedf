/** A state in a word and a sign, so that it can be read without colour. */
import { Check, Clock, Dash } from './icons.tsx'

export type Tone = 'good' | 'wait' | 'stop'

const signs = { good: Check, wait: Clock, stop: Dash }

/** `tone` picks the sign and colour (done, waiting, stopped); `word` says which state it is. */
export function Status({ tone, word }: { tone: Tone; word: string }) {
  const Sign = signs[tone]
  return (
    <span class={`status ${tone}`}>
      <Sign />
      {word}
    </span>
  )
}
