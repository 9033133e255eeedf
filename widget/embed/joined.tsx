/** The screen after joining: the link first, then where to use it, then the one thing left to do. */
import type { RefObject } from 'preact'
import { CopyButton, CopyField } from '../ui/copy.tsx'
import { fill } from '../ui/strings.ts'
import type { LinkShown } from '../ui/wire.ts'
import type { ShareWords } from './share-strings.ts'

/** The texts of the three places, with the disclosure in each of them. */
export function readyTexts(words: ShareWords, program: string, url: string) {
  const values = { program, url }
  const subject = fill(words.messageSubject, values)
  const body = fill(words.messageText, values)
  return {
    signature: fill(words.signatureText, values),
    post: fill(words.postText, values),
    mail: `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`,
  }
}

/** The system's share sheet where there is one, a text to copy where there is none. */
export function ShareText(props: { text: string; label: string; copyLabel: string; words: ShareWords }) {
  if (typeof navigator.share !== 'function') {
    return <CopyButton text={props.text} label={props.copyLabel} words={props.words} />
  }
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        // Rejects when the person closes the sheet, which is an answer too.
        navigator.share({ text: props.text }).catch(() => undefined)
      }}
    >
      {props.label}
    </button>
  )
}

export function Joined(props: {
  link: LinkShown
  email: string
  program: string
  copied: boolean
  words: ShareWords
  title: RefObject<HTMLHeadingElement | null>
  onCopied: (url: string) => void
}) {
  const { link, words } = props
  const texts = readyTexts(words, props.program, link.url)
  return (
    <>
      <div class="stack">
        <h2 ref={props.title} tabIndex={-1}>
          {words.joinedTitle}
        </h2>
        <p role="status">{props.copied ? words.joinedCopied : words.joinedReady}</p>
        <CopyField
          text={link.url}
          name={words.yourLink}
          words={words}
          primary
          startCopied={props.copied}
          onCopied={props.onCopied}
        />
        <p class="quote">
          <span class="muted">{words.disclosureLead}</span> {words.disclosure}
        </p>
      </div>
      <section class="stack">
        <h3>{words.placesTitle}</h3>
        <ul class="places">
          <li>
            <span>{words.placeSignature}</span>
            <CopyButton text={texts.signature} label={words.copySignature} words={words} />
          </li>
          <li>
            <span>{words.placePost}</span>
            <ShareText text={texts.post} label={words.sharePost} copyLabel={words.copyPost} words={words} />
          </li>
          <li>
            <span>{words.placeMessage}</span>
            <a class="button" href={texts.mail}>
              {words.writeMessage}
            </a>
          </li>
        </ul>
      </section>
      <section class="stack">
        <h3>{words.confirmTitle}</h3>
        <p>{fill(words.confirmText, { email: props.email })}</p>
      </section>
    </>
  )
}
