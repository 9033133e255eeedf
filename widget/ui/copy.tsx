/** Copying, with everything that can refuse it: no permission, no secure page, no clipboard at all. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Check } from './icons.tsx'

/** The words of copying. */
export const copyStrings = {
  copy: 'Copy',
  copied: 'Copied',
  copyByHand: 'Press Ctrl+C or ⌘C to copy',
} as const

type CopyWords = Record<keyof typeof copyStrings, string>

/** How long "Copied" stays on the button. */
const showMs = 2500

/**
 * Puts `text` on the clipboard.
 * @param source a field that holds the same text, for browsers where only a selection can be copied
 * @returns whether it is there now; when not, the source is left selected for Ctrl+C
 */
export async function copyText(text: string, source?: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = source ?? document.body.appendChild(document.createElement('textarea'))
    field.value = text
    field.select()
    let done = false
    try {
      done = document.execCommand('copy')
    } catch {
      done = false
    }
    if (!source) field.remove()
    return done
  }
}

/**
 * Puts a text on the clipboard that is still on its way. Call it inside the
 * click: some browsers let go of the permission before an answer can arrive,
 * and take a promise instead.
 */
export async function copyWhenReady(text: Promise<string>): Promise<boolean> {
  const later = text.then((ready) => new Blob([ready], { type: 'text/plain' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': later })])
    return true
  } catch {
    try {
      await navigator.clipboard.writeText(await text)
      return true
    } catch {
      return false
    }
  }
}

interface CopyProps {
  text: string
  words: CopyWords
  onCopied?: (text: string) => void
}

type Said = 'nothing' | 'copied' | 'by_hand'

function useCopy({ text, onCopied }: CopyProps) {
  const [said, say] = useState<Said>('nothing')
  useEffect(() => {
    if (said !== 'copied') return
    const timer = setTimeout(() => say('nothing'), showMs)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async (source?: HTMLInputElement | null) => {
    const done = await copyText(text, source)
    say(done ? 'copied' : 'by_hand')
    if (done) onCopied?.(text)
  }
  return { said, copy }
}

function Announce({ said, words }: { said: Said; words: CopyWords }) {
  return (
    <span class="unseen" role="status">
      {said === 'copied' ? words.copied : said === 'by_hand' ? words.copyByHand : ''}
    </span>
  )
}

/** A button that copies a text shown elsewhere or not at all. `about` tells several such buttons apart when read out. */
export function CopyButton(props: CopyProps & { label: string; about?: string }) {
  const { said, copy } = useCopy(props)
  const byHand = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (said === 'by_hand') byHand.current?.select()
  }, [said])
  return (
    <>
      <button type="button" class="button" onClick={() => copy()}>
        {said === 'copied' && <Check />}
        {said === 'copied' ? props.words.copied : props.label}
        {props.about && <span class="unseen">: {props.about}</span>}
      </button>
      {said === 'by_hand' && (
        <div class="by-hand">
          <input ref={byHand} class="input" readOnly value={props.text} aria-label={props.label} />
          <p class="help">{props.words.copyByHand}</p>
        </div>
      )}
      <Announce said={said} words={props.words} />
    </>
  )
}

/**
 * A text in a field with its copy button. `name` says what the text is.
 * `startCopied` is for a text that was put on the clipboard before it was shown.
 */
export function CopyField(props: CopyProps & { name: string; primary?: boolean; startCopied?: boolean }) {
  const field = useRef<HTMLInputElement>(null)
  const { said, copy } = useCopy(props)
  const [touched, touch] = useState(false)
  const copied = said === 'copied' || (props.startCopied === true && !touched)
  return (
    <>
      <div class="copy">
        <input
          ref={field}
          class="input"
          readOnly
          value={props.text}
          aria-label={props.name}
          onFocus={() => field.current?.select()}
        />
        <button
          type="button"
          class={props.primary ? 'button primary' : 'button'}
          onClick={() => {
            touch(true)
            copy(field.current)
          }}
        >
          {copied && <Check />}
          {copied ? props.words.copied : props.words.copy}
          <span class="unseen">: {props.name}</span>
        </button>
      </div>
      {said === 'by_hand' && (
        <p class="help" aria-hidden="true">
          {props.words.copyByHand}
        </p>
      )}
      <Announce said={said} words={props.words} />
    </>
  )
}
