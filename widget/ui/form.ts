/**
 * What every form here does the same way: keep what was typed whatever happens,
 * check with the browser's own rules but in our words, put the server's errors
 * beside their fields, and take the person to the first one.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Answer, problemText } from './api.ts'
import { counted, fill, type SharedWords } from './strings.ts'

export type Values = Record<string, string>

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The browser's verdict on one control, in our words; empty when it is fine. */
export function checkControl(control: Control, words: SharedWords): string {
  const { validity } = control
  const blank = control.required && control.type !== 'checkbox' && control.value.trim() === ''
  if (validity.valid && !blank) return ''
  if (control.type === 'checkbox') return words.choose
  if (blank || validity.valueMissing) return words.fillIn
  if (control.type === 'email') return words.emailShape
  if (control.type === 'url') return words.urlShape
  if (control.type === 'number') {
    const { min, max } = control as HTMLInputElement
    return fill(words.numberShape, { min, max })
  }
  return control.validationMessage || words.fillIn
}

const controls = (form: HTMLFormElement): Control[] =>
  Array.from(form.querySelectorAll<Control>('input[name], textarea[name], select[name]'))

/** The server's errors by field; those that fit no field of this form come back as `rest`. */
export function sortErrors(
  errors: { path: string; message: string }[],
  names: readonly string[],
): { fields: Record<string, string>; rest: string[] } {
  const fields: Record<string, string> = {}
  const rest: string[] = []
  for (const { path, message } of errors) {
    if (names.includes(path)) fields[path] ??= message
    else rest.push(message)
  }
  return { fields, rest }
}

export interface FormOptions<T> {
  words: SharedWords
  lang: string
  initial: Values
  send: (values: Values) => Promise<Answer<T>>
  onDone: (value: T, values: Values) => void
  /** What the browser cannot check: messages by field. */
  check?: (values: Values) => Record<string, string>
  /** Fields for problems that are told by their code alone, such as `code_taken`. */
  fieldOfCode?: Record<string, string>
}

/** State and handlers of one form. `message` is for what concerns the form as a whole. */
export function useForm<T>(options: FormOptions<T>) {
  const [values, setValues] = useState(options.initial)
  // A password manager types and submits in one go, before anything is drawn again.
  const latest = useRef(values)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [message, setMessage] = useState('')
  const [suggestions, setSuggestions] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const sending = useRef(false)
  const wanted = useRef('')

  /** Takes the person to a field, opening what it is folded into. */
  const goTo = (name: string) => {
    const control = form.current && controls(form.current).find((one) => one.name === name)
    const fold = control?.closest('details')
    if (fold) fold.open = true
    control?.focus()
  }

  useLayoutEffect(() => {
    if (wanted.current) goTo(wanted.current)
    wanted.current = ''
  }, [errors])

  const show = (found: Record<string, string>, more = '') => {
    const names = form.current ? controls(form.current).map((one) => one.name) : []
    wanted.current = names.find((name) => found[name]) ?? ''
    const n = Object.keys(found).length
    setErrors(found)
    setMessage(more || (n > 0 ? counted(options.words, 'lookAgain', n, options.lang) : ''))
  }

  const submit = async (event?: Event) => {
    event?.preventDefault()
    if (sending.current || !form.current) return
    const wrong: Record<string, string> = { ...options.check?.(latest.current) }
    for (const control of controls(form.current)) {
      const said = checkControl(control, options.words)
      if (said) wrong[control.name] = said
    }
    setSuggestions([])
    show(wrong)
    if (Object.keys(wrong).length > 0) return
    sending.current = true
    setBusy(true)
    const sent = latest.current
    const answer = await options.send(sent)
    sending.current = false
    setBusy(false)
    if (answer.ok) return options.onDone(answer.value, sent)
    const { problem } = answer
    const names = controls(form.current).map((one) => one.name)
    const { fields, rest } = sortErrors(problem.errors, names)
    const ownField = options.fieldOfCode?.[problem.code]
    if (ownField) fields[ownField] ??= problem.detail || problemText(problem, options.words)
    setSuggestions(problem.suggestions)
    const n = Object.keys(fields).length
    show(fields, n > 0 && rest.length === 0 ? '' : rest.join(' ') || problemText(problem, options.words))
  }

  const set = (name: string, value: string) => {
    latest.current = { ...latest.current, [name]: value }
    setValues(latest.current)
    setErrors(({ [name]: _, ...others }) => others)
  }

  return { values, set, errors, message, suggestions, busy, submit, goTo, form }
}
