/** A form field: label above, help below, error beside it and read out with it. The caller holds what was typed. */
import type { ComponentChildren } from 'preact'
import { Dash } from './icons.tsx'
import type { SharedWords } from './strings.ts'

export interface FieldProps {
  /** The wire path of the value, such as `contact.email`: errors find their field by it. Once a page. */
  name: string
  label: string
  words: SharedWords
  value: string
  onValue: (name: string, value: string) => void
  error?: string | undefined
  /** What to enter, or for an optional field why it helps. */
  help?: ComponentChildren
  required?: boolean
  /** Leaves out the word "optional", where the fields around say it already. */
  unmarked?: boolean
  type?: 'text' | 'email' | 'url' | 'number'
  /** Several lines. */
  long?: boolean
  /** A list to choose from, as `[value, word]`. An empty answer is always possible unless required. */
  options?: readonly (readonly [string, string])[]
  autocomplete?: string
  maxLength?: number
  min?: number
  max?: number
}

export function Field(props: FieldProps) {
  const { name, label, words, value, error, help, required, type = 'text' } = props
  const id = `field-${name}`
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ')
  const shared = {
    id,
    name,
    class: 'input',
    required,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
    autocomplete: props.autocomplete ?? 'off',
    value,
    onInput: (event: Event) => {
      const target = event.target as HTMLInputElement
      props.onValue(name, target.value)
    },
  }
  return (
    <div class="field">
      <label for={id}>
        {label} {!required && !props.unmarked && <span class="optional">({words.optional})</span>}
      </label>
      {props.options ? (
        <select {...shared}>
          {!required && <option value="" />}
          {props.options.map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      ) : props.long ? (
        <textarea {...shared} rows={3} maxLength={props.maxLength} />
      ) : (
        <input
          {...shared}
          // Preact types every kind of input apart; which one this is shows only at run time.
          type={type as 'text'}
          inputMode={type === 'number' ? ('numeric' as const) : undefined}
          autoCapitalize={type === 'text' ? undefined : ('off' as const)}
          spellcheck={type === 'text' ? undefined : false}
          maxLength={props.maxLength}
          min={props.min}
          max={props.max}
        />
      )}
      <p id={`${id}-error`} class="error" aria-live="polite">
        {error && <Dash />}
        {error}
      </p>
      {help && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
    </div>
  )
}
